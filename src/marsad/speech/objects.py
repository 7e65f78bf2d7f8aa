"""Where the object of a verb begins right behind who speaks: a country, a definite noun, a common noun after a name."""

from __future__ import annotations

from marsad.names.phrase_words import is_nisba
from marsad.names.plain import plain_words
from marsad.speech.closed import is_closed, is_finite
from marsad.speech.statements import Speaker
from marsad.speech.view import View

_JOINED = frozenset("وفبلك")
_LED = ("ال", "وال", "فال", "بال", "كال", "لل")


def is_second_country(view: View, at: int) -> bool:
    """«اتهمت منظمة العفو الدولية [إسرائيل] ب…»: a country's name after a noun phrase that is complete."""
    if at not in view.countries or view.word(at).startswith("ال"):
        return False
    before = view.word(at - 1)
    if before in view.words.preposition:
        return False  # «المبعوث الأممي إلى [ليبيا]»
    return before.startswith(("ال", "لل")) or any(last == at for last in view.countries.values())


def is_second_noun(view: View, at: int) -> bool:
    """«أدانت الوزيرة ليلى منصور [الهجوم]»: a definite noun, no adjective («[السوري]»), right after a person's name.

    A noun in ية that «أن» follows is what she is: «أكدت نجية [الصحفية] بقسم السياسة أن…».
    """
    fold = view.word(at)
    if at - 1 not in view.persons or not fold.startswith("ال") or fold.endswith("ي"):
        return False
    return not (fold.endswith("يه") and that_ahead(view, at))


def is_other_thing(view: View, voice: Speaker, at: int) -> bool:
    """«رفضت المحكمة [الطعن]», «لاحظت الهيئة [الإخلالات]»: behind a definite noun, one of an act or of many things, no adjective of it."""
    fold = view.word(at)
    if not fold.startswith("ال") or not view.word(at - 1).startswith("ال") or view.inside[at] is not None:
        return False
    return (at in view.acts and not is_nisba(fold)) or (fold.endswith("ات") and voice.number != "p")


def is_common_object(view: View, at: int) -> bool:
    """«اعتبر سعيد [مطلب] العطلة حقا»: right after a name or a definite noun, an indefinite noun that is part of no name and no office.

    None where «أن» comes before the clause ends: «أكد سعيد [مسؤول] الإعلام أن…».
    """
    fold = view.word(at)
    whole = at - 1 in view.phrase_ends and view.word(at - 1).startswith("ال")  # «اعتبر اتحاد الشغل [خيار] …»
    if not (whole or at - 1 in view.persons):
        return False
    if view.inside[at] is not None or at in view.heads or at in view.verbs:
        return False
    named = view.phrases.get(at + 1)
    given = named is not None and named.kind == "person" and named.entity is not None
    if given and not view.word(at + 1).startswith("ال"):
        return False  # «العميد [ركن] أحمد عسيري»
    if fold not in plain_words() or fold.endswith("ا") or not is_bare(view, at) or is_closed(view, at):
        return False
    counted = view.word(at + 1) in view.words.unit  # «[ثلاثة] أيام»
    goes_on = at + 1 < view.ends[at] and not counted and not is_closed(view, at + 1)
    return goes_on and fold not in view.words.title and not that_ahead(view, at)


def is_bare(view: View, at: int) -> bool:
    """Whether neither the article nor a particle is written on to a word: not «والدفاع», «للنقل», «بقرار»."""
    fold = view.word(at)
    return not fold.startswith(_LED) and not (fold[:1] in _JOINED and fold[1:] in plain_words())


def that_ahead(view: View, at: int) -> bool:
    """Whether «أن» stands ahead before a pause or another verb, or right after the pause."""
    for ahead in range(at + 1, view.ends[at]):
        if view.word(ahead) in view.words.that:
            return True
        if view.comma(ahead):
            return view.word(ahead + 1) in view.words.that
        if ahead in view.verbs or is_finite(view, ahead):
            return False
    return False
