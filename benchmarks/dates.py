"""Dates against hand-written cases: Marsad, and dateparser and Maha where they are installed, class by class.

    python benchmarks/dates.py [--show] [--maha PYTHON] [CLASS...]

A case is right when one expression that lies over the marked one has its value (an interval counts whole); a case
without a date is right when nothing is found. The others are asked to parse the marked
expression itself, which is easier than finding it; an answer counts when it names the same day, month or year.
"""

from __future__ import annotations

import json
import subprocess
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path

import yaml

import marsad

PUBLISHED = "2023-09-28"
BASE = datetime(2023, 9, 28)
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


def read_by_dateparser(texts: list[str]) -> list[str | None]:
    """What dateparser makes of expressions, as ISO times; None where it makes nothing."""
    import dateparser

    found = [dateparser.parse(text, languages=["ar"], settings={"RELATIVE_BASE": BASE}) for text in texts]
    return [one.isoformat() if one else None for one in found]


def read_by_maha(python: str, texts: list[str]) -> list[str | None]:
    """What Maha makes of them, in its own environment."""
    done = subprocess.run(
        [python, HERE / "dates_maha.py"], input=json.dumps(texts), capture_output=True, text=True, check=True
    )
    return list(json.loads(done.stdout))


def read_by_others(sentences: list[str], maha: str | None) -> dict[str, list[str | None]]:
    """The answers of those that are installed, for the marked expressions (the whole sentence where none is)."""
    marked = [(unmark(sentence), sentence) for sentence in sentences]
    texts = [text[start:end] if start >= 0 else text for (text, start, end), _ in marked]
    answers = {}
    if find_spec("dateparser"):
        answers["dateparser"] = read_by_dateparser(texts)
    if maha:
        answers["maha"] = read_by_maha(maha, texts)
    return answers


def is_right_elsewhere(value: str, found: str | None) -> bool:
    """Whether another reader made the value."""
    if value == "null" or found is None:
        return found is None and value == "null"
    return found.startswith(value.rstrip("~").removesuffix("Z")) and "/" not in value


def main() -> int:
    """Prints a line a class; with --show, what is wrong."""
    arguments = ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    arguments.add_argument("classes", nargs="*", help="these only")
    arguments.add_argument("--show", action="store_true", help="print what Marsad reads wrong")
    arguments.add_argument("--maha", metavar="PYTHON", help="the Python of an environment that has Maha")
    options = arguments.parse_args()
    cases = [case for case in read_cases() if not options.classes or case[0] in options.classes]
    others = read_by_others([sentence for _, _, sentence in cases], options.maha)
    tallies: dict[str, list[int]] = {}
    for (kind, value, sentence), *theirs in zip(cases, *others.values(), strict=True):
        right, shown = is_right(value, sentence)
        row = (1, right, *(is_right_elsewhere(value, found) for found in theirs))
        tallies[kind] = [a + b for a, b in zip(tallies.get(kind, [0] * len(row)), row, strict=True)]
        if not right and options.show:
            print(f"{kind}: {sentence} should be {value}, is {shown}")
    tallies["all"] = [sum(column) for column in zip(*tallies.values(), strict=True)]
    print(f"| class | cases | {' | '.join(['Marsad', *others])} |")
    print("|---" * (3 + len(others)) + "|")
    for kind, (count, *rights) in tallies.items():
        print(f"| {kind} | {count} | {' | '.join(f'{right / count:.0%}' for right in rights)} |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
