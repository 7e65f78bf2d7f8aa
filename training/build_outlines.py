"""Write ``src/marsad/desk/outlines.json``: coasts of the world and of the Arab region as SVG paths.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python training/build_outlines.py package/land-110m.json package/land-50m.json

The coasts are Natural Earth's (public domain) as the npm package world-atlas (ISC licence) packs them.
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

TARGET = Path(__file__).parent.parent / "src/marsad/desk/outlines.json"
AREAS = {"world": (-170.0, -56.0, 190.0, 78.0), "region": (-19.0, 8.0, 64.0, 46.0)}
"""West, south, east, north of each area, in degrees."""
WIDTH = 1000.0
Point = tuple[float, float]


def main(world: str, region: str) -> None:
    """Both outlines, from the file of each."""
    made = {name: outline(Path(path), AREAS[name]) for name, path in (("world", world), ("region", region))}
    TARGET.write_text(json.dumps(made, separators=(",", ":")) + "\n", encoding="utf-8")


def outline(path: Path, area: tuple[float, float, float, float]) -> dict[str, Any]:
    """The area of a TopoJSON file as one path, and what is needed to put a point on it."""
    west, south, east, north = area
    scale = WIDTH / (east - west)
    stretch = 1 / math.cos(math.radians((max(south, -40) + min(north, 60)) / 2))
    rings = (clipped(ring, area) for ring in rings_of(json.loads(path.read_text(encoding="utf-8"))))
    steps = [
        "M"
        + "L".join(f"{(x - west) * scale:.0f},{(north - y) * scale * stretch:.0f}" for x, y in thinned(ring))
        for ring in rings
        if len(ring) > 3
    ]
    return {
        "west": west,
        "north": north,
        "scale": round(scale, 5),
        "stretch": round(stretch, 5),
        "width": WIDTH,
        "height": round((north - south) * scale * stretch),
        "path": "".join(step + "Z" for step in steps),
    }


def rings_of(topology: dict[str, Any]) -> Iterator[list[Point]]:
    """The rings of all polygons of the land."""
    arcs = [list(unpacked(arc, topology["transform"])) for arc in topology["arcs"]]
    for shape in topology["objects"]["land"]["geometries"]:
        polygons = [shape["arcs"]] if shape["type"] == "Polygon" else shape["arcs"]
        for polygon in polygons:
            for ring in polygon:
                yield [point for at in ring for point in (arcs[at] if at >= 0 else arcs[~at][::-1])]


def unpacked(arc: list[list[int]], transform: dict[str, list[float]]) -> Iterator[Point]:
    """The points of an arc, whose numbers are differences on a grid."""
    x = y = 0
    for dx, dy in arc:
        x, y = x + dx, y + dy
        yield (
            x * transform["scale"][0] + transform["translate"][0],
            y * transform["scale"][1] + transform["translate"][1],
        )


def clipped(ring: list[Point], area: tuple[float, float, float, float]) -> list[Point]:
    """A ring cut at the four sides of an area (Sutherland and Hodgman 1974)."""
    west, south, east, north = area
    for axis, limit, keeps in ((0, west, 1), (0, east, -1), (1, south, 1), (1, north, -1)):
        ring = list(_cut(ring, axis, limit, keeps))
    return ring


def _cut(ring: list[Point], axis: int, limit: float, keeps: int) -> Iterator[Point]:
    for before, here in zip([*ring[-1:], *ring[:-1]], ring, strict=True):
        inside, was = ((one[axis] - limit) * keeps >= 0 for one in (here, before))
        if inside != was:
            share = (limit - before[axis]) / (here[axis] - before[axis])
            yield tuple(a + (b - a) * share for a, b in zip(before, here, strict=True))  # type: ignore[misc]
        if inside:
            yield here


def thinned(ring: list[Point]) -> Iterator[Point]:
    """A ring without points that lie nearer than the eye tells apart to the one before."""
    last: Point | None = None
    for point in ring:
        if last is None or math.dist(last, point) > 0.12:
            yield point
            last = point


if __name__ == "__main__":
    main(*sys.argv[1:])
