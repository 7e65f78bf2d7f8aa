"""Headlines and speaker lines: «فلان: …», «مصادر: …», and the turns of an interview."""

from __future__ import annotations

import msgspec

from marsad.names.phrase_words import is_nisba
from marsad.speech.closed import is_finite
from marsad.speech.quotes import Quote
from marsad.speech.relays import relay_at
from marsad.speech.sources import loose, of_phrase
from marsad.speech.statements import Speaker, Statement
from marsad.speech.view import View
from marsad.types import Sentence

_SPEAKERS = frozenset({"person", "organization", "group", "unnamed", "medium", "document"})
_FARTHEST = 12
_OPENERS, _CLOSERS = frozenset('«"“'), frozenset('»"”')
_BREAKS = frozenset(".…|؛-–،")
"""Marks that part the halves of a headline."""
_DOTS = frozenset(".…")
_SHORTEST = 4
_TELLING = frozenset({"person", "organization", "group", "medium", "document"})
_BODIES = frozenset({"person", "organization", "group"})
_LONGEST_BRACKETS = 8
_WE = ("سن", "ن")
"""Beginnings of verbs of the first person plural: «[سنواصل]», «[ندعم]»."""


def read_headlines(view: View, taken: set[int]) -> list[Statement]:
    """The statements that a colon alone gives to the noun phrase before it, at the head of a line."""
    found = []
    heads: dict[int, Sentence] = {}
    for sentence in view.sentences:
        heads.setdefault(sentence.paragraph, sentence)
    for sentence in heads.values():
        colon = _colon(
            view,
            view.clause_first(sentence.first),
            min(sentence.last, view.clause_first(sentence.first) + _FARTHEST),
        )
        if colon is None or colon in taken or colon + 2 >= sentence.last:
            continue
        statement = _read_line(
            view, view.clause_first(sentence.first), colon, view.paragraph_ends[sentence.paragraph]
        )
        if statement is not None:
            found.append(statement)
    if view.part.field == "title":
        later = _later_voices(view, taken | {statement.first for statement in found})
        for half in later:
            for one in found:
                _end_before(view, one, half)
        found += later
        ended = None if found else _bracketed(view)
        found += [ended] if ended is not None else []
    return found


def _bracketed(view: View) -> Statement | None:
    """«مقتل ثلاثة في انفجار (مصدر أمني)»: who is named in brackets at a headline's end, and is no other name of what stands before."""
    close = len(view.tokens) - 1
    if view.tokens[close].text != ")":
        return None
    opened = next((at for at in range(close, -1, -1) if view.tokens[at].text == "("), 0)
    first, held = opened + 1, view.inside[opened - 1] if opened else None
    phrase = view.phrases.get(first)
    if phrase is None or phrase.last != close or phrase.clitics or opened < _SHORTEST:
        return None
    telling = phrase.kind in _TELLING or view.word(first) in view.words.informant
    if not telling or close - opened > _LONGEST_BRACKETS or _tells_nothing(view, first):
        return None
    apposed = held is not None and held.kind in _BODIES and view.word(first) not in view.words.informant
    if apposed or any(is_finite(view, at) and view.word(at) in view.words.said_by for at in range(opened)):
        return None
    return msgspec.structs.replace(
        _write_line(view, of_phrase(view, phrase), opened, (0, opened)),
        frame="brackets",
        rule="speech.headline.brackets",
    )


def _tells_nothing(view: View, at: int) -> bool:
    return view.word(at) in view.words.not_told | view.words.nobody and not _is_witness(view, at)


def _end_before(view: View, one: Statement, half: Statement) -> None:
    """Ends a headline's first half where somebody else speaks in the second: «الوزير: لا قطع.. [والنائب]: …»."""
    first, last = one.content
    if half.source is None or not first < half.source.first < last:
        return
    last = half.source.first
    while last > first + 1 and (view.mark(last - 1) or view.word(last - 1) in view.words.joint):
        last -= 1
    one.content = (first, last)


def _later_voices(view: View, taken: set[int]) -> list[Statement]:
    """«الأمير يتبرع للسوريين.. وبان: التعهدات تجاوزت المليار»: who speaks in the second half of a headline."""
    colons = [at for at, token in enumerate(view.tokens) if token.text == ":" and at not in taken]
    found = []
    for colon in colons:
        voice = _voice_before(view, colon)
        if voice is not None and colon + 2 < view.ends[colon]:
            found.append(_write_line(view, voice, colon, (colon + 1, view.ends[colon])))
    return found


def _voice_before(view: View, colon: int) -> Speaker | None:
    """The noun phrase that ends at a colon and begins a half of its own: after dots, or after «و» and another kind of noun."""
    last = colon - 1 if view.tokens[colon - 1].text in _CLOSERS else colon
    phrase = view.inside[last - 1] if last else None
    if phrase is None and last == colon:
        return _unknown_voice(view, colon)
    if (
        phrase is None
        or phrase.last < last
        or phrase.kind not in _SPEAKERS
        or phrase.clitics not in {"", "و"}
    ):
        return None
    first = phrase.first - 1
    while view.mark(first) and view.tokens[first].text in _OPENERS:
        first -= 1
    joined = first if view.word(first) == "و" else first + 1
    if joined <= first:
        first -= 1
    apart = view.mark(first) and set(view.tokens[first].text) <= _BREAKS
    before = view.inside[first] if first >= 0 else None
    others = before is not None and before.kind not in _SPEAKERS
    led = phrase.clitics == "و" or joined != first + 1
    return of_phrase(view, phrase) if apart or (led and others) else None


def _unknown_voice(view: View, colon: int) -> Speaker | None:
    """«…للسوريين.. وبان: …»: one word that no list knows, joined by «و» after dots."""
    at = colon - 1
    word = view.word(at)
    dots = at > 0 and view.mark(at - 1) and set(view.tokens[at - 1].text) <= _DOTS
    if not dots or not word.startswith("و") or len(word) < _SHORTEST or is_finite(view, at):
        return None
    return None if word[1:] in view.words.nobody else loose(view, at, at + 1, 1)


def _colon(view: View, first: int, last: int) -> int | None:
    return next((at for at in range(first, last) if view.tokens[at].text == ":"), None)


def _read_line(view: View, first: int, colon: int, end: int) -> Statement | None:
    if any(is_finite(view, at) for at in range(first, colon)):
        return None
    while first < colon and view.mark(first):
        first += 1
    voice = _speaker(view, first, colon)
    titled = view.part.field == "title" or _heads_entry(view, first, end)
    content = colon + 1
    quote = view.quote_at.get(content)
    if voice is None or not (titled or voice.kind in {"person", "unnamed"} or _fills_line(view, quote, end)):
        return None
    last = end
    if quote is not None and quote.closed and (quote.last + 1 >= end or not titled):
        content, last = quote.open + 1, quote.close
    given = relay_at(view, voice.last, colon)
    if not titled and quote is None and (given is None or view.tokens[end - 1].text in _DOTS):
        return None  # a list of names and what they are is no speech
    statement = _write_line(view, voice, colon, (content, last))
    statement.relays = given[0] if given is not None else ()  # «الوزير لقناة «المدى»: …»
    of = view.phrases.get(voice.last + 1)
    passes_on = voice.kind == "medium" or voice.first in view.venues
    if passes_on and view.word(voice.last) == "عن" and of is not None and of.last == colon:
        statement.source, statement.relays = of_phrase(view, of), (voice,)  # «رويترز عن [مسؤول]: …»
    return statement


def _fills_line(view: View, quote: Quote | None, end: int) -> bool:
    """«- قوات الحرس: "سيطرنا على المطار".»: a body whose words in marks are all that follows in the line."""
    said = quote is not None and quote.closed and quote.inside >= _SHORTEST
    return quote is not None and said and all(view.mark(at) for at in range(quote.last + 1, end))


def _heads_entry(view: View, first: int, end: int) -> bool:
    """Whether a line is the headline of a live blog's entry: after its time, and without a stop at its end."""
    opens = any(entry < first and view.clause_first(entry) == first for entry in view.entries)
    return opens and view.tokens[end - 1].kind != "mark"


def _write_line(view: View, voice: Speaker, colon: int, content: tuple[int, int]) -> Statement:
    token = view.tokens[colon]
    return Statement(
        view=view.number,
        cue=None,
        style="headline",
        first=colon,
        last=colon + 1,
        start=token.start,
        end=token.end,
        frame="colon",
        content=content,
        source=voice,
        sentence=view.clause_first(colon),
        opening=colon,
        rule="speech.headline.colon" if view.part.field == "title" else "speech.line.colon",
    )


def _is_witness(view: View, first: int) -> bool:
    """«شاهد عيان: …», not «شاهد: …»."""
    return view.word(first) in view.words.informant and view.phrases[first].last - first > 1


def _speaker(view: View, first: int, colon: int) -> Speaker | None:
    phrase = view.phrases.get(first)
    if phrase is None and view.part.field == "title":
        return _ministry(view, first, colon)
    if phrase is not None and phrase.kind == "place" and phrase.last == colon and not phrase.clitics:
        return of_phrase(view, phrase) if _says_we(view, colon + 1) else None
    if (
        phrase is None
        or phrase.kind not in _SPEAKERS
        or phrase.clitics
        or (view.word(first) in view.words.nobody and not _is_witness(view, first))
        or (view.word(first) in view.words.preposition and phrase.kind != "person")  # «أمام المجلس: وقفة…»
    ):
        return None
    rest = range(phrase.last, colon)
    told = view.word(phrase.last).startswith("ل")  # «فلان [لأمين فلان]: …»
    if (
        rest
        and not told
        and view.word(phrase.last) not in view.words.preposition
        and not view.mark(phrase.last)
    ):
        return None
    return of_phrase(view, phrase)


def _ministry(view: View, first: int, colon: int) -> Speaker | None:
    """«[الصحة]: …», «[الأرصاد الجوية]: …»: a body by what it is in charge of, in marks or none."""
    if view.word(first) not in view.words.ministry:
        return None
    last = first + 1
    while last < colon and view.word(last).startswith("ال") and is_nisba(view.word(last)):
        last += 1
    closed = last + (view.mark(last) and view.tokens[last].text in _CLOSERS)
    told = closed < colon and view.word(closed).startswith("ل")  # «الصحة [لـ«الراية»]: …»
    return loose(view, first, last) if closed == colon or told else None


def _says_we(view: View, at: int) -> bool:
    """«طهران: [لن نتفاوض]», «واشنطن: [ندعم] وحدة العراق»: a capital speaks where its words say we."""
    led = view.word(at) in view.words.negation
    verb = view.word(at + led)
    known = any(m.feature == "pres:1p" for m in view.cues.get(at + led, ()))
    shaped = verb.startswith(_WE) and view.inside[at + led] is None and at + led not in view.acts
    return known or (shaped and (led or (verb.startswith("سن") and len(verb) > _SHORTEST)))
