"""The lexicon compiled for look-up, built when its sources change and kept beside them or in the cache.

The index is derived from the YAML and CSV under ``lexicon/`` and nothing else. It is rebuilt whenever their content
(SHA-256 over names and bytes) differs from the one it was made of, file by file, so that an edit costs one file.
"""

from __future__ import annotations

import hashlib
import re
from array import array
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import Any

import msgspec

from marsad.matching.engine import Lexicon, followers_of
from marsad.matching.sources import KindSchema, key_of, read_entries, read_schema
from marsad.matching.store import SOURCES, cache_folder, read_stored, stamp_of, stored_paths, write_stored
from marsad.matching.tables import FOLDERS

_FORMAT = "marsad-index-8"
_SLAVE_OF_APART = re.compile("(^| )عبد ال(?=[^ ]{2})")
_SLAVE_OF_GLUED = re.compile("(^| )عبدال(?=[^ ]{2})")
_FATHER_APART = re.compile("(^| )ابو (?=[^ ]{2})")


@cache
def load_lexicon() -> Lexicon:
    """The lexicon that ships with Marsad, from its index; the index is built first if it is stale."""
    stamp = _stamp(SOURCES)
    for path in stored_paths("lexicon"):
        data = _read(path)
        if data is not None and data["stamp"] == stamp:
            return _open(data)
    digest = _digest(SOURCES)
    for path in stored_paths("lexicon"):
        data = _read(path)
        if data is not None and data["digest"] == digest:
            return _open(_save(data | {"stamp": stamp}))
    return _open(_save(build_index(SOURCES) | {"stamp": stamp, "digest": digest}))


def build_index(sources: Path) -> dict[str, Any]:
    """The index of the lexicon under `sources`: entries as JSON, forms by key, what follows the first words of phrases."""
    entries: list[str] = []
    kinds: dict[str, Any] = {}
    forms: dict[str, list[int]] = {}
    features: dict[str, int] = {"": 0}
    seen: dict[str, str] = {}
    spans: dict[str, list[tuple[int, int]]] = {}
    for folder in _folders(sources):
        schema = read_schema(folder)
        kinds |= {kind: msgspec.to_builtins(value) for kind, value in schema.items()}
        for path in sorted(folder.iterdir()):
            if path.suffix in {".yaml", ".csv"} and path.name != "schema.yaml":
                first = len(entries)
                kind = ""
                for row, keys in _compiled(path, schema):
                    kind, ident, _ = row.split("\t", 2)
                    _refuse_twin(ident, str(path), seen)
                    at = len(entries)
                    entries.append(row)
                    for key, feature in keys:
                        code = features.setdefault(feature, len(features))
                        forms.setdefault(key, []).append(at * 256 + code)
                spans.setdefault(kind, []).append((first, len(entries)))
    return {
        "format": _FORMAT,
        "rows": "".join(entries).encode(),
        "ends": array("I", accumulate(len(row.encode()) for row in entries)).tobytes(),
        "kinds": kinds,
        "spans": spans,
        "features": list(features),
        "forms": {key: _packed(values) for key, values in forms.items()},
        "followers": followers_of(forms),
    }


class _Rows:
    """The entries as one run of bytes, cut when asked for: a list of them would take longer to load than to use."""

    def __init__(self, rows: bytes, ends: bytes) -> None:
        self._rows, self._ends = rows, memoryview(ends).cast("I")

    def __getitem__(self, at: int) -> str:
        return self._rows[self._ends[at - 1] if at else 0 : self._ends[at]].decode()


def _packed(codes: list[int]) -> int | tuple[int, ...]:
    """The codes of a form; one, as most have, stands for itself."""
    unique = tuple(dict.fromkeys(codes))
    return unique[0] if len(unique) == 1 else unique


def _refuse_twin(ident: str, path: str, seen: dict[str, str]) -> None:
    from marsad.errors import LexiconError

    if ident in seen:
        raise LexiconError(
            path, f"entry {ident!r} exists already in {seen[ident]}", remedy="give it another id"
        )
    seen[ident] = path


def _compiled(path: Path, schema: dict[str, KindSchema]) -> list[tuple[str, list[tuple[str, str]]]]:
    """The entries of a file as `(kind TAB id TAB json, [(key, feature)])`, remembered by the file's content."""
    made_of = path.read_bytes() + msgspec.json.encode({k: msgspec.to_builtins(v) for k, v in schema.items()})
    made_of += path.name.encode() + _code_digest()
    known = cache_folder() / "parts" / hashlib.sha256(made_of).hexdigest()
    found = read_stored(known)
    if found is not None:
        return found["rows"]  # type: ignore[no-any-return]
    rows = []
    for entry in read_entries(path, schema):
        keys = []
        if schema[entry.kind].matched:
            keys = [(key, feature) for form, feature in entry.forms for key in _spaced(key_of(form))]
            keys = list(dict.fromkeys(keys))
        fields = entry.fields | ({"forms": [form for form, feature in entry.forms if not feature]})
        rows.append((f"{entry.kind}\t{entry.id}\t{msgspec.json.encode(fields).decode()}", keys))
    write_stored(known, {"rows": rows})
    return rows


def _spaced(key: str) -> tuple[str, ...]:
    """A key and, since papers write «عبد العزيز» and «عبدالعزيز», «أبو بكر» and «أبوبكر», the key spaced otherwise."""
    glued = _SLAVE_OF_APART.sub(r"\1عبدال", key)
    apart = _SLAVE_OF_GLUED.sub(r"\1عبد ال", key)
    return tuple(dict.fromkeys((key, glued, apart, _FATHER_APART.sub(r"\1ابو", glued))))


@cache
def _code_digest() -> bytes:
    here = Path(__file__).parent
    names = ("inflection.py", "sources.py", "../text/normalise.py", "../text/tokens.py", "index.py")
    return hashlib.sha256(b"".join((here / name).read_bytes() for name in names)).digest()


def _open(data: dict[str, Any]) -> Lexicon:
    kinds = {kind: msgspec.convert(value, KindSchema) for kind, value in data["kinds"].items()}
    return Lexicon(
        digest=data["digest"],
        rows=_Rows(data["rows"], data["ends"]),
        spans=data["spans"],
        kinds=kinds,
        features=tuple(data["features"]),
        forms=data["forms"],
        followers=data["followers"],
    )


def _folders(sources: Path) -> list[Path]:
    return sorted(
        p for p in sources.iterdir() if p.is_dir() and p.name not in FOLDERS and (p / "schema.yaml").exists()
    )


def _source_files(sources: Path) -> list[Path]:
    return [
        p for folder in _folders(sources) for p in sorted(folder.iterdir()) if p.suffix in {".yaml", ".csv"}
    ]


def _stamp(sources: Path) -> str:
    return stamp_of(_source_files(sources), _FORMAT, _code_digest())


def _digest(sources: Path) -> str:
    content = hashlib.sha256(_FORMAT.encode() + _code_digest())
    for path in _source_files(sources):
        content.update(f"{path.parent.name}/{path.name}\0".encode() + path.read_bytes())
    return "sha256:" + content.hexdigest()


def _read(path: Path) -> dict[str, Any] | None:
    data = read_stored(path)
    return data if data is not None and data.get("format") == _FORMAT else None


def _save(data: dict[str, Any]) -> dict[str, Any]:
    any(write_stored(path, data) for path in stored_paths("lexicon"))
    return data
