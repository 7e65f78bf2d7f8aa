"""Offences named by their kind, parts that are denied, and words that only look like an event."""

from __future__ import annotations

import pytest

import marsad


def types(text: str) -> set[str]:
    return {event.type for event in marsad.read(text, title="", published="2022-03-16").events}


@pytest.mark.parametrize(
    "text",
    [
        "أوقفت الشرطة القضائية ثلاثة أشخاص بتهمة السرقة والقتل.",
        "حكمت محكمة البصرة على المتهم بتهم القتل والخطف والسطو.",
    ],
)
def test_what_somebody_is_charged_with_is_no_attack(text: str) -> None:
    assert "ASSAULT" not in types(text)


def test_a_killing_somebody_is_charged_with_is_alleged() -> None:
    events = marsad.read("أوقفت الشرطة رجلا بتهمة قتل جاره في الرمادي.", title="").events
    assert {event.status for event in events if event.type == "ASSAULT"} == {"alleged"}


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("نفى التنظيم صلته بقصف البلدة.", "alleged"),
        ("نفت الخرطوم أي ضلوع لها في اغتيال المعارض.", "alleged"),
        ("نفى المتحدث علاقة الجيش بالهجوم على القافلة.", "alleged"),
        ("نفى التنظيم قصف البلدة.", "denied"),
    ],
)
def test_a_part_that_is_denied_leaves_the_act(text: str, status: str) -> None:
    events = marsad.read(text, title="").events
    assert {event.status for event in events if event.type == "ASSAULT"} == {status}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("كان الضحية يستقل سيارة أجرة في طريقه إلى عمله.", "RETREAT"),
        ("أجلت المحكمة النظر في القضية إلى جلسة الخميس.", "AID"),
        ("أجلت اللجنة الانتخابات إلى الربيع.", "AID"),
    ],
)
def test_what_only_looks_like_an_event(text: str, kind: str) -> None:
    assert kind not in types(text)


def test_the_court_puts_off_and_the_authorities_bring_out() -> None:
    assert "AID" in types("أجلت السلطات مئات السكان من القرية بعد الفيضانات.")
