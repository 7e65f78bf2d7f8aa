"""What people decide about facts: kept for ever, each with who, when and where."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, Literal, get_args

import msgspec
from sqlalchemy import Connection, func, insert, select

from marsad.corpus.store.anchors import ARTICLE, KINDS, Anchor, anchor_of, find_fact, locate_fact
from marsad.corpus.store.schema import judgements
from marsad.corpus.store.values import Judgement, StoredArticle
from marsad.corpus.store.writing import now
from marsad.errors import UsageError
from marsad.types import Record

Action = Literal["accept", "edit", "reject", "merge", "split", "note", "tag"]
NEEDS_VALUE = frozenset({"edit", "merge", "split", "note", "tag"})


EDITABLE: Mapping[str, frozenset[str]] = {
    "entity": frozenset({"kind", "name", "forms", "roles", "en"}),
    "date": frozenset({"text", "n", "edtf"}),
    "attribution": frozenset({"content", "cue", "sources", "implicit", "mode"}),
    "event": frozenset({"triggers", "type", "actors", "recipients", "place", "date", "status", "said_by"}),
}
"""The fields of annotated articles by kind of fact: what an edit may change."""


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """A judgement and the fact it is about in the record of today; `fact` is `None` where it is a conflict."""

    judgement: Judgement
    fact: Any = None

    @property
    def conflict(self) -> bool:
        """Whether the fact that was judged is no longer found where it was, nor by its words."""
        return self.fact is None and self.judgement.kind != ARTICLE


def write_judgement(
    connection: Connection,
    article: StoredArticle,
    record: Record,
    *,
    kind: str,
    fact: str | None,
    action: str,
    by: str,
    value: Any = None,
) -> Judgement:
    """The judgement as it was stored; a fact that is not there or an action without what it needs is `UsageError`."""
    _check_action(action, by, value)
    _check_value(kind, action, value)
    anchor = _anchor(record, kind, fact)
    judgement = Judgement(
        no=(connection.scalar(select(func.max(judgements.c.no))) or 0) + 1,
        at=now(),
        by=by,
        article=article.no,
        kind=kind,
        fact=fact,
        action=action,
        value=value,
        **(msgspec.structs.asdict(anchor) if anchor else {}),
    )
    row = msgspec.structs.asdict(judgement)
    row["value"] = None if value is None else json.dumps(value, ensure_ascii=False)
    connection.execute(insert(judgements), [row])
    return judgement


def _check_action(action: str, by: str, value: Any) -> None:
    if action not in get_args(Action):
        known = ", ".join(get_args(Action))
        raise UsageError("action", f"{action!r} is not one of: {known}", remedy="name one of them")
    if not by.strip():
        raise UsageError("by", "a judgement needs the name of who makes it", remedy="give it with --by")
    if action in NEEDS_VALUE and value is None:
        raise UsageError("value", f"{action} needs a value", remedy="say what it should be")


def _check_value(kind: str, action: str, value: Any) -> None:
    """An edit names fields of annotated articles, a merge the name of an entity, a split groups of its forms."""
    if action == "edit":
        known = EDITABLE.get(kind, frozenset())
        if not (isinstance(value, dict) and value and known.issuperset(value)):
            fields = ", ".join(sorted(known)) or "nothing"
            raise UsageError("value", f"of a {kind} one can edit {fields}", remedy='write {"field": value}')
    if action in ("merge", "split") and kind != "entity":
        raise UsageError("action", f"{action} is for entities only", remedy="edit or reject it instead")
    if action == "merge" and not isinstance(value, str):
        raise UsageError("value", "an entity is merged into another by its name", remedy="give the name")
    if action == "split" and not (isinstance(value, list) and all(_is_group(one) for one in value)):
        raise UsageError(
            "value", "an entity is split into groups of its forms", remedy='[["form"], ["other"]]'
        )


def _is_group(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(one, str) for one in value)


def _anchor(record: Record, kind: str, fact: str | None) -> Anchor | None:
    if kind == ARTICLE:
        return None
    if kind not in KINDS:
        known = ", ".join((ARTICLE, *KINDS))
        raise UsageError("kind", f"{kind!r} is not one of: {known}", remedy="name one of them")
    found = find_fact(record, kind, fact or "")
    if found is None:
        raise UsageError(record.article.id, f"its record has no {kind} {fact}", remedy="see: marsad export")
    return anchor_of(record, kind, found)


def place_judgements(record: Record, judged: Iterable[Judgement]) -> list[Standing]:
    """Each judgement with the fact it means in a record, also in one of a newer version or reading."""
    return [Standing(judgement=one, fact=_fact(record, one)) for one in judged]


def _fact(record: Record, judgement: Judgement) -> Any:
    if judgement.kind == ARTICLE or judgement.exact is None:
        return None
    fields = {name: getattr(judgement, name) for name in Anchor.__struct_fields__}
    return locate_fact(record, judgement.kind, judgement.fact, Anchor(**fields))
