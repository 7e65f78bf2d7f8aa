"""Data files that belong to one package alone and are no word lists, read once and kept compiled.

YAML is slow to read; the tables of all files are kept beside the lexicon's index (or in the cache) and read again from
YAML when a file changes.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from marsad.matching.sources import load_yaml
from marsad.matching.store import SOURCES, read_stored, stamp_of, stored_paths, write_stored

FOLDERS = ("page", "page_text", "search", "corpus")
"""Folders whose data belongs to one package alone."""
_NAME = "tables"


def load_table(folder: str, name: str) -> Any:
    """The content of ``lexicon/FOLDER/NAME.yaml``; one value for all callers, so never change it."""
    return _tables()[f"{folder}/{name}"]


@cache
def _tables() -> dict[str, Any]:
    files = _files()
    stamp = stamp_of(files)
    for path in stored_paths(_NAME):
        data = read_stored(path)
        if data is not None and data.get("stamp") == stamp:
            return data["tables"]  # type: ignore[no-any-return]
    tables = {f"{file.parent.name}/{file.stem}": load_yaml(file) for file in files}
    any(write_stored(path, {"stamp": stamp, "tables": tables}) for path in stored_paths(_NAME))
    return tables


def _files() -> list[Path]:
    return [file for folder in FOLDERS for file in sorted((SOURCES / folder).glob("*.yaml"))]


__all__ = ["FOLDERS", "load_table"]
