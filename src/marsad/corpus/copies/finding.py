"""Copies among articles: candidates by shared shingles, then a comparison word by word."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from marsad.corpus.copies.aligning import Alignment, align
from marsad.corpus.copies.moments import days_apart
from marsad.corpus.copies.origins import credit_of, likely_origin
from marsad.corpus.copies.serials import tell_of_two_days
from marsad.corpus.copies.values import Copy, Evidence, Verdict
from marsad.corpus.copies.wording import Compared, prepare, sketch_of
from marsad.types import Article

SHARED_SHINGLES = 2
"""Kept shingles that make a candidate; short texts have but few, and there one is enough (`_needed`)."""
FEW_SHINGLES = 8
COMMON = 200
"""A shingle that stands in more articles than these is a formula of outlets, not a text that was copied."""
LEAST_SHARE = 0.2
LEAST_WORDS = 16
LEAST_RUN = 8
"""What makes a copy: a fifth of one of the texts, in words and in one run. A quotation that two reporters heard is shorter."""
SURE_WORDS, SURE_SHARE = 24, 0.3
"""Fewer words, unless in one run, must be more of a text: pieces of a statement are in all reports of it."""
LEAST_OWN, QUOTATION = 10, 40
"""Shared words outside quotation marks, without which a quotation of so many words at the most is what all reporters heard."""
CERTAIN = 0.6
FORM_DAYS, FAR_DAYS = 1, 10
"""Texts that share less and are further apart are two fillings of one form."""
FORM_NUMBERS = 3
"""So many numbers that are others in the same places, and more than stay, make a form filled anew: who prints a report keeps
its numbers."""
WHOLE = 0.8
MOST = 0.5
"""How much of its text a reprint takes word for word, and how much of the origin an edited text holds; less is an excerpt."""


def find_copies(articles: Iterable[Article]) -> tuple[Copy, ...]:
    """All pairs of articles of which one is a copy of the other, or both of a third, the articles in their order.

    Two articles of one address are versions, not copies. See `nearest_origins` for one origin an article, `group_voices`
    for the articles that are one voice.
    """
    compared = [prepare(article) for article in articles]
    holders: dict[int, list[int]] = defaultdict(list)
    found: list[Copy] = []
    for no, one in enumerate(compared):
        sketch = sketch_of(one.wording.keys)
        for other in candidates(sketch, {mark: holders[mark] for mark in sketch if mark in holders}):
            copy = compare(one, compared[other])
            if copy:
                found.append(copy)
        for mark in sketch:
            holders[mark].append(no)
    return tuple(found)


def candidates(sketch: frozenset[int], holders: Mapping[int, Sequence[int]]) -> Iterator[int]:
    """The numbers of the articles that share enough shingles with a sketch to be worth comparing."""
    rare = (held for held in holders.values() if len(held) <= COMMON)
    counts = Counter(number for held in rare for number in held)
    needed = SHARED_SHINGLES if len(sketch) > FEW_SHINGLES else 1
    yield from (number for number, count in sorted(counts.items()) if count >= needed)


def compare(one: Compared, other: Compared) -> Copy | None:
    """What two articles share, if that makes one a copy; `None` for versions of one page and for articles of their own."""
    if one.address is not None and one.address == other.address:
        return None
    found = align(one.wording, other.wording)
    if not _is_copy(found) or _is_formula(one, other, found) or _is_foot(one, other, found):
        return None
    from_other, evidence = likely_origin(one, other, found.share, found.other_share)
    if from_other:
        return _copy(one, other, found, evidence)
    return _copy(other, one, align(other.wording, one.wording), evidence)


def _copy(copy: Compared, origin: Compared, found: Alignment, evidence: Evidence) -> Copy:
    return Copy(
        article=copy.id,
        origin=origin.id,
        verdict=_verdict(found),
        share=round(found.share, 3),
        origin_share=round(found.other_share, 3),
        origin_from=evidence,
        credit=credit_of(copy.article, origin.article),
        stretches=found.stretches,
    )


def _is_copy(found: Alignment) -> bool:
    if found.words < LEAST_WORDS or found.longest < LEAST_RUN:
        return False
    share = max(found.share, found.other_share)
    if found.own < LEAST_OWN and found.longest <= QUOTATION and share < MOST:
        return False
    is_sure = found.words >= SURE_WORDS or found.longest >= LEAST_WORDS
    return share >= (LEAST_SHARE if is_sure else SURE_SHARE)


def _is_foot(one: Compared, other: Compared, found: Alignment) -> bool:
    """Whether two texts of one outlet share little but the lines that it ends its texts with."""
    return one.host is not None and one.host == other.host and found.words - found.foot < LEAST_WORDS


def _is_formula(one: Compared, other: Compared, found: Alignment) -> bool:
    """Whether the two are rather two fillings of one form: the weather, fixtures, prices, an outlet's usual background.

    Most of their numbers are others in the same places, or their heads name two days, however much they share beside. Else such texts share little
    and are more than ten days apart, or of one outlet and not known to be of one day.
    """
    if found.changed >= FORM_NUMBERS and found.changed > found.kept:
        return True
    if tell_of_two_days(one, other, found):
        return True
    if max(found.share, found.other_share) >= CERTAIN:
        return False
    apart = days_apart(one.article.published, other.article.published)
    if one.host and one.host == other.host:
        return apart is None or apart > FORM_DAYS
    return apart is not None and apart > FAR_DAYS


def _verdict(found: Alignment) -> Verdict:
    """A reprint is the origin's text and little else; an excerpt takes less than half of it; what lies between is edited."""
    if found.other_share < MOST:
        return "excerpt"
    return "reprint" if found.verbatim >= WHOLE else "edited"
