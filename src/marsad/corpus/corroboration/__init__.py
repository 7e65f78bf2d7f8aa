"""Corroboration: the claims of a story side by side, who supports, contradicts, updates or only repeats whom."""

from marsad.corpus.corroboration.comparing import compare_records
from marsad.corpus.corroboration.matrix import Cell, Matrix, corroborate, make_matrix
from marsad.corpus.corroboration.values import Bearing, Claim, Relation
from marsad.corpus.corroboration.weighing import (
    Evidence,
    Weighed,
    Witness,
    evidence_of,
    gather_evidence,
    weigh_event,
    weigh_statement,
)

__all__ = [
    "Bearing",
    "Cell",
    "Claim",
    "Evidence",
    "Matrix",
    "Relation",
    "Weighed",
    "Witness",
    "compare_records",
    "corroborate",
    "evidence_of",
    "gather_evidence",
    "make_matrix",
    "weigh_event",
    "weigh_statement",
]
