"""A library of Arabic news on disk: its articles, what was read in them, and what people judged."""

from marsad.batch import How
from marsad.corpus.library import Library
from marsad.corpus.store.judging import Standing
from marsad.corpus.store.values import (
    Added,
    Change,
    Decision,
    Fault,
    Judgement,
    Refused,
    Report,
    StoredArticle,
    StoredPage,
)

__all__ = [
    "Added",
    "Change",
    "Decision",
    "Fault",
    "How",
    "Judgement",
    "Library",
    "Refused",
    "Report",
    "Standing",
    "StoredArticle",
    "StoredPage",
]
