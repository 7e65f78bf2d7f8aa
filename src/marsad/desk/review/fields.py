"""The fields in which a fact is edited, and what a form that was sent back makes of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal

import msgspec

from marsad.corpus.store.edits import ENTITY_KINDS, MODES, STATUSES, event_types
from marsad.errors import UsageError
from marsad.types import Attribution, DateExpression, Entity, Event, Source

Values = Mapping[str, Any]


class Field(msgspec.Struct, frozen=True):
    """A field of a form: `line` and `text` hold a string, `lines` a list with one on each line, `choice` one of some."""

    name: str
    shape: Literal["line", "text", "lines", "choice"]
    value: Any
    choices: tuple[str, ...] = ()

    @property
    def shown(self) -> str:
        """The value as a form shows it."""
        return "\n".join(self.value) if self.shape == "lines" else str(self.value)

    def read(self, said: str) -> Any:
        """The value that a form says."""
        plain = said.replace("\r\n", "\n").strip()
        if self.shape == "lines":
            return [line.strip() for line in plain.split("\n") if line.strip()]
        return plain


def fields_of(fact: object, edited: Values | None = None) -> list[Field]:
    """The fields of a fact as it was read, or as somebody edited it."""
    said = edited or {}
    return [msgspec.structs.replace(one, value=said.get(one.name, one.value)) for one in _fields(fact)]


def _fields(fact: object) -> Iterator[Field]:
    match fact:
        case Attribution():
            yield Field("sources", "lines", _words(fact.sources))
            yield Field("cue", "line", fact.cue.exact if fact.cue else "")
            yield Field("content", "text", fact.content.exact)
            yield Field("mode", "choice", fact.mode, MODES)
        case Event():
            yield Field("type", "choice", fact.type, event_types())
            yield Field("status", "choice", fact.status, STATUSES)
            yield Field("actors", "lines", _words(fact.actors))
            yield Field("recipients", "lines", _words(fact.recipients))
            yield Field("place", "line", fact.place.exact if fact.place else "")
            yield Field("date", "line", fact.date.edtf if fact.date else "")
        case Entity():
            yield Field("kind", "choice", fact.kind, ENTITY_KINDS)
            yield Field("name", "line", fact.name)
            yield Field("en", "line", fact.latin or "")
        case DateExpression():
            yield Field("edtf", "line", fact.edtf or "")
            yield Field("text", "line", fact.exact)


def _words(sources: tuple[Source, ...]) -> list[str]:
    return [one.exact for one in sources]


def read_edit(fact: object, said: Mapping[str, str], before: Values) -> dict[str, Any]:
    """What an edit says: the fields that differ from what was read, and those that an edit before changed.

    `UsageError` where nothing differs.
    """
    found = {one.name: one.read(said[one.name]) for one in fields_of(fact) if one.name in said}
    read = {one.name: one.value for one in fields_of(fact)}
    edit = {name: value for name, value in found.items() if value != read[name] or name in before}
    if not edit or all(before.get(name) == value for name, value in edit.items()):
        raise UsageError("edit", "nothing was changed", remedy="change a field, or judge the fact right")
    return edit


def read_groups(said: str) -> list[list[str]]:
    """Groups of forms: one form a line, an empty line between two groups."""
    blocks = said.replace("\r\n", "\n").split("\n\n")
    groups = [[line.strip() for line in block.split("\n") if line.strip()] for block in blocks]
    found = [group for group in groups if group]
    if len(found) < 2:
        raise UsageError("split", "there is only one group", remedy="put an empty line between two groups")
    return found


__all__ = ["Field", "fields_of", "read_edit", "read_groups"]
