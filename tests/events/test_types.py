"""Every type in the words of different countries' news."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

import marsad

CASES = yaml.safe_load((Path(__file__).parent / "types.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("kind", "sentence"), [(kind, sentence) for kind, listed in CASES.items() for sentence in listed]
)
def test_type_is_found(kind: str, sentence: str) -> None:
    found = {event.type for event in marsad.read(sentence, title="", published="2023-05-12").events}
    assert kind in found


@pytest.mark.parametrize(
    ("text", "trigger", "kind"),
    [
        ("شهدت الولاية حرائق غابات أودت بحياة 90 شخصا على الأقل.", "أودت بحياة", "DISASTER"),
        ("أسفر الزلزال الذي ضرب الحوز عن مقتل أكثر من ألفي شخص.", "مقتل", "DISASTER"),
        ("قتل خمسة أشخاص في غارة إسرائيلية على خان يونس.", "قتل", "ASSAULT"),
    ],
)
def test_a_toll_is_of_what_caused_it(text: str, trigger: str, kind: str) -> None:
    assert {e.type for e in marsad.read(text).events if e.trigger.exact.endswith(trigger)} == {kind}
