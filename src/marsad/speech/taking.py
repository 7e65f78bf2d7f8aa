"""Words that neither mark nor particle claims, between a cue and its content: who speaks, or the verb's object."""

from __future__ import annotations

import msgspec

from marsad.names.plain import plain_words
from marsad.speech.objects import is_bare, is_other_thing, is_second_country, is_second_noun, that_ahead
from marsad.speech.openers import is_glued, names_holder
from marsad.speech.passing import Walk
from marsad.speech.sources import is_content_noun, is_state, is_verbal, loose, phrase_end, read_speaker, widen
from marsad.speech.statements import Speaker
from marsad.speech.view import View

_SHORTEST = 3
_MANY = ("ون", "ين")
_TITLED = frozenset({"person", "organization", "group"})
"""Speakers after whom a title may be their own or their head's."""


def take_words(walk: Walk) -> bool:
    """Takes words for the speaker, more of the speaker or the verb's object; always passes over something."""
    view, frame = walk.view, walk.frame
    at = frame.at
    if view.word(at).startswith("ول") and view.word(at - 1) in view.words.to_whom:
        frame.at = phrase_end(view, at)  # «وقالوا لها [ولزملائها]: …»
    elif frame.source is None and frame.other is None and _is_reported(view, at):
        frame.other, frame.at = loose(view, at, at + 1), at + 1
    elif frame.source is None:
        _take_speaker(walk)
    elif not _take_more(walk, frame.source):
        _take_object(walk)
    return True


def _is_reported(view: View, at: int) -> bool:
    return is_content_noun(view, at) and not _counts_people(view, at)


def _take_speaker(walk: Walk) -> None:
    view, frame, at = walk.view, walk.frame, walk.frame.at
    if _is_adjective(view, at) and at > frame.cue_last:
        frame.at = at + 1
        return
    short = walk.split or "any" in walk.frames
    voice = read_speaker(view, at, walk.end, short=short, object_follows="object" in walk.frames)
    shaped = view.inside[at] is None and view.word(at).startswith("ي")
    if voice is None and shaped and is_verbal(view, at):
        frame.relative = True
    if voice is not None and "by" in walk.frames:
        voice = _before_by(view, voice)
    frame.source, frame.apart = voice, False
    frame.at = voice.last if voice is not None else at + 1


def _is_adjective(view: View, at: int) -> bool:
    """«وأضاف في ندوة بالمدينة [العتيقة]، أن…»: a definite word behind a definite noun that a preposition leads."""
    led = view.word(at).startswith("ال") and view.word(at - 1).startswith(("بال", "لل"))
    return led and at not in view.phrases and at not in view.heads and view.inside[at] is None


def _take_more(walk: Walk, voice: Speaker) -> bool:
    """Whether the words are more of the speaker, or a thing beside the verb that says nothing of either."""
    view, frame, at = walk.view, walk.frame, walk.frame.at
    definite = view.word(at).startswith("ال")
    if voice.last == at and (_is_adverb(view, at) or is_state(view, at)):
        frame.at, frame.apart = at + 1, True
        return True
    if view.word(at) in view.words.placard and not definite:
        frame.at, frame.apart = at + 1, True  # «ردد المتظاهرون [هتافات] من بينها "…"»
        return True
    if at in view.venues and voice.kind == "person" and not definite and not walk.split:
        frame.at, frame.apart = view.venues[at].last, True  # «وجه الوزير [رسالة] مفادها أن…»
        return True
    if voice.last == at and not frame.apart and _continues(walk, voice):
        last = phrase_end(view, at)
        frame.source, frame.at = _joined(view, voice, at, last), last
        return True
    phrase = view.phrases.get(at)
    appended = view.comma(at - 1) and voice.last == at - 1 and phrase is not None
    if appended and phrase is not None and phrase.kind == "person" and not walk.split:
        frame.source, frame.at, frame.apart = _joined(view, voice, at, phrase.last), phrase.last, False
        return True
    return False


def _is_adverb(view: View, at: int) -> bool:
    """«قال خلف [أيضا] إن…», «لفت الوزير [النظر] إلى…»: a word beside the speaker that is nobody's."""
    fold = view.word(at)
    return fold in view.words.nobody or (fold in view.words.on_behalf and not fold.startswith("ب"))


def _continues(walk: Walk, voice: Speaker) -> bool:
    """Whether the word right after the speaker belongs to it and opens no second noun."""
    view, at = walk.view, walk.frame.at
    if names_holder(view, voice, at):
        return True
    if view.word(voice.first) in view.words.honorific and voice.last == voice.first + 1:
        phrase = view.phrases.get(at)  # «دعا [سيادته] القوى», «دعا [سموه الشيخ سالم] القوى»
        return phrase is not None and phrase.kind == "person" and phrase.entity is not None
    if any(m.feature == "masdar" and "ب" in m.clitics for m in view.cues.get(at, ())):
        return False  # «ختم الوزير [بالتأكيد] على أن…»
    takes_any = not {"any", "anaphor"}.isdisjoint(walk.frames)
    if at in view.acts and view.word(at - 1).removeprefix("و").startswith("ال") and is_bare(view, at):
        return False  # «ذكرت مصادر مقربة من النادي [إعفاء] المدرب»
    if is_other_thing(view, voice, at) or _is_accusative(view, at):
        return False
    second = takes_any and is_second_country(view, at)
    known = at in view.heads and not that_ahead(view, at)  # «أبلغ الوزير فلان [السفير] القرار»
    second = second or (is_second_noun(view, at) and (takes_any or known))
    return not (second or (walk.split and _is_second(view, voice, at)))


def _is_accusative(view: View, at: int) -> bool:
    """«نشرت عديد المواقع [صورا]»: an indefinite noun in the accusative behind a definite one is the verb's object."""
    fold = view.word(at)
    known = fold.endswith("ا") and len(fold) > _SHORTEST and not {fold, fold[:-1]}.isdisjoint(plain_words())
    return known and view.word(at - 1).startswith("ال") and view.inside[at] is None


def _take_object(walk: Walk) -> None:
    view, frame, at, split = walk.view, walk.frame, walk.frame.at, walk.split
    if frame.other is None:
        frame.other = read_speaker(view, at, walk.end, short=split)
        if frame.other is None and split and view.word(at).startswith("ال") and is_content_noun(view, at):
            frame.other = loose(view, at, at + 1)  # «وصفت الخارجية في رسالة [الغارات] بأنها…»
        accuses = any(m.entry.get("object") == "accuse" for m in view.cues.get(frame.cue_last - 1, ()))
        if frame.other is not None and accuses and "by" in walk.frames:
            frame.other = _before_by(view, frame.other)  # «اتهم الجيش [المتمردين] بخرق الهدنة»
    frame.at = frame.other.last if frame.other and frame.other.last > at else at + 1


def _counts_people(view: View, at: int) -> bool:
    """«طالب [عدد من النواب] الحكومة»: the count of those who speak is no content."""
    phrase = view.phrases.get(at)
    return phrase is not None and phrase.head > at and phrase.kind in ("person", "group")


def _before_by(view: View, voice: Speaker) -> Speaker:
    """«نوه ولي العهد [بدور المتطوعين]»: with a verb that takes ب, what ب leads is no part of the speaker."""
    for at in range(voice.first + 1, voice.last):
        before = view.word(at - 1)
        ruled = before.removeprefix("ال").startswith("م") and not before.endswith(_MANY)  # «المكلف بالإعلام»
        held = view.inside[at] is None or view.inside[at] is view.inside[at - 1]
        if not ruled and held and is_glued(view, at, "ب"):
            return widen(view, voice, at)
    return voice


def _is_second(view: View, voice: Speaker, at: int) -> bool:
    """Whether a word opens a second noun phrase after the speaker's."""
    if is_second_country(view, at):
        return True
    titled = view.word(at) in view.words.title and voice.kind in _TITLED
    if titled and any(at < p < phrase_end(view, at) for p in view.persons):
        return False  # «وصف وزير الدفاع [اللواء فلان] …», not «وصفت التقارير [الكاتب فلان] بأنه…»
    if at in view.phrases and view.phrases[at].clitics == "و":
        return False  # «اتهم المغرب [والجزائر] …»: they speak together
    head = at in view.heads and view.word(at).startswith("ال")
    return head or at in view.phrases or at - 1 in view.phrase_ends


def _joined(view: View, voice: Speaker, at: int, last: int) -> Speaker:
    phrase = view.phrases.get(at)
    wide = widen(view, voice, last)
    if phrase is not None and phrase.entity and not voice.entity and phrase.kind in {"person", voice.kind}:
        return msgspec.structs.replace(wide, entity=phrase.entity, kind=phrase.kind)
    return wide
