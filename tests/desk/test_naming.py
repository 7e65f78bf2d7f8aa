"""Facets that count actors, and names in queries that mean them under all spellings."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import pytest
from litestar.testing import TestClient

from marsad.batch import How
from marsad.corpus import Library
from marsad.desk import Session, build_desk
from marsad.page.given import read_given_article
from marsad.page.sources import Input

TEXTS = {
    "1": "قال الوزير سامي الطاهري في بنغازي إن الطريق مفتوح. وأضاف سامي الطاهري أن العمل انتهى.",
    "2": "أعلن الوزير سامي الطاهرى أن الميناء سيفتح أبوابه. وزار سامي الطاهرى مدينة بنغازي.",
    "3": "التقى الوزير سامي الطاهري وفدا من التجار. وقال سامي الطاهري إن الأسعار مستقرة.",
    "4": "قالت المديرة هدى الكيلاني إن المدرسة ستفتح أبوابها في طرابلس.",
}
Client = TestClient[Any]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A desk over articles that spell one name in two ways."""
    place = tmp_path_factory.mktemp("naming") / "library"
    with Library.create(place) as library:
        inputs = [_input(ident, text) for ident, text in TEXTS.items()]
        for _ in library.add(inputs, how=How(tier="fast")):
            pass
    with Session(place) as session, TestClient(build_desk(session), base_url="http://127.0.0.1") as client:
        session.bring_up_to_date()
        yield client


def _input(ident: str, text: str) -> Input:
    given = {"id": ident, "title": f"خبر {ident}", "text": text, "published": "2024-04-01"}
    article = read_given_article(given, name=ident)
    return Input(name=ident, kind="article", article=article, id=ident, url=None)


def _facet(desk: Client, query: str, kind: str) -> dict[str, int]:
    hits = desk.get(f"/ar/search.json?q={quote(query)}").json()["hits"]
    return {one["value"]: one["count"] for one in hits["facets"][kind]}


def _found(desk: Client, query: str) -> set[str]:
    return {one["id"] for one in desk.get(f"/ar/search.json?q={quote(query)}").json()["hits"]["hits"]}


def test_two_spellings_of_one_person_are_one_value(desk: Client) -> None:
    counts = _facet(desk, "", "actor")
    assert counts["سامي الطاهري"] == 3
    assert "سامي الطاهرى" not in counts


def test_a_name_in_quotation_marks_is_the_person_under_all_spellings(desk: Client) -> None:
    assert _found(desk, 'actor:"سامي الطاهري"') == {"1", "2", "3"}
    assert _found(desk, 'actor:"سامي الطاهرى"') == {"1", "2", "3"}
    assert _found(desk, '-actor:"سامي الطاهري"') == {"4"}
    assert _found(desk, 'بنغازي actor:"سامي الطاهري"') == {"1", "2"}


def test_a_part_of_a_name_is_still_looked_for_by_its_words(desk: Client) -> None:
    assert _found(desk, "actor:الطاهري") == {"1", "2", "3"}
    assert _found(desk, 'actor:"لا أحد هنا"') == set()


@pytest.mark.parametrize("kind", ["actor", "place"])
def test_a_facet_leads_to_as_many_articles_as_it_counts(reader: Client, kind: str) -> None:
    counts = _facet(reader, "", kind)
    assert len(counts) > 5
    for name, count in counts.items():
        told = name.replace('"', " ")
        query = quote(f'{kind}:"{told}"')
        assert reader.get(f"/ar/search.json?q={query}").json()["hits"]["total"] == count, name


def test_the_interface_for_programs_counts_the_same(desk: Client) -> None:
    told = desk.get("/api/v1/facets?q=from:2024-04").json()
    actors = {one["value"]: one["count"] for one in told["actor"]}
    assert actors["سامي الطاهري"] == 3
