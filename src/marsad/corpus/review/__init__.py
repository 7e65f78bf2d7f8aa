"""Review: the facts of a library in the order of doubt, what people decided about them, and how far two agree."""

from marsad.corpus.review.agreement import Agreement, Compared, compare, measure
from marsad.corpus.review.facts import FACT_KINDS, Fact
from marsad.corpus.review.judged import Judged
from marsad.corpus.review.queue import Order, Progress, Queue, Review

__all__ = [
    "FACT_KINDS",
    "Agreement",
    "Compared",
    "Fact",
    "Judged",
    "Order",
    "Progress",
    "Queue",
    "Review",
    "compare",
    "measure",
]
