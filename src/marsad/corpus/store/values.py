"""What a library says: what became of an input, which articles it holds, what people judged, what a check found."""

from __future__ import annotations

from typing import Any, Literal

import msgspec

from marsad.types import Record

Outcome = Literal["new", "version", "known", "reread"]


class Added(msgspec.Struct, frozen=True, kw_only=True):
    """An input that is safe in the library: a `new` article, a new `version` of one, one already `known`, or one that
    was `reread`.

    `changed` names the parts in which a new version differs from the one before.
    """

    name: str
    outcome: Outcome
    no: int
    id: str
    version: int = 1
    changed: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()


class Refused(msgspec.Struct, frozen=True, kw_only=True):
    """An input that gave no article: why, in two words and in a sentence, and what to do about it."""

    name: str
    reason: str
    message: str
    remedy: str = ""


class StoredArticle(msgspec.Struct, frozen=True, kw_only=True):
    """A version of an article as the library lists it; `line` is the number of its first version."""

    no: int
    id: str
    line: int
    version: int
    previous: int | None
    current: bool
    url: str | None
    title: str
    published: str | None
    site: str | None
    language: str | None
    characters: int
    page: int | None
    added: str


class StoredPage(msgspec.Struct, frozen=True, kw_only=True):
    """The bytes an article was read from, with their SHA-256, where and when (UTC) they were fetched."""

    no: int
    sha256: str
    url: str | None
    fetched: str | None
    kind: str
    declared: str | None
    headers: tuple[tuple[str, str], ...]
    data: bytes


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """One reading that was added: whoever derives something from the library replaces what it made of `replaces`.

    `no` grows with every reading; `article` is the number of the article's version, `replaces` those of all its other
    versions. `current` is false when a later version or reading has already taken its place.
    """

    no: int
    article: int
    replaces: tuple[int, ...]
    current: bool
    record: Record


class Judgement(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody decided about a fact, which is named by its words (`exact`) and where they stood."""

    no: int
    at: str
    by: str
    article: int
    kind: str
    fact: str | None = None
    field: str | None = None
    start: int | None = None
    end: int | None = None
    exact: str | None = None
    prefix: str | None = None
    suffix: str | None = None
    action: str
    value: Any = None


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody decided about what several articles share: that two names are one actor (`merge`) or two (`split`), how
    far a source is relied on (`rate`), or that an earlier decision no longer counts (`undo`).

    `one` and `other` are keys (`marsad.corpus.actors`); `value` is the grade, or the articles a split speaks of.
    """

    no: int
    at: str
    by: str
    action: str
    one: str
    other: str | None = None
    value: Any = None
    note: str | None = None
    undoes: int | None = None


class Fault(msgspec.Struct, frozen=True, kw_only=True):
    """Something in the library that is not as it must be."""

    place: str
    problem: str
    remedy: str


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """What a check went through, and what it found wrong."""

    counts: dict[str, int]
    faults: tuple[Fault, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def clean(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults
