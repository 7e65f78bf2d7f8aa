"""Quotation marks and spaces tell no names apart, in libraries old and new."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import text

from marsad.batch import How
from marsad.corpus import Library
from marsad.corpus.actors.directory import read_directory, read_part
from marsad.corpus.store.decisions import list_decisions, write_decision
from marsad.corpus.store.naming import block_of, blocks_of, name_key, plain_key
from marsad.page.given import read_given_article
from marsad.page.sources import Input

PRINTED = ("تنظيم «داعش»", 'تنظيم "داعش"', "تنظيم داعش", "تنظيم\xa0 داعــش")


def _library(place: Path) -> Library:
    library = Library.create(place)
    inputs = []
    for at, name in enumerate(PRINTED[:2]):
        given = {"id": str(at), "text": f"أعلن {name} أنه سلم الأسلحة. وأضاف {name} أنه سيغادر المدينة."}
        article = read_given_article(given, name=str(at))
        inputs.append(Input(name=str(at), kind="article", article=article, id=str(at), url=None))
    for _ in library.add(inputs, how=How(tier="fast")):
        pass
    return library


def test_all_ways_to_print_a_name_are_one_key_in_one_block() -> None:
    assert len({name_key("organization", name) for name in PRINTED}) == 1
    assert len({block_of("organization", name) for name in PRINTED}) == 1
    assert plain_key('organization:تنظيم "داعش"') == name_key("organization", PRINTED[0])


@pytest.mark.parametrize("older", [False, True])
def test_they_are_one_actor_and_found_by_either(tmp_path: Path, older: bool) -> None:
    with _library(tmp_path / "library") as library:
        if older:  # blocks as they were when quotation marks were part of them
            with library.writing() as connection:
                rows = connection.execute(text("SELECT article, id, name FROM entities")).all()
                for row in rows:
                    mark = "«" if "«" in row.name else '"'
                    block = block_of("organization", "تنظيم") + mark + block_of("organization", "داعش")
                    connection.execute(
                        text("UPDATE entities SET block = :block WHERE article = :article AND id = :id"),
                        {"block": block, "article": row.article, "id": row.id},
                    )
        with library.reading() as connection:
            whole = read_directory(connection)
            named = [one for one in whole.actors.values() if one.name.startswith("تنظيم")]
            assert [one.weight for one in named] == [2]
            for name in PRINTED:
                part = read_part(connection, name_key("organization", name))
                assert [len(one.seen) for one in part.actors.values()] == [2]
            assert whole.find('organization:تنظيم "داعش"') == named[0]


def test_decisions_by_older_keys_hold(tmp_path: Path) -> None:
    with _library(tmp_path / "library") as library, library.writing() as connection:
        write_decision(connection, "rate", 'words:مصدر  "ما"', by="سلمى", value="B")
        assert [one.one for one in list_decisions(connection)] == ["words:مصدر ما"]


def test_older_blocks_are_few() -> None:
    assert len(blocks_of("organization", "تنظيم داعش")) < 20
    assert blocks_of("person", "خليفة حفتر") == (block_of("person", "حفتر"),)
