"""What the event head knows of each token: its letters, its neighbours, and what rules and lexicon say of it."""

from __future__ import annotations

import zlib
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from marsad.events.proposals import Proposal
from marsad.events.topics import topic_of, topics_of
from marsad.events.triggers import form_of
from marsad.events.view import View
from marsad.names.features import weight_rows, word_features
from marsad.types import Token

Ints = npt.NDArray[np.int64]
Said = tuple[int, ...]
"""What lexicon and rules say of a token, as the eight numbers below."""
BITS = 16
"""Features are hashed to that many bits: 65,536 rows of weights."""
NEAR = {0: range(7), -1: (0, 3, 4), 1: (0, 3, 4), -2: (0,), 2: (0,)}
"""Which of a word's own features are seen from which distance."""
WORD_COLUMNS = sum(len(chosen) for chosen in NEAR.values())
WORD_DISTANCES = tuple(distance for distance, chosen in NEAR.items() for _ in chosen)
"""From how far each of those is seen."""
BARE_WORD = 1
"""Which of a word's own features is that of the word without its particles."""
_WORD_NUMBERS = [n for chosen in NEAR.values() for n in chosen]
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
_SAID_NUMBERS = [n for n, distances in _SEEN for _ in distances]
SAID_DISTANCES = tuple(distance for _, distances in _SEEN for distance in distances)
_BARE, _TOPIC = 8, 9
"""Where, after what is said of a token, the bare word stands, and what the part is about."""
_JOINED = (
    ((ENTRY, 0), (ENTRY, 1)),
    ((ENTRY, 0), (ENTRY, -1)),
    ((FORMS, 0), (NAME, 1)),
    ((FORMS, 0), (PARTICLE, -1)),
    ((FORMS, 0), (VERB, 0)),
    ((ENTRY, 0), (SPEECH, 0)),
    ((FORMS, 0), (SIGNS, 1)),
    ((ENTRY, 0), (_BARE, 1)),
    ((ENTRY, 0), (_BARE, -1)),
    ((RULE, 0), (_BARE, 0)),
    ((FORMS, 0), (_BARE, 0)),
    ((ENTRY, 0), (_TOPIC, 0)),
    ((RULE, 0), (_TOPIC, 0)),
)
"""Which two values, each at a distance, are joined to one; where the first is 0, or the topic is, there is none."""
_LEFT, _LEFT_AT, _RIGHT, _RIGHT_AT = np.array([(*left, *right) for left, right in _JOINED]).T
_JOINED_FIRST = WORD_COLUMNS + len(SAID_DISTANCES)
_FIELD_FIRST = _JOINED_FIRST + len(_JOINED)
_MIX = 1_000_003


def hash_of(text: str) -> int:
    """An odd number for a text, the same in every run."""
    return zlib.crc32(text.encode("utf-8", "replace")) | 1


hashed = lru_cache(maxsize=100_000)(hash_of)
"""`hash_of`, remembered."""


def word_values(tokens: Sequence[Token]) -> Ints:
    """`[tokens, 7]`: the features of each word; the second is the word without its particles."""
    return np.array([word_features(token) for token in tokens], np.int64).reshape(-1, 7)


def trigger_rows(view: View, proposals: Sequence[Proposal]) -> Ints:
    """`[tokens, features]`: rows of weights for each token; 0 where there is no feature.

    Their order is that of the functions below, each of which gives some of the columns.
    """
    tokens, said = view.tokens, read_said(view, proposals)
    topic = topic_of(topics_of(tokens))
    words = word_values(tokens)
    columns = [
        seen_rows(word_rows(words), WORD_DISTANCES),
        seen_rows(said_rows(said), SAID_DISTANCES),
        joined_rows(said, words[:, BARE_WORD], topic, range(len(tokens))),
        np.repeat(field_rows(view.part.field == "title", topic), len(tokens), 0),
    ]
    return np.hstack(columns)


def word_rows(values: Ints) -> Ints:
    """`[tokens, features]`: rows for what each word tells the tokens that see it (`WORD_DISTANCES`), by `word_values`."""
    return weight_rows(values[:, _WORD_NUMBERS], BITS)


def said_rows(said: Sequence[Said]) -> Ints:
    """`[tokens, features]`: rows for what is said of each token, as the tokens that see it have it (`SAID_DISTANCES`)."""
    values = np.array(said, np.int64).reshape(-1, 8)
    return weight_rows(values[:, _SAID_NUMBERS], BITS, WORD_COLUMNS)


def joined_rows(said: Sequence[Said], bare: Ints, topic: int, chosen: Sequence[int]) -> Ints:
    """`[chosen, features]`: rows for what is said of some of the tokens joined with their neighbours.

    Only one of which an entry, its forms or the rules' event is said has any.
    """
    values = np.zeros((len(said) + 2, 10), np.int64)  # nothing beyond the ends
    values[1:-1, :8] = np.array(said, np.int64).reshape(-1, 8)
    values[1:-1, _BARE], values[1:-1, _TOPIC] = bare, topic
    at = np.array(chosen, np.int64)[:, None] + 1
    left, right = values[at + _LEFT_AT, _LEFT], values[at + _RIGHT_AT, _RIGHT]
    none = (left == 0) | ((right == 0) & (_RIGHT == _TOPIC))
    return weight_rows(np.where(none, 0, left * _MIX + right), BITS, _JOINED_FIRST)


def field_rows(title: bool, topic: int) -> Ints:
    """`[1, 2]`: the rows for the title or the text, and for what it is about."""
    return weight_rows(np.array([[2 if title else 3, topic]]), BITS, _FIELD_FIRST)


def seen_rows(rows: Ints, distances: Sequence[int]) -> Ints:
    """Rows as the token sees them to which they are told: of each column those of the token that far away."""
    out = np.zeros_like(rows)
    for n, distance in enumerate(distances):
        low = max(distance, 0)
        high = max(len(rows) + min(distance, 0), low)
        out[low - distance : high - distance, n] = rows[low:high, n]
    return out


def read_said(view: View, proposals: Sequence[Proposal]) -> list[Said]:
    """What lexicon and rules say of each token."""
    out = [[0] * len(view.tokens) for _ in range(8)]
    _of_frames(view, out)
    _of_rules(proposals, out)
    _of_names(view, out)
    _of_speech(view, out)
    _of_words(view, out)
    return list(zip(*out, strict=True))


def _fill(column: list[int], first: int, last: int, value: int) -> None:
    for at in range(first, last):
        column[at] = value


def _of_frames(view: View, out: list[list[int]]) -> None:
    best: dict[int, tuple[int, int]] = {}
    entries, forms = out[ENTRY], out[FORMS]
    for match in view.matches.of("event_trigger"):
        entry, first = match.entry, match.first
        if entry.fields.get("sure"):
            continue  # the head has not learned from it, and would see another word where one more sense is listed
        rank = (match.last - first, -len(match.clitics) - len(match.enclitic))
        form = entry.id + form_of(match)
        for at in range(first, match.last):
            place = "B" if at == first else "I"
            if at not in best or rank > best[at]:
                best[at] = rank
                entries[at] = hashed(entry.id + place)
            forms[at] = (forms[at] * 31 + hashed(form + place)) & 0x7FFFFFFF


def _of_rules(proposals: Sequence[Proposal], out: list[list[int]]) -> None:
    for one in proposals:
        event = one.event
        kind = hashed(event.type if event else one.trigger.sense.type)
        told = 0 if event is None else 1 + bool(event.actors) + 2 * bool(event.recipients)
        match = one.trigger.match
        _fill(out[RULE], match.first, match.last, kind * 16 + told * 2 + 1)
        out[RULE][match.first] -= 1


def _of_names(view: View, out: list[list[int]]) -> None:
    for at, phrase in view.inside.items():
        out[NAME][at] = hashed(phrase.kind) * 2 + (at == phrase.first)
    for first, (last, mention) in view.mentions.items():
        _fill(out[NAME], first, last, hashed(f"name {mention.kind}"))


def _of_speech(view: View, out: list[list[int]]) -> None:
    starts = [token.start for token in view.tokens]
    for one in view.attributions:
        first, last = bisect_right(starts, one.content.start) - 1, bisect_right(starts, one.content.end - 1)
        for at in range(first, last):
            out[SPEECH][at] = out[SPEECH][at] or 1
        if one.cue is not None and one.cue.field == view.part.field:
            first, last = bisect_right(starts, one.cue.start) - 1, bisect_right(starts, one.cue.end - 1)
            _fill(out[SPEECH], first, last, hashed(one.act))


def _of_words(view: View, out: list[list[int]]) -> None:
    signs, particles, verbs = out[SIGNS], out[PARTICLE], out[VERB]
    for n, kind in enumerate(_SIGNS):
        for match in view.matches.of(kind):
            for at in range(match.first, match.last):
                signs[at] |= 1 << n
    for first, (last, name) in view.links.items():
        _fill(particles, first, last, hashed(f"link {name}"))
    for match in view.matches.of("particle"):
        fields = match.entry.fields
        _fill(particles, match.first, match.last, hashed(f"{fields['role']} {fields.get('feature')}"))
    for at, feature in view.finite.items():
        verbs[at] = hashed(feature)
