"""The reader: the one place that knows in which order an article becomes a record."""

from __future__ import annotations

from datetime import UTC, datetime


from marsad.matching import load_lexicon, scan_document
from marsad.text import read_document
from marsad.types import Article, Flag, Record, Run
from marsad.version import __version__

FAST = "fast"


def read_article(article: Article, *, tier: str = FAST) -> Record:
    """The record of an article: its names, dates, attributions and events, each tied to its characters."""
    from marsad.events import find_events
    from marsad.names import find_names
    from marsad.speech import find_attributions
    from marsad.times import read_dates

    lexicon = load_lexicon()
    scan = scan_document(read_document(article), lexicon)
    names = find_names(scan)
    dates = read_dates(scan, article.published)
    attributions = find_attributions(scan, names, dates)
    events = find_events(scan, names, dates, attributions, article.published)
    return Record(
        marsad=__version__,
        run=Run(model=tier, lexicon=lexicon.digest, at=_now()),
        article=article,
        entities=names.entities,
        mentions=names.mentions,
        dates=dates,
        attributions=attributions,
        events=events,
        flags=_page_doubts(article),
    )


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _page_doubts(article: Article) -> tuple[Flag, ...]:
    """The doubts of the page reader as flags at the head of the text; each is written ``flag: note``."""
    found = []
    for doubt in article.doubts:
        flag, _, note = doubt.partition(": ")
        found.append(Flag(start=0, end=0, exact="", flag=flag, note=note))
    return tuple(found)


__all__ = ["FAST", "read_article"]
