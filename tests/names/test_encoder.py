"""Windows through a session and back to tokens; the session here stands in for the transformer."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from marsad.errors import ModelError
from marsad.names.encoder import Encoder
from marsad.names.light import load_light
from marsad.names.tagging import TAGS
from marsad.text import read_part


class Session:
    """Says B-place of every first piece whose id is that of a given one, O of all others; counts what it reads."""

    def __init__(self, wanted: int) -> None:
        self.wanted, self.sizes = wanted, list[tuple[int, ...]]()

    def run(self, _: list[str], given: dict[str, np.ndarray]) -> list[Any]:
        ids, mask = given["ids"], given["mask"]
        self.sizes.append(ids.shape)
        assert ((ids == 1) == (mask == 0)).all()
        heads = np.zeros((*ids.shape, 48), np.float32)
        heads[..., 0] = 5.0
        heads[ids == self.wanted, TAGS.index("B-place")] = 9.0
        return [heads]


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


def test_a_missing_pack_is_named(tmp_path: Path) -> None:
    pytest.importorskip("onnxruntime")
    with pytest.raises(ModelError, match="cannot be loaded"):
        Encoder(tmp_path)
