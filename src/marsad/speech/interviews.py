"""Interviews in print: questions are nobody's statement, and what follows each is the interviewee's."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.speech.sources import of_phrase
from marsad.speech.statements import Speaker, Statement
from marsad.speech.view import DASHES, View

_FEWEST, _LONGEST_QUESTION = 2, 60
_FOR_SURE = 3
"""Questions after which a page is an interview although nothing marks them."""


def read_interview(view: View, statements: Sequence[Statement]) -> list[Statement]:
    """The statements of a part without those in an interviewer's questions, and with the answers.

    «- متى بدأت الغناء؟» and, in the next paragraph, «بدأت وأنا صغير»: the answer is the word of whoever is interviewed.
    """
    lines = _paragraphs(view)
    asked = [number for number, line in enumerate(lines) if _is_question(view, line)]
    marked = sum(_is_marked(view, lines[number]) for number in asked)
    if len(asked) < _FEWEST or not (marked >= _FEWEST or len(asked) >= _FOR_SURE):
        return list(statements)
    asking = {at for n in asked for at in range(*lines[n])}
    told = [s for s in statements if s.first not in asking]
    voice = _interviewee(view, lines[asked[0]][0])
    return told if voice is None else told + _answers(view, lines, asked, voice)


def _paragraphs(view: View) -> list[tuple[int, int]]:
    spans: dict[int, tuple[int, int]] = {}
    for sentence in view.sentences:
        first, _ = spans.get(sentence.paragraph, (sentence.first, 0))
        spans[sentence.paragraph] = (first, sentence.last)
    return list(spans.values())


def _is_question(view: View, line: tuple[int, int]) -> bool:
    """A short paragraph that ends with a question mark."""
    first, last = line
    return last - first <= _LONGEST_QUESTION and view.tokens[last - 1].text in "؟?"


def _is_marked(view: View, line: tuple[int, int]) -> bool:
    """Whether a dash, a star or «س:» marks a question as the interviewer's."""
    text = view.tokens[line[0]].text
    return text in DASHES or text in "*•■▪○●" or (view.word(line[0]) in view.words.asks)


def _interviewee(view: View, before: int) -> Speaker | None:
    """Who is interviewed: the one person named before the first question, most often if there are several."""
    counts: dict[str, int] = {}
    for phrase in view.phrases.values():
        if phrase.kind == "person" and phrase.entity and phrase.first < before:
            counts[phrase.entity] = counts.get(phrase.entity, 0) + 1
    best = max(counts, key=lambda entity: counts[entity], default=None)
    if best is None or sum(count == counts[best] for count in counts.values()) > 1:
        return None
    last = max(p.first for p in view.phrases.values() if p.entity == best and p.first < before)
    return of_phrase(view, view.phrases[last])


def _answers(
    view: View, lines: Sequence[tuple[int, int]], asked: Sequence[int], voice: Speaker
) -> list[Statement]:
    found = []
    for number, following in zip(asked, [*asked[1:], len(lines)], strict=True):
        if following > number + 1:
            last = following if following < len(lines) else number + 2
            found.append(_answer(view, lines[number], (lines[number + 1][0], lines[last - 1][1]), voice))
    return found


def _answer(view: View, question: tuple[int, int], answer: tuple[int, int], voice: Speaker) -> Statement:
    first, last = answer
    while first < last - 1 and (view.mark(first) or view.word(first) in view.words.answers):
        first += 1
    mark = view.tokens[question[1] - 1]
    return Statement(
        view=view.number,
        cue=None,
        style="headline",
        first=question[1] - 1,
        last=question[1],
        start=mark.start,
        end=mark.end,
        frame="colon",
        content=(first, last),
        source=voice,
        implicit=True,
        sentence=view.clause_first(question[0]),
        opening=question[1],
        rule="speech.interview.answer",
    )
