"""Near-copies among articles: reprints, edited texts and excerpts, with what they share and where it came from."""

from marsad.corpus.copies.finding import find_copies
from marsad.corpus.copies.keeping import catch_up_copies, copies_among, copies_lag, copies_of, list_copies
from marsad.corpus.copies.values import Copy, Evidence, Stretch, Verdict
from marsad.corpus.copies.voices import group_voices, nearest_origins

__all__ = [
    "Copy",
    "Evidence",
    "Stretch",
    "Verdict",
    "catch_up_copies",
    "copies_among",
    "copies_lag",
    "copies_of",
    "find_copies",
    "group_voices",
    "list_copies",
    "nearest_origins",
]
