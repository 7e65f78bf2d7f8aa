"""What the event head knows of each token: its letters, its neighbours, and what rules and lexicon say of it."""

from __future__ import annotations

import zlib
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from marsad.events.proposals import Proposal
from marsad.events.triggers import form_of
from marsad.events.view import View
from marsad.names.features import word_features
from marsad.names.rows import Rows
from marsad.types import Token

Ints = npt.NDArray[np.int64]
BITS = 16
"""Features are hashed to that many bits: 65,536 rows of weights."""
NEAR = {0: range(7), -1: (0, 3, 4), 1: (0, 3, 4), -2: (0,), 2: (0,)}
"""Which of a word's own features are seen from which distance."""
WORD_COLUMNS = sum(len(chosen) for chosen in NEAR.values())
ENTRY, FORMS, RULE, NAME, SPEECH, SIGNS, PARTICLE, VERB = range(8)
"""What lexicon and rules say of a token, one number each: the likeliest entry of the frames, all entries with their
forms, the rules' event, a name or phrase, a cue or reported words, kinds of words, a particle, a finite verb."""
_SIGNS = (
    "cue",
    "honorific",
    "plain_noun",
    "event_status",
    "event_support",
    "phrase_adjective",
    "month",
    "weekday",
    "event_bound",
    "not_in_phrase",
    "body_noun",
    "seat_noun",
    "nobody",
    "undergone",
)
_SEEN = (
    (ENTRY, (-2, -1, 0, 1, 2)),
    (FORMS, (0,)),
    (RULE, (-3, -2, -1, 0, 1, 2, 3)),
    (NAME, (-2, -1, 0, 1, 2)),
    (SPEECH, (-1, 0, 1)),
    (SIGNS, (-1, 0, 1)),
    (PARTICLE, (-2, -1, 0, 1)),
    (VERB, (-2, -1, 0, 1)),
)
_JOINED = (
    ((ENTRY, 0), (ENTRY, 1)),
    ((ENTRY, 0), (ENTRY, -1)),
    ((FORMS, 0), (NAME, 1)),
    ((FORMS, 0), (PARTICLE, -1)),
    ((FORMS, 0), (VERB, 0)),
    ((ENTRY, 0), (SPEECH, 0)),
    ((FORMS, 0), (SIGNS, 1)),
)
_WITH_WORD = ((ENTRY, 1), (ENTRY, -1), (RULE, 0), (FORMS, 0))
"""Values of a token joined with the bare word at a distance from it."""
_BARE = 1
_MIX = 1_000_003


@lru_cache(maxsize=100_000)
def hashed(text: str) -> int:
    """An odd number for a text, the same in every run."""
    return zlib.crc32(text.encode("utf-8", "replace")) | 1


def _word_values(tokens: list[Token]) -> Ints:
    return np.array([word_features(token) for token in tokens], np.int64).reshape(-1, 7)


_words: Rows[Token] = Rows(_word_values, 100_000)


def trigger_rows(view: View, proposals: Sequence[Proposal]) -> Ints:
    """`[tokens, features]`: rows of weights for each token; 0 where there is no feature."""
    words = _words([token.text for token in view.tokens], view.tokens)
    said = _said(view, proposals)
    near = {distance: moved(said, distance) for distance in range(-3, 4)}
    columns = [moved(words, distance)[:, n] for distance, chosen in NEAR.items() for n in chosen]
    columns += [near[distance][:, n] for n, distances in _SEEN for distance in distances]
    columns += [joined(near[x][:, a], near[y][:, b]) for (a, x), (b, y) in _JOINED]
    columns += [joined(said[:, a], moved(words, y)[:, _BARE]) for a, y in _WITH_WORD]
    columns.append(np.full(len(words), 2 if view.part.field == "title" else 3))
    return weight_rows(np.stack(columns, 1), BITS)


def joined(left: Ints, right: Ints) -> Ints:
    """One number for two; 0 where the first is 0."""
    return np.where(left == 0, 0, left * _MIX + right)


def moved(values: Ints, distance: int) -> Ints:
    """The values of the tokens that far away; 0 beyond the ends."""
    if distance == 0:
        return values
    out = np.zeros_like(values)
    if distance > 0:
        out[:-distance] = values[distance:]
    else:
        out[-distance:] = values[:distance]
    return out


def weight_rows(values: Ints, bits: int) -> Ints:
    """Rows of weights by hash of value and column; 0 where the value is 0."""
    slots = np.arange(1, values.shape[1] + 1, dtype=np.int64) * 0x9E3779B1
    mixed = (values * 2654435761 + slots) & 0xFFFFFFFF
    mixed ^= mixed >> 15
    mixed = (mixed * 0x85EBCA6B) & 0xFFFFFFFF
    return np.where(values == 0, 0, np.maximum(mixed >> (32 - bits), 1))


def _said(view: View, proposals: Sequence[Proposal]) -> Ints:
    out = np.zeros((len(view.tokens), 8), np.int64)
    _of_frames(view, out)
    _of_rules(proposals, out)
    _of_names(view, out)
    _of_speech(view, out)
    _of_words(view, out)
    return out


def _of_frames(view: View, out: Ints) -> None:
    best: dict[int, tuple[int, int]] = {}
    for match in view.matches.of("event_trigger"):
        rank = (match.last - match.first, -len(match.clitics) - len(match.enclitic))
        for at in range(match.first, match.last):
            place = "B" if at == match.first else "I"
            if at not in best or rank > best[at]:
                best[at] = rank
                out[at, ENTRY] = hashed(match.entry.id + place)
            entry = hashed(match.entry.id + form_of(match) + place)
            out[at, FORMS] = (out[at, FORMS] * 31 + entry) & 0x7FFFFFFF


def _of_rules(proposals: Sequence[Proposal], out: Ints) -> None:
    for one in proposals:
        event = one.event
        kind = hashed(event.type if event else one.trigger.sense.type)
        told = 0 if event is None else 1 + bool(event.actors) + 2 * bool(event.recipients)
        match = one.trigger.match
        out[match.first : match.last, RULE] = kind * 16 + told * 2 + 1
        out[match.first, RULE] -= 1


def _of_names(view: View, out: Ints) -> None:
    for at, phrase in view.inside.items():
        out[at, NAME] = hashed(phrase.kind) * 2 + (at == phrase.first)
    for first, (last, mention) in view.mentions.items():
        out[first:last, NAME] = hashed(f"name {mention.kind}")


def _of_speech(view: View, out: Ints) -> None:
    starts = [token.start for token in view.tokens]
    for one in view.attributions:
        first, last = bisect_right(starts, one.content.start) - 1, bisect_right(starts, one.content.end - 1)
        within = out[first:last, SPEECH]
        within[within == 0] = 1
        if one.cue is not None and one.cue.field == view.part.field:
            first, last = bisect_right(starts, one.cue.start) - 1, bisect_right(starts, one.cue.end - 1)
            out[first:last, SPEECH] = hashed(one.act)


def _of_words(view: View, out: Ints) -> None:
    signs = [0] * len(view.tokens)
    for n, kind in enumerate(_SIGNS):
        for match in view.matches.of(kind):
            for at in range(match.first, match.last):
                signs[at] |= 1 << n
    out[:, SIGNS] = signs
    for first, (last, name) in view.links.items():
        out[first:last, PARTICLE] = hashed(f"link {name}")
    for match in view.matches.of("particle"):
        fields = match.entry.fields
        out[match.first : match.last, PARTICLE] = hashed(f"{fields['role']} {fields.get('feature')}")
    for at, feature in view.finite.items():
        out[at, VERB] = hashed(feature)
