"""Library: what it holds and what read it, whether what is derived from it is up to it, and what Marsad is made of."""

from __future__ import annotations

from collections import Counter

import msgspec

from marsad.corpus.derived import lag
from marsad.desk.inventory import Floor, Licence, Pack, list_floors, list_licences, list_packs
from marsad.desk.session import Session
from marsad.desk.states import State
from marsad.desk.views import Asked, Screen, View
from marsad.version import __version__

_SHOWN = 50


class Run(msgspec.Struct, frozen=True, kw_only=True):
    """What read articles: version, model and lexicon, how many, and from when to when."""

    marsad: str
    model: str
    lexicon: str
    articles: int
    first: str
    last: str


class IndexState(msgspec.Struct, frozen=True, kw_only=True):
    """How many readings what is derived from the library has still to take in; `problem` where the index cannot be used."""

    readings: int
    unindexed: int
    uncompared: int
    problem: str = ""

    @property
    def up_to_date(self) -> bool:
        """Whether nothing is missing."""
        return not (self.unindexed or self.uncompared or self.problem)


class HealthData(msgspec.Struct, frozen=True, kw_only=True):
    """Counts of the library, the readers of its articles, versions, refusals, and what Marsad is made of."""

    marsad: str
    library: str
    counts: dict[str, int]
    outlets: dict[str, int]
    runs: tuple[Run, ...]
    index: IndexState
    versioned: tuple[tuple[int, str, int], ...]
    refusals: tuple[dict[str, str], ...]
    packs: tuple[Pack, ...]
    floors: tuple[Floor, ...]
    licences: tuple[Licence, ...]
    last_change: int


def show(asked: Asked[State]) -> View:
    """The state of the library as it is."""
    data = examine(asked.session)
    rows: list[dict[str, object]] = [{"what": name, "count": count} for name, count in data.counts.items()]
    return View(title=asked.words["health"], data=data, rows=rows)


def examine(session: Session) -> HealthData:
    """The state of the library of a desk as it is."""
    library = session.library
    overview = session.overview()
    refusals = [{key: str(value) for key, value in row.items()} for row in library.rows("refusals")]
    counts = _counts(session, len(refusals))
    stored = overview.articles.values()
    return HealthData(
        marsad=__version__,
        library=library.folder.resolve().name
        if library.folder
        else library.name,  # not where on the machine it lies
        counts=counts,
        outlets=dict(Counter(one.site or "" for one in stored).most_common()),
        runs=_runs(session),
        index=_index(session),
        versioned=tuple((one.no, one.title, one.version) for one in stored if one.version > 1),
        refusals=tuple(refusals[-_SHOWN:]),
        packs=list_packs(),
        floors=list_floors(),
        licences=list_licences(),
        last_change=overview.change,
    )


def _counts(session: Session, refusals: int) -> dict[str, int]:
    overview = session.overview()
    return {
        "articles": len(overview.articles),
        "entities": sum(len(one.seen) for one in overview.actors.values()),
        "actors": len(overview.actors),
        "claims": sum(one.count for one in overview.quoted),
        "events": len(overview.happenings),
        "judgements": sum(1 for _ in session.library.rows("judgements")),
        "refusals": refusals,
    }


def _runs(session: Session) -> tuple[Run, ...]:
    """The readers of today's records, the one of the most articles first."""
    moments: dict[tuple[str, str, str], list[str]] = {}
    known = {row["no"]: (row["marsad"], row["model"], row["lexicon"]) for row in session.library.rows("runs")}
    for row in session.library.rows("records"):
        if row["current"]:
            moments.setdefault(known[row["run"]], []).append(row["at"])
    runs = [
        Run(marsad=marsad, model=model, lexicon=lexicon, articles=len(at), first=min(at), last=max(at))
        for (marsad, model, lexicon), at in moments.items()
    ]
    return tuple(sorted(runs, key=lambda run: (-run.articles, run.first)))


def _index(session: Session) -> IndexState:
    readings = session.library.last_change()
    watermark, problem = session.indexed()
    return IndexState(
        readings=readings,
        unindexed=max(0, readings - watermark),
        uncompared=lag(session.library),
        problem=problem,
    )


HEALTH = Screen(name="health", path="health", state=State, show=show)
