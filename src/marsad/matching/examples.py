"""The examples of an entry, run: `yes` must find it, `no` must not."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from marsad.matching.engine import Lexicon, find_matches, followers_of
from marsad.matching.sources import KindSchema, RawEntry, key_of
from marsad.text import read_part


def wrong_examples(entry: RawEntry, schema: KindSchema) -> Iterator[str]:
    """What does not come out as the examples of an entry say; an example may mark the words meant: ``[قال] إنه``.

    The forms of an entry that is `exact` must stand as they are spelt.
    """
    lexicon = _alone(entry, schema)
    exact = frozenset(form for form, _ in entry.forms) if entry.fields.get("exact") else frozenset()
    for example in entry.fields.get("yes") or ():
        if not _finds(example, lexicon, exact):
            yield f"does not match in its example «{example}»"
    for example in entry.fields.get("no") or ():
        if _finds(example, lexicon, exact):
            yield f"matches in «{example}», where it must not"


def _finds(example: str, lexicon: Lexicon, exact: frozenset[str]) -> bool:
    """Whether the entry stands in the example, at the words in brackets if there are any."""
    before, bracket, rest = example.partition("[")
    inside, _, after = rest.partition("]")
    part = read_part(before + inside + after)
    meant = (len(before), len(before) + len(inside))
    for match in find_matches(part, lexicon).all:
        whole = (part.tokens[match.first].start, part.tokens[match.last - 1].end)
        if exact and part.text[match.start : match.end] not in exact:
            continue
        if not bracket or whole == meant:
            return True
    return False


def _alone(entry: RawEntry, schema: KindSchema) -> Lexicon:
    """A lexicon of this entry only: what others match there is their own affair."""
    features = list(dict.fromkeys(feature for _, feature in entry.forms))
    forms: dict[str, list[int]] = {}
    for form, feature in entry.forms:
        forms.setdefault(key_of(form), []).append(features.index(feature))
    return Lexicon(
        digest="",
        rows=[f"{entry.kind}\t{entry.id}\t{msgspec.json.encode(entry.fields).decode()}"],
        spans={entry.kind: [(0, 1)]},
        kinds={entry.kind: schema},
        features=tuple(features),
        forms={key: tuple(codes) for key, codes in forms.items()},
        followers=followers_of(forms),
    )


__all__ = ["wrong_examples"]
