"""Where and when an event happened, and in whose words it stands."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from datetime import date as calendar_day

import msgspec

from marsad.events.view import View
from marsad.types import Attribution, DateExpression, EventDate, Mention, Names, Part, Place, Sentence, Source

_DAY = len("2023-09-28")
_WEEK = 7
_LEAD = 3
"""How many sentences of a text tell its news; what they report without a date is of the day the report is of."""
_CLAUSE = 70
_CIRCUMSTANCE = 12
_BESIDE = 16
_WIDE = frozenset({"country", "region"})


class Setting(msgspec.Struct, frozen=True):
    """Places and dates of an article by the sentence they stand in."""

    places: dict[tuple[str, int], list[tuple[Mention, bool]]]
    dates: dict[tuple[str, int], list[DateExpression]]
    countries: frozenset[str]
    home: Mention | None
    day: DateExpression | None


def read_setting(
    parts: Sequence[Part], names: Names, dates: Sequence[DateExpression], published: str | None
) -> Setting:
    """The places and dates of a document; `home` is the place it names most, `day` its first full date."""
    texts = {part.field: part for part in parts}
    places: dict[tuple[str, int], list[tuple[Mention, bool]]] = {}
    count: Counter[str] = Counter()
    for mention in names.mentions:
        if mention.kind == "place" and mention.field in texts:
            part = texts[mention.field]
            key = (mention.field, _sentence(part, mention.start))
            located = _is_located(part, mention)
            count[mention.entity] += 1 + located
            places.setdefault(key, []).append((mention, located))
    found: dict[tuple[str, int], list[DateExpression]] = {}
    for date in dates:
        if date.field in texts and date.edtf and date.kind in ("date", "time", "interval"):
            found.setdefault((date.field, _sentence(texts[date.field], date.start)), []).append(date)
    best = max(count, key=lambda entity: count[entity], default=None)
    home = next((m for m in names.mentions if m.entity == best and m.kind == "place"), None)
    day = next((d for d in dates if d.field == "text" and _is_recent(d, published)), None)
    countries = frozenset(e.id for e in names.entities if e.geo is not None and e.geo.level in _WIDE)
    return Setting(places, found, countries, home, day)


def _is_recent(date: DateExpression, published: str | None) -> bool:
    """Whether a date is a day of the week before publication."""
    if not date.edtf or date.precision not in ("day", "time") or not published or len(published) < _DAY:
        return False
    try:
        gap = (
            calendar_day.fromisoformat(published[:_DAY]) - calendar_day.fromisoformat(date.edtf[:_DAY])
        ).days
    except ValueError:
        return False
    return 0 <= gap <= _WEEK


def _sentence(part: Part, start: int) -> int:
    return max(bisect_right(part.sentences, start, key=lambda s: s.start) - 1, 0)


def _is_located(part: Part, mention: Mention) -> bool:
    """Whether «في», «ب» or a word of place leads to the mention."""
    before = part.text[max(0, mention.start - _CIRCUMSTANCE) : mention.start]
    return before.endswith(
        ("في ", "ب", "قرب ", "شمال ", "جنوب ", "شرق ", "غرب ", "مدينة ", "بلدة ", "داخل ", "وسط ")
    )


def read_place(view: View, setting: Setting, start: int, end: int, sentence: Sentence) -> Place | None:
    """The place of an event: the nearest one in its clause that «في» leads to, else in its sentence, else before."""
    part = view.part
    number = _sentence(part, sentence.start)
    near = setting.places.get((part.field, number), [])
    located = [m for m, led in near if led]
    if located:
        best = min(located, key=lambda m: _distance(m, start, end))
        best = _town_before(best, [m for m, _ in near], setting.countries)
        return _place(best, "clause" if _distance(best, start, end) <= _CLAUSE else "sentence")
    if near:
        return _place(min((m for m, _ in near), key=lambda m: _distance(m, start, end)), "sentence")
    for back in range(number - 1, -1, -1):
        if part.sentences[back].paragraph != sentence.paragraph:
            break
        earlier = setting.places.get((part.field, back), [])
        led = [m for m, is_led in earlier if is_led]
        if led:
            return _place(led[-1], "paragraph")
    return _place(setting.home, "article") if setting.home else None


def visited_place(view: View, hosts: Sequence[Source]) -> Place | None:
    """Where a visit is: the place visited, when the text names one."""
    for _, mention in view.mentions.values():
        if mention.kind == "place" and any(mention.start == host.start for host in hosts):
            return _place(mention, "clause")
    return None


def _town_before(best: Mention, near: Sequence[Mention], countries: frozenset[str]) -> Mention:
    """The town named just before the country it lies in: «في مدينة سبها جنوب ليبيا»."""
    if best.entity not in countries:
        return best
    towns = [m for m in near if m.entity not in countries and 0 <= best.start - m.end <= _BESIDE]
    return max(towns, key=lambda m: m.start, default=best)


def _distance(mention: Mention | DateExpression, start: int, end: int) -> int:
    """Characters between a trigger and what follows it; what precedes counts three times."""
    return mention.start - end if mention.start >= end else (start - mention.end) * 3


def _place(mention: Mention, source: str) -> Place:
    return Place(
        field=mention.field,
        start=mention.start,
        end=mention.end,
        exact=mention.exact,
        entity=mention.entity,
        from_=source,
    )


def read_date(
    view: View, setting: Setting, start: int, end: int, sentence: Sentence, said: Attribution | None
) -> EventDate | None:
    """The date of an event: the nearest one in its sentence; of a saying, none that stands in what is said."""
    part = view.part
    number = _sentence(part, sentence.start)
    near = setting.dates.get((part.field, number), [])
    if said is not None:
        near = [d for d in near if not said.content.start <= d.start < said.content.end]
    if near:
        best = min(near, key=lambda d: _distance(d, start, end))
        return EventDate(edtf=best.edtf or "", from_=best.id)
    return None


def report_date(
    view: View, setting: Setting, sentence: Sentence, said: Attribution | None
) -> EventDate | None:
    """The day of the report for what has no date of its own: the first day the text names.

    A saying, a headline and the lead are of that day; nothing further down is, where background begins.
    """
    number = _sentence(view.part, sentence.start)
    if setting.day is None or not (said is not None or view.part.field == "title" or number < _LEAD):
        return None
    return EventDate(edtf=setting.day.edtf or "", from_=setting.day.id)


def carrying(view: View, start: int, end: int, *, verbal: bool) -> Attribution | None:
    """The innermost attribution whose content holds the trigger; a saying that is its own cue is the outlet's."""
    holding = [a for a in view.attributions if a.content.start <= start and end <= a.content.end]
    if verbal and any(
        a.cue and a.cue.field == view.part.field and a.cue.start < end and start < a.cue.end
        for a in view.attributions
    ):
        return None
    return min(holding, key=lambda a: a.content.end - a.content.start, default=None)


def spoken(view: View, start: int, end: int) -> Attribution | None:
    """The attribution whose cue the trigger is."""
    for attribution in view.attributions:
        cue = attribution.cue
        if cue and cue.field == view.part.field and cue.start < end and start < cue.end:
            return attribution
    return None


__all__ = [
    "Names",
    "Setting",
    "carrying",
    "read_date",
    "read_place",
    "read_setting",
    "report_date",
    "spoken",
    "visited_place",
]
