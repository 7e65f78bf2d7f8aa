"""Saved searches: each with how many articles it finds, those that came since one last looked, and its feed."""

from __future__ import annotations

import msgspec

from marsad.corpus import StoredArticle
from marsad.corpus.search.watches import Watch, last_look, list_watches
from marsad.desk.judging import NAMELESS
from marsad.desk.session import Session
from marsad.desk.states import State
from marsad.desk.views import Asked, Screen, View

_SHOWN = 50


class SavedState(State, frozen=True, kw_only=True):
    """The saved search whose new articles are shown, if one is named."""

    name: str = ""


class SavedSearch(msgspec.Struct, frozen=True, kw_only=True):
    """A saved search: how many articles it finds, and how many came since somebody last looked."""

    name: str
    query: str
    total: int
    new: int


class SavedData(msgspec.Struct, frozen=True, kw_only=True):
    """All saved searches, and the newest of the new articles of the one that is named; `upto` is what a look goes up to."""

    searches: tuple[SavedSearch, ...]
    name: str
    upto: int
    articles: tuple[StoredArticle, ...]


def find_new(session: Session, watch: Watch, by: str) -> tuple[int, list[StoredArticle]]:
    """How many articles a search finds, and those that came since somebody last looked, the last to come first.

    An article counts once: a later version of it is not new.
    """
    known, looked = session.overview().articles, last_look(session.library, watch.name, by)
    found = session.select(watch.query)
    new = [known[no] for no in sorted(found, reverse=True) if no in known and known[no].line > looked]
    return len(found), new


def list_saved(session: Session, by: str) -> tuple[list[SavedSearch], dict[str, list[StoredArticle]]]:
    """The saved searches for somebody, with the new articles of each."""
    saved, news = [], {}
    for watch in list_watches(session.library):
        total, new = find_new(session, watch, by)
        saved.append(SavedSearch(name=watch.name, query=watch.query, total=total, new=len(new)))
        news[watch.name] = new
    return saved, news


def show(asked: Asked[SavedState]) -> View:
    """The saved searches, with the new articles of the one that the state names."""
    saved, news = list_saved(asked.session, asked.by or NAMELESS)
    data = SavedData(
        searches=tuple(saved),
        name=asked.state.name,
        upto=max(asked.session.overview().articles, default=0),
        articles=tuple(news.get(asked.state.name, [])[:_SHOWN]),
    )
    return View(
        title=asked.words["saved"],
        data=data,
        rows=[msgspec.structs.asdict(one) for one in saved],
        extra={},
    )


SAVED = Screen(name="saved", path="saved", state=SavedState, show=show)
