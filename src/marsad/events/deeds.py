"""Deeds that somebody is charged with, asked for, warned of, kept from or threatens: who would do them, and to whom."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from marsad.events.deciding import Chosen
from marsad.events.opponents import clash
from marsad.events.senses import Words
from marsad.events.view import View
from marsad.types import Attribution, Event, Source

_REACH, _BEHIND = 18, 5
"""How many words part what governs a deed from it at most, and how many the last party named before it."""
_CHAINED = 10
"""How many words part a deed from the one «و» joins to it at most."""
_HARMS = frozenset({"ASSAULT", "COERCE", "SANCTION"})
_CHARGING = frozenset({"ACCUSE", "COERCE", "SANCTION", "THREATEN"})
_HARMFUL = frozenset({"ASSAULT", "ACCIDENT", "DISASTER"})
_KEEPING = frozenset({"COERCE", "REQUEST", "THREATEN"})
_ENDS = frozenset(".:؛!؟?")
_NOUNS = ("masdar", "noun")
Told = tuple[Chosen, Event, Attribution | None]


class Bond(msgspec.Struct, frozen=True):
    """What governs a deed: the event, and how it does (`charge`, `bid`, `keep`, `threat` or `reason`)."""

    governor: int
    tie: str


def with_deeds(view: View, told: Sequence[Told], charges: Words) -> list[Told]:
    """What is told of a part in order; a deed is done by whoever is charged with it, asked for it, or threatens it.

    «ألقت الشرطة القبض على رجلين بتهمة [قتل] صحفي» (police arrested two men on a charge of killing a journalist): the two killed
    him. «دعت المنظمة الحكومة إلى [الإفراج] عن المعتقلين»: the government would release them. «هدد الحزب ب[قصف] القواعد»: the
    party threatens those who are in the bases. Whoever stands behind the deed as its own doer stays.
    """
    found, bonds = list(told), dict[int, Bond]()
    for at, (one, _, _) in enumerate(found):
        if one.trigger.form not in _NOUNS or _is_told_of(one, view, charges):
            continue
        bond = _bond(view, found, at, charges) or _chained(view, found, at, bonds)
        if bond is None:
            continue
        bonds[at] = bond
        found[bond.governor], found[at] = _tied(found[bond.governor], found[at], bond.tie)
    return found


def _is_told_of(one: Chosen, view: View, charges: Words) -> bool:
    """Whether a noun is a charge itself («بتهمة الإرهاب»), or with its article takes up a deed told before («هذه العملية»)."""
    match = one.trigger.match
    return bool(charges & view.keys[match.first]) or (match.definite and one.trigger.form == "noun")


def _bond(view: View, told: Sequence[Told], at: int, charges: Words) -> Bond | None:
    """What governs the deed: the nearest event before it in its clause that can."""
    opens = _opening(view, told[at][0])
    for before in range(at - 1, -1, -1):
        one, event, _ = told[before]
        end = one.trigger.match.last
        if end > opens or not _is_one_clause(view, end, opens, _REACH):
            return None
        if told[at][1].type == event.type == "PROTEST":
            return None
        tie = _tie(view, event, told[at][0], opens, charges) if told[at][1].type != event.type else None
        if tie is not None:
            return Bond(before, tie) if _is_close(view, event, end, opens) else None
    return None


def _is_close(view: View, event: Event, end: int, opens: int) -> bool:
    """Whether a deed opens a few words behind the event that governs it, or behind one of its parties."""
    start = view.tokens[opens].start
    ends = [one.end for one in (*event.actors, *event.recipients) if one.end <= start]
    named = max(ends, default=0)
    since = next((here for here in range(end, opens) if view.tokens[here].start >= named), opens)
    return opens - since <= _BEHIND


def _tie(view: View, event: Event, deed: Chosen, opens: int, charges: Words) -> str | None:
    """How an event governs a deed that opens at a token."""
    if charges & view.keys[max(opens - 1, 0)] and event.type in _CHARGING:
        return "charge"
    if deed.type == "PROTEST" and event.type not in _HARMFUL and _says_why(view, deed):
        return "reason"
    led = "bi" if _has_bi(view, deed, opens) else view.links.get(opens - 1, (0, ""))[1]
    if event.type == "THREATEN" and led == "bi":
        return "threat"
    if event.type == "ACCUSE" and led == "bi" and event.mode in (None, "allege") and event.recipients:
        return "charge"
    if event.type == "REQUEST" and led in ("bi", "to"):
        return "bid"
    carried = opens < deed.trigger.match.first  # «من [شن] هجوم», not «من هجوم وشيك»
    if event.type in _KEEPING and led == "from" and (carried or deed.trigger.form == "masdar"):
        kept = view.tokens[opens - 2].end  # «منعت الشرطة [الطلاب] من التظاهر», not «بعد ساعات من استجوابه»
        return "keep" if any(one.end == kept for one in event.recipients) else None
    return None


def _says_why(view: View, deed: Chosen) -> bool:
    """Whether a verbal noun stands as an adverb: «استدعت الخارجية السفير [احتجاجا] على تصريحاته»."""
    match = deed.trigger.match
    return view.fold(match.first).endswith("ا") and not match.clitics and not match.enclitic


def _opening(view: View, deed: Chosen) -> int:
    """Where a deed opens: at the verbal noun that carries it («ب[شن] هجوم»), else at its trigger."""
    first = deed.trigger.match.first
    for at in (first - 1, first - 2):  # «ب[شن] هجوم», «ب[شن] أي هجوم»
        carrier = view.supports.get(at)
        if carrier is not None and (
            carrier.feature.startswith("masdar") or carrier.clitics[-1:] in ("ب", "ل")
        ):
            return at
    return first


def _has_bi(view: View, deed: Chosen, opens: int) -> bool:
    """Whether «ب» is written on to the first word of a deed."""
    match = deed.trigger.match
    clitics = match.clitics if opens == match.first else view.supports[opens].clitics
    return clitics.endswith("ب")


def _chained(view: View, told: Sequence[Told], at: int, bonds: dict[int, Bond]) -> Bond | None:
    """What governs the deed that «و» joins to this one: «بتهمة القتل [والاختطاف]»."""
    match = told[at][0].trigger.match
    if not match.clitics.startswith("و") or at - 1 not in bonds:
        return None
    end = told[at - 1][0].trigger.match.last
    return bonds[at - 1] if _is_one_clause(view, end, match.first, _CHAINED) else None


def _is_one_clause(view: View, first: int, last: int, reach: int) -> bool:
    """Whether no verb, no clause and no full stop opens between two tokens."""
    if last - first > reach or view.sentence(first) != view.sentence(last):
        return False
    return not any(
        (here in view.finite and here not in view.inside)
        or here in view.stops
        or (view.is_mark(here) and view.tokens[here].text in _ENDS)
        for here in range(first, last)
    )


def _tied(governor: Told, deed: Told, tie: str) -> tuple[Told, Told]:
    """The governing event and the deed, each with whom the other tells."""
    (over, event, said), (one, act, word) = governor, deed
    doers = event.actors if tie in ("threat", "reason") else event.recipients
    aimed = act.type in _HARMS
    if tie == "threat" and not event.recipients and aimed:
        targets = _without(act.recipients, event.actors)
        event = msgspec.structs.replace(event, recipients=targets)
    recipients = _without(act.recipients, doers) if tie != "threat" or not act.actors else act.recipients
    if tie == "threat" and aimed and not recipients:
        recipients = event.recipients
    befallen = tie == "bid" and act.recipients and not recipients  # «دعا المواطنين إلى [تقييد] تنقلهم»
    if befallen or (not doers and tie != "charge"):
        return (over, event, said), deed
    own = tuple(a for a in act.actors if a.start >= act.trigger.end and not a.implicit)
    same = tuple(a for a in act.actors if clash(a, doers))
    actors = own or (same if len(same) == len(doers) else doers) or act.actors
    actors = tuple(a for a in actors if not clash(a, recipients))
    act = msgspec.structs.replace(act, actors=actors, recipients=recipients)
    return (over, event, said), (one, act, word)


def _without(sources: Sequence[Source], others: Sequence[Source]) -> tuple[Source, ...]:
    return tuple(one for one in sources if not clash(one, others))
