"""Whether an event happened, is planned, called for, denied, alleged or supposed, and whether it is history."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from marsad.events.offences import is_disowned
from marsad.events.refusals import is_refused_act, is_taken_for_granted, refusal_of
from marsad.events.roles import Roles
from marsad.events.triggers import Trigger
from marsad.events.view import View
from marsad.matching import Match
from marsad.text import fold
from marsad.types import Attribution, EventDate

_OF_ACT: Mapping[str, str] = {
    "request": "called_for",
    "propose": "called_for",
    "accuse": "alleged",
    "deny": "denied",
    "claim": "alleged",
}
_SAID = frozenset({"alleged", "called_for"})
_SUDDEN = frozenset({"ASSAULT", "DISASTER", "ACCIDENT"})
_AIMS = frozenset({"AID", "GOVERN", "MOBILIZE", "COOPERATE"})
"""What a noun that «ل» brings is meant to be: «ملياران [لدعم] مصر»; «انضم لاعتصام» is under way."""
_TEMPORAL = frozenset({"قبل", "بعد", "منذ", "الي", "سبق", "دون", "بدون", "حتي"})
_FEARED = frozenset({"warn", "threaten", "predict"})
_SUBJUNCTIVE = frozenset({"ان", "لكي", "كي", "بان", "لان"})
_ANY = frozenset({"اي", "لاي", "باي"})
"""Before what has not happened: «[أي] ضربات جوية ستعتبر عدوانا»."""
_WHOEVER = frozenset({"من", "فمن", "ومن"})
_FUTURE_STARTS = ("سي", "ست", "سن", "وسي", "وست")
_NEGATING, _FUTURE, _CONDITION, _UNDERGONE = 2, 5, 9, 18
_MODAL = 3
_YEAR_DIGITS = 4


class _Told(msgspec.Struct, frozen=True, gc=False):
    """A trigger as its status is read: what carries it, its roles, its date, and the particles before it."""

    view: View
    trigger: Trigger
    own: Attribution | None
    roles: Roles
    date: EventDate | None
    published: str | None
    near: tuple[tuple[Mapping[str, Any], int], ...]
    """The particles before it in its sentence, each with where it ends."""

    @property
    def at(self) -> int:
        """Where the trigger begins."""
        return self.trigger.match.first

    @property
    def noun(self) -> bool:
        """Whether it is one."""
        return self.trigger.form in ("masdar", "noun")

    def has(self, role: str, reach: int, feature: str | None = None) -> bool:
        """Whether a particle of a role stands within so many words before, whatever clause it is in."""
        return any(
            fields["role"] == role and last >= self.at - reach and feature in (None, fields.get("feature"))
            for fields, last in self.near
        )

    def clause_has(self, role: str, reach: int) -> bool:
        """Whether a particle of a role stands so near in the same clause."""
        return any(
            fields["role"] == role and last >= self.at - reach and not _crossed(self.view, last, self.at)
            for fields, last in self.near
        )


def read_status(
    view: View,
    trigger: Trigger,
    own: Attribution | None,
    roles: Roles,
    date: EventDate | None,
    published: str | None,
) -> str:
    """The status of an event: what the first of the rules that knows says.

    Its light verb may give it one: «يعتزم الوزير [زيارة] بغداد» (the minister intends a visit to Baghdad) is planned.
    """
    if trigger.sense.status:
        return trigger.sense.status
    at = trigger.match.first
    first = max(view.sentence(at).first, at - _CONDITION)
    near = tuple(
        [
            (m.entry.fields, m.last)
            for m in view.matches.between("particle", first, at)
            if "س" not in m.clitics
        ]
    )  # no particle is put into the future: «سالم» is a name
    told = _Told(view, trigger, own, roles, date, published, near)
    known = next(filter(None, (rule(told) for rule in _RULES)), None) or _of_attribution(view, trigger, own)
    if known == "denied" and is_disowned(view, trigger.match, trigger.sense):
        return "alleged"
    return known


def _of_form(told: _Told) -> str | None:
    """What negation before it and its own tense say: «لم يزر», «سيزور», «[أي] ضربة», «من [يعتدي]»."""
    view, trigger = told.view, told.trigger
    if _negated(told):
        return "denied"
    if trigger.form == "verb" and _is_to_come(view, trigger):
        return "planned"
    if told.noun and view.fold(told.at - 1) in _ANY and not trigger.sense.verbal:
        return "hypothetical"
    return "hypothetical" if _is_of_whoever(view, trigger) else None


def _of_refusal(told: _Told) -> str | None:
    """What somebody is against has happened; «رفض الجنود [قصف] المدينة», soldiers refused to shell the town, has not."""
    if is_refused_act(told.view, told.trigger):
        return "denied"
    refusal = refusal_of(told.view, told.trigger)
    if refusal is None:
        return None
    return "happened" if is_taken_for_granted(told.view, told.trigger, refusal) else "hypothetical"


def _of_words(told: _Told) -> str | None:
    """What words of the lexicon near it say; an act of speech told in the past has happened."""
    worded = _by_words(told.view, told.trigger)
    if worded:
        return worded
    past = told.trigger.form == "verb" and told.trigger.feature.startswith("past")
    return "happened" if told.trigger.sense.verbal and past else None


def _of_governor(told: _Told) -> str | None:
    """What the verb that governs it says: «ستقوم بتحقيق», «قد تفرض عقوبات», «أن يقدم استقالته»."""
    view = told.view
    verb = _governing_verb(view, told.trigger)
    if verb is None:
        return None
    if _is_future_verb(view, verb):
        return "planned"
    if not view.finite[verb].startswith("pres"):
        return None
    if view.fold(verb - 1).lstrip("وف") == "قد":
        return "hypothetical"
    purposed = view.fold(verb - 1) == "ان" and view.fold(verb - 2) not in _TEMPORAL
    if purposed and not told.trigger.sense.verbal and told.trigger.sense.type in _AIMS:
        return _wished(told.own)
    return None


def _of_purpose(told: _Told) -> str | None:
    """What «أن» or «ل» right before it says: «أن يزور», «لزيارة»; not «تعرض لهجوم»."""
    view, trigger, roles = told.view, told.trigger, told.roles
    presents = trigger.form == "verb" and trigger.feature.startswith("pres")
    if presents and view.fold(told.at - 1) in _SUBJUNCTIVE:
        return None if _follows_past(view, told.at) else _wished(told.own)
    led = trigger.match.clitics.endswith("ل") and (trigger.form == "masdar" or trigger.sense.type in _AIMS)
    if (
        led
        and told.noun
        and not trigger.sense.verbal
        and not roles.carried
        and not _is_undergone(view, told.at)
    ):
        return "planned"
    return None


def _of_particles(told: _Told) -> str | None:
    """What particles before it say: of the future, of a condition, of what may or must be, of a question."""
    if told.clause_has("future", _FUTURE):
        return "planned"
    if told.clause_has("conditional", _CONDITION) or told.has("modal", _MODAL, "possible"):
        return "hypothetical"
    if told.has("modal", _MODAL, "necessary"):
        return "called_for"
    presents = told.trigger.form == "verb" and told.trigger.feature.startswith("pres")
    perhaps = presents and told.view.fold(told.at - 1).lstrip("وف") == "قد"
    return "hypothetical" if perhaps or told.has("question", _MODAL) else None


def _of_time(told: _Told) -> str | None:
    """What its light verb says, else that its date is still to come."""
    trigger = told.trigger
    if told.roles.status:
        return told.roles.status
    past = trigger.form == "verb" and trigger.feature.startswith("past")
    open_ = not trigger.sense.verbal and not past and trigger.sense.type not in _SUDDEN
    later = open_ and not _is_presupposed(told.view, trigger) and is_later(told.date, told.published)
    return "planned" if later else None


_RULES = (_of_form, _of_refusal, _of_words, _of_governor, _of_purpose, _of_particles, _of_time)


def _follows_past(view: View, at: int) -> bool:
    """Whether «قبل أن» makes a verb the next thing told of the past: «تظاهر المئات، قبل أن [يضرموا] النار»."""
    if view.fold(at - 1) != "ان" or view.fold(at - 2) not in _TEMPORAL:
        return False
    first = view.sentence(at).first
    verbs = [v for v in range(first, at - 2) if v in view.finite and v not in view.auxiliaries]
    if not verbs or not view.finite[verbs[-1]].startswith("past"):
        return False
    denied = view.matches.between("particle", max(first, verbs[-1] - _NEGATING), verbs[-1])
    return not any(m.entry.fields["role"] == "negation" for m in denied)


def _wished(own: Attribution | None) -> str:
    """The status of what is only meant to be: called for where somebody asks for it, else planned."""
    return "called_for" if own and _OF_ACT.get(own.act) == "called_for" else "planned"


def _is_to_come(view: View, trigger: Trigger) -> bool:
    """Whether a verb is of the future: «سيزور», «ستدرس»."""
    return _is_future(trigger.match.clitics) or (
        trigger.feature.startswith("pres") and view.fold(trigger.match.first).startswith(_FUTURE_STARTS)
    )


def _is_undergone(view: View, at: int) -> bool:
    """Whether a verb before it in the clause says that somebody undergoes it: «تعرض السفير في الخرطوم [لاعتداء]»."""
    for before in range(at - 1, max(view.sentence(at).first, at - _UNDERGONE) - 1, -1):
        if view.tokens[before].text in "،؛:.»" and before < at - 1:  # «تعرضت القناة فجر اليوم، [لقصف]»
            return False
        if before in view.supports and view.supports[before].entry.fields["subject"] == "R":
            return True
    return False


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


def _negated(told: _Told) -> bool:
    return any(
        fields["role"] == "negation"
        and told.at - last < (_NEGATING if fields.get("feature") == "nominal" else 1)
        for fields, last in told.near
    )


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
        before = fields["side"] == "before"
        low, high = (found.last, match.first) if before else (match.last, found.first)
        led = fields.get("led")
        if not 0 <= high - low < fields["reach"] or (
            _crossed(view, low, high) if led is None else not _hangs(view, match, led)
        ):
            continue
        if not before and _tells_of_another(view, low, found.first):
            continue
        if before and any(view.links.get(link, (0, ""))[1] == "after" for link in range(low, high)):
            continue  # «أفشلوا محاولته بعد [إطلاق] النار عليه»
        if before and low == high and trigger.sense.args == "themselves" and fields["status"] in _SAID:
            continue  # «اتهم [محتجون] السلطات»، «طالب [متظاهرون] برحيله»
        return str(fields["status"])
    return None


def _hangs(view: View, match: Match, led: Sequence[str]) -> bool:
    """Whether one of the particles brings the trigger: «منعت الشرطة العشرات [من] التظاهر», «هدد … [ب]قتله»."""
    if "" in led:
        # the bare object of the verb: «نفت القوات في بيان [استهداف] المدنيين», not «نفت صلتها ب[قصف]…»
        holder = view.inside.get(match.first)
        bare = not match.clitics and not match.definite and (holder is None or holder.kind == "document")
        return bare and match.first - 1 not in view.links
    return view.fold(match.first - 1) in map(fold, led) or match.clitics[-1:] in led


def _tells_of_another(view: View, low: int, high: int) -> bool:
    """Whether another noun of an event stands between a noun and the adjective: «وقفات منددة [بالزيارة] المرتقبة»."""
    return any(m.definite for m in view.matches.between("event_trigger", low, high))


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


def _is_over(view: View, trigger: Trigger, own: Attribution) -> bool:
    """Whether whoever asks takes it for granted: «دعا إلى مواجهة المسلحين الذين [استولوا] على المدينة [المحاصرة]».

    So does who denies: «نفى صلته بالهجوم الذي [قتل] فيه خمسة».
    """
    if trigger.form == "ppart" and trigger.match.definite:
        return True
    past = trigger.form == "verb" and trigger.feature.startswith("past")
    related = own.act == "deny" and trigger.match.first - 1 in view.relatives
    return past and (own.act in ("request", "propose") or related)


def _is_feared(view: View, trigger: Trigger) -> bool:
    """Whether «من» brings the event: «حذر من عودة الاحتجاجات»."""
    at = trigger.match.first
    return any(view.links.get(first, (0, ""))[1] == "from" for first in range(at - _MODAL, at))


def _of_attribution(view: View, trigger: Trigger, own: Attribution | None) -> str:
    """What the act that carries the event makes of it: what is asked for is called for, what is denied denied."""
    if own is None or trigger.sense.verbal or _is_presupposed(view, trigger) or _is_over(view, trigger, own):
        return "happened"
    noun = trigger.form in ("masdar", "noun")
    if own.act in _FEARED and noun and (not trigger.match.definite or _is_feared(view, trigger)):
        return "hypothetical"
    return _OF_ACT.get(own.act, "happened")
