"""How far a source is relied on, set by people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from marsad.corpus.actors.finding import key_named
from marsad.corpus.grading.grades import RELIABILITY, SITE, WORDS
from marsad.corpus.store.decisions import write_decision
from marsad.corpus.store.judging import RATE
from marsad.corpus.store.naming import plain_key, plain_name
from marsad.corpus.store.schema import articles, claims
from marsad.errors import UsageError

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from marsad.corpus.store.values import Decision


def write_rating(connection: Connection, source: str, grade: str, *, by: str, note: str | None) -> Decision:
    """The decision how far a source is relied on; `UsageError` for an unknown source or grade."""
    if grade not in RELIABILITY:
        known = ", ".join(f"{letter} {words}" for letter, words in RELIABILITY.items())
        raise UsageError(grade, "it is no grade of a source", remedy=f"give one of: {known}")
    return write_decision(connection, RATE, _key(connection, source), by=by, value=grade, note=note)


def _key(connection: Connection, source: str) -> str:
    """The key of an outlet, of a source that stands by its words, or of an actor."""
    kind, _, rest = source.partition(":")
    site = rest if kind == SITE else source
    if connection.execute(select(articles.c.no).where(articles.c.site == site).limit(1)).first():
        return f"{SITE}:{site}"
    if kind == WORDS:
        wanted = plain_key(rest)
        if any(
            plain_name(said) == wanted
            for said in connection.scalars(select(claims.c.source).distinct())
            if said
        ):
            return f"{WORDS}:{wanted}"
        raise UsageError(source, "the library quotes nobody so", remedy="see the sources of the desk")
    return key_named(connection, source)
