"""Grades of sources and of what they say, by the Admiralty code, as people set them."""

from marsad.corpus.grading.grades import (
    CREDIBILITY,
    RELIABILITY,
    UNGRADED,
    Grades,
    grade_claims,
    grades_of,
    outlet_key,
    reliability_of,
    source_key,
)

__all__ = [
    "CREDIBILITY",
    "RELIABILITY",
    "UNGRADED",
    "Grades",
    "grade_claims",
    "grades_of",
    "outlet_key",
    "reliability_of",
    "source_key",
]
