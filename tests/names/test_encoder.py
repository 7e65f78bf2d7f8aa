"""Windows through a session and back to tokens; the session here stands in for the transformer."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from marsad.errors import ModelError
from marsad.names.encoder import ROLE_SIZE, ROLES, Encoder
from marsad.names.light import load_light
from marsad.names.tagging import TAGS
from marsad.text import read_part

TYPES, STATUSES = ("ASSAULT", "CONSULT"), ("happened", "planned")
WIDTH = 2 * len(TAGS) + 1 + len(TYPES) + len(STATUSES) + 2 * len(ROLES) * ROLE_SIZE


class Session:
    """Says B-place in both ways of every first piece whose id is that of a given one, O of all others; counts what it reads."""

    def __init__(self, wanted: int) -> None:
        self.wanted, self.sizes = wanted, list[tuple[int, ...]]()

    def run(self, _: list[str], given: dict[str, np.ndarray]) -> list[Any]:
        ids, mask = given["ids"], given["mask"]
        self.sizes.append(ids.shape)
        assert ((ids == 1) == (mask == 0)).all()
        told = np.zeros((*ids.shape, WIDTH), np.float32)
        for way in (0, len(TAGS)):
            told[..., way] = 5.0
            told[ids == self.wanted, way + TAGS.index("B-place")] = 9.0
        told[..., 2 * len(TAGS) + 2] = 3.0  # CONSULT
        told[..., -1] = ids
        return [told]


def encoder_for(word: str) -> Encoder:
    encoder = object.__new__(Encoder)
    encoder.pieces = load_light().vectors.pieces
    encoder.types, encoder.statuses = TYPES, STATUSES
    encoder._session = Session(encoder.pieces.cut(word)[0])
    return encoder


def test_what_is_said_comes_back_to_its_tokens() -> None:
    parts = [read_part("وفد يزور دمشق", "title"), read_part("وصل الوفد إلى دمشق. " * 120, "text")]
    for part, told in zip(parts, encoder_for("دمشق")(parts), strict=True):
        found = [
            t.text for t, row in zip(part.tokens, told.names, strict=True) if TAGS[row.argmax()] == "B-place"
        ]
        assert set(found) == {"دمشق"}
        assert len(found) == part.text.count("دمشق")


def test_each_kind_of_answer_stands_in_its_place() -> None:
    part = read_part("وصل الوفد إلى دمشق.", "text")
    encoder = encoder_for("دمشق")
    (told,) = encoder([part])
    assert (told.types.argmax(1) == 1 + TYPES.index("CONSULT")).all()
    assert told.status.shape == (len(part.tokens), len(STATUSES))
    firsts = [encoder.pieces.cut(t.text, opens=t.kind != "mark")[0] for t in part.tokens]
    assert told.arguments[:, -1, -1].tolist() == firsts
    assert not told.triggers.any()


def test_every_token_of_a_long_sentence_has_scores() -> None:
    part = read_part("التقى الوزير في دمشق " * 200, "text")
    (told,) = encoder_for("دمشق")([part])
    assert np.allclose(np.exp(told.names).sum(1), 1.0, atol=1e-4)
    assert (told.names.argmax(1) == TAGS.index("B-place")).sum() == 200


def test_a_missing_pack_is_named(tmp_path: Path) -> None:
    pytest.importorskip("onnxruntime")
    with pytest.raises(ModelError, match="cannot be loaded"):
        Encoder(tmp_path)
