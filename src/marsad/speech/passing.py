"""What stands between a cue and its content besides who speaks: marks, asides, prepositions, links of the chain."""

from __future__ import annotations

import msgspec

from marsad.speech.closed import is_closed
from marsad.speech.frequency import is_frequency
from marsad.speech.openers import Frame, is_titled, opens_content
from marsad.speech.relays import relay_at, station_at
from marsad.speech.saying import is_blessing
from marsad.speech.sources import is_manner, loose, phrase_end, read_speaker, widen
from marsad.speech.statements import Speaker
from marsad.speech.view import DASHES, View

_LONGEST_ASIDE, _LONGEST_BRACKETS, _LONGEST_SPEAKER, _LONGEST_TAIL = 14, 16, 18, 9
_NAME = 6
"""Words that a name in marks has at most."""


class Walk(msgspec.Struct, frozen=True):
    """A cue's frame while it is read, the token it may not pass, and the constructions of the cue.

    `split` says that the verb takes two nouns, of which only the first speaks.
    """

    view: View
    frame: Frame
    end: int
    split: bool
    frames: tuple[str, ...]


def across_relay(view: View, frame: Frame, end: int) -> bool:
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
    if view.word(voice.last) in view.words.in_name:
        voice = widen(view, voice, _in_name_end(view, voice.last))
    frame.relays, frame.at, frame.apart = (*frame.relays, voice), voice.last, True
    return True


def _in_name_end(view: View, at: int) -> int:
    """Where «المتحدث [باسمها فلان]», «المتحدث [باسم خارجيتها فلان]» ends."""
    last = phrase_end(view, at + 1)
    name = view.phrases.get(last)
    return name.last if name is not None and name.kind == "person" and not name.clitics else last


def across_tail(view: View, frame: Frame, end: int, frames: tuple[str, ...]) -> bool:
    """«وقالت، وفق البيان، إن…»: the tail speaks for itself; the frame goes on after it."""
    first = at = view.tails[frame.at].last
    while at < min(end, frame.at + _LONGEST_TAIL):
        if (
            view.comma(at)
            or at in view.quote_at
            or view.word(at) in view.words.that
            or view.tokens[at].text == ":"
        ):
            frame.at, frame.apart = at, True
            return True
        if at > first and "object" in frames and view.word(at) in view.words.content_noun:
            frame.at, frame.apart = at, True
            return True  # «وأكد الشيخ وفق بيان عن الوزارة [ضرورة] …»
        at += 1
    return False


def across_mark(view: View, frame: Frame, end: int, *, split: bool = False) -> bool:
    at, text = frame.at, view.tokens[frame.at].text
    if text == ":" and is_titled(view, at):
        frame.at = at + 1
        return True
    if is_frequency(view, at):
        return _across_station(view, frame)
    if at in view.quote_at:
        return _across_quote(view, frame, end, split=split)
    if text == "(" or text in DASHES:
        return _across_remark(view, frame, end)
    frame.at = at + 1
    frame.apart, frame.relative = True, False
    return text in "،,\"'»”()"


def _across_quote(view: View, frame: Frame, end: int, *, split: bool) -> bool:
    """«قالت "هيومن رايتس ووتش" إن…», «منظمة "أوكسفام"»: a name in marks, or the end of one."""
    at, quote, voice = frame.at, view.quote_at[frame.at], frame.source
    frame.at = min(quote.last + 1, end)
    if is_blessing(view, quote):
        return True
    parted = view.comma(at - 1) or view.word(at - 1) in view.words.time
    if voice is not None and split and parted and frame.other is None and quote.inside <= _NAME:
        frame.other = loose(view, quote.first, quote.last + 1)  # «اتهم الوزير، اليوم، ["أطرافا خارجية"] ب…»
    elif voice is None and quote.inside <= _NAME and not frame.relative and (at == frame.cue_last or parted):
        frame.source = loose(view, quote.open + 1, quote.close)
    elif voice is not None and voice.last == at and not frame.apart and not is_manner(view, quote):
        frame.source = widen(view, voice, frame.at)
    return True


def _across_remark(view: View, frame: Frame, end: int) -> bool:
    """What stands in brackets or between dashes: «- في تصريح لـ«كونا» -»."""
    at, text = frame.at, view.tokens[frame.at].text
    inserted = relay_at(view, at + 1, end) if text != "(" else None
    if inserted is not None:
        frame.relays += inserted[0]
    close = ")" if text == "(" else text
    other = next((p for p in range(at + 1, end) if view.tokens[p].text == close), None)
    voice = frame.source
    if (
        voice is not None
        and voice.last == at
        and text == "("
        and other is not None
        and _is_medium(view, voice)
    ):
        frame.source = widen(view, voice, other + 1)  # «شبكة [(سي.إن.إن)]»
    told = text in DASHES and view.word(at + 1) in view.words.relative  # «الرئيس - الذي قال مرارا إن… - أن»
    near = other is not None and (told or other - at < _LONGEST_BRACKETS)
    frame.at = other + 1 if other is not None and near else at + 1
    return True


def _is_medium(view: View, voice: Speaker) -> bool:
    """Whether a voice is a medium by its common noun alone, so that its name still follows."""
    venue = view.venues.get(voice.first)
    return venue is not None and venue.last == voice.last and venue.entry.get("type") == "medium"


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


def across_aside(view: View, frame: Frame, last: int, takes: str, end: int, frames: tuple[str, ...]) -> bool:
    if takes == "source":  # «مصدر رفض ذكر اسمه»: part of how the source is described
        if frame.source is not None and frame.source.last == frame.at and not frame.apart:
            frame.source = widen(view, frame.source, last)
        frame.at = last
        return True
    frame.at, frame.apart = last, True
    if takes == "phrase":
        at = last
        while at < end and at - last < _LONGEST_ASIDE and not _ends_aside(view, at):
            if at > last and (opens_content(view, frames, at) or _is_his(view, frames, at)):
                break
            if at > last and _is_reported(view, frame, frames, at):
                break
            at = phrase_end(view, at)
        frame.at = min(max(at, last), end)
    return True


def _is_his(view: View, frames: tuple[str, ...], at: int) -> bool:
    """«أكد المجلس بعد اجتماعه برئاسة فلان [دعمه] للأجهزة»: a verbal noun with the speaker's pronoun."""
    owned = view.word(at).endswith(("ه", "ها", "هم")) and not view.tokens[at].text.endswith("ة")
    led = view.word(at - 1) in view.words.preposition
    return "object" in frames and owned and not led and view.word(at) in view.words.content_noun


def _is_reported(view: View, frame: Frame, frames: tuple[str, ...], at: int) -> bool:
    """«جدد الوزير خلال اللقاء [قلق] بلاده»: behind a definite noun, an indefinite one of what is reported completes nothing."""
    known = frame.source is not None and "object" in frames and view.word(at) in view.words.content_noun
    return known and view.word(at - 1).startswith("ال") and at not in view.phrases


def _ends_aside(view: View, at: int) -> bool:
    return (
        view.comma(at)
        or view.word(at) in view.words.that
        or view.tokens[at].text in ':"«“'
        or at in view.asides
    )


def across_preposition(view: View, frame: Frame, end: int) -> bool:
    """A prepositional phrase: part of the speaker («مسؤول في الوزارة») unless a person's name stands before it."""
    at = frame.at
    follows = frame.source is not None and frame.source.last == at and not frame.apart
    named = at - 1 in view.persons
    at += 1
    quote = view.quote_at.get(at)
    if at < end and not is_closed(view, at):
        at = phrase_end(view, at)
        place = view.phrases.get(at)
        side = not view.word(at - 1).startswith("ال") and at - 1 not in view.phrase_ends
        if side and place is not None and place.kind == "place" and view.word(at).startswith("ال"):
            at = place.last  # «في شمال [الضفة الغربية]»
    elif (
        follows and quote is not None and quote.inside <= _NAME and view.word(at - 1) in view.words.from_whom
    ):
        at = min(quote.last + 1, end)  # «شاهد من "رويترز"»
    follows = follows and at > frame.at + 1  # «البنداوي لـ(المدى)»: nothing that belongs to the speaker
    if follows and not named and frame.source is not None and at - frame.source.first < _LONGEST_SPEAKER:
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
