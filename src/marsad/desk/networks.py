"""Who did what to whom as a network: names that are tied by events, and where they stand in a drawing."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import combinations, product
from math import cos, hypot, log2, pi, sin

import msgspec
import numpy as np

from marsad.corpus.store.naming import plain_name
from marsad.desk.overview import Happening, Overview, Party
from marsad.events.table import quad_class

WIDTH, HEIGHT = 1000.0, 720.0
_FIRST_SEEN = 400.0
"""As much of the width as a phone shows before anything is moved."""
_MARGIN_X, _MARGIN_Y = 90.0, 40.0
TIED = "tied"
"""The name under which an overview keeps its events that tie somebody to somebody."""
_STEPS, _PUSHES = 200, 60
_LETTER, _LINE = 7.6, 17.0
"""The room a letter and a line of a label take, in units of the drawing."""
_LARGEST, _SMALLEST = 17.0, 6.0
_THICKEST = 9.0
_BEND = 16.0
_GRAVITY = 1.2
"""How much the middle draws in those who are tied to few: without it, small groups flee and the large one shrinks."""
_APART = 26.0
"""The room between two knots, for labels."""
_MOST_TOGETHER = 8
"""Of more parties than these that did something together, only the first are tied: a list of signatories is no net."""
Box = tuple[float, float, float, float]
Places = np.ndarray[tuple[int, ...], np.dtype[np.float64]]


class Tie(msgspec.Struct, frozen=True, kw_only=True):
    """What one did to another, or two with each other (`mutual`), of one quad class: how often, and in which events."""

    source: str
    target: str
    quad: int
    mutual: bool
    count: int
    types: dict[str, int]
    outlets: int
    events: tuple[tuple[int, str], ...]
    first: int | None
    last: int | None


class Knot(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody in the network: `key` is that of an actor, or ``words:…`` where the articles give a description alone."""

    key: str
    name: str
    latin: str | None
    kind: str
    count: int


class Tied(msgspec.Struct, frozen=True):
    """An event that ties somebody to somebody: its quad class, and who to whom (or two with each other) by their keys."""

    happening: Happening
    quad: int
    pairs: tuple[tuple[str, str, bool], ...]


class PlacedKnot(msgspec.Struct, frozen=True):
    """A knot in the drawing; the label is empty where it would cover another, and stands with its middle at its point."""

    knot: Knot
    x: float
    y: float
    radius: float
    label: str = ""
    label_x: float = 0.0
    label_y: float = 0.0


class PlacedTie(msgspec.Struct, frozen=True):
    """A tie in the drawing: its path from edge to edge of two knots, and how thick it is."""

    tie: Tie
    path: str
    width: float


def key_of(party: Party) -> str:
    """What a party is in the network."""
    return party.key or _words(party.name)


@lru_cache(maxsize=1 << 16)
def _words(name: str) -> str:
    return f"words:{plain_name(name)}"


def tied_of(happenings: Iterable[Happening]) -> tuple[Tied, ...]:
    """The events that tie somebody to somebody.

    Who acts is tied to whom it acts on; where there is no such, those who act together are tied to each other.
    """
    found = (Tied(one, quad_class(one.type), tuple(_pairs(one))) for one in happenings)
    return tuple(one for one in found if one.pairs)


def ties_of(tied: Iterable[Tied], overview: Overview) -> list[Tie]:
    """The ties between the parties of events, those with the most events first."""
    grouped: dict[tuple[str, str, int, bool], list[Happening]] = defaultdict(list)
    for one in tied:
        for source, target, mutual in one.pairs:
            grouped[source, target, one.quad, mutual].append(one.happening)
    ties = [_tie(key, those, overview) for key, those in grouped.items()]
    return sorted(ties, key=lambda tie: (-tie.count, tie.source, tie.target, tie.quad))


def _pairs(one: Happening) -> Iterable[tuple[str, str, bool]]:
    acting = list(dict.fromkeys(map(key_of, one.actors)))[:_MOST_TOGETHER]
    acted_on = list(dict.fromkeys(map(key_of, one.recipients)))[:_MOST_TOGETHER]
    if acted_on:
        return ((a, b, False) for a, b in product(acting, acted_on) if a != b)
    return ((*sorted(pair), True) for pair in combinations(acting, 2))  # type: ignore[misc]


def _tie(key: tuple[str, str, int, bool], those: Sequence[Happening], overview: Overview) -> Tie:
    source, target, quad, mutual = key
    if len(those) == 1:  # nine in ten are of one event: nothing is to be counted
        one = those[0]
        types, at = {one.type: 1}, ((one.article, one.id),)
        return Tie(
            source=source,
            target=target,
            quad=quad,
            mutual=mutual,
            count=1,
            types=types,
            outlets=1,
            events=at,
            first=one.first,
            last=one.last,
        )
    return Tie(
        source=source,
        target=target,
        quad=quad,
        mutual=mutual,
        count=len(those),
        types=dict(Counter(one.type for one in those).most_common()),
        outlets=len({overview.outlet(one.article) for one in those}),
        events=tuple((one.article, one.id) for one in those),
        first=min((one.first for one in those if one.first is not None), default=None),
        last=max((one.last for one in those if one.last is not None), default=None),
    )


def knots_of(ties: Iterable[Tie], tied: Iterable[Tied], overview: Overview) -> dict[str, Knot]:
    """Those who are tied, by key, the ones in the most events first."""
    counts: Counter[str] = Counter()
    for tie in ties:
        counts[tie.source] += tie.count
        counts[tie.target] += tie.count
    words: dict[str, str] = {}
    for one in tied:
        for party in (*one.happening.actors, *one.happening.recipients):
            if party.key is None:  # the others bear the name of their actor
                words.setdefault(key_of(party), party.name)
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return {key: _knot(key, count, words, overview) for key, count in ranked}


def _knot(key: str, count: int, words: Mapping[str, str], overview: Overview) -> Knot:
    actor = overview.actor(key)
    if actor is None:
        return Knot(key=key, name=words.get(key, key), latin=None, kind="unnamed", count=count)
    return Knot(key=key, name=actor.name, latin=actor.latin, kind=actor.kind, count=count)


def draw(
    knots: Sequence[Knot], ties: Sequence[Tie], *, latin: bool
) -> tuple[list[PlacedKnot], list[PlacedTie]]:
    """The network as it is drawn: the same knots and ties stand in the same places every time."""
    if not knots:
        return [], []
    most = max(knot.count for knot in knots)
    radii = [round(_SMALLEST + (_LARGEST - _SMALLEST) * (knot.count / most) ** 0.5, 1) for knot in knots]
    points = _from_its_start(knots, _points(knots, ties, radii), leftward=not latin)
    placed = _labelled(knots, points, radii, latin=latin)
    at = {knot.key: number for number, knot in enumerate(knots)}
    drawn = _drawn(ties, at, points, radii)
    return placed, drawn


def _points(knots: Sequence[Knot], ties: Sequence[Tie], radii: Sequence[float]) -> list[tuple[float, float]]:
    """Places by forces: knots push each other away, ties pull (Fruchterman and Reingold 1991), from a circle inward."""
    count = len(knots)
    at = {knot.key: number for number, knot in enumerate(knots)}
    # The golden angle spreads the weightiest over all sides, whatever their number.
    place = np.array([_spiral(number, count) for number in range(count)])
    pull = np.zeros((count, count))
    for tie in ties:
        a, b = at[tie.source], at[tie.target]
        pull[a, b] = pull[b, a] = pull[a, b] + 1 + log2(tie.count)
    ideal = 0.9 / count**0.5
    tension = pull**0.5 / ideal
    for step in range(_STEPS):
        far = np.maximum(_distances(place), 1e-4)
        moved = _pushed(place, ideal**2 / far**2 - tension * far) - _GRAVITY * place
        length = np.maximum(np.hypot(moved[:, 0], moved[:, 1]), 1e-9)[:, None]
        place = place + moved / length * np.minimum(length, 0.12 * (1 - step / _STEPS))
    return _parted(_fitted(place), radii)


def _from_its_start(
    knots: Sequence[Knot], points: Sequence[tuple[float, float]], *, leftward: bool
) -> list[tuple[float, float]]:
    """The places, turned over where the side at which reading begins, which is all that a phone shows at first, would be the
    emptier one."""
    right = sum(knot.count for knot, (x, _) in zip(knots, points, strict=True) if x > WIDTH - _FIRST_SEEN)
    left = sum(knot.count for knot, (x, _) in zip(knots, points, strict=True) if x < _FIRST_SEEN)
    turned = left > right if leftward else right > left
    return [(round(WIDTH - x, 1), y) for x, y in points] if turned else list(points)


def _distances(place: Places) -> Places:
    """How far each is from each."""
    x, y = place[:, 0], place[:, 1]
    far: Places = np.hypot(x[:, None] - x[None, :], y[:, None] - y[None, :])
    return far


def _pushed(place: Places, force: Places) -> Places:
    """The sum of forces on each, where `force` says how hard each is pushed away from each."""
    pushed: Places = place * force.sum(axis=1)[:, None] - force @ place
    return pushed


def _spiral(number: int, count: int) -> tuple[float, float]:
    radius, angle = ((number + 0.5) / count) ** 0.5, number * pi * (3 - 5**0.5)
    return radius * cos(angle), radius * sin(angle)


def _fitted(place: Places) -> Places:
    """The places stretched to the drawing: half by where they are and half by their order, so that no side is crowded."""
    low, high = place.min(axis=0), place.max(axis=0)
    room = np.where(high - low < 1e-6, 1.0, high - low)
    scaled = np.where(high - low < 1e-6, 0.5, (place - low) / room)
    ranked = place.argsort(axis=0, kind="stable").argsort(axis=0, kind="stable") / max(len(place) - 1, 1)
    low_corner = np.array([_MARGIN_X, _MARGIN_Y])
    stretched: Places = low_corner + (scaled + ranked) / 2 * (np.array([WIDTH, HEIGHT]) - 2 * low_corner)
    return stretched


def _parted(place: Places, radii: Sequence[float]) -> list[tuple[float, float]]:
    """The places with knots that touch pushed apart, inside the drawing."""
    size = np.array(radii)
    least = size[:, None] + size[None, :] + _APART
    low_corner = np.array([_MARGIN_X / 2, _MARGIN_Y])
    np.fill_diagonal(least, 0.0)
    for _ in range(_PUSHES):
        far = np.maximum(_distances(place), 1e-3)
        short = np.maximum(least - far, 0.0)
        if not short.any():
            break
        place = place + _pushed(place, short / far) * 0.25
        place = np.clip(place, low_corner, np.array([WIDTH, HEIGHT]) - low_corner)
    return [(round(float(x), 1), round(float(y), 1)) for x, y in place]


def _labelled(
    knots: Sequence[Knot], points: Sequence[tuple[float, float]], radii: Sequence[float], *, latin: bool
) -> list[PlacedKnot]:
    """The knots with their labels, the weightiest first: below, above, or beside, where nothing is covered."""
    taken: list[Box] = [(x - r, y - r, x + r, y + r) for (x, y), r in zip(points, radii, strict=True)]
    placed = []
    for knot, (x, y), radius in zip(knots, points, radii, strict=True):
        label = _short((knot.latin if latin else None) or knot.name)
        found = next(
            (spot for spot in _spots(x, y, radius, len(label) * _LETTER) if _is_free(spot[0], taken)), None
        )
        if found is None:
            placed.append(PlacedKnot(knot, x, y, radius))
            continue
        box, label_x, label_y = found
        taken.append(box)
        placed.append(PlacedKnot(knot, x, y, radius, label, round(label_x, 1), round(label_y, 1)))
    return placed


def _short(name: str) -> str:
    return name if len(name) <= 28 else f"{name[:27].rsplit(' ', 1)[0]}…"


def _spots(x: float, y: float, radius: float, length: float) -> Iterable[tuple[Box, float, float]]:
    """The boxes a label can have round a knot, each with the point under the middle of its text."""
    half = length / 2
    below, above = y + radius + 2, y - radius - 2
    yield (x - half, below, x + half, below + _LINE), x, below + 13
    yield (x - half, above - _LINE, x + half, above), x, above - 4
    left, right = x - radius - 4, x + radius + 4
    yield (right, y - _LINE / 2, right + length, y + _LINE / 2), right + half, y + 4
    yield (left - length, y - _LINE / 2, left, y + _LINE / 2), left - half, y + 4


def _is_free(box: Box, taken: Iterable[Box]) -> bool:
    inside = box[0] >= 0 and box[2] <= WIDTH and box[1] >= 0 and box[3] <= HEIGHT
    return inside and not any(overlap(box, other) for other in taken)


def overlap(one: Box, other: Box) -> bool:
    """Whether two boxes have room in common."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _drawn(
    ties: Sequence[Tie],
    at: Mapping[str, int],
    points: Sequence[tuple[float, float]],
    radii: Sequence[float],
) -> list[PlacedTie]:
    """The ties as curves: of several between two knots each is bent more than the one before."""
    most = max((tie.count for tie in ties), default=1)
    between: Counter[frozenset[str]] = Counter()
    drawn = []
    for tie in ties:
        pair = frozenset((tie.source, tie.target))
        bend = _BEND * ((between[pair] + 1) // 2) * (1 if between[pair] % 2 else -1)
        between[pair] += 1
        source, target = at[tie.source], at[tie.target]
        flip = 1 if tie.source <= tie.target else -1
        path = _curve(points[source], points[target], radii[source], radii[target], bend * flip)
        width = 1.5 + (_THICKEST - 1.5) * (log2(tie.count + 1) - 1) / max(log2(most + 1), 1)
        drawn.append(PlacedTie(tie, path, round(width, 1)))
    return drawn


def _curve(
    start: tuple[float, float], end: tuple[float, float], before: float, after: float, bend: float
) -> str:
    (x1, y1), (x2, y2) = start, end
    length = max(hypot(x2 - x1, y2 - y1), 1.0)
    dx, dy = (x2 - x1) / length, (y2 - y1) / length
    middle = ((x1 + x2) / 2 - dy * bend * 2, (y1 + y2) / 2 + dx * bend * 2)
    first = (x1 + dx * before, y1 + dy * before)
    last = (x2 - dx * (after + 5), y2 - dy * (after + 5))
    return f"M{first[0]:.1f} {first[1]:.1f}Q{middle[0]:.1f} {middle[1]:.1f} {last[0]:.1f} {last[1]:.1f}"


__all__ = ["Knot", "PlacedKnot", "PlacedTie", "Tie", "draw", "key_of", "knots_of", "tied_of", "ties_of"]
