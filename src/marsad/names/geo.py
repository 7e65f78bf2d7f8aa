"""Which place a name means: read from the other places, nationalities and actors of the article, never from size alone.

«طرابلس» is the Libyan or the Lebanese one by what stands beside it («طرابلس اللبنانية», «في لبنان») and by the countries
that the article speaks of; where nothing tells, the place keeps a low certainty, or no point on the map at all.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from operator import itemgetter

import msgspec

from marsad.matching import Entry, Scan
from marsad.names.repeats import Found
from marsad.types import Geo

_COUNTRY, _CITY, _ACTOR, _NATION, _MOST = 2.0, 1.0, 1.0, 0.7, 4
_BESIDE, _NEAR, _REACH = 6.0, 2.5, 8
_LISTED, _SMALL = 0.3, 0.0
_CERTAIN, _CLEAR, _LIKELY, _OPEN = 0.95, 0.85, 0.65, 0.4
_SAME_PLACE = 0.35
_CLEARLY = 2.0
"""How much an article speaks of the country that it is about."""
_MINOR = frozenset(("village", "neighbourhood", "street", "square", "district", "site", "building", "bridge"))
_KNOWN_TOWN = 100_000
_OF_STATES = frozenset(
    ("authority", "ministry", "court", "police", "government", "union", "federation", "parliament")
)
"""Bodies of which most states have one of the same name."""
_ARTICLE_FIRST = re.compile("ال")
"""What a name of its own begins with, where a common one is a construct: «الحرس الثوري», «هيئة مكافحة الفساد»."""


class Placed(msgspec.Struct, frozen=True):
    """The chosen reading of a place and how far to trust it."""

    entry: Entry | None = None
    certainty: float = 0.0
    astray: bool = False
    """Whether the entry lies elsewhere and only its spelling counts."""


def country_of(entry: Entry) -> str:
    """The ISO code of the country an entry lies in or belongs to, or an empty string."""
    return str(entry.get("country") or entry.get("iso2") or "")


def read_places(scan: Scan, groups: Sequence[list[Found]]) -> list[Placed]:
    """The reading of each group of mentions; those of another kind than places get one where lists know several.

    «الحركة الشعبية» (Popular Movement) is the Sudanese or the Moroccan one by the countries the article speaks of.
    """
    spoken, own = _countries_spoken_of(scan, groups)
    beside = _countries_beside(scan, groups)
    return [_read(group, spoken, beside[number], own[number]) for number, group in enumerate(groups)]


def _read(
    group: list[Found], spoken: dict[str, float], beside: dict[str, float], own: tuple[str, float]
) -> Placed:
    entries = list(dict.fromkeys(e for f in group for e in f.candidate.entries))
    if group[0].candidate.kind == "place":
        placed = _choose(entries, spoken, beside)
        astray = placed.entry is not None and _is_astray(placed.entry, spoken, beside, own)
        return Placed(placed.entry, astray=True) if astray else placed
    if not entries:
        return Placed()
    best = max(entries, key=lambda e: spoken.get(country_of(e), 0.0) + beside.get(country_of(e), 0.0))
    if _is_other_states(best, group, spoken, beside, own):
        return Placed(astray=True)
    return Placed(best if len(entries) > 1 else None)


def _is_other_states(
    entry: Entry,
    group: list[Found],
    spoken: dict[str, float],
    beside: dict[str, float],
    own: tuple[str, float],
) -> bool:
    """Whether a listed authority of a common name is that of a state of which an article on another one says nothing else.

    «هيئة مكافحة الفساد» in a report of Amman is not the Tunisian one.
    """
    country = country_of(entry)
    if entry.get("type") not in _OF_STATES or not country or beside.get(country):
        return False
    if any(_ARTICLE_FIRST.match(f.name) or len(f.name.split()) < 2 for f in group):
        return False
    rest = spoken.get(country, 0.0) - (own[1] if own[0] == country else 0.0)
    return rest <= 0 and max((w for c, w in spoken.items() if c != country), default=0.0) >= _CLEARLY


def _is_astray(
    entry: Entry, spoken: dict[str, float], beside: dict[str, float], own: tuple[str, float]
) -> bool:
    """Whether a small place lies in a country of which an article on another one says nothing else.

    «الحميدية» in a report of Damascus is none of the Emirates, whatever lists know of others of its name.
    """
    country = country_of(entry)
    if entry.kind == "country" or not country or not _is_minor(entry) or beside.get(country):
        return False
    rest = spoken.get(country, 0.0) - (own[1] if own[0] == country else 0.0)
    return rest <= 0 and max((w for c, w in spoken.items() if c != country), default=0.0) >= _CLEARLY


def _is_minor(entry: Entry) -> bool:
    """Whether a place is hardly named without its country."""
    if entry.get("level") in _MINOR:
        return True
    return entry.get("level") == "town" and int(entry.get("population") or 0) < _KNOWN_TOWN


def _countries_spoken_of(
    scan: Scan, groups: Sequence[list[Found]]
) -> tuple[dict[str, float], list[tuple[str, float]]]:
    """How much an article speaks of each country: places of one reading, known actors, nationalities.

    And the country of each group with what the group itself adds.
    """
    spoken: dict[str, float] = defaultdict(float)
    own = []
    for group in groups:
        given = ("", 0.0)
        readings = {country_of(e) for f in group for e in f.candidate.entries if not _is_small(e)}
        if len(readings) == 1 and (country := readings.pop()):
            state = any(e.kind == "country" for f in group for e in f.candidate.entries)
            weight = _COUNTRY if state else _CITY if group[0].candidate.kind == "place" else _ACTOR
            given = (country, weight * min(len(group), _MOST))
            spoken[country] += given[1]
        own.append(given)
    nations = Counter(
        str(m.entry.get("country"))
        for matches in scan.matches
        for m in matches.of("nationality")
        if m.entry.get("country")
    )
    for country, count in nations.items():
        spoken[country] += _NATION * min(count, _MOST)
    return spoken, own


def _countries_beside(scan: Scan, groups: Sequence[list[Found]]) -> list[dict[str, float]]:
    """The countries named right beside the mentions of each group: «سوسة التونسية», «طرابلس في شمال لبنان»."""
    states: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for group in groups:
        for item in group:
            for entry in item.candidate.entries:
                if entry.kind == "country":
                    states[item.part].append((item.candidate.first, str(entry.get("iso2"))))
    for named in states.values():
        named.sort()
    nations = [
        {
            m.first: str(m.entry.get("country"))
            for m in matches.of("nationality")
            if m.definite and m.entry.get("country")
        }
        for matches in scan.matches
    ]
    found = []
    for group in groups:
        beside: dict[str, float] = defaultdict(float)
        for item in group:
            after = nations[item.part].get(item.candidate.last)
            if after:
                beside[after] += _BESIDE
            near, first = states[item.part], item.candidate.first
            begin = bisect_right(near, first, key=itemgetter(0))
            end = bisect_right(near, first + _REACH, lo=begin, key=itemgetter(0))
            for _, country in near[begin:end]:
                beside[country] += _NEAR
        found.append(beside)
    return found


def _is_small(entry: Entry) -> bool:
    return entry.id.startswith("gn.") and bool(entry.get("needs"))


def _choose(entries: list[Entry], spoken: dict[str, float], beside: dict[str, float]) -> Placed:
    if not entries:
        return Placed()
    weighed = {
        e: _weight(e) * spoken.get(country_of(e), 0.0) + beside.get(country_of(e), 0.0) for e in entries
    }
    best = max(weighed.values())
    chosen = max(entries, key=lambda e: (weighed[e], not e.id.startswith("gn."), not _is_small(e)))
    rivals = {country_of(e) for e in entries if not _is_small(e)} | {country_of(chosen)}
    if len(rivals) == 1:
        return Placed(chosen, _CERTAIN)
    if best > 0:
        second = max(w for e, w in weighed.items() if country_of(e) != country_of(chosen))
        return Placed(chosen, _CLEAR if second <= best / 2 else _LIKELY)
    known = [e for e in entries if not e.id.startswith("gn.")]
    return Placed(known[0], _OPEN) if known else Placed()


def _weight(entry: Entry) -> float:
    """How far the country of the article speaks for a reading: less for places that only a world list has."""
    return 1.0 if not entry.id.startswith("gn.") else _SMALL if _is_small(entry) else _LISTED


def point(placed: Placed) -> Geo | None:
    """The place on the map, where its point is known."""
    entry = placed.entry
    if entry is None or placed.astray or not entry.get("lat"):
        return None
    return Geo(
        lat=float(entry.get("lat")),
        lon=float(entry.get("lon")),
        country=country_of(entry) or None,
        admin=entry.get("admin"),
        level="country" if entry.kind == "country" else str(entry.get("level")),
        certainty=placed.certainty,
    )


def geonames_of(entry: Entry, entries: Sequence[Entry]) -> str | None:
    """The GeoNames id of a place, from the world list where ours has none."""
    if entry.get("geonames"):
        return str(entry.get("geonames"))
    for other in entries:
        if other.get("geonames") and country_of(other) == country_of(entry) and _is_near(entry, other):
            return str(other.get("geonames"))
    return None


def _is_near(one: Entry, two: Entry) -> bool:
    if not (one.get("lat") and two.get("lat")):
        return False
    return all(abs(float(one.get(axis)) - float(two.get(axis))) < _SAME_PLACE for axis in ("lat", "lon"))
