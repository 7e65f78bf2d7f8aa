"""Where and when an event happened, and in whose words it stands."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date as calendar_day
from operator import attrgetter, itemgetter

import msgspec

from marsad.events.view import View
from marsad.types import (
    Attribution,
    DateExpression,
    Event,
    EventDate,
    Mention,
    Names,
    NounPhrase,
    Part,
    Place,
    Sentence,
    Source,
)

_DAY = len("2023-09-28")
_WEEK = 7
_LEAD = 3
"""How many sentences of a text tell its news; what they report without a date is of the day the report is of."""
_CLAUSE = 70
_CIRCUMSTANCE = 12
_BESIDE = 16
_WIDE = frozenset({"country", "region"})
_HEAD, _BACK, _AHEAD = 2, 4, 1
"""Places in the first sentences, so many sentences before an event and after it may be its own."""
_start = attrgetter("start")
_PARTICLES = 2
"""Letters of particles that may stand between the start of a word and that of the content it opens."""


class Site(msgspec.Struct, frozen=True, gc=False):
    """A place named: its sentence and paragraph, whether a word of place leads to it (`led`), whether it is a country or region
    (`wide`) and a narrower one stands in its sentence (`towns`), the word before it, the kind of the phrase it stands in.
    """

    mention: Mention
    sentence: int
    paragraph: int
    led: bool
    wide: bool
    towns: bool
    before: str
    inside: str


class Near(msgspec.Struct, frozen=True, gc=False):
    """Where an event is told: its field, sentence and paragraph, and the characters of its trigger."""

    field: str
    sentence: int
    paragraph: int
    start: int
    end: int


class Sites:
    """The places a document names, by the sentence they stand in."""

    def __init__(self, sites: Iterable[Site], home: Mention | None) -> None:
        self._everywhere: list[tuple[int, Site]] = []
        self._by_sentence: dict[tuple[str, int], list[tuple[int, Site]]] = {}
        for numbered in enumerate(sites):
            site = numbered[1]
            if site.mention is home or site.sentence < _HEAD:
                self._everywhere.append(numbered)
            else:
                self._by_sentence.setdefault((site.mention.field, site.sentence), []).append(numbered)

    def near(self, near: Near) -> list[Site]:
        """The places round an event, at the head of each field, and the one named most, in the order of the text."""
        found = list(self._everywhere)
        for sentence in range(near.sentence - _BACK, near.sentence + _AHEAD + 1):
            found += self._by_sentence.get((near.field, sentence), ())
        return [site for _, site in sorted(found, key=itemgetter(0))]


class Setting(msgspec.Struct, frozen=True):
    """Places and dates of an article by the sentence they stand in; `often` says how often it names each place."""

    places: dict[tuple[str, int], list[tuple[Mention, bool]]]
    led: list[tuple[str, int]]
    """The fields and sentences in which a word leads to a place, in order."""
    dates: dict[tuple[str, int], list[DateExpression]]
    countries: frozenset[str]
    home: Mention | None
    day: DateExpression | None
    sites: Sites
    often: Counter[str]

    def sites_for(self, near: Near) -> list[Site]:
        """The places that may be those of an event: round it, at the head of each field, and the one named most."""
        return self.sites.near(near)

    def led_before(self, field: str, sentence: int) -> tuple[int, Mention] | None:
        """The last sentence before one in which a word leads to a place, and the last such place."""
        at = bisect_left(self.led, (field, sentence))
        if not at or self.led[at - 1][0] != field:
            return None
        found = self.led[at - 1]
        return found[1], [mention for mention, is_led in self.places[found] if is_led][-1]


def read_setting(
    parts: Sequence[Part],
    names: Names,
    phrases: Sequence[Sequence[NounPhrase]],
    dates: Sequence[DateExpression],
    published: str | None,
    leads: Sequence[str],
) -> Setting:
    """The places and dates of a document; `home` is the place it names most, `day` its first full date.

    `leads` are the words that lead to a place («في», «قرب»).
    """
    led_by = (*(f"{word} " for word in leads), "ب")
    texts = {part.field: part for part in parts}
    places: dict[tuple[str, int], list[tuple[Mention, bool]]] = {}
    count: Counter[str] = Counter()
    for mention in names.mentions:
        if mention.kind == "place" and mention.field in texts:
            part = texts[mention.field]
            key = (mention.field, _sentence(part, mention.start))
            located = _is_located(part, mention, led_by)
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
    sites = Sites(_sites(parts, places, phrases, countries), home)
    led = sorted(key for key, near in places.items() if any(is_led for _, is_led in near))
    return Setting(places, led, found, countries, home, day, sites, count)


def _sites(
    parts: Sequence[Part],
    places: dict[tuple[str, int], list[tuple[Mention, bool]]],
    phrases: Sequence[Sequence[NounPhrase]],
    countries: frozenset[str],
) -> Iterator[Site]:
    for number, part in enumerate(parts):
        starts = [token.start for token in part.tokens]
        kinds = {
            at: phrase.kind
            for phrase in (phrases[number] if phrases else ())
            for at in range(phrase.first, phrase.last)
        }
        for (field, sentence), named in places.items():
            if field != part.field:
                continue
            towns = any(m.entity not in countries for m, _ in named)
            for mention, led in named:
                at = max(bisect_right(starts, mention.start) - 1, 0)
                lead = part.text[part.tokens[at].start : mention.start]
                before = lead or (part.tokens[at - 1].fold if at else "")
                wide = mention.entity in countries
                paragraph = part.sentences[sentence].paragraph
                yield Site(mention, sentence, paragraph, led, wide, towns, before, kinds.get(at, ""))


def near_of(view: View, event: Event) -> Near:
    """Where an event is told."""
    trigger = event.trigger
    number = _sentence(view.part, trigger.start)
    return Near(view.part.field, number, view.part.sentences[number].paragraph, trigger.start, trigger.end)


def place_of(near: Near, site: Site) -> Place:
    """A place named as that of an event; `from_` says how near it stands."""
    mention = site.mention
    if (mention.field, site.sentence) == (near.field, near.sentence):
        close = _distance(mention, near.start, near.end) <= _CLAUSE
        return _place(mention, "clause" if close else "sentence")
    same = mention.field == near.field and site.paragraph == near.paragraph
    return _place(mention, "paragraph" if same else "article")


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
    return max(bisect_right(part.sentences, start, key=_start) - 1, 0)


def _is_located(part: Part, mention: Mention, led_by: tuple[str, ...]) -> bool:
    """Whether «في», «ب» or a word of place leads to the mention."""
    return part.text[max(0, mention.start - _CIRCUMSTANCE) : mention.start].endswith(led_by)


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
    earlier = setting.led_before(part.field, number)
    if earlier is not None and part.sentences[earlier[0]].paragraph == sentence.paragraph:
        return _place(earlier[1], "paragraph")
    return _place(setting.home, "article") if setting.home else None


def visited_place(view: View, hosts: Sequence[Source]) -> Place | None:
    """Where a visit is: the place visited, when the text names one."""
    for start in sorted({host.start for host in hosts}):
        at = bisect_right(view.tokens, start, key=_start) - 1
        named = view.mentions.get(at)
        if named is not None and named[1].kind == "place" and named[1].start == start:
            return _place(named[1], "clause")
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
    """The innermost attribution whose content holds the trigger; a saying that is its own cue is the outlet's.

    The particle that leads the content may be written on to the trigger: «طالب [بفتح] تحقيق» asks for «فتح تحقيق».
    """
    if verbal and spoken(view, start, end) is not None:
        return None
    holding = [a for a in view.contents.over(end - 1, end) if a.content.start - _PARTICLES <= start]
    return min(holding, key=lambda a: a.content.end - a.content.start, default=None)


def spoken(view: View, start: int, end: int) -> Attribution | None:
    """The attribution whose cue the trigger is."""
    return next(iter(view.cues.over(start, end)), None)
