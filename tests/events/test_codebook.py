"""The codebook names every column, type, mode and context; the ontology is PLOVER's."""

from __future__ import annotations

import re
from pathlib import Path

from marsad.events.table import COLUMNS
from marsad.matching import load_lexicon

CODEBOOK = (Path(__file__).parent.parent.parent / "docs/events.md").read_text(encoding="utf-8")
PLOVER = [
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "CONCEDE",
    "COOPERATE",
    "AID",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
]


def test_every_column_is_described() -> None:
    table = CODEBOOK[CODEBOOK.index("## Columns") : CODEBOOK.index("## How")]
    named = set(re.findall(r"[a-z0-9_]+", table))
    assert [column for column in COLUMNS if column not in named] == []


def test_every_type_mode_and_context_is_described() -> None:
    lexicon = load_lexicon()
    for entry in lexicon.table("event_type"):
        assert f"| {entry.id} |" in CODEBOOK
        for mode in entry.fields.get("modes") or ():
            assert mode in CODEBOOK
    contexts = {entry.fields["context"] for entry in lexicon.table("event_context")}
    assert len(contexts) == 37
    assert all(context in CODEBOOK for context in contexts)


def test_the_sixteen_types_have_their_quads() -> None:
    types = {entry.id: entry.fields for entry in load_lexicon().table("event_type")}
    assert [name for name in types if name not in PLOVER] == ["DISASTER", "ACCIDENT", "GOVERN"]
    assert [types[name]["quad"] for name in PLOVER] == [1] * 4 + [2] * 3 + [3] * 4 + [4] * 5
    assert types["ASSAULT"]["score"] == -9


def test_triggers_are_many_and_their_modes_known() -> None:
    lexicon = load_lexicon()
    modes = {entry.id: set(entry.fields.get("modes") or ()) for entry in lexicon.table("event_type")}
    patterns = {entry.id for entry in lexicon.table("event_pattern")}
    triggers = lexicon.table("event_trigger")
    assert len(triggers) >= 600
    for entry in triggers:
        assert entry.fields["args"] in patterns
        mode = entry.fields.get("mode")
        assert mode is None or mode in modes[entry.fields["type"]], entry.id
