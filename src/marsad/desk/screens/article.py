"""The reader: one article with what was read in it, on whose word, and what people say about that."""

from __future__ import annotations

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
from marsad.types import Event, Record

_LIKE_IT = 6


class ArticleData(msgspec.Struct, frozen=True, kw_only=True):
    """An article of the library, its record, all its versions, the judgements on it, its copies, and its story."""

    stored: StoredArticle
    record: Record
    versions: tuple[StoredArticle, ...]
    judgements: tuple[Standing, ...]
    copies: tuple[Copy, ...]
    story: Story | None


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
    data = read(asked)
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
        rows=[event_row(event, record) for event in record.events],
        extra={
            "section": section,
            "head": Markup(section.head()),
            "rows": Markup("".join(section.rows())),
            "numbers": section.numbers,
            "voices": record.voices() if asked.state.view == "voices" else (),
            "difference": _difference(asked, data) if asked.state.view == "page" else [],
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


def _difference(asked: Asked[ArticleState], data: ArticleData) -> list[str]:
    return asked.session.library.difference(asked.article).splitlines() if data.stored.version > 1 else []


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


ARTICLE = Screen(name="article", path="article/{no:str}", state=ArticleState, show=show, lasting="article")
