"""Where compiled data is kept: beside its sources if they can be written, else in the user's cache."""

from __future__ import annotations

import hashlib
import marshal
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

SOURCES = Path(__file__).parent.parent / "lexicon"


def stamp_of(files: Iterable[Path], *also: object) -> str:
    """Names, sizes and times of files: a quick sign that nothing changed."""
    stats = [(p.parent.name, p.name, p.stat().st_size, p.stat().st_mtime_ns) for p in files]
    return hashlib.sha256(repr((also, stats)).encode()).hexdigest()


def cache_folder() -> Path:
    """The folder for what can be made again."""
    root = os.environ.get("MARSAD_CACHE") or os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(root) / "marsad"


def stored_paths(name: str) -> list[Path]:
    """Where compiled data of this name may lie, the first choice first."""
    return [SOURCES / f"{name}.marsad-index", cache_folder() / f"{name}.marsad-index"]


def read_stored(path: Path) -> dict[str, Any] | None:
    """What was stored at a path, or `None` if there is nothing whole."""
    try:
        data = marshal.loads(path.read_bytes())
    except (OSError, EOFError, ValueError, TypeError):
        return None
    return data if isinstance(data, dict) else None


def write_stored(path: Path, data: dict[str, Any]) -> bool:
    """Whether `data` could be put at a path, whole or not at all."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        packed = marshal.dumps(data)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".index-")
        with os.fdopen(handle, "wb") as file:
            file.write(packed)
        Path(name).replace(path)
    except (OSError, ValueError):  # ValueError: a value that cannot be stored, such as a date
        return False
    return True


__all__ = ["SOURCES", "cache_folder", "read_stored", "stamp_of", "stored_paths", "write_stored"]
