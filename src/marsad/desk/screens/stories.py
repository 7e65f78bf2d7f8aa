"""Stories: the articles on one happening in order, copies told as such, and who claims what in it."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from marsad.corpus import Library, StoredArticle
from marsad.corpus.copies import copies_among, nearest_origins
from marsad.corpus.corroboration import Matrix, corroborate
from marsad.corpus.stories import Story, find_story, list_stories
from marsad.desk.screens.claims import UNVALUED, ClaimRow, rows_of
from marsad.desk.states import ListState, StoryState
from marsad.desk.views import Asked, Screen, View
from marsad.errors import LibraryError


class StoriesData(msgspec.Struct, frozen=True, kw_only=True):
    """A page of the stories; `more` says whether others follow."""

    page: int
    more: bool
    items: tuple[Story, ...]


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """An article of a story; of a copy the article it is nearest to, and the share of text they have in common."""

    article: StoredArticle
    origin: StoredArticle | None = None
    share: float | None = None


class StoryData(msgspec.Struct, frozen=True, kw_only=True):
    """A story with its articles in order, and its matrix of voices and claims."""

    story: Story
    told: tuple[Told, ...]
    matrix: Matrix


def show_all(asked: Asked[ListState]) -> View:
    """The stories, those with the newest articles first."""
    state = asked.state
    end = state.offset + state.size
    found = list_stories(asked.session.library, most=end + 1)
    items = tuple(found[state.offset : end])
    return View(
        title=asked.words["stories"],
        data=StoriesData(page=state.page, more=len(found) > end, items=items),
        rows=[
            {
                "no": one.no,
                "title": one.title,
                "first": one.first,
                "last": one.last,
                "articles": len(one.articles),
            }
            for one in items
        ],
    )


def tell_story(library: Library, number: int) -> StoryData:
    """A story with its articles in order, copies told as such, and who claims what in it."""
    story = find_story(library, number)
    near = nearest_origins(copies_among(library, story.articles))
    articles = {ident: library.article(ident) for ident in story.articles}
    told = tuple(
        Told(article=one, origin=articles.get(near[ident].origin), share=near[ident].share)
        if ident in near
        else Told(article=one)
        for ident, one in articles.items()
    )
    return StoryData(story=story, told=told, matrix=corroborate(library, story))


def show(asked: Asked[StoryState]) -> View:
    """The story of the path."""
    said = asked.path["no"]
    if not (said.isascii() and said.isdigit() and len(said) < 10):
        raise LibraryError(said, "the library holds no such story", remedy="see the stories")
    data = tell_story(asked.session.library, int(said))
    numbers = {one.article.id: one.article.no for one in data.told}
    columns, homes = _columns(data.told)
    table = rows_of(data.matrix, columns, homes)
    return View(
        title=data.story.title,
        data=data,
        rows=_claim_rows(table, columns)
        if asked.state.table == "claims"
        else [_row(one) for one in data.told],
        extra={
            "claims": _claims(data.matrix),
            "numbers": numbers,
            "columns": columns,
            "matrix_rows": table,
        },
    )


def _columns(told: Sequence[Told]) -> tuple[list[StoredArticle], dict[str, int]]:
    """The articles that are no copies of others, and for each article the place of the one that it is or copies."""
    origins = {one.article.id: one.origin.id for one in told if one.origin}
    columns = [one.article for one in told if one.article.id not in origins]
    places = {one.id: place for place, one in enumerate(columns)}
    homes = dict(places)
    for ident in origins:
        source, seen = ident, {ident}
        while source in origins and origins[source] not in seen:
            source = origins[source]
            seen.add(source)
        if source in places:
            homes[ident] = places[source]
    return columns, homes


def _claims(matrix: Matrix) -> dict[tuple[str, str], list[tuple[str, str, str]]]:
    """The voices behind each value of each topic, with the words of the claim and the article they stand in."""
    found: dict[tuple[str, str], list[tuple[str, str, str]]] = {}
    for cell in matrix.cells:
        if cell.topic not in UNVALUED:
            claim = cell.claim
            found.setdefault((cell.topic, cell.value), []).append((claim.voice, claim.exact, claim.article))
    return found


def _row(one: Told) -> dict[str, object]:
    return {
        "no": one.article.no,
        "id": one.article.id,
        "title": one.article.title,
        "published": one.article.published,
        "site": one.article.site,
        "copy_of": one.origin.id if one.origin else None,
        "share": one.share,
    }


def _claim_rows(table: Sequence[ClaimRow], columns: Sequence[StoredArticle]) -> list[dict[str, object]]:
    """The matrix as a table: a row for each value that an article tells of a topic, as the page marks it."""
    return [
        {
            "topic": row.topic,
            "value": said.value,
            "voice": said.voice,
            "no": article.no,
            "site": article.site,
            "published": article.published,
            "first": said.first,
            "alone": said.alone,
            "contested": said.contested,
            "words": said.exact,
        }
        for row in table
        for article, cell in zip(columns, row.cells, strict=True)
        for said in cell
    ]


STORIES = Screen(name="stories", path="stories", state=ListState, show=show_all, lasting="library")
STORY = Screen(name="story", path="story/{no:str}", state=StoryState, show=show, lasting="library")
