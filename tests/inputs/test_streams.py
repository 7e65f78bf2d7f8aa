"""Packed, cut, endless and oversized streams, and pages saved with their pictures: what can be read of them is, the rest is named."""

from __future__ import annotations

import gzip
import io
import json
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from opening import HTML, error, one, opened, write

from marsad.errors import InputError, NotText, TooLarge
from marsad.page.sources import Input, open_inputs
from marsad.page.unpack import Limits


@pytest.mark.parametrize("keep", [40, 60, 90])
def test_a_truncated_gzip_gives_what_it_holds(tmp_path: Path, keep: int) -> None:
    body = (HTML * 50 + "".join(f"<p>{n * 7919}</p>" for n in range(3000))).encode()
    packed = gzip.compress(body)
    item = one(write(tmp_path / "a.html.gz", packed[: len(packed) * keep // 100]))
    assert item.data
    assert body.startswith(item.data)
    assert item.doubts[0].startswith("truncated: ")


def test_a_gzip_of_nothing_but_its_head_is_refused(tmp_path: Path) -> None:
    assert isinstance(error(write(tmp_path / "a.html.gz", gzip.compress(HTML.encode())[:10])), NotText)
    assert isinstance(error(write(tmp_path / "b.html.gz", b"\x1f\x8b\x08junk junk junk")), NotText)


def test_truncated_json_lines_give_their_lines_and_an_error(tmp_path: Path) -> None:
    lines = "".join(json.dumps({"text": f"نص رقم {n * 7919}"}) + "\n" for n in range(2000))
    packed = gzip.compress(lines.encode())
    items = opened(write(tmp_path / "a.jsonl.gz", packed[:-400]))
    assert sum(isinstance(item, Input) for item in items) > 1000
    assert isinstance(items[-1], InputError)
    assert sum(isinstance(item, InputError) for item in items) == 1


def test_gzip_of_several_members(tmp_path: Path) -> None:
    packed = gzip.compress(b'{"text": "a"}\n') + gzip.compress(b'{"text": "b"}\n') + bytes(512)
    assert len(opened(write(tmp_path / "a.jsonl.gz", packed))) == 2


def test_limits_stop_large_files_and_bombs(tmp_path: Path) -> None:
    small = Limits(item_bytes=100_000)
    assert isinstance(error(write(tmp_path / "a.html", HTML + " " * 200_000), limits=small), TooLarge)
    bomb = write(tmp_path / "bomb.html.gz", gzip.compress(bytes(300 << 20), 9))
    tracemalloc.start()
    assert isinstance(error(bomb, limits=small), TooLarge)
    assert tracemalloc.get_traced_memory()[1] < 16 << 20
    tracemalloc.stop()


def test_an_overlong_line_is_named_and_the_next_is_read(tmp_path: Path) -> None:
    lines = ['{"text": "قبل"}', json.dumps({"text": "س" * 400_000}), '{"text": "بعد"}']
    items = opened(write(tmp_path / "a.jsonl", "\n".join(lines)), limits=Limits(item_bytes=100_000))
    assert [type(item) for item in items] == [Input, TooLarge, Input]
    assert str(items[1]).startswith(f"{tmp_path}/a.jsonl:2: ")


def test_json_lines_are_streamed() -> None:
    class Endless(io.RawIOBase):
        def readable(self) -> bool:
            return True

        def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
            line = b'{"text": "%s"}\n' % (b"x" * 1000)
            buffer[: len(line)] = line
            return len(line)

    found = open_inputs(["-"], stdin=io.BufferedReader(Endless()))  # type: ignore[arg-type]
    assert isinstance(next(found), Input)
    assert isinstance(next(found), Input)


def test_a_line_of_a_million_characters(tmp_path: Path) -> None:
    text = "كلمة " * 200_000
    item = one(write(tmp_path / "a.jsonl", json.dumps({"text": text}, ensure_ascii=False)))
    assert item.article is not None
    assert item.article.text == text


def mhtml(encoding: str = "quoted-printable", charset: str = '; charset="utf-8"') -> bytes:
    import base64
    import quopri

    body = (
        quopri.encodestring(HTML.encode())
        if encoding == "quoted-printable"
        else base64.encodebytes(HTML.encode())
    )
    return (
        b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://example.org/news/1\r\nSubject: =?utf-8?B?2K4=?=\r\n"
        b"Date: Thu, 28 Sep 2023 19:12:00 +0300\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/related; type="text/html"; boundary="----B"\r\n\r\n\r\n------B\r\n'
        + f"Content-Type: text/html{charset}\r\nContent-Transfer-Encoding: {encoding}\r\n".encode()
        + b"Content-Location: https://example.org/news/1\r\n\r\n"
        + body
        + b"\r\n------B\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n------B--\r\n"
    )


@pytest.mark.parametrize("encoding", ["quoted-printable", "base64"])
@pytest.mark.parametrize("name", ["a.mhtml", "a.mht", "a", "a.html"])
def test_mhtml(tmp_path: Path, name: str, encoding: str) -> None:
    import hashlib

    item = one(write(tmp_path / name, mhtml(encoding)))
    assert item.data is not None
    assert item.data.decode().strip() == HTML
    assert (item.kind, item.url, item.fetched) == (
        "html",
        "https://example.org/news/1",
        "2023-09-28T16:12:00Z",
    )
    assert item.raw_sha256 == hashlib.sha256(mhtml(encoding)).hexdigest()


def test_mhtml_without_a_page_is_refused(tmp_path: Path) -> None:
    empty = b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=B\r\n\r\n--B\r\nContent-Type: image/png\r\n\r\nx\r\n--B--"
    assert isinstance(error(write(tmp_path / "a.mhtml", empty)), InputError)
    assert isinstance(error(write(tmp_path / "b.mhtml", mhtml()[:200])), InputError)


STARTS = [
    b"",
    b"{",
    b"[{",
    b'{"text": "',
    b"\x1f\x8b\x08\x00",
    b"<html>",
    b"MIME-Version: 1.0\r\nContent-Type: ",
    b"\xff\xfe",
]


@given(st.sampled_from(STARTS), st.binary(max_size=200))
@settings(max_examples=300, deadline=None)
def test_any_stream_gives_items_or_errors(start: bytes, rest: bytes) -> None:
    def items() -> Iterator[Input | InputError]:
        yield from open_inputs(["-"], stdin=io.BytesIO(start + rest), limits=Limits(item_bytes=1000))

    found = list(items())
    assert found
    assert all(isinstance(item, (Input, InputError)) for item in found)
