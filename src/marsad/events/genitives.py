"""What a verbal noun governs: its genitive, and whether an object follows that, so that the genitive acts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marsad.events.dependents import Dependents
from marsad.events.phrases import can_act, describes, is_nobody
from marsad.events.triggers import Trigger
from marsad.events.view import View
from marsad.events.word_keys import word_keys
from marsad.names.phrase_words import is_nisba
from marsad.types import NounPhrase

_ATTACKS = frozenset({"ASSAULT", "PROTEST"})
Pattern = Mapping[str, Any]


def makes_it(view: View, trigger: Trigger, genitive: list[NounPhrase]) -> bool:
    """Whether a force stands in construct with a noun of attack: «قصف الجيش», «مداهمات الشرطة»."""
    return bool(trigger.sense.forces & word_keys(view.fold(genitive[0].head)))


def is_brought(view: View, trigger: Trigger, led: list[NounPhrase]) -> bool:
    """Whether what «ل» brings makes the attack: a force or a body («قصف مدفعي [لقوات المعارضة]»).

    A state told by its adjective made it itself: «قصف روسي [لتنظيم داعش]».
    """
    if not trigger.sense.by_li:
        return False
    told = any(view.matches.between("nationality", trigger.match.last, led[0].first))
    return not told and (makes_it(view, trigger, led) or led[0].kind == "organization")


def has_object(view: View, genitive: list[NounPhrase], second: list[NounPhrase]) -> bool:
    """Whether an object follows the genitive of a verbal noun, which then acts: «اقتحام مستوطنين [باحات] المسجد»."""
    if not second or not can_act(genitive[0]) or second[0].first != genitive[-1].last or second[0].clitics:
        return False
    fold = view.fold(second[0].first)
    if second[0].last in view.nobody and second[0].kind == "loose":
        return False  # «حبس المتهم أربعة [أيام]»
    beside = (
        second[0].entity is None and not is_nobody(view, second[0]) and not describes(view, second[0].first)
    )
    if can_act(second[0]) and not fold.startswith("ال"):
        return beside and (fold.endswith("ا") or _is_object_plural(view, genitive[0], second[0]))
    return beside and not can_act(second[0])


def _is_object_plural(view: View, genitive: NounPhrase, second: NounPhrase) -> bool:
    """Whether an indefinite plural of people stands behind a definite genitive: «اعتقال الأمن [صحافيين]»."""
    counted = second.head > second.first  # «اعتقال الشرطة [ثلاثة ناشطين]»
    people = second.first in view.phrases and (counted or view.fold(second.first).endswith(("ين", "ات")))
    return people and view.fold(genitive.head).startswith("ال")


def is_scene(trigger: Trigger, pattern: Pattern, genitive: list[NounPhrase], dependents: Dependents) -> bool:
    """Whether a place after a noun of attack is where it was («هجوم نيس»), not who made it («غارة فرنسا على…»)."""
    if trigger.sense.type not in _ATTACKS or genitive[0].kind != "place" or pattern.get("genitive") != "A":
        return False
    return not dependents.led_by("on") and not dependents.led_by("against")


def genitive_of(
    view: View, trigger: Trigger, dependents: Dependents
) -> tuple[list[NounPhrase], list[NounPhrase]]:
    """The group in construct with a verbal noun, and the next one."""
    match = trigger.match
    if match.definite or match.enclitic or not dependents.bare:
        return [], []
    first = dependents.bare[0]
    alone = first[0].last == first[0].first + 1 and first[0].first not in view.phrases
    if alone and (first[0].first in view.adjectives or describes(view, first[0].first)):
        return [], []
    counted = view.dates.get(match.last, match.last)  # «إصابة نحو [عشرة آخرين]»
    if first[0].first not in (match.last, counted) or view.fold(match.last - 1).endswith("ا"):
        return [], []
    return first, dependents.bare[1] if len(dependents.bare) > 1 else []


def is_visited(pattern: Pattern, genitive: list[NounPhrase], dependents: Dependents) -> bool:
    """Whether a place stands in the genitive of a visit, where nobody is led to another one: «يعتزم الوزير زيارة [طهران]»."""
    visited = _has_host(pattern) and pattern.get("object") == "R"
    return visited and genitive[0].kind == "place" and not dependents.led_by("to")


def visits(pattern: Pattern, group: list[NounPhrase]) -> bool:
    """Whether «ل» brings the visitor, not the visited place: «زيارة للرئيس إلى جدة»."""
    return _has_host(pattern) and group[0].kind in ("person", "group")


def _has_host(pattern: Pattern) -> bool:
    """Whether «إلى» brings whom it acts on, as it brings who is visited."""
    return dict(pattern.get("preps") or {}).get("to") == "R"


def is_followed(after: int, dependents: Dependents) -> bool:
    """Whether somebody stands right behind a verbal noun and its pronoun: «استقباله [السفير]», not «إقصائه [المتعمد]»."""
    return bool(dependents.bare) and dependents.bare[0][0].first == after and can_act(dependents.bare[0][0])


def is_its_own(view: View, after: int, group: list[NounPhrase]) -> bool:
    """Whether what «ل» brings stands right behind a noun, or behind its one adjective: «إضراب عام [لسائقي الشاحنات]»."""
    first = group[0].first
    plain = after in view.adjectives or after in view.nobody or is_nisba(view.fold(after))
    return first == after or (first == after + 1 and plain)
