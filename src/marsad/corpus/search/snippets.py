"""The piece of a text that shows why it was found, with what was found marked at its true place."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from marsad.corpus.search.analysis import Keys, Word, read_words
from marsad.corpus.search.hits import Snippet
from marsad.corpus.search.plan import Begins, Every, Find, Plan, Some

WIDTH = 240
"""Characters of a snippet."""
_BEFORE = 60
Span = tuple[int, int]


class Highlighter:
    """Finds in texts what a plan looked for."""

    def __init__(self, plan: Plan) -> None:
        self._stems: dict[str, list[tuple[str, ...]]] = {}
        self._exact: dict[str, list[tuple[str, ...]]] = {}
        self._forms: set[str] = set()
        self._starts: list[tuple[Callable[[Keys], str], str]] = []
        for part in _positive(plan):
            self._add(part)

    def _add(self, part: Find | Begins) -> None:
        match part:
            case Begins("exact", start):
                self._starts.append((_exact_of, start))
            case Begins(_, start):
                self._starts.append((_form_of, start))
            case Find(("exact",), terms):
                self._exact.setdefault(terms[0], []).append(terms)
            case Find(("forms",), terms):
                self._forms.update(terms)
            case Find(fields, terms) if fields != ("labels",) and (part.ranked or fields[0] in _NAMES):
                self._stems.setdefault(terms[0], []).append(terms)

    def find(self, words: Sequence[Word]) -> list[int]:
        """The numbers of the words that were looked for, in order."""
        found: set[int] = set()
        for at, word in enumerate(words):
            keys = word.keys
            if keys.form in self._forms or any(key(keys).startswith(start) for key, start in self._starts):
                found.add(at)
            for terms in self._stems.get(keys.stem, ()):
                if [w.keys.stem for w in words[at : at + len(terms)]] == list(terms):
                    found.update(range(at, at + len(terms)))
            for terms in self._exact.get(keys.exact, ()):
                if [w.keys.exact for w in words[at : at + len(terms)]] == list(terms):
                    found.update(range(at, at + len(terms)))
        return sorted(found)

    def spans(self, text: str) -> tuple[Span, ...]:
        """The characters of what was looked for."""
        words = read_words(text)
        return tuple((words[at].start, words[at].end) for at in self.find(words))

    def snippet(self, text: str) -> Snippet:
        """The piece of a text with the most different words that were looked for, or its beginning."""
        words = read_words(text)
        found = self.find(words)
        start, end = _window(text, words, found)
        marks = [(words[at].start, words[at].end) for at in found]
        return Snippet(start, end, text[start:end], tuple((a, b) for a, b in marks if start <= a and b <= end))


_NAMES = frozenset({"actor", "place", "source", "speaker"})


def _exact_of(keys: Keys) -> str:
    return keys.exact


def _form_of(keys: Keys) -> str:
    return keys.form


def _positive(plan: Plan) -> Iterator[Find | Begins]:
    match plan:
        case Find() | Begins():
            yield plan
        case Every(parts=parts) | Some(parts=parts):
            for part in parts:
                yield from _positive(part)


def _window(text: str, words: Sequence[Word], found: Sequence[int]) -> Span:
    """Where a snippet begins and ends: round the place where most different words stand close together."""
    if not found:
        return 0, _cut_end(text, 0)
    best, most = found[0], -1
    for first in found:
        reach = words[first].start + WIDTH - _BEFORE
        inside = {words[at].keys.stem for at in found if words[first].start <= words[at].start and words[at].end <= reach}
        if len(inside) > most:
            best, most = first, len(inside)
    start = _cut_start(text, max(0, words[best].start - _BEFORE))
    return start, max(_cut_end(text, start), words[best].end)


def _cut_start(text: str, at: int) -> int:
    """The first word that begins at or after a place, unless that is the start of the text."""
    if at == 0:
        return 0
    space = next((i for i in range(at, len(text)) if text[i].isspace()), at)
    return next((i for i in range(space, len(text)) if not text[i].isspace()), at)


def _cut_end(text: str, start: int) -> int:
    end = min(len(text), start + WIDTH)
    if end == len(text):
        return end
    return next((i for i in range(end, start + WIDTH // 2, -1) if text[i].isspace()), end)


