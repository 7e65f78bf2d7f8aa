"""One record as a section of a page: facts, highlighted text with its margin, and what was found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property

from marsad.export.chains import Chain, chain_of, names_of_sources, outlet_of, source_key
from marsad.export.highlights import Highlight, clean, mark_up
from marsad.export.html_tables import tables_of_record
from marsad.export.stretches import stretches_of
from marsad.export.wording import SafeWording, Wording
from marsad.types import Attribution, Entry, Record, Source

VOICES = 8
"""How many underlines there are; further voices use them again, told apart by the numbers of their notes."""
_WEB = ("http://", "https://")


def article_of_record(record: Record, wording: Wording, *, explain: bool, number: int) -> str:
    """The section of a record, its anchors prefixed by the number of the section."""
    return "".join(Section(record, wording, explain=explain, prefix=f"r{number}").pieces())


class Section:
    """A record as the rows of a page: each stretch of the article with the chains of what is said in it beside it.

    `day` is how a moment is written, `way` what a rule and its confidence are called; without them, as the record has them. Where the section is `linked`, all that shows one fact
    bears a class with its id (``f-v1``), so that a page can show them together.
    """

    def __init__(
        self,
        record: Record,
        wording: Wording,
        *,
        explain: bool,
        prefix: str,
        day: Callable[[str], str] = str,
        way: Callable[[str, float], str] | None = None,
        linked: bool = False,
    ) -> None:
        self.record, self.explain, self.prefix, self.day = record, explain, prefix, day
        self.linked, self.way = linked, way
        self.words, self.plain = SafeWording(wording.language), wording
        self.chains = {said.id: chain_of(said, record) for said in record.attributions}
        self.voices = _number_voices(record.attributions)
        self.depths = {said.id: _depth(said, record) for said in record.attributions}
        self.fullest = names_of_sources(record)
        self.language = clean(record.article.language or "ar")
        self.noted: set[str] = set()

    def pieces(self) -> Iterator[str]:
        """The whole section: head, rows and tables."""
        yield f'<article id="{self.prefix}">\n'
        yield self.head()
        yield from self.rows()
        yield tables_of_record(self.record, self.plain, explain=self.explain, prefix=self.prefix)
        yield "</article>\n"

    def head(self) -> str:
        """The title with what is known of the article, and the legend."""
        title = self.record.article.title or self.record.article.id
        return self._row("title", title, 0, len(title), "h1", f"{self._facts()}{self._legend()}")

    def rows(self) -> Iterator[str]:
        """The text and the captions, stretch by stretch."""
        article = self.record.article
        contents = [said.content for said in self.record.attributions]
        entries = {entry.start: entry for entry in article.entries}
        for start, end, goes_on in stretches_of(article.text, contents):
            if start in entries:
                yield self._entry(entries[start])
            yield self._row("text", article.text, start, end, "p", classes="row on" if goes_on else "row")
        for at, image in enumerate(article.images):
            if image.caption:
                yield self._row(f"images/{at}/caption", image.caption, 0, len(image.caption), "p")

    def _facts(self) -> str:
        return f'<ul class="facts">{"".join(f"<li>{fact}</li>" for fact in self._fact())}</ul>\n'

    def _fact(self) -> Iterator[str]:
        article = self.record.article
        when = clean(self.day(article.published)) if article.published else self.words["unknown"]
        found = f" ({self.words[article.published_from]})" if article.published_from else ""
        yield f"{self.words['published_on']}: <bdi>{when}</bdi>{found}"
        for text in (outlet_of(article), article.section or "", *article.authors):
            if text:
                yield f"<bdi>{clean(text)}</bdi>"
        if article.url and article.url.startswith(_WEB):
            url = clean(article.url)
            yield f'<a href="{url}" rel="noreferrer" dir="ltr">{url}</a>'

    def _legend(self) -> str:
        kinds = {kind: kind for kind in ("person", "organization", "place", "misc")}
        kinds |= {"date_kind": "date", "event": "trigger"}
        marks = [f'<li><mark class="{css}">{self.words[kind]}</mark></li>' for kind, css in kinds.items()]
        marks += [f'<li><mark class="said v{at}">{name}</mark></li>' for at, name in self._voices()]
        note = f'<p class="note">{self.words["legend_note"]}</p>'
        return f'<ul class="legend" aria-label="{self.words["legend"]}">{"".join(marks)}</ul>{note}\n'

    def _voices(self) -> Iterator[tuple[int, str]]:
        """The underlines with the names they stand for, each voice once."""
        seen: set[str] = set()
        for said in self.record.attributions:
            key = source_key(said.sources[0]) if said.sources else ""
            if key not in seen:
                seen.add(key)
                name = f"<bdi>{clean(self.fullest[key])}</bdi>" if key else self.words["nobody"]
                yield self.voices[said.id], name

    def _entry(self, entry: Entry) -> str:
        """The head of an entry of a live blog: when it was written, and its heading."""
        when = self.day(entry.published) if entry.published else ""
        parts = [f"<bdi>{clean(text)}</bdi>" for text in (when, entry.title) if text]
        return f'<h2 class="entry">{" · ".join(parts) or "·"}</h2>\n'

    def _row(
        self, field: str, text: str, start: int, end: int, tag: str, after: str = "", classes: str = "row"
    ) -> str:
        body = mark_up(text, self._highlights[field], start, end)
        notes = "".join(self._notes(field, start, end))
        margin = ""
        if notes:
            margin = f'<aside role="note" aria-label="{self.words["claims"]}"><ol class="chains">{notes}</ol></aside>'
        return f'<div class="{classes}"><div><{tag} lang="{self.language}" dir="auto">{body}</{tag}>{after}</div>{margin}</div>\n'

    @cached_property
    def _highlights(self) -> Mapping[str, list[Highlight]]:
        """What is marked in each field: statements outside, then dates, names and events."""
        found: dict[str, list[Highlight]] = defaultdict(list)
        for field, highlight in (*self._statements(), *self._dates(), *self._names(), *self._events()):
            found[field].append(highlight)
        return found

    def _statements(self) -> Iterator[tuple[str, Highlight]]:
        for said in self.record.attributions:
            yield said.content.field, self._said(said)

    def _dates(self) -> Iterator[tuple[str, Highlight]]:
        for date in self.record.dates:
            value = date.edtf or date.duration or self.plain["unknown"]
            way = self.way(date.rule, date.confidence) if self.way else date.rule
            title = f"{value} · {self.plain[date.from_]} · {way}"
            yield date.field, Highlight(date.start, date.end, self._of("date", date.id), 1, title)

    def _names(self) -> Iterator[tuple[str, Highlight]]:
        names = {entity.id: entity for entity in self.record.entities}
        for mention in self.record.mentions:
            entity = names.get(mention.entity)
            name = entity.name if entity else mention.exact
            shown = f" ({entity.latin})" if entity and entity.latin else ""
            title = f"{self.plain[mention.kind]}: {name}{shown}"
            classes = self._of(mention.kind, mention.entity)
            yield mention.field, Highlight(mention.start, mention.end, classes, 2, title)

    def _events(self) -> Iterator[tuple[str, Highlight]]:
        for event in self.record.events:
            at = event.trigger
            title = f"{self.plain[event.type]} · {self.plain[event.status]}"
            classes = self._of("trigger", event.same_as or event.id)
            yield at.field, Highlight(at.start, at.end, classes, 3, title)

    def _said(self, said: Attribution) -> Highlight:
        number = self.numbers[said.id]
        anchor = f'<a class="{self._of("ref", said.id)}" id="{self.prefix}c{number}" href="#{self.prefix}n{number}">{number}</a>'
        rank = self.depths[said.id] - len(self.record.attributions)
        classes = self._of(f"said v{self.voices[said.id]}", said.id)
        return Highlight(said.content.start, said.content.end, classes, rank, "", anchor)

    def _of(self, classes: str, fact: str) -> str:
        """Classes with that of a fact, where the section is linked."""
        return f"{classes} f-{clean(fact)}".strip() if self.linked else classes

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """The number of each statement, by its id."""
        return {said.id: at for at, said in enumerate(self.record.attributions, 1)}

    def _notes(self, field: str, start: int, end: int) -> Iterator[str]:
        for said in self.record.attributions:
            content = said.content
            if (
                content.field == field
                and content.start < end
                and start < content.end
                and said.id not in self.noted
            ):
                self.noted.add(said.id)
                yield self._note(said)

    def _note(self, said: Attribution) -> str:
        number = self.numbers[said.id]
        back = f'<a href="#{self.prefix}c{number}">{number}</a>'
        chain = self._chain(self.chains[said.id], self.voices[said.id])
        manner = " · ".join(self._manner(said))
        own = f' class="{self._of("", said.id)}"' if self.linked else ""
        return (
            f'<li id="{self.prefix}n{number}"{own}>{back} {chain} <span class="manner">{manner}</span></li>'
        )

    def _manner(self, said: Attribution) -> Iterator[str]:
        yield self.words[said.act]
        yield self.words[said.mode]
        if said.cue:
            yield f"<bdi>{clean(said.cue.exact)}</bdi>"
        if said.hedge:
            yield f"{self.words['hedge']}: <bdi>{clean(said.hedge.exact)}</bdi>"
        if self.explain:
            yield self._found(said.rule, said.confidence)

    def _found(self, rule: str, confidence: float) -> str:
        if self.way:
            return f"<bdi>{clean(self.way(rule, confidence))}</bdi>"
        return f'<bdi dir="ltr" lang="en">{clean(rule)} {confidence:.2f}</bdi>'

    def _chain(self, chain: Chain, voice: int) -> str:
        links = [self._who(source) for source in chain.sources] or [self.words["nobody"]]
        outlet = f"<bdi>{clean(outlet_of(self.record.article)) or self.words['outlet']}</bdi>"
        arrow = "←" if self.words.language == "ar" else "→"
        return f" {arrow} ".join([f'<mark class="said v{voice}">{links[0]}</mark>', *links[1:], outlet])

    def _who(self, source: Source) -> str:
        implicit = f" ({self.words['implicit']})" if source.implicit else ""
        return f"<bdi>{clean(source.exact)}</bdi>{implicit}"


def _number_voices(said: Sequence[Attribution]) -> dict[str, int]:
    """The underline of each statement: one for each first source, in the order they are first heard."""
    numbers: dict[str, int] = {}
    voices = {}
    for one in said:
        key = source_key(one.sources[0]) if one.sources else ""
        voices[one.id] = numbers.setdefault(key, len(numbers)) % VOICES
    return voices


def _depth(said: Attribution, record: Record) -> int:
    """How many statements a statement stands in; a circle ends the count."""
    by_id = {one.id: one for one in record.attributions}
    depth, link = 0, by_id.get(said.parent or "")
    while link is not None and depth < len(by_id):
        depth, link = depth + 1, by_id.get(link.parent or "")
    return depth


__all__ = ["Section", "article_of_record"]
