"""From an input to its article: hash, id, what is given, language, doubts."""

from __future__ import annotations

import gzip
import hashlib
import json
from pathlib import Path

import pytest

from marsad.errors import EmptyInput, InputError, NotText, UsageError
from marsad.page.open import read_page
from marsad.page.sources import Input, input_of, open_inputs
from marsad.types import Article

PARAGRAPHS = [
    "أعلنت هيئة الموانئ أمس الأحد أن الرصيف الجديد سيدخل الخدمة قبل نهاية العام الجاري بعد تأخر دام عامين.",
    "وقال مدير الهيئة إن كلفة المشروع بلغت تسعين مليون دولار، وإن سفن الحاويات ستستخدمه أولا.",
    "ويستقبل الميناء نحو ألف سفينة في السنة، بحسب أرقام الوزارة.",
]
HTML = (
    "<!doctype html><html><head><meta charset='utf-8'><title>رصيف جديد في ميناء اللاذقية</title></head><body>"
    "<h1>رصيف جديد في ميناء اللاذقية</h1>" + "".join(f"<p>{one}</p>" for one in PARAGRAPHS) + "</body></html>"
)
TEXT = "\n\n".join(PARAGRAPHS)


def read(path: Path, content: bytes) -> Article:
    path.write_bytes(content)
    (item,) = open_inputs([str(path)])
    assert isinstance(item, Input), item
    return read_page(item)


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "cp1256", "iso8859-6", "utf-16"])
def test_html_in_any_encoding(tmp_path: Path, codec: str) -> None:
    data = HTML.encode(codec)
    article = read(tmp_path / "page.html", data)
    assert article.title == "رصيف جديد في ميناء اللاذقية"
    assert article.text == TEXT
    assert article.language == "ar"
    assert article.raw_sha256 == hashlib.sha256(data).hexdigest()
    assert article.id == f"sha256:{article.raw_sha256}"


def test_a_packed_page_has_the_hash_of_the_page(tmp_path: Path) -> None:
    article = read(tmp_path / "page.html.gz", gzip.compress(HTML.encode()))
    assert article.raw_sha256 == hashlib.sha256(HTML.encode()).hexdigest()


def test_text_files_are_unchanged(tmp_path: Path) -> None:
    raw = f"  {TEXT}\r\n\r\nذيل\u200f \n"
    assert read(tmp_path / "a.txt", raw.encode()).text == raw
    assert read(tmp_path / "b.txt", raw.encode("cp1256", "replace")).text == raw


def test_what_is_given_wins() -> None:
    article = read_page(
        input_of(HTML, title="عنوان آخر", published="2020-01-02", url="https://example.org/2019/05/06/x")
    )
    assert (article.title, article.published, article.published_from) == ("عنوان آخر", "2020-01-02", "given")
    assert article.url == "https://example.org/2019/05/06/x"
    with pytest.raises(UsageError):
        read_page(input_of(HTML, published="أمس"))


def test_given_json_keeps_its_text_and_gets_its_language(tmp_path: Path) -> None:
    line = json.dumps({"id": "7", "text": f"{TEXT}\n\nالتعليقات (0)", "title": "عنوان"})
    article = read(tmp_path / "a.jsonl", line.encode())
    assert article.text.endswith("التعليقات (0)")
    assert (article.id, article.language, article.raw_sha256) == ("7", "ar", None)


def test_pages_in_other_languages_say_so(tmp_path: Path) -> None:
    persian = "وزیر امور خارجه گفت که این گفتگوها ادامه خواهد یافت و کشور آماده است. " * 3
    article = read(
        tmp_path / "a.html", f"<html lang='ar'><body><h1>خبر</h1><p>{persian}</p></body></html>".encode()
    )
    assert article.language == "fa"
    assert any(doubt.startswith("not_arabic: ") for doubt in article.doubts)


def test_doubts_of_every_step_are_kept(tmp_path: Path) -> None:
    body = (
        HTML.replace("utf-8", "iso-8859-1") + "".join(f"<!-- {n * 7919} -->" for n in range(2000))
    ).encode("cp1256")
    packed = gzip.compress(body)
    article = read(tmp_path / "a.html.gz", packed[:-200])
    flags = [doubt.partition(":")[0] for doubt in article.doubts]
    assert flags[:2] == ["truncated", "encoding"]


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ("", EmptyInput),
        ("  \n\u200f ", EmptyInput),
        ("\ufeff", EmptyInput),
        (b"\x00" * 50, NotText),
        (b"%PDF-1.4", NotText),
    ],
)
def test_nothing_and_binary_are_refused(content: str | bytes, kind: type[InputError]) -> None:
    with pytest.raises(kind):
        read_page(input_of(content))


def test_half_characters_at_hand_are_replaced() -> None:
    article = read_page(input_of(f"{TEXT}\ud83d"))
    assert article.text == f"{TEXT}\ufffd"
    assert article.doubts


def test_the_same_input_gives_the_same_article() -> None:
    assert read_page(input_of(HTML)) == read_page(input_of(HTML))


def test_an_html_page_in_references_is_read() -> None:
    references = "".join(f"&#{ord(char)};" if ord(char) > 127 else char for char in HTML)
    assert read_page(input_of(references.encode("ascii"))).text == TEXT
