"""What a library was found to speak of is kept beside it, and counts only where the library still is what it was."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

import pytest
from tests.desk.conftest import TOKEN, demo_pages

from marsad.batch import How
from marsad.corpus import Library
from marsad.desk import Session, surveying
from marsad.desk import session as desk_session
from marsad.desk.access.persons import present
from marsad.desk.overview import survey
from marsad.desk.remembering import NAME, keep_survey, kept_survey
from marsad.desk.settings import Settings
from marsad.desk.surveying import recalled, surveyed
from marsad.desk.workshop import Order, load


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("remembering") / "lib"
    with Library.create(place) as library:
        list(library.add(demo_pages()[:3], how=How(tier="fast")))
    with Session(place) as session:
        session.bring_up_to_date()
        keep_survey(session.library, survey(session.library))
    return place


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    """A library of its own, with what was kept beside it."""
    return Path(shutil.copytree(made, tmp_path / "lib"))


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Libraries count as large; how many articles those had that were surveyed."""
    looked: list[int] = []

    def counted(library: Library) -> object:
        found = survey(library)
        looked.append(len(found.articles))
        return found

    for module in (surveying, desk_session):
        monkeypatch.setattr(module, "SMALL", 0)
    monkeypatch.setattr(surveying, "survey", counted)
    return looked


def add(folder: Path, pages: list[str]) -> None:
    with Library.open(folder, "w") as library:
        list(library.add(pages, how=How(tier="fast")))


def test_what_is_kept_says_what_was_surveyed(folder: Path) -> None:
    with Library.open(folder) as library:
        overview, found = survey(library), recalled(library)
        assert found is not None
        path, kept = found
    assert kept == overview
    assert (list(kept.actors), list(kept.articles)) == (list(overview.actors), list(overview.articles))
    assert (kept.by_type, kept.by_weight) == (overview.by_type, overview.by_weight)
    assert load(Path(shutil.copyfile(path, path.with_suffix(f".{NAME}")))) == overview


def test_a_known_library_is_not_surveyed_again(folder: Path, large: list[int]) -> None:
    with Session(folder, token=TOKEN) as session:
        assert len(session.overview().articles) == 3
    assert large == []


def test_what_came_since_is_taken_in_beside_the_pages(
    folder: Path, large: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[None] = []
    monkeypatch.setattr(Session, "_refresh_later", lambda _, **__: asked.append(None))
    add(folder, demo_pages()[5:7])
    with Session(folder, token=TOKEN) as session:
        assert len(session.overview().articles) == 3
        assert asked
        session.refresh()
        assert len(session.overview().articles) == 5
    with Session(folder, token=TOKEN) as session:
        assert len(session.overview().articles) == 5
    assert large == [5]


def test_a_decision_on_who_is_who_is_not_passed_over(folder: Path, large: list[int]) -> None:
    with Library.open(folder, "w") as library:
        one, other = [key for key in survey(library).actors if key.startswith("person:")][:2]
        library.merge_actors(one, other, by="سلمى")
        assert kept_survey(library) is None
    with Session(folder, token=TOKEN) as session:
        assert session.overview().decided == 1
    assert large == [3]


def test_what_another_library_or_another_past_left_is_not_read(folder: Path, tmp_path: Path) -> None:
    for name, pages in (("other", demo_pages()[3:6]), ("grown", demo_pages()[:4])):
        with Library.create(tmp_path / name) as library:
            list(library.add(pages, how=How(tier="fast")))
        with Session(tmp_path / name) as session:
            session.bring_up_to_date()
            shutil.copyfile(folder / "index" / NAME, tmp_path / name / "index" / NAME)
            assert kept_survey(session.library) is None
    before = tmp_path / "before"
    shutil.copytree(folder, before)
    add(folder, demo_pages()[4:5])
    with Library.open(folder) as library:
        keep_survey(library, survey(library))
    add(before, demo_pages()[6:7])  # a copy from before, which went another way
    shutil.copyfile(folder / "index" / NAME, before / "index" / NAME)
    with Library.open(before) as library:
        assert kept_survey(library) is None


@pytest.mark.parametrize("harm", ["cut", "flipped", "empty", "gone", "foreign"])
def test_what_is_damaged_is_made_anew(folder: Path, large: list[int], harm: str) -> None:
    path = folder / "index" / NAME
    data = path.read_bytes()
    middle = len(data) // 2
    spoilt = {
        "cut": data[:-9],
        "flipped": data[:middle] + bytes([data[middle] ^ 255]) + data[middle + 1 :],
        "empty": b"",
        "foreign": b"not ours",
    }
    if harm == "gone":
        path.unlink()
    else:
        path.write_bytes(spoilt[harm])
    with Session(folder, token=TOKEN) as session:
        assert len(session.overview().articles) == 3
    assert large == [3]
    assert path.read_bytes() == data


def test_nothing_is_kept_of_what_changed_meanwhile_or_where_nothing_may_be_written(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = folder / "index" / NAME
    path.unlink()
    with Library.open(folder) as library:
        overview = survey(library)
        add(folder, demo_pages()[3:4])
        keep_survey(library, overview)
        assert not path.exists()

        def refuse(*_: object, **__: object) -> None:
            raise PermissionError("read-only")

        monkeypatch.setattr(Path, "open", refuse)
        monkeypatch.setattr(surveying, "SMALL", 0)
        assert len(surveyed(library).articles) == 4
    assert not path.exists()


def test_makers_of_pages_read_what_is_kept(folder: Path, large: list[int]) -> None:
    with Session(folder, token=TOKEN) as session:
        session.employ(1)
        assert session.workshop is not None
        assert session.workshop.ready(120)
        pages = session.overview().articles
        order = Order(
            screen="timeline",
            twin="json",
            language="ar",
            settings=Settings(),
            state={},
            path={},
            by="",
            person=present(),
        )
        until = time.monotonic() + 60
        while (made := session.workshop.make(order)) is None and time.monotonic() < until:
            time.sleep(0.05)
    assert made is not None
    assert (large, len(pages)) == ([], 3)
