"""Corroboration: the claims of a story side by side, who supports, contradicts, updates or only repeats whom."""

from marsad.corpus.corroboration.comparing import compare_records
from marsad.corpus.corroboration.values import Bearing, Claim, Relation

__all__ = ["Bearing", "Claim", "Relation", "compare_records"]
