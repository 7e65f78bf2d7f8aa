"""A plan as SQL over SQLite's FTS5."""

from __future__ import annotations

import json

import msgspec

from marsad.corpus.search.plan import EVERYTHING, Among, Begins, Every, Find, Period, Plan, Some, Without

_NEVER = 'labels : "nothing"'
"""No article has this label."""


class Condition(msgspec.Struct, frozen=True):
    """A condition on ``words JOIN articles a``, with the values for its question marks."""

    sql: str
    values: tuple[str | int, ...] = ()


def condition_of(plan: Plan) -> Condition:
    """The condition of a plan, one MATCH (by which hits are ranked) and what is no matter of words."""
    parts = plan.parts if isinstance(plan, Every) else (plan,)
    words = tuple(part for part in parts if not _is_outside(part))
    match = match_of(Every(words) if words else EVERYTHING)
    conditions = [
        Condition("words MATCH ?", (match,)),
        *(_nested(part) for part in parts if _is_outside(part)),
    ]
    return _joined(" AND ", conditions)


def match_of(plan: Plan) -> str:
    """An expression of FTS5 for a plan of words alone.

    >>> match_of(Every((Find(("title", "text"), ("حفتر",)), Without(Find(("labels",), ("type/ASSAULT",))))))
    '(({title text} : "حفتر") NOT ({labels} : "type/ASSAULT"))'
    """
    match plan:
        case Find(fields, terms):
            return f'{{{" ".join(fields)}}} : "{" ".join(terms)}"'
        case Begins(field, start):
            return f'{{{field}}} : "{start}" *'
        case Every(parts):
            return _all_of(parts)
        case Some(parts):
            return " OR ".join(f"({match_of(part)})" for part in parts) if parts else _NEVER
        case Without():
            return _all_of((plan,))
        case Period() | Among():  # condition_of keeps them out
            raise AssertionError(plan)


def _all_of(parts: tuple[Plan, ...]) -> str:
    asked = [match_of(part) for part in parts if not isinstance(part, Without)] or [match_of(EVERYTHING)]
    found = " AND ".join(f"({one})" for one in asked)
    for part in parts:
        if isinstance(part, Without):
            found = f"({found} NOT ({match_of(part.part)}))"
    return found


def _is_outside(plan: Plan) -> bool:
    match plan:
        case Period() | Among():
            return True
        case Every(parts=parts) | Some(parts=parts):
            return any(map(_is_outside, parts))
        case Without(part):
            return _is_outside(part)
        case _:
            return False


def _nested(plan: Plan) -> Condition:
    """A condition for a plan with dates or numbers in it."""
    match plan:
        case Period(first, last):
            return Condition("(a.last >= ? AND a.first <= ?)", (first, last))
        case Among(numbers):
            return Condition("a.no IN (SELECT value FROM json_each(?))", (json.dumps(numbers),))
        case Without(part):
            inner = _nested(part)
            return Condition(f"(({inner.sql}) IS NOT TRUE)", inner.values)  # an unknown date is in no period
        case Every(parts) if _is_outside(plan):
            return _joined(" AND ", [_nested(part) for part in parts])
        case Some(parts) if _is_outside(plan):
            return _joined(" OR ", [_nested(part) for part in parts])
        case _:
            return Condition("a.doc IN (SELECT rowid FROM words WHERE words MATCH ?)", (match_of(plan),))


def _joined(operator: str, conditions: list[Condition]) -> Condition:
    sql = operator.join(condition.sql for condition in conditions)
    return Condition(f"({sql})", tuple(value for condition in conditions for value in condition.values))
