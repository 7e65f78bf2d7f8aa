"""The gender of a noun, as far as its form or the lexicon tells it."""

from __future__ import annotations

from functools import cache

from marsad.matching import load_lexicon
from marsad.text import fold
from marsad.types import Token

_TA = "ة"


def gender_of(token: Token) -> str:
    """`m`, `f`, or nothing where neither the lexicon (`noun_gender`) nor «ة» tells it: «الحكومة» is f, «القضاة» and «المجلس» m."""
    known = _known().get(token.fold)
    return known or ("f" if token.text.endswith(_TA) else "")


@cache
def _known() -> dict[str, str]:
    rows = load_lexicon().table("noun_gender")
    return {fold(word): row.fields["gender"] for row in rows for word in row.fields["words"]}
