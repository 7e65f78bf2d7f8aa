"""The event head: its pack, and what it adds to the rules."""

from __future__ import annotations

import hashlib
import json

import numpy as np
import pytest

import marsad
from marsad.errors import ModelError
from marsad.events.head import PACK, Head, load_head

CARD = json.loads((PACK.parent / "card.json").read_text(encoding="utf-8"))
MOST_BYTES = 40_000_000


def test_the_file_is_that_of_the_card() -> None:
    assert {PACK.name: hashlib.sha256(PACK.read_bytes()).hexdigest()} == CARD["files"], (
        "see training/README.md"
    )
    assert PACK.stat().st_size < MOST_BYTES
    assert set(CARD) >= {"made_by", "data", "licence", "scores", "limits"}


@pytest.mark.parametrize("data", [b"", b"PK", PACK.read_bytes()[:1000]])
def test_a_damaged_pack_is_named(tmp_path, data: bytes) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "head.npz"
    path.write_bytes(data)
    with pytest.raises(ModelError, match=r"head\.npz"):
        Head(path)


def test_scores_are_log_probabilities() -> None:
    head = load_head()
    rows = np.zeros((3, 4), np.int64)
    scores = head.trigger_scores(rows, np.zeros((3, 48), np.float32))
    assert scores.shape == (3, 1 + len(head.types))
    assert np.exp(scores).sum(1) == pytest.approx(1.0, abs=1e-5)
    assert head.trigger_scores(rows[:0], np.zeros((0, 48), np.float32)).shape == (0, 1 + len(head.types))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("وختم الوزير زيارته بجلسة جمعته بنظيره الأردني.", "CONSULT"),
    ],
)
def test_types_in_plain_news(text: str, kind: str) -> None:
    assert kind in {event.type for event in marsad.read(text, published="2021-03-04").events}


def test_everything_said_of_an_event_stands_in_the_text() -> None:
    text = "أعلنت الوزارة توقيف ستة عناصر من العصابة في صفاقس. وندد محاميهم بظروف إيقافهم، وطالب النيابة بفتح تحقيق."
    record = marsad.read(text, published="2021-03-04")
    assert len(record.events) >= 3
    for event in record.events:
        for span in (event.trigger, *event.actors, *event.recipients):
            assert text[span.start : span.end] == span.exact
