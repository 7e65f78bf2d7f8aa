"""What was found in a record, as tables: who, what, where, when, doubts, what was cut, what made it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from marsad.export.highlights import clean
from marsad.export.text import counts_of
from marsad.export.wording import SafeWording, Wording
from marsad.types import DateExpression, Entity, Event, Record, Source

_NAMED = ("name", "latin", "also", "roles")
_EVENT = ("kind_of_event", "trigger", "actors", "recipients", "place", "date", "size", "status", "said_by")
_DATE = ("expression", "value", "found_in", "rule")


def tables_of_record(record: Record, words: Wording, *, explain: bool, prefix: str) -> str:
    """The tables of a record as HTML, empty ones left out."""
    pieces = "".join(_Tables(record, words, explain, prefix).pieces())
    return f'<div class="tables">{pieces}</div>\n'


class _Tables:
    def __init__(self, record: Record, words: Wording, explain: bool, prefix: str) -> None:
        self.record, self.explain, self.prefix = record, explain, prefix
        self.words = SafeWording(words.language)
        self.numbers = {said.id: at for at, said in enumerate(record.attributions, 1)}

    def pieces(self) -> Iterator[str]:
        record, why = self.record, (("explanation",) if self.explain else ())
        events = [event for event in record.events if event.same_as is None]
        yield self._table("what", (*_EVENT, *why), [self._event(event) for event in events], "wide")
        yield self._table("who", _NAMED, [*self._entities("person"), *self._entities("organization")])
        yield self._table("where", _NAMED, list(self._entities("place")))
        yield self._table("when", (*_DATE, *why), [self._date(date) for date in record.dates])
        yield self._table("misc", _NAMED, list(self._entities("misc")))
        flags = [(self.words[flag.flag], bdi(flag.exact), bdi(flag.note)) for flag in record.flags]
        yield self._table("flags", ("doubt", "expression", "explanation"), flags)
        yield self._dropped()
        yield self._footer()

    def _table(
        self, title: str, columns: Sequence[str], rows: Sequence[tuple[str, ...]], classes: str = ""
    ) -> str:
        """A table without the columns that no row fills, or nothing when there is no row."""
        if not rows:
            return ""
        shown = [at for at in range(len(columns)) if any(row[at] for row in rows)]
        head = "".join(f'<th scope="col">{self.words[columns[at]]}</th>' for at in shown)
        body = "".join("<tr>" + "".join(f"<td>{row[at]}</td>" for at in shown) + "</tr>\n" for row in rows)
        label = self.words[title]
        region = f'<div class="scroll" role="group" aria-label="{label}" tabindex="0">'
        return (
            f'<section class="{classes}"><h2>{label}</h2>\n{region}<table><thead><tr>{head}</tr></thead>\n'
            f"<tbody>{body}</tbody></table></div></section>\n"
        )

    def _entities(self, kind: str) -> Iterator[tuple[str, ...]]:
        return (self._entity(entity) for entity in self.record.entities if entity.kind == kind)

    def _entity(self, entity: Entity) -> tuple[str, ...]:
        forms = self.words["and"].join(bdi(form) for form in entity.forms if form != entity.name)
        roles = self.words["and"].join(
            bdi(role) for role in dict.fromkeys(role.exact for role in entity.roles)
        )
        return (bdi(entity.name), latin(entity.latin or ""), forms, roles)

    def _event(self, event: Event) -> tuple[str, ...]:
        kind = self.words[event.type] + (f" ({self.words[event.mode]})" if event.mode else "")
        counts = self.words["and"].join(
            f"{self.words[name]} {bdi(count)}" for name, count in counts_of(event)
        )
        return (
            kind,
            bdi(event.trigger.exact),
            self._people(event.actors),
            self._people(event.recipients),
            bdi(event.place.exact) if event.place else "",
            _value(event.date.edtf) if event.date else "",
            counts,
            self.words[event.status],
            self._said_by(event),
            *([latin(f"{event.rule} {event.confidence:.2f}")] if self.explain else []),
        )

    def _said_by(self, event: Event) -> str:
        number = self.numbers.get(event.attribution or "")
        if number is None:
            return self.words["own_voice"]
        sources = self.record.attributions[number - 1].sources
        name = bdi(sources[0].exact) if sources else self.words["nobody"]
        return f'<a href="#{self.prefix}n{number}">{number}</a> {name}'

    def _people(self, people: Iterable[Source]) -> str:
        return self.words["and"].join(bdi(one.exact) for one in people)

    def _date(self, date: DateExpression) -> tuple[str, ...]:
        value = _value(date.edtf or date.duration or "") or self.words["unknown"]
        steps = "<br>".join(latin(step) for step in date.steps)
        row = (bdi(date.exact), value, self.words[date.from_], latin(date.rule))
        return (*row, *([steps] if self.explain else []))

    def _dropped(self) -> str:
        dropped = self.record.article.dropped
        if not dropped:
            return ""
        items = "".join(f"<li>{latin(one.reason)}: <bdi>{clean(one.exact)}</bdi></li>" for one in dropped)
        return f'<details><summary>{self.words["dropped"]} ({len(dropped)})</summary><ul class="cut">{items}</ul></details>\n'

    def _footer(self) -> str:
        record = self.record
        made = f"Marsad {record.marsad} · {record.run.model} · {record.run.lexicon} · {record.run.at}"
        return f"<footer>{self.words['made_by']} {latin(made)}<br>{latin(record.article.id)}</footer>\n"


def bdi(text: str) -> str:
    """A string of the page, isolated from the direction of what stands around it."""
    return f"<bdi>{clean(text)}</bdi>" if text else ""


def _value(text: str) -> str:
    """A date or duration, never broken between two lines."""
    return f'<bdi class="value" dir="ltr">{clean(text)}</bdi>' if text else ""


def latin(text: str) -> str:
    """A string in Latin letters, isolated and named so for screen readers."""
    return f'<bdi lang="en" dir="ltr">{clean(text)}</bdi>' if text else ""


__all__ = ["bdi", "latin", "tables_of_record"]
