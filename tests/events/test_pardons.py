"""What a verb and its noun report with somebody between them, and words that only look like an attack."""

from __future__ import annotations

import pytest

import marsad


@pytest.mark.parametrize(
    ("text", "kind", "actors", "recipients"),
    [
        ("أطلقت الشرطة سراح ناشطين.", "RETREAT", ["الشرطة"], ["ناشطين"]),
        ("عفا أمير الكويت عن عشرات السجناء.", "CONCEDE", ["أمير الكويت"], ["عشرات السجناء"]),
        ("تبادلت روسيا وأوكرانيا مئة أسير.", "COOPERATE", ["روسيا", "أوكرانيا"], []),
        ("أطلق جندي النار على زملائه في قاعدة عسكرية.", "ASSAULT", ["جندي"], ["زملائه"]),
    ],
)
def test_who_did_it(text: str, kind: str, actors: list[str], recipients: list[str]) -> None:
    events = marsad.read(text, title="").events
    told = [(e.type, [a.exact for a in e.actors], [r.exact for r in e.recipients]) for e in events]
    assert (kind, actors, recipients) in told


@pytest.mark.parametrize(
    "text",
    [
        "أطلقت كوريا الشمالية صاروخا باليستيا باتجاه بحر اليابان.",
        "أطلقت الهند صاروخا فضائيا يحمل قمرا صناعيا.",
    ],
)
def test_what_hits_nobody_is_no_assault(text: str) -> None:
    assert "ASSAULT" not in {event.type for event in marsad.read(text, title="").events}


def test_one_sanction_is_one_event() -> None:
    """Washington hinted at imposing sanctions on those who obstruct the vote."""
    record = marsad.read("لوحت واشنطن بفرض عقوبات على معرقلي الانتخابات.", title="")
    assert [event.type for event in record.events].count("SANCTION") == 1


def test_the_dead_of_an_accident_are_its_own_later_on() -> None:
    """27 met their death in a collision of two buses. The official said the toll of the dead might rise."""
    text = "لقي 27 شخصا مصرعهم إثر حادث تصادم بين حافلتين. وقال المسؤول إن حصيلة القتلى قد ترتفع."
    assert {event.type for event in marsad.read(text, title="").events} == {"ACCIDENT"}
    attack = marsad.read("قتل خمسة جنود في كمين. وقال المسؤول إن حصيلة القتلى قد ترتفع.", title="")
    assert {event.type for event in attack.events} == {"ASSAULT"}
