"""Imports point only leftwards along the picture of the pipeline."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import marsad

ROOT = Path(marsad.__file__).parent
ORDER = [
    "page",
    "text",
    "names",
    "times",
    "speech",
    "events",
    "reader",
    "batch",
    "corpus",
    "export",
    "desk",
    "scale",
    "cli",
]
SHARED = {"types", "matching", "lexicon", "errors", "version"}
READS_TEXT = {"matching"}
"""The engine looks words up by their folded readings, so it may import the text layer, and nothing else."""

ASKED = {"types/record.py": {"speech"}}
"""`record.voices()` asks the layer that groups a finished record, when it is called and not before."""


def package_of(path: Path) -> str:
    first = path.relative_to(ROOT).parts[0]
    return first.removesuffix(".py")


def imports_of(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("marsad."):
            found.add(node.module.split(".")[1])
    return found


def test_imports_point_leftwards() -> None:
    wrong = []
    for path in ROOT.rglob("*.py"):
        own = package_of(path)
        for other in imports_of(path) - {own}:
            if other in ASKED.get(path.relative_to(ROOT).as_posix(), ()):
                continue
            if own in SHARED:
                allowed = other in SHARED or (own in READS_TEXT and other == "text")
            elif own in ORDER:
                allowed = other in SHARED or (other in ORDER and ORDER.index(other) < ORDER.index(own))
            else:
                allowed = True
            if not allowed:
                wrong.append(f"{path.relative_to(ROOT)} imports {other}")
    assert wrong == []


def test_no_expression_is_possessive() -> None:
    """Python 3.11.0 to 3.11.2 match groups with a possessive quantifier wrongly, and so lost the clock time of a page."""
    possessive = re.compile(r"[)\]][*+?]\+[\"')]|\(\?>")
    assert [
        path.name for path in ROOT.rglob("*.py") if possessive.search(path.read_text(encoding="utf-8"))
    ] == []
