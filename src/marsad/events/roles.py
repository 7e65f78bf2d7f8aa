"""Who acts and who is acted on, by the form of the trigger, its pattern and its dependents."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from marsad.events.asides import takes_up_thing
from marsad.events.dependents import Dependents, read_dependents
from marsad.events.genitives import (
    genitive_of,
    has_object,
    is_brought,
    is_followed,
    is_its_own,
    is_scene,
    is_visited,
    makes_it,
    visits,
)
from marsad.events.owners import accused_of, as_party, named_within, owner_of, plural_owner, we_who_speak
from marsad.events.phrases import (
    as_source,
    can_act,
    is_nobody,
    is_office,
    may_be_subject,
    plausible,
    read_group,
)
from marsad.events.refusals import refusal_of
from marsad.events.subjects import (
    antecedent,
    is_described_by,
    is_nominative,
    main_subject,
    preposed_subject,
    pronoun_of,
    relative_head,
    sentence_speaker,
    speaker_at,
    subject_after,
)
from marsad.events.supports import is_exchanged, maker_after, support_of
from marsad.events.triggers import Trigger, is_vowelled_passive
from marsad.events.view import View
from marsad.types import NounPhrase, Source

_LATE_REACH = 4
_PASSIVE = ("pastp", "presp")
_FIRST_PERSON = ("1s", "1p")
_THIRD_SINGULAR = ("3ms", "3fs")
_NATURAL = frozenset({"DISASTER", "ACCIDENT"})
_ACTORLESS = frozenset({"ASSAULT", "PROTEST", "DISASTER", "ACCIDENT", "REQUEST", "SUPPORT"})
_SIDES = frozenset({"by", "between"})
_THINGS = frozenset({"on", "against", "by", "between"})
_NAME_REACH = 5
_AMID = frozenset({"in", "between"})
_PEOPLE = frozenset({"person", "group"})
_JUDGED = frozenset({"on", "bi", "li", "about", "from"})
Pattern = Mapping[str, Any]


class Roles(msgspec.Struct):
    """The arguments of an event, and the status and light verb its governor gives it."""

    actors: list[Source] = []
    recipients: list[Source] = []
    things: list[NounPhrase] = []
    status: str | None = None
    received: bool = False
    carried: bool = False
    nameless: bool = False
    """Whether something that is nobody stands where a party would: the event is told, its party is not."""

    def put(self, role: str | None, sources: list[Source]) -> None:
        """Adds sources to a role (A or R), each entity or stretch once."""
        held = self.actors if role == "A" else self.recipients if role == "R" else None
        if held is None:
            return
        for source in sources:
            if not any(_same(source, other) for other in (*self.actors, *self.recipients)):
                held.append(source)


def _same(one: Source, other: Source) -> bool:
    if one.entity and one.entity == other.entity:
        return True
    return one.field == other.field and one.start < other.end and other.start < one.end


def read_roles(view: View, trigger: Trigger, pattern: Pattern) -> Roles:
    """The roles a trigger gives its dependents."""
    end = view.sentence(trigger.match.first).last
    dependents = read_dependents(view, _after(view, trigger), end)
    roles = Roles([], [], [])
    if trigger.sense.type == "DISASTER":
        _of_storm(view, trigger, roles)
    if trigger.form == "verb":
        _of_verb(view, trigger, pattern, dependents, roles)
    elif trigger.form == "participle":
        _of_participle(view, trigger, pattern, dependents, roles)
    elif trigger.form == "ppart":
        _of_passive_participle(view, trigger, pattern, dependents, roles)
    else:
        _of_noun(view, trigger, pattern, dependents, roles)
    _of_preps(view, trigger, pattern, dependents, roles)
    if pattern.get("object") == "A" and pattern.get("owner") and trigger.form == "verb":
        _of_clause(view, trigger, roles)
    if pattern.get("self") and trigger.match.first in view.inside:
        roles.put(pattern["self"], [as_source(view, view.inside[trigger.match.first])])
    if not roles.actors:
        accused = accused_of(view, trigger)
        roles.put("A", [accused] if accused else [])
    if not roles.actors and not roles.received and _has_hidden_actor(view, trigger, pattern):
        found = main_subject(view, trigger.match.first)
        roles.put("A", [found] if found else [])
    return roles


def _after(view: View, trigger: Trigger) -> int:
    """Where the dependents begin: at the preposition a trigger of several words ends with («عقوبات على»)."""
    match = trigger.match
    led = match.last - 1
    return led if led > match.first and led in view.links and led not in view.pronouns else match.last


def _of_storm(view: View, trigger: Trigger, roles: Roles) -> None:
    """A storm that has a name acts: «اجتاح الإعصار "دانيال" المدينة»."""
    for at in range(trigger.match.last, min(trigger.match.last + _NAME_REACH, len(view.tokens))):
        if at in view.mentions and view.mentions[at][1].kind == "misc":
            roles.put("A", [as_party(view.mentions[at][1])])
            return


def _of_clause(view: View, trigger: Trigger, roles: Roles) -> None:
    """Who is named in the subject of a verb that is no person itself: «لقاءات الوزير شملت نظيره»."""
    for at in range(trigger.match.first - 1, view.sentence(trigger.match.first).first - 1, -1):
        if at in view.mentions and view.mentions[at][1].kind == "person":
            roles.put("A", [as_party(view.mentions[at][1])])
            return


def _has_hidden_actor(view: View, trigger: Trigger, pattern: Pattern) -> bool:
    """Whether a verbal noun that names nobody is done by the subject of the clause: not after «بعد», «خلال», «في»."""
    if trigger.form not in ("masdar", "noun") or trigger.sense.type in _ACTORLESS or trigger.sense.bare:
        return False
    before = trigger.match.first - 1
    governed = view.links.get(before, (0, ""))[1] not in ("other", "after", "in")
    return governed and "A" in pattern.values() and refusal_of(view, trigger) is None


def _put(
    view: View,
    roles: Roles,
    pattern: Pattern,
    role: str | None,
    group: list[NounPhrase],
    *,
    sure: bool = False,
) -> None:
    """Gives a group a role: those who can act, and for some patterns whatever is acted on."""
    loose = role == "R" and bool(pattern.get("things"))
    kept = [p for p in group if can_act(p) or loose or sure or (p.kind == "loose" and plausible(view, p))]
    known = [phrase for phrase in kept if not is_nobody(view, phrase)]
    roles.nameless = roles.nameless or len(known) < len(kept)
    roles.put(role, [as_source(view, phrase) for phrase in known])


def _of_verb(view: View, trigger: Trigger, pattern: Pattern, dependents: Dependents, roles: Roles) -> None:
    match, feature = trigger.match, trigger.feature
    before = preposed_subject(view, match.first, feature)
    objects = list(dependents.bare)
    own_behind = bool(match.enclitic) and takes_up_thing(view, match.first, match.last)
    own_behind = own_behind or is_described_by(view, match, objects)
    if before is not None and (own_behind or _own_subject(view, trigger, pattern, objects)):
        before = None  # «صد الجيش هجوما شنته [قوات الدعم]»
    own = feature.endswith(_FIRST_PERSON)
    if own:
        before, speaker = None, speaker_at(view, match.first)
        roles.put(pattern.get("subject"), [speaker] if speaker else [])
    if match.enclitic:
        found = relative_head(view, match.first)
        if found is None and not takes_up_thing(view, match.first, match.last):
            found = antecedent(view, match.first, match.enclitic)
        roles.put(pattern.get("object"), [found] if found else [])
    if feature.startswith(_PASSIVE) or is_vowelled_passive(view, trigger):
        subject = before.as_sources(view) if before else []
        acted_on = "object" if pattern.get("object") in ("A", "R") else "subject"  # «وأُصيب [ثلاثة]»
        roles.put(pattern.get(acted_on), subject)
        if not subject and objects:
            _put(view, roles, pattern, pattern.get(acted_on), objects[0])
        return
    if before is not None:
        if _reads_passive(trigger, pattern, objects):
            roles.put(pattern.get("object"), before.as_sources(view))
            return
        roles.put(pattern.get("subject"), before.as_sources(view))
    elif not own:
        subject_group = subject_after(dependents, feature)
        if subject_group and not may_be_subject(view, subject_group[0], feature, match.last):
            subject_group = []  # «وتساند الحل السياسي», «وطالب الحكومة»: what follows is supported, is asked
        if subject_group and (
            makes_it(view, trigger, subject_group) or not _reads_passive(trigger, pattern, objects[1:])
        ):
            force = makes_it(view, trigger, subject_group)
            _put(view, roles, pattern, pattern.get("subject"), subject_group, sure=force)
            objects = objects[1:]
        elif not subject_group and match.first - 1 not in view.relatives:
            found = antecedent(view, match.first, pronoun_of(feature), feature)
            roles.put(pattern.get("subject"), [found] if found else [])
    if trigger.sense.type == "DISASTER":
        objects = [
            group for group in objects if group[0].kind in _PEOPLE
        ]  # «اجتاحت [السيول] [محافظة المهرة]»
    became = trigger.sense.type == "GOVERN" and objects and is_office(view, objects[0])
    if objects and not match.enclitic and not became:
        _put(view, roles, pattern, pattern.get("object"), objects[0])


def _own_subject(view: View, trigger: Trigger, pattern: Pattern, bare: list[list[NounPhrase]]) -> bool:
    """Whether a singular verb joined by «و» has a subject of its own after it: «وتنفي قطر», «وقتل الجيش ثلاثة»."""
    if not bare or not view.clitics.get(trigger.match.first, "").startswith(("و", "ف")):
        return False
    first = bare[0][0]
    if (
        first.first > trigger.match.last + 1
        or not can_act(first)
        or not trigger.feature.endswith(_THIRD_SINGULAR)
    ):
        return False
    return len(bare) > 1 or pattern.get("object") in (None, "none", "A") or is_nominative(view, first)


def _reads_passive(trigger: Trigger, pattern: Pattern, objects: list[list[NounPhrase]]) -> bool:
    """An unvowelled transitive verb with no object is passive: «قتل ثلاثة مدنيين», three civilians were killed."""
    if not pattern.get("passive") or trigger.match.enclitic or objects:
        return False
    return trigger.feature.endswith((*_THIRD_SINGULAR, "3mp", "3md", "3fd"))


def _of_participle(
    view: View, trigger: Trigger, pattern: Pattern, dependents: Dependents, roles: Roles
) -> None:
    """«منتقدا الحكومة»: the subject of the clause acts; «المسلحون المهاجمون»: the noun described does."""
    found = plural_owner(view, trigger) or we_who_speak(view, trigger.match.first)
    if found is None and trigger.sense.verbal:
        found = sentence_speaker(view, trigger.match.first)
    found = found or owner_of(view, trigger.match.first)
    if found:
        roles.put(pattern.get("subject"), [found])
    if dependents.bare and (trigger.sense.verbal or dependents.bare[0][0].first == trigger.match.last):
        _put(view, roles, pattern, pattern.get("object"), dependents.bare[0])


def _of_passive_participle(
    view: View, trigger: Trigger, pattern: Pattern, dependents: Dependents, roles: Roles
) -> None:
    at = trigger.match.first
    after = (
        dependents.bare[0] if dependents.bare and dependents.bare[0][0].first == trigger.match.last else []
    )
    holder = view.inside.get(at) or view.inside.get(at - 1)
    if after:
        _put(view, roles, pattern, "R", after)
    elif holder is not None and can_act(holder):
        roles.put("R", [as_source(view, holder)])


def _of_noun(view: View, trigger: Trigger, pattern: Pattern, dependents: Dependents, roles: Roles) -> None:
    """«زيارة الوزير إلى القاهرة», «مقتل عشرة على يد مسلحين», «أجرى الوزير محادثات مع نظيره»."""
    match = trigger.match
    _of_predicate(view, trigger, pattern, roles)
    genitive, second = genitive_of(view, trigger, dependents)
    role = "R" if genitive and is_visited(pattern, genitive, dependents) else pattern.get("genitive")
    late = pattern.get("late") and genitive and _is_led_late(dependents, genitive)
    if late:
        role = pattern.get("subject")
        _put(view, roles, pattern, pattern.get("object"), dependents.led_by("li"))
    if genitive and role == "R" and pattern.get("passive"):
        does_it = makes_it(view, trigger, genitive) or has_object(view, genitive, second)
        role = pattern.get("subject") if does_it else role
    if match.enclitic:
        if pattern.get("late") and is_followed(match.last, dependents):
            role = pattern.get("subject")  # «لدى استقبال[ه] السفير»
        found = antecedent(view, match.first, match.enclitic)
        roles.put(role, [found] if found else [])
        if dependents.bare and role == pattern.get("subject") and can_act(dependents.bare[0][0]):
            _put(view, roles, pattern, pattern.get("object"), dependents.bare[0])
    elif genitive and not is_scene(trigger, pattern, genitive, dependents):
        _put(view, roles, pattern, role, genitive)
        if second and role == pattern.get("subject"):
            _put(view, roles, pattern, pattern.get("object"), second)
    if not roles.actors and "A" in pattern.values():
        _put(view, roles, pattern, "A", maker_after(view, match))
    support = support_of(view, match) if trigger.sense.type not in _NATURAL else None
    if support is not None and support.verb and support.verb.last < match.first:
        between = read_dependents(view, support.verb.last, match.first)
        _of_preps(view, trigger, pattern, between, roles, after=support.verb.last)
    if support is not None:
        roles.status, roles.received, roles.carried = support.status, support.role == "R", True
        if support.verb is not None and support.verb.entry.fields.get("mutual"):
            _put(view, roles, pattern, "A", dependents.led_by("with"))  # «تبادل القصف مع [الجيش]»
        told = match.first in view.undergone and support.role == "A"  # who tells of deaths did not kill
        open_ = not roles.actors or support.role == "R" or is_exchanged(view, trigger)
        if not told and open_:
            if any(is_nobody(view, phrase) for phrase in support.subject.phrases):
                roles.nameless = True
            else:
                roles.put(support.role, support.subject.as_sources(view))


def _is_led_late(dependents: Dependents, genitive: list[NounPhrase]) -> bool:
    """Whether «ل» soon after the genitive brings whom it acts on: «استقبال الوزير [للسفير]», not the object of a later noun."""
    if not dependents.preps or dependents.preps[0][0] != "li":
        return False
    return dependents.preps[0][1][0].first - genitive[-1].last <= _LATE_REACH


def _of_predicate(view: View, trigger: Trigger, pattern: Pattern, roles: Roles) -> None:
    """«كان في استقبال الوزير، رئيس المجلس»: the subject of «كان» is the noun's own, and comes after a comma."""
    at = trigger.match.first
    if at - 2 not in view.auxiliaries or at - 1 not in view.links:
        return
    for here in range(trigger.match.last + 1, view.sentence(at).last):
        phrase = view.phrases.get(here)
        if phrase is not None and view.tokens[here - 1].text in "،," and not phrase.clitics:
            _put(view, roles, pattern, pattern.get("subject"), read_group(view, here, phrase.last)[0])
            return


def _of_preps(
    view: View,
    trigger: Trigger,
    pattern: Pattern,
    dependents: Dependents,
    roles: Roles,
    after: int | None = None,
) -> None:
    """What prepositions bring; `after` is where a verb ends that only carries the noun."""
    led = trigger.match.last - 1
    if led > trigger.match.first and led in view.pronouns and after is None:
        found = antecedent(view, trigger.match.first, view.pronouns[led])  # «القبض [عليه]»
        roles.put("R", [found] if found else [])
        return
    form = trigger.form if after is None else "verb"
    after = trigger.match.last if after is None else after
    preps = {"by": "A", "against": "R"} | dict(pattern.get("preps") or {})
    if form in ("masdar", "noun"):
        preps |= pattern.get("noun_preps") or {}
    used: set[str] = set()
    for name, group in dependents.preps:
        role = preps.get(name)
        if name == "means" and can_act(group[0]):
            role = "A"  # «بواسطة [مسلحين]», not «بواسطة آلة حادة»
        if name == "li" and form != "verb" and is_brought(view, trigger, group):
            role = "A"
        if name == "li" and role == "A" and not is_its_own(view, after, group):
            continue  # «مظاهرة مؤيدة [للرئيس]»
        if name == "from" and role == "A" and roles.actors:
            role = dict(pattern.get("preps") or {}).get("from")  # «طلبه من الوزير», but «طلب من الوزير»
        if name == "li" and form in ("masdar", "noun") and visits(pattern, group) and not roles.actors:
            role = "A"
        if role is None and name in _AMID and group[0].kind in _PEOPLE:
            role = pattern.get("crowd")  # «فجر انتحاري نفسه وسط [متطوعين]»
        if role in ("A", "R") and name not in used:
            used.add(name)
            kept = group if name in _THINGS else [p for p in group if p.kind != "thing"]
            _put(view, roles, pattern if name in _THINGS else {}, role, kept, sure=name in _SIDES)
    for name, at, pronoun in dependents.pronouns:
        role = preps.get(name)
        if role in ("A", "R") and name not in used:
            used.add(name)
            found = antecedent(view, at, pronoun)
            roles.put(role, [found] if found else [])
    if not roles.recipients and pattern.get("owner"):
        _of_owner(view, dependents, roles)


def _of_owner(view: View, dependents: Dependents, roles: Roles) -> None:
    """Whoever is named within what is judged is judged: «انتقد قرار الوزير», «أثنى على خطاب الملك»."""
    for group in (*dependents.bare, *(g for name, g in dependents.preps if name in _JUDGED)):
        for phrase in group:
            if can_act(phrase):
                continue
            found = named_within(view, phrase)
            if found is not None:
                roles.put("R", [found])
                return


__all__ = ["Roles", "read_roles"]
