"""Where the medium that was told ends and who speaks begins: «وفق ما صرح به لوكالة الأنباء [وزير الشؤون]»."""

from __future__ import annotations

import msgspec

from marsad.names.phrase_words import is_nisba
from marsad.speech.sources import loose, of_phrase, widen
from marsad.speech.statements import Speaker
from marsad.speech.view import View

_VOUCHING = frozenset({"person", "medium", "document"})
_TELLING = frozenset({"person", "organization", "group", "medium", "document"})


def without_apposition(
    view: View, relays: tuple[Speaker, ...], after: int
) -> tuple[tuple[Speaker, ...], int]:
    """«ما أكده لمراسلة الإذاعة، فلان»: the name after the comma is the verb's subject, for it has no other."""
    if not relays or relays[-1].last != after:
        return relays, after
    comma = next((at for at in range(relays[-1].first, after) if view.comma(at)), None)
    if comma is None:
        return relays, after
    medium = msgspec.structs.replace(widen(view, relays[-1], comma), entity=None)
    return (*relays[:-1], medium), comma


def without_speaker(view: View, relays: tuple[Speaker, ...]) -> tuple[tuple[Speaker, ...], int | None]:
    """«وفق ما صرح به لوكالة الأنباء [وزير الشؤون]»: who speaks is no part of the agency told; where he begins."""
    if not relays or relays[-1].kind != "medium":
        return relays, None
    told = relays[-1]
    for at in range(told.first + 2, told.last):
        phrase = view.phrases.get(at)
        if phrase is not None and phrase.kind == "person" and not phrase.clitics and not view.mark(at - 1):
            return (*relays[:-1], msgspec.structs.replace(widen(view, told, at), entity=None)), at
    return relays, None


def told_agency(view: View, voice: Speaker) -> tuple[Speaker, tuple[Speaker, ...]]:
    """«وفق ما أفاد به وكالة الأنباء [سفيان …]»: the agency is told, the person after it speaks."""
    venue = view.venues.get(voice.first)
    if venue is None or venue.entry.get("type") != "medium":
        return voice, ()
    named = next((p for p in range(venue.last, voice.last) if p in view.phrases), None)
    if named is None or view.phrases[named].kind != "person" or view.phrases[named].clitics:
        return voice, ()
    agency = msgspec.structs.replace(loose(view, voice.first, named), kind="medium")
    return of_phrase(view, view.phrases[named]), (agency,)


def is_told_of(view: View, voice: Speaker) -> bool:
    """Whether a voice is one that is named, or somebody or something known to tell."""
    same = view.word(voice.first) in view.words.which  # «وفق [ذات المصدر]»
    at = min(voice.first + same, voice.last - 1)
    held = view.inside[at]
    told = held is not None and held.kind in _TELLING
    return voice.entity is not None or told or view.word(at) in view.words.informant


def vouches(view: View, voice: Speaker) -> bool:
    """Whether somebody can answer for what is told: a person, a medium, a paper or a source; no body that holds anybody."""
    return voice.kind in _VOUCHING or view.word(voice.first) in view.words.informant


def is_its_land(view: View, at: int) -> bool:
    """«"إخلاص" [التركية]»: whose the medium in marks is."""
    fold = view.word(at)
    return fold.startswith("ال") and is_nisba(fold) and at not in view.phrases
