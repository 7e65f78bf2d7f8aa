"""Files of an index changed under the hands of whoever has it open."""

from __future__ import annotations

import os
from pathlib import Path


def replace_file(path: Path, data: bytes | bytearray) -> None:
    """Puts another file in the place of one: a file cut short in place would end a process that has it mapped."""
    other = path.with_name(f"{path.name}.other")
    other.write_bytes(data)
    os.replace(other, path)
