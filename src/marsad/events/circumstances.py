"""The circumstances of an event by learned weights: its status, and which of the places named is its own.

What the rules find is one of the signs that are weighed; sums of rows of weights, chosen by hash, give the log odds.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from zipfile import BadZipFile

import msgspec
import numpy as np
import numpy.typing as npt

from marsad.errors import ModelError
from marsad.events.head import PACK as HEAD
from marsad.events.head import Floats
from marsad.events.setting import Near, Setting, Site, near_of, place_of
from marsad.events.status import is_later
from marsad.events.trigger_features import hashed
from marsad.events.triggers import Trigger
from marsad.events.view import View
from marsad.names.tagging import log_softmax
from marsad.types import STATUSES, Attribution, Event

PACK = HEAD.with_name("circumstances.npz")
ROWS = 1 << 13
RULE = 3.0
"""What it speaks for a status, as log odds, that the rules find it: measured on articles the weights have not seen."""
_GUARDED = frozenset({"ASSAULT", "PROTEST"})
_BACK, _NEAR, _AFTER = 12, 4, 2
_DISTANCES = (0, 10, 25, 50, 90, 150, 250)
_OFTEN = 4
Signs = Sequence[str]


class Weights:
    """The weights: of a sign of status one for each of `STATUSES`, of a sign of place one."""

    def __init__(self, path: Path) -> None:
        try:
            with path.open("rb") as file, np.load(file) as saved:
                self._status = saved["status"] * saved["status_step"]
                self._place = saved["place"] * saved["place_step"]
        except (OSError, ValueError, KeyError, EOFError, BadZipFile) as error:
            raise ModelError(
                str(path), f"holds no weights of circumstances: {error}", remedy="install Marsad again"
            ) from error

    def statuses(self, signs: Signs) -> Floats:
        """Log probabilities `[6]` of the statuses of an event."""
        return log_softmax(self._status[rows_of(signs)].sum(0))

    def places(self, signs: Sequence[Signs]) -> Floats:
        """`[places]`: how likely each place is an event's, as log odds against the others."""
        return np.array([self._place[rows_of(one)].sum() for one in signs], np.float32)


def rows_of(signs: Signs) -> npt.NDArray[np.int64]:
    """The rows of weights of signs."""
    return np.array([(hashed(sign) * 2654435761 >> 7) % ROWS for sign in signs], np.int64)


@cache
def load_weights() -> Weights:
    """The weights that ship with Marsad, loaded once a process."""
    return Weights(PACK)


def status_signs(
    view: View, trigger: Trigger, event: Event, said: Attribution | None, published: str | None
) -> list[str]:
    """What speaks for one status or another of an event; `event.status` is the rules'."""
    match, rule = trigger.match, event.status
    at, sentence = match.first, view.sentence(match.first)
    own = next((a for a in view.attributions if a.id == event.attribution), None)
    acts = f"{own.act if own else ''}|{said.act if said else ''}"
    form = f"{trigger.form} {trigger.feature}"
    word = view.fold(at)
    signs = [
        "bias",
        f"rule {rule}",
        f"type {event.type}",
        f"rule {rule} type {event.type}",
        f"form {form}",
        f"rule {rule} form {form}",
        f"entry {match.entry.id} {form}",
        f"word {word}",
        f"clitics {match.clitics}",
        f"acts {acts}",
        f"acts {acts} rule {rule}",
        f"verbal {trigger.sense.verbal} {bool(said)} {rule}",
        f"field {view.part.field}",
        f"later {is_later(event.date, published)} {rule}",
        f"later {is_later(event.date, published)} {trigger.form}",
        f"asks {view.tokens[sentence.last - 1].text in '?؟'}",
    ]
    if own is not None and own.cue is not None:
        signs += [f"cue {own.cue.exact}", f"cue {own.cue.exact} {trigger.form}"]
    signs += _before(view, at, sentence.first)
    signs += [f"after{n} {view.fold(match.last + n)}" for n in range(_AFTER)]
    signs += _words(view, at, sentence.first, sentence.last)
    return signs


def _before(view: View, at: int, first: int) -> Iterator[str]:
    """The words before a trigger, the nearest with their place; the verb that governs it."""
    crossed = 0
    verb = False
    for back in range(at - 1, max(first, at - _BACK) - 1, -1):
        word, near = view.fold(back), at - back
        if view.is_mark(back) or back in view.that:
            crossed = min(crossed + 1, 2)
        if near <= _NEAR:
            yield f"before{near} {word}"
        yield f"back {word} {crossed}"
        if not verb and back in view.finite:
            verb = True
            yield f"verb {word} {crossed}"
            yield f"verb {view.finite[back]} {view.clitics.get(back, '')} {crossed}"


def _words(view: View, at: int, first: int, last: int) -> Iterator[str]:
    """The particles and words of status in the sentence before and after a trigger."""
    for match in view.matches.between("particle", max(first, at - _BACK), at):
        fields = match.entry.fields
        yield f"particle {fields['role']} {fields.get('feature')} {min(at - match.last, 5)}"
    for match in view.matches.between("event_status", first, last):
        side = "before" if match.last <= at else "after"
        yield f"said {match.entry.fields['status']} {side} {min(abs(at - match.first), 8)}"


def place_signs(event: Event, near: Near, site: Site, setting: Setting) -> list[str]:
    """What speaks for a place named being that of an event; `event.place` is the rules'."""
    mention = site.mention
    rule = event.place
    chosen = rule is not None and rule.entity == mention.entity
    same = mention.field == near.field
    away = near.sentence - site.sentence if same else 99
    where = (
        ("title" if mention.field == "title" else "text")
        if not same
        else f"{max(-1, min(away, 5))} {site.paragraph == near.paragraph}"
    )
    after = mention.start >= near.end
    gap = mention.start - near.end if after else near.start - mention.end
    distance = sum(gap > one for one in _DISTANCES) if same and away == 0 else -1
    party = _party(event, site)
    count = min(setting.often[mention.entity], _OFTEN)
    told = f"{rule.from_ if rule else ''}"
    return [
        f"chosen {chosen} {told}",
        f"chosen {chosen} {rule is not None and (rule.field, rule.start) == (mention.field, mention.start)}",
        f"where {where}",
        f"where {where} led {site.led}",
        f"where {where} chosen {chosen}",
        f"near {after} {distance} led {site.led}",
        f"near {after} {distance} wide {site.wide}",
        f"near {distance} inside {site.inside}",
        f"wide {site.wide} towns {site.towns}",
        f"wide {site.wide} led {site.led} {event.type}",
        f"often {count} {where}",
        f"often {count} wide {site.wide}",
        f"party {party} {event.type}",
        f"party {party} led {site.led}",
        f"before {site.before} {distance >= 0}",
        f"inside {site.inside} wide {site.wide} led {site.led}",
        f"first {site.mention.field == 'text' and site.sentence == 0} {near.sentence == 0}",
        f"type {event.type} {event.mode} {where}",
    ]


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
    """The event with its likeliest status; what the rules find to be supposed or denied stays so (not a refusal: «لم يوافق»
    refuses), and an attack or a protest that they find not to have happened.

    The rules know many ways in which those are spoken of without any («حذر من هجوم», «أحبطت هجوما»), the weights few.
    """
    denied = event.status == "denied" and event.type != "REJECT"
    guarded = event.type in _GUARDED and event.status != "happened"
    if denied or guarded or event.status == "hypothetical":
        return event
    odds = load_weights().statuses(status_signs(view, trigger, event, said, published))
    odds[STATUSES.index(event.status)] += RULE
    return msgspec.structs.replace(event, status=STATUSES[int(odds.argmax())])


def with_place(view: View, event: Event, setting: Setting) -> Event:
    """The event with the likeliest of the places its document names."""
    near = near_of(view, event)
    sites = setting.sites_for(near)
    if not sites:
        return event
    odds = load_weights().places([place_signs(event, near, site, setting) for site in sites])
    return msgspec.structs.replace(event, place=place_of(near, sites[int(odds.argmax())]))
