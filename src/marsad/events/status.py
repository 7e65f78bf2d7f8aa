"""Whether an event happened, is planned, called for, denied, alleged or supposed, and whether it is history."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from marsad.events.elapsed import is_later
from marsad.events.moods import (
    is_claimed,
    is_conditioned,
    is_needed,
    is_negated,
    is_of_whoever,
    is_state,
    is_suspected,
    is_suspicion,
    is_undone,
    mood_particles,
)
from marsad.events.offences import is_disowned
from marsad.events.refusals import is_refused_act, is_taken_for_granted, refusal_of
from marsad.events.roles import Roles
from marsad.events.status_words import (
    TEMPORAL,
    by_words,
    follows_past,
    is_crossed,
    is_so_called,
    status_words,
)
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
_AIMS = frozenset({"AID", "GOVERN", "MOBILIZE", "COOPERATE"})
"""What a noun that «ل» brings is meant to be: «ملياران [لدعم] مصر»; «انضم لاعتصام» is under way."""
_FEARED = frozenset({"warn", "threaten", "predict"})
_SUBJUNCTIVE = frozenset({"ان", "لكي", "كي", "بان", "لان"})
_ANY = frozenset({"اي", "لاي", "باي"})
"""Before what has not happened: «[أي] ضربات جوية ستعتبر عدوانا»."""
_OF_THAT = frozenset({"called_for", "hypothetical", "denied"})
_ASIDE = frozenset({"after", "in", "about", "on", "during", "before", "from"})
_THAT = frozenset({"ان", "بان"})
_FUTURE_STARTS = ("سي", "ست", "سن", "وسي", "وست")
_NEGATING, _FUTURE, _CONDITION, _UNDERGONE = 2, 5, 9, 18
_MODAL = 3
_WISH = 6
"""How far before «أن» a word stands that says what becomes of what it brings: «لا يستبعد الخبراء [أن] تقصف»."""


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
        return bool(self.near) and any(
            fields["role"] == role and last >= self.at - reach and feature in (None, fields.get("feature"))
            for fields, last in self.near
        )

    def clause_has(self, role: str, reach: int) -> bool:
        """Whether a particle of a role stands so near in the same clause."""
        return bool(self.near) and any(
            fields["role"] == role and last >= self.at - reach and not is_crossed(self.view, last, self.at)
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
            for m in mood_particles(view, first, at)
            if "س" not in m.clitics and not is_state(view, m)
        ]
    )  # no particle is put into the future: «سالم» is a name
    told = _Told(view, trigger, own, roles, date, published, near)
    known = next(filter(None, (rule(told) for rule in _RULES)), None) or _of_attribution(view, trigger, own)
    if known == "denied" and is_disowned(view, trigger.match, trigger.sense):
        return "alleged"
    return known


def _of_form(told: _Told) -> str | None:
    """What negation before it and its own tense say: «لم يزر», «سيزور», «من [يعتدي]»."""
    view, trigger = told.view, told.trigger
    if _negated(told):
        return "hypothetical" if _of_condition(told) else "denied"
    if is_undone(view, trigger, told.roles, _governing_verb(view, trigger)):
        return "denied"
    if trigger.form == "verb" and _is_to_come(view, trigger):
        return "hypothetical" if is_conditioned(view, told.at) else "planned"
    return "hypothetical" if is_of_whoever(view, trigger) else None


def _of_any(told: _Told) -> str | None:
    """What «أي» makes of a noun: «[أي] ضربة»; behind a verb denied none is made («لم يقدم بعد [أي] طلب»)."""
    if not told.noun or told.view.fold(told.at - 1) not in _ANY:
        return None
    verb = _governing_verb(told.view, told.trigger)
    if verb is not None and verb - 1 in told.view.denials:
        return "denied"
    return None if told.trigger.sense.verbal else "hypothetical"


def _of_refusal(told: _Told) -> str | None:
    """What somebody is against has happened; «رفض الجنود [قصف] المدينة», soldiers refused to shell the town, has not."""
    if is_so_called(told.view, told.trigger):
        return "alleged"
    if is_refused_act(told.view, told.trigger):
        return "denied"
    refusal = refusal_of(told.view, told.trigger)
    if refusal is None:
        return None
    return "happened" if is_taken_for_granted(told.view, told.trigger, refusal) else "hypothetical"


def _of_words(told: _Told) -> str | None:
    """What words of the lexicon near it say; an act of speech told in the past has happened."""
    worded = by_words(told.view, told.trigger)
    admitted = worded == "alleged" and told.own is not None and told.own.act == "admit"
    if worded and not admitted:  # not «اعترف المتهم ب[قتل] زوجته»
        return worded
    past = told.trigger.form == "verb" and told.trigger.feature.startswith("past")
    return "happened" if told.trigger.sense.verbal and past else None


def _of_governor(told: _Told) -> str | None:
    """What the verb that governs it says: «ستقوم بتحقيق», «قد تفرض عقوبات», «أن يقدم استقالته»."""
    view = told.view
    verb = _governing_verb(view, told.trigger)
    if verb is None or _is_given(told):
        return None
    if _is_future_verb(view, verb):
        return "hypothetical" if is_conditioned(view, verb) else "planned"
    if not view.finite[verb].startswith("pres"):
        return None
    if view.fold(verb - 1).lstrip("وف") == "قد":
        return "hypothetical"
    purposed = view.fold(verb - 1) in _THAT and view.fold(verb - 2) not in TEMPORAL
    aim = not told.trigger.sense.verbal and told.trigger.sense.type in _AIMS
    if purposed and any(
        f["role"] in ("future", "modal") and 0 <= verb - last < _MODAL for f, last in told.near
    ):
        return _wished(told, verb)  # «كان من المفترض أن يوقعا [الاتفاق]», «من شأنه أن يؤدي إلى [طرد] السفير»
    if purposed and (aim or told.roles.carried or (verb in view.supports and told.trigger.match.clitics)):
        return _wished(told, verb)
    return None


def _of_purpose(told: _Told) -> str | None:
    """What «أن» or «ل» right before it says: «أن يزور», «لزيارة»; not «تعرض لهجوم»."""
    view, trigger, roles = told.view, told.trigger, told.roles
    presents = trigger.form == "verb" and trigger.feature.startswith("pres")
    if presents and view.fold(told.at - 1) in _SUBJUNCTIVE:
        return None if follows_past(view, told.at) else _wished(told, told.at)
    if not told.noun or trigger.sense.verbal or _is_undergone(view, told.at):
        return None
    led = trigger.match.clitics.endswith("ل") and (trigger.form == "masdar" or trigger.sense.type in _AIMS)
    return "planned" if led and not roles.carried else None


def _of_particles(told: _Told) -> str | None:
    """What particles before it say: of the future, of a condition, of what may or must be, of a question."""
    if _is_given(told):
        return None
    if told.clause_has("future", _FUTURE):
        return "planned"
    if told.clause_has("conditional", _CONDITION) or told.has("modal", _MODAL, "possible"):
        return "hypothetical"
    if told.has("modal", _MODAL, "necessary") or (told.noun and _is_joined_need(told)):
        return "called_for"
    presents = told.trigger.form == "verb" and told.trigger.feature.startswith("pres")
    perhaps = presents and told.view.fold(told.at - 1).lstrip("وف") == "قد"
    past = told.trigger.form == "verb" and not presents
    asks = told.has("question", _MODAL, "whether") or (not past and told.has("question", _MODAL))
    return "hypothetical" if perhaps or asks or (past and _may_have_been(told)) else None


def _is_joined_need(told: _Told) -> bool:
    """Whether it is one more thing that must be done; no attack is."""
    sense = told.trigger.sense
    return sense.type not in _SUDDEN and not sense.verbal and is_needed(told.view, told.trigger)


def _is_aside(told: _Told) -> bool:
    """Whether what is asked for stands elsewhere: «طالب الحزب في بيان ختامي [لاجتماع] عقده بالإسراع»."""
    link = told.view.links.get(told.at - 1, (0, ""))[1]
    return told.trigger.match.clitics.endswith("ل") or link in _ASIDE


def _of_time(told: _Told) -> str | None:
    """What its light verb says, else that its date is still to come."""
    trigger = told.trigger
    aside = _is_given(told) or (told.roles.status == "called_for" and _is_aside(told))
    if told.roles.status and not aside:
        return told.roles.status
    past = trigger.form == "verb" and trigger.feature.startswith("past")
    open_ = not trigger.sense.verbal and not past and trigger.sense.type not in _SUDDEN
    later = open_ and not _is_presupposed(told.view, trigger) and is_later(told.date, told.published)
    return "planned" if later else None


_RULES = (_of_form, _of_refusal, _of_words, _of_any, _of_governor, _of_purpose, _of_particles, _of_time)


def _wished(told: _Told, verb: int) -> str:
    """The status of what «أن» brings: what a word before it says («كاد», «رفض», «لا يستبعد»), called for where somebody asks
    for it, else planned.
    """
    low = verb - 1
    if _is_possible(told, low):
        return "hypothetical"
    words = [
        str(m.entry.fields["status"])
        for m in status_words(told.view, max(low - _WISH, 0), low)
        if m.last <= low and m.entry.fields["side"] == "before" and not is_negated(told.view, m.first)
    ]
    worded = [status for status in words if status in _OF_THAT]
    if worded:
        return worded[-1]
    return "called_for" if told.own and _OF_ACT.get(told.own.act) == "called_for" else "planned"


def _is_possible(told: _Told, low: int) -> bool:
    """Whether a word that tells what may be stands a little before «أن» at a token."""
    return any(f.get("feature") == "possible" and 0 <= low - last < _WISH for f, last in told.near)


def _may_have_been(told: _Told) -> bool:
    """Whether it only may have happened: «من المحتمل أن يكون المسلحون قد [خطفوا] السائق»."""
    view = told.view
    spots = range(max(view.sentence(told.at).first + 1, told.at - _WISH), told.at)
    return any(
        view.fold(spot - 1) in _THAT and spot in view.auxiliaries and _is_possible(told, spot - 1)
        for spot in spots
    )


def _is_given(told: _Told) -> bool:
    """Whether a clause to come only takes an event for granted: «ستبقى الشرطة في تأهب بعد [الهجوم]», «سيبحث في [الاغتيال]»."""
    at = told.at
    led = told.view.links.get(at - 1, (0, ""))[1] in _ASIDE
    trigger = told.trigger
    whole = trigger.form == "noun" and told.view.fold(trigger.match.last).startswith("ال")
    known = trigger.match.definite or whole  # «ستحقق اللجنة في [مقتل] المتظاهرين»
    return led and told.noun and known and trigger.sense.type in _SUDDEN


def _of_condition(told: _Told) -> bool:
    """Whether a condition brings the particle of negation before the trigger: «إذا [لم] تنسحب», «ما لم يتفقا»."""
    low = told.at - _NEGATING
    return any(f["role"] == "conditional" and low - 1 <= last <= told.at for f, last in told.near)


def _is_to_come(view: View, trigger: Trigger) -> bool:
    """Whether a verb is of the future: «سيزور», «ستدرس»."""
    return trigger.match.clitics.endswith("س") or (
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


def _governing_verb(view: View, trigger: Trigger) -> int | None:
    """The last verb before a noun in its clause: «ستقوم السلطات بتحقيق», «سيجري زيارة»."""
    led = trigger.form == "verb" and trigger.match.first not in view.finite  # «دعا إلى "[فضح] المتورطين"»
    if not led and trigger.form not in ("masdar", "noun"):
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


def _negated(told: _Told) -> bool:
    presents = told.trigger.form == "verb" and told.trigger.feature.startswith("pres")
    reach = {"nominal": _NEGATING, "lasting": _FUTURE if presents else 0}  # «لم تعد إسرائيل [تعتقل] القاصرين»
    return any(
        fields["role"] == "negation" and told.at - last < reach.get(fields.get("feature", ""), 1)
        for fields, last in told.near
    )


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


def _is_asked(view: View, trigger: Trigger, own: Attribution) -> bool:
    """Whether an act of speech is the very thing that is asked for: «دعا السلطات إلى "[فضح] المتورطين"»."""
    verb = _governing_verb(view, trigger) if _OF_ACT.get(own.act) == "called_for" else None
    if verb is None or own.cue is None or view.tokens[verb].start != own.cue.start:
        return False
    at = trigger.match.first
    brought = [n for n in range(verb + 1, at) if view.links.get(n, (0, ""))[1] in ("to", "on")]
    bare = brought and all(view.is_mark(n) for n in range(brought[0] + 1, at))
    return bool(bare) or (not brought and trigger.match.clitics.endswith("ب"))


def _of_attribution(view: View, trigger: Trigger, own: Attribution | None) -> str:
    """What the act that carries the event makes of it: what is asked for is called for, what is denied denied."""
    if own is not None and _is_asked(view, trigger, own):
        return "called_for"
    if is_suspected(view, trigger) or (
        own is not None and not trigger.sense.verbal and is_claimed(view, trigger, own)
    ):
        return "alleged"
    if own is None or trigger.sense.verbal or _is_presupposed(view, trigger) or _is_over(view, trigger, own):
        return "happened"
    if own.act == "believe" and is_suspicion(view, own):
        return "alleged"
    noun = trigger.form in ("masdar", "noun")
    if own.act == "claim" and own.hedge is None and noun:
        return "happened"  # «تبنت الحركة [الهجوم]»
    if own.act in _FEARED and noun and (not trigger.match.definite or _is_feared(view, trigger)):
        return "hypothetical"
    return _OF_ACT.get(own.act, "happened")
