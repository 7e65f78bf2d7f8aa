"""Corroboration: the claims of a story side by side, who supports, contradicts, updates or only repeats whom."""

from marsad.corpus.corroboration.comparing import compare_records
from marsad.corpus.corroboration.matrix import Cell, Matrix, corroborate, make_matrix
from marsad.corpus.corroboration.values import Bearing, Claim, Relation

__all__ = ["Bearing", "Cell", "Claim", "Matrix", "Relation", "compare_records", "corroborate", "make_matrix"]
