"""The timeline: what happened when, in lanes, each event as wide as its date is vague."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date

import msgspec
from markupsafe import Markup

from marsad.corpus.search.days import days_of
from marsad.desk import drawing
from marsad.desk.overview import Happening, Overview
from marsad.desk.states import TimelineState
from marsad.desk.views import Asked, Screen, View
from marsad.desk.wording import DeskWords
from marsad.errors import UsageError
from marsad.export.highlights import clean

LANES = 14
GROUPS = (
    ("ASSAULT", "COERCE", "THREATEN"),
    ("ACCUSE", "REJECT"),
    ("PROTEST", "REQUEST"),
    ("CONSULT", "COOPERATE", "SUPPORT", "AGREE", "AID"),
    ("CONCEDE", "RETREAT"),
    ("DISASTER", "ACCIDENT"),
    ("GOVERN", "MOBILIZE", "SANCTION"),
)
"""The types of events that have a colour in common: ``.mark.g0`` and so on in desk.css, in this order."""
COLOURS = {kind: f"g{at}" for at, group in enumerate(GROUPS) for kind in group}
"""The class of the marks of each type."""
TABLED = 150
"""How many events, the latest, the page tells as a table; its twins have all."""


class TimelineData(msgspec.Struct, frozen=True, kw_only=True):
    """The events of a stretch of time; `undated` and `outside` count those that are not in it, `total` those that are."""

    start: str
    end: str
    total: int
    undated: int
    outside: int
    items: tuple[Happening, ...]


def find_stretch(overview: Overview, state: TimelineState) -> TimelineData:
    """The events of the stretch that a state says, or of the one in which most of them are, in the order of time."""
    chosen = overview.chosen(type=state.type, actor=state.actor)
    if state.status:
        chosen = tuple(one for one in chosen if one.status == state.status)
    dated = chosen[bisect_left(chosen, 1, key=lambda one: one.first or 0) :]
    start, end = _stretch(state, dated)
    items = _meeting(dated, start, end)
    return TimelineData(
        start=start.isoformat(),
        end=end.isoformat(),
        total=len(items),
        undated=len(chosen) - len(dated),
        outside=len(dated) - len(items),
        items=tuple(items),
    )


def show(asked: Asked[TimelineState]) -> View:
    """The events of a stretch of time in their lanes."""
    state, overview = asked.state, asked.session.overview()
    data = find_stretch(overview, state)
    start, end, items = date.fromisoformat(data.start), date.fromisoformat(data.end), data.items
    mirrored = asked.words.direction == "rtl"
    groups = drawing.fullest(_grouped(items, state, overview, asked), LANES, last=_unnamed(asked))
    lanes = drawing.lanes_of(groups, start, end, mirrored=mirrored)
    return View(
        title=asked.words["timeline"],
        data=data,
        rows=(happening_row(one, overview) for one in items),
        extra={
            "lanes": lanes,
            "height": sum(lane.height for lane in lanes),
            "ticks": drawing.ticks_of(start, end, mirrored=mirrored),
            "overview": overview,
            "marks_of": lambda lane, page: _marks_of(lane, page.link, asked.words, overview),
            "moves": _moves(start, end),
            "tabled": items[-TABLED:],
            "types": list(overview.by_type),
            "groups": _groups(items),
            "colours": COLOURS,
            "statuses": overview.statuses,
            "chosen_actor": overview.actor(state.actor),
        },
    )


def _stretch(state: TimelineState, dated: Sequence[Happening]) -> tuple[date, date]:
    usual = drawing.window_of(dated)
    start = day_said(state.since, "from", first=True) or usual[0]
    end = day_said(state.until, "to", first=False) or usual[1]
    if start > end:
        raise UsageError("to", f"{end} is before {start}", remedy="let it end after it begins")
    return start, end


def day_said(said: str, name: str, *, first: bool) -> date | None:
    """The first or the last day of a date in an address; `UsageError` where that is none."""
    if not said:
        return None
    days = days_of(said)
    if days is None:
        raise UsageError(
            name, f"«{said}» is no day, month or year", remedy="write 2024-03-05, 2024-03 or 2024"
        )
    return drawing.day_of(days.first if first else days.last)


def _meeting(dated: Sequence[Happening], start: date, end: date) -> list[Happening]:
    """Of events in the order of time those that can have happened between two days."""
    since, until = drawing.number_of(start), drawing.number_of(end)
    begun = dated[: bisect_right(dated, until, key=lambda one: one.first or 0)]
    return [one for one in begun if (one.last or 0) >= since]


def _grouped(
    items: Iterable[Happening], state: TimelineState, overview: Overview, asked: Asked[TimelineState]
) -> dict[str, list[Happening]]:
    groups: dict[str, list[Happening]] = defaultdict(list)
    for one in items:
        for name in _lanes_of(one, state, overview, asked):
            groups[name].append(one)
    return groups


def _lanes_of(
    one: Happening, state: TimelineState, overview: Overview, asked: Asked[TimelineState]
) -> Iterable[str]:
    if state.lanes == "outlet":
        return (overview.outlet(one.article) or _unnamed(asked),)
    if state.lanes == "type":
        return (asked.words.value(one.type),)
    if state.lanes == "source":
        return (overview.name(one.source) if one.source else overview.outlet(one.article) or _unnamed(asked),)
    named = ((one.place,) if one.place else ()) if state.lanes == "place" else one.actors
    return dict.fromkeys(overview.name(party) for party in named) or (_unnamed(asked),)


def _unnamed(asked: Asked[TimelineState]) -> str:
    """The lane of what has no name of the kind that makes the lanes."""
    said = {"outlet": "unknown_outlet", "source": "unknown_outlet", "place": "no_place"}
    return asked.words[said.get(asked.state.lanes, "no_actor")]


def _moves(start: date, end: date) -> dict[str, tuple[str, str]]:
    """The stretches that the links of the page lead to."""
    offered = {
        "earlier": drawing.shifted(start, end, move=-0.5),
        "later": drawing.shifted(start, end, move=0.5),
        "closer": drawing.shifted(start, end, zoom=0.5),
        "wider": drawing.shifted(start, end, zoom=2.0),
    }
    return {name: (first.isoformat(), last.isoformat()) for name, (first, last) in offered.items()}


def _groups(items: Iterable[Happening]) -> list[tuple[str, ...]]:
    """The types of some events by the colour that they have in common."""
    there = {one.type for one in items}
    found = (tuple(kind for kind in group if kind in there) for group in GROUPS)
    return [group for group in found if group]


def _marks_of(lane: drawing.Lane, link: Callable[..., str], words: DeskWords, overview: Overview) -> Markup:
    """The events of a lane, each with what is read out or shown on pointing at it; there are a thousand of them on a page."""
    return Markup("\n").join(
        [
            _mark_up(mark, link("event", no=mark.happening.article, event=mark.happening.id), words, overview)
            for mark in lane.marks
        ]
    )


def _mark_up(mark: drawing.Mark, address: str, words: DeskWords, overview: Overview) -> Markup:
    one = mark.happening
    kind, day = words.value(one.type), words.day(one.date)
    said = f"{one.trigger} · {day} · {overview.outlet(one.article)} · {words.value(one.status)}"
    label, unsure = clean(f"{kind} · {day}"), "" if one.status == "happened" else " unsure"
    return Markup(
        f'<a href="{clean(address)}" aria-label="{label}"><title>{clean(f"{kind} · {said}")}</title>'
        f'<rect class="mark {COLOURS.get(one.type, "")}{unsure}" x="{mark.x}" y="{mark.y}" width="{mark.width}" height="11" rx="3"/></a>'
    )


def happening_row(one: Happening, overview: Overview) -> dict[str, object]:
    """An event as a row of a table."""
    return {
        "article": one.article,
        "event": one.id,
        "outlet": overview.outlet(one.article),
        "type": one.type,
        "mode": one.mode,
        "status": one.status,
        "date": one.date,
        "place": one.place.name if one.place else None,
        "actors": " | ".join(party.name for party in one.actors),
        "recipients": " | ".join(party.name for party in one.recipients),
        "trigger": one.trigger,
        "dead": one.dead,
        "injured": one.injured,
    }


TIMELINE = Screen(name="timeline", path="timeline", state=TimelineState, show=show, lasting="library")
