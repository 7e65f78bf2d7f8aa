"""A user's own lists of names, which win over those of Marsad.

A CSV file (UTF-8) with a header: ``forms`` (the Arabic spellings, joined by ``|``) and ``kind`` (person, organization,
place or misc) must be there; ``en``, ``wikidata``, ``geonames``, ``country``, ``level``, ``lat`` and ``lon`` may. Lines
that open with ``#`` are left out. The kind ``none`` makes a form no name at all.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import ClassVar

from marsad.errors import UsageError
from marsad.matching import Entry
from marsad.names.candidates import Candidate
from marsad.text import read_word, tokenize
from marsad.types import Part

COLUMNS = ("forms", "kind", "en", "wikidata", "geonames", "country", "level", "lat", "lon")
KINDS = ("person", "organization", "place", "misc", "none")
TRUST = 9
_PARTICLES = frozenset(("و", "ف", "ب", "ل", "وب", "ول", "لل", "ولل", "بال", "وال"))

Listed = dict[str, list[tuple[tuple[str, ...], Entry]]]
"""The listed names by their first folded word."""


class _Chosen:
    """The lists in use in this process."""

    names: ClassVar[Listed] = {}


def use_names(paths: Iterable[Path]) -> None:
    """Makes the names of these files win from now on in this process; none of them gives Marsad's own back."""
    _Chosen.names = {}
    for path in paths:
        for entry in read_names(path):
            for form in entry.fields["forms"]:
                words = tuple(token.fold for token in tokenize(form))
                _Chosen.names.setdefault(words[0], []).append((words, entry))


def read_names(path: Path) -> Iterator[Entry]:
    """The entries of a user's list; the first wrong line is refused with its number and the remedy."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except OSError as error:
        raise UsageError(str(path), f"cannot be opened: {error.strerror}", remedy="check the name") from error
    except UnicodeDecodeError as error:
        raise UsageError(str(path), "is not UTF-8", remedy="save the list as UTF-8") from error
    kept = [(number, line) for number, line in enumerate(lines, 1) if line.strip() and line[0] != "#"]
    header = [cell.strip() for cell in next(csv.reader([kept[0][1]]), [])] if kept else []
    _check_header(path, header)
    for number, line in kept[1:]:
        cells = [cell.strip() for cell in next(csv.reader([line]))]
        yield _entry(path, number, dict(zip(header, cells, strict=False)), excess=len(cells) > len(header))


def _check_header(path: Path, header: list[str]) -> None:
    columns = ", ".join(COLUMNS)
    for need in ("forms", "kind"):
        if need not in header:
            raise UsageError(
                str(path), f"has no column {need!r}", place="1", remedy=f"the columns are {columns}"
            )
    unknown = [name for name in header if name not in COLUMNS]
    if unknown:
        raise UsageError(
            str(path), f"unknown column {unknown[0]!r}", place="1", remedy=f"the columns are {columns}"
        )


def _entry(path: Path, number: int, row: dict[str, str], *, excess: bool) -> Entry:
    def refuse(problem: str, remedy: str) -> UsageError:
        return UsageError(str(path), problem, place=str(number), remedy=remedy)

    if excess:
        raise refuse("more cells than columns", "put a cell with a comma in double quotation marks")
    forms = [form.strip() for form in row["forms"].split("|") if form.strip()]
    if not forms or not all(any(t.kind == "word" for t in tokenize(form)) for form in forms):
        raise refuse("no name in the column forms", "write at least one spelling")
    if row.get("kind") not in KINDS:
        raise refuse(f"unknown kind {row.get('kind')!r}", "write one of " + ", ".join(KINDS))
    for axis, most in (("lat", 90), ("lon", 180)):
        if row.get(axis) and not _is_degree(row[axis], most):
            raise refuse(f"{axis} {row[axis]!r} is no degree", "write decimal degrees such as 32.89")
    fields = {name: value for name, value in row.items() if value} | {"forms": forms}
    fields.setdefault("level", "site")
    return Entry(id=f"user.{path.name}:{number}", kind=row["kind"], fields=fields)


def _is_degree(cell: str, most: int) -> bool:
    try:
        return abs(float(cell)) <= most
    except ValueError:
        return False


def user_candidates(part: Part) -> list[Candidate]:
    """The names of the user's lists in a part, the longest at each place; particles before them are cut."""
    if not _Chosen.names:
        return []
    return [one for at in range(len(part.tokens)) if (one := _candidate(part, at)) is not None]


def _candidate(part: Part, at: int) -> Candidate | None:
    token = part.tokens[at]
    skips = {token.fold: 0} | {
        r.key: r.skip for r in read_word(token.text) if r.clitics in _PARTICLES and not r.enclitic
    }
    found: list[Candidate] = []
    for key, skip in skips.items():
        for words, entry in _Chosen.names.get(key, ()):
            last = at + len(words)
            if tuple(t.fold for t in part.tokens[at + 1 : last]) == words[1:]:
                start, end = token.start + skip, part.tokens[last - 1].end
                found.append(
                    Candidate(at, last, start, end, entry.kind, f"user.{entry.kind}", TRUST, (entry,))
                )
    return max(found, key=lambda c: (c.last, -c.start), default=None)
