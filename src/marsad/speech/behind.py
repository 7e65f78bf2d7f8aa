"""Who speaks behind what is spoken of: «نددت [بالقرار] جمعية القضاة», «أدانت [الهجوم] منظمة العفو الدولية»."""

from __future__ import annotations

from marsad.matching import Match
from marsad.names.genders import gender_of
from marsad.names.phrase_words import is_nisba
from marsad.speech.closed import is_finite
from marsad.speech.frames import read_frame
from marsad.speech.objects import is_bare
from marsad.speech.openers import Frame
from marsad.speech.saying import is_participle
from marsad.speech.sources import is_each, of_phrase, read_speaker
from marsad.speech.statements import Speaker
from marsad.speech.view import View

_LED = frozenset({"by", "to", "of", "on", "from", "in"})
_OBJECTS = frozenset({"any", "object"})
_VOICES = frozenset({"person", "organization", "group", "medium"})
_FARTHEST = 8
"""Words between the verb and who speaks, at most: what is spoken of, with its adjectives and its place."""
_MANY = ("ون", "ات")


def find_behind(view: View, match: Match, frame: Frame) -> None:
    """Gives a frame whose content stands right behind its verb the speaker who stands behind that.

    «ونددت [بالقرار] جمعية القضاة»: the noun that the preposition leads is whole, so that the noun after it, which agrees
    with the verb, can only be who speaks.
    """
    if frame.opener in _OBJECTS:
        _turn_round(view, match, frame)
        return
    if frame.opener not in _LED or frame.source is not None or frame.other is not None:
        return
    if frame.opened_at != match.last:
        return
    phrase = view.phrases.get(frame.content)
    if view.word(frame.content - 1) in view.words.saying_what:
        return  # «وأشاد بما قام به [الرئيس]»
    if phrase is not None and phrase.kind == "person":
        return  # «وأشاد بالرئيس الأميركي [دونالد ترامب]»
    at = _behind(view, match, frame.content + 1)
    if at:
        _give(view, frame, at)


def open_at_act(view: View, match: Match, frame: Frame) -> None:
    """«الجيش يعلن [صد] هجوم»: with its subject before it, an indefinite verbal noun right behind the verb is what is announced."""
    at = match.last
    if at < view.ends[match.first] and at in view.acts and view.inside[at] is None and is_bare(view, at):
        frame.opener, frame.content, frame.opened_at, frame.source = "object", at, at, None


def _behind(view: View, match: Match, start: int) -> int:
    """Where who speaks opens behind the words that begin before a token, or nothing."""
    at, end = start, min(view.ends[match.first], start + _FARTHEST)
    while at < end:
        if _opens_subject(view, match, at) and not _is_apposed(view, start, at):
            return at
        timed = at in view.dates or view.word(at) in view.words.time
        if not timed and _breaks_off(view, at):
            return 0
        at = view.dates.get(at, at + 1)
    return 0


def _is_apposed(view: View, start: int, at: int) -> bool:
    """«ودعا إلى الإفراج عن الصحفي المعتقل [سمير الوافي]»: a bare name, unless it follows what is spoken of and that is no person."""
    phrase, held = view.phrases.get(at), view.inside[start - 1]
    if phrase is None or phrase.kind != "person" or at in view.heads:
        return False
    person = start - 1 in view.heads or (held is not None and held.kind == "person")
    return at != start or person


def _breaks_off(view: View, at: int) -> bool:
    """Whether nothing of the clause that the verb opens goes past a token."""
    words, fold = view.words, view.word(at)
    timely = view.comma(at) and (at + 1 in view.dates or at - 1 in view.dates)
    timely = timely or (view.comma(at) and {view.word(at + 1), view.word(at - 1)} & words.time != set())
    if (view.mark(at) and not timely) or fold in words.relative | words.that | words.pronominal:
        return True
    return at in view.verbs or is_finite(view, at) is not None or is_participle(view, at)


def _give(view: View, frame: Frame, at: int) -> None:
    voice = read_frame(view, ("that",), at, split=True).source or _voice_at(view, at)
    if voice is None or voice.first != at:
        return
    last = at
    while last > frame.content + 1 and (view.mark(last - 1) or view.word(last - 1) in view.words.time):
        last -= 1
    frame.source, frame.content_last = voice, last


def _turn_round(view: View, match: Match, frame: Frame) -> None:
    """«أدانت [الهجوم] منظمة العفو»: a thing right behind the verb is what is condemned, and the noun behind it condemns."""
    voice, at = frame.source, frame.content
    if voice is None or voice.first != match.last or frame.opened_at != voice.last:
        return
    if not _is_thing(view, voice) or not _opens_subject(view, match, at):
        return
    thing = voice.first
    _give(view, frame, at)
    if frame.source is not voice:
        frame.content, frame.opened_at = thing, thing
        frame.opener = "any" if "any" in match.entry.get("frames") else "object"


def _is_thing(view: View, voice: Speaker) -> bool:
    """«[الهجوم]», «[القرار]»: a definite noun of an act, or of what is decided or told."""
    held, fold = view.inside[voice.first], view.word(voice.first)
    if (held is not None and held.kind in _VOICES) or not fold.startswith("ال"):
        return False
    if fold in view.words.speaks or not all(
        is_nisba(view.word(p)) for p in range(voice.first + 1, voice.last)
    ):
        return False
    bare = fold[2:]
    named = fold in view.words.mute or bare in view.words.adopted | view.words.judged
    known = named or voice.first in view.acts or bare in view.words.content_noun
    return known or view.words.masdar.fullmatch(view.tokens[voice.first].text[2:]) is not None


def _opens_subject(view: View, match: Match, at: int) -> bool:
    """Whether a noun phrase that can speak opens at a token, behind a noun that it cannot complete."""
    if not _is_whole(view, at - 1):
        return False
    if is_each(view, at):
        return True
    voice = _voice_at(view, at)
    fold = view.word(at)
    oblique = voice is not None and fold.endswith("ين") and (voice.number, voice.kind) != ("s", "person")
    if voice is None or oblique or fold[1:] in view.words.every:
        return False  # «المصابين» is no subject, nor «بكافة المصابين»
    second = fold.startswith("ال") and view.word(at - 1).startswith(("ال", "بال", "لل"))
    if second and (is_nisba(fold) or at in view.describing or at not in view.heads):
        return False  # «بالدور [المصري]», «بالقوات [المسلحة]»
    return _agrees(view, voice, match)


def _voice_at(view: View, at: int) -> Speaker | None:
    phrase = view.phrases.get(at)
    if is_each(view, at):
        return read_speaker(view, at, view.ends[at])
    if phrase is None or phrase.clitics:
        return None
    land = phrase.kind == "place" and at in view.countries and not view.word(at).startswith("ال")
    return of_phrase(view, phrase) if land or phrase.kind in _VOICES else None


def _is_whole(view: View, at: int) -> bool:
    """Whether the noun that ends at a token, a time after it aside, needs no other: it has the article or is a name."""
    while view.comma(at) or at in view.dates or view.word(at) in view.words.time:
        at -= 1
    fold = view.word(at)
    if fold.startswith(("ال", "بال", "لل", "وال")):
        return fold not in view.words.preposition
    held = view.inside[at] if at >= 0 else None
    return held is not None and held.entity is not None and at in view.phrase_ends


def _agrees(view: View, voice: Speaker, match: Match) -> bool:
    """Whether a voice is written so that the verb can only be its own, as far as its form shows."""
    code, fold = match.feature.partition(":")[2], view.word(voice.first)
    if code[:1] != "3" or code[2:3] != "s":
        return False
    if voice.kind == "place" or voice.number == "p" or fold.endswith(_MANY):
        return True
    gender = voice.gender or gender_of(view.tokens[voice.first]) or "m"
    return gender == code[1]
