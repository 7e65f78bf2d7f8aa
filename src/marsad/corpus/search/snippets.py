"""The piece of a text that shows why it was found, with what was found marked at its true place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import compress, count, islice
from operator import attrgetter

from marsad.corpus.search.analysis import Keys, Word, keys_in
from marsad.corpus.search.hits import Snippet
from marsad.corpus.search.plan import Begins, Every, Find, Plan, Some
from marsad.text.tokens import find_words

WIDTH = 240
"""Characters of a snippet."""
_BEFORE = 60
Span = tuple[int, int]


_STEM, _FORM, _EXACT = attrgetter("stem"), attrgetter("form"), attrgetter("exact")
_KEY_OF = {"exact": "exact", "forms": "form"}
"""Which key of a word a field holds, where it is not the stem."""


class _Sought:
    """Terms, and beginnings of terms, by the key of a word that they stand for."""

    def __init__(self) -> None:
        self.stem: set[str] = set()
        self.form: set[str] = set()
        self.exact: set[str] = set()
        self.form_starts: tuple[str, ...] = ()
        self.exact_starts: tuple[str, ...] = ()

    def among(self, words: Sequence[Keys]) -> set[int]:
        """Which of the words of a text are among them, by their number."""
        found: set[int] = set()
        for sought, key in ((self.stem, _STEM), (self.form, _FORM), (self.exact, _EXACT)):
            if sought:  # none of this is done word by word: a page of hits has some thousands
                found.update(compress(count(), map(sought.__contains__, map(key, words))))
        if self.form_starts:
            found.update(at for at, keys in enumerate(words) if keys.form.startswith(self.form_starts))
        if self.exact_starts:
            found.update(at for at, keys in enumerate(words) if keys.exact.startswith(self.exact_starts))
        return found


class Highlighter:
    """Finds in texts what a plan looked for."""

    def __init__(self, plan: Plan) -> None:
        self._alone, self._parts = _Sought(), _Sought()
        self._phrases: list[tuple[str, tuple[str, ...]]] = []
        for part in _positive(plan):
            self._add(part)

    def _add(self, part: Find | Begins) -> None:
        match part:
            case Begins(field, start):
                key = "exact_starts" if field == "exact" else "form_starts"
                setattr(self._alone, key, (*getattr(self._alone, key), start))
            case Find(fields, terms) if part.shown and fields[0] not in ("labels", "site"):
                key = _KEY_OF.get(fields[0], "stem")
                if len(terms) == 1:
                    getattr(self._alone, key).add(terms[0])
                else:
                    self._phrases.append((key, terms))
                    getattr(self._parts, key).update(terms)

    def find(self, text: str) -> list[Word]:
        """The words that were looked for, in order; those of a phrase only where it stands whole."""
        words = keys_in(text)
        found = self._alone.among(words)
        if self._phrases:
            parts = found | self._parts.among(words)
            for key, terms in self._phrases:
                for at in parts:
                    those = words[at : at + len(terms)]
                    if [getattr(keys, key) for keys in those] == list(terms):
                        found.update(range(at, at + len(terms)))
        if not found:
            return []
        places = list(islice(find_words(text), max(found) + 1))
        return [Word(*places[at].span(), words[at]) for at in sorted(found)]

    def spans(self, text: str) -> tuple[Span, ...]:
        """The characters of what was looked for."""
        return tuple((word.start, word.end) for word in self.find(text))

    def snippet(self, text: str) -> Snippet:
        """The piece of a text with the most different words that were looked for, or its beginning."""
        found = self.find(text)
        start, end = _window(text, found)
        inside = tuple((word.start, word.end) for word in found if start <= word.start and word.end <= end)
        return Snippet(start, end, text[start:end], inside)


def _positive(plan: Plan) -> Iterator[Find | Begins]:
    match plan:
        case Find() | Begins():
            yield plan
        case Every(parts=parts) | Some(parts=parts):
            for part in parts:
                yield from _positive(part)


def _window(text: str, found: Sequence[Word]) -> Span:
    """Where a snippet begins and ends: round the place where most different words stand close together."""
    if not found:
        return 0, _cut_end(text, 0)
    best, most, last = found[0], 0, 0
    for first, word in enumerate(found):
        while last < len(found) and found[last].end <= word.start + WIDTH - _BEFORE:
            last += 1
        different = len({one.keys.stem for one in found[first:last]})
        if different > most:
            best, most = word, different
    start = min(_cut_start(text, max(0, best.start - _BEFORE)), best.start)
    return start, max(_cut_end(text, start), best.end)


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
