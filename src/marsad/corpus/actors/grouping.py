"""Which names of a library are one actor: what spelling tells, and above it what people decided."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache

import msgspec

from marsad.corpus.store.naming import PERSON, is_full, parts_of
from marsad.corpus.store.values import Decision
from marsad.names.variants import bones, is_variant, same_person
from marsad.text import fold

SPELLINGS_KEPT = 1 << 16


class Name(msgspec.Struct, frozen=True, kw_only=True):
    """Something a library names: a spelling, or a number in a register with all spellings that go with it.

    `apart` says that people told it from others who bear the same name.
    """

    key: str
    kind: str
    block: str
    spellings: tuple[str, ...]
    linked: bool = False
    apart: bool = False


class Bonds:
    """What is held together and apart: the names taken for one so far, as people decided and as spelling tells."""

    def __init__(self, decided: Iterable[Decision] = ()) -> None:
        self._home: dict[str, str] = {}
        self._members: dict[str, set[str]] = {}
        self._apart: dict[str, set[str]] = defaultdict(set)
        for one in decided:
            if one.other is None:
                continue
            if one.action == "merge":
                self.join(one.one, one.other)
            elif one.action == "split":
                self._apart[one.one].add(one.other)
                self._apart[one.other].add(one.one)

    def members(self, key: str) -> set[str]:
        """The keys that are one with this one, itself among them."""
        return self._members.get(self._home.get(key, key), {key})

    def join(self, one: str, other: str) -> None:
        """Takes two for one, with all that is one with either."""
        first, second = self.members(one), self.members(other)
        if first is not second:
            both = first | second
            self._members[one] = both
            self._home.update(dict.fromkeys(both, one))

    def split_between(self, one: str, other: str) -> tuple[str, str] | None:
        """Two keys that people hold apart, one on either side; they forbid that the two are taken for one."""
        there = self.members(other)
        for key in self.members(one):
            for held in self._apart.get(key, ()):
                if held in there:
                    return key, held
        return None


def group_names(names: Iterable[str]) -> list[frozenset[str]]:
    """Full names grouped by whom they mean.

    A name joins those it agrees with in every member, other spellings of itself first; one that agrees with two groups of
    fuller names stays by itself.

    >>> sorted(map(len, group_names(["مفتاح الجازوي", "مفتاح سعد الجازوي", "أنور الجازوي"])))  # two Miftahs are one, Anwar is not
    [1, 2]
    """
    persons = [Name(key=one, kind=PERSON, block="", spellings=(one,)) for one in set(names)]
    return [frozenset(one.key for one in group) for group in group_alike(persons, Bonds())]


def group_all(names: Iterable[Name], bonds: Bonds) -> Iterator[list[Name]]:
    """The names of a library, or of some of its blocks, grouped by whom they mean; what people decided comes first."""
    blocks: dict[str, list[Name]] = defaultdict(list)
    every = {one.key: one for one in names}
    for one in every.values():
        if one.kind == PERSON and any(map(is_full, one.spellings)):
            blocks[one.block].append(one)
    for those in blocks.values():
        group_alike(those, bonds)
    done: set[str] = set()
    for key in every:
        if key not in done:
            group = [every[one] for one in sorted(bonds.members(key)) if one in every]
            done.update(one.key for one in group)
            yield group


def group_alike(names: Iterable[Name], bonds: Bonds) -> list[list[Name]]:
    """Full names of one block grouped by spelling, as far as the bonds allow; the bonds then hold them together."""
    groups: list[list[Name]] = []
    shelf: dict[str, list[list[Name]]] = defaultdict(list)
    for name in sorted(names, key=lambda one: (-_length(one), one.apart, one.key)):
        openings = _openings(name)
        near = {id(group): group for opening in openings for group in shelf[opening]}
        group = _choose(name, list(near.values()), bonds)
        if group is None:
            group = []
            groups.append(group)
        else:
            bonds.join(group[0].key, name.key)
        group.append(name)
        for opening in openings:
            if not any(group is one for one in shelf[opening]):
                shelf[opening].append(group)
    return groups


def _choose(name: Name, groups: list[list[Name]], bonds: Bonds) -> list[Name] | None:
    fitting = [group for group in groups if _fits(name, group, bonds)]
    spelt = [group for group in fitting if any(_length(one) == _length(name) for one in group)]
    meant = {min(bonds.members(group[0].key)) for group in fitting}
    return (spelt or fitting)[0] if spelt or len(meant) == 1 else None


def _openings(name: Name) -> set[str]:
    """What the given names of variants have in common: a first consonant, or a first vowel."""
    found = set()
    for spelling in name.spellings:
        given = next(iter(parts_of(spelling)), "").removeprefix("ال")
        found.add(bones(given)[:1])
        if given and not bones(given[0]):
            found.add("vowel")
    return found


def _fits(name: Name, group: list[Name], bonds: Bonds) -> bool:
    if not all(_agree(name, one) for one in group):
        return False
    return all(bonds.split_between(name.key, one.key) is None for one in group)


def _agree(one: Name, other: Name) -> bool:
    """Whether two can be one person; a register that knows them as two is believed."""
    if one.linked and other.linked:
        return False
    return any(agree(a, b) for a in one.spellings for b in other.spellings)


def _length(name: Name) -> int:
    return max(len(parts_of(one)) for one in name.spellings)


@lru_cache(maxsize=SPELLINGS_KEPT)
def agree(one: str, other: str) -> bool:
    """Whether two full names can be one person's; they open with the same given name.

    >>> agree("مفتاح الجازوي", "أنور الجازوي")
    False
    """
    first, second = parts_of(one), parts_of(other)
    return (
        min(len(first), len(second)) > 1
        and is_variant(first[0], second[0])
        and same_person(fold(one), fold(other))
    )
