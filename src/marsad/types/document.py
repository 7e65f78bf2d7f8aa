"""An article cut into parts, sentences and tokens, each knowing its characters."""

from __future__ import annotations

import msgspec


class Token(msgspec.Struct, frozen=True, gc=False):
    """A written word, number or mark: `part.text[start:end] == text`.

    `fold` is the word as the lexicon looks it up (no diacritics, one alef, ya and ha, Western digits).
    `kind` is ``word``, ``number`` or ``mark``.
    """

    start: int
    end: int
    text: str
    fold: str
    kind: str


class Sentence(msgspec.Struct, frozen=True, gc=False):
    """A sentence: its characters `[start, end)`, its tokens `[first, last)`, and the paragraph it stands in."""

    start: int
    end: int
    first: int
    last: int
    paragraph: int


class Part(msgspec.Struct, frozen=True):
    """One field of the article (``title``, ``text``, ``images/0/caption``) with its tokens and sentences."""

    field: str
    text: str
    tokens: tuple[Token, ...]
    sentences: tuple[Sentence, ...]


class Document(msgspec.Struct, frozen=True):
    """An article ready to be read: the title first, then the text, then captions."""

    parts: tuple[Part, ...]

    def part(self, field: str) -> Part | None:
        """The part that stands for `field`, or `None`."""
        return next((part for part in self.parts if part.field == field), None)
