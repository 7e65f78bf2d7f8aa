"""Who and what a library speaks of, across its articles."""

from __future__ import annotations

import msgspec


class Role(msgspec.Struct, frozen=True, kw_only=True):
    """What an article calls somebody, as it prints it, and when the article was published."""

    role: str
    article: str
    published: str | None = None


class Period(msgspec.Struct, frozen=True, kw_only=True):
    """A role in all its spellings: in how many articles somebody bears it, and when the first and last were published."""

    role: str
    spellings: tuple[str, ...]
    articles: int
    first: str | None
    last: str | None


class Actor(msgspec.Struct, frozen=True, kw_only=True):
    """A person, body, place or other thing under all its spellings.

    `key` names it in addresses and decisions, and so does each of `keys`: the spellings and numbers that are it. `names` are
    the spellings with the number of articles, the commonest first; `seen` the pairs of article and entity, `articles` the
    ids in the order of publication, and `roles` what those call it. `alone` is a family name without a person: whoever
    bears it in one article need not bear it in the next.
    """

    key: str
    kind: str
    name: str
    latin: str | None = None
    names: dict[str, int]
    keys: tuple[str, ...]
    links: tuple[str, ...] = ()
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    alone: bool = False
    seen: tuple[tuple[int, str], ...]
    articles: tuple[str, ...]
    roles: tuple[Role, ...] = ()

    @property
    def weight(self) -> int:
        """In how many articles it stands; one article may name it twice as two."""
        return len(self.articles)


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that speaks for two names being one actor (`weight` above 0) or against it, in words to be shown.

    `kind` says what it is: how the names relate (spelling, short_form, family_alone, given_name, family_name, wording), how many
    bear the family name (bearers), or what articles say of both (role, other_roles, company, together, registers).
    """

    kind: str
    weight: float
    words: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()


class Proposal(msgspec.Struct, frozen=True, kw_only=True):
    """Two actors that may be one: how likely, and what speaks for and against it."""

    one: Actor
    other: Actor
    score: float
    evidence: tuple[Evidence, ...]
