"""A query cut into brackets, quotations, operators, fields and words, each with its place."""

from __future__ import annotations

import re

import msgspec

from marsad.errors import QueryError

OPERATORS = ("AND", "OR", "NOT")
_OPENING = '"«“„‟'
_CLOSING = '"»”“'
_SPACE_OR_SPECIAL = rf"\s(){_OPENING}»”"
_FIELD = re.compile(r"([A-Za-z_]+):")
_CHUNK = re.compile(rf"[^{_SPACE_OR_SPECIAL}]+")
_SPACE = re.compile(r"\s+")


class Piece(msgspec.Struct, frozen=True):
    """A piece of a query: its kind (``(``, ``)``, ``phrase``, ``field``, ``word``, ``end`` or an operator) and its place."""

    kind: str
    text: str
    at: int


def cut(query: str) -> list[Piece]:
    """The pieces of a query, the last of kind ``end``.

    Raises `QueryError` where a quotation mark stands alone.
    """
    pieces: list[Piece] = []
    at = 0
    while at < len(query):
        if space := _SPACE.match(query, at):
            at = space.end()
            continue
        piece, at = _next(query, at)
        pieces.append(piece)
    return [*pieces, Piece("end", "", len(query))]


def _next(query: str, at: int) -> tuple[Piece, int]:
    char = query[at]
    if char in "()":
        return Piece(char, char, at), at + 1
    if char in _OPENING:
        return _phrase(query, at)
    if char in _CLOSING:
        raise QueryError(
            query, at, "this quotation mark closes nothing", remedy="put « before the phrase, or leave it out"
        )
    if char == "-" and at + 1 < len(query) and not query[at + 1].isspace():
        return Piece("NOT", char, at), at + 1
    if field := _FIELD.match(query, at):
        return Piece("field", field[1], at), field.end()
    chunk = _CHUNK.match(query, at)
    assert chunk is not None  # whatever is no space, bracket or quotation mark is part of a word
    word = chunk.group()
    return Piece(word if word in OPERATORS else "word", word, at), chunk.end()


def _phrase(query: str, at: int) -> tuple[Piece, int]:
    closing = (
        query[at] if query[at] == '"' else _CLOSING
    )  # within straight marks a name may have marks of its own
    end = next((i for i in range(at + 1, len(query)) if query[i] in closing), None)
    if end is None:
        raise QueryError(query, at, "the quotation is never closed", remedy='put » or " behind its last word')
    return Piece("phrase", query[at + 1 : end], at), end + 1
