"""People's word on who is one actor: names taken for one or held apart, for ever and for what comes in later."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from marsad.corpus.actors.directory import HOMONYM, read_part
from marsad.corpus.actors.finding import key_named
from marsad.corpus.actors.grouping import Bonds
from marsad.corpus.store.decisions import list_decisions, standing, write_decision
from marsad.corpus.store.reading import find_article
from marsad.errors import UsageError

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from marsad.corpus.actors.values import Actor
    from marsad.corpus.store.values import Decision


def write_merge(connection: Connection, one: str, other: str, *, by: str, note: str | None) -> Decision:
    """The decision that two names (or keys) are one actor.

    `UsageError`: the library does not name them, they are one name, or people hold apart what would become one.
    """
    first, second = key_named(connection, one), key_named(connection, other)
    if first == second:
        raise UsageError(one, f"«{other}» is the same name", remedy="name two that are told apart")
    sides = [set(actor_of(connection, key).keys) for key in (first, second)]
    for decided in standing(list_decisions(connection)):
        pair = {decided.one, decided.other}
        between = pair & sides[0] and pair & sides[1] and not sides[0] & sides[1]
        if decided.action == "split" and between and pair != {first, second}:
            raise UsageError(
                one,
                f"{decided.by} holds «{_name(decided.one)}» and «{_name(decided.other or '')}» apart",
                remedy=f"take that back first: marsad actor LIB --undo {decided.no}",
            )
    return write_decision(connection, "merge", first, second, by=by, note=note)


def write_split(
    connection: Connection,
    one: str,
    other: str | None = None,
    *,
    articles: Sequence[str | int] = (),
    by: str,
    note: str | None,
) -> Decision:
    """The decision that two names are two actors, or that some articles mean another bearer of one name.

    `UsageError`: the library does not name them, or people took them for one by way of other names.
    """
    first = key_named(connection, one)
    if articles:
        return _split_bearer(connection, first, articles, by=by, note=note)
    if other is None:
        raise UsageError(one, "whom is it to be told from?", remedy="give a second name, or articles")
    second = key_named(connection, other)
    if first == second:
        raise UsageError(one, "two bearers of one name", remedy="say which articles mean the other one")
    merges = [
        made
        for made in standing(list_decisions(connection))
        if made.action == "merge" and {made.one, made.other} != {first, second}
    ]
    if second in Bonds(merges).members(first):
        numbers = ", ".join(str(made.no) for made in merges if made.one in Bonds(merges).members(first))
        raise UsageError(
            one,
            f"people took it and «{other}» for one by way of other names",
            remedy=f"take back one of: {numbers}",
        )
    return write_decision(connection, "split", first, second, by=by, note=note)


def _split_bearer(
    connection: Connection, key: str, articles: Sequence[str | int], *, by: str, note: str | None
) -> Decision:
    found = [find_article(connection, article) for article in articles]
    actor = actor_of(connection, key)
    for one in found:
        if one.id not in actor.articles:
            raise UsageError(one.id, f"it does not name «{actor.name}»", remedy="give articles that do")
    lines = sorted({one.line for one in found})
    number = 1 + max((one.no for one in list_decisions(connection)), default=0)
    return write_decision(connection, "split", key, f"{key}{HOMONYM}{number}", by=by, value=lines, note=note)


def actor_of(connection: Connection, key: str) -> Actor:
    """The actor with a key that the library holds."""
    directory = read_part(connection, key)
    return directory.actors[directory.homes[key]]


def _name(key: str) -> str:
    return key.partition(":")[2]
