"""On which line of its file each entry begins."""

from __future__ import annotations

from pathlib import Path

from marsad.errors import LexiconError


def lines_of_entries(path: Path) -> list[int]:
    """The line of each entry of a lexicon file, in the order in which they are read, counted from 1."""
    text = path.read_text(encoding="utf-8")
    return _lines_of_csv(text) if path.suffix == ".csv" else _lines_of_yaml(text, path)


def _lines_of_csv(text: str) -> list[int]:
    """One line an entry; comments, blank lines and the header are none."""
    lines = [at for at, line in enumerate(text.splitlines(), 1) if line and not line.startswith("#")]
    return lines[1:]


def _lines_of_yaml(text: str, path: Path) -> list[int]:
    import yaml

    root = yaml.compose(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    for key, value in root.value if isinstance(root, yaml.MappingNode) else ():
        if key.value == "entries":
            return [node.start_mark.line + 1 for node in value.value]
    raise LexiconError(str(path), "is not {kind: …, entries: […]}")


__all__ = ["lines_of_entries"]
