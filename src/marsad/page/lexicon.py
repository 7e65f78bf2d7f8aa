"""The data of page reading: hints of class names, boilerplate lines, credits, and the profiles of large sites."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Literal, TypeVar

import msgspec

from marsad.matching.tables import load_table
from marsad.page.page_data import fold_phrase

Value = TypeVar("Value")


class Hint(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Parts of class names that say the same of an element."""

    kind: str
    whole: tuple[str, ...] = ()
    inside: tuple[str, ...] = ()
    tokens: tuple[str, ...] = ()


class Hints(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What class names say, by what follows from it."""

    quote: tuple[Hint, ...]
    cut: tuple[Hint, ...]
    mark: tuple[Hint, ...]
    keep: tuple[Hint, ...]


class Phrase(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A line that is not the article; see ``lexicon/page/boilerplate.yaml`` for the fields."""

    id: str
    reason: str
    where: Literal["whole", "opens", "holds", "link", "tail"]
    forms: tuple[str, ...]
    max: int = 140
    ends: bool = False
    follow: bool = False
    digits: bool = False
    hits: tuple[str, ...] = ()
    misses: tuple[str, ...] = ()


class Agency(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A news agency and the spellings it is credited by."""

    name: str
    forms: tuple[str, ...] = ()


class Byline(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that open a byline."""

    names: bool
    forms: tuple[str, ...]


class Credits(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who wrote, supplied and photographed; see ``lexicon/page/credits.yaml``."""

    agencies: tuple[Agency, ...]
    bylines: tuple[Byline, ...]
    outlets: dict[str, tuple[str, ...]]
    desks: dict[str, tuple[str, ...]]
    credits: dict[str, tuple[str, ...]]
    sources: dict[str, tuple[str, ...]]
    sections: dict[str, tuple[str, ...]]
    updates: dict[str, tuple[str, ...]]


class Markup(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"since": "from"}):
    """One layout of a site and when it was in use."""

    since: str | None = None
    until: str | None = None
    body: str | None = None
    title: str | None = None
    date: str | None = None
    author: str | None = None
    section: str | None = None
    drop: str | None = None


class SiteProfile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A site with its layouts; see ``lexicon/page/sites.yaml``."""

    name: str
    domains: tuple[str, ...]
    markup: tuple[Markup, ...]
    path: str | None = None
    suffix: tuple[str, ...] = ()


def read_entries(name: str, shape: type[Value]) -> Value:
    """The entries of ``lexicon/page/NAME.yaml`` as values of `shape`; unknown fields are refused."""
    return msgspec.convert(load_table("page", name), shape)


@cache
def load_hints() -> Hints:
    """What class names say about an element."""
    return read_entries("hints", Hints)


@cache
def load_phrases() -> tuple[Phrase, ...]:
    """The lines of a page that are not the article."""
    return read_entries("boilerplate", dict[str, tuple[Phrase, ...]])["entries"]


@cache
def load_credits() -> Credits:
    """Agencies, byline words, credit words."""
    return read_entries("credits", Credits)


@cache
def load_sites() -> dict[str, tuple[SiteProfile, ...]]:
    """The profiles of large sites by domain."""
    sites: dict[str, tuple[SiteProfile, ...]] = {}
    for profile in read_entries("sites", tuple[SiteProfile, ...]):
        for domain in profile.domains:
            sites[domain] = (*sites.get(domain, ()), profile)
    return sites


def any_of(forms: Iterable[str]) -> str:
    """The folded forms as one alternative for a regular expression, longest first."""
    folded = sorted({fold_phrase(form) for form in forms}, key=lambda form: (-len(form), form))
    return "|".join(map(re.escape, folded))
