"""The table of scores in ``docs/method.md``, from ``benchmarks/floors.json`` (written by ``benchmarks/scores.py --raise``)."""

from __future__ import annotations

import json
import re
from pathlib import Path

FLOORS = Path(__file__).parent.parent / "benchmarks/floors.json"
METHOD = Path(__file__).with_name("method.md")
LAYERS = {
    "entities": "entities: kind and form",
    "entities/merging B3": "entities: spellings merged (B³)",
    "dates/span": "dates: span",
    "dates": "dates: span and value",
    "attributions/cue": "attributions: cue",
    "attributions": "attributions: content and nearest source",
    "attributions/chain": "attributions: the whole chain",
    "events/trigger": "events: trigger",
    "events": "events: trigger and type",
    "events/who did what to whom": "events: who did what to whom",
}
PEOPLE = {
    "entities": 0.94,
    "entities/merging B3": 1.0,
    "dates": 1.0,
    "attributions": 0.95,
    "attributions/chain": 0.88,
    "events": 0.70,
    "events/who did what to whom": 0.58,
}
"""How far two people who annotated the same articles agree."""


def table() -> str:
    """The scores as a table, cut to two digits."""
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))
    rows = [
        "| F1 | thirty articles for checking | seventy-two it was tuned on | two people |",
        "|---|---|---|---|",
    ]
    for layer, name in LAYERS.items():
        unseen, seen = (floors[part]["f1"].get(layer) for part in ("gold", "train"))
        rows.append(f"| {name} | {_cut(unseen)} | {_cut(seen)} | {_cut(PEOPLE.get(layer))} |")
    return "\n".join(rows)


def _cut(score: float | None) -> str:
    return "" if score is None else f"{int(score * 100) / 100:.2f}"


def with_table(page: str) -> str:
    """The page with the table between its two marks."""
    return re.sub(r"(<!-- scores -->\n).*?(<!-- end -->)", rf"\1\n{table()}\n\n\2", page, flags=re.DOTALL)


def main() -> None:
    """Write the table into the page."""
    METHOD.write_text(with_table(METHOD.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
