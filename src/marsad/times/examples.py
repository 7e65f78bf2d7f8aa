"""The examples of the date rules, run: `python -m marsad.times.examples` prints what does not come out as written."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib.resources import as_file, files
from pathlib import Path

from marsad.matching.sources import RawEntry, read_entries, read_schema

PUBLISHED = "2023-09-28"
"""The day on which the examples are read: a Thursday."""


def read_rules() -> tuple[RawEntry, ...]:
    """The date rules of the lexicon as they are written, with their examples."""
    with as_file(files("marsad") / "lexicon" / "times") as folder:
        return tuple(read_entries(Path(folder) / "rules.yaml", read_schema(Path(folder))))


def wrong_examples(rule: RawEntry) -> Iterator[str]:
    """What does not come out as the examples of a rule say.

    An example reads ``في [17 أيلول الجاري] = 2023-09-17``: a sentence, the expression the rule must find in it, and the
    value; ``null`` is an expression without one. A day after a clock time (rules named ``….after``) is joined to it. In a `no` example the rule must find nothing.
    """
    for example in rule.fields.get("yes") or ():
        sentence, _, value = example.rpartition(" = ")
        meant = sentence[sentence.index("[") + 1 : sentence.index("]")]
        found = _found(rule.id, sentence.replace("[", "").replace("]", ""))
        if (meant, value) not in found:
            yield f"{rule.id}: «{example}» gives {found or 'nothing'}"
    for example in rule.fields.get("no") or ():
        if found := _found(rule.id, example):
            yield f"{rule.id}: «{example}» gives {found}, where nothing must be"


def _found(rule: str, text: str) -> list[tuple[str, str]]:
    from marsad.times import find_dates

    found = find_dates(text, published=PUBLISHED)
    own = [date for date in found if date.rule == rule or (rule.endswith(".after") and date.kind == "time")]
    return [(date.exact, date.edtf or "null") for date in own]


def main() -> int:
    """Print the faults; the exit status says whether there are any."""
    faults = [fault for rule in read_rules() for fault in wrong_examples(rule)]
    print("\n".join([*faults, f"{len(faults)} faults in the examples of the date rules"]), file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    raise SystemExit(main())
