"""Agreement: two people who judged the same facts apart, how far they agree, and where they do not."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import msgspec

from marsad.corpus.review import Agreement, Compared, compare, measure
from marsad.desk.review.states import AgreementState, Kind, address_of
from marsad.desk.session import Session
from marsad.desk.states import page_numbers
from marsad.desk.views import Asked, Screen, View


class AgreementData(msgspec.Struct, frozen=True, kw_only=True):
    """Two people, their agreement on all facts and on each kind, and a page of the facts on which they differ."""

    one: str
    other: str
    people: dict[str, int]
    whole: Agreement
    kinds: dict[str, Agreement]
    differing: int
    page: int
    items: tuple[Compared, ...]


def agree(session: Session, one: str, other: str, kind: Kind) -> tuple[list[Compared], dict[str, int]]:
    """The facts of a kind (or all) that two people judged, and how many facts anybody judged."""
    judged = session.review().judged
    compared = compare(judged, one, other) if one and other and one != other else []
    return [pair for pair in compared if kind in ("", pair.kind)], judged.people()


def measure_kinds(compared: list[Compared]) -> dict[str, Agreement]:
    """The agreement on each kind of facts."""
    found: dict[str, list[Compared]] = defaultdict(list)
    for pair in compared:
        found[pair.kind].append(pair)
    return {kind: measure(those) for kind, those in sorted(found.items())}


def show(asked: Asked[AgreementState]) -> View:
    """The two people of the state; where none are named, the two who judged most."""
    state = asked.state
    people = list(asked.session.review().judged.people())
    one = state.one or next(iter(people), "")
    other = state.other or next((name for name in people if name != one), "")
    compared, counts = agree(asked.session, one, other, state.kind)
    differing = [pair for pair in compared if not pair.agree]
    data = AgreementData(
        one=one,
        other=other,
        people=counts,
        whole=measure(compared),
        kinds=measure_kinds(compared),
        differing=len(differing),
        page=state.page,
        items=tuple(differing[state.offset : state.offset + state.size]),
    )
    return View(
        title=asked.words["agreement"],
        data=data,
        rows=[_row(pair) for pair in differing],
        extra={"pages": page_numbers(len(differing), state), "address_of": address_of},
    )


def _row(pair: Compared) -> dict[str, Any]:
    value = {name: msgspec.json.encode(getattr(pair, name).value).decode() for name in ("one", "other")}
    return {
        "article": pair.article,
        "kind": pair.kind,
        "fact": pair.fact,
        "words": pair.one.exact,
        "one": pair.one.by,
        "one_action": pair.one.action,
        "one_value": value["one"],
        "other": pair.other.by,
        "other_action": pair.other.action,
        "other_value": value["other"],
    }


AGREEMENT = Screen(name="agreement", path="agreement", state=AgreementState, show=show)
