"""Score the reader's answer, sentence by sentence, to: does this report an ASSAULT, a PROTEST?

    python benchmarks/events_near_misses.py [--show]

Eleven sets, all our own, with many sentences that only look like such events. `tests` are those of
``tests/events/near_misses*.yaml``, on which the rules were mended. Those of ``events_sentences.yaml`` were written before any of
them was read, later those of the lists `b`, `c`, `d` and `e`: on the `odd` ones the rules were mended then, the `even` ones only say
how well that carries over. The answer is yes when an event of the type happened or is alleged. ``--show`` lists the wrong answers, but of the even sentences.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

import yaml

from events.reading import reports, sentences

Told = tuple[str, str, bool]


def fresh(name: str, half: int) -> list[Told]:
    """Every other sentence of a list as (type, sentence, answer), from the first or the second on."""
    listed = yaml.safe_load(Path(__file__).with_name(name).read_text(encoding="utf-8"))
    return [
        (group.removeprefix("no_").upper(), sentence, not group.startswith("no_"))
        for group, given in listed.items()
        for sentence in given[half::2]
    ]


def score(name: str, told: list[Told], kind: str, *, show: bool) -> None:
    """Prints precision, recall and F1 of a type."""
    counts = {"hit": 0, "missed": 0, "invented": 0, "right": 0}
    for type_, sentence, answer in told:
        if type_ != kind:
            continue
        found = reports(sentence, kind)
        outcome = ("hit" if found else "missed") if answer else ("invented" if found else "right")
        counts[outcome] += 1
        if show and outcome in ("missed", "invented"):
            print(f"{outcome}: {sentence}")
    precision = counts["hit"] / max(counts["hit"] + counts["invented"], 1)
    recall = counts["hit"] / max(counts["hit"] + counts["missed"], 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    print(f"{name} {kind}: P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}  {counts}")


def main() -> int:
    """Print the scores of each set and type."""
    show = "--show" in sys.argv
    lists = {"": "events_sentences.yaml"} | {f" {n}": f"events_sentences_{n}.yaml" for n in "bcde"}
    halves = {
        half + mark: fresh(file, n) for mark, file in lists.items() for n, half in enumerate(("odd", "even"))
    }
    for name, told in {"tests": sentences(), **halves}.items():
        for kind in ("ASSAULT", "PROTEST"):
            score(name, told, kind, show=show and not name.startswith("even"))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
