"""Noun phrases that can act, speak or be acted on, and what the names layer hands to the layers after it."""

from __future__ import annotations

import msgspec

from marsad.types.facts import Entity, Mention


class NounPhrase(msgspec.Struct, frozen=True, gc=False):
    """A noun phrase of a part: tokens `[first, last)`, characters `[start, end)` without leading particles.

    `kind` is what it denotes: ``person``, ``organization``, ``place``, ``group`` (مسلحون، متظاهرون), ``document``
    (بيان، تقرير), ``medium`` (صحيفة، قناة، منصة), ``unnamed`` (مصادر، شهود عيان), or ``thing``. `head` is the token
    of its first noun. `entity` is the entity it names, if any. `gender` is ``m``/``f``/``""``, `number`
    ``s``/``d``/``p``/``""`` as far as the form tells. `clitics` are the particles before it («ل», «وب»).
    """

    part: int
    first: int
    last: int
    start: int
    end: int
    head: int
    kind: str
    entity: str | None = None
    gender: str = ""
    number: str = ""
    clitics: str = ""


class Names(msgspec.Struct, frozen=True):
    """What the names layer found: entities, mentions in the order of the document, noun phrases of each part."""

    entities: tuple[Entity, ...] = ()
    mentions: tuple[Mention, ...] = ()
    phrases: tuple[tuple[NounPhrase, ...], ...] = ()
