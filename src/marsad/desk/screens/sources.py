"""Sources: who is quoted how often, and by which outlets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import msgspec

from marsad.corpus.grading import RELIABILITY, UNGRADED
from marsad.desk.overview import Quoted
from marsad.desk.states import SourcesState, page_numbers
from marsad.desk.views import Asked, Screen, View
from marsad.text import fold

OUTLETS = 8
"""How many outlets have a column of their own, those that quote the most."""


class SourcesData(msgspec.Struct, frozen=True, kw_only=True):
    """A page of the sources, and the outlets that quote them with their counts; `grades` are the letters of those that people
    graded, by key (`site:` and the address for outlets); all others are F.
    """

    total: int
    page: int
    outlets: dict[str, int]
    items: tuple[Quoted, ...]
    grades: dict[str, str]


def show(asked: Asked[SourcesState]) -> View:
    """The sources, the most quoted first."""
    state, everybody = asked.state, asked.session.overview().quoted
    found = find_quoted(everybody, kind=state.kind, outlet=state.outlet, words=state.q)
    outlets: Counter[str] = Counter()
    reliability = asked.session.reliability()
    for one in everybody:
        outlets.update(one.outlets)
    shown = tuple(found[state.offset : state.offset + state.size])
    return View(
        title=asked.words["sources"],
        data=SourcesData(
            total=len(found),
            page=state.page,
            outlets=dict(outlets.most_common()),
            items=shown,
            grades=reliability,
        ),
        rows=[_row(one, reliability) for one in shown],
        extra={
            "columns": [name for name, _ in outlets.most_common(OUTLETS)],
            "pages": page_numbers(len(found), state),
            "kinds": sorted({one.kind for one in everybody}),
            "letters": list(RELIABILITY),
            "most": max((max(one.outlets.values()) for one in shown), default=1),
        },
    )


def find_quoted(
    everybody: Iterable[Quoted], *, kind: str = "", outlet: str = "", words: str = ""
) -> list[Quoted]:
    """Those of a kind (or all) who are quoted by an outlet (or any) and whose names hold some words, the most quoted first."""
    wanted = fold(words.strip())
    return [
        one
        for one in everybody
        if kind in ("", one.kind)
        and (not outlet or outlet in one.outlets)
        and (not wanted or wanted in fold(one.name))
    ]


def _row(one: Quoted, reliability: dict[str, str]) -> dict[str, object]:
    outlets = " | ".join(f"{outlet} {count}" for outlet, count in one.outlets.items())
    return {
        "name": one.name,
        "kind": one.kind,
        "reliability": reliability.get(one.key, UNGRADED[0]),
        "statements": one.count,
        "articles": one.articles,
        "outlets": outlets,
    }


SOURCES = Screen(name="sources", path="sources", state=SourcesState, show=show, lasting="library")
