"""A query as a tree, as the parser understood it."""

from __future__ import annotations

import msgspec


class Word(msgspec.Struct, frozen=True, tag=True):
    """A word of a query: all its forms, those that begin so (``prefix``), or those spelt alike (``fuzzy``).

    A run of letters that holds several words («بي.بي.سي») is looked for as a phrase. `at` is where it begins.
    """

    text: str
    at: int
    prefix: bool = False
    fuzzy: int = 0
    """How many letters may differ."""


class Phrase(msgspec.Struct, frozen=True, tag=True):
    """Words in quotation marks: one after the other, in this order."""

    text: str
    at: int


class Filter(msgspec.Struct, frozen=True, tag=True):
    """A field that must meet what stands in `body`: ``actor:حفتر``, ``exact:(أمل OR أمال)``."""

    field: str
    body: Node
    at: int


class Beside(msgspec.Struct, frozen=True, tag=True):
    """Parts written side by side: all of them, or, where nothing has all, as many as there are."""

    parts: tuple[Node, ...]


class And(msgspec.Struct, frozen=True, tag=True):
    """All of the parts."""

    parts: tuple[Node, ...]


class Or(msgspec.Struct, frozen=True, tag=True):
    """Any of the parts."""

    parts: tuple[Node, ...]


class Not(msgspec.Struct, frozen=True, tag=True):
    """What does not meet the part."""

    part: Node


class Numbered(msgspec.Struct, frozen=True, tag=True):
    """Articles with one of these numbers: what no query can say, put in the place of a part of it."""

    numbers: tuple[int, ...]


Node = Word | Phrase | Filter | Beside | And | Or | Not | Numbered


def wording(node: Node) -> str:
    """The words that a query asks for as such: none of its filters, and nothing that must not be there."""
    match node:
        case Word(text) | Phrase(text):
            return text
        case And(parts) | Or(parts) | Beside(parts):
            return " ".join(filter(None, map(wording, parts)))
        case Filter() | Not() | Numbered():
            return ""


class Query(msgspec.Struct, frozen=True):
    """A query that has been understood; `cross_script` lets a Latin word find the Arabic name."""

    text: str
    root: Node
    cross_script: bool = True
