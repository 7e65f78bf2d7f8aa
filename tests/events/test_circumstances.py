"""The status and the place of events as the learned weights choose them, beside what the rules find."""

from __future__ import annotations

from pathlib import Path

import pytest

from marsad.errors import ModelError
from marsad.events.circumstances import Weights
from marsad.reader import FAST, read

PLACES = [
    # the town where it happened, not the country the actor is of
    ("شن الطيران الروسي غارات على مدينة إدلب أمس، وفق ما أعلنت موسكو.", "قصف|غارات", "إدلب"),
    # the town before the province it lies in
    ("انفجرت سيارة مفخخة في مدينة بعقوبة بمحافظة ديالى شرقي العراق.", "انفجرت", "بعقوبة"),
    # the sentence before names the place
    ("وصل الوفد إلى مدينة جدة صباح الأحد. وأجرى محادثات مع مسؤولين سعوديين.", "محادثات", "جدة"),
]
STATUSES = [
    ("دعا رئيس الحكومة إلى إجراء انتخابات مبكرة.", "انتخابات", "called_for"),
    ("ستعقد القمة العربية في الجزائر الشهر المقبل.", "القمة", "planned"),
    ("نفى الجيش قصف المستشفى.", "قصف", "denied"),
    ("قتل ثلاثة جنود في هجوم بالعريش أمس.", "هجوم", "happened"),
]


@pytest.mark.parametrize(("text", "words", "wanted"), PLACES)
def test_the_place_is_where_it_happened(text: str, words: str, wanted: str) -> None:
    events = read(text, published="2016-05-03", tier=FAST).events
    found = [e.place.exact for e in events if e.place and any(w in e.trigger.exact for w in words.split("|"))]
    assert wanted in found


@pytest.mark.parametrize(("text", "word", "wanted"), STATUSES)
def test_the_status_is_what_is_said_of_the_event(text: str, word: str, wanted: str) -> None:
    events = read(text, published="2016-05-03", tier=FAST).events
    assert wanted in [e.status for e in events if word in e.trigger.exact]


def test_a_missing_pack_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="holds no weights"):
        Weights(tmp_path / "none.npz")


def test_a_place_that_only_the_dateline_names_is_marked() -> None:
    (leaving, *_) = read("الخرطوم (أ ف ب) - أعلن حزب الأمة انسحابه من الحوار.", tier=FAST).events
    assert leaving.place is not None
    assert (leaving.place.exact, leaving.place.from_) == ("الخرطوم", "dateline")
    (killing, *_) = read("عدن - «الأيام»: اغتال مسلحون ضابطا في حي المنصورة.", tier=FAST).events
    assert killing.place is not None
    assert killing.place.from_ == "clause"
