"""Matching: the one engine by which names, times, speech and events find lexicon entries in tokens."""

from marsad.matching.engine import Entry, Lexicon, Match, Matches, find_matches
from marsad.matching.index import load_lexicon
from marsad.matching.scan import Scan, scan_document
from marsad.matching.sequences import SequencePattern

__all__ = [
    "Entry",
    "Lexicon",
    "Match",
    "Matches",
    "Scan",
    "SequencePattern",
    "find_matches",
    "load_lexicon",
    "scan_document",
]
