"""Score the reader on the annotated articles and hold it to the floors.

    python benchmarks/scores.py [--raise]

Reads ``../shared/gold`` and ``../shared/seed/gold`` where they lie beside the project, and says so and stops where they
do not. ``floors.json`` pins, for each score, the least it may be, with the SHA-256 of the data it was measured on.
``--raise`` lifts the floors to what was measured, and the table in ``docs/method.md`` with them; nothing lowers them.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from marsad.reader import read_article
from marsad.types import Article

HERE = Path(__file__).parent
SHARED = HERE.parent.parent / "shared"
FLOORS = HERE / "floors.json"
SETS = {"gold": SHARED / "gold", "train": SHARED / "gold/train", "seed": SHARED / "seed/gold"}
KEPT = (
    "entities",
    "entities/merging B3",
    "dates",
    "dates/span",
    "attributions",
    "attributions/cue",
    "attributions/chain",
)
KEPT += ("events", "events/trigger", "events/who did what to whom")


def measure(folder: Path) -> dict[str, float]:
    """The F1 of each layer on the annotated articles of a folder."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as records:
        for path in sorted((folder / "articles").glob("*.json")):
            given = json.loads(path.read_text(encoding="utf-8"))
            fields = {name: given.get(name) for name in ("id", "title", "text", "published")}
            records.write(read_article(Article(**fields)).to_json() + "\n")
        records.flush()
        command = [sys.executable, str(SHARED / "gold/score.py"), str(folder), records.name, "--json"]
        scores: dict[str, Any] = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    if scores["wrong offsets"] or scores["altered texts"] or scores["missing records"]:
        raise SystemExit(f"{folder}: wrong offsets, altered texts or missing records: {scores}")
    return {name: scores[name]["f1"] for name in KEPT}


def digest(folder: Path) -> str:
    """The SHA-256 of the annotations and articles of a folder."""
    content = hashlib.sha256()
    for path in sorted([*folder.glob("*.json"), *(folder / "articles").glob("*.json")]):
        content.update(path.name.encode() + path.read_bytes())
    return content.hexdigest()


def main() -> int:
    if not SHARED.exists():
        print("no annotated articles beside the project: nothing measured")
        return 0
    floors: dict[str, Any] = json.loads(FLOORS.read_text()) if FLOORS.exists() else {}
    failed = False
    for name, folder in SETS.items():
        scores, data = measure(folder), digest(folder)
        floor = floors.setdefault(name, {"data": data, "f1": {}})
        if floor["data"] != data:
            print(f"{name}: the data changed; floors of other data do not hold")
            floor.update(data=data, f1={})
        for layer, score in scores.items():
            least = floor["f1"].get(layer, 0.0)
            failed |= score < least
            print(f"{name:6} {layer:32} {score:.4f}  floor {least:.4f}{'  BELOW' if score < least else ''}")
            floor["f1"][layer] = max(least, score)
    if "--raise" in sys.argv[1:]:
        FLOORS.write_text(json.dumps(floors, indent=1, sort_keys=True) + "\n")
        subprocess.run([sys.executable, str(HERE.parent / "docs/build_figures.py")], check=True)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
