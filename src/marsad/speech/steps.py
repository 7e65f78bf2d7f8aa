"""One piece of a cue's frame after another: what each kind of word between a cue and its content does."""

from __future__ import annotations

from collections.abc import Callable

from marsad.matching import Match
from marsad.speech.closed import is_announced, is_finite
from marsad.speech.openers import leads_content, names_holder
from marsad.speech.passing import (
    Walk,
    across_aside,
    across_mark,
    across_preposition,
    across_relay,
    across_tail,
)
from marsad.speech.relays import relay_at
from marsad.speech.saying import is_participle
from marsad.speech.sources import is_each, loose, phrase_end, widen
from marsad.speech.statements import FOLLOWING, Speaker
from marsad.speech.taking import take_words
from marsad.speech.view import View

_Step = Callable[[Walk], bool | None]
"""Passes over one piece: true; false ends the frame; nothing when the piece is of another kind."""
_NAME = 5
"""Words that a name in marks has at most."""
_WRITTEN_ON = frozenset("بلك")
_STATE = 10
"""Words that a clause of state between who speaks and the content has at most."""


def step(walk: Walk) -> bool:
    """Passes over one piece of the frame; false when the clause ends without content."""
    for piece in _PIECES:
        passed = piece(walk)
        if passed is not None:
            return passed
    return take_words(walk)


def _ended(walk: Walk) -> Speaker | None:
    """The speaker, if it ends right here."""
    voice = walk.frame.source
    return voice if voice is not None and voice.last == walk.frame.at else None


def _word(walk: Walk) -> str:
    return walk.view.folds[walk.frame.at]


def _mark(walk: Walk) -> bool | None:
    return (
        across_mark(walk.view, walk.frame, walk.end, split=walk.split)
        if walk.view.mark(walk.frame.at)
        else None
    )


def _paper(walk: Walk) -> bool | None:
    """«نشر النادي [البلاغ] التالي: …»: the paper's own words follow, which `read_paper` reads."""
    venue = walk.view.venues.get(walk.frame.at)
    follows = walk.view.tails.get(venue.last) if venue is not None else None
    return False if follows is not None and follows.entry.id == FOLLOWING else None


def _of_speaker(walk: Walk) -> bool | None:
    """«وزير النفط [بالوكالة] أنس الصالح», «المصادر [ذاتها]»: a word that belongs to the speaker before it."""
    view, frame, voice = walk.view, walk.frame, walk.frame.source
    if voice is not None and voice.last == frame.at and view.word(frame.at - 1) in view.words.charged:
        frame.at = _charge_end(view, frame.at)
        frame.source = widen(view, voice, frame.at) if frame.at > voice.last else voice
        if frame.at > voice.last:
            return True
    if voice is None or _word(walk) not in view.words.acting or not names_holder(view, voice, frame.at):
        return None
    frame.source, frame.at = widen(view, voice, frame.at + 1), frame.at + 1
    return True


def _charge_end(view: View, at: int) -> int:
    """Where what somebody is charged with ends: «المكلفة [بالإعلام ببلدية تونس]»."""
    while at in view.phrases and view.phrases[at].clitics == "ب":
        at = view.phrases[at].last
    return at


def _completed(walk: Walk) -> bool | None:
    """«حكومة الوفاق المعترف [بها دوليا]»: the pronoun that completes a participle of the speaker, and how."""
    view, frame, voice = walk.view, walk.frame, _ended(walk)
    led = view.word(frame.at - 1) in view.words.undergone and _word(walk) in view.words.pronominal
    if voice is None or not led:
        return None
    last = frame.at + 1
    last += last < walk.end and view.word(last).endswith("يا") and view.inside[last] is None
    frame.source, frame.at = widen(view, voice, last), last
    return True


def _in_name(walk: Walk) -> bool | None:
    """«المتحدث [باسم عملية "عاصفة الحزم"، العميد أحمد …]»: whom he speaks for, and his rank and name."""
    view, frame, voice = walk.view, walk.frame, _ended(walk)
    if voice is None or _word(walk) not in view.words.in_name or frame.at + 1 >= walk.end:
        return None
    last = phrase_end(view, frame.at + 1)
    quote = view.quote_at.get(last)
    last = quote.last + 1 if quote is not None and quote.inside <= _NAME else last
    name = view.phrases.get(last + view.comma(last))
    named = name is not None and name.kind == "person" and name.entity is not None and not name.clitics
    last = name.last if name is not None and named else last
    frame.source, frame.at = widen(view, voice, last), last
    return True


def _aside(walk: Walk) -> bool | None:
    view, frame = walk.view, walk.frame
    aside = view.asides.get(frame.at)
    if aside is None or not (frame.source is None or aside.last > frame.at):
        return None
    frame.switch = frame.switch or bool(aside.entry.get("switch"))
    return across_aside(view, frame, aside.last, aside.entry.get("takes"), walk.end, walk.frames)


def _time(walk: Walk) -> bool | None:
    view, frame, at = walk.view, walk.frame, walk.frame.at
    if at not in view.dates and (_word(walk) not in view.words.time or at in view.persons):  # «تيريزا ماي»
        return None
    if view.word(at - 1) in view.words.title and at not in view.dates:
        return None  # «الشيخ [صباح] الأحمد»
    month = at + 1 + (view.word(at + 1) in view.words.ordinal)  # «تشرين الأول»
    frame.at, frame.apart = view.dates.get(at, month), True
    return True


def _itself(walk: Walk) -> bool | None:
    """«المصادر [ذاتها]»."""
    view, frame, voice = walk.view, walk.frame, _ended(walk)
    if voice is None or _word(walk) not in view.words.itself:
        return None
    frame.source, frame.at = widen(view, voice, frame.at + 1), frame.at + 1
    return True


def _received(walk: Walk) -> bool | None:
    """«بيان [تلقت] الصحيفة نسخة منه», «مقابلة أجرتها القناة، [وتابعتها] الوكالة»."""
    frame, got = walk.frame, walk.view.words.received
    if frame.source is None or not {_word(walk), _word(walk).removeprefix("و")} & got:
        return None
    frame.at, frame.relative, frame.apart = frame.at + 1, True, True
    return True


def _called(walk: Walk) -> bool | None:
    """«نازح [يدعى أبو عمر]»."""
    view, frame, voice = walk.view, walk.frame, _ended(walk)
    if voice is None or _word(walk) not in view.words.called or frame.at + 1 >= walk.end:
        return None
    frame.at = phrase_end(view, frame.at + 1)
    frame.source = widen(view, voice, frame.at)
    return True


def _relay(walk: Walk) -> bool | None:
    view, frame, at = walk.view, walk.frame, walk.frame.at
    if _ended(walk) is not None and view.word(at - 1) in view.words.engaged and at - 1 not in view.persons:
        return None  # «فلان، المشارك [في الدراسة]»
    if _is_object(walk):
        return None
    relay = relay_at(view, at, walk.end, given=_ended(walk) is not None)
    named = frame.source is None and view.venues.get(at) and view.word(at)[0] not in "لب"
    if relay is None or named:
        return None
    frame.relays, frame.at, frame.apart = frame.relays + relay[0], max(relay[1], at + 1), True
    return True


def _is_object(walk: Walk) -> bool:
    """«اتهم الوزير [قناة الجزيرة] بالتحريض», «انتقد الرئيس [بي بي سي]»: no medium that was told something."""
    view, at = walk.view, walk.frame.at
    venue = view.venues.get(at)
    if venue is None or venue.clitics or not (walk.split or not {"any", "object"}.isdisjoint(walk.frames)):
        return False
    return not any(m.entry.get("object") == "address" and m.entry.get("act") == "state" for m in _verbs(walk))


def _verbs(walk: Walk) -> list[Match]:
    """The verbs that the frame's last word of saying may be."""
    return walk.view.cues.get(walk.frame.cue_last - 1, [])


def _said_by(walk: Walk) -> bool | None:
    """«صرح [قائلا]»; «…حشود تطالب بالثأر، قائلا» and «أدانت الوزيرة الهجوم قائلة إنه…» say something else."""
    view, frame, at, fold = walk.view, walk.frame, walk.frame.at, _word(walk)
    if fold not in view.words.said_by:
        return None
    if view.comma(at - 1) and "by" in walk.frames:
        return False
    if frame.other is not None and "anaphor" in walk.frames:
        return False
    if at != frame.cue_last and not fold.startswith("قا"):
        return None
    frame.at = at + 1
    frame.cue_last = at + 1 if frame.source is None else frame.cue_last
    return True


def _relative(walk: Walk) -> bool | None:
    words, frame, fold = walk.view.words, walk.frame, _word(walk)
    if fold not in words.relative and not (fold in words.clause_pronoun and frame.source is None):
        return None
    frame.relative, frame.at, frame.apart = True, frame.at + 1, True
    return True


def _of_state(walk: Walk) -> bool | None:
    """«وعبر المواطن [وهو أب لطفلين] عن غضبه»: a clause of state behind who speaks, up to the preposition that opens the content."""
    view, frame, fold = walk.view, walk.frame, _word(walk)
    if _ended(walk) is None or fold[:1] != "و" or fold[1:] not in view.words.clause_pronoun:
        return None
    if view.word(frame.at + 1) in view.words.alleged or view.word(frame.at + 1) in view.words.saying_what:
        return None  # «، وهو ما نفاه»
    end = min(walk.end, frame.at + _STATE)
    if "that" in walk.frames and any(view.word(at) in view.words.that for at in range(frame.at, walk.end)):
        return None
    at = next(
        (p for p in range(frame.at + 2, end) if view.comma(p) or leads_content(view, walk.frames, p)), end
    )
    if at == end or view.comma(at):
        return None
    frame.at, frame.apart = at, True
    return True


def _manner(walk: Walk) -> bool | None:
    """«بوضوح», «بكثير من الأسف», «نيابة عن زملائه»: how something is said, not who says it."""
    words, fold = walk.view.words, _word(walk)
    led = fold in words.on_behalf or (fold[:1] == "ب" and fold[1:] in words.manner)
    if walk.frame.source is not None or not led:
        return None
    return across_preposition(walk.view, walk.frame, walk.end)


def _within_relative(walk: Walk) -> bool | None:
    if not walk.frame.relative and _word(walk) not in walk.view.words.pronominal:
        return None
    if _tells_itself(walk):
        return False
    walk.frame.at += 1
    return True


def _tells_itself(walk: Walk) -> bool:
    """«رفضت النقابة تصريحات الوزير التي [قال فيها إن]…»: what opens behind the relative's own verb is its content."""
    view, at = walk.view, walk.frame.at
    opened = {view.word(at + 1), view.word(at + 2)} & view.words.in_it and walk.frame.source is not None
    return bool(opened) and is_finite(view, at) is not None


def _tail(walk: Walk) -> bool | None:
    view, frame = walk.view, walk.frame
    if frame.at not in view.tails:
        return None
    return across_relay(view, frame, walk.end) or across_tail(view, frame, walk.end, walk.frames)


def _leads_on(walk: Walk) -> bool:
    """«عندما تكذب المعارضة بشأن العدد، [فإنهم] …»: what a condition leads to is no content."""
    fold = _word(walk)
    return fold.startswith("ف") and fold in walk.view.words.resumed


def _verb(walk: Walk) -> bool | None:
    """A verb of saying of its own ends the frame, unless it stands under a particle or says the same again."""
    view, frame, at = walk.view, walk.frame, walk.frame.at
    finite, participle = is_finite(view, at), is_participle(view, at)
    if finite and frame.source is not None and is_announced(view, finite):
        frame.at, frame.apart = at + 2, True  # «في تقرير [أعلن عنه] في الدوحة»
        return True
    if view.comma(at - 1) and _leads_on(walk):
        return False
    if finite and view.word(at - 1) in view.words.irrealis:
        frame.at, frame.relative = at + 1, True
        return True
    if finite and walk.split and frame.source is not None and view.word(at - 1) in view.words.what:
        frame.other = frame.other or loose(view, at - 1, at + 1)
        frame.at = at + 1  # «اتهم الوزير [ما سماهم] دولا شقيقة ب…»
        return True
    if at == frame.cue_last and participle and view.word(at + 1) in view.words.that:
        frame.at = at + 1  # «وأضاف [مستنكرا] أن…»
        return True
    return False if finite or participle or _word(walk) in view.words.stopper else None


def _wished(walk: Walk) -> bool | None:
    """«تمنى الأمير [للشعب] دوام التقدم»: after a bare title or a name, ل leads to somebody else."""
    view, frame, voice = walk.view, walk.frame, _ended(walk)
    if voice is None or voice.kind != "person" or not _word(walk).startswith("لل"):
        return None
    if voice.last - voice.first != 1 and frame.at - 1 not in view.persons:
        return None
    frame.at, frame.apart = phrase_end(view, frame.at), True
    return True


def _written_on(walk: Walk) -> bool | None:
    """A noun phrase with a preposition written on to it, which is nobody's who speaks."""
    frame, phrase = walk.frame, walk.view.phrases.get(walk.frame.at)
    led = phrase is not None and not _WRITTEN_ON.isdisjoint(phrase.clitics)
    if phrase is None or not led or not (frame.source is None or frame.apart):
        return None
    within = walk.view.phrases.get(phrase.last)
    both = within is not None and within.kind == phrase.kind == "place" and not within.clitics
    frame.at, frame.apart = within.last if within is not None and both else phrase.last, True
    return True  # «بالعاصمة [الرباط]»


def _pointed_at(walk: Walk) -> bool | None:
    """«وصف الوزير [هذا القرار] بأنه…», «فسر المعهد [هذا العجز] ب…»."""
    view, frame, at = walk.view, walk.frame, walk.frame.at
    pointed = _word(walk) in view.words.this and view.word(at + 1).startswith("ال")
    if pointed and frame.source is None and _is_judged_by(walk):
        last = phrase_end(view, at + 1)
        while last < walk.end and view.word(last).startswith("ال"):
            last += 1
        frame.other, frame.at, frame.apart = loose(view, at, last), last, True
        return True
    if frame.source is None or frame.other is not None or not pointed:
        return None
    whole = view.word(at - 1).startswith("ال") or at - 1 in view.persons
    if not walk.split and (_ended(walk) is None or not whole):
        return None  # «أحد [هذه المصادر]»
    frame.other = loose(view, at, phrase_end(view, at + 1))
    frame.at, frame.apart = frame.other.last, True
    return True


def _is_judged_by(walk: Walk) -> bool:
    """«الوزير الذي اعتبر [هذا الصرح] رمزا»: who judges stands before the relative, so what stands right behind the verb is judged."""
    view, verb = walk.view, walk.frame.cue_last - 1
    led = walk.frame.at == verb + 1 and view.word(verb - 1) in view.words.relative
    return led and any(m.entry.get("object") == "regard" for m in _verbs(walk))


def _asked_of(walk: Walk) -> bool | None:
    """«طلب لبنان [من الأمم المتحدة] تمديد…»: after a speaker who is known or definite, no «من» describes it."""
    view, frame, voice = walk.view, walk.frame, _ended(walk)
    if not walk.split or voice is None or _word(walk) not in view.words.from_whom:
        return None
    if voice.entity is None and not view.word(voice.first).startswith("ال"):
        return None
    frame.at, frame.apart = phrase_end(view, frame.at + 1), True
    return True


def _preposition(walk: Walk) -> bool | None:
    view, at = walk.view, walk.frame.at
    name = view.phrases.get(at)
    if name is not None and name.kind == "person" and name.entity is not None and not name.clitics:
        return None  # «أكد [علي] الماجري أن…»
    led = _word(walk) in view.words.preposition and not is_each(view, at)
    if not led or view.words.spelt_noun.fullmatch(view.tokens[at].text):
        return None
    return across_preposition(view, walk.frame, walk.end)


_PIECES: tuple[_Step, ...] = (
    _mark,
    _paper,
    _of_speaker,
    _completed,
    _in_name,
    _aside,
    _time,
    _itself,
    _received,
    _called,
    _relay,
    _said_by,
    _of_state,
    _relative,
    _manner,
    _within_relative,
    _tail,
    _verb,
    _wished,
    _written_on,
    _pointed_at,
    _asked_of,
    _preposition,
)
"""In this order: what a word is first taken for, it is."""
