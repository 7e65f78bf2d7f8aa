"""Damaged input of every kind: a record or an error that names it, and every span quotes its own characters."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from marsad.errors import InputError
from marsad.page.open import read_page
from marsad.page.sources import open_inputs
from marsad.reader import read_article
from marsad.types import Record, Span

PAGES = sorted((Path(__file__).parents[1] / "page/pages").glob("*.html"))
TEXT = "قال الوزير أمس إن الطريق مفتوح.\n\nوأضاف: «لن نغلقه قبل 17 أيلول/ سبتمبر»."
MHTML = (
    "From: <saved>\r\nSubject: =?utf-8?B?2K7YqNix?=\r\nMIME-Version: 1.0\r\n"
    'Content-Type: multipart/related; type="text/html"; boundary="----b"\r\n\r\n------b\r\n'
    "Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\nContent-Location: https://example.net/a\r\n\r\n"
    f"<html><head><title>خبر</title></head><body><h1>خبر</h1><p>{TEXT}</p></body></html>\r\n------b--\r\n"
)
LINES = "\n".join(json.dumps({"id": str(at), "text": TEXT}, ensure_ascii=False) for at in range(3))
ODD = [
    b"\x00",
    b"\xff\xfe",
    b"<",
    b"</p>",
    b"<!--",
    b"&#x6",
    b"\xe2\x80\xae",
    b"\xd8",
    b"\r",
    b'"',
    b"{",
    b"\xed\xa0\x80",
    b"<script>",
]

damage = st.lists(
    st.tuples(
        st.floats(0, 1, exclude_max=True),
        st.integers(0, 40),
        st.one_of(st.sampled_from(ODD), st.binary(max_size=12)),
    ),
    min_size=1,
    max_size=8,
)
quick = settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def damaged(data: bytes, wounds: list[tuple[float, int, bytes]]) -> bytes:
    """The bytes with pieces cut out and others put in their place."""
    for where, length, piece in wounds:
        at = int(where * len(data))
        data = data[:at] + piece + data[at + length :]
    return data


def survives(path: Path, data: bytes) -> None:
    path.write_bytes(data)
    refused: list[str] = []
    for item in open_inputs([str(path)]):
        if isinstance(item, InputError):
            refused.append(str(item))
            continue
        try:
            record = read_article(read_page(item))
        except InputError as error:
            refused.append(str(error))
            continue
        for span in spans(record):
            field = getattr(record.article, span.field) if span.field in ("title", "text") else None
            assert field is None or field[span.start : span.end] == span.exact
    assert all(path.name in message for message in refused)


def spans(record: Record) -> list[Span]:
    said = [one for a in record.attributions for one in (a.content, *a.sources, *([a.cue] if a.cue else []))]
    return [
        *record.mentions,
        *record.dates,
        *said,
        *(event.trigger for event in record.events),
        *record.flags,
    ]


@quick
@given(page=st.sampled_from(PAGES), wounds=damage)
def test_pages(tmp_path: Path, page: Path, wounds: list[tuple[float, int, bytes]]) -> None:
    survives(tmp_path / "page.html", damaged(page.read_bytes(), wounds))


@quick
@given(page=st.sampled_from(PAGES), wounds=damage)
def test_packed_pages(tmp_path: Path, page: Path, wounds: list[tuple[float, int, bytes]]) -> None:
    survives(tmp_path / "page.html.gz", damaged(gzip.compress(page.read_bytes()), wounds))


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("page.mhtml", MHTML.encode()),
        ("articles.jsonl", LINES.encode()),
        ("article.txt", TEXT.encode()),
        ("a.json", b"[" + LINES.replace("\n", ",").encode() + b"]"),
    ],
)
@quick
@given(wounds=damage)
def test_other_kinds(tmp_path: Path, name: str, data: bytes, wounds: list[tuple[float, int, bytes]]) -> None:
    survives(tmp_path / name, damaged(data, wounds))


@quick
@given(
    text=st.text(
        st.one_of(
            st.sampled_from('قالالوزيرإن أمس17/سبتمبر«»"،.:\n\r\t'),
            st.sampled_from(
                "\u0640\u064b\u0651\u200f\u202e\u2066\u2069\ufeff\ufe8d\ufefb\U0001f600\u0301\x85\u2028"
            ),
            st.characters(),
        ),
        max_size=300,
    )
)
def test_any_text(text: str) -> None:
    from marsad.reader import given_article

    record = read_article(given_article(text))
    assert record.article.text == text
    for span in spans(record):
        assert getattr(record.article, span.field)[span.start : span.end] == span.exact
