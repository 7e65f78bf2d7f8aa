"""What is said in an article: spans, and the facts that stand on them (see docs/record.md).

None of these values can be part of a cycle: the collector need not follow them (`gc=False`).
"""

from __future__ import annotations

import msgspec

ENTITY_KINDS = ("person", "organization", "place", "misc")
"""What an entity can be."""
STATUSES = ("happened", "planned", "called_for", "denied", "alleged", "hypothetical")
"""What an event can be; weights learned for the statuses follow this order."""


class Span(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Characters of one field of the article: `article[field][start:end] == exact`, in Unicode code points."""

    field: str = msgspec.field(default="text", name="in")
    start: int
    end: int
    exact: str


class Geo(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A point on the map; `level` is country, region, district, city, town, facility, sea…, `certainty` 0..1."""

    lat: float
    lon: float
    country: str | None = None
    admin: str | None = None
    level: str
    certainty: float


class Entity(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One real thing the article names, with every spelling of it in `forms`."""

    id: str
    kind: str
    name: str
    latin: str | None = None
    latin_from: str | None = None
    """``known`` (usual English form from the lexicon), ``composed`` (English put together of known words) or ``romanised`` (spelled
    by rule)."""
    forms: tuple[str, ...]
    roles: tuple[Span, ...] = ()
    links: tuple[str, ...] = ()
    geo: Geo | None = None


class Mention(Span, frozen=True, kw_only=True, gc=False):
    """A name where it stands in the article, without titles and attached particles."""

    id: str
    entity: str
    kind: str
    role: Span | None = None
    rule: str
    confidence: float


class DateExpression(Span, frozen=True, kw_only=True, gc=False):
    """A date, time, interval, duration or set as printed, with its EDTF value or ISO 8601 duration."""

    id: str
    edtf: str | None = None
    kind: str
    from_: str = msgspec.field(name="from")
    precision: str | None = None
    duration: str | None = None
    rule: str
    confidence: float = 1.0
    steps: tuple[str, ...] = ()
    """How the value was reached, one step a line, for `--explain`."""


class Source(Span, frozen=True, kw_only=True, gc=False):
    """Somebody who does or says something: the noun phrase, and the entity it names if it names one."""

    entity: str | None = None
    kind: str = "unnamed"
    implicit: bool = False


class Attribution(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What is reported (`content`) on whose word (`sources[0]`), relayed by whom (the rest of `sources`)."""

    id: str
    content: Span
    cue: Span | None = None
    sources: tuple[Source, ...] = ()
    mode: str = "indirect"
    act: str = "state"
    hedge: Span | None = None
    parent: str | None = None
    rule: str
    confidence: float


class Place(Span, frozen=True, kw_only=True, gc=False):
    """Where an event happened; `from_` says how near the place stands: clause, sentence, paragraph, article or dateline."""

    entity: str | None = None
    from_: str | None = msgspec.field(default=None, name="from")


class EventDate(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """When an event happened; `from_` is the id of the date expression it was read from."""

    edtf: str
    from_: str | None = msgspec.field(default=None, name="from")


class Size(msgspec.Struct, frozen=True, kw_only=True, gc=False, omit_defaults=True):
    """How many: numbers as the text gives them; `at_least` / `approximate` name the fields that are not exact."""

    dead: int | None = None
    injured: int | None = None
    arrested: int | None = None
    displaced: int | None = None
    missing: int | None = None
    abducted: int | None = None
    participants: int | None = None
    amount: str | None = None
    at_least: tuple[str, ...] = ()
    approximate: tuple[str, ...] = ()


class Event(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Who did what to whom, where and when, with which status, and within whose words."""

    id: str
    trigger: Span
    type: str
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    actors: tuple[Source, ...] = ()
    recipients: tuple[Source, ...] = ()
    place: Place | None = None
    date: EventDate | None = None
    status: str = "happened"
    historical: bool = False
    size: Size = Size()
    attribution: str | None = None
    same_as: str | None = None
    rule: str
    confidence: float


class Flag(Span, frozen=True, kw_only=True, gc=False):
    """A doubt, shown and never silently repaired."""

    flag: str
    note: str = ""
