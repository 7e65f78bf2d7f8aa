"""What is asked of the transformer about a trigger, and what the one that ships answers."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from marsad.errors import ModelError
from marsad.events.arguments import BEFORE, KINDS, REACH, ArgumentReader, ask, code_bits, kind_number
from marsad.events.pairs import Pairs
from marsad.events.parties import Party, Spot
from marsad.reader import ACCURATE, read
from marsad.types import Sentence


def party(first: int, last: int, kind: str = "person") -> Party:
    return Party(first, last, 0, 1, kind, None, "", None)


def pairs_of(parties: list[Party], *spots: Spot) -> Pairs:
    spot, who = np.divmod(np.arange(len(spots) * len(parties)), len(parties))
    none = np.zeros((len(spot), 1), np.int64)
    return Pairs(spots, parties, spot, who, none[:, 0], none, np.zeros((len(spot), 3), np.float32))


def sentences(*sizes: int) -> list[Sentence]:
    ends = np.cumsum(sizes).tolist()
    return [
        Sentence(first=a, last=b, start=0, end=0, paragraph=0) for a, b in zip([0, *ends], ends, strict=False)
    ]


def test_a_sentence_and_the_end_of_the_one_before_are_read() -> None:
    spot = Spot(102, 103, "ASSAULT", None, None)
    parties = [party(101, 102), party(10, 11), party(90, 92)]
    (asked,) = ask(sentences(100, 20, 20), pairs_of(parties, spot))
    assert (asked.first, asked.last, asked.before) == (100 - BEFORE, 120, BEFORE)
    assert asked.trigger == (102 - asked.first, 103 - asked.first)
    assert asked.rows.tolist() == [0, 2]  # the second party stands too far before
    assert asked.begin.tolist() == [101 - asked.first, 90 - asked.first]


def test_a_long_sentence_is_read_round_its_trigger_alone() -> None:
    spot = Spot(200, 201, "ASSAULT", None, None)
    (asked,) = ask(sentences(10, 400), pairs_of([party(198, 199)], spot))
    assert (asked.first, asked.last, asked.before) == (200 - REACH, 201 + REACH, 0)


def test_a_trigger_without_parties_is_not_asked_about() -> None:
    spot = Spot(5, 6, "ASSAULT", None, None)
    assert not list(ask(sentences(10, 10), pairs_of([party(15, 16)], spot)))


def test_kinds_and_codes_have_numbers_of_their_own() -> None:
    kinds = [
        kind_number(lead + kind) for lead in ("", "name ", "found ") for kind in ("person", "place", "?")
    ]
    assert len(set(kinds)) == len(kinds)
    assert max(kinds) < KINDS
    assert code_bits(np.array([5])).tolist() == [[1, 0, 1, 0, 0, 0, 0, 0, 0]]


@pytest.mark.parametrize(
    ("text", "trigger", "actors", "recipients"),
    [
        ("قصفت طائرات إسرائيلية موقعا للجيش السوري قرب حمص.", "قصفت", ["طائرات إسرائيلية"], None),
        ("زار وزير الخارجية المصري سامح شكري أنقرة والتقى نظيره التركي.", "زار", ["سامح شكري"], None),
        ("اعتقلت الشرطة خمسة متظاهرين في وسط العاصمة.", "اعتقلت", ["الشرطة"], ["خمسة متظاهرين"]),
    ],
)
def test_who_did_it_is_read(text: str, trigger: str, actors: list[str], recipients: list[str] | None) -> None:
    event = next(e for e in read(text, tier=ACCURATE).events if e.trigger.exact == trigger)
    assert all(any(wanted in one.exact for one in event.actors) for wanted in actors)
    if recipients is not None:
        assert [one.exact for one in event.recipients] == recipients


def test_whoever_reports_a_killing_is_no_killer() -> None:
    text = "دان مجلس الوزراء في جلسته أمس التفجير الذي استهدف مسجدا في عسير وأسفر عن مقتل 15 شخصا."
    for event in read(text, tier=ACCURATE).events:
        if event.type == "ASSAULT":
            assert "مجلس الوزراء" not in [one.exact for one in event.actors]


@pytest.mark.parametrize(
    "text",
    [
        "استنكر الاتحاد الأفريقي الهجوم الذي استهدف قافلة إغاثة وأودى بحياة ستة عمال.",
        "نددت الرئاسة اليمنية بالقصف الذي طال سوقا شعبيا في تعز.",
    ],
)
def test_whoever_condemns_an_attack_does_not_make_it(text: str) -> None:
    found = [event for event in read(text, tier=ACCURATE).events if event.type == "ASSAULT"]
    assert found
    assert not any(event.actors for event in found)


def test_a_missing_pack_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="cannot be loaded"):
        ArgumentReader(tmp_path)
