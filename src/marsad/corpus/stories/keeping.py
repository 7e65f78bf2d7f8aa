"""The stories of a library, carried on as articles come in and kept in its tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import msgspec
import zstandard
from sqlalchemy import Connection, delete, func, insert, select, update

from marsad.corpus.store.marks import next_changes, read_mark, write_mark
from marsad.corpus.store.reading import find_article
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
BATCH = 200
AT_ONCE = 500
MOST_ON_SHELF = 20_000
"""Articles that are held in memory at most: about 200 MB; days are loaded again when they are asked for again."""


def catch_up_stories(library: Library) -> Iterator[int]:
    """Puts the articles that are new since the last time to their stories; gives how many are done, batch by batch.

    What was given is safe; a run that is killed is continued by the next one. The library must be open for writing.
    """
    done, keeper = 0, None
    while batch := next_changes(library, MARK, BATCH):
        with library.writing() as connection:
            keeper = keeper or Keeper(connection)
            keeper.take_in(connection, batch)
            write_mark(connection, MARK, batch[-1].no)
        done += len(batch)
        yield done


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
        no = find_article(connection, article).no
        story = connection.scalar(select(story_articles.c.story).where(story_articles.c.article == no))
        if story is None:
            raise LibraryError(
                str(article), "it has not been put to a story yet", remedy="run: marsad story LIB"
            )
        return _read(connection, story)


class Keeper:
    """What is held in memory while stories are carried on: how frequent traits are, and the articles of some days."""

    def __init__(self, connection: Connection) -> None:
        counts = {row.feature: row.articles for row in connection.execute(select(features))}
        articles_so_far = connection.scalar(select(func.count()).select_from(story_articles)) or 0
        self._frequencies = Frequencies(counts, articles_so_far)
        self._begin_shelf()
        self._last = connection.scalar(select(func.max(stories.c.no))) or 0

    def take_in(self, connection: Connection, batch: Sequence[Change]) -> None:
        """Puts the articles of some readings to their stories, the earliest first."""
        seen: set[str] = set()
        for change in sorted(batch, key=lambda one: (day_of(one.record.article.published) or 0, one.no)):
            story, gone = self._withdraw(connection, change)
            seen |= gone
            if not change.current:
                continue
            traits, day = traits_of(change.record), day_of(change.record.article.published)
            self._frequencies.count(traits)
            seen |= traits.keys()
            self._place(connection, Placed(change.article, day, story or 0, traits))
        self._write_counts(connection, sorted(seen))

    def _withdraw(self, connection: Connection, change: Change) -> tuple[int | None, set[str]]:
        """Takes earlier versions and readings out; gives their story, in which the article stays, and their traits."""
        story, gone = None, set[str]()
        for no in (*change.replaces, change.article):
            held = connection.execute(select(story_articles).where(story_articles.c.article == no)).first()
            if held is not None:
                connection.execute(delete(story_articles).where(story_articles.c.article == no))
                traits = _unpack(held.features)
                self._frequencies.uncount(traits)
                self._begin_shelf()
                story = held.story
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
            connection.execute(insert(stories), [{"no": story}])
        placed = msgspec.structs.replace(article, story=story)
        self._shelf.put(placed)
        row = {"article": placed.article, "story": story, "day": placed.day, "features": _pack(placed.traits)}
        connection.execute(insert(story_articles), [row])

    def _join(self, connection: Connection, story: int, into: int) -> None:
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
            self._begin_shelf()
        missing = set(range(day - WINDOW_DAYS, day + WINDOW_DAYS + 1)) - self._days
        if missing:
            query = select(story_articles).where(story_articles.c.day.in_(sorted(missing)))
            for row in connection.execute(query):
                self._shelf.put(Placed(row.article, row.day, row.story, _unpack(row.features)))
            self._days |= missing

    def _write_counts(self, connection: Connection, names: Sequence[str]) -> None:
        for at in range(0, len(names), AT_ONCE):
            part = names[at : at + AT_ONCE]
            connection.execute(delete(features).where(features.c.feature.in_(part)))
            rows = [
                {"feature": name, "articles": count}
                for name in part
                if (count := self._frequencies.articles_with(name)) > 0
            ]
            if rows:
                connection.execute(insert(features), rows)


def _read(connection: Connection, no: int) -> Story:
    query = select(articles.c.id, articles.c.title, articles.c.published).join(story_articles)
    rows = connection.execute(query.where(story_articles.c.story == no)).all()
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
