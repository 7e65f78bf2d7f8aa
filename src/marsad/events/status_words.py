"""What words of the lexicon near a trigger make of its status: «محاولة اغتيال فاشلة», «الزيارة المرتقبة»."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from marsad.events.triggers import Trigger
from marsad.events.view import View
from marsad.matching import Match
from marsad.text import fold

_SAID = frozenset({"alleged", "called_for"})
_HELD = 3
"""How many words that only hold the noun of an event stand before it: «من [وقوع مثل هذه] الهجمات»."""
TEMPORAL = frozenset({"قبل", "بعد", "منذ", "الي", "سبق", "دون", "بدون", "حتي"})
_NEGATING = 2


def start_of(view: View, at: int) -> int:
    """Where what holds a noun begins: «وقوع [هجمات]», «مثل تلك [المعركة]», «أي [ضربة]»; else where it stands itself."""
    first = at
    while first > max(at - _HELD, 0) and view.matches.between("event_holder", first - 1, first):
        first -= 1
    return first


def status_words(view: View, first: int, last: int) -> Iterator[Match]:
    """The words of status between two tokens: those the learned head knows, and those it does not."""
    yield from view.matches.between("event_mood", first, last)
    yield from view.matches.between("event_status", first, last)


def is_crossed(view: View, last: int, at: int) -> bool:
    """Whether a clause ends between a particle and the trigger."""
    return any(view.tokens[i].text in "،؛:.»" or i in view.that for i in range(last, at))


def is_so_called(view: View, trigger: Trigger) -> bool:
    """Whether an adjective behind a noun says that it is only claimed: «الهجوم الكيميائي [المزعوم]»."""
    match = trigger.match
    if trigger.form not in ("masdar", "noun"):
        return False
    for found in view.matches.between("event_mood", match.last, match.last + _HELD):
        fields = found.entry.fields
        if fields["side"] == "after" and fields["status"] == "alleged":
            apart = is_crossed(view, match.last, found.first)
            return not apart and not _tells_of_another(view, match.last, found.first)
    return False


def by_words(view: View, trigger: Trigger) -> str | None:
    """What the longest of the words of the lexicon near the trigger says of its status."""
    found = max(_deciding(view, trigger), key=lambda m: m.last - m.first, default=None)
    return None if found is None else str(found.entry.fields["status"])


def _deciding(view: View, trigger: Trigger) -> Iterator[Match]:
    """The words near the trigger that decide its status."""
    match = trigger.match
    sentence = view.sentence(match.first)
    start = start_of(view, match.first) if trigger.form in ("masdar", "noun") else match.first
    for found in status_words(view, sentence.first, sentence.last):
        fields = found.entry.fields
        if fields["status"] == "historical" or (
            fields.get("only") and trigger.sense.type not in fields["only"]
        ):
            continue
        before = fields["side"] == "before"
        low, high = (found.last, max(start, found.last)) if before else (match.last, found.first)
        led = fields.get("led")
        if (before and found.last > match.first) or not 0 <= high - low < fields["reach"]:
            continue
        crossed = not fields.get("aside") and is_crossed(view, low, high)  # «…، وفق روايته»
        if crossed if led is None else not _hangs(view, match, start, led):
            continue
        if not before and _tells_of_another(view, low, found.first):
            continue
        if (
            before
            and led is None
            and any(view.links.get(link, (0, ""))[1] == "after" for link in range(low, high))
        ):
            continue  # «أفشلوا محاولته بعد [إطلاق] النار عليه»
        if before and _is_of_another_verb(view, trigger, low, start):
            continue
        if before and low == high and trigger.sense.args == "themselves" and fields["status"] in _SAID:
            continue  # «اتهم [محتجون] السلطات»، «طالب [متظاهرون] برحيله»
        yield found


def _hangs(view: View, match: Match, start: int, led: Sequence[str]) -> bool:
    """Whether one of the particles brings the trigger: «منعت الشرطة العشرات [من] التظاهر», «هدد … [ب]قتله»."""
    clitics = match.clitics if start == match.first else view.clitics.get(start, "")
    if "" in led:
        # the bare object of the verb: «نفت القوات في بيان [استهداف] المدنيين», not «نفت صلتها ب[قصف]…»
        holder = view.inside.get(match.first)
        bare = not clitics and not match.definite and (holder is None or holder.kind == "document")
        return bare and start - 1 not in view.links
    return view.fold(start - 1) in map(fold, led) or (bool(clitics) and clitics[-1] in led)


def _is_of_another_verb(view: View, trigger: Trigger, low: int, high: int) -> bool:
    """Whether a verb of the past that stands between governs the noun: «يشتبه بانتمائه إلى خلية نفذت [هجوما]»."""
    noun = trigger.form in ("masdar", "noun")
    return noun and any(view.finite.get(at, "").startswith("past") for at in range(low, high))


def _tells_of_another(view: View, low: int, high: int) -> bool:
    """Whether another noun of an event stands between a noun and the adjective: «وقفات منددة [بالزيارة] المرتقبة»."""
    return any(m.definite for m in view.matches.between("event_trigger", low, high))


def follows_past(view: View, at: int) -> bool:
    """Whether «قبل أن» makes a verb the next thing told of the past: «تظاهر المئات، قبل أن [يضرموا] النار»."""
    if view.fold(at - 1) != "ان" or view.fold(at - 2) not in TEMPORAL:
        return False
    first = view.sentence(at).first
    verbs = [v for v in range(first, at - 2) if v in view.finite and v not in view.auxiliaries]
    if not verbs or not view.finite[verbs[-1]].startswith("past"):
        return False
    denied = view.matches.between("particle", max(first, verbs[-1] - _NEGATING), verbs[-1])
    return not any(m.entry.fields["role"] == "negation" for m in denied)
