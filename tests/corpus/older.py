"""Libraries as earlier versions of Marsad kept them."""

from __future__ import annotations

RECORDS_OF_VERSION_3 = (
    "CREATE TABLE held AS SELECT records.no, article, current, marsad, model, lexicon, at, dictionary, sha256, data "
    "FROM records JOIN runs ON run = runs.no",
    "DROP TABLE records",
    "DROP TABLE runs",
    "ALTER TABLE held RENAME TO records",
)
"""The records with who has read them beside each."""
