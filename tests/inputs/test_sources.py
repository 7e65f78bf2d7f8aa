"""Files, folders, streams: each kind recognised, each failure named, the others still read."""

from __future__ import annotations

import gzip
import json
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from opening import HTML, TEXT, error, one, opened, write

from marsad.errors import EmptyInput, InputError, NotText, Skipped, UsageError
from marsad.page.given import read_given_date
from marsad.page.sniff import sniff_kind
from marsad.page.sources import Input, input_of


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.html", HTML, "html"),
        ("a.htm", HTML, "html"),
        ("a.txt", TEXT, "text"),
        ("a.txt", HTML, "html"),
        ("a.html", TEXT, "text"),
        ("a", HTML, "html"),
        ("a", TEXT, "text"),
        ("a.php", HTML, "html"),
        ("a.txt", "السعر < 5 دنانير و > 3", "text"),
        ("a", "السعر < 5 دنانير", "text"),
        ("a", HTML.encode("utf-16"), "html"),
        ("a", "<p>سطر واحد</p>", "html"),
    ],
)
def test_kinds_of_files(tmp_path: Path, name: str, content: str | bytes, kind: str) -> None:
    item = one(write(tmp_path / name, content))
    assert item.kind == kind
    assert item.data == (content.encode() if isinstance(content, str) else content)
    packed = one(write(tmp_path / f"{name}.gz", gzip.compress(item.data)))
    assert (packed.kind, packed.data) == (kind, item.data)


def test_json_lines_keep_text_ids_and_order(tmp_path: Path) -> None:
    texts = [TEXT, "  سطر\r\nثان\tمع\u200f علامات ", "قصير"]
    lines = [
        json.dumps({"id": f"n{at}", "text": text, "published": "2023-09-28"}) for at, text in enumerate(texts)
    ]
    items = opened(write(tmp_path / "a.jsonl", "\n".join(lines)))
    assert [item.article.text for item in items if isinstance(item, Input) and item.article] == texts
    assert [item.id for item in items if isinstance(item, Input)] == ["n0", "n1", "n2"]
    assert {item.article.published_from for item in items if isinstance(item, Input) and item.article} == {
        "given"
    }


def test_a_bad_line_is_named_and_the_rest_is_read(tmp_path: Path) -> None:
    lines = [
        '{"text": "أول"}',
        "{oops",
        "",
        '{"title": "بلا نص"}',
        "[1]",
        '{"text": ""}',
        '{"text": 5}',
        b"\xff\xfe{".decode("latin-1"),
        '{"text": "أخير"}',
    ]
    path = write(tmp_path / "a.jsonl", "\n".join(lines))
    items = opened(path)
    errors = [str(item) for item in items if isinstance(item, InputError)]
    assert [text.split(": ")[0] for text in errors] == [f"{path}:{n}" for n in (2, 4, 5, 6, 7, 8)]
    assert [item.article.text for item in items if isinstance(item, Input) and item.article] == [
        "أول",
        "أخير",
    ]


def test_lines_with_broken_bytes_are_errors(tmp_path: Path) -> None:
    path = write(
        tmp_path / "a.jsonl",
        '{"text": "أول"}\n'.encode() + b'{"text": "\xc7\xe1"}\n' + '{"text": "ثالث"}'.encode(),
    )
    first, second, third = opened(path)
    assert isinstance(first, Input)
    assert isinstance(second, InputError)
    assert isinstance(third, Input)


def test_json_files(tmp_path: Path) -> None:
    listed = opened(write(tmp_path / "a.json", json.dumps([{"text": "أول"}, 3, {"text": "ثان"}], indent=1)))
    assert [type(item) is Input for item in listed] == [True, False, True]
    assert "[1]" in str(listed[1])
    assert one(write(tmp_path / "b.json", json.dumps({"text": "واحد"}, indent=2))).kind == "article"
    assert len(opened(write(tmp_path / "c.json", '{"text": "أول"}\n{"text": "ثان"}\n'))) == 2
    assert "no JSON" in str(error(write(tmp_path / "d.json", "{text")))


def test_a_record_gives_its_article_again(tmp_path: Path) -> None:
    article = {
        "id": "x",
        "text": "نص",
        "title": "عنوان",
        "images": [{"caption": "صورة"}],
        "site": {"name": "صحيفة"},
        "section": "اقتصاد",
    }
    item = one(write(tmp_path / "a.jsonl", json.dumps({"marsad": "0.3.0", "schema": 1, "article": article})))
    assert item.article is not None
    assert (item.article.id, item.article.section, item.article.site.name) == ("x", "اقتصاد", "صحيفة")
    assert item.article.images[0].caption == "صورة"


def test_an_empty_text_with_a_title_is_an_article_with_a_doubt(tmp_path: Path) -> None:
    item = one(write(tmp_path / "a.jsonl", '{"text": "", "title": "صورة اليوم"}'))
    assert item.article is not None
    assert (item.article.text, item.article.title) == ("", "صورة اليوم")
    assert item.article.doubts[0].startswith("short_text: ")


def test_lines_with_html_are_pages(tmp_path: Path) -> None:
    item = one(
        write(tmp_path / "a.jsonl", json.dumps({"id": 7, "url": "https://example.org/a", "html": HTML}))
    )
    assert (item.kind, item.id, item.url, item.text) == ("html", "7", "https://example.org/a", HTML)


def test_half_characters_keep_the_offsets(tmp_path: Path) -> None:
    item = one(write(tmp_path / "a.jsonl", '{"text": "أ\\ud83dب"}'))
    assert item.article is not None
    assert item.article.text == "أ\ufffdب"
    assert item.article.doubts


@pytest.mark.parametrize(
    ("value", "edtf"),
    [
        ("2023-09-28", "2023-09-28"),
        ("2023-09", "2023-09"),
        ("2023", "2023"),
        ("2023-09-XX", "2023-09-XX"),
        ("2023-09-28?", "2023-09-28?"),
        ("2023-09-28/2023-10-02", "2023-09-28/2023-10-02"),
        ("2016-12-15T10:46:00+01:00", "2016-12-15T10:46:00+01:00"),
        ("2017-01-22T182900", "2017-01-22T18:29:00"),
        ("2023-09-28 19:12:00.123", "2023-09-28T19:12:00"),
        ("2023-09-28T19:12:00Z", "2023-09-28T19:12:00Z"),
        ("2023-09-28T19:12:00+0300", "2023-09-28T19:12:00+03:00"),
        ("13/07/2016", "2016-07-13"),
        ("Thu, 28 Sep 2023 19:12:00 +0300", "2023-09-28T19:12:00+03:00"),
        ("الخميس 28 شتنبر 2023", "2023-09-28"),
    ],
)
def test_given_dates(value: str, edtf: str) -> None:
    assert read_given_date(value) == edtf


@pytest.mark.parametrize(
    "value",
    ["أمس", "2023-13-01", "2023-02-30", "31/02/2020", "", "/", "20230928x", "2023-09-28T25:00:00", "soon"],
)
def test_what_is_no_date_is_refused(value: str) -> None:
    with pytest.raises(UsageError):
        read_given_date(value)


def test_a_bad_date_in_a_line_leaves_a_doubt(tmp_path: Path) -> None:
    item = one(write(tmp_path / "a.jsonl", '{"text": "نص", "published": "00/00/2014"}'))
    assert item.article is not None
    assert item.article.published is None
    assert item.article.published_from is None
    assert item.article.doubts[0].startswith("published: ")
    item = one(write(tmp_path / "b.jsonl", '{"text": "نص", "published": "03/07/2016"}'))
    assert item.article is not None
    assert (item.article.published, len(item.article.doubts)) == ("2016-07-03", 1)


def test_a_folder_is_read_sorted_with_all_below_it(tmp_path: Path) -> None:
    write(tmp_path / "b" / "2.txt", TEXT)
    write(tmp_path / "b" / "1.html", HTML)
    write(tmp_path / "a.html.gz", gzip.compress(HTML.encode()))
    write(tmp_path / "a_files" / "x.css", "p {}")
    write(tmp_path / "a.html", HTML)
    write(tmp_path / ".hidden" / "x.html", HTML)
    write(tmp_path / "c.png", b"\x89PNG\r\n\x1a\n")
    write(tmp_path / "d.txt", "")
    items = opened(tmp_path)
    names = [
        (item.name if isinstance(item, Input) else item.subject).removeprefix(f"{tmp_path}/")
        for item in items
    ]
    assert names == ["a.html", "a.html.gz", "b/1.html", "b/2.txt", "c.png", "d.txt"]
    assert [type(item) for item in items] == [Input, Input, Input, Input, Skipped, EmptyInput]


def test_what_lies_beside_the_pages_of_a_folder_is_skipped_by_name(tmp_path: Path) -> None:
    write(tmp_path / "1.html", HTML)
    write(tmp_path / "2", HTML)
    write(tmp_path / "3.json", json.dumps([{"text": TEXT}]))
    write(tmp_path / "4.json", "{oops")
    write(tmp_path / "5.txt", TEXT)
    for name, content in {
        "ABOUT.md": "# About",
        "LICENSE": "All rights",
        "planted.json": '{"pages": [{"title": "a"}]}',
        "numbers.json": "[1, 2]",
        "table.csv": "a,b",
    }.items():
        write(tmp_path / "z" / name, content)
    items = opened(tmp_path)
    kinds = [type(item) for item in items]
    assert kinds == [Input, Input, Input, InputError, Input, *[Skipped] * 5]
    skipped = [item for item in items if isinstance(item, Skipped)]
    assert [Path(item.subject).name for item in skipped] == [
        "ABOUT.md",
        "LICENSE",
        "numbers.json",
        "planted.json",
        "table.csv",
    ]
    assert all(item.remedy for item in skipped)
    assert one(tmp_path / "z" / "ABOUT.md").kind == "text"  # what is named itself is read
    assert opened(tmp_path / "z")[-1].__class__ is EmptyInput


def test_a_folder_that_links_to_itself_ends(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", TEXT)
    (tmp_path / "loop").symlink_to(tmp_path)
    items = opened(tmp_path)
    assert [type(item) for item in items] == [Input, InputError]


def test_what_cannot_be_read_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    good = write(tmp_path / "good.txt", TEXT)
    empty = write(tmp_path / "empty.html", "")
    binary = write(tmp_path / "x.pdf", b"%PDF-1.4\n")
    hollow = tmp_path / "hollow"
    hollow.mkdir()
    items = opened(empty, tmp_path / "missing.html", binary, hollow, "ftp://example.org/x", good)
    assert [type(item) for item in items] == [EmptyInput, InputError, NotText, EmptyInput, InputError, Input]
    assert all(
        item.remedy and str(item).startswith(item.subject) for item in items if isinstance(item, InputError)
    )


def test_standard_input_is_sniffed() -> None:
    assert one("-", stdin=HTML.encode()).kind == "html"
    assert one("-", stdin=TEXT.encode()).kind == "text"
    assert one("-", stdin=gzip.compress(HTML.encode())).kind == "html"
    assert [
        item.kind for item in opened("-", stdin=b'{"text": "a"}\n{"text": "b"}') if isinstance(item, Input)
    ] == ["article"] * 2
    assert one("-", stdin=json.dumps([{"text": "a"}]).encode()).kind == "article"
    assert isinstance(opened("-", stdin=b"")[0], EmptyInput)


def test_utf16_json_lines_of_a_windows_shell() -> None:
    (item,) = opened("-", stdin='{"text": "سطر"}\r\n'.encode("utf-16"))
    assert isinstance(item, Input)
    assert item.article is not None
    assert item.article.text == "سطر"


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_unreadable_files_are_named(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", TEXT)
    path.chmod(0)
    assert "denied" in str(error(path))


def test_named_pipes_are_read_as_streams(tmp_path: Path) -> None:
    import threading

    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=lambda: pipe.write_bytes(HTML.encode()))
    writer.start()
    assert one(pipe).kind == "html"
    writer.join()


def test_pages_at_hand() -> None:
    assert input_of(HTML).kind == "html"
    assert input_of(HTML.encode("cp1256")).kind == "html"
    given_text = input_of(TEXT, title="عنوان", published="2023-09-28")
    assert (given_text.kind, given_text.text, given_text.title) == ("text", TEXT, "عنوان")


@given(st.binary(max_size=300), st.sampled_from([None, "html", "text", "jsonl", "json", "mhtml"]))
@settings(max_examples=200, deadline=None)
def test_sniffing_never_fails(head: bytes, hint: str | None) -> None:
    assert sniff_kind(head, hint=hint) in {"html", "text", "jsonl", "json", "mhtml"}  # type: ignore[arg-type]
