"""Network: who did what to whom, drawn, as a table, and as a graph for other programs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec
from anyio.to_thread import run_sync
from litestar import Request, get
from litestar.response import Stream
from litestar.types import ControllerRouterHandler

from marsad.desk.networks import TIED, Knot, Tie, Tied, draw, knots_of, tied_of, ties_of
from marsad.desk.overview import Overview
from marsad.desk.screens.timeline import day_said
from marsad.desk.session import Session
from marsad.desk.states import LANGUAGES, NetworkState, read_state
from marsad.desk.views import Asked, Screen, View
from marsad.desk.wording import DeskWords
from marsad.errors import UsageError
from marsad.export.graphml import write_graphml
from marsad.types import ENTITY_KINDS, Record

QUADS = (1, 2, 3, 4, 0)
UNNAMED = "unnamed"
KINDS = (*ENTITY_KINDS, UNNAMED)
"""What a name is of, in the order of the legend; each has its colour in desk.css (``.knot.person``)."""
TABLED = 100
"""How many ties the page tells as a table; its twins have all."""


class NetworkData(msgspec.Struct, frozen=True, kw_only=True):
    """Those who are drawn and their ties; `total` counts all ties that meet the filters, `events` the events behind them."""

    events: int
    total: int
    names: int
    knots: tuple[Knot, ...]
    ties: tuple[Tie, ...]


def find_ties(overview: Overview, state: NetworkState) -> tuple[list[Tie], dict[str, Knot]]:
    """The ties that meet the filters of a state, those with the most events first, and everybody who is tied, by key."""
    chosen = list(chosen_of(overview, state))
    ties = [tie for tie in ties_of(chosen, overview) if _is_wanted(tie, state)]
    return ties, knots_of(ties, chosen, overview)


def show(asked: Asked[NetworkState]) -> View:
    """The ties between those in the most events."""
    overview = asked.session.overview()
    state = settled(overview, asked.state)
    ties, knots = find_ties(overview, state)
    drawn = _weightiest(knots, ties, state)
    inside = [tie for tie in ties if tie.source in drawn and tie.target in drawn]
    placed, lines = draw(list(drawn.values()), inside, latin=asked.words.language == "en")
    data = NetworkData(
        events=len({event for tie in ties for event in tie.events}),
        total=len(ties),
        names=len(knots),
        knots=tuple(drawn.values()),
        ties=tuple(inside),
    )
    return View(
        title=asked.words["network"],
        data=data,
        rows=(_row(tie, knots) for tie in ties),
        extra={
            "placed": placed,
            "lines": lines,
            "knots": knots,
            "tabled": ties[:TABLED],
            "row_of": {tie_key(tie): at for at, tie in enumerate(ties[:TABLED], 1)},
            "tie_key": tie_key,
            "told_of": lambda tie: _told(tie, knots, asked.words),
            "quads": QUADS,
            "kinds": [kind for kind in KINDS if any(one.kind == kind for one in drawn.values())],
            "types": list(overview.by_type),
            "outlets": overview.sites,
            "chosen_actor": knots.get(state.actor),
        },
    )


def _told(tie: Tie, knots: dict[str, Knot], words: DeskWords) -> str:
    """A tie in words: who, to whom, of which quad class, how often."""
    arrow = "↔" if tie.mutual else "←" if words.language == "ar" else "→"
    quad, count = words[f"quad_{tie.quad}"], words.count("events_n", tie.count)
    return f"{knots[tie.source].name} {arrow} {knots[tie.target].name} · {quad} · {count}"


def settled(overview: Overview, state: NetworkState) -> NetworkState:
    """The state with the actor's own key, where it names one by the key of a spelling."""
    actor = overview.actor(state.actor)
    return msgspec.structs.replace(state, actor=actor.key) if actor else state


def chosen_of(overview: Overview, state: NetworkState) -> Iterator[Tied]:
    """The events that tie somebody to somebody and that the filters let through."""
    since = day_said(state.since, "from", first=True)
    until = day_said(state.until, "to", first=False)
    if since and until and since > until:
        raise UsageError("to", f"{until} is before {since}", remedy="let it end after it begins")
    after = int(f"{since:%Y%m%d}") if since else None
    before = int(f"{until:%Y%m%d}") if until else None
    for tied in overview.once(TIED, lambda: tied_of(overview.happenings)):
        one = tied.happening
        if (
            state.type in ("", one.type)
            and (not state.quad or tied.quad == int(state.quad))
            and (not state.outlet or overview.outlet(one.article) == state.outlet)
            and (after is None or (one.last is not None and one.last >= after))
            and (before is None or (one.first is not None and one.first <= before))
        ):
            yield tied


def tie_key(tie: Tie) -> tuple[str, str, int, bool]:
    """What tells a tie from the others."""
    return tie.source, tie.target, tie.quad, tie.mutual


def _is_wanted(tie: Tie, state: NetworkState) -> bool:
    return tie.count >= state.least and (not state.actor or state.actor in (tie.source, tie.target))


def _weightiest(knots: dict[str, Knot], ties: Sequence[Tie], state: NetworkState) -> dict[str, Knot]:
    """The knots that are drawn: those in the most events, of which each is tied to another of them."""
    kept = dict(list(knots.items())[: state.most])
    tied = {
        end for tie in ties if tie.source in kept and tie.target in kept for end in (tie.source, tie.target)
    }
    return {key: knot for key, knot in kept.items() if key in tied}


def _row(tie: Tie, knots: dict[str, Knot]) -> dict[str, object]:
    return {
        "source": knots[tie.source].name,
        "target": knots[tie.target].name,
        "mutual": tie.mutual,
        "quad_class": tie.quad,
        "count": tie.count,
        "types": " | ".join(f"{name} {count}" for name, count in tie.types.items()),
        "outlets": tie.outlets,
        "first": tie.first,
        "last": tie.last,
        "source_key": tie.source,
        "target_key": tie.target,
        "events": " ".join(f"{article}/{event}" for article, event in tie.events),
    }


def graph_routes(session: Session) -> list[ControllerRouterHandler]:
    """The address of the same events as GraphML, under the state of the page."""

    @get(
        [f"/{language}/network.graphml" for language in LANGUAGES],
        include_in_schema=False,
    )
    async def graph(request: Request[Any, Any, Any]) -> Stream:
        """The chosen events with everybody who has a part in them, as one graph."""
        state = read_state(NetworkState, dict(request.query_params))
        chosen = await run_sync(lambda: chosen_events(session.overview(), state))
        pieces = (piece.encode() for piece in write_graphml(records_with(session, chosen)))
        return Stream(
            pieces,
            media_type="application/graphml+xml",
            headers={"Content-Disposition": 'attachment; filename="network.graphml"'},
        )

    return [graph]


def chosen_events(overview: Overview, state: NetworkState) -> dict[int, set[str]]:
    """The ids of the chosen events that tie somebody to somebody, by article."""
    found: dict[int, set[str]] = defaultdict(set)
    state = settled(overview, state)
    for tie in ties_of(chosen_of(overview, state), overview):
        if _is_wanted(tie, state):
            for article, event in tie.events:
                found[article].add(event)
    return found


def records_with(session: Session, chosen: dict[int, set[str]]) -> Iterator[Record]:
    """The records of articles, each with its chosen events alone."""
    for article in sorted(chosen):
        record = session.record(article)
        events = tuple(one for one in record.events if one.id in chosen[article])
        yield msgspec.structs.replace(record, events=events)


NETWORK = Screen(name="network", path="network", state=NetworkState, show=show, lasting="library")

__all__ = ["NETWORK", "graph_routes"]
