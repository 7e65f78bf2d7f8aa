"""The stories of a library, carried on as articles come in and kept in its tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import msgspec
import zstandard
from sqlalchemy import Connection, Insert, bindparam, delete, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from marsad.corpus.store.marks import read_mark, work_in
from marsad.corpus.store.reading import AnyRow, find_article
from marsad.corpus.store.schema import articles, features, stories, story_articles
from marsad.corpus.stories.finding import day_of
from marsad.corpus.stories.grouping import WINDOW_DAYS, Frequencies, Placed, Shelf
from marsad.corpus.stories.traits import Traits, traits_of
from marsad.corpus.stories.values import Story
from marsad.errors import LibraryError

if TYPE_CHECKING:
    from marsad.corpus.library import Library
    from marsad.corpus.store.values import Change

MARK = "stories"
AT_ONCE = 500
_STORY_OF = select(story_articles.c.story).where(story_articles.c.article == bindparam("no"))
_ARTICLES_OF = (
    select(articles.c.id, articles.c.title, articles.c.published)
    .join(story_articles)
    .where(story_articles.c.story == bindparam("no"))
)
MOST_ON_SHELF = 20_000
"""Articles that are held in memory at most: about 200 MB; days are loaded again when they are asked for again."""
_NAMED = [features.c.feature]
_OF_DAYS = select(story_articles).where(story_articles.c.day.in_(bindparam("days", expanding=True)))
_HELD = select(story_articles).where(story_articles.c.article.in_(bindparam("numbers", expanding=True)))
_UNCOUNTED = delete(features).where(features.c.feature.in_(bindparam("names", expanding=True)))
"""Made once: building a statement takes longer than running one of these."""


def catch_up_stories(library: Library) -> Iterator[int]:
    """Puts the articles that are new since the last time to their stories; gives how many are done, batch by batch.

    What was given is safe; a run that is killed is continued by the next one. The library must be open for writing.
    """
    yield from work_in(library, {MARK: StoryKeeper().take_in})


def stories_lag(library: Library) -> int:
    """How many readings the library has taken in since they were last put to stories."""
    with library.reading() as connection:
        return library.last_change() - read_mark(connection, MARK)


def count_stories(library: Library, *, least: int = 2) -> int:
    """How many stories of a library have at least so many articles."""
    query = select(story_articles.c.story).group_by(story_articles.c.story).having(func.count() >= least)
    with library.reading() as connection:
        return connection.scalar(select(func.count()).select_from(query.subquery())) or 0


def list_stories(library: Library, *, least: int = 2, most: int | None = None, skip: int = 0) -> list[Story]:
    """The stories of a library with at least so many articles, the newest first, and `most` at most after some."""
    with library.reading() as connection:
        query = select(story_articles.c.story).group_by(story_articles.c.story)
        newest = func.coalesce(func.max(story_articles.c.day), 0).desc()
        query = query.having(func.count() >= least).order_by(newest, story_articles.c.story.desc())
        return [_read(connection, no) for no in connection.scalars(query.limit(most).offset(skip)).all()]


def find_story(library: Library, story: int) -> Story:
    """The story with a number, or the one it was found to be a part of; `LibraryError` where there is none."""
    with library.reading() as connection:
        row = connection.execute(select(stories).where(stories.c.no == story)).first()
        while row is not None and row.into is not None:
            row = connection.execute(select(stories).where(stories.c.no == row.into)).first()
        found = _read(connection, row.no) if row is not None else None
    if found is None or not found.articles:
        raise LibraryError(
            str(story), "the library holds no such story", remedy="list them with: marsad story LIB"
        )
    return found


def story_of(library: Library, article: str | int) -> Story:
    """The story an article belongs to."""
    with library.reading() as connection:
        found = story_at(connection, find_article(connection, article).no)
    if found is None:
        raise LibraryError(str(article), "it has not been put to a story yet", remedy="run: marsad story LIB")
    return found


def story_at(connection: Connection, no: int) -> Story | None:
    """The story of the version of an article with this number, or `None` where it has not been put to one."""
    story = connection.scalar(_STORY_OF, {"no": no})
    return None if story is None else _read(connection, story)


class StoryKeeper:
    """What is held in memory while stories are carried on: how frequent traits are, and the articles of some days."""

    def __init__(self) -> None:
        self._ready = False

    def _begin(self, connection: Connection) -> None:
        counts = {row.feature: row.articles for row in connection.execute(select(features))}
        articles_so_far = connection.scalar(select(func.count()).select_from(story_articles)) or 0
        self._frequencies = Frequencies(counts, articles_so_far)
        self._begun: list[dict[str, object]] = []
        self._waiting: list[dict[str, object]] = []
        self._begin_shelf()
        self._last = connection.scalar(select(func.max(stories.c.no))) or 0
        self._ready = True

    def take_in(self, connection: Connection, batch: Sequence[Change]) -> None:
        """Puts the articles of some readings to their stories, the earliest first."""
        if not self._ready:
            self._begin(connection)
        held = _held(connection, sorted({no for one in batch for no in (*one.replaces, one.article)}))
        seen: set[str] = set()
        for change in sorted(batch, key=lambda one: (day_of(one.record.article.published) or 0, one.no)):
            story, gone = self._withdraw(connection, change, held)
            seen |= gone
            if not change.current:
                continue
            traits, day = traits_of(change.record), day_of(change.record.article.published)
            self._frequencies.count(traits)
            seen |= traits.keys()
            self._place(connection, Placed(change.article, day, story or 0, traits))
        self._flush(connection)
        self._write_counts(connection, sorted(seen))

    def _withdraw(
        self, connection: Connection, change: Change, held: dict[int, AnyRow]
    ) -> tuple[int | None, set[str]]:
        """Takes earlier versions and readings out; gives their story, in which the article stays, and their traits."""
        story, gone = None, set[str]()
        for no in (*change.replaces, change.article):
            row = held.pop(no, None)
            if row is not None:
                connection.execute(delete(story_articles).where(story_articles.c.article == no))
                traits = _unpack(row.features)
                self._frequencies.uncount(traits)
                self._flush(connection)
                self._begin_shelf()
                story = row.story
                gone |= traits.keys()
        return story, gone

    def _place(self, connection: Connection, article: Placed) -> None:
        self._load(connection, article.day)
        story, same = (
            (article.story, ()) if article.story else self._shelf.choose(article.traits, article.day)
        )
        for other in same:
            self._join(connection, other, story or other)
        if not story:
            story = self._last = self._last + 1
            self._begun.append({"no": story})
        placed = msgspec.structs.replace(article, story=story)
        self._shelf.put(placed)
        row = {"article": placed.article, "story": story, "day": placed.day, "features": _pack(placed.traits)}
        self._waiting.append(row)

    def _flush(self, connection: Connection) -> None:
        """Writes the rows that were held back, many at once; stories come before their articles."""
        for table, rows in ((stories, self._begun), (story_articles, self._waiting)):
            if rows:
                connection.execute(insert(table), rows)
        self._begun, self._waiting = [], []

    def _join(self, connection: Connection, story: int, into: int) -> None:
        self._flush(connection)
        self._shelf.join(story, into)
        connection.execute(update(story_articles).where(story_articles.c.story == story).values(story=into))
        connection.execute(update(stories).where(stories.c.no == story).values(into=into))

    def _begin_shelf(self) -> None:
        self._shelf, self._days = Shelf(self._frequencies), set[int]()

    def _load(self, connection: Connection, day: int | None) -> None:
        """Puts the articles of the days round a day on the shelf."""
        if day is None:
            return
        if len(self._shelf) > MOST_ON_SHELF:
            self._flush(connection)
            self._begin_shelf()
        missing = set(range(day - WINDOW_DAYS, day + WINDOW_DAYS + 1)) - self._days
        if missing:  # what waits to be written is of days that are here
            for row in connection.execute(_OF_DAYS, {"days": sorted(missing)}):
                self._shelf.put(Placed(row.article, row.day, row.story, _unpack(row.features)))
            self._days |= missing

    def _write_counts(self, connection: Connection, names: Sequence[str]) -> None:
        counts = {name: self._frequencies.articles_with(name) for name in names}
        rows = [{"feature": name, "articles": count} for name, count in counts.items() if count > 0]
        if rows:
            connection.execute(_counting(connection), rows)
        none = [name for name, count in counts.items() if count <= 0]
        for at in range(0, len(none), AT_ONCE):
            connection.execute(_UNCOUNTED, {"names": none[at : at + AT_ONCE]})


def _held(connection: Connection, numbers: Sequence[int]) -> dict[int, AnyRow]:
    """The rows of those of some articles that have a story."""
    found: dict[int, AnyRow] = {}
    for at in range(0, len(numbers), AT_ONCE):
        rows = connection.execute(_HELD, {"numbers": numbers[at : at + AT_ONCE]})
        found |= {row.article: row for row in rows}
    return found


def _counting(connection: Connection) -> Insert:
    """The statement that writes how many articles have a trait, whether it was counted before or not."""
    if connection.dialect.name == "sqlite":
        lite = sqlite.insert(features)
        return lite.on_conflict_do_update(index_elements=_NAMED, set_={"articles": lite.excluded.articles})
    server = postgresql.insert(features)
    return server.on_conflict_do_update(index_elements=_NAMED, set_={"articles": server.excluded.articles})


def _read(connection: Connection, no: int) -> Story:
    rows = connection.execute(_ARTICLES_OF, {"no": no}).all()
    ordered = sorted(rows, key=lambda row: (row.published or "", row.id))
    days = [row.published[:10] for row in ordered if day_of(row.published)]
    return Story(
        no=no,
        articles=tuple(row.id for row in ordered),
        title=ordered[0].title if ordered else "",
        first=min(days, default=None),
        last=max(days, default=None),
    )


def _pack(traits: Traits) -> bytes:
    return zstandard.ZstdCompressor(level=3).compress(msgspec.json.encode(traits))


def _unpack(data: bytes) -> Traits:
    return msgspec.json.decode(zstandard.ZstdDecompressor().decompress(data), type=Traits)
