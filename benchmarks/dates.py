"""Dates against hand-written cases: Marsad, and dateparser where it is installed, class by class.

    python benchmarks/dates.py [--show] [CLASS...]

A case is right when one expression that lies over the marked one has its value (an interval counts whole); a case
without a date is right when nothing is found. dateparser is asked to parse the marked expression itself, which is
easier than finding it; its answer counts when it names the same day, month or year.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import yaml

import marsad

PUBLISHED = "2023-09-28"
FILES = ("dates_cases_a.yaml", "dates_cases_b.yaml", "dates_cases_c.yaml", "dates_cases_d.yaml")
HERE = Path(__file__).parent


def read_cases() -> Iterator[tuple[str, str, str]]:
    """Class, value and marked sentence of each case."""
    for name in FILES:
        for kind, values in yaml.safe_load((HERE / name).read_text(encoding="utf-8")).items():
            for value, sentences in values.items():
                for sentence in sentences:
                    yield kind, str(value), sentence


def unmark(sentence: str) -> tuple[str, int, int]:
    """The sentence without its brackets, and where the expression lies."""
    start, end = sentence.find("["), sentence.find("]") - 1
    return sentence.replace("[", "").replace("]", ""), start, end


def is_right(value: str, sentence: str) -> tuple[bool, str]:
    """Whether Marsad reads a case right, and what it found."""
    text, start, end = unmark(sentence)
    found = marsad.find_dates(text, published=PUBLISHED)
    shown = "; ".join(f"{date.exact} = {date.edtf or date.kind}" for date in found)
    if value == "null":
        return not [date for date in found if date.edtf], shown
    over = [date for date in found if date.start < end and start < date.end]
    return any(value in (date.edtf, date.duration, date.kind) for date in over), shown


def is_right_elsewhere(value: str, sentence: str) -> bool | None:
    """Whether dateparser reads the marked expression as the value; None when it is not installed."""
    try:
        import dateparser
    except ImportError:
        return None
    text, start, end = unmark(sentence)
    settings = {"RELATIVE_BASE": datetime(2023, 9, 28)}
    found = dateparser.parse(text[start:end] if start >= 0 else text, languages=["ar"], settings=settings)
    if value == "null" or found is None:
        return found is None and value == "null"
    return found.isoformat().startswith(value.rstrip("~").removesuffix("Z")) and "/" not in value


def main() -> int:
    """Prints a line a class; with --show, what is wrong."""
    wanted = [word for word in sys.argv[1:] if not word.startswith("-")]
    tallies: dict[str, list[int]] = {}
    for kind, value, sentence in read_cases():
        if wanted and kind not in wanted:
            continue
        right, shown = is_right(value, sentence)
        other = is_right_elsewhere(value, sentence)
        tally = tallies.setdefault(kind, [0, 0, 0])
        tally[0] += 1
        tally[1] += right
        tally[2] += bool(other)
        if not right and "--show" in sys.argv:
            print(f"{kind}: {sentence} should be {value}, is {shown}")
    print(f"| {'class':12} | cases | Marsad | dateparser |\n|---|---|---|---|")
    for kind, (count, ours, theirs) in [
        *tallies.items(),
        ("all", [sum(c) for c in zip(*tallies.values(), strict=True)]),
    ]:
        print(f"| {kind:12} | {count} | {ours / count:.0%} | {theirs / count:.0%} |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
