"""A folded word with and without the particles written on to it."""

from __future__ import annotations

from collections.abc import Sequence

_KEYS_LIMIT = 200_000
_DUAL, _SHORTEST_DUAL = ("ين", "ان"), 6
_keys: dict[str, frozenset[str]] = {}


def word_keys(fold: str) -> frozenset[str]:
    """The folded word with and without the particles written on to it: what conditions are compared with.

    >>> sorted(word_keys("والقوات"))  # and the forces
    ['القوات', 'قوات', 'والقوات']
    """
    found = _keys.get(fold)
    if found is None:
        if len(_keys) >= _KEYS_LIMIT:
            _keys.clear()
        found = _keys[fold] = frozenset(_stripped(fold))
    return found


def keys_of(folds: Sequence[str]) -> tuple[frozenset[str], ...]:
    """The `word_keys` of words; those met before are found at once."""
    found = tuple(map(_keys.get, folds))
    return found if all(found) else tuple(map(word_keys, folds))  # type: ignore[return-value]


def _stripped(fold: str) -> set[str]:
    found = {fold}
    if not fold:
        return found
    rest = fold[1:] if fold[0] in "وف" and len(fold) > 3 else fold
    found.add(rest)
    if rest.startswith("لل") and len(rest) > 4:
        found |= {rest[2:], "ال" + rest[2:]}
    if (rest[0] in "بل" and len(rest) > 3) or rest.startswith("كال"):  # «كامل» is no «أمل»
        found.add(rest[1:])
        rest = rest[1:]
    if rest.startswith("ال") and len(rest) > 3:
        found.add(rest[2:])
    for pronoun in ("ها", "هم", "ه"):
        stem = rest.removesuffix(pronoun)
        if stem == rest or len(stem) <= 3:
            continue
        if stem.endswith("ت"):
            found.add(stem[:-1] + "ه")
        elif pronoun != "ه":  # a bare ه is as often ta marbuta
            found.add(stem)
        break
    if rest.endswith("ا") and len(rest) > 3:
        found.add(rest[:-1])
    bare = rest[2:] if rest.startswith("ال") else rest
    if bare.endswith(_DUAL) and len(bare) >= _SHORTEST_DUAL:
        one = bare[:-2]
        found.add(one[:-1] + "ه" if one.endswith("ت") else one)
    return found
