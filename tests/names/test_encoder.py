"""Windows through a session and back to tokens; the session here stands in for the transformer."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from marsad.errors import ModelError
from marsad.events.head import load_head
from marsad.names.encoder import HEADS, SIZE, Encoder, load_encoder
from marsad.names.light import load_light
from marsad.names.tagging import TAGS
from marsad.reader import ACCURATE, FAST, read
from marsad.text import read_part


class Session:
    """Says B-place in both ways of every first piece whose id is that of a given one, O of all others."""

    def __init__(self, wanted: int) -> None:
        self.wanted = wanted

    def run(self, _: list[str], given: dict[str, np.ndarray]) -> list[Any]:
        ids, mask = given["ids"], given["mask"]
        assert ((ids == 1) == (mask == 0)).all()
        said = np.zeros((*ids.shape, HEADS), np.float32)
        for way in (0, len(TAGS)):
            said[..., way] = 5.0
            said[ids == self.wanted, way + TAGS.index("B-place")] = 9.0
        return [said, np.repeat(ids[..., None], SIZE, -1).astype(np.float32)]


def encoder_for(word: str) -> Encoder:
    encoder = object.__new__(Encoder)
    encoder.pieces = load_light().vectors.pieces
    encoder._session = Session(encoder.pieces.cut(word)[0])
    return encoder


def test_scores_come_back_to_their_tokens() -> None:
    parts = [read_part("وفد يزور دمشق", "title"), read_part("وصل الوفد إلى دمشق. " * 120, "text")]
    scores = encoder_for("دمشق")(parts)
    for part, rows in zip(parts, scores, strict=True):
        found = [t.text for t, row in zip(part.tokens, rows, strict=True) if TAGS[row.argmax()] == "B-place"]
        assert set(found) == {"دمشق"}
        assert len(found) == part.text.count("دمشق")


def test_every_token_of_a_long_sentence_has_scores() -> None:
    part = read_part("التقى الوزير في دمشق " * 200, "text")
    (rows,) = encoder_for("دمشق")([part])
    assert np.allclose(np.exp(rows).sum(1), 1.0, atol=1e-4)
    assert (rows.argmax(1) == TAGS.index("B-place")).sum() == 200


def test_the_transformer_that_ships_tells_types_of_events() -> None:
    part = read_part("قصف الجيش المدينة فجرا.", "text")
    (rows,) = load_encoder().tell([part]).types
    assert rows.shape == (len(part.tokens), 1 + len(load_head().types))
    assert load_head().types[rows[0, 1:].argmax()] == "ASSAULT"
    assert rows[2].argmax() == 0


def test_the_transformer_that_ships_reads_names_no_list_has() -> None:
    part = read_part("قال جونار ثورفالدسن إن الشركة ستفتح مصنعا في هافنارفيوردور.", "text")
    (rows,) = load_encoder()([part])
    kinds = {t.text: TAGS[row.argmax()] for t, row in zip(part.tokens, rows, strict=True)}
    assert kinds["ثورفالدسن"] == "I-person"
    assert kinds["هافنارفيوردور"] == "B-place"
    assert kinds["الشركة"] == "O"


def test_the_accurate_tier_is_the_default() -> None:
    text = "قال الوزير إن الوفد وصل إلى تونس."
    assert read(text).run.model == ACCURATE
    assert read(text, tier=FAST).run.model == FAST


def test_a_missing_pack_is_named(tmp_path: Path) -> None:
    pytest.importorskip("onnxruntime")
    with pytest.raises(ModelError, match="cannot be loaded"):
        Encoder(tmp_path)
