"""What people decide about what several articles share: kept for ever, each with who and when; undone, never taken away."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import msgspec
from sqlalchemy import Connection, func, insert, select

from marsad.corpus.store.naming import plain_key
from marsad.corpus.store.schema import decisions
from marsad.corpus.store.values import Decision
from marsad.corpus.store.writing import now
from marsad.errors import UsageError

UNDO = "undo"


def write_decision(
    connection: Connection,
    action: str,
    one: str,
    other: str | None = None,
    *,
    by: str,
    value: Any = None,
    note: str | None = None,
    undoes: int | None = None,
) -> Decision:
    """The decision as it was stored; `UsageError` where nobody signs it."""
    if not by.strip():
        raise UsageError("by", "a decision needs the name of who makes it", remedy="give it with --by")
    decision = Decision(
        no=(connection.scalar(select(func.max(decisions.c.no))) or 0) + 1,
        at=now(),
        by=by,
        action=action,
        one=one,
        other=other,
        value=value,
        note=note or None,
        undoes=undoes,
    )
    row = msgspec.structs.asdict(decision)
    row["value"] = None if value is None else json.dumps(value, ensure_ascii=False)
    connection.execute(insert(decisions), [row])
    return decision


def list_decisions(connection: Connection) -> list[Decision]:
    """All decisions, the first first, by the keys that names have today."""
    found = []
    for row in connection.execute(select(decisions).order_by(decisions.c.no)):
        fields = dict(row._mapping)
        value = fields.pop("value")
        fields |= {name: fields[name] and plain_key(fields[name]) for name in ("one", "other")}
        found.append(Decision(**fields, value=None if value is None else json.loads(value)))
    return found


def standing(decided: Iterable[Decision]) -> list[Decision]:
    """The decisions that count: not undone, and the last on the same matter.

    A merge and a split of the same two are the same matter; so are two grades of one source.
    """
    every = list(decided)
    undone = {one.undoes for one in every}
    last: dict[object, Decision] = {}
    for one in every:
        if one.action != UNDO and one.no not in undone:
            last.pop(_matter(one), None)
            last[_matter(one)] = one
    return list(last.values())


def _matter(decision: Decision) -> object:
    if decision.other is None:
        return decision.one
    return frozenset((decision.one, decision.other))


def undo_decision(connection: Connection, no: int, *, by: str, note: str | None = None) -> Decision:
    """The decision that takes an earlier one back; `UsageError` where that one is not there or does not count any more."""
    undone = next((one for one in standing(list_decisions(connection)) if one.no == no), None)
    if undone is None:
        raise UsageError(
            str(no), "no decision with this number counts", remedy="see: marsad actor LIB --decisions"
        )
    return write_decision(connection, UNDO, undone.one, undone.other, by=by, note=note, undoes=no)
