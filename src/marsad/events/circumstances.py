"""The circumstances of an event by learned weights: its status, and which of the places named is its own.

What the rules find is one of the signs that are weighed; sums of rows of weights, chosen by hash, give the log odds.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Hashable, Iterator, Sequence
from functools import cache, lru_cache, partial
from operator import attrgetter
from pathlib import Path
from zipfile import BadZipFile

import msgspec
import numpy as np
import numpy.typing as npt

from marsad.errors import ModelError
from marsad.events.elapsed import is_later
from marsad.events.head import PACK as HEAD
from marsad.events.head import Floats
from marsad.events.setting import Near, Setting, Site, near_of, place_of
from marsad.events.trigger_features import hash_of
from marsad.events.triggers import Trigger
from marsad.events.view import View
from marsad.types import STATUSES, Attribution, Event, Place

PACK = HEAD.with_name("circumstances.npz")
ROWS = 1 << 13
RULE = 3.0
"""What it speaks for a status, as log odds, that the rules find it: measured on articles the weights have not seen."""
_BACK, _NEAR = 12, 4
_DISTANCES = (0, 10, 25, 50, 90, 150, 250)
_OFTEN = 4
_start = attrgetter("start")
Signs = Sequence[str]
Key = tuple[Hashable, ...]
REMEMBERED = 1 << 15
"""How many signs, and how many sums of each group of them, are remembered."""

_AGAINST = frozenset({"REJECT", "ACCUSE"})


class Weights:
    """The weights: of a sign of status one for each of `STATUSES`, of a sign of place one."""

    def __init__(self, path: Path) -> None:
        try:
            with path.open("rb") as file, np.load(file) as saved:
                self._status, self._step = saved["status"], float(saved["status_step"])
                self._place, self._place_step = saved["place"], saved["place_step"]
        except (OSError, ValueError, KeyError, EOFError, BadZipFile) as error:
            raise ModelError(
                str(path), f"holds no weights of circumstances: {error}", remedy="install Marsad again"
            ) from error
        self._groups = tuple(lru_cache(REMEMBERED)(partial(self._sum, signs)) for signs in _PLACE_GROUPS)

    def statuses(self, rows: Sequence[int]) -> Floats:
        """`[6]`: how likely each status is an event's, by rows of weights, as log odds against the others."""
        found = self._status.take(rows, 0)
        return np.asarray(np.add.reduce(found, 0, dtype=np.int32) * self._step, np.float32)

    def likeliest_place(self, keys: Sequence[Sequence[Key]]) -> int:
        """The number of the place that is likeliest an event's, by what the groups of signs of each hang on."""
        sums = [
            sum([group(*key) for group, key in zip(self._groups, of_one, strict=True)]) for of_one in keys
        ]
        most = max(sums)
        equal = [n for n, one in enumerate(sums) if one == most]
        return equal[0] if len(equal) == 1 else max(equal, key=lambda n: self._rounded(keys[n]))

    def _sum(self, signs: Callable[..., Signs], *key: Hashable) -> int:
        return int(self._place[rows_of(signs(*key))].sum(dtype=np.int64))

    def _rounded(self, keys: Sequence[Key]) -> float:
        """The sum of weights in floating point: its rounding tells equal places apart, always in the same way."""
        rows = rows_of(_signs_of(keys))[_ORDER]
        return float((self._place[rows] * self._place_step).sum())


def rows_of(signs: Signs) -> npt.NDArray[np.int64]:
    """The rows of weights of signs."""
    return np.array([row_of(sign) for sign in signs], np.int64)


@lru_cache(REMEMBERED)
def row_of(sign: str) -> int:
    """The row of weights of a sign."""
    return (hash_of(sign) * 2654435761 >> 7) % ROWS


@cache
def load_weights() -> Weights:
    """The weights that ship with Marsad, loaded once a process."""
    return Weights(PACK)


def status_rows(
    view: View, trigger: Trigger, event: Event, said: Attribution | None, published: str | None
) -> list[int]:
    """The rows of weights of what speaks for one status or another of an event; `event.status` is the rules'."""
    match, rule, form = trigger.match, event.status, trigger.form
    at, sentence = match.first, view.sentence(match.first)
    own = view.by_id.get(event.attribution or "")
    cue = own.cue.exact if own is not None and own.cue is not None else None
    later = is_later(event.date, published)
    asks = view.tokens[sentence.last - 1].text in "?؟"
    return [
        *_of_rule(rule, event.type, view.part.field, asks),
        *_of_form(rule, f"{form} {trigger.feature}", match.entry.id),
        *_of_word(view.fold(at), match.clitics),
        *_of_acts(rule, own.act if own else "", said.act if said else ""),
        *_of_time(rule, form, later, trigger.sense.verbal, said is not None),
        *(_of_cue(cue, form) if cue is not None else ()),
        *_of_words_before(view, at, sentence.first),
        *_of_words_behind(view.fold(match.last), view.fold(match.last + 1)),
        *_of_words_of_status(view, at, sentence.first, sentence.last),
    ]


def _remembered(signs: Callable[..., Signs]) -> Callable[..., tuple[int, ...]]:
    """The rows of signs by what they hang on, remembered: a row is found faster than its sign is written."""

    @lru_cache(REMEMBERED)
    def rows(*key: Hashable) -> tuple[int, ...]:
        return tuple(map(row_of, signs(*key)))

    return rows


@_remembered
def _of_rule(rule: str, kind: str, field: str, asks: bool) -> Signs:
    return (
        "bias",
        f"rule {rule}",
        f"type {kind}",
        f"rule {rule} type {kind}",
        f"field {field}",
        f"asks {asks}",
    )


@_remembered
def _of_form(rule: str, form: str, entry: str) -> Signs:
    return f"form {form}", f"rule {rule} form {form}", f"entry {entry} {form}"


@_remembered
def _of_word(word: str, clitics: str) -> Signs:
    return f"word {word}", f"clitics {clitics}"


@_remembered
def _of_acts(rule: str, own: str, said: str) -> Signs:
    return f"acts {own}|{said}", f"acts {own}|{said} rule {rule}"


@_remembered
def _of_time(rule: str, form: str, later: bool, verbal: bool, said: bool) -> Signs:
    return f"verbal {verbal} {said} {rule}", f"later {later} {rule}", f"later {later} {form}"


@_remembered
def _of_cue(cue: str, form: str) -> Signs:
    return f"cue {cue}", f"cue {cue} {form}"


def _of_words_before(view: View, at: int, first: int) -> Iterator[int]:
    """Of the words before a trigger, the nearest with their place; of the verb that governs it."""
    crossed = 0
    verb = False
    for back in range(at - 1, max(first, at - _BACK) - 1, -1):
        word, near = view.fold(back), at - back
        if view.is_mark(back) or back in view.that:
            crossed = min(crossed + 1, 2)
        yield from _of_word_before(word, near if near <= _NEAR else 0, crossed)
        if not verb and back in view.finite:
            verb = True
            yield from _of_verb(word, view.finite[back], view.clitics.get(back, ""), crossed)


@_remembered
def _of_word_before(word: str, near: int, crossed: int) -> Signs:
    back = f"back {word} {crossed}"
    return (f"before{near} {word}", back) if near else (back,)


@_remembered
def _of_verb(word: str, feature: str, clitics: str, crossed: int) -> Signs:
    return f"verb {word} {crossed}", f"verb {feature} {clitics} {crossed}"


@_remembered
def _of_words_behind(word: str, further: str) -> Signs:
    return f"after0 {word}", f"after1 {further}"


def _of_words_of_status(view: View, at: int, first: int, last: int) -> Iterator[int]:
    """Of the particles and words of status in the sentence before and after a trigger."""
    for match in view.matches.between("particle", max(first, at - _BACK), at):
        fields = match.entry.fields
        yield from _of_particle(fields["role"], fields.get("feature"), min(at - match.last, 5))
    for match in view.matches.between("event_status", first, last):
        side = "before" if match.last <= at else "after"
        yield from _of_status(match.entry.fields["status"], side, min(abs(at - match.first), 8))


@_remembered
def _of_particle(role: str, feature: str | None, away: int) -> Signs:
    return (f"particle {role} {feature} {away}",)


@_remembered
def _of_status(status: str, side: str, away: int) -> Signs:
    return (f"said {status} {side} {away}",)


def place_signs(event: Event, near: Near, site: Site, setting: Setting) -> list[str]:
    """What speaks for a place named being that of an event; `event.place` is the rules'."""
    return _signs_of(place_keys(event, near, site, setting))


def _signs_of(keys: Sequence[Key]) -> list[str]:
    return [sign for signs, key in zip(_PLACE_GROUPS, keys, strict=True) for sign in signs(*key)]


def place_keys(event: Event, near: Near, site: Site, setting: Setting) -> tuple[Key, ...]:
    """What each group of the signs of a place hangs on; few values, so that their sums can be remembered."""
    mention, rule, kind, led = site.mention, event.place, event.type, site.led
    chosen = rule is not None and rule.entity == mention.entity
    exact = rule is not None and rule.start == mention.start and rule.field == mention.field
    distance = -1
    if mention.field == near.field:
        away = near.sentence - site.sentence
        where = _where(max(-1, min(away, 5)), site.paragraph == near.paragraph)
        after = mention.start >= near.end
        if away == 0:
            gap = mention.start - near.end if after else near.start - mention.end
            distance = bisect_left(_DISTANCES, gap)
    else:
        where, after = "title" if mention.field == "title" else "text", mention.start >= near.end
    count = min(setting.often[mention.entity], _OFTEN)
    first = mention.field == "text" and site.sentence == 0
    return (
        (chosen, exact, rule.from_ if rule else "", where),
        (where, led, site.wide, count, kind, event.mode),
        (after, distance, led, site.wide, site.inside, site.towns, site.before),
        (_party(event, site), kind, led, first, near.sentence == 0),
    )


@cache
def _where(away: int, within: bool) -> str:
    return f"{away} {within}"


def _of_rules(chosen: bool, exact: bool, told: str, where: str) -> Signs:
    return (
        f"chosen {chosen} {told}",
        f"chosen {chosen} {exact}",
        f"where {where}",
        f"where {where} chosen {chosen}",
    )


def _of_seat(where: str, led: bool, wide: bool, count: int, kind: str, mode: str | None) -> Signs:
    return (
        f"where {where} led {led}",
        f"wide {wide} led {led} {kind}",
        f"often {count} {where}",
        f"often {count} wide {wide}",
        f"type {kind} {mode} {where}",
    )


def _of_nearness(
    after: bool, distance: int, led: bool, wide: bool, inside: str, towns: bool, before: str
) -> Signs:
    return (
        f"near {after} {distance} led {led}",
        f"near {after} {distance} wide {wide}",
        f"near {distance} inside {inside}",
        f"wide {wide} towns {towns}",
        f"before {before} {distance >= 0}",
        f"inside {inside} wide {wide} led {led}",
    )


def _of_party(party: str, kind: str, led: bool, first: bool, early: bool) -> Signs:
    return f"party {party} {kind}", f"party {party} led {led}", f"first {first} {early}"


_PLACE_GROUPS: tuple[Callable[..., Signs], ...] = (_of_rules, _of_seat, _of_nearness, _of_party)
_ORDER = [0, 1, 2, 4, 3, 9, 10, 11, 12, 5, 6, 7, 15, 16, 13, 14, 17, 8]
"""The order in which weights of signs of place are added up where rounding decides: that in which records were first made."""


def _party(event: Event, site: Site) -> str:
    for name, parties in (("actor", event.actors), ("recipient", event.recipients)):
        for one in parties:
            if one.entity == site.mention.entity:
                return f"is {name}"
            if one.field == site.mention.field and one.start <= site.mention.start < one.end:
                return f"in {name}"
    return "none"


def with_status(
    view: View, trigger: Trigger, event: Event, said: Attribution | None, published: str | None
) -> Event:
    """The event with its likeliest status; what the rules find not to have happened stays so.

    The rules know many ways in which deeds are spoken of without any («حذر من هجوم», «أحبطت هجوما»), the weights few: on articles
    the weights have not seen the status of .87 is right so, of .86 if they may change those too. But what is planned or denied of
    an act of speech or agreement may be one itself: «هولندا [ستدفع الثمن]» threatens, «مستعدون [للتعاون]» agrees, «لم يوافق» refuses.
    """
    sense = trigger.sense
    listed = trigger.match.entry.fields["type"]
    told = event.status == "planned" and (sense.verbal or listed == "AGREE")
    refused = (
        event.status == "denied" and event.type == "REJECT" and listed not in _AGAINST
    )  # not «لا [تعترض]»
    if event.status != "happened" and not (told or refused):
        return event
    odds = load_weights().statuses(status_rows(view, trigger, event, said, published))
    odds[STATUSES.index(event.status)] += RULE
    return msgspec.structs.replace(event, status=STATUSES[int(odds.argmax())])


def with_place(view: View, event: Event, setting: Setting) -> Event:
    """The event with the likeliest of the places its document names."""
    near = near_of(view, event)
    sites = setting.sites_for(near)
    if not sites:
        return event
    best = load_weights().likeliest_place([place_keys(event, near, site, setting) for site in sites])
    place = place_of(near, sites[best])
    if _is_of_dateline(view, place):
        place = msgspec.structs.replace(place, from_="dateline")
    return msgspec.structs.replace(event, place=place)


def _is_of_dateline(view: View, place: Place) -> bool:
    """Whether a place is only named in the dateline of the part, which the view leaves out: «الخرطوم (أ ف ب) - …»."""
    at = bisect_right(view.tokens, place.start, key=_start) - 1
    return place.field == view.part.field and at not in view.mentions
