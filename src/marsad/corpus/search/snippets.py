"""The piece of a text that shows why it was found, with what was found marked at its true place."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from marsad.corpus.search.analysis import Keys, Word, keys_of
from marsad.corpus.search.hits import Snippet
from marsad.corpus.search.plan import Begins, Every, Find, Plan, Some
from marsad.text.tokens import list_words

WIDTH = 240
"""Characters of a snippet."""
_BEFORE = 60
Span = tuple[int, int]


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

    def has(self, keys: Keys) -> bool:
        """Whether a word is among them."""
        return (
            keys.stem in self.stem
            or keys.form in self.form
            or keys.exact in self.exact
            or keys.form.startswith(self.form_starts)
            or keys.exact.startswith(self.exact_starts)
        )


class Highlighter:
    """Finds in texts what a plan looked for."""

    def __init__(self, plan: Plan) -> None:
        self._alone, self._parts = _Sought(), _Sought()
        self._phrases: list[tuple[str, tuple[str, ...]]] = []
        for part in _positive(plan):
            self._add(part)
        self._looked_for = _Remembered(self._is_part)

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

    def _is_part(self, word: str) -> bool:
        """Whether a written word is looked for, or part of a phrase that is."""
        keys = keys_of(word)
        return self._alone.has(keys) or self._parts.has(keys)

    def find(self, text: str) -> list[Word]:
        """The words that were looked for, in order; those of a phrase only where it stands whole."""
        parts = self._parts_in(text)
        found = {at for at, word in parts.items() if self._alone.has(word.keys)}
        for key, terms in self._phrases:
            for at in parts:
                if all(
                    at + i in parts and getattr(parts[at + i].keys, key) == t for i, t in enumerate(terms)
                ):
                    found.update(range(at, at + len(terms)))
        return [parts[at] for at in sorted(found)]

    def _parts_in(self, text: str) -> dict[int, Word]:
        """The words that are looked for, or parts of a phrase, by their number among the words of a text."""
        looked_for, words = self._looked_for, list_words(text)
        wanted = {word for word in set(words) if looked_for[word]}
        found: dict[int, Word] = {}
        if not wanted:
            return found
        end = 0
        for at, word in enumerate(words):
            # What stands between two words has no letter or digit that could begin one.
            start = text.index(word, end)
            end = start + len(word)
            if word in wanted:
                found[at] = Word(start, end, keys_of(word))
        return found

    def spans(self, text: str) -> tuple[Span, ...]:
        """The characters of what was looked for."""
        return tuple((word.start, word.end) for word in self.find(text))

    def snippet(self, text: str) -> Snippet:
        """The piece of a text with the most different words that were looked for, or its beginning."""
        found = self.find(text)
        start, end = _window(text, found)
        inside = tuple((word.start, word.end) for word in found if start <= word.start and word.end <= end)
        return Snippet(start, end, text[start:end], inside)


class _Remembered(dict[str, bool]):
    """What a question about a written word was answered: texts repeat their words."""

    def __init__(self, ask: Callable[[str], bool]) -> None:
        self._ask = ask

    def __missing__(self, word: str) -> bool:
        answer = self[word] = self._ask(word)
        return answer


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
