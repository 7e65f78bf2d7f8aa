"""The formats that records alone are written in, by name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from importlib import import_module

from marsad.types import Record

Writer = Callable[[Iterable[Record]], Iterator[str]]
"""Turns records into pieces of text, as they come: the memory it needs does not grow with their number."""

WRITERS: dict[str, tuple[str, str]] = {
    "jsonld": ("marsad.export.jsonld", "write_jsonld"),
    "annotations": ("marsad.export.annotations", "write_annotations"),
    "prov": ("marsad.export.prov", "write_prov"),
    "geojson": ("marsad.export.geojson", "write_geojson"),
    "ics": ("marsad.export.ics", "write_calendar"),
    "graphml": ("marsad.export.graphml", "write_graphml"),
    "ftm": ("marsad.export.ftm", "write_ftm"),
}
"""The module and the function of each format."""


def writer_of_format(name: str) -> Writer:
    """What writes records in a format; it is imported when it is first asked for.

    >>> "".join(writer_of_format("jsonld")([]))
    '{"@context":"https://schema.org","@graph":[\\n\\n]}\\n'
    """
    module, function = WRITERS[name]
    writer: Writer = getattr(import_module(module), function)
    return writer


__all__ = ["WRITERS", "Writer", "writer_of_format"]
