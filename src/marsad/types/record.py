"""The record: the one value every reader of Marsad sees."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from marsad.types.article import Article
from marsad.types.facts import Attribution, DateExpression, Entity, Event, Flag, Mention

if TYPE_CHECKING:
    from marsad.speech.voices import Voice

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

    def voices(self) -> tuple[Voice, ...]:
        """The article regrouped by who speaks: each source with its statements in order, the outlet's own voice last.

        >>> import marsad
        >>> record = marsad.read("قال الوزير إن الطريق مفتوح. وأضاف أن العمل مستمر.")  # the minister said …, he added …
        >>> [(voice.name, len(voice.statements)) for voice in record.voices()]
        [('الوزير', 2)]
        """
        from marsad.speech.voices import group_voices

        return group_voices(self)

    def to_json(self) -> str:
        """The record as one line of JSON (UTF-8, Arabic unescaped), the contract of docs/record.md."""
        return msgspec.json.encode(self).decode()
