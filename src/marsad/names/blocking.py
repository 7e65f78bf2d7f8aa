"""Keys that names share when they may be one: of an article's many names only those with a key in common are compared.

A key may bring names together that are not one; none keeps apart two that `names.merging` takes for one.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from marsad.names.variants import bones, units, variant_keys

Keys = list[Hashable]


def keys_of(kind: str, name: str, nouns: frozenset[str]) -> Keys:
    """The keys under which a folded name is kept; `nouns` are no part of a place's name."""
    if kind == "person":
        return _of_person(units(name))
    if kind == "organization":
        words = body_words(name)
        return [("body", words), ("sound", _sound(words)), *(("part", part) for part in _parts(words))]
    return [("place", without_noun(name, nouns))] if kind == "place" else []


def sought_by(kind: str, name: str, nouns: frozenset[str]) -> tuple[Keys, Sequence[Keys]]:
    """The keys of names that may be one with a folded name; and lists of further keys, any one of which is enough."""
    if kind == "person":
        return _like_person(units(name))
    if kind == "organization":
        words = body_words(name)
        parts = [("body", part) for part in _parts(words)]
        return [("part", words), ("sound", _sound(words)), *parts], ()
    return keys_of(kind, name, nouns), ()


def _of_person(names: tuple[str, ...]) -> Keys:
    if len(names) < 2:
        return [("alone", key) for part in names for key in variant_keys(part)]
    return [
        ("given", names[0]),
        ("whole", names),
        *(("end", names[at:]) for at in range(1, len(names) - 1)),
        *(("first", key) for key in variant_keys(names[0])),
        *(("later", key) for part in names[1:] for key in variant_keys(part)),
        *(("last", key) for key in variant_keys(names[-1])),
    ]


def _like_person(names: tuple[str, ...]) -> tuple[Keys, Sequence[Keys]]:
    """A name alone is another's last; of two full names the first parts are alike, and a later one of each, or one ends the other."""
    if not names:
        return [], ()
    last = variant_keys(names[-1])
    if len(names) == 1:
        return [(where, key) for where in ("alone", "last") for key in last], ()
    ends: Keys = [("whole", names[at:]) for at in range(1, len(names) - 1)]
    first: Keys = [("first", key) for key in variant_keys(names[0])]
    later: Keys = [("later", key) for part in names[1:] for key in variant_keys(part)]
    return [("end", names), *ends, *(("alone", key) for key in last)], (first, later)


def body_words(name: str) -> tuple[str, ...]:
    """The words of a body's folded name without quotation marks."""
    return tuple(name.replace('"', "").split())


def _parts(words: tuple[str, ...]) -> list[tuple[str, ...]]:
    """What a body may be called for short: its first words, all but the first, all but the first and the last."""
    return [*(words[:size] for size in range(2, len(words) + 1)), words[1:], words[1:-1]]


def _sound(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(bones, words))


def without_noun(name: str, nouns: frozenset[str]) -> str:
    """A place's folded name without the noun before it: «قسنطينة» of «مدينة قسنطينة»."""
    noun, _, rest = name.partition(" ")
    return rest if rest and noun in nouns else name
