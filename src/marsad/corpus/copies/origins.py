"""Which of two articles the other was made from, and whom an article names as its source."""

from __future__ import annotations

from marsad.corpus.copies.crediting import named_agency, names_outlet
from marsad.corpus.copies.values import Evidence
from marsad.corpus.copies.wording import Compared
from marsad.types import Article

CLEAR_SHARE = 0.25
"""By how much the shares must differ for the one text to be a part of the other."""


def likely_origin(one: Compared, other: Compared, share: float, other_share: float) -> tuple[bool, Evidence]:
    """Whether the second article is the likelier origin of the two, and from what that was seen.

    A credit tells more than a time (an agency's page may come later than its customers'), a time more than the shares.
    """
    credited, back = names_outlet(one.article, other.article), names_outlet(other.article, one.article)
    if bool(credited) != bool(back):
        return bool(credited), "credit"
    order = _earlier(one.article.published, other.article.published)
    if order:
        return order > 0, "time"
    if abs(share - other_share) >= CLEAR_SHARE:
        return share > other_share, "share"
    return one.id > other.id, "order"


def credit_of(article: Article, origin: Article) -> str | None:
    """Whom a copy names as its source: the outlet of the origin, or an agency."""
    return names_outlet(article, origin) or named_agency(article)


def _earlier(one: str | None, other: str | None) -> int:
    """1 if the second time is earlier, -1 if the first is, 0 where neither can be told."""
    if not one or not other:
        return 0
    from marsad.times.edtf import moment_of

    first, second = moment_of(one), moment_of(other)
    if first is None or second is None:
        return 0
    if len(one) <= 10 or len(other) <= 10:
        first, second = (moment.replace(hour=0, minute=0, second=0) for moment in (first, second))
    return (first > second) - (first < second)
