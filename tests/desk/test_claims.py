"""The matrix of a story: who tells what first, alone, against others, and who leaves it out."""

from __future__ import annotations

from typing import Any

from litestar.testing import TestClient
from tests.desk.pages import parsed

from marsad.corpus import StoredArticle
from marsad.corpus.corroboration import Cell, Claim, Matrix, Relation
from marsad.desk import Session
from marsad.desk.screens.claims import rows_of

Client = TestClient[Any]


def claim(article: str, dead: float, voice: str) -> Claim:
    said = f"قال {voice} إن عدد القتلى {dead:.0f}"
    return Claim(
        article=article, start=0, end=len(said), exact=said, topic="dead", low=dead, high=dead, voice=voice
    )


def cell(first: Claim, *articles: str) -> Cell:
    return Cell(
        topic="dead", value=first.value, origin=first.voice, articles=(first.article, *articles), claim=first
    )


def test_each_article_has_what_it_says_and_nothing_else(session: Session) -> None:
    columns: list[StoredArticle] = list(session.overview().articles.values())[:3]
    names = [one.id for one in columns]
    seven, nine = claim(names[0], 7, "المسلاتي"), claim(names[1], 9, "شيوخ المنطقة")
    against = Relation(claim=nine, other=seven, bearing="contradicts", rule="count")
    matrix = Matrix(cells=(cell(seven, "copy"), cell(nine)), relations=(against,))
    homes = {one: at for at, one in enumerate(names)} | {"copy": 0}
    (row,) = rows_of(matrix, columns, homes)
    assert [[one.value for one in said] for said in row.cells] == [["7"], ["9"], []]
    assert all(one.contested and one.alone and not one.first for said in row.cells for one in said)
    again = Matrix(cells=(cell(seven, names[2]), cell(claim(names[1], 7, "الهلال الأحمر"))), relations=())
    (row,) = rows_of(again, columns, homes)
    assert [[one.first for one in said] for said in row.cells] == [[True], [False], [False]]
    assert not any(one.contested or one.alone for said in row.cells for one in said)


def test_a_story_shows_its_matrix_and_its_first_report(reader: Client) -> None:
    tables = []
    for story in reader.get("/ar/stories.json").json()["items"]:
        page = parsed(reader.get(f"/ar/story/{story['no']}").text)
        first = page.css_first(".told li")
        assert first is not None
        assert "أول من نشر" in first.text()
        tables += page.css("table.story-matrix")
    assert tables
    told = tables[0].css("td p")
    assert told
    assert all(one.css_first('a.day[href^="/ar/article/"]') and one.attributes["title"] for one in told)
