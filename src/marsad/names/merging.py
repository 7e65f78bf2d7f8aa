"""Mentions gathered into groups, one for each real thing of an article."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from itertools import chain, pairwise

import msgspec

from marsad.matching import Entry
from marsad.names.blocking import Keys, body_words, keys_of, sought_by, without_noun
from marsad.names.repeats import Found
from marsad.names.variants import bones, is_variant, same_person, units
from marsad.types import Document

_BETWEEN = frozenset(" \"«»“”()'")
_LONG = 6
_MARKS = frozenset('"«“(')


class Group(msgspec.Struct):
    """The mentions taken for one thing so far; `places` are where they stand, in order."""

    kind: str
    number: int
    items: list[Found] = []
    names: set[str] = set()
    places: list[tuple[int, int]] = []


class Groups:
    """The groups of one kind by what a further mention may share with them: blocks, so that few are compared."""

    def __init__(self, nouns: frozenset[str]) -> None:
        self.nouns, self.all = nouns, list[Group]()
        self._by: defaultdict[Hashable, dict[int, Group]] = defaultdict(dict)

    def open(self, kind: str) -> Group:
        """A new group."""
        self.all.append(Group(kind, len(self.all)))
        return self.all[-1]

    def add(self, group: Group, item: Found) -> None:
        """Takes a mention into a group."""
        group.items.append(item)
        insort(group.places, _place(item))
        for entry in item.candidate.entries:
            self._by[entry][group.number] = group
        if item.name not in group.names:
            group.names.add(item.name)
            for key in ("name", item.name), *keys_of(group.kind, item.name, self.nouns):
                self._by[key][group.number] = group

    def named(self, name: str) -> list[Group]:
        """The groups that bear a name."""
        return self._holding([("name", name)])

    def listed(self, entries: Iterable[Entry]) -> list[Group]:
        """The groups with one of some entries."""
        return self._holding(entries)

    def given(self, name: str) -> list[Group]:
        """The groups of those whose given name it is."""
        return self._holding([("given", name)])

    def alike(self, item: Found) -> list[Group]:
        """The groups that may be called like a mention."""
        sought, either = sought_by(item.candidate.kind, item.name, self.nouns)
        return self._holding([*sought, *min(either, key=self._size, default=())])

    def _size(self, keys: Keys) -> int:
        return sum(len(self._by.get(key, ())) for key in keys)

    def _holding(self, keys: Iterable[Hashable]) -> list[Group]:
        found: dict[int, Group] = {}
        for key in keys:
            found.update(self._by.get(key, ()))
        return [found[number] for number in sorted(found)]


def group_mentions(
    document: Document, found: Sequence[Found], nouns: frozenset[str] = frozenset()
) -> list[Group]:
    """The groups of an article's mentions, in the order of the text; a short name joins the fuller one it ends.

    Where two people bear one family name, the family name alone is the one named last before it. `nouns`, folded, may
    stand before a place's name or be left out: «مدينة قسنطينة» is «قسنطينة».
    """
    groups: defaultdict[str, Groups] = defaultdict(lambda: Groups(nouns))
    home: dict[int, Group] = {}
    leaders = full_names(document, found) | {id(f): id(f.leader) for f in found if f.leader is not None}
    written = sorted(found, key=lambda f: (-len(f.exact.split()), id(f) not in leaders, _place(f)))
    for item in sorted(written, key=lambda f: f.leader is not None):
        group = home.get(leaders.get(id(item), -1)) or _choose(item, groups[item.candidate.kind])
        if group is None:
            group = groups[item.candidate.kind].open(item.candidate.kind)
        groups[group.kind].add(group, item)
        home[id(item)] = group
    return sorted(
        chain.from_iterable(of_kind.all for of_kind in groups.values()),
        key=lambda g: min(map(_place, g.items)),
    )


def _place(item: Found) -> tuple[int, int]:
    return (item.part, item.candidate.start)


def _choose(item: Found, groups: Groups) -> Group | None:
    """The group of its kind that a mention joins, if any."""
    name = item.name
    listed = groups.listed(item.candidate.entries)
    if listed and _is_family_alone(item) and any(" " in other for g in listed for other in g.names):
        listed += [g for g in groups.alike(item) if g not in listed and _is_same(item, name, g, groups.nouns)]
    found = (
        groups.named(name)
        or listed
        or [g for g in groups.alike(item) if _is_same(item, name, g, groups.nouns)]
        or _first_names(item, name, groups)
    )
    return _nearest(item, found) if found else None


def _is_family_alone(item: Found) -> bool:
    """«الغنوشي», where lists know whose it is most often; the article may name another one in full."""
    return item.candidate.kind == "person" and " " not in item.name


def _nearest(item: Found, groups: list[Group]) -> Group:
    """The group named last before a mention, else the first."""
    if len(groups) == 1:
        return groups[0]
    at = _place(item)
    before = []
    for number, group in enumerate(groups):
        earlier = bisect_left(group.places, at)
        if earlier:
            before.append((group.places[earlier - 1], number))
    return groups[max(before)[1]] if before else groups[0]


def _is_same(item: Found, name: str, group: Group, nouns: frozenset[str]) -> bool:
    if item.candidate.kind == "person":
        return any(same_person(name, other) for other in group.names) and not _are_others(item, group)
    if item.candidate.kind == "organization":
        return any(_same_body(name, other) for other in group.names)
    if item.candidate.kind == "place":
        return any(without_noun(name, nouns) == without_noun(other, nouns) for other in group.names)
    return False


def _are_others(item: Found, group: Group) -> bool:
    """Whether lists know a full name and a group as two people."""
    if len(units(item.name)) < 2:
        return False
    here = {entry.get("en") for entry in item.candidate.entries}
    there = {e.get("en") for f in group.items if len(f.exact.split()) > 1 for e in f.candidate.entries}
    return bool(here and there) and not here & there


def _first_names(item: Found, name: str, groups: Groups) -> list[Group]:
    """«تميم» after «تميم بن حمد»: a given name alone, where one person of the article bears it."""
    if item.candidate.kind != "person" or len(units(name)) != 1 or item.candidate.entries:
        return []
    bearers = groups.given(name)
    return bearers if len(bearers) == 1 else []


def _same_body(one: str, two: str) -> bool:
    short, full = sorted((body_words(one), body_words(two)), key=len)
    if not short:
        return False
    opens = len(short) > 1 and short == full[: len(short)]
    if short == full[1:-1] and not short[0].startswith("ال") and _is_nisba(full[-1]):
        return True  # «أرامكو», «شركة أرامكو السعودية»
    return opens or short == full[1:] or (len(short) == len(full) and all(map(_same_word, short, full)))


def _is_nisba(word: str) -> bool:
    """Whether a folded word is a definite adjective of relation."""
    return word.startswith("ال") and word.endswith(("ي", "يه"))


def _same_word(one: str, two: str) -> bool:
    """«هافنغتون», «هافينغتون»."""
    return one == two or (
        min(len(one), len(two)) >= _LONG and bones(one) == bones(two) and is_variant(one, two)
    )


def full_names(document: Document, found: Sequence[Found]) -> dict[int, int]:
    """For each short name of a body in brackets or quotation marks (by `id`), the full name right before it.

    «القيادة … في إفريقيا "أفريكوم"»; none where lists know the two as different bodies.
    """
    leaders: dict[int, int] = {}
    ordered = sorted(found, key=_place)
    for full, short in pairwise(ordered):
        bodies = full.candidate.kind == short.candidate.kind == "organization"
        if not bodies or full.part != short.part or len(short.exact.split()) >= len(full.exact.split()):
            continue
        listed = set(full.candidate.entries), set(short.candidate.entries)
        if all(listed) and not listed[0] & listed[1]:
            continue
        between = document.parts[full.part].text[full.candidate.end : short.candidate.start]
        if set(between) <= _BETWEEN and set(between) & _MARKS:
            leaders[id(short)] = id(full)
    return leaders


def obey_short_names(document: Document, found: Sequence[Found]) -> None:
    """Makes every mention of a body's short name that body: «الفاو» after «منظمة … (الفاو)» is no town."""
    leaders = full_names(document, found)
    short = {f.name: f.candidate for f in found if id(f) in leaders}
    for item in found:
        body = short.get(item.name)
        if body is not None and item.candidate.kind != body.kind:
            item.candidate = msgspec.structs.replace(
                item.candidate, kind=body.kind, rule=body.rule, entries=body.entries
            )
