"""The tutorial of the desk, step by step, in both languages, on the library that `make demo` makes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from litestar.testing import TestClient
from tests.desk.browser.chromium import launch
from tests.desk.browser.conftest import served
from tests.desk.browser.watching import Watched
from tests.desk.conftest import LOCAL, TOKEN
from tests.desk.pages import parsed
from typer.testing import CliRunner

from marsad.cli.main import app
from marsad.corpus import Library
from marsad.corpus.copies import list_copies
from marsad.corpus.derived import compare_new
from marsad.desk import Session, build_desk

Client = TestClient[Any]
DOCS = Path(__file__).parents[2] / "docs"
STEP = re.compile(r"^> \*\*(\w+)\*\* (.*) \*\*(?:see|تر)\*\* (.*)$", re.MULTILINE)
QUOTED = re.compile(r"`([^`]+)`")
VERBS = {"افتح": "Open", "احكم": "Judge", "شغل": "Run"}
Step = tuple[str, list[str], list[str]]


def steps_of(page: str) -> list[Step]:
    """The steps of a page: what to do, with what, and what is then seen."""
    text = (DOCS / page).read_text(encoding="utf-8")
    return [
        (VERBS.get(verb, verb), QUOTED.findall(what), QUOTED.findall(seen))
        for verb, what, seen in STEP.findall(text)
    ]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """The library of `make demo`, on a desk."""
    place = tmp_path_factory.mktemp("tutorial") / "library"
    folder = Path(str(files("marsad.samples").joinpath("demo")))
    with Library.create(place) as library:
        for _ in library.add([str(outlet) for outlet in sorted(folder.iterdir()) if outlet.is_dir()]):
            pass
        for _ in compare_new(library):
            pass
    with Session(place, token=TOKEN) as held:
        held.bring_up_to_date()
        yield held


@pytest.fixture(scope="module")
def checker(demo: Session) -> Iterator[Client]:
    """A fact-checker who opened the printed address."""
    with TestClient(build_desk(demo), base_url=LOCAL) as client:
        client.get("/", params={"token": TOKEN})
        yield client


def shown(client: Client, address: str) -> str:
    """What a page says, in one line."""
    answer = client.get(address)
    assert answer.status_code == 200, address
    text = answer.text if address.endswith(".csv") else main_of(answer.text)
    return " ".join(text.split())


def main_of(html: str) -> str:
    main = parsed(html).css_first("main")
    assert main is not None
    return main.text()


def judge(client: Client, address: str, fact: str, action: str) -> str:
    """What the page says after its button was pressed."""
    page = parsed(client.get(address).text)
    button = page.css_first(f"#{fact} button[value={action}]")
    assert button is not None
    form = button.parent
    while form is not None and form.tag != "form":
        form = form.parent
    assert form is not None
    fields = {node.attributes["name"]: node.attributes.get("value") or "" for node in form.css("input[name]")}
    answer = client.post(form.attributes["action"], data={**fields, "action": action})
    row = parsed(answer.text).css_first(f"#{fact}")
    assert row is not None
    return " ".join(row.text().split())


@pytest.mark.parametrize("page", ["tutorial_desk.md", "tutorial_desk.ar.md"])
def test_every_step_shows_what_the_tutorial_says(checker: Client, demo: Session, page: str) -> None:
    steps = steps_of(page)
    assert [verb for verb, *_ in steps] == ["Open"] * 7 + ["Judge", "Open", "Open", "Run"]
    for verb, what, seen in steps:
        if verb == "Open":
            said = shown(checker, what[0])
        elif verb == "Judge":
            said = judge(checker, *what)
        else:
            command = [demo.location if part == "demo/library" else part for part in what[0].split()[1:]]
            said = CliRunner().invoke(app, command).stdout
        assert seen
        assert [words for words in seen if words not in said] == [], (what, said[:2000])


@pytest.mark.parametrize("page", ["tutorial_desk.md", "tutorial_desk.ar.md"])
def test_every_step_is_walked_in_a_browser(demo: Session, page: str) -> None:
    with served(demo) as origin, launch() as browser, browser.new_context() as context:
        walker = Watched(context.new_page(), origin)
        walker.page.goto(f"{origin}/?token={TOKEN}")
        for verb, what, seen in steps_of(page):
            if verb == "Run" or what[0].endswith(".csv"):
                continue  # nothing of these is seen in a browser
            walker.open(what[0].removeprefix("/"))
            if verb == "Judge":
                walker.page.locator(f"#{what[1]} button[value={what[2]}]").first.click()
                walker.page.wait_for_load_state()
            said = " ".join((walker.page.locator("main").text_content() or "").split())
            assert [words for words in seen if words not in said] == [], what
        assert walker.faults() == []


def test_both_tutorials_walk_the_same_way() -> None:
    ways = [
        [(verb, [part.replace("/en/", "/ar/") for part in what]) for verb, what, _ in steps_of(page)]
        for page in ("tutorial_desk.md", "tutorial_desk.ar.md")
    ]
    assert ways[0] == ways[1]


def test_the_reader_shows_copies_and_the_story(checker: Client, demo: Session) -> None:
    pairs = list_copies(demo.library)
    assert len(pairs) > 5
    for copy in pairs[:5]:
        no, origin = demo.library.article(copy.article).no, demo.library.article(copy.origin).no
        page = parsed(checker.get(f"/ar/article/{no}").text)
        links = {node.attributes["href"] for node in page.css("section[aria-labelledby=copies] a")}
        assert f"/ar/article/{origin}" in links
        said = checker.get(f"/ar/article/{no}.json").json()
        assert copy.origin in {one["origin"] for one in said["copies"]}
        assert (f"/ar/story/{said['story']['no']}" in links) == (len(said["story"]["articles"]) > 1)
