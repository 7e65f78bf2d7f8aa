"""Lines of mixed direction for a terminal: strings isolated, words wrapped by the columns they take."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

ISOLATE, POP = "\u2068", "\u2069"
_CONTROLS = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C])


def isolate(text: str) -> str:
    """A string as one unit of its own direction, on one line, its own direction controls taken out.

    >>> isolate("قال\\n الوزير") == "\\u2068قال الوزير\\u2069"  # the minister said
    True
    """
    return f"{ISOLATE}{plain(text)}{POP}" if text else ""


def columns(text: str) -> int:
    """How many columns of a terminal a string takes: vowel signs and controls none, wide letters two."""
    taken = 0
    for char in text:
        if unicodedata.category(char) not in {"Mn", "Me", "Cf", "Cc"}:
            taken += 2 if unicodedata.east_asian_width(char) in "WF" else 1
    return taken


def wrap(text: str, width: int, indent: str = "") -> Iterator[str]:
    """The lines of a text of one direction, broken between words, each isolated; a longer word keeps its line."""
    line: list[str] = []
    room = width - len(indent)
    taken = 0
    for word in plain(text).split():
        needed = columns(word) + bool(line)
        if line and taken + needed > room:
            yield indent + ISOLATE + " ".join(line) + POP
            line, taken, needed = [], 0, columns(word)
        line.append(word)
        taken += needed
    if line:
        yield indent + ISOLATE + " ".join(line) + POP


def join(parts: Iterable[str], separator: str, width: int, indent: str = "") -> Iterator[str]:
    """Parts of any direction joined into lines, broken after a separator; lines after the first are indented."""
    line = ""
    for part in parts:
        longer = f"{line}{separator}{part}" if line else part
        if line and columns(longer) > width:
            yield f"{line}{separator}".rstrip()
            longer = indent + part
        line = longer
    if line:
        yield line


def plain(text: str) -> str:
    """A string on one line without direction controls and what cannot be printed: it cannot reorder what stands beside it."""
    return " ".join("".join(c for c in text.translate(_CONTROLS) if c.isprintable() or c.isspace()).split())


__all__ = ["ISOLATE", "POP", "columns", "isolate", "join", "plain", "wrap"]
