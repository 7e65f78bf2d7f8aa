"""Files and folders opened as the reader opens them, and what a test expects of them."""

from __future__ import annotations

import io
from pathlib import Path

from marsad.errors import InputError
from marsad.page.sources import Input, open_inputs
from marsad.page.unpack import Limits

HTML = "<!doctype html><html><body><h1>اجتماع المجلس البلدي</h1><p>عقد المجلس البلدي اجتماعه الشهري.</p></body></html>"
TEXT = "عقد المجلس البلدي اجتماعه الشهري.\n\nوناقش المجتمعون ميزانية العام المقبل.\n"


def opened(
    *paths: Path | str, stdin: bytes | None = None, limits: Limits | None = None
) -> list[Input | InputError]:
    stream = io.BytesIO(stdin) if stdin is not None else None
    return list(open_inputs([str(path) for path in paths], stdin=stream, limits=limits))


def one(*paths: Path | str, stdin: bytes | None = None) -> Input:
    (item,) = opened(*paths, stdin=stdin)
    assert isinstance(item, Input), item
    return item


def error(*paths: Path | str, limits: Limits | None = None) -> InputError:
    (item,) = opened(*paths, limits=limits)
    assert isinstance(item, InputError), item
    assert item.remedy
    return item


def write(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path
