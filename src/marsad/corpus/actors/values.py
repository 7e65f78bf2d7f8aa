"""A person across articles."""

from __future__ import annotations

import msgspec


class Role(msgspec.Struct, frozen=True, kw_only=True):
    """What an article calls a person, as it prints it, and when the article was published."""

    role: str
    article: str
    published: str | None = None


class Actor(msgspec.Struct, frozen=True, kw_only=True):
    """A person under all spellings: the commonest full name, every name with the number of its articles, the roles in the
    order of publication.
    """

    name: str
    names: tuple[tuple[str, int], ...]
    articles: tuple[str, ...]
    roles: tuple[Role, ...] = ()
