"""Times: the dates of a text as EDTF, with the rule that read each and what it was reckoned from."""

from __future__ import annotations

from datetime import date

from marsad.matching import Scan, load_lexicon, scan_document
from marsad.text import read_part
from marsad.times.dates import read_dates
from marsad.times.proposals import Proposal, propose_dates
from marsad.times.versions import day_of_writing, doubt_weekdays
from marsad.types import DateExpression, Document

__all__ = [
    "Proposal",
    "day_of_writing",
    "doubt_weekdays",
    "find_dates",
    "propose_dates",
    "propose_published",
    "read_dates",
]


def find_dates(text: str, *, published: str | None = None) -> tuple[DateExpression, ...]:
    """The dates of a text in order, relative ones reckoned from `published`.

    >>> [d.edtf for d in find_dates("وصل في 17 أيلول/ سبتمبر الجاري", published="2023-09-28")]  # arrived on the 17th
    ['2023-09-17']
    """
    document = Document((read_part(text),))
    scan: Scan = scan_document(document, load_lexicon())
    return read_dates(scan, published)


def propose_published(text: str, *, latest: date | None = None) -> tuple[Proposal, ...]:
    """The days on which a text may have been published, by its own evidence, the likeliest first; none after `latest`.

    >>> [(p.edtf, [e.exact for e in p.evidence]) for p in propose_published("وصل اليوم الخميس 28 سبتمبر 2023")]
    [('2023-09-28', ['اليوم الخميس 28 سبتمبر 2023'])]
    """
    document = Document((read_part(text),))
    return propose_dates(scan_document(document, load_lexicon()), latest=latest)
