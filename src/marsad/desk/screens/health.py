"""Health: what the library holds, what read it, which articles have versions, and what could not be read."""

from __future__ import annotations

from collections import Counter

import msgspec

from marsad.desk.states import State
from marsad.desk.views import Asked, Screen, View
from marsad.version import __version__

_SHOWN = 50


class HealthData(msgspec.Struct, frozen=True, kw_only=True):
    """Counts of the library, the readers of its articles, versions, and refusals."""

    marsad: str
    library: str
    counts: dict[str, int]
    outlets: dict[str, int]
    models: dict[str, int]
    versioned: tuple[tuple[int, str, int], ...]
    refusals: tuple[dict[str, str], ...]
    last_change: int


def show(asked: Asked[State]) -> View:
    """The state of the library as it is."""
    library = asked.session.library
    overview = asked.session.overview()
    judgements = list(library.rows("judgements"))
    refusals = [{key: str(value) for key, value in row.items()} for row in library.rows("refusals")]
    counts = {
        "articles": len(overview.articles),
        "entities": sum(len(one.seen) for one in overview.actors.values()),
        "actors": len(overview.actors),
        "claims": sum(one.count for one in overview.quoted),
        "events": len(overview.happenings),
        "judgements": len(judgements),
        "refusals": len(refusals),
    }
    stored = overview.articles.values()
    data = HealthData(
        marsad=__version__,
        library=library.name,
        counts=counts,
        outlets=dict(Counter(one.site or "" for one in stored).most_common()),
        models=_models(asked),
        versioned=tuple((one.no, one.title, one.version) for one in stored if one.version > 1),
        refusals=tuple(refusals[-_SHOWN:]),
        last_change=overview.change,
    )
    rows: list[dict[str, object]] = [{"what": name, "count": count} for name, count in counts.items()]
    return View(title=asked.words["health"], data=data, rows=rows)


def _models(asked: Asked[State]) -> dict[str, int]:
    found = Counter(
        f"Marsad {row['marsad']} · {row['model']}"
        for row in asked.session.library.rows("records")
        if row["current"]
    )
    return dict(found.most_common())


HEALTH = Screen(name="health", path="health", state=State, show=show)
