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
