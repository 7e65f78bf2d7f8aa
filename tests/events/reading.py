"""What a sentence reports, as one yes or no a type."""

from __future__ import annotations

from pathlib import Path

import yaml

import marsad

SENTENCES = sorted(Path(__file__).parent.glob("near_misses*.yaml"))
REPORTED = frozenset({"happened", "alleged"})


def reports(sentence: str, kind: str) -> bool:
    """Whether a sentence reports an event of a type that happened or is alleged, and is no history."""
    events = marsad.read(sentence, title="", published="2020-05-12").events
    return any(event.type == kind and event.status in REPORTED and not event.historical for event in events)


def sentences() -> list[tuple[str, str, bool]]:
    """The annotated sentences as (type, sentence, answer)."""
    return [
        (group.removeprefix("no_").upper(), sentence, not group.startswith("no_"))
        for path in SENTENCES
        for group, listed in yaml.safe_load(path.read_text(encoding="utf-8")).items()
        for sentence in listed
    ]
