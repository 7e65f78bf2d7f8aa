"""The event head: its pack, and what it adds to the rules."""

from __future__ import annotations

import hashlib
import json

import numpy as np
import pytest

import marsad
from marsad.errors import ModelError
from marsad.events.coder import read_parts
from marsad.events.head import PACK, Head, load_head
from marsad.events.trigger_features import trigger_rows
from marsad.matching import load_lexicon, scan_document
from marsad.names import find_names
from marsad.speech import find_attributions
from marsad.text import read_document
from marsad.times import read_dates
from marsad.types import Article

CARD = json.loads((PACK.parent / "card.json").read_text(encoding="utf-8"))
MOST_BYTES = 40_000_000


def test_files_are_those_of_the_card() -> None:
    files = [path for path in PACK.parent.iterdir() if path.suffix in (".npz", ".onnx")]
    hashes = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
    assert hashes == CARD["files"], "see training/README.md"
    assert sum(path.stat().st_size for path in files) < MOST_BYTES
    assert set(CARD) >= {"made_by", "data", "licence", "scores", "limits"}


@pytest.mark.parametrize("data", [b"", b"PK", PACK.read_bytes()[:1000]])
def test_a_damaged_pack_is_named(tmp_path, data: bytes) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "head.npz"
    path.write_bytes(data)
    with pytest.raises(ModelError, match=r"head\.npz"):
        Head(path)


def test_each_word_has_a_score_for_each_type() -> None:
    head = load_head()
    sums = np.zeros((3, 48), np.int16)
    scores = head.trigger_scores(sums, np.zeros((3, 48), np.float32))
    assert scores.shape == (3, 1 + len(head.types))
    assert (scores[:, 0] > scores[:, 1:].max(1)).all()  # nothing is known, so no event
    assert head.trigger_scores(sums[:0], np.zeros((0, 48), np.float32)).shape == (0, 1 + len(head.types))


def test_sums_are_those_of_the_rows() -> None:
    text = "قالت وزارة الدفاع في بيان إن الجيش قصف درنة أمس. ونفت الوزارة، الأحد، مقتل ثلاثة متظاهرين قرب طرابلس."
    scan = scan_document(
        read_document(Article(id="a", title="قصف درنة", text=text, published=None)), load_lexicon()
    )
    names, dates = find_names(scan), read_dates(scan, None)
    read = read_parts(scan, names, dates, find_attributions(scan, names, dates), None)
    with np.load(PACK) as saved:
        table = saved["trigger_rows"].astype(np.int16)
    for part in read.parts:
        rows = trigger_rows(part.view, part.proposals)
        words = load_head().words(part.view.tokens)
        assert np.array_equal(load_head().trigger_sums(part.view, part.proposals, words), table[rows].sum(1))


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
