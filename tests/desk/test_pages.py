"""Every screen in both languages: it answers, says what it should, is whole, and asks for nothing from elsewhere."""

from __future__ import annotations

import csv
import io
import json
import re
import time
from pathlib import Path
from typing import Any

import pytest
from litestar.testing import TestClient
from tests.corpus.search.damage import replace_file
from tests.desk.conftest import LOCAL, demo_pages
from tests.desk.pages import ADDRESSES, LANGUAGES, bare_controls, is_local, links_of, parsed

from marsad.batch import How
from marsad.corpus import Library
from marsad.corpus.actors import Actor
from marsad.desk import Session, build_desk
from marsad.desk.guard import HEADERS, POLICY
from marsad.desk.problems import problem_of
from marsad.desk.rendering import table

Client = TestClient[Any]
HEAVIEST = 150_000


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ADDRESSES)
def test_every_screen_is_whole(reader: Client, language: str, name: str) -> None:
    answer = reader.get(f"/{language}/{ADDRESSES[name]}")
    assert answer.status_code == (404 if name == "nothing there" else 200)
    page = parsed(answer.text)
    html = page.css_first("html")
    assert html is not None
    assert (html.attributes["lang"], html.attributes["dir"]) == (
        language,
        {"ar": "rtl", "en": "ltr"}[language],
    )
    assert len(page.css("h1")) == 1
    assert page.css_first("main#main") is not None
    ids = [node.attributes["id"] for node in page.css("[id]")]
    assert len(ids) == len(set(ids))
    named = {f"#{one}" for one in ids}
    assert [link for link in links_of(page) if link.startswith("#") and link not in named] == []
    assert bare_controls(page) == []
    # Or the back button brings back what was chosen last in a form, and not what its address says.
    assert page.css("form[method=get]:not([autocomplete=off])") == []


@pytest.mark.parametrize("name", ADDRESSES)
def test_nothing_runs_and_nothing_is_loaded_from_elsewhere(reader: Client, name: str) -> None:
    answer = reader.get(f"/ar/{ADDRESSES[name]}")
    page = parsed(answer.text)
    scripts = page.css("script")
    assert [one.attributes.get("src") for one in scripts if one.text()] == []
    assert {one.attributes.get("src") for one in scripts} <= {
        f"/static/{name}.js" for name in ("keys", "add", "reader")
    }
    assert page.css("iframe, object, embed, style, img, base, meta[http-equiv]") == []
    assert re.findall(r"<[^>]+\s(?:on\w+|style)\s*=", answer.text) == []
    loaded = [node.attributes["href"] for node in page.css("link[rel=stylesheet]")]
    assert loaded
    assert all(is_local(link or "") for link in loaded)
    assert [link for link in links_of(page) if not is_local(link) and not link.startswith("https://")] == []
    outward = [node for node in page.css("a[href^='http']") if node.attributes.get("rel") != "noreferrer"]
    assert outward == []
    assert {name: answer.headers[name] for name in HEADERS} == HEADERS
    assert "script-src 'self';" in POLICY
    assert "unsafe" not in POLICY
    assert "default-src 'none'" in POLICY


def test_links_of_a_page_lead_somewhere(reader: Client) -> None:
    seen = set()
    for name in ("search", "article", "event", "timeline", "map", "sources", "names", "library", "page"):
        for link in links_of(parsed(reader.get(f"/ar/{ADDRESSES[name]}").text)):
            if is_local(link) and not link.startswith("#") and link != "/judge":
                seen.add(re.sub(r"#.*", "", link))
    by_shape = {re.sub(r"%[0-9A-F]{2}|\d+", "", link): link for link in sorted(seen)}
    assert len(by_shape) > 40
    broken = [link for link in by_shape.values() if reader.get(link).status_code != 200]
    assert broken == []


@pytest.mark.parametrize("name", [one for one in ADDRESSES if one != "nothing there"])
def test_every_page_has_twins(reader: Client, name: str) -> None:
    path, _, query = ADDRESSES[name].partition("?")
    said = reader.get(f"/ar/{path}.json?{query}")
    assert said.headers["content-type"] == "application/json"
    assert isinstance(json.loads(said.content), dict)
    table = reader.get(f"/ar/{path}.csv?{query}")
    assert table.headers["content-type"] == "text/csv; charset=utf-8"
    assert table.text.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(table.text.removeprefix("\ufeff"))))
    assert all(None not in row for row in rows)


def test_the_address_holds_the_whole_state(reader: Client) -> None:
    first = parsed(reader.get("/ar/timeline?lanes=place&type=ASSAULT&theme=dark").text)
    other = first.css_first("a.switch")
    assert other is not None
    link = other.attributes["href"]
    assert link == "/en/timeline?theme=dark&lanes=place&type=ASSAULT"
    again = parsed(reader.get(link or "").text)
    chosen = {node.attributes["value"] for node in again.css("option[selected]")}
    assert {"place", "ASSAULT"} <= chosen
    html = again.css_first("html")
    assert html is not None
    assert html.attributes["data-theme"] == "dark"


def test_the_first_page_speaks_the_language_of_the_browser(reader: Client) -> None:
    ask = {"follow_redirects": False}
    assert reader.get("/", **ask).headers["location"] == "/ar/search"  # type: ignore[arg-type]
    english = reader.get("/", headers={"accept-language": "en-GB"}, follow_redirects=False)
    assert english.headers["location"] == "/en/search"


def test_the_reader_shows_kind_source_and_chain(reader: Client) -> None:
    page = parsed(reader.get("/ar/article/2").text)
    assert page.css("mark.said mark.person, mark.said mark.organization, mark.said mark.place")
    assert len(page.css(".chains li")) == len(
        reader.get("/ar/article/2.json").json()["record"]["attributions"]
    )
    events = [
        one for one in reader.get("/ar/article/2.json").json()["record"]["events"] if not one["same_as"]
    ]
    assert len(page.css("table.events tbody tr")) == len(events)


def test_text_and_voices_hold_every_statement(reader: Client) -> None:
    record = reader.get("/ar/article/2.json").json()["record"]
    voices = parsed(reader.get("/ar/article/2?view=voices").text).text()
    assert [
        said["content"]["exact"] for said in record["attributions"] if said["content"]["exact"] not in voices
    ] == []


def test_the_text_is_whole_under_its_highlights(reader: Client) -> None:
    article = reader.get("/ar/article/2.json").json()["record"]["article"]
    page = parsed(reader.get("/ar/article/2").text)
    for mark in page.css("a.ref"):
        mark.decompose()
    shown = "".join(" ".join(node.text() for node in page.css(".reader .row p[lang]")).split())
    assert "".join(article["text"].split()) in shown


def test_a_new_version_shows_what_changed(reader: Client) -> None:
    page = parsed(reader.get("/ar/article/5?view=page").text)
    assert page.css(".difference .added")
    assert page.css(".difference .removed")
    old = parsed(reader.get("/ar/article/4").text)
    assert old.css_first(".problem a[href='/ar/article/5']") is not None


def test_search_narrows_by_facets_and_pages(reader: Client) -> None:
    whole = reader.get("/ar/search.json?q=%D9%84%D9%8A%D8%A8%D9%8A%D8%A7").json()["hits"]["total"]
    page = parsed(reader.get("/ar/search?q=%D9%84%D9%8A%D8%A8%D9%8A%D8%A7").text)
    for link in page.css(".facets a"):
        narrowed = reader.get((link.attributes["href"] or "").replace("/search?", "/search.json?")).json()
        assert narrowed["problem"] is None, narrowed
        assert 1 <= narrowed["hits"]["total"] <= whole
    first, second = (
        {hit["no"] for hit in reader.get(f"/ar/search.json?size=5&page={at}").json()["hits"]["hits"]}
        for at in (1, 2)
    )
    assert len(first) == 5
    assert second
    assert not first & second


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/ar/article/x", 404),
        ("/ar/article/1/event/v999", 404),
        ("/ar/actor?key=nobody", 404),
        ("/ar/search?page=0", 400),
        ("/ar/search?sort=loudest", 400),
        ("/ar/timeline?from=yesterday", 400),
        ("/ar/timeline?from=2024-05&to=2024-04", 400),
        ("/fr/search", 404),
        ("/static/../app.py", 404),
        ("/static/fonts/OFL-Noto-Naskh-Arabic.txt", 404),
        ("/static/noto-naskh-arabic-arabic-400-normal.woff2", 404),
        ("/page/13", 404),
    ],
)
def test_what_is_not_there_is_told(reader: Client, address: str, status: int) -> None:
    answer = reader.get(address)
    assert answer.status_code == status
    assert answer.headers["content-security-policy"] == POLICY


def test_an_answer_that_is_known_is_not_sent_again(reader: Client) -> None:
    tag = reader.get("/ar/map").headers["etag"]
    again = reader.get("/ar/map", headers={"if-none-match": tag})
    assert (again.status_code, again.content) == (304, b"")


def test_head_is_get_without_its_body(reader: Client) -> None:
    answer = reader.head("/ar/health")
    assert (answer.status_code, answer.content) == (200, b"")


def test_only_this_machine_is_answered(reader: Client) -> None:
    assert reader.get("/ar/search", headers={"host": "evil.example"}).status_code == 400
    assert reader.get("/ar/search", headers={"host": "localhost:8642"}).status_code == 200


def test_styles_and_fonts_are_served(reader: Client) -> None:
    style = reader.get("/static/desk.css").text
    fonts = re.findall(r'url\("([^"]+)"\)', style)
    assert len(fonts) == 12
    for font in fonts:
        answer = reader.get(font)
        assert answer.content[:4] == b"wOF2"
        assert len(answer.content) < 200_000
    assert is_local("".join(re.findall(r"https?:", style + reader.get("/static/marks.css").text)))


def test_the_page_of_an_article_is_kept_byte_for_byte(reader: Client, session: Any) -> None:
    answer = reader.get("/page/1")
    assert answer.content == session.library.page(1).data
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.headers["content-type"] == "application/octet-stream"


def test_highlights_take_no_room_and_only_logical_directions_are_used(reader: Client) -> None:
    style = re.sub(r"/\*.*?\*/", "", reader.get("/static/desk.css").text, flags=re.DOTALL)
    rules = re.findall(r"([^{}]+)\{([^{}]*)\}", style)
    marks = [body for selector, body in rules if re.search(r"\bmark\b(?!\.)|\.hit\b|\.said\b", selector)]
    assert marks
    for body in marks:
        assert not re.search(r"\b(padding|margin|border|display|letter-spacing)\b", body), body
    assert (
        re.findall(
            r"\b(?:margin|padding|border)-(?:left|right)\b|\bfloat\b|text-align: (?:left|right)", style
        )
        == []
    )


def test_articles_that_come_in_meanwhile_are_found_soon(tmp_path: Path) -> None:
    with Library.create(tmp_path / "lib") as library:
        list(library.add([demo_pages()[0]], how=How(tier="fast")))
        with Session(tmp_path / "lib") as session, TestClient(build_desk(session), base_url=LOCAL) as client:
            session.bring_up_to_date()
            assert client.get("/ar/health.json").json()["counts"]["articles"] == 1
            list(library.add([demo_pages()[6]], how=How(tier="fast")))
            for _ in range(200):
                articles = client.get("/ar/health.json").json()["counts"]["articles"]
                found = client.get("/ar/search.json").json()["hits"]["total"]
                if (articles, found) == (2, 2):
                    break
                time.sleep(0.05)
            assert (articles, found) == (2, 2)


def test_articles_without_a_date_are_listed_too(tmp_path: Path) -> None:
    undated = tmp_path / "undated.jsonl"
    undated.write_text(json.dumps({"id": "a", "title": "خبر", "text": "قال الوزير إن الميناء يعمل."}))
    with Library.create(tmp_path / "lib") as library:
        list(library.add([undated], how=How(tier="fast")))
    with Session(tmp_path / "lib") as session, TestClient(build_desk(session), base_url=LOCAL) as client:
        session.bring_up_to_date()
        assert client.get("/ar/search.json").json()["hits"]["total"] == 1


def test_a_damaged_index_is_told_and_made_anew(tmp_path: Path) -> None:
    with Library.create(tmp_path / "lib") as library:
        list(library.add([demo_pages()[0]], how=How(tier="fast")))
    with Session(tmp_path / "lib") as session, TestClient(build_desk(session), base_url=LOCAL) as client:
        session.bring_up_to_date()
        for part in (tmp_path / "lib/index/tantivy").glob("*.store"):
            replace_file(part, part.read_bytes()[:-1])
        told = client.get("/ar/search")
        assert told.status_code == 503
        assert "marsad reindex" in told.text
        for _ in range(200):
            answer = client.get("/ar/search.json").json()
            if answer.get("hits", {}).get("total"):
                break
            time.sleep(0.05)
        assert answer["hits"]["total"] == 1


def test_cells_that_a_spreadsheet_would_run_are_quoted() -> None:
    said = table([{"a": "=HYPERLINK(1)", "b": "-1", "c": -1}, {"a": "درنة", "b": None, "c": 0}])
    assert said == "\ufeffa,b,c\r\n'=HYPERLINK(1),'-1,-1\r\nدرنة,,0\r\n"


def test_articles_are_read_though_the_index_is_damaged(tmp_path: Path) -> None:
    with Library.create(tmp_path / "lib") as library:
        list(library.add([demo_pages()[0]], how=How(tier="fast")))
    (tmp_path / "lib" / "index").mkdir()
    (tmp_path / "lib" / "index" / "tantivy").mkdir()
    with Session(tmp_path / "lib") as session, TestClient(build_desk(session), base_url=LOCAL) as client:
        assert client.get("/ar/article/1").status_code == 200


def test_what_nobody_foresaw_goes_to_the_log_and_not_to_the_reader(caplog: pytest.LogCaptureFixture) -> None:
    problem = problem_of(RuntimeError("the inside"))
    assert (problem.status, "inside" in problem.detail) == (500, False)
    assert "the inside" in caplog.text


def test_an_article_that_names_somebody_twice_counts_once() -> None:
    actor = Actor(
        key="k",
        kind="person",
        name="سالم",
        names={},
        keys=("k",),
        seen=((1, "e1"), (1, "e2"), (2, "e1")),
        articles=("a", "b"),
    )
    assert actor.weight == 2


def test_a_card_and_a_queue_say_nothing_twice(reader: Client) -> None:
    claim = parsed(reader.get("/ar/article/3/claim/a1").text).css_first("h1").text()
    queue = parsed(reader.get("/ar/review?kind=attribution").text)
    for told in (claim, queue.css_first("article.fact h2").text()):
        assert not re.search(r"قول\s*[·:]\s*قول", told)
    coming = [one.text() for one in queue.css(".coming a")]
    assert coming
    assert not any(re.search(r"\d+\.[aved]\d+", one) for one in coming)


def test_a_desk_without_users_or_judges_shows_no_empty_screens(reader: Client) -> None:
    page = parsed(reader.get("/en/agreement?kind=date").text)
    assert all(box.css("option") for box in page.css("select"))
    assert not any(link.endswith("/audit") for link in links_of(page))


def rows(client: Client, address: str) -> list[dict[str, str]]:
    """A table as its rows."""
    text = client.get(address).text.removeprefix("\ufeff")
    return list(csv.DictReader(io.StringIO(text)))


def test_the_twins_of_the_voices_have_the_voices(reader: Client) -> None:
    said = reader.get("/ar/article/3.json?view=voices").json()
    shown = parsed(reader.get("/ar/article/3?view=voices").text)
    assert len(said["voices"]) == len(shown.css("article.voices section"))
    assert "voices" not in reader.get("/ar/article/3.json").json()
    table = rows(reader, "/ar/article/3.csv?view=voices")
    own = [one["id"] for voice in said["voices"] for one in voice.get("statements", ())]
    assert [row["statement"] for row in table if row["statement"] and not row["relayed"]] == own
    text = {name: said["record"]["article"][name] for name in ("title", "text")}
    spoken = [row for row in table if row["field"] in text]
    assert spoken
    assert all(text[row["field"]][int(row["start"]) : int(row["end"])] == row["words"] for row in spoken)


def test_the_twins_of_the_page_have_versions_what_changed_and_what_was_left_out(reader: Client) -> None:
    said = reader.get("/ar/article/5.json?view=page").json()
    table = rows(reader, "/ar/article/5.csv?view=page")
    whats = [row["what"] for row in table]
    assert whats[:2] == ["version 1", "version 2"]
    assert {"added", "removed", "left out"} <= set(whats)
    assert [row["words"] for row in table if row["what"] == "left out"] == [
        one["exact"] for one in said["record"]["article"]["dropped"]
    ]
    assert any(line.startswith("+") for line in said["difference"])
    assert "what" not in reader.get("/ar/article/5.csv").text.splitlines()[0]


def test_the_matrix_of_a_story_is_a_table_too(reader: Client) -> None:
    page = parsed(reader.get("/ar/story/1").text)
    links = [node.attributes["href"] or "" for node in page.css("section.block .soft a[href*='.csv']")]
    assert links == ["/ar/story/1.csv?table=claims"]
    table = rows(reader, links[0])
    cells = page.css("table.story-matrix td p")
    assert len(table) == len(cells) > 1
    assert sum(row["contested"] == "True" for row in table) == len(page.css("td p.contested"))
    assert all(row["topic"] and row["value"] and row["no"] for row in table)


@pytest.mark.parametrize("name", ADDRESSES)
def test_a_page_is_light(reader: Client, name: str) -> None:
    sent = reader.get(f"/ar/{ADDRESSES[name]}")
    page = parsed(sent.text)
    loaded = [node.attributes["href"] or "" for node in page.css("link[rel=stylesheet], link[rel=icon]")]
    loaded += [node.attributes["src"] or "" for node in page.css("script[src]")]
    with_it = sum(int(reader.get(one).headers["content-length"]) for one in loaded)
    assert int(sent.headers["content-length"]) + with_it < HEAVIEST, "bytes as sent, without fonts"
