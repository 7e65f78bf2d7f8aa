"""The pack that ships: its files are those the card names, small enough, and as the committed script writes them."""

from __future__ import annotations

import hashlib
import json

from marsad.names.light import PACK, load_light

CARD = json.loads((PACK / "card.json").read_text(encoding="utf-8"))
MOST_BYTES = 40_000_000


def test_files_are_those_of_the_card() -> None:
    for name, wanted in CARD["files"].items():
        assert hashlib.sha256((PACK / name).read_bytes()).hexdigest() == wanted, (
            f"{name}: see training/README.md"
        )
    assert {path.name for path in PACK.iterdir() if path.suffix in (".npz", ".tsv", ".onnx")} == set(
        CARD["files"]
    )


def test_the_pack_is_small() -> None:
    assert sum(path.stat().st_size for path in PACK.iterdir()) < MOST_BYTES


def test_the_card_tells_data_licence_scores_and_limits() -> None:
    assert set(CARD) >= {"made_by", "data", "licence", "scores", "limits", "files"}
    assert set(CARD["scores"]["anercorp_last_sixth"]) >= {"person", "place", "organization", "misc", "all"}
    assert load_light().moves.shape == (9, 9)
