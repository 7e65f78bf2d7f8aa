"""Mentions gathered into groups, one for each real thing of an article."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from itertools import chain, pairwise

import msgspec

from marsad.matching import Entry
from marsad.names.repeats import Found
from marsad.names.variants import bones, is_variant, same_person, units
from marsad.types import Document

_BETWEEN = frozenset(" \"«»“”()'")
_LONG = 6
_MARKS = frozenset('"«“(')


class Group(msgspec.Struct):
    """The mentions taken for one thing so far."""

    kind: str
    items: list[Found]
    names: set[str]
    entries: set[Entry]

    def add(self, item: Found) -> None:
        """Takes a mention in."""
        self.items.append(item)
        self.names.add(item.name)
        self.entries.update(item.candidate.entries)


def group_mentions(
    document: Document, found: Sequence[Found], nouns: frozenset[str] = frozenset()
) -> list[Group]:
    """The groups of an article's mentions, in the order of the text; a short name joins the fuller one it ends.

    Where two people bear one family name, the family name alone is the one named last before it. `nouns`, folded, may
    stand before a place's name or be left out: «مدينة قسنطينة» is «قسنطينة».
    """
    groups: defaultdict[str, list[Group]] = defaultdict(list)
    home: dict[int, Group] = {}
    leaders = full_names(document, found)
    for item in sorted(found, key=lambda f: (-len(f.exact.split()), id(f) not in leaders, _place(f))):
        group = home.get(leaders.get(id(item), -1)) or _choose(item, groups[item.candidate.kind], nouns)
        if group is None:
            group = Group(item.candidate.kind, [], set(), set())
            groups[group.kind].append(group)
        group.add(item)
        home[id(item)] = group
    return sorted(chain.from_iterable(groups.values()), key=lambda g: min(map(_place, g.items)))


def _place(item: Found) -> tuple[int, int]:
    return (item.part, item.candidate.start)


def _choose(item: Found, groups: list[Group], nouns: frozenset[str]) -> Group | None:
    """The group of its kind that a mention joins, if any."""
    name = item.name
    entries = set(item.candidate.entries)
    ways: tuple[Callable[[], list[Group]], ...] = (
        lambda: [g for g in groups if name in g.names],
        lambda: [g for g in groups if g.entries & entries],
        lambda: [g for g in groups if _is_same(item, name, g, nouns)],
        lambda: _first_names(item, name, groups),
    )
    found = next(filter(None, (way() for way in ways)), None)
    return _nearest(item, found) if found else None


def _nearest(item: Found, groups: list[Group]) -> Group:
    """The group named last before a mention, else the first."""
    at = _place(item)
    before = []
    for number, group in enumerate(groups):
        last = max((place for place in map(_place, group.items) if place < at), default=None)
        if last is not None:
            before.append((last, number))
    return groups[max(before)[1]] if before else groups[0]


def _is_same(item: Found, name: str, group: Group, nouns: frozenset[str]) -> bool:
    if item.candidate.kind == "person":
        return not _are_others(item, group) and any(same_person(name, other) for other in group.names)
    if item.candidate.kind == "organization":
        return any(_same_body(name, other) for other in group.names)
    if item.candidate.kind == "place":
        return any(_without(name, nouns) == _without(other, nouns) for other in group.names)
    return False


def _without(name: str, nouns: frozenset[str]) -> str:
    noun, _, rest = name.partition(" ")
    return rest if rest and noun in nouns else name


def _are_others(item: Found, group: Group) -> bool:
    """Whether lists know a full name and a group as two people."""
    if len(units(item.name)) < 2:
        return False
    here = {entry.get("en") for entry in item.candidate.entries}
    there = {e.get("en") for f in group.items if len(f.exact.split()) > 1 for e in f.candidate.entries}
    return bool(here and there) and not here & there


def _first_names(item: Found, name: str, groups: list[Group]) -> list[Group]:
    """«تميم» after «تميم بن حمد»: a given name alone, where one person of the article bears it."""
    if item.candidate.kind != "person" or len(units(name)) != 1 or item.candidate.entries:
        return []
    bearers = [g for g in groups if any(len(u := units(n)) > 1 and u[0] == name for n in g.names)]
    return bearers if len(bearers) == 1 else []


def _same_body(one: str, two: str) -> bool:
    short, full = sorted((one.replace('"', "").split(), two.replace('"', "").split()), key=len)
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
