"""Places on the map: which one of several a name means, and how sure that is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from marsad.types import Document, Names

CASES = yaml.safe_load((Path(__file__).parent / "places.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:40])
def test_the_article_tells_which_place_is_meant(
    case: dict[str, Any], named: Callable[[str], tuple[Document, Names]]
) -> None:
    _, names = named(case["text"])
    entity = next(e for e in names.entities if case["form"] in e.forms)
    assert entity.geo is not None
    assert ("unsure" in case) == (entity.geo.certainty < 0.5)
    if "country" in case:
        assert entity.geo.country == case["country"]
    assert entity.name == case.get("name", entity.name)


def test_a_described_capital_joins_the_named_city(named: Callable[[str], tuple[Document, Names]]) -> None:
    _, names = named(
        "اشتدت المعارك قرب بغداد، وأعلنت العاصمة العراقية حظر التجول، ثم هدأت العاصمة العراقية بغداد"
    )
    city = next(e for e in names.entities if "بغداد" in e.forms)
    assert city.forms == ("بغداد",)
    assert [m.exact for m in names.mentions if m.entity == city.id] == ["بغداد", "العاصمة العراقية", "بغداد"]


def test_a_body_of_several_countries_is_that_of_the_article(
    named: Callable[[str], tuple[Document, Names]],
) -> None:
    _, names = named("قالت الحركة الشعبية في كادقلي بجنوب كردفان إن الجيش السوداني قصف مواقع الحركة الشعبية")
    assert "Sudan People's Liberation Movement" in {entity.latin for entity in names.entities}


def test_a_work_in_quotation_marks_has_its_listed_name(
    named: Callable[[str], tuple[Document, Names]],
) -> None:
    _, names = named("عرضت القناة مسلسل «باب الحارة» للمخرج بسام الملا")
    assert [e.latin for e in names.entities if e.name == "باب الحارة"] == ["Bab al-Hara"]


def test_a_small_place_is_none_of_a_country_the_article_does_not_speak_of(
    named: Callable[[str], tuple[Document, Names]],
) -> None:
    _, names = named("سقطت قذائف على أحياء القيمرية والحميدية في دمشق، وقال مصدر سوري إن حلب وحمص هادئتان")
    quarter = next(e for e in names.entities if "الحميدية" in e.forms)
    assert quarter.geo is None or quarter.geo.country == "SY"
