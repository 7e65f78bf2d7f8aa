"""What people decide about facts: kept for ever, each with who, when and where."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, Literal, get_args

import msgspec
from sqlalchemy import Connection, func, insert, select

from marsad.corpus.store.anchors import ARTICLE, KINDS, Anchor, anchor_of, find_fact, locate_fact
from marsad.corpus.store.edits import check_edit
from marsad.corpus.store.reading import list_judgements
from marsad.corpus.store.schema import judgements
from marsad.corpus.store.values import Judgement, StoredArticle
from marsad.corpus.store.writing import now
from marsad.errors import UsageError
from marsad.types import Record

Action = Literal["accept", "edit", "reject", "merge", "split", "note", "tag", "rate", "undo"]
NEEDS_VALUE = frozenset({"edit", "merge", "split", "note", "tag", "rate"})
DECISIONS = frozenset({"accept", "edit", "reject", "merge", "split"})
"""The actions that say whether a fact is right; notes, tags and grades do not."""
RATE = "rate"
"""The action that says how far what an attribution reports is believed: 1 to 6 of the Admiralty code."""
NUMBERS = frozenset("123456")
UNDO = "undo"
"""The action that takes back another judgement, whose number is its value; neither is ever deleted."""


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """A judgement and the fact it is about in the record of today; `fact` is `None` where it is a conflict.

    `undone` says that whoever made it has taken it back.
    """

    judgement: Judgement
    fact: Any = None
    undone: bool = False

    @property
    def conflict(self) -> bool:
        """Whether the fact that was judged is no longer found where it was, nor by its words; taking back needs none."""
        return self.fact is None and self.judgement.kind != ARTICLE and self.judgement.action != UNDO

    @property
    def decides(self) -> bool:
        """Whether it says, and still says, that the fact is right, wrong or to be changed."""
        return self.judgement.action in DECISIONS and not self.undone


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
    """The judgement as it was stored; a fact that is not there or an action without what it needs is `UsageError`.

    To `undo` takes back the judgement with the number `value`, or the last one of the same person on the fact.
    """
    _check_action(action, by, value)
    if action == UNDO:
        taken = _find_undone(connection, article, record, kind, fact, by, value)
        kind, fact, value, anchor = taken.kind, taken.fact, taken.no, _kept_anchor(taken)
    else:
        _check_value(record, kind, action, value)
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


def _find_undone(
    connection: Connection,
    article: StoredArticle,
    record: Record,
    kind: str,
    fact: str | None,
    by: str,
    number: Any,
) -> Judgement:
    """The judgement that is to be taken back: by its number, else the last one on a fact; only by who made it."""
    placed = place_judgements(record, list_judgements(connection, article.line))
    own = [one for one in placed if one.judgement.by == by and can_be_undone(one)]
    if number is not None:
        found = [one.judgement for one in own if one.judgement.no == number]
    else:
        found = [one.judgement for one in own if one.judgement.kind == kind and _id_of(one) == fact]
    if not found:
        raise UsageError(
            "undo", f"there is no judgement here that {by} could take back", remedy="judge it otherwise"
        )
    return found[-1]


def can_be_undone(one: Standing) -> bool:
    """Whether a judgement can be taken back: it was not yet, and is no taking back itself."""
    return not one.undone and one.judgement.action != UNDO


def _id_of(one: Standing) -> str | None:
    return one.fact.id if one.fact is not None else one.judgement.fact


def _check_action(action: str, by: str, value: Any) -> None:
    if action not in get_args(Action):
        known = ", ".join(get_args(Action))
        raise UsageError("action", f"{action!r} is not one of: {known}", remedy="name one of them")
    if not by.strip():
        raise UsageError("by", "a judgement needs the name of who makes it", remedy="give it with --by")
    if action in NEEDS_VALUE and value is None:
        raise UsageError("value", f"{action} needs a value", remedy="say what it should be")


def _check_value(record: Record, kind: str, action: str, value: Any) -> None:
    """An edit names fields of annotated articles, a merge the name of an entity, a split groups of its forms."""
    if action == "edit":
        check_edit(record, kind, value)
    if action in ("note", "tag") and not (isinstance(value, str) and value.strip()):
        raise UsageError("value", f"a {action} is words", remedy="write some")
    if action == RATE and not (kind == "attribution" and isinstance(value, str) and value in NUMBERS):
        raise UsageError(
            "value", "a rate is a number from 1 to 6 for an attribution", remedy="see: docs/stories.md"
        )
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
    judged = list(judged)
    undone = {one.value for one in judged if one.action == UNDO}
    return [Standing(judgement=one, fact=_fact(record, one), undone=one.no in undone) for one in judged]


def _fact(record: Record, judgement: Judgement) -> Any:
    anchor = None if judgement.kind == ARTICLE else _kept_anchor(judgement)
    return locate_fact(record, judgement.kind, judgement.fact, anchor) if anchor else None


def _kept_anchor(judgement: Judgement) -> Anchor | None:
    """The anchor that a judgement was stored with."""
    if judgement.exact is None:
        return None
    return Anchor(**{name: getattr(judgement, name) for name in Anchor.__struct_fields__})
