"""The reader: one article with what was read in it, on whose word, and what people say about that."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
from markupsafe import Markup

from marsad.corpus import Standing, StoredArticle
from marsad.corpus.copies import Copy, copies_of
from marsad.corpus.store.judging import can_be_undone
from marsad.corpus.store.reading import find_article, list_judgements, versions_of
from marsad.corpus.stories import Story, story_at
from marsad.desk.states import ArticleState
from marsad.desk.views import Asked, Screen, View
from marsad.export.chains import outlet_of
from marsad.export.html_article import Section
from marsad.export.text import counts_of
from marsad.export.wording import Wording
from marsad.speech.voices import Voice
from marsad.types import Event, Record, Span

_LIKE_IT = 6


class ArticleData(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An article of the library, its record, all its versions, the judgements on it, its copies, and its story."""

    stored: StoredArticle
    record: Record
    versions: tuple[StoredArticle, ...]
    judgements: tuple[Standing, ...]
    copies: tuple[Copy, ...]
    story: Story | None
    voices: tuple[Voice, ...] = ()
    """Who says what in it, where that side is turned up."""
    difference: tuple[str, ...] = ()
    """What changed in this version, where its page is turned up."""


def read(asked: Asked[Any]) -> ArticleData:
    """The article of the path with what belongs to it."""
    library, no = asked.session.library, asked.article
    with library.reading() as connection:
        stored = find_article(connection, no)
        versions = tuple(versions_of(connection, stored))
        judged = next(list_judgements(connection, stored.line), None) is not None
        copies = tuple(copies_of(connection, no))
        story = story_at(connection, no)  # none where it is an older version, or was not put to one yet
    return ArticleData(
        stored=stored,
        record=asked.session.record(
            no
        ),  # not as that connection saw it: what was judged since would be kept without it
        versions=versions,
        judgements=tuple(library.judgements(no)) if judged else (),
        copies=copies,
        story=story,
    )


def show(asked: Asked[ArticleState]) -> View:
    """The article, its voices, or its page, as the state says."""
    data = _with_its_side(asked, read(asked))
    record, words = data.record, asked.words
    section = Section(
        record,
        Wording(words.language),
        explain=True,
        prefix="a",
        day=words.moment,
        way=words.found,
        linked=True,
    )
    overview = asked.session.overview()
    shown = data.stored.current and asked.state.view == "text"
    near = asked.session.neighbours(asked.article, _LIKE_IT) if shown else ()
    return View(
        title=record.article.title or record.article.id,
        data=data,
        rows=list(_rows(asked.state.view, data)),
        extra={
            "section": section,
            "head": Markup(section.head()),
            "rows": Markup("".join(section.rows())),
            "numbers": section.numbers,
            "keys": overview.keys.get(asked.article, {}),
            "judged": judged_facts(data.judgements),
            "counts_of": counts_of,
            "outlet": outlet_of(record.article),
            "like_it": [overview.articles[no] for no in near if no in overview.articles],
            "copies": _copies(asked, data),
            "latest": data.versions[-1],
            "kinds": sorted({entity.kind for entity in record.entities}, key=_rank),
        },
    )


def _copies(asked: Asked[ArticleState], data: ArticleData) -> list[tuple[StoredArticle, Copy, bool]]:
    """The other side of each pair of copies, with the pair, and whether that side is where this article came from."""
    own, library = data.stored.id, asked.session.library
    return [
        (library.article(one.origin if one.article == own else one.article), one, one.article == own)
        for one in data.copies
    ]


def _with_its_side(asked: Asked[ArticleState], data: ArticleData) -> ArticleData:
    """An article with what only the side that is turned up shows."""
    if asked.state.view == "voices":
        return msgspec.structs.replace(data, voices=data.record.voices())
    if asked.state.view == "page" and data.stored.version > 1:
        changed = asked.session.library.difference(data.stored.no)
        return msgspec.structs.replace(data, difference=tuple(changed.splitlines()))
    return data


def _rows(view: str, data: ArticleData) -> Iterator[dict[str, object]]:
    """The side that is turned up as a table: events, who says what, or versions with what changed and was left out."""
    if view == "voices":
        return voice_rows(data.voices)
    if view == "page":
        return page_rows(data.versions, data.difference, data.record)
    return (event_row(event, data.record) for event in data.record.events)


def _rank(kind: str) -> int:
    order = ("person", "organization", "place")
    return order.index(kind) if kind in order else len(order)


def judged_facts(judgements: tuple[Standing, ...]) -> dict[tuple[str, str], list[Standing]]:
    """The judgements that stand on each fact of today's record, by kind and id, the first first."""
    found: dict[tuple[str, str], list[Standing]] = {}
    for one in filter(can_be_undone, judgements):
        fact = one.fact.id if one.fact is not None else ""
        found.setdefault((one.judgement.kind, fact), []).append(one)
    return found


def event_row(event: Event, record: Record) -> dict[str, object]:
    """An event as a row of a table."""
    return {
        "id": event.id,
        "type": event.type,
        "mode": event.mode,
        "status": event.status,
        "date": event.date.edtf if event.date else None,
        "place": event.place.exact if event.place else None,
        "actors": " | ".join(one.exact for one in event.actors),
        "recipients": " | ".join(one.exact for one in event.recipients),
        "counts": " | ".join(f"{name} {count}" for name, count in counts_of(event)),
        "trigger": event.trigger.exact,
        "field": event.trigger.field,
        "start": event.trigger.start,
        "end": event.trigger.end,
        "attribution": event.attribution,
        "article": record.article.id,
    }


def voice_rows(voices: Iterable[Voice]) -> Iterator[dict[str, object]]:
    """A row for each thing that somebody says, or lets others know through them; the outlet's own have no statement."""
    for voice in voices:
        who = {"voice": voice.name, "kind": voice.kind}
        for relayed, statements in (("", voice.statements), ("yes", voice.relayed)):
            for one in statements:
                said = {"statement": one.id, "act": one.act, "mode": one.mode, "relayed": relayed}
                yield {**who, **said, "cue": one.cue.exact if one.cue else "", **_place(one.content)}
        for passage in voice.passages:
            yield {**who, "statement": "", "act": "", "mode": "", "relayed": "", "cue": "", **_place(passage)}


def _place(span: Span) -> dict[str, object]:
    return {"field": span.field, "start": span.start, "end": span.end, "words": span.exact}


def page_rows(
    versions: Iterable[StoredArticle], difference: Iterable[str], record: Record
) -> Iterator[dict[str, object]]:
    """A row for each version, each line that this one added or took away, and each piece of the page that was left out."""
    blank = {"what": "", "no": "", "published": "", "added": "", "reason": "", "words": ""}
    for one in versions:
        own = {"no": one.no, "published": one.published, "added": one.added, "words": one.title}
        yield {**blank, "what": f"version {one.version}", **own}
    for line in difference:
        if line[:1] in ("+", "-") and not line.startswith(("+++", "---")):
            yield {**blank, "what": "added" if line[0] == "+" else "removed", "words": line[1:]}
    for piece in record.article.dropped:
        yield {**blank, "what": "left out", "reason": piece.reason, "words": piece.exact}


ARTICLE = Screen(name="article", path="article/{no:str}", state=ArticleState, show=show, lasting="article")
