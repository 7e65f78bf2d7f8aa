"""Whether the files of a tantivy index are whole.

Every file of a segment ends in a footer: JSON with the CRC-32 of what stands before it, the length of that JSON, and a
magic number (tantivy's ``directory/footer.rs``). The Python binding cannot check it, so it is read here.
"""

from __future__ import annotations

import json
import struct
import zlib
from pathlib import Path

_PARTS = ("term", "idx", "pos", "store", "fast", "fieldnorm")
_MAGIC = 1337
_TAIL = struct.Struct("<II")
_BLOCK = 1 << 20
META = "meta.json"


def find_fault(folder: Path, *, thorough: bool) -> str | None:
    """What is wrong with an index, or `None`; `thorough` reads every byte, else only the ends of files are looked at."""
    try:
        meta = json.loads((folder / META).read_bytes())
        names = [name for segment in meta["segments"] for name in _files_of(segment)]
    except (OSError, ValueError, KeyError, TypeError) as error:
        return f"{META} cannot be read: {error}"
    for name in names:
        fault = _fault_of(folder / name, thorough=thorough)
        if fault:
            return f"{name} {fault}"
    return None


def _files_of(segment: dict[str, object]) -> list[str]:
    ident = str(segment["segment_id"]).replace("-", "")
    names = [f"{ident}.{part}" for part in _PARTS]
    deletes = segment.get("deletes")
    if isinstance(deletes, dict):
        names.append(f"{ident}.{deletes['opstamp']}.del")
    return names


def _fault_of(path: Path, *, thorough: bool) -> str | None:
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
            if not thorough:
                return None
            file.seek(0)
            found = 0
            while body > 0:
                block = file.read(min(body, _BLOCK))
                found, body = zlib.crc32(block, found), body - len(block)
            return None if found == expected else "is not as it was written"
    except (OSError, ValueError, KeyError) as error:
        return f"cannot be read: {error}"
