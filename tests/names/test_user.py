"""A user's own names win over ours; a wrong list is refused with its line."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from marsad.errors import UsageError
from marsad.names import use_names
from marsad.types import Document, Names

Named = Callable[[str], tuple[Document, Names]]


@pytest.fixture(autouse=True)
def _ours_again() -> Iterator[None]:
    yield
    use_names([])


def write(folder: Path, text: str) -> Path:
    path = folder / "mine.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_listed_names_win(tmp_path: Path, named: Named) -> None:
    table = "forms,kind,en,country,lat,lon,wikidata\nجبهة الخلاص الجديد|الخلاص الجديد,organization,New Salvation Front,,,,\n"
    table += "طرابلس,place,Little Tripoli,US,40.5,-80.1,Q1\n"
    use_names([write(tmp_path, table)])
    _, names = named("قالت جبهة الخلاص الجديد إنها وصلت إلى طرابلس، وأكدت للخلاص الجديد ذلك")
    front, city = names.entities
    assert front.latin == "New Salvation Front"
    assert front.forms[0] == "جبهة الخلاص الجديد"
    assert city.geo is not None
    assert (city.geo.country, city.links) == ("US", ("wikidata:Q1",))
    assert {m.rule for m in names.mentions} == {"user.organization", "user.place"}


def test_a_form_can_be_no_name(tmp_path: Path, named: Named) -> None:
    text = "وصل خليفة حفتر إلى بنغازي"
    assert any(m.exact == "خليفة حفتر" for m in named(text)[1].mentions)
    use_names([write(tmp_path, "forms,kind\nخليفة حفتر,none\n")])
    assert all("حفتر" not in m.exact for m in named(text)[1].mentions)


@pytest.mark.parametrize(
    ("table", "problem"),
    [
        ("name,kind\nفلان,person\n", "1: has no column 'forms'"),
        ("forms,kind,colour\nفلان,person,red\n", "1: unknown column 'colour'"),
        ("forms,kind\nفلان,human\n", "2: unknown kind 'human'"),
        ("# list\nforms,kind\n,person\n", "3: no name in the column forms"),
        ("forms,kind,lat\nفلان,place,north\n", "2: lat 'north' is no degree"),
        ("forms,kind\nفلان,person,x\n", "2: more cells than columns"),
        ("", "1: has no column 'forms'"),
    ],
)
def test_wrong_lists_are_refused(tmp_path: Path, table: str, problem: str) -> None:
    with pytest.raises(UsageError, match=problem):
        use_names([write(tmp_path, table)])


def test_a_missing_list_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be opened"):
        use_names([tmp_path / "none.csv"])
