"""Feeds, sitemaps, lists and archives into a library: each page once, politely, and whatever the server sends."""

from __future__ import annotations

import gzip
import io
import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from marsad.corpus import Added, Library, Refused
from marsad.corpus.intake.opening import open_arrivals
from marsad.corpus.intake.visiting import Visitor
from marsad.corpus.store.schema import articles
from marsad.errors import InputError, NotText
from marsad.page.sources import Input
from marsad.page.unpack import Limits

from .conftest import TEXTS, outcomes, page, put
from .serving import Newspaper, serve, warc

HTML = "Content-Type: text/html; charset=utf-8\r\n"


@pytest.fixture
def paper() -> Iterator[Newspaper]:
    with serve() as newspaper:
        yield newspaper


def visitor(**options: Any) -> Visitor:
    return Visitor(**{"allow_private": True, "delay": 0.0} | options)


def fill(library: Library, *inputs: str | Path, **options: Any) -> list[Added | Refused]:
    return put(library, *inputs, visitor=visitor(**options))


def test_a_feed_leads_to_its_pages_once(library: Library, paper: Newspaper) -> None:
    feed = paper.rss(paper.articles(3), ETag='"one"')
    assert outcomes(fill(library, feed)) == ["new"] * 3
    assert outcomes(fill(library, feed)) == ["known"]
    assert (paper.asked["/news/1"], paper.asked["/feed.xml"]) == (1, 2)
    paper.rss(paper.articles(5), ETag='"two"')
    assert outcomes(fill(library, feed)) == ["known"] * 3 + ["new"] * 2
    assert (paper.asked["/news/1"], paper.asked["/news/4"]) == (1, 1)
    article = next(library.articles())
    kept = library.page(article.no)
    assert kept is not None
    assert kept.data == paper.pages["/news/0"]
    assert ("Content-Type", "text/html; charset=utf-8") in kept.headers
    assert kept.fetched is not None
    assert library.check().clean


def test_a_feed_that_broke_off_is_gone_on_with(library: Library, paper: Newspaper) -> None:
    feed = paper.rss(paper.articles(3), ETag='"one"')
    paper.broken["/news/1"] = 500
    assert outcomes(fill(library, feed)) == ["new", "not fetched", "new"]
    paper.broken.clear()
    assert outcomes(fill(library, feed)) == ["known", "new", "known"]
    assert outcomes(fill(library, feed)) == ["known"]
    assert paper.asked["/news/0"] == 1


def test_a_page_that_is_gone_does_not_keep_a_feed_open(library: Library, paper: Newspaper) -> None:
    feed = paper.rss([*paper.articles(1), f"{paper.url}/gone"], ETag='"one"')
    assert outcomes(fill(library, feed)) == ["new", "not fetched"]
    assert outcomes(fill(library, feed)) == ["known"]
    assert paper.asked["/gone"] == 1


def test_an_entry_that_was_updated_is_fetched_again(library: Library, paper: Newspaper) -> None:
    (url,) = paper.articles(1)
    feed = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>الأنباء</title><id>x</id><entry><id>1</id>'
        '<title>خبر</title><link href="/news/0"/><updated>{}</updated></entry></feed>'
    )
    address = paper.put("/atom", feed.format("2024-03-14T09:00:00Z"))
    assert outcomes(fill(library, address)) == ["new"]
    paper.put("/news/0", page("خبر رقم 0 من المدينة", TEXTS[3]))
    assert outcomes(fill(library, address)) == ["known"]
    paper.put("/atom", feed.format("2999-03-14T09:00:00Z"))
    assert outcomes(fill(library, address)) == ["version"]
    assert [one.version for one in library.versions(next(library.articles()).no)] == [1, 2]
    assert url.startswith(paper.url)


def test_a_link_that_redirects_is_fetched_once(library: Library, paper: Newspaper) -> None:
    (target,) = paper.articles(1)
    paper.moved["/short"] = "/news/0"
    feed = paper.rss([f"{paper.url}/short"])
    assert outcomes(fill(library, feed)) == ["new"]
    assert outcomes(fill(library, feed)) == ["known"]
    assert paper.asked["/news/0"] == 1
    assert next(library.articles()).url == target


def test_an_update_that_changed_nothing_is_fetched_once(library: Library, paper: Newspaper) -> None:
    (url,) = paper.articles(1)
    feed = f"<urlset><url><loc>{url}</loc><lastmod>{{}}</lastmod></url></urlset>"
    assert outcomes(fill(library, paper.put("/s.xml", feed.format("2024-03-14T09:00:00Z")))) == ["new"]
    with library.writing() as connection:
        connection.execute(articles.update().values(seen="2024-03-14T10:00:00Z"))
    paper.put("/s.xml", feed.format("2024-03-14T11:00:00Z"))
    for _ in range(2):
        assert outcomes(fill(library, f"{paper.url}/s.xml")) == ["known"]
    assert paper.asked["/news/0"] == 2


def test_one_bad_file_does_not_end_a_folder(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text(f"{BOMB}<rss version='2.0'></rss>")
    (tmp_path / "b.warc").write_bytes(b"WARC/1.0 nonsense")
    (tmp_path / "c.html").write_bytes(page("خبر", TEXTS[0]))
    found = list(open_arrivals([tmp_path]))
    assert [type(one).__name__ for one in found] == ["InputError", "NotText", "Input"]


@pytest.mark.parametrize(
    "written", ["0001-01-01T00:00:00+14:00", "Thu, 14 Mar 99999999999 10:00:00 +0300", "غدا"]
)
def test_dates_that_are_none_are_left_out(tmp_path: Path, written: str) -> None:
    item = f"<item><title>خبر</title><description>{TEXTS[0]}</description><pubDate>{written}</pubDate></item>"
    (tmp_path / "a.xml").write_text(f"<rss version='2.0'><channel>{item}</channel></rss>", encoding="utf-8")
    (found,) = open_arrivals([tmp_path])
    assert isinstance(found, Input)
    assert found.hint is None


def test_a_fault_of_a_parser_does_not_stop_the_rest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("odd feed")

    (tmp_path / "a.xml").write_text("<rss version='2.0'></rss>")
    (tmp_path / "b.html").write_bytes(page("خبر", TEXTS[0]))
    monkeypatch.setattr("feedparser.parse", fail)
    first, second = open_arrivals([tmp_path])
    assert "odd feed" in str(first)
    assert isinstance(second, Input)


def test_a_feed_gives_the_date_that_a_page_does_not_say(library: Library, paper: Newspaper) -> None:
    url = paper.put("/bare", f"<html><body><h1>خبر</h1><p>{TEXTS[0]}</p><p>{TEXTS[1]}</p></body></html>")
    fill(library, paper.rss([url]))
    record = library.record(next(library.articles()).no)
    assert (record.article.published, record.article.published_from) == ("2024-03-14T00:10:00+03:00", "given")


def test_a_json_feed_with_whole_articles(library: Library, tmp_path: Path) -> None:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "الأنباء",
        "items": [
            {
                "id": "7",
                "title": "خبر",
                "content_text": TEXTS[0],
                "date_published": "2024-03-14T10:00:00+02:00",
            },
            {"id": "8"},
        ],
    }
    (tmp_path / "feed.json").write_text(json.dumps(feed, ensure_ascii=False), encoding="utf-8")
    assert outcomes(fill(library, tmp_path / "feed.json")) == ["new", "unreadable"]
    assert library.record("7").article.published == "2024-03-14T10:00:00+02:00"


def test_sitemaps_and_their_index(library: Library, paper: Newspaper) -> None:
    urls = paper.articles(3)
    news = "".join(
        f"<url><loc>{url}</loc><news:news><news:publication_date>2024-03-14</news:publication_date>"
        f"<news:title>خبر</news:title></news:news></url>"
        for url in urls[:2]
    )
    spaces = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
    first = paper.put("/news.xml", f"<?xml version='1.0'?><urlset {spaces}>{news}</urlset>")
    second = paper.put(
        "/more.xml.gz", gzip.compress(f"<urlset {spaces}><url><loc>{urls[2]}</loc></url></urlset>".encode())
    )
    loops = f"{paper.url}/index.xml"
    index = "".join(f"<sitemap><loc>{one}</loc></sitemap>" for one in (first, second, loops))
    address = paper.put("/index.xml", f"<sitemapindex {spaces}>{index}</sitemapindex>")
    assert outcomes(fill(library, address)) == ["new"] * 3
    assert outcomes(fill(library, address)) == ["known"] * 3
    assert paper.asked["/news/2"] == 1


def test_a_list_of_addresses(library: Library, paper: Newspaper, tmp_path: Path) -> None:
    urls = paper.articles(2)
    (tmp_path / "list.txt").write_text("\n".join(["# today", *urls, "", urls[0]]))
    assert outcomes(fill(library, tmp_path / "list.txt")) == ["new", "new"]
    listed = "\n".join(urls).encode()
    for data in (listed, gzip.compress(listed)):
        stdin = io.BufferedReader(io.BytesIO(data))  # type: ignore[arg-type]
        found = list(open_arrivals(["-"], visitor=visitor(), stdin=stdin))
        assert [one.url for one in found if isinstance(one, Input)] == urls


def test_an_address_that_is_none_stops_no_list(library: Library, paper: Newspaper, tmp_path: Path) -> None:
    (tmp_path / "list.txt").write_text("\n".join(["https://[broken/7", *paper.articles(1)]))
    assert outcomes(fill(library, tmp_path / "list.txt")) == ["not fetched", "new"]


def test_robots_are_obeyed_by_crawls_not_by_people(library: Library, paper: Newspaper) -> None:
    urls = paper.articles(2)
    paper.put("/robots.txt", "User-agent: *\nDisallow: /news/1\n")
    answers = fill(library, paper.rss(urls))
    assert outcomes(answers) == ["new", "not allowed"]
    assert paper.asked["/news/1"] == 0
    assert outcomes(fill(library, urls[1])) == ["new"]


def test_a_host_whose_robots_fail_is_left_alone(library: Library, paper: Newspaper) -> None:
    feed = paper.rss(paper.articles(1))
    paper.broken["/robots.txt"] = 500
    assert outcomes(fill(library, feed)) == ["not allowed"]


def test_a_delay_between_questions_and_patience_with_busy_servers(paper: Newspaper) -> None:
    paper.put("/robots.txt", "User-agent: Marsad\nCrawl-delay: 5\n")
    urls = paper.articles(3)
    clock, slept = [100.0], list[float]()

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        clock[0] += seconds

    guest = visitor(delay=1.0, sleep=sleep, clock=lambda: clock[0])
    for url in urls[:2]:
        guest.fetch(url)
    assert slept == [1.0, 5.0]
    paper.broken["/news/2"] = 503
    with pytest.raises(InputError, match="503"):
        guest.fetch(urls[2])
    assert paper.asked["/news/2"] == 3
    assert slept[2:] == [5.0, 7.0, 7.0]


def test_a_feed_without_end_is_refused(library: Library, paper: Newspaper) -> None:
    begun = time.monotonic()
    assert outcomes(fill(library, f"{paper.url}/endless.xml", limits=Limits(item_bytes=1 << 20))) == [
        "too large"
    ]
    assert time.monotonic() - begun < 10


BOMB = '<!DOCTYPE rss [<!ENTITY a "نص"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize("kind", ["feed", "sitemap"])
def test_entity_bombs_are_refused(library: Library, paper: Newspaper, kind: str) -> None:
    if kind == "feed":
        url = paper.rss(paper.articles(1), head=BOMB)
    else:
        url = paper.put("/s.xml", f"{BOMB}<urlset><url><loc>{paper.url}/news/0</loc></url></urlset>")
    (answer,) = fill(library, url)
    assert isinstance(answer, Refused)
    assert "attacks" in answer.message
    assert list(library.articles()) == []


def test_a_redirect_loop_and_a_missing_feed(library: Library, paper: Newspaper) -> None:
    paper.moved["/loop"] = "/loop"
    answers = fill(library, f"{paper.url}/loop", f"{paper.url}/missing.xml")
    assert outcomes(answers) == ["not fetched", "not fetched"]
    assert "circle" in answers[0].message  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("written", "said"), [("utf-8", "windows-1256"), ("windows-1256", "utf-8"), ("utf-16", "utf-8")]
)
def test_a_feed_in_another_charset_than_it_says(
    library: Library, paper: Newspaper, written: str, said: str
) -> None:
    items = f"<item><guid isPermaLink='false'>g1</guid><title>افتتاح السد الجديد</title><description>{TEXTS[0]}</description></item>"
    text = f'<?xml version="1.0" encoding="{said}"?><rss version="2.0"><channel><title>الأنباء</title>{items}</channel></rss>'
    url = paper.put("/feed.xml", text.encode(written), Content_Type=f"application/rss+xml; charset={said}")
    assert outcomes(fill(library, url)) == ["new"]
    assert library.record("g1").article.text == TEXTS[0]


def test_a_feed_may_not_lead_to_this_machine(library: Library, tmp_path: Path) -> None:
    feed = '<rss version="2.0"><channel><title>x</title><item><link>http://127.0.0.1:9/x</link></item></channel></rss>'
    (tmp_path / "feed.xml").write_text(feed)
    assert outcomes(put(library, tmp_path / "feed.xml")) == ["forbidden address"]


@pytest.mark.parametrize(
    "data", [b"<rss version='2.0'><channel>", b"<rss><", b'<feed xmlns="http://www.w3.org/2005/Atom"/>']
)
def test_broken_and_empty_feeds_do_not_stop_the_rest(library: Library, tmp_path: Path, data: bytes) -> None:
    (tmp_path / "feed.xml").write_bytes(data)
    (tmp_path / "page.html").write_bytes(page("خبر", TEXTS[0]))
    assert outcomes(fill(library, tmp_path / "feed.xml", tmp_path / "page.html"))[-1] == "new"


def pages(count: int) -> list[tuple[str, bytes, str]]:
    return [(f"https://anba.example/{n}", page(f"خبر رقم {n}", TEXTS[n % 4]), HTML) for n in range(count)]


@pytest.mark.parametrize("packed", [False, True])
def test_an_archive(library: Library, tmp_path: Path, packed: bool) -> None:
    path = tmp_path / ("news.warc.gz" if packed else "news.warc")
    picture = warc(("https://anba.example/p.png", b"\x89PNG", "Content-Type: image/png\r\n"), packed=packed)
    gone = warc(("https://anba.example/gone", b"gone", HTML), packed=packed, status="404 Not Found")
    path.write_bytes(warc(*pages(3), packed=packed) + picture + gone)
    answers = fill(library, path)
    assert outcomes(answers) == ["new", "new", "new", "no page"]
    assert "1 image/png, 1 answers 404" in answers[-1].message  # type: ignore[union-attr]
    article = next(library.articles())
    kept = library.page(article.no)
    assert kept is not None
    assert (kept.data, kept.fetched) == (pages(1)[0][1], "2024-03-15T10:00:00Z")
    assert article.url == "https://anba.example/0"
    assert outcomes(fill(library, path)) == ["known"] * 3 + ["no page"]


@pytest.mark.parametrize("packed", [False, True])
def test_an_archive_that_breaks_off(tmp_path: Path, packed: bool) -> None:
    data = warc(*pages(3), packed=packed)
    ends = range(len(data) - 60, len(data) // 2, -97)
    for end in ends:
        found = list(open_arrivals([_written(tmp_path, data[:end])]))
        assert isinstance(found[-1], NotText), end
        assert "archive" in str(found[-1])
        assert all(
            isinstance(one, Input) and one.data in [body for _, body, _ in pages(3)] for one in found[:-1]
        )
    assert len(found) >= 2


def _written(folder: Path, data: bytes) -> Path:
    path = folder / "cut.warc"
    path.write_bytes(data)
    return path


def test_bodies_that_an_archive_keeps_packed(tmp_path: Path) -> None:
    body = page("خبر", TEXTS[0])
    chunked = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (body[:50], body[50:], b""))
    archive = warc(
        ("https://anba.example/1", gzip.compress(body), HTML + "Content-Encoding: gzip\r\n"),
        ("https://anba.example/2", chunked, HTML + "Transfer-Encoding: chunked\r\n"),
        ("https://anba.example/3", body, HTML + "Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n"),
    )
    found = list(open_arrivals([_written(tmp_path, archive)]))
    assert [one.data for one in found if isinstance(one, Input)] == [body] * 3


def test_folders_hold_all_kinds(library: Library, tmp_path: Path, paper: Newspaper) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.warc.gz").write_bytes(warc(*pages(1), packed=True))
    (folder / "b.html").write_bytes(page("خبر آخر", TEXTS[1]))
    (folder / "c.xml").write_text(
        f"<rss version='2.0'><channel><item><link>{paper.articles(1)[0]}</link></item></channel></rss>"
    )
    (folder / "d.png").write_bytes(b"\x89PNG")
    assert outcomes(fill(library, folder)) == ["new", "new", "new", "skipped"]
