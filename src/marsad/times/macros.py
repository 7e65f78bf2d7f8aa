"""Pieces of pattern that rules share: `{MONTH}` in a pattern is what the lexicon says under that name."""

from __future__ import annotations

import re
from functools import cache

from marsad.matching import Lexicon

_MACRO = re.compile(r"\{([A-Z]+)\}")


@cache
def _macros(lexicon: Lexicon) -> dict[str, str]:
    return {row.id: row.get("pattern") for row in lexicon.table("date_macro")}


def expand(lexicon: Lexicon, pattern: str) -> str:
    """The pattern with every `{NAME}` replaced."""
    macros = _macros(lexicon)
    while _MACRO.search(pattern):
        pattern = _MACRO.sub(lambda found: macros[found[1]], pattern)
    return pattern
