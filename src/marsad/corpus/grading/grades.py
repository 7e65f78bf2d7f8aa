"""The Admiralty code: how far a source is relied on (A to F) and how far what it says is believed (1 to 6).

People set both, and nothing else does: what nobody graded is F6, «cannot be judged». The letters and numbers are those of NATO's
AJP-2.1 (STANAG 2191).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

import msgspec
from sqlalchemy import select

from marsad.corpus.store.decisions import list_decisions, standing
from marsad.corpus.store.judging import RATE, place_judgements
from marsad.corpus.store.reading import list_judgements, newest_version, unpack_record
from marsad.corpus.store.schema import articles, judgements
from marsad.text import fold

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from marsad.corpus.actors import Directory
    from marsad.corpus.library import Library
    from marsad.types import Record

RELIABILITY: Mapping[str, str] = {
    "A": "completely reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "reliability cannot be judged",
}
CREDIBILITY: Mapping[str, str] = {
    "1": "confirmed by other sources",
    "2": "probably true",
    "3": "possibly true",
    "4": "doubtful",
    "5": "improbable",
    "6": "truth cannot be judged",
}
UNGRADED = ("F", "6")
SITE, WORDS = "site", "words"


def outlet_key(site: str | None) -> str | None:
    """The key under which an outlet is graded.

    >>> outlet_key("anba.example")
    'site:anba.example'
    """
    return f"{SITE}:{site}" if site else None


def source_key(words: str | None, actor: str | None, site: str | None) -> str | None:
    """The key of whose word a statement is: an actor's, the folded words of a nameless source, or without words the outlet's.

    >>> source_key("مصدر أمني", None, "anba.example")  # a security source
    'words:مصدر امني'
    """
    return actor or (f"{WORDS}:{fold(words)}" if words else outlet_key(site))


class Grades(msgspec.Struct, frozen=True, kw_only=True):
    """What people graded: sources by key, statements by article and id."""

    reliability: dict[str, str]
    credibility: dict[tuple[int, str], str]

    def of_source(self, key: str | None) -> str:
        """The letter of a source; F where nobody graded it."""
        return self.reliability.get(key or "", UNGRADED[0])

    def of_statement(self, article: int, said: str) -> str:
        """The number of a statement; 6 where nobody graded it."""
        return self.credibility.get((article, said), UNGRADED[1])

    def code(self, article: int, said: str, source: str | None) -> str:
        """The code of a statement: how far its source (by key) is relied on, and how far it is believed itself, «B2»."""
        return self.of_source(source) + self.of_statement(article, said)


def grades_of(library: Library, directory: Directory) -> Grades:
    """What people graded in a library; a grade set under one name of an actor counts under all."""
    with library.reading() as connection:
        return Grades(reliability=reliability_of(connection, directory), credibility=_credibility(connection))


def reliability_of(connection: Connection, directory: Directory) -> dict[str, str]:
    """The letters of the sources that people graded, by key."""
    rated = [one for one in standing(list_decisions(connection)) if one.action == RATE]
    return {directory.homes.get(one.one, one.one): str(one.value) for one in rated}


def _credibility(connection: Connection) -> dict[tuple[int, str], str]:
    lines = select(articles.c.line).join(judgements).where(judgements.c.action == RATE).distinct()
    found: dict[tuple[int, str], str] = {}
    for line in connection.scalars(lines).all():
        newest = newest_version(connection, line)
        for one in place_judgements(unpack_record(connection, newest), list_judgements(connection, line)):
            if one.judgement.action == RATE and one.fact is not None and not one.undone:
                found[newest, one.fact.id] = str(one.judgement.value)
    return found


def codes_of(record: Record, article: int, grades: Grades, actors: Mapping[str, str]) -> dict[str, str]:
    """The codes of the statements of a record that somebody graded, or whose source somebody graded.

    `actors` are the keys of the actors that the record's entities are.
    """
    site = record.article.site.domain or record.article.site.name
    codes = {}
    for said in record.attributions:
        source = said.sources[0] if said.sources else None
        key = source_key(
            source.exact if source else None, actors.get(source.entity or "") if source else None, site
        )
        codes[said.id] = grades.code(article, said.id, key)
    return {ident: code for ident, code in codes.items() if code != "".join(UNGRADED)}


def grade_claims(
    rows: Iterable[dict[str, Any]], directory: Directory, grades: Grades, sites: Mapping[int, str | None]
) -> Iterator[dict[str, Any]]:
    """Rows of the table of claims with the letter of the source and the number of the claim."""
    for row in rows:
        actor = directory.key(row["article"], row["entity"])
        key = source_key(row["source"], actor, sites.get(row["article"]))
        number = grades.of_statement(row["article"], row["id"])
        yield row | {"reliability": grades.of_source(key), "credibility": int(number)}
