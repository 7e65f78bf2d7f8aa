"""``python -m marsad.matching.lint``: what is wrong in the lexicon, as ``file:line: entry: fault``.

The loader refuses what it cannot read. This looks for what can be read and is wrong all the same: forms that two entries
claim, forms that match nothing or everything, characters no word has, names of things that do not exist, missing
glosses, and examples (`yes`, `no`) that do not come out as written.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from marsad.errors import LexiconError
from marsad.matching.examples import wrong_examples
from marsad.matching.lines import lines_of_entries
from marsad.matching.sources import KindSchema, RawEntry, key_of, read_entries, read_schema
from marsad.matching.store import SOURCES
from marsad.matching.tables import FOLDERS

_LEMMAS = frozenset({"", "past:3ms", "noun:ms", "noun:fs"})
"""The inflections in which a form is somebody's own; others collide by the nature of the script."""
_ODD = re.compile(r"[^\u0621-\u063a\u0641-\u064a\u064b-\u0652 0-9A-Za-z.\"'«»()/،_-]")


class Placed(msgspec.Struct, frozen=True):
    """An entry with the line of its file where it begins."""

    entry: RawEntry
    schema: KindSchema
    path: Path
    line: int


class Fault(msgspec.Struct, frozen=True, order=True):
    """Something wrong, and where."""

    path: str
    line: int
    entry: str
    problem: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.entry}: {self.problem}"


def find_faults(sources: Path = SOURCES) -> list[Fault]:
    """Every fault of the lexicon under `sources`, by file and line."""
    unread: list[Fault] = []
    placed = list(_read_all(sources, unread))
    checks = (_shared_forms, _empty_forms, _odd_letters, _dangling, _unglossed, _wrong_examples)
    return sorted({*unread, *(fault for check in checks for fault in check(placed))})


def _read_all(sources: Path, unread: list[Fault]) -> Iterator[Placed]:
    """The entries of all files; what keeps a file from being read goes to `unread`."""
    folders = (p for p in sorted(sources.iterdir()) if p.name not in FOLDERS and (p / "schema.yaml").exists())
    for folder in folders:
        schema = read_schema(folder)
        for path in sorted([*folder.glob("*.yaml"), *folder.glob("*.csv")]):
            if path.name != "schema.yaml":
                try:
                    yield from _read_file(path, schema)
                except LexiconError as error:
                    unread.append(_refusal(path, error))


def _read_file(path: Path, schema: Mapping[str, KindSchema]) -> Iterator[Placed]:
    for entry, line in zip(read_entries(path, schema), lines_of_entries(path), strict=True):
        yield Placed(entry, schema[entry.kind], path, line)


def _refusal(path: Path, error: LexiconError) -> Fault:
    """What the loader refuses, on the line of the entry it names."""
    named = re.search(r" entry (\d+) \(([^)]*)\)$", error.subject)
    line = lines_of_entries(path)[int(named[1]) - 1] if named else 0
    problem = error.problem + (f" ({error.remedy})" if error.remedy else "")
    return Fault(f"{path.parent.name}/{path.name}", line, named[2] if named else "", problem)


def _fault(placed: Placed, problem: str) -> Fault:
    path = f"{placed.path.parent.name}/{placed.path.name}"
    return Fault(path, placed.line, placed.entry.id, problem)


def _shared_forms(entries: Iterable[Placed]) -> Iterator[Fault]:
    """Forms of two entries of a kind, neither of which says `ambiguous`."""
    claimed: dict[tuple[str, str], Placed] = {}
    for placed in entries:
        entry = placed.entry
        if not placed.schema.matched or placed.schema.homonyms or entry.fields.get("ambiguous"):
            continue
        for form, feature in entry.forms:
            first = claimed.setdefault((entry.kind, key_of(form)), placed) if feature in _LEMMAS else placed
            if first.entry.id != entry.id:
                where = f"{first.entry.id} ({first.path.name}:{first.line})"
                yield _fault(placed, f"«{form}» is a form of {where} too; say `ambiguous: true` if meant")


def _empty_forms(entries: Iterable[Placed]) -> Iterator[Fault]:
    """Forms that fold to nothing, or to one letter in a kind whose words particles may precede."""
    for placed in entries:
        for form in {form for form, _ in placed.entry.forms} if placed.schema.matched else ():
            key = key_of(form)
            if not key:
                yield _fault(placed, f"«{form}» folds to nothing")
            elif len(key) == 1 and not placed.entry.fields.get("ambiguous"):
                yield _fault(placed, f"«{form}» is one letter; say `ambiguous: true` if meant")


def _odd_letters(entries: Iterable[Placed]) -> Iterator[Fault]:
    for placed in entries:
        for form, _ in placed.entry.forms if placed.schema.matched else ():
            odd = sorted(set(_ODD.findall(form)))
            if odd:
                codes = ", ".join(f"{char!r} U+{ord(char):04X}" for char in odd)
                yield _fault(placed, f"«{form}» has {codes}")


def _dangling(entries: Iterable[Placed]) -> Iterator[Fault]:
    """Fields that name something that is not there."""
    entries = list(entries)
    known = _values(entries)
    for placed in entries:
        for name, target in placed.schema.references.items():
            for value in _named(placed.entry.fields, name):
                if value not in known[target]:
                    yield _fault(placed, f"{name} is {value!r}, but there is no such {target}")


def _values(entries: Iterable[Placed]) -> Mapping[str, set[str]]:
    """What can be named: ids by kind, and values of fields by ``kind.field``."""
    known: dict[str, set[str]] = defaultdict(set)
    for placed in entries:
        known[placed.entry.kind].add(placed.entry.id)
        for name, value in placed.entry.fields.items():
            if isinstance(value, str):
                known[f"{placed.entry.kind}.{name}"].add(value)
    return known


def _named(node: Any, name: str) -> Iterator[str]:
    """The values of a field in an entry and in the parts of it (its senses); of ``@``, the words written ``@id``."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key == name and isinstance(value, str | list):
                yield from [value] if isinstance(value, str) else map(str, value)
            else:
                yield from _named(value, name)
    elif isinstance(node, list):
        for value in node:
            yield from _named(value, name)
    elif name == "@" and isinstance(node, str) and node.startswith("@"):
        yield node[1:]


def _unglossed(entries: Iterable[Placed]) -> Iterator[Fault]:
    for placed in entries:
        if placed.schema.glossed and not placed.entry.fields.get("gloss"):
            yield _fault(placed, "has no gloss")


def _wrong_examples(entries: Iterable[Placed]) -> Iterator[Fault]:
    with_examples = [
        p for p in entries if p.schema.matched and (p.entry.fields.get("yes") or p.entry.fields.get("no"))
    ]
    for placed in with_examples:
        for problem in wrong_examples(placed.entry, placed.schema):
            yield _fault(placed, problem)


def main() -> int:
    """Print the faults; the exit status says whether there are any."""
    faults = find_faults()
    for fault in faults:
        print(f"src/marsad/lexicon/{fault}")
    print(f"{len(faults)} faults in the lexicon", file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    raise SystemExit(main())
