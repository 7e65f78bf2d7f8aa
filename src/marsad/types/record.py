"""The record: the one value every reader of Marsad sees."""

from __future__ import annotations

import msgspec

from marsad.types.article import Article
from marsad.types.facts import Attribution, DateExpression, Entity, Event, Flag, Mention

SCHEMA = 1


class Run(msgspec.Struct, frozen=True, kw_only=True):
    """What made the record: the names model, the hash of the lexicon, and when (UTC)."""

    model: str
    lexicon: str
    at: str


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """An article and all that Marsad reads in it."""

    marsad: str
    schema: int = SCHEMA
    run: Run
    article: Article
    entities: tuple[Entity, ...] = ()
    mentions: tuple[Mention, ...] = ()
    dates: tuple[DateExpression, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    events: tuple[Event, ...] = ()
    flags: tuple[Flag, ...] = ()

    def to_json(self) -> str:
        """The record as one line of JSON (UTF-8, Arabic unescaped), the contract of docs/record.md."""
        return msgspec.json.encode(self).decode()
