"""How the claims of a story's articles bear on each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from marsad.corpus.copies import nearest_origins
from marsad.corpus.copies.values import Copy
from marsad.corpus.corroboration.counts import find_counts
from marsad.corpus.corroboration.days import find_days
from marsad.corpus.corroboration.denials import find_denials
from marsad.corpus.corroboration.doers import find_doers
from marsad.corpus.corroboration.instead import find_instead
from marsad.corpus.corroboration.measures import load_measures
from marsad.corpus.corroboration.origins import trace
from marsad.corpus.corroboration.passages import Reading
from marsad.corpus.corroboration.values import Bearing, Claim, Relation
from marsad.corpus.store.identity import address_of
from marsad.times.edtf import moment_of
from marsad.types import Record

ELSEWHERE = 3
"""Words that two counts must have in common where their sentences name different places."""
SAME_WORDS = 5
"""Words that two equal counts must have in common to be of one happening though the places differ."""


def compare_records(records: Iterable[Record], copies: Iterable[Copy] = ()) -> tuple[Relation, ...]:
    """How the claims of some articles on one happening bear on each other; `copies` are the pairs of copies among them.

    Counts, days, denials and corrections are compared. A claim that was copied only repeats what it was copied from. Numbers
    contradict each other where no number meets both («ستة», «ما لا يقل عن تسعة»), unless the later one is larger and
    counts what grows: then it brings the earlier one up to date. Two versions of one page are not compared.
    """
    return compare_readings({one.article.id: Reading(one) for one in records}, nearest_origins(copies))


def compare_readings(readings: Mapping[str, Reading], near: Mapping[str, Copy]) -> tuple[Relation, ...]:
    """The same of articles that are read already, by id; `near` is the nearest origin of each copy."""
    found = [*_counted(list(readings.values())), *_told(list(readings.values()))]
    traced = (
        (trace(one, readings, near), trace(other, readings, near), bearing, rule)
        for one, other, bearing, rule in found
    )
    kept: dict[tuple[object, ...], Relation] = {}
    addresses = {ident: address_of(reading.article.url) or ident for ident, reading in readings.items()}
    for one, other, bearing, rule in traced:
        if one.article != other.article and addresses[one.article] == addresses[other.article]:
            continue
        relation = _relation(one, other, bearing, rule)
        if relation:
            kept.setdefault(_key(relation), relation)
    return tuple(kept.values())


def _relation(one: Claim, other: Claim, bearing: Bearing, rule: str) -> Relation | None:
    """The relation, told of what was not copied: two printings of one text contradict nobody twice."""
    if bearing == "supports" and one.origin == other.origin:
        bearing = "repeats"
    if (one.copied or other.copied) and bearing != "repeats":
        return None
    return Relation(claim=one, other=other, bearing=bearing, rule=rule)


def _key(relation: Relation) -> tuple[object, ...]:
    ends = sorted((one.article, one.start, one.value) for one in (relation.claim, relation.other))
    return (relation.bearing, relation.claim.topic, *ends)


def _counted(readings: Sequence[Reading]) -> Iterator[tuple[Claim, Claim, Bearing, str]]:
    claims = [claim for reading in readings for claim in find_counts(reading)]
    named = {one.article.id: one.places(0, len(one.article.text)) for one in readings}
    for one, other in combinations(claims, 2):
        if _same_thing(one, other):
            yield from _compare_counts(one, other)
            if _elsewhere(one, other, named):
                yield one, other, "contradicts", "place"


def _same_thing(one: Claim, other: Claim) -> bool:
    measure = load_measures()[one.topic]
    if one.topic != other.topic or (measure.same_unit and one.unit != other.unit):
        return False
    if (
        one.article == other.article
        and (one.start == other.start or one.sources == other.sources)
        and one.sources
    ):
        return False
    shared = len(set(one.about.split()) & set(other.about.split()))
    apart = not measure.units and one.places and other.places and not set(one.places) & set(other.places)
    return shared >= max(measure.subject, ELSEWHERE if apart else 0)


def _elsewhere(one: Claim, other: Claim, named: Mapping[str, frozenset[str]]) -> bool:
    """Whether one happening, told in the same words with the same count, is put in two places.

    Neither article may name the other's place anywhere: a district and its town are no contradiction.
    """
    if not (one.places and other.places) or (one.low, one.high) != (other.low, other.high):
        return False
    if named[one.article] & {*other.places} or named[other.article] & {*one.places}:
        return False
    return len(set(one.about.split()) & set(other.about.split())) >= SAME_WORDS


def _compare_counts(one: Claim, other: Claim) -> Iterator[tuple[Claim, Claim, Bearing, str]]:
    if (one.low or 0) <= (other.high or 0) and (other.low or 0) <= (one.high or 0):
        if one.article != other.article:
            yield one, other, "supports", "count"
        return
    earlier, later = (other, one) if _is_later(other, one) else (one, other)
    grown = _is_later(earlier, later) and (later.low or 0) > (earlier.low or 0)
    if load_measures()[one.topic].grows and grown:
        yield later, earlier, "updates", "count"
    else:
        yield later, earlier, "contradicts", "count"


def _is_later(earlier: Claim, later: Claim) -> bool:
    first, second = moment_of(earlier.published), moment_of(later.published)
    return first is not None and second is not None and second > first


def _told(readings: Sequence[Reading]) -> Iterator[tuple[Claim, Claim, Bearing, str]]:
    for one, other in find_days(readings):
        yield one, other, "supports" if one.day == other.day else "contradicts", "day"
    for one, other, agree in find_doers(readings):
        yield one, other, "supports" if agree else "contradicts", "doer"
    for one, other in find_instead(readings):
        yield one, other, "contradicts", "instead"
    for one, other, rule in find_denials(readings):
        yield one, other, "contradicts", rule
