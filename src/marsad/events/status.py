"""Whether an event happened, is planned, called for, denied, alleged or supposed, and whether it is history."""

from __future__ import annotations

from collections.abc import Mapping

from marsad.events.roles import Roles
from marsad.events.triggers import Trigger
from marsad.events.view import View
from marsad.types import Attribution, EventDate

_OF_ACT: Mapping[str, str] = {
    "request": "called_for",
    "propose": "called_for",
    "accuse": "alleged",
    "deny": "denied",
    "claim": "alleged",
}
_SUDDEN = frozenset({"ASSAULT", "DISASTER", "ACCIDENT"})
_FEARED = frozenset({"warn", "threaten", "predict"})
_SUBJUNCTIVE = frozenset({"ان", "لكي", "كي", "بان", "لان"})
_ANY = frozenset({"اي", "لاي", "باي"})
"""Before what has not happened: «[أي] ضربات جوية ستعتبر عدوانا»."""
_WHOEVER = frozenset({"من", "فمن", "ومن"})
_FUTURE_STARTS = ("سي", "ست", "سن", "وسي", "وست")
_NEGATING, _FUTURE, _CONDITION = 2, 5, 9
_MODAL = 3
_YEAR_DIGITS = 4


def read_status(
    view: View,
    trigger: Trigger,
    own: Attribution | None,
    roles: Roles,
    date: EventDate | None,
    published: str | None,
) -> str:
    """The status of an event; its light verb may give it one."""
    match, sense, supported = trigger.match, trigger.sense, roles.status
    at = match.first
    if sense.status:
        return sense.status
    first = max(view.sentence(at).first, at - _CONDITION)
    near = [(m.entry.fields, m.last, m.first) for m in view.matches.between("particle", first, at)]
    if _negated(view, trigger, near):
        return "denied"
    if trigger.form == "verb" and _is_future(match.clitics):
        return "planned"
    if trigger.form in ("masdar", "noun") and view.fold(at - 1) in _ANY and not sense.verbal:
        return "hypothetical"
    if _is_of_whoever(view, trigger):
        return "hypothetical"
    worded = _by_words(view, trigger)
    if worded:
        return worded
    if sense.verbal and trigger.form == "verb" and trigger.feature.startswith("past"):
        return "happened"
    verb = _governing_verb(view, trigger)
    if verb is not None and _is_future_verb(view, verb):
        return "planned"
    if verb is not None and view.fold(verb - 1).lstrip("وف") == "قد" and view.finite[verb].startswith("pres"):
        return "hypothetical"  # «قد تفرض واشنطن [عقوبات]»
    if trigger.form == "verb" and trigger.feature.startswith("pres") and view.fold(at - 1) in _SUBJUNCTIVE:
        return "called_for" if own and _OF_ACT.get(own.act) == "called_for" else "planned"
    if trigger.form == "masdar" and match.clitics.endswith("ل") and not sense.verbal and not roles.carried:
        return "planned"
    if any(
        f["role"] == "future" and last >= at - _FUTURE and not _crossed(view, last, at) for f, last, _ in near
    ):
        return "planned"
    if any(f["role"] == "conditional" and not _crossed(view, last, at) for f, last, _ in near):
        return "hypothetical"
    if any(
        f["role"] == "modal" and f.get("feature") == "possible" and last >= at - _MODAL for f, last, _ in near
    ):
        return "hypothetical"
    if any(
        f["role"] == "modal" and f.get("feature") == "necessary" and last >= at - _MODAL
        for f, last, _ in near
    ):
        return "called_for"
    if any(f["role"] == "question" and last >= at - _MODAL for f, last, _ in near):
        return "hypothetical"
    if trigger.form == "verb" and view.fold(at - 1) in ("قد",) and trigger.feature.startswith("pres"):
        return "hypothetical"
    if supported:
        return supported
    past = trigger.form == "verb" and trigger.feature.startswith("past")
    sudden = sense.type in _SUDDEN
    if not sense.verbal and not past and not sudden and is_later(date, published):
        return "planned"
    return _of_attribution(view, trigger, own)


def _is_of_whoever(view: View, trigger: Trigger) -> bool:
    """Whether «من» with a present verb tells of anybody who would do it: «كل [من يعتدي] على رجل أمن»."""
    presents = trigger.form == "verb" and trigger.feature.startswith("pres")
    return presents and not trigger.sense.verbal and view.fold(trigger.match.first - 1) in _WHOEVER


def _governing_verb(view: View, trigger: Trigger) -> int | None:
    """The last verb before a noun in its clause: «ستقوم السلطات بتحقيق», «سيجري زيارة»."""
    if trigger.form not in ("masdar", "noun"):
        return None
    first = max(view.sentence(trigger.match.first).first, trigger.match.first - _CONDITION)
    for at in range(trigger.match.first - 1, first - 1, -1):
        if view.tokens[at].text in "،؛:.»" or at in view.that:
            return None
        if at in view.finite and at not in view.auxiliaries:
            return at
    return None


def _is_future_verb(view: View, at: int) -> bool:
    return view.clitics.get(at, "").endswith("س") or view.fold(at).startswith(_FUTURE_STARTS)


def _is_future(clitics: str) -> bool:
    return clitics.endswith("س")


def _negated(view: View, trigger: Trigger, near: list[tuple[dict[str, str], int, int]]) -> bool:
    at = trigger.match.first
    for fields, last, _ in near:
        if fields["role"] == "negation" and at - last < (
            _NEGATING if fields.get("feature") == "nominal" else 1
        ):
            return True
    return False


def _crossed(view: View, last: int, at: int) -> bool:
    """Whether a clause ends between a particle and the trigger."""
    return any(view.tokens[i].text in "،؛:.»" or i in view.that for i in range(last, at))


def _by_words(view: View, trigger: Trigger) -> str | None:
    """What words of the lexicon near the trigger say («محاولة اغتيال فاشلة», «الزيارة المرتقبة»)."""
    match = trigger.match
    sentence = view.sentence(match.first)
    for found in view.matches.between("event_status", sentence.first, sentence.last):
        fields = found.entry.fields
        if fields["status"] == "historical" or (
            fields.get("only") and trigger.sense.type not in fields["only"]
        ):
            continue
        gap = match.first - found.last if fields["side"] == "before" else found.first - match.last
        low, high = (found.last, match.first) if fields["side"] == "before" else (match.last, found.first)
        if 0 <= gap < fields["reach"] and not _crossed(view, low, high):
            return str(fields["status"])
    return None


def is_historical(view: View, trigger: Trigger, date: EventDate | None, published: str | None) -> bool:
    """Whether the event is background: a word of the past stands near, or its date is a year or more back."""
    match = trigger.match
    sentence = view.sentence(match.first)
    for found in view.matches.between("event_status", sentence.first, sentence.last):
        fields = found.entry.fields
        if fields["status"] != "historical":
            continue
        gap = match.first - found.last if found.first < match.first else found.first - match.last
        if 0 <= gap < fields["reach"]:
            return True
    if published and _of_year(view, trigger) and _long_before(_of_year(view, trigger), published):
        return True
    return bool(date and published and _long_before(date.edtf, published))


def _of_year(view: View, trigger: Trigger) -> str:
    """The year written right after a noun, by which it is known: «انتفاضة 2011», «حرب 1967»."""
    after = view.tokens[trigger.match.last].text if trigger.match.last < len(view.tokens) else ""
    known = trigger.form in ("masdar", "noun") and len(after) == _YEAR_DIGITS and after.isdigit()
    return str(int(after)) if known and after[0] in "12١٢" else ""


def _long_before(edtf: str, published: str) -> bool:
    """Whether a date lies a year or more before publication: `2012-05` of `2014-01-03`."""
    year, now = edtf.split("/")[-1][:4], published[:4]
    if not (year.isdigit() and now.isdigit()):
        return False
    months = 12 * (int(now) - int(year))
    if len(edtf.split("/")[-1]) >= 7 and len(published) >= 7 and edtf.split("/")[-1][5:7].isdigit():
        months += int(published[5:7]) - int(edtf.split("/")[-1][5:7])
    return months >= 12


def is_later(date: EventDate | None, published: str | None) -> bool:
    """Whether a date lies wholly after publication."""
    if date is None or not published:
        return False
    start = date.edtf.split("/")[0]
    length = min(len(start), len(published), 10)
    return length >= 4 and start[:4].isdigit() and start[:length] > published[:length]


def _is_presupposed(view: View, trigger: Trigger) -> bool:
    """Whether «بعد», «عقب», «منذ» takes the event for granted, whatever is claimed beside it."""
    at = trigger.match.first
    return any(view.links.get(first, (0, ""))[1] == "after" for first in range(at - _MODAL, at))


def _is_feared(view: View, trigger: Trigger) -> bool:
    """Whether «من» brings the event: «حذر من عودة الاحتجاجات»."""
    at = trigger.match.first
    return any(view.links.get(first, (0, ""))[1] == "from" for first in range(at - _MODAL, at))


def _of_attribution(view: View, trigger: Trigger, own: Attribution | None) -> str:
    """What the act that carries the event makes of it: what is asked for is called for, what is denied denied."""
    if own is None or trigger.sense.verbal or _is_presupposed(view, trigger):
        return "happened"
    noun = trigger.form in ("masdar", "noun")
    if own.act in _FEARED and noun and (not trigger.match.definite or _is_feared(view, trigger)):
        return "hypothetical"
    return _OF_ACT.get(own.act, "happened")
