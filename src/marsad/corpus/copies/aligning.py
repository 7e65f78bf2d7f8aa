"""What two texts share, found by greedy tiling: the longest run of equal words first, then the next, in any order."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

import msgspec

from marsad.corpus.copies.values import Stretch
from marsad.corpus.copies.wording import Wording

SEED = 4
"""The shortest run that counts; the words of shorter ones meet by chance."""
GAP = 4
"""Words that may differ between two runs of one stretch: a synonym, a date written in another way."""
NUMBERED_GAP = 12
"""Words between two runs within which numbers are in one place: «بين 5 و9 جنيهات وبلغ سعر البصل 7 جنيهات»."""
BEHIND, FOOT = 6, 40
"""Words that may follow a run that ends a text, and words of the longest foot that an outlet puts under its texts."""
MOST_PLACES = 40
"""Places of one seed that are looked at, so that a text which repeats itself costs no more than another."""


class Tile(msgspec.Struct, frozen=True, gc=False):
    """A run of equal words: `length` of them from word `at` of the one text and word `other` of the other."""

    at: int
    other: int
    length: int


class Alignment(msgspec.Struct, frozen=True):
    """What two texts share: the stretches, and the part of the words of either text that stands in them.

    `verbatim` is the part of the first text's runs of four words that is the second's too: it tells a text that was edited
    word for word from one that was not, where the words alone do not. `own` counts the shared words that are in quotation marks
    in neither text, `foot` those of short runs that end both texts. `kept` and `changed` tell of the numbers in digits how
    many are in both texts, and how many are others in the same places.
    """

    stretches: tuple[Stretch, ...]
    share: float
    other_share: float
    verbatim: float
    longest: int
    words: int
    kept: int = 0
    changed: int = 0
    own: int = 0
    foot: int = 0


def align(one: Wording, other: Wording) -> Alignment:
    """What the second text shares with the first, whatever the order of its paragraphs.

    >>> from marsad.corpus.copies.wording import wording_of
    >>> text = "أغلقت السلطات الطريق الساحلي صباح اليوم"  # The authorities closed the coastal road this morning.
    >>> align(wording_of(text), wording_of("قال شاهد: أغلقت السلطات الطريق الساحلي أمس")).share
    0.6666666666666666
    """
    tiles = _tile(one.keys, other.keys)
    words = sum(tile.length for tile in tiles)
    kept, changed = _numbers(tiles, one.keys, other.keys)
    return Alignment(
        stretches=tuple(_stretch(run, one, other) for run in _joined(tiles)),
        share=words / max(len(one.keys), 1),
        other_share=words / max(len(other.keys), 1),
        verbatim=sum(tile.length - SEED + 1 for tile in tiles) / max(len(one.keys) - SEED + 1, 1),
        longest=max((tile.length for tile in tiles), default=0),
        words=words,
        kept=kept,
        changed=changed,
        own=sum(_outside(tile, one, other) for tile in tiles),
        foot=sum(tile.length for tile in tiles if _is_foot(tile, len(one.keys), len(other.keys))),
    )


def _outside(tile: Tile, one: Wording, other: Wording) -> int:
    """How many words of a run are quoted in neither text."""
    mine, theirs = (
        quoted[at : at + tile.length] for quoted, at in ((one.quoted, tile.at), (other.quoted, tile.other))
    )
    return sum(not (first or second) for first, second in zip(mine, theirs, strict=True))


def _is_foot(tile: Tile, size: int, other_size: int) -> bool:
    """Whether a run stands at the very end of both texts and is little of either, as an outlet's own lines do."""
    behind = size - tile.at - tile.length, other_size - tile.other - tile.length
    return max(behind) <= BEHIND and tile.length <= min(FOOT, size // 2, other_size // 2)


def _tile(one: Sequence[str], other: Sequence[str]) -> list[Tile]:
    """Runs of equal words of which no two overlap in either text, in the order of the first."""
    taken, other_taken = bytearray(len(one)), bytearray(len(other))
    tiles = []
    for run in sorted(_runs(one, other), key=lambda tile: (-tile.length, tile.at, tile.other)):
        for tile in _free(run, taken, other_taken):
            taken[tile.at : tile.at + tile.length] = b"\1" * tile.length
            other_taken[tile.other : tile.other + tile.length] = b"\1" * tile.length
            tiles.append(tile)
    return sorted(tiles, key=lambda tile: tile.at)


def _runs(one: Sequence[str], other: Sequence[str]) -> Iterator[Tile]:
    """All runs of equal words that cannot be made longer."""
    places: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for at in range(len(other) - SEED + 1):
        places[tuple(other[at : at + SEED])].append(at)
    for at in range(len(one) - SEED + 1):
        for there in places.get(tuple(one[at : at + SEED]), ())[:MOST_PLACES]:
            if at and there and one[at - 1] == other[there - 1]:
                continue
            length = SEED
            while (
                at + length < len(one)
                and there + length < len(other)
                and one[at + length] == other[there + length]
            ):
                length += 1
            yield Tile(at, there, length)


def _free(run: Tile, taken: bytearray, other_taken: bytearray) -> Iterator[Tile]:
    """The parts of a run whose words no longer run has taken in either text."""
    start = None
    for step in range(run.length + 1):
        is_free = step < run.length and not (taken[run.at + step] or other_taken[run.other + step])
        if is_free and start is None:
            start = step
        elif not is_free and start is not None:
            if step - start >= SEED:
                yield Tile(run.at + start, run.other + start, step - start)
            start = None


def _numbers(tiles: Sequence[Tile], one: Sequence[str], other: Sequence[str]) -> tuple[int, int]:
    """How many numbers in digits two texts have in common, and how many are others though they stand in one place.

    Where none stands in the place of another, the rest may be written in words («7», «سبعة») and is none of these.
    """
    kept, changed = _compared(one, other)
    is_replaced = False
    for tile, after in pairwise(tiles):
        own = one[tile.at + tile.length : after.at]
        theirs = other[tile.other + tile.length : after.other]
        if len(own) <= NUMBERED_GAP and len(theirs) <= NUMBERED_GAP:
            is_replaced = is_replaced or _compared(own, theirs)[1] > 0
    return kept, changed if is_replaced else 0


def _compared(one: Sequence[str], other: Sequence[str]) -> tuple[int, int]:
    """How many numbers in digits are in both, and how many of those of the one with fewer are not."""
    mine, theirs = Counter(_digits(one)), Counter(_digits(other))
    same = (mine & theirs).total()
    return same, min(mine.total(), theirs.total()) - same


def _digits(keys: Sequence[str]) -> list[str]:
    return [key for key in keys if key[:1].isdigit()]


def _joined(tiles: Sequence[Tile]) -> list[list[Tile]]:
    """Tiles that follow each other in both texts with a few other words between, as one."""
    runs: list[list[Tile]] = []
    for tile in tiles:
        last = runs[-1][-1] if runs else None
        if (
            last
            and tile.at - last.at - last.length <= GAP
            and 0 <= tile.other - last.other - last.length <= GAP
        ):
            runs[-1].append(tile)
        else:
            runs.append([tile])
    return runs


def _stretch(run: Sequence[Tile], one: Wording, other: Wording) -> Stretch:
    first, last = run[0], run[-1]
    return Stretch(
        one.starts[first.at],
        one.ends[last.at + last.length - 1],
        other.starts[first.other],
        other.ends[last.other + last.length - 1],
        sum(tile.length for tile in run),
    )
