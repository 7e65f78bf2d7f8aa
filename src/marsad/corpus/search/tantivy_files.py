"""Whether the files of a tantivy index are whole.

Every file of a segment ends in a footer: JSON with the CRC-32 of what stands before it, the length of that JSON, and a
magic number (tantivy's ``directory/footer.rs``). The Python binding cannot check it, so it is read here.
"""

from __future__ import annotations

import json
import os
import struct
import zlib
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

_PARTS = ("term", "idx", "pos", "store", "fast", "fieldnorm")
_MAGIC = 1337
_TAIL = struct.Struct("<II")
_BLOCK = 1 << 20
META = "meta.json"
_WHOLE = "whole.json"
_TRIES = 5


def find_fault(folder: Path, *, thorough: bool = False) -> str | None:
    """What is wrong with an index, or `None`; every byte is read of files that were not found whole before.

    tantivy trusts its files: a wrong byte can end the process, so nothing may be opened that was not read through once.
    `thorough` reads all files again.
    """
    for _ in range(_TRIES):
        try:
            meta = (folder / META).read_bytes()
            names = [name for segment in json.loads(meta)["segments"] for name in _files_of(segment)]
        except (OSError, ValueError, KeyError, TypeError) as error:
            return f"{META} cannot be read: {error}"
        fault = _first_fault(folder, names, {} if thorough else _found_whole(folder))
        if fault is None or _is_still(folder / META, meta):
            return fault
    return fault


def _is_still(path: Path, content: bytes) -> bool:
    """Whether no other program has committed meanwhile, and removed what the last commit no longer needs."""
    try:
        return path.read_bytes() == content
    except OSError:
        return True


def _first_fault(folder: Path, names: list[str], known: dict[str, list[int]]) -> str | None:
    whole: dict[str, list[int]] = {}
    for name in names:
        try:
            stat = (folder / name).stat()
        except OSError:
            return f"{name} is missing"
        whole[name] = [stat.st_size, stat.st_mtime_ns]
        if whole[name] != known.get(name) and (fault := _fault_of(folder / name)):
            return f"{name} {fault}"
    if whole != known:
        _remember(folder, whole)
    return None


def _found_whole(folder: Path) -> dict[str, list[int]]:
    """The files that were read through before, with size and time."""
    try:
        known = json.loads((folder / _WHOLE).read_bytes())
    except (OSError, ValueError):
        return {}
    return known if isinstance(known, dict) else {}


def _remember(folder: Path, whole: dict[str, list[int]]) -> None:
    part = folder / f"{_WHOLE}.{os.getpid()}.part"
    with suppress(OSError):  # a folder that may not be written to is read through each time
        part.write_text(json.dumps(whole), encoding="utf-8")
        part.replace(folder / _WHOLE)


def _files_of(segment: dict[str, object]) -> list[str]:
    ident = str(segment["segment_id"]).replace("-", "")
    names = [f"{ident}.{part}" for part in _PARTS]
    deletes = segment.get("deletes")
    if isinstance(deletes, dict):
        names.append(f"{ident}.{deletes['opstamp']}.del")
    return names


def _fault_of(path: Path) -> str | None:
    try:
        with path.open("rb") as file:
            size = file.seek(0, 2)
            if size < _TAIL.size:
                return "is cut off"
            file.seek(size - _TAIL.size)
            length, magic = _TAIL.unpack(file.read(_TAIL.size))
            body = size - _TAIL.size - length
            if magic != _MAGIC or body < 0:
                return "is cut off"
            file.seek(body)
            expected = json.loads(file.read(length))["crc"]
            return None if _checksum(file, body) == expected else "is not as it was written"
    except (OSError, ValueError, KeyError, TypeError) as error:
        return f"cannot be read: {error}"


def _checksum(file: BinaryIO, length: int) -> int:
    file.seek(0)
    found = 0
    while length > 0 and (block := file.read(min(length, _BLOCK))):
        found, length = zlib.crc32(block, found), length - len(block)
    return found
