"""What is read of many records at once: the whole library for its screens, and who says what for a page of hits."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from marsad.desk.networks import TIED, tied_of
from marsad.desk.overview import Overview, survey
from marsad.desk.remembering import keep_survey, kept_survey, read_survey
from marsad.types import Attribution, Site

if TYPE_CHECKING:
    from marsad.corpus import Library


SMALL = 1000
"""Readings of a library that are surveyed in a second."""


class TheOutlet(msgspec.Struct, frozen=True):
    """What is taken of an article to name its outlet."""

    site: Site = Site()


class Told(msgspec.Struct, frozen=True):
    """What is taken of a record to say on whose word something stands; the rest is passed over."""

    article: TheOutlet
    attributions: tuple[Attribution, ...] = ()


def surveyed(library: Library) -> Overview:
    """An overview with what most screens ask of it, so that no page waits for that."""
    overview = survey(library)
    if overview.change > SMALL:
        keep_survey(library, overview)
    return ready(overview)


def recalled(library: Library) -> tuple[Path, Overview] | None:
    """The overview that was kept of a library, and where it lies; `None` where there is none of a state that it still holds."""
    try:
        path = kept_survey(library)
        return None if path is None else (path, ready(read_survey(path)))
    except (OSError, ValueError):  # it is taken away, or damaged
        return None


def ready(overview: Overview) -> Overview:
    """An overview after what most screens ask of it is worked out."""
    for asked in ("by_type", "by_actor", "by_weight", "sites", "statuses"):
        getattr(overview, asked)
    overview.once(TIED, lambda: tied_of(overview.happenings))
    return overview


__all__ = ["SMALL", "TheOutlet", "Told", "ready", "recalled", "surveyed"]
