"""Times: the dates of a text as EDTF, with the rule that read each and what it was reckoned from."""

from __future__ import annotations

from marsad.matching import Scan, load_lexicon, scan_document
from marsad.text import read_part
from marsad.times.dates import read_dates
from marsad.types import DateExpression, Document

__all__ = ["find_dates", "read_dates"]


def find_dates(text: str, *, published: str | None = None) -> tuple[DateExpression, ...]:
    """The dates of a text in order, relative ones reckoned from `published`.

    >>> [d.edtf for d in find_dates("وصل في 17 أيلول/ سبتمبر الجاري", published="2023-09-28")]  # arrived on the 17th
    ['2023-09-17']
    """
    document = Document((read_part(text),))
    scan: Scan = scan_document(document, load_lexicon())
    return read_dates(scan, published)
