"""An attack and the dead and injured told with it: each lends the other the party it does not name; and those of mishaps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

import msgspec

from marsad.events.deciding import Chosen, typed
from marsad.events.opponents import clash
from marsad.events.senses import Sense
from marsad.events.view import View
from marsad.types import Attribution, Event, Source

_COUNTED = frozenset({"dead", "injured"})
_UNMEANT = frozenset({"DISASTER", "ACCIDENT"})
_LONGEST = 12
"""How many words part an attack and its toll at most."""
Told = tuple[Chosen, Event, Attribution | None]


def with_tolls(view: View, told: Sequence[Told], senses: Mapping[str, Sense]) -> list[Told]:
    """What is told of a part in order, the dead with who attacked and the attack with whom it befell.

    «مقتل ثلاثة جنود في هجوم لتنظيم داعش» (three soldiers killed in an attack by IS): whoever attacked killed them.
    """
    found = list(told)
    for at, after in reversed([*pairwise(range(len(found)))]):
        if found[at][1].type != "ASSAULT" or found[after][1].type != "ASSAULT":
            continue
        tolls = _is_toll(found[at][0], senses), _is_toll(found[after][0], senses)
        tie = _tie(view, found[at][0], found[after][0])
        if tolls == (True, False) and tie == "deed":
            found[at], found[after] = _joined(view, found[at], found[after])
        elif tolls == (False, True) and tie == "toll":
            found[after], found[at] = _joined(view, found[after], found[at])
        elif tolls == (True, True) and tie == "more":
            found[at] = _joined(view, found[at], found[after])[0]
    return found


def _is_toll(one: Chosen, senses: Mapping[str, Sense]) -> bool:
    return one.listed is not None and senses[one.listed.entry.id].size in _COUNTED


def _tie(view: View, one: Chosen, other: Chosen) -> str | None:
    """What the second of two triggers is to the first: the deed the dead died of, or the dead of the deed or of more of them.

    «مقتل ثلاثة [في] هجوم», «هجوم [أدى إلى] مقتل ثلاثة», «مقتل ثلاثة [و]إصابة اثنين».
    """
    first, last = one.trigger.match.last, other.trigger.match.first
    if last - first > _LONGEST or view.sentence(one.trigger.match.first) != view.sentence(last):
        return None
    ties = [
        m
        for m in view.matches.between("event_cause", first, other.trigger.match.last)
        if m.last <= other.trigger.match.last
    ]
    if any(m.entry.fields["gives"] == "toll" for m in ties):
        return "toll"
    if other.trigger.match.clitics[:1] == "و":
        return "more"
    led = other.trigger.match.clitics[-1:] == "ب" or any(m.last == last for m in ties)
    apart = any(at in view.finite for at in range(first + 1, last))
    return "deed" if led and not apart else None


def _joined(view: View, toll: Told, deed: Told) -> tuple[Told, Told]:
    (_, dead, _), (_, attack, _) = toll, deed
    told = dead.actors if not _only_announce(view, dead, attack) else ()
    actors = told or _apart(attack.actors, dead.recipients)
    recipients = attack.recipients or _apart(dead.recipients, attack.actors)
    return (
        (toll[0], msgspec.structs.replace(dead, actors=actors), toll[2]),
        (deed[0], msgspec.structs.replace(attack, recipients=recipients), deed[2]),
    )


def _only_announce(view: View, dead: Event, attack: Event) -> bool:
    """Whether who is said to have killed only tells of it, and others attacked: «أعلن [الجيش] مقتل سبعة في قصف لقوات المعارضة»."""
    voice = view.by_id.get(dead.attribution or "")
    if voice is None or not attack.actors or any(clash(one, dead.actors) for one in attack.actors):
        return False
    return all(clash(one, voice.sources) for one in dead.actors)


def _apart(lent: Sequence[Source], held: Sequence[Source]) -> tuple[Source, ...]:
    """Parties to lend, but none that the event has in its other part."""
    names = {one.entity or one.exact for one in held}
    return tuple(one for one in lent if (one.entity or one.exact) not in names)


def by_cause(view: View, chosen: Sequence[Chosen], senses: Mapping[str, Sense]) -> list[Chosen]:
    """The triggers; those that only count dead and injured take the type of the disaster or accident their sentence tells of.

    «حرائق الغابات التي أودت بحياة 90 شخصا» (fires that cost 90 lives) killed nobody on purpose. Where the sentence tells of
    an attack too, or who killed, nothing changes. Dead that are known already («حصيلة [القتلى]») are those of the one kind
    of mishap that a part without any attack tells of.
    """
    tolls = [one.type == "ASSAULT" and _only_counts(one, senses) for one in chosen]
    where = [view.sentence(one.trigger.match.first).first for one in chosen]
    attacked = {
        at for at, one, toll in zip(where, chosen, tolls, strict=True) if one.type == "ASSAULT" and not toll
    }
    causes = {
        at: one.type for at, one in reversed([*zip(where, chosen, strict=True)]) if one.type in _UNMEANT
    }
    kinds = set(causes.values())
    known = kinds.pop() if len(kinds) == 1 and not attacked else ""

    def cause(at: int, one: Chosen) -> str:
        own = causes.get(at, "") if at not in attacked else ""
        return own or (known if one.trigger.match.definite else "")

    return [
        msgspec.structs.replace(one, type=kind, trigger=typed(one.trigger, kind))
        if toll and (kind := cause(at, one))
        else one
        for at, one, toll in zip(where, chosen, tolls, strict=True)
    ]


def _only_counts(one: Chosen, senses: Mapping[str, Sense]) -> bool:
    """Whether a trigger counts dead or injured and the rules find nobody who killed or hurt them."""
    event = one.proposal.event if one.proposal is not None else None
    by_somebody = event is not None and event.type == "ASSAULT" and bool(event.actors)
    return not by_somebody and _is_toll(one, senses)
