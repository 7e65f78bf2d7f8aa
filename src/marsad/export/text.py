"""The report of a record for a terminal: each voice with its statements, then who, what, where and when.

Lines begin left to right; every string of the page is isolated, so that names and dates keep their places whether or
not the terminal knows about direction.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from marsad.export.bidi import columns, isolate, join, wrap
from marsad.export.chains import Chain, Voice, names_of_sources, outlet_of, source_key, voices_of
from marsad.export.wording import Wording
from marsad.speech.voices import own_passages
from marsad.types import Attribution, DateExpression, Entity, Event, Record, Source, Span

WIDTH = 100
LANGUAGE = "en"
_RELAYED, _TO, _DOT = " ← ", " → ", " · "
_INDENT = "    "
_BOLD, _PLAIN = "\x1b[1m", "\x1b[22m"


def report_of_record(
    record: Record,
    *,
    explain: bool = False,
    width: int = WIDTH,
    language: str = LANGUAGE,
    bold: bool = False,
) -> str:
    """The report of a record in lines of at most `width` columns.

    `explain` adds the rule behind each fact; `bold` sets headings and chains of sources in a terminal's bold.
    """
    return "\n".join(_Report(record, Wording(language), explain, width, bold).lines())


class _Report:
    def __init__(self, record: Record, wording: Wording, explain: bool, width: int, bold: bool) -> None:
        self.record, self.words, self.explain, self.width = record, wording, explain, width
        self.strong, self.plain = (_BOLD, _PLAIN) if bold else ("", "")
        self.outlet = isolate(outlet_of(record.article)) or wording["outlet"]
        self.fullest = names_of_sources(record)
        self.numbers = {said.id: at for at, said in enumerate(record.attributions, 1)}

    def lines(self) -> Iterator[str]:
        record = self.record
        yield from self._head()
        yield from self._section("claims", list(self._voices()))
        yield from self._section("who", [*self._named("person"), *self._named("organization")])
        events = [event for event in record.events if event.same_as is None]
        yield from self._section("what", [line for event in events for line in self._event(event)])
        yield from self._section("where", list(self._named("place")))
        yield from self._section("when", [line for date in record.dates for line in self._date(date)])
        yield from self._section("misc", list(self._named("misc")))
        yield from self._section("flags", [self._flag(flag.flag, flag, flag.note) for flag in record.flags])

    def _head(self) -> Iterator[str]:
        article = self.record.article
        if article.section:
            yield isolate(article.section)
        yield from (self._bold(line) for line in wrap(article.title, self.width))
        when = self.words["unknown"]
        if article.published:
            when = f"{article.published} ({self.words[article.published_from or 'unknown']})"
        people = self.words["and"].join(isolate(author) for author in article.authors)
        facts = [f"{self.words['published_on']}: {when}", isolate(outlet_of(article)), people]
        yield " · ".join(fact for fact in facts if fact)
        if article.url:
            yield isolate(article.url)

    def _section(self, title: str, lines: Sequence[str]) -> Iterator[str]:
        if lines:
            yield ""
            yield self._bold(self.words[title].upper())
            yield from (f"  {line}" for line in lines)

    def _voices(self) -> Iterator[str]:
        for voice in voices_of(self.record):
            yield from self._voice(voice)
        passages = own_passages(self.record)
        if passages:
            yield self._bold(f"{self.outlet} ({self.words['own_voice']})")
        for passage in passages:
            yield from wrap(passage.exact, self.width - 2, _INDENT + "  ")

    def _voice(self, voice: Voice) -> Iterator[str]:
        yield from self._chain(voice.chain)
        for said in voice.statements:
            number = f"{self.numbers[said.id]:>3}  "
            first, *rest = [*wrap(said.content.exact, self.width - 2, " " * len(number))] or [""]
            yield number + first.lstrip(" ")
            yield from rest
            yield _INDENT + "   " + self._manner(said)

    def _chain(self, chain: Chain) -> Iterator[str]:
        links = [isolate(self.fullest[source_key(source)]) for source in chain.sources]
        links = [*(links or [self.words["nobody"]]), self.outlet]
        yield from (self._bold(line) for line in join(links, _RELAYED, self.width - 2, _INDENT))

    def _bold(self, line: str) -> str:
        return f"{self.strong}{line}{self.plain}"

    def _manner(self, said: Attribution) -> str:
        manner = [self.words[said.act], self.words[said.mode]]
        if said.cue:
            manner.append(isolate(said.cue.exact))
        if said.sources and said.sources[0].implicit:
            manner.append(self.words["implicit"])
        if said.hedge:
            manner.append(f"{self.words['hedge']}: {isolate(said.hedge.exact)}")
        return " · ".join([*manner, *self._why(said.rule, said.confidence)])

    def _why(self, rule: str, confidence: float) -> list[str]:
        return [f"[{rule}, {confidence:.2f}]"] if self.explain else []

    def _named(self, kind: str) -> Iterator[str]:
        for entity in self.record.entities:
            if entity.kind == kind:
                yield from join(self._entity(entity), _DOT, self.width - 2, _INDENT)

    def _entity(self, entity: Entity) -> Iterator[str]:
        yield isolate(entity.name) + (f" {isolate(entity.latin)}" if entity.latin else "")
        roles = dict.fromkeys(role.exact for role in entity.roles)
        if roles:
            yield self.words["and"].join(isolate(role) for role in roles)
        others = [form for form in entity.forms if form != entity.name]
        if others:
            yield f"{self.words['also']}: " + self.words["and"].join(isolate(form) for form in others)
        if self.explain and entity.links:
            yield " ".join(entity.links)

    def _event(self, event: Event) -> Iterator[str]:
        kind = self.words[event.type] + (f"/{self.words[event.mode]}" if event.mode else "")
        whom = self._people(event.recipients)
        parties = (self._people(event.actors) or "?") + (f"{_TO}{whom}" if whom else "")
        yield f"{_padded(kind, 18)} {isolate(event.trigger.exact)}: {parties}"
        details = join(self._circumstances(event), _DOT, self.width - 6)
        yield from (_INDENT + line for line in details)

    def _circumstances(self, event: Event) -> Iterator[str]:
        if event.date:
            yield event.date.edtf
        if event.place:
            yield f"{self.words['place']}: {isolate(event.place.exact)}"
        yield from (f"{self.words[name]}: {count}" for name, count in counts_of(event))
        if event.status != "happened":
            yield self.words[event.status]
        if event.attribution in self.numbers:
            yield f"{self.words['said_by']}: {self._said(self.numbers[event.attribution])}"
        yield from self._why(event.rule, event.confidence)

    def _said(self, number: int) -> str:
        sources = self.record.attributions[number - 1].sources
        return f"({number}) " + (isolate(sources[0].exact) if sources else self.words["nobody"])

    def _people(self, people: Sequence[Source]) -> str:
        return self.words["and"].join(isolate(one.exact) for one in people)

    def _date(self, date: DateExpression) -> Iterator[str]:
        value = date.edtf or date.duration or self.words["unknown"]
        yield " ".join([_padded(value, 22), isolate(date.exact), *self._why(date.rule, date.confidence)])
        if self.explain:
            yield from (_INDENT + step for step in date.steps)

    def _flag(self, flag: str, span: Span, note: str) -> str:
        return " · ".join(part for part in (self.words[flag], isolate(span.exact), isolate(note)) if part)


def _padded(text: str, width: int) -> str:
    return text + " " * (width - columns(text))


def counts_of(event: Event) -> Iterator[tuple[str, str]]:
    """The numbers of an event by what they count, inexact ones marked: `("dead", "≥12")`, `("injured", "≈30")`."""
    size = event.size
    for name in size.__struct_fields__:
        count = getattr(size, name)
        if isinstance(count, int | str):
            mark = "≥" if name in size.at_least else "≈" if name in size.approximate else ""
            yield name, f"{mark}{count}"


__all__ = ["LANGUAGE", "WIDTH", "counts_of", "report_of_record"]
