"""A story: the articles on one happening."""

from __future__ import annotations

import msgspec


class Story(msgspec.Struct, frozen=True, kw_only=True):
    """The articles on one happening, by their ids in the order of publication; `no` stays with the story.

    `first` and `last` are the days (EDTF) between which they were published, as far as they are known. `title` is the
    headline of the first article.
    """

    no: int
    articles: tuple[str, ...]
    title: str = ""
    first: str | None = None
    last: str | None = None
