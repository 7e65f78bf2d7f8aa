"""What stands between a cue and its content: who speaks, to whom, where; and what opens the content."""

from __future__ import annotations

import msgspec

from marsad.speech.openers import (
    Frame,
    is_glued,
    is_titled,
    names_holder,
    opens,
    opens_content,
    opens_within,
)
from marsad.speech.relays import is_frequency, relay_at, station_at
from marsad.speech.saying import is_participle
from marsad.speech.sources import (
    is_closed,
    is_content_noun,
    is_each,
    is_finite,
    is_manner,
    is_second_country,
    is_second_noun,
    is_verbal,
    loose,
    phrase_end,
    read_speaker,
    widen,
)
from marsad.speech.statements import Speaker
from marsad.speech.view import DASHES, View

_FARTHEST = 52
_TITLED = frozenset({"person", "organization", "group"})
"""Speakers after whom a title may be their own or their head's."""
_NUMBERED = frozenset({"الاول", "الثاني"})


def read_frame(view: View, frames: tuple[str, ...], at: int, *, split: bool = False, limit: int = 0) -> Frame:
    """The frame that follows a cue whose last token is before `at`; `opener` stays empty when nothing opens content.

    `split` says that the verb takes two nouns («اتهم الجيش المسلحين ب…»): the second is not part of the speaker.
    """
    sure = tuple(name for name in frames if name != "any") + (("anaphor",) if "any" in frames else ())
    frame = _walk(view, sure, at, split, limit)
    if not frame.opener and opens_within(view, frames, frame):
        return frame
    if frame.opener or "any" not in frames or split:
        return frame
    return _walk(view, frames, at, split, limit)


def _walk(view: View, frames: tuple[str, ...], at: int, split: bool, limit: int) -> Frame:
    frame = Frame(at, at)
    end = min(limit or view.ends[at - 1], at + _FARTHEST)
    while frame.at < end:
        if opens(view, frames, frame, end, split) or not _step(view, frame, end, split, frames):
            break
    return frame


def _step(view: View, frame: Frame, end: int, split: bool, frames: tuple[str, ...]) -> bool:
    """Passes over one piece of the frame; False when the clause ends without content."""
    at, fold = frame.at, view.folds[frame.at]
    if view.mark(at):
        return _across_mark(view, frame, end)
    if frame.source is not None and fold in view.words.acting and names_holder(view, frame.source, at):
        frame.source, frame.at = widen(view, frame.source, at + 1), at + 1
        return True
    aside = view.asides.get(at)
    if aside is not None and (frame.source is None or aside.last > at):
        frame.switch = frame.switch or bool(aside.entry.get("switch"))
        return _across_aside(view, frame, aside.last, aside.entry.get("takes"), end, frames)
    if at in view.dates or (fold in view.words.time and at not in view.persons):  # «تيريزا ماي»
        month = at + 1 + (view.word(at + 1) in _NUMBERED)  # «تشرين الأول»
        frame.at, frame.apart = view.dates.get(at, month), True
        return True
    if fold in view.words.itself and frame.source is not None and frame.source.last == at:
        frame.source, frame.at = widen(view, frame.source, at + 1), at + 1  # «المصادر [ذاتها]»
        return True
    if fold in view.words.received and frame.source is not None:
        frame.at, frame.relative, frame.apart = at + 1, True, True  # «بيان [تلقت] الصحيفة نسخة منه»
        return True
    if fold in view.words.called and frame.source is not None and frame.source.last == at and at + 1 < end:
        frame.at = phrase_end(view, at + 1)
        frame.source = widen(view, frame.source, frame.at)  # «نازح [يدعى أبو عمر]»
        return True
    relay = relay_at(view, at, end, given=frame.source is not None and frame.source.last == at)
    if relay is not None and not (
        frame.source is None and view.venues.get(at) and view.word(at)[0] not in "لب"
    ):
        frame.relays, frame.at, frame.apart = frame.relays + relay[0], max(relay[1], at + 1), True
        return True
    if fold in view.words.said_by and view.comma(at - 1) and "by" in frames:
        return False  # «…حشود تطالب بالثأر، قائلا»: somebody else's words
    if fold in view.words.said_by and frame.other is not None and "anaphor" in frames:
        return False  # «أدانت الوزيرة الهجوم قائلة إنه…»: two statements
    if fold in view.words.said_by and (at == frame.cue_last or fold.startswith("قا")):
        frame.at = at + 1
        frame.cue_last = at + 1 if frame.source is None else frame.cue_last
        return True
    if fold in view.words.relative or (fold in view.words.clause_pronoun and frame.source is None):
        frame.relative, frame.at, frame.apart = True, at + 1, True
        return True
    if frame.source is None and _is_manner(view, at):
        return _across_preposition(view, frame, end)
    if frame.relative:
        frame.at = at + 1
        return True
    if fold in view.words.pronominal:
        frame.at = at + 1
        return True
    if at in view.tails:
        return _across_relay(view, frame, end) or _across_tail(view, frame, end)
    if is_finite(view, at) and view.word(at - 1) in view.words.irrealis:
        frame.at, frame.relative = at + 1, True
        return True
    if at == frame.cue_last and is_participle(view, at) and view.word(at + 1) in view.words.that:
        frame.at = at + 1  # «وأضاف [مستنكرا] أن…»
        return True
    if is_finite(view, at) or fold in view.words.stopper or is_participle(view, at):
        return False
    if frame.source is not None and _is_wished(view, frame.source, at):
        frame.at, frame.apart = phrase_end(view, at), True
        return True
    phrase = view.phrases.get(at)
    if phrase is not None and set("بلك") & set(phrase.clitics) and (frame.source is None or frame.apart):
        frame.at, frame.apart = phrase.last, True
        return True
    if split and frame.source is not None and frame.other is None and _is_pointed_at(view, at):
        frame.other = loose(view, at, phrase_end(view, at + 1))  # «وصف الوزير [هذا القرار] بأنه…»
        frame.at = frame.other.last
        return True
    if split and fold == "من" and frame.source is not None and _is_whole(view, frame.source, at):
        frame.at, frame.apart = phrase_end(view, at + 1), True  # «طلب لبنان [من الأمم المتحدة] تمديد…»
        return True
    led = fold in view.words.preposition and not is_each(view, at)
    if (led or fold in {"ب", "ل"}) and not view.words.spelt_noun.fullmatch(view.tokens[at].text):
        return _across_preposition(view, frame, end)
    return _take_words(view, frame, end, split, frames)


def _is_whole(view: View, voice: Speaker, at: int) -> bool:
    """Whether a speaker is known or definite, so that no «من» describes it."""
    return voice.last == at and (voice.entity is not None or view.word(voice.first).startswith("ال"))


def _is_wished(view: View, voice: Speaker, at: int) -> bool:
    """«تمنى الأمير [للشعب] دوام التقدم»: after a bare title or a name, ل leads to somebody else."""
    if voice.last != at or voice.kind != "person" or not view.word(at).startswith("لل"):
        return False
    return voice.last - voice.first == 1 or at - 1 in view.persons


def _across_relay(view: View, frame: Frame, end: int) -> bool:
    """«ذكرت الصحيفة نقلا عن الوزير أن…»: the words are the minister's, and the newspaper passes them on."""
    tail = view.tails[frame.at]
    if tail.entry.get("act") == "voice" and frame.source is not None and tail.last < end:
        return _across_mouth(view, frame, tail.last, end)
    if tail.entry.get("act") != "relay" or frame.source is None or tail.last >= end:
        return False
    voice = read_speaker(view, tail.last, end)
    if voice is None:
        return False
    frame.relays, frame.source = (*frame.relays, frame.source), voice
    frame.at, frame.apart = voice.last, False
    return True


def _across_mouth(view: View, frame: Frame, at: int, end: int) -> bool:
    """«أدانت الخارجية، على لسان فلان، الهجوم»: a body speaks through somebody."""
    voice = read_speaker(view, at, end, short=True)
    if voice is None:
        return False
    frame.relays, frame.at, frame.apart = (*frame.relays, voice), voice.last, True
    return True


def _is_manner(view: View, at: int) -> bool:
    """«بوضوح», «بكثير من الأسف», «نيابة عن زملائه»: how something is said, not who says it."""
    fold = view.word(at)
    return fold in view.words.on_behalf or (fold[:1] == "ب" and fold[1:] in view.words.manner)


def _across_tail(view: View, frame: Frame, end: int) -> bool:
    """«وقالت، وفق البيان، إن…»: the tail speaks for itself; the frame goes on after it."""
    at = view.tails[frame.at].last
    while at < min(end, frame.at + 9):
        if (
            view.comma(at)
            or at in view.quote_at
            or view.word(at) in view.words.that
            or view.tokens[at].text == ":"
        ):
            frame.at, frame.apart = at, True
            return True
        at += 1
    return False


def _across_mark(view: View, frame: Frame, end: int) -> bool:
    at, text = frame.at, view.tokens[frame.at].text
    if text == ":" and is_titled(view, at):
        frame.at = at + 1
        return True
    if is_frequency(view, at):
        return _across_station(view, frame)
    if at in view.quote_at:
        quote = view.quote_at[at]
        frame.at = min(quote.last + 1, end)
        if frame.source is None and quote.inside <= 6 and not frame.relative:
            frame.source = loose(view, quote.open + 1, quote.close)
            return True
        if (
            frame.source is not None
            and frame.source.last == at
            and not frame.apart
            and not is_manner(view, quote)
        ):
            frame.source = widen(view, frame.source, frame.at)
        return True
    if text == "(" or text in DASHES:
        if text != "(" and (inserted := relay_at(view, at + 1, end)) is not None:
            frame.relays += inserted[0]  # «- في تصريح لـ«كونا» -»
        close = ")" if text == "(" else text
        other = next((p for p in range(at + 1, end) if view.tokens[p].text == close), None)
        frame.at = other + 1 if other is not None and other - at < 16 else at + 1
        return True
    frame.at = at + 1
    frame.apart, frame.relative = True, False
    return text in "،,\"'»”()"


def _across_station(view: View, frame: Frame) -> bool:
    """«قال لـ الجوهرة "أف أم" إن»: the word before the marks and they are one medium."""
    first = frame.at - 1
    station = station_at(view, first)
    if station is None:
        return False
    if frame.source is not None and frame.source.last == frame.at:
        whole = frame.source.first == first
        frame.source = None if whole else widen(view, frame.source, first)
    frame.relays += (station,)
    frame.at, frame.apart = station.last, True
    return True


def _across_aside(view: View, frame: Frame, last: int, takes: str, end: int, frames: tuple[str, ...]) -> bool:
    if takes == "source":  # «مصدر رفض ذكر اسمه»: part of how the source is described
        if frame.source is not None and frame.source.last == frame.at and not frame.apart:
            frame.source = widen(view, frame.source, last)
        frame.at = last
        return True
    frame.at, frame.apart = last, True
    if takes == "phrase":
        at = last
        while at < end and at - last < 14 and not _ends_aside(view, at):
            if at > last and opens_content(view, frames, at):
                break
            at = phrase_end(view, at)
        frame.at = min(max(at, last), end)
    return True


def _ends_aside(view: View, at: int) -> bool:
    return (
        view.comma(at)
        or view.word(at) in view.words.that
        or view.tokens[at].text in ':"«“'
        or at in view.asides
    )


def _across_preposition(view: View, frame: Frame, end: int) -> bool:
    """A prepositional phrase: part of the speaker («مسؤول في الوزارة») unless a person's name stands before it."""
    at = frame.at
    follows = frame.source is not None and frame.source.last == at and not frame.apart
    named = at - 1 in view.persons
    at += 1
    if at < end and not is_closed(view, at):
        at = phrase_end(view, at)
    follows = follows and at > frame.at + 1  # «البنداوي لـ(المدى)»: nothing that belongs to the speaker
    if follows and not named and frame.source is not None and at - frame.source.first < 18:
        frame.source = widen(view, frame.source, at)
    else:
        frame.apart = True
        while frame.source is None and at < end and _is_genitive(view, at):
            at += 1
    frame.at = at
    return True


def _is_genitive(view: View, at: int) -> bool:
    """Whether a word completes the noun before it: «في ردها على تساؤلات النواب»."""
    fold = view.word(at)
    return (
        fold.startswith("ال")
        and not view.word(at - 1).startswith(("ال", "لل"))
        and at - 1 not in view.persons
    )


def _counts_people(view: View, at: int) -> bool:
    """«طالب [عدد من النواب] الحكومة»: the count of those who speak is no content."""
    phrase = view.phrases.get(at)
    return phrase is not None and phrase.head > at and phrase.kind in ("person", "group")


def _take_words(view: View, frame: Frame, end: int, split: bool, frames: tuple[str, ...]) -> bool:
    at, short = frame.at, "any" in frames
    if view.word(at).startswith("ول") and view.word(at - 1) in view.words.to_whom:
        frame.at = phrase_end(view, at)  # «وقالوا لها [ولزملائها]: …»
        return True
    if (
        frame.source is None
        and frame.other is None
        and is_content_noun(view, at)
        and not _counts_people(view, at)
    ):
        frame.other = loose(view, at, at + 1)
        frame.at = at + 1
        return True
    if frame.source is None:
        frame.source = read_speaker(view, at, end, short=split or short, object_follows="object" in frames)
        if (
            frame.source is None
            and view.inside[at] is None
            and view.word(at).startswith("ي")
            and is_verbal(view, at)
        ):
            frame.relative = True
        if frame.source is not None and "by" in frames:
            frame.source = _before_by(view, frame.source)
        frame.apart = False
        frame.at = frame.source.last if frame.source else at + 1
        return True
    if view.word(at) in view.words.placard and not view.word(at).startswith("ال"):
        frame.at, frame.apart = at + 1, True  # «ردد المتظاهرون [هتافات] من بينها "…"»
        return True
    if at in view.venues and frame.source.kind == "person" and not view.word(at).startswith("ال"):
        frame.at, frame.apart = view.venues[at].last, True  # «وجه الوزير [رسالة] مفادها أن…»
        return True
    named = names_holder(view, frame.source, at)
    takes_any = short or "anaphor" in frames
    second = takes_any and (is_second_country(view, at) or is_second_noun(view, at))
    if (
        frame.source.last == at
        and not frame.apart
        and (named or not (second or (split and _is_second(view, frame.source, at))))
    ):
        last = phrase_end(view, at)
        frame.source, frame.at = _joined(view, frame.source, at, last), last
        return True
    phrase = view.phrases.get(at)
    appended = view.comma(at - 1) and frame.source.last == at - 1 and phrase is not None
    if appended and phrase is not None and phrase.kind == "person" and not split:
        frame.source, frame.at, frame.apart = _joined(view, frame.source, at, phrase.last), phrase.last, False
        return True
    if frame.other is None:
        frame.other = read_speaker(view, at, end, short=split)
        if frame.other is None and split and view.word(at).startswith("ال") and is_content_noun(view, at):
            frame.other = loose(view, at, at + 1)  # «وصفت الخارجية في رسالة [الغارات] بأنها…»
    frame.at = frame.other.last if frame.other and frame.other.last > at else at + 1
    return True


def _before_by(view: View, voice: Speaker) -> Speaker:
    """«نوه ولي العهد [بدور المتطوعين]»: with a verb that takes ب, what ب leads is no part of the speaker."""
    for at in range(voice.first + 1, voice.last):
        ruled = view.word(at - 1).removeprefix("ال").startswith("م")  # «المكلف بالإعلام»
        held = view.inside[at] is None or view.inside[at] is view.inside[at - 1]
        if not ruled and held and is_glued(view, at, "ب"):
            return widen(view, voice, at)
    return voice


def _is_pointed_at(view: View, at: int) -> bool:
    return view.word(at) in view.words.this and view.word(at + 1).startswith("ال")


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
