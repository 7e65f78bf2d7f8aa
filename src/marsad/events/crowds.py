"""What a crowd does: demonstrators who storm a building riot, people who close a road obstruct it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from marsad.events.senses import Words
from marsad.events.triggers import Trigger
from marsad.events.word_keys import word_keys
from marsad.text import fold
from marsad.types import Source

_RESTRAINS = frozenset({"COERCE", "MOBILIZE"})
_HEAD_WORDS = 2


class Crowds(msgspec.Struct, frozen=True):
    """The words for those whose every attack that counts no dead is a riot, for people at large («أنصار», «عمال»), and for
    those who are none of them, however many («عشرات [المستوطنين]»)."""

    protesters: Words
    people: Words
    attackers: Words


def read_crowds(classes: Mapping[str, Sequence[str]]) -> Crowds:
    """The words for crowds among the classes of words of the lexicon."""
    protesters, people, attackers = (
        frozenset(map(fold, classes[name])) for name in ("protesters", "people_at_large", "attackers")
    )
    return Crowds(protesters, people, attackers)


def as_protest(
    kind: str, trigger: Trigger, actors: Sequence[Source], crowds: Crowds
) -> tuple[str, str] | None:
    """The type and mode of what a crowd does where it is a protest: «اقتحم محتجون البرلمان», «أغلق الأهالي الطريق».

    People at large protest by a verb that the frames mark as done by crowds (`crowd`), unless that is their name («أنصار الله»).
    """
    sense = trigger.sense
    if kind == "ASSAULT" and sense.size is None and _are(actors, crowds.protesters):
        return "PROTEST", "riot"
    if not (kind == sense.type != "PROTEST" and sense.crowd):
        return None
    nameless = [
        actor
        for actor in actors
        if actor.entity is None and trigger.form == "verb" and not _are((actor,), crowds.attackers)
    ]
    if _are(actors, crowds.protesters) or _are(nameless, crowds.people):
        return "PROTEST", "obstruct" if kind in _RESTRAINS else "riot"
    return None


def _are(actors: Sequence[Source], words: Words) -> bool:
    """Whether one of those who act is called so."""
    return any(
        words & word_keys(fold(word)) for actor in actors for word in actor.exact.split()[:_HEAD_WORDS]
    )
