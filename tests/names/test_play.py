"""Clubs called as their city or an everyday word is: the team in the report of a match, else the city or nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from marsad.types import Document, Names

Named = Callable[[str], tuple[Document, Names]]
MATCH = (
    "واصل فريق الشمال نتائجه الجيدة في الدوري بفوزه على الوكرة 2-1، وتعادل روما الإيطالي مع ليون في المباراة "
    "التي أقيمت في روما، وسجل مهاجم ليون هدفين من ركلة جزاء."
)


def kinds(names: Names, form: str) -> list[str]:
    return [mention.kind for mention in names.mentions if mention.exact == form]


def test_a_report_of_a_match_names_clubs(named: Named) -> None:
    _, names = named(MATCH)
    assert kinds(names, "الشمال") == ["organization"]
    assert kinds(names, "الوكرة") == ["organization"]
    assert kinds(names, "ليون") == ["organization", "organization"]


def test_after_a_preposition_of_place_the_city_is_meant(named: Named) -> None:
    _, names = named(MATCH)
    assert kinds(names, "روما") == ["organization", "place"]
    assert {e.latin for e in names.entities if e.name == "روما"} == {"AS Roma", "Rome"}


@pytest.mark.parametrize(
    "text",
    [
        "زار وزير الخارجية روما وبحث مع نظيره ملف الهجرة",
        "هبت رياح من الشمال على الوكرة وقال راصد إن الحرارة تنخفض",
    ],
)
def test_elsewhere_no_club_is_seen(named: Named, text: str) -> None:
    _, names = named(text)
    assert all(mention.kind != "organization" for mention in names.mentions), names.mentions
