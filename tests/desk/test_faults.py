"""What goes wrong is told in the language of the page, whoever says it; whatever people wrote in it stays text."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from litestar.testing import TestClient
from tests.desk.pages import parsed

import marsad
from marsad.corpus.search.parsing import parse_query
from marsad.desk.access import checks
from marsad.desk.faults import faults, said, told
from marsad.errors import QueryError

Client = TestClient[Any]
SOURCE = Path(marsad.__file__).parent
CORPUS = (
    "actors/*.py",
    "grading/*.py",
    "intake/following.py",
    "review/*.py",
    "search/lexing.py",
    "search/parsing.py",
    "search/syncing.py",
    "search/tantivy_index.py",
    "search/watches.py",
    "store/decisions.py",
    "store/edits.py",
    "store/judging.py",
    "store/lock.py",
    "store/reading.py",
    "stories/*.py",
)
"""The modules of a library whose refusals a page of the desk can show."""
OURS = re.compile(r".*(Error|Exception|Input|TooLarge|IndexDamaged|IndexBusy)$")
INSIDE = frozenset({"ValueError", "AssertionError", "TypeError", "RuntimeError", "KeyError", "OSError"})
PIECED = {
    "this is no {}": [f"this is no {one}" for one in ("date", "status", "type of events", "language")],
    "{}; a plain word goes into «»": [
        f"{one}; a plain word goes into «»" for one in ("did you mean site:", "fields are site, type")
    ],
    "{} --anew": ["run: marsad reindex --anew"],
}
"""Those of which a part that differs is of our own words."""
LETTERS = re.compile(r"[A-Za-z]{3,}")


def template(node: ast.expr | None) -> str | None:
    """A string of the source with {} for what differs each time."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
    return None


def raised() -> Iterator[tuple[str, str]]:
    """What the desk, and the library behind it, refuse with: faults and remedies as they are written, each with its place."""
    modules = [*(SOURCE / "desk").rglob("*.py")]
    for name in CORPUS:
        modules += (SOURCE / "corpus").glob(name)
    for path in modules:
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(call, ast.Call):
                continue
            name = getattr(call.func, "id", getattr(call.func, "attr", ""))
            if name == "_error" and path.name == "parsing.py":
                found = list(call.args[1:])
            elif not OURS.match(name) or name in INSIDE:
                continue
            else:
                first = 0 if name.endswith("Exception") else 2 if name == "QueryError" else 1
                found = [
                    *call.args[first : first + 1],
                    *(k.value for k in call.keywords if k.arg == "remedy"),
                ]
            for text in filter(None, map(template, found)):
                yield text, f"{path.name}:{call.lineno}"


def test_every_fault_and_remedy_has_its_arabic() -> None:
    found = list(raised())
    assert len(found) > 150
    missing = {
        text: place for text, place in found if any(said(one) is None for one in PIECED.get(text, [text]))
    }
    assert missing == {}
    for text in (checks._OPEN, checks._SHARED, checks._STALE):
        assert said(text) is not None


def test_the_list_is_sound() -> None:
    for group in faults().values():
        for english, arabic in group.items():
            assert re.search("[\u0621-\u064a]", arabic), english
            holes = {int(one) for one in re.findall(r"\{(\d)\}", arabic)}
            assert all(at < english.count("{}") for at in holes), english


@pytest.mark.parametrize(
    "query",
    ["(a", "a)", "AND a", "a OR", "foo:x", "status:x", "type:*", "«a", "()", "a~9", "site:"],
)
def test_what_is_wrong_with_a_query_is_told_in_arabic(query: str) -> None:
    with pytest.raises(QueryError) as refused:
        parse_query(query)
    shown = told(str(refused.value), "ar").striptags()
    assert shown.startswith("الحرف "), shown
    ours = re.sub(r"«.*»|AND|OR|NOT|foo|status|type|site", "", shown.partition("(")[0])
    assert not LETTERS.search(ours), shown


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("article/999", 404),
        ("article/1/event/v99", 404),
        ("story/999", 404),
        ("actor?key=x", 404),
        ("search?page=0", 400),
        ("search?sort=x", 400),
        ("timeline?from=2024&to=2023", 400),
        ("nothing", 404),
    ],
)
def test_an_arabic_page_tells_it_in_arabic(reader: Client, address: str, status: int) -> None:
    answer = reader.get(f"/ar/{address}")
    assert answer.status_code == status
    problem = parsed(answer.text).css_first(".problem")
    assert problem is not None
    plain = re.sub(r"`[^`]*`|'[^']*'", "", problem.text())
    assert re.search("[\u0621-\u064a]", plain)
    assert not LETTERS.search(plain), plain
    english = parsed(reader.get(f"/en/{address}").text).css_first(".problem")
    assert english is not None
    assert LETTERS.search(english.text())


def test_what_people_wrote_in_it_stays_text() -> None:
    evil = '<script>alert(1)</script>\u202e: "'
    shown = told(f"edit: «{evil}» is not one of: a, b (give one of: c)", "ar")
    assert "<script>" not in shown
    assert "\u202e" in shown
    assert re.search(r"<bdi>[^<]*\u202e[^<]*</bdi>", shown)
    assert told("<b>unheard of</b> (x)", "ar") == "<bdi>&lt;b&gt;unheard of&lt;/b&gt; (x)</bdi>"
    assert "<bdi>" in told(": (" * 300, "ar")
