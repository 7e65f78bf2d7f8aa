"""Who did what to whom in plain sentences that nobody learned from: how many events have both their parties right.

    python benchmarks/events_parties.py [--show]

Reads ``events_parties_*.yaml`` beside it: short items written for this in the manner of the papers of every Arab country. An
event counts as found where a trigger of its type overlaps the annotated one; a part is right where every party annotated
overlaps one given, or another mention of the same entity, and every party given overlaps one annotated. Items of the
fifth list whose events are none hold near misses: nothing is counted of them here.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import yaml

import marsad
from marsad.types import Event, Record, Source

Spans = list[tuple[int, int]]


def spans_of(text: str, part: str) -> Spans:
    """Where a string stands in a text."""
    found, at = [], text.find(part)
    while at >= 0:
        found.append((at, at + len(part)))
        at = text.find(part, at + 1)
    return found


def meet(one: Spans, other: Spans) -> bool:
    """Whether stretches of one list and of another share a character."""
    return any(a < d and c < b for a, b in one for c, d in other)


def places(record: Record, source: Source) -> Spans:
    """Where a party stands, and every other mention of its entity."""
    same = [(m.start, m.end) for m in record.mentions if source.entity and m.entity == source.entity]
    return [(source.start, source.end), *same]


def is_right(record: Record, wanted: Sequence[str], given: Sequence[Source]) -> bool:
    """Whether the parties given are those annotated."""
    asked = [spans_of(record.article.text, part) for part in wanted]
    for answers in ([places(record, one) for one in given], [[(one.start, one.end)] for one in given]):
        every = all(any(meet(one, other) for other in answers) for one in asked)
        if every and all(any(meet(one, other) for one in asked) for other in answers):
            return True
    return False


def judge(record: Record, event: dict[str, Any]) -> Iterator[str]:
    """What holds of an annotated event: found, typed, actors, recipients, both."""
    where = spans_of(record.article.text, event["trigger"])
    there = [e for e in record.events if meet([(e.trigger.start, e.trigger.end)], where)]
    yield from ["found"] * bool(there)
    typed: Event | None = next((e for e in there if e.type == event["type"]), None)
    if typed is None:
        return
    yield "typed"
    actors = is_right(record, event["actors"], typed.actors)
    recipients = is_right(record, event["recipients"], typed.recipients)
    yield from ["actors"] * actors + ["recipients"] * recipients + ["both"] * (actors and recipients)
    yield from ["status"] * (typed.status == event["status"])


def main() -> None:
    for path in sorted(Path(__file__).parent.glob("events_parties_*.yaml")):
        counted: Counter[str] = Counter()
        for item in yaml.safe_load(path.read_text(encoding="utf-8")):
            record = marsad.read(item["text"].strip(), published="2016-05-12")
            for event in item["events"]:
                holds = [*judge(record, event)]
                counted.update(["all", *holds])
                if "--show" in sys.argv[1:] and "both" not in holds:
                    print(f"- {event['type']} «{event['trigger']}» {holds}: {record.article.text}")
        every, typed = counted["all"], max(counted["typed"], 1)
        parts = ", ".join(
            f"{name} {counted[name] / typed:.3f}" for name in ("actors", "recipients", "both", "status")
        )
        print(
            f"{path.stem}: {every} events, found {counted['found'] / every:.3f}, typed {typed / every:.3f}; "
            f"of these {parts}; both of all {counted['both'] / every:.3f}"
        )


if __name__ == "__main__":
    main()
