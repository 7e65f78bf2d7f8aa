"""Records that say which actors of the library their entities are: what leaves a library tells who is who."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from marsad.corpus.actors.finding import who_is_who
from marsad.corpus.grading.grades import UNGRADED, codes_of, grades_of
from marsad.corpus.store.naming import PERSON, is_full, name_key
from marsad.types import Attribution, Entity, Record

if TYPE_CHECKING:
    from marsad.corpus.library import Library


class Signed(Record, frozen=True, kw_only=True):
    """A record with the key of the actor that each entity is; a family name alone is nobody's and has none.

    `grades` are the codes of those attributions that people graded (`marsad.corpus.grading`), by id; all others are F6.
    """

    actors: dict[str, str]
    grades: dict[str, str]


def signed_records(library: Library, numbers: Iterable[int] | None = None) -> Iterator[Signed]:
    """The records of all articles, or of those with these numbers, each with the actors that its entities are."""
    directory = who_is_who(library)
    grades = grades_of(library, directory)
    known: dict[int, dict[str, str]] = {}
    for (article, entity), key in directory.keys.items():
        if not directory.actors[key].alone:
            known.setdefault(article, {})[entity] = key
    for no in numbers if numbers is not None else [one.no for one in library.articles()]:
        record = library.record(no)
        fields = {name: getattr(record, name) for name in Record.__struct_fields__}
        keys = known.get(no, {})
        yield Signed(**fields, actors=keys, grades=codes_of(record, no, grades, keys))


def grade_of(record: Record, said: Attribution) -> str:
    """The code of an attribution by the Admiralty code; F6 where nobody graded it or its source."""
    graded = record.grades if isinstance(record, Signed) else {}
    return graded.get(said.id, "".join(UNGRADED))


def actor_key(record: Record, entity: Entity) -> str | None:
    """The key of the actor that an entity is: as the library of its record knows it, else as its own name and links tell.

    `None` for a family name alone: nobody can tell whether he is the one of another article.
    """
    if isinstance(record, Signed):
        return record.actors.get(entity.id)
    if entity.links:
        return entity.links[0]
    certain = entity.kind != PERSON or is_full(entity.name)
    return name_key(entity.kind, entity.name) if certain else None


__all__ = ["Signed", "actor_key", "grade_of", "signed_records"]
