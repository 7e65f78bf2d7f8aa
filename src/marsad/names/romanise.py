"""Latin spellings of Arabic names: the usual one where a list knows it, else letter by letter."""

from __future__ import annotations

from functools import cache

from marsad.matching import load_lexicon
from marsad.text import fold


def romanise(name: str) -> tuple[str, ...]:
    """The Latin spellings of a name, the likeliest first.

    >>> romanise("محمود")[0]  # a given name
    'Mahmoud'
    """
    words = [_word(word) for word in name.replace('"', " ").split()]
    return (" ".join(word for word in words if word),)


@cache
def _word(word: str) -> str:
    key = fold(word)
    for candidate in (key, key.removeprefix("ال")):
        for entry, _ in load_lexicon().senses(candidate):
            if entry.kind == "name_word":
                spelling = str(entry.get("en")).partition("|")[0]
                return (
                    spelling
                    if candidate == key or spelling.lower().startswith(("al", "el"))
                    else f"al-{spelling}"
                )
    if key.startswith("ال") and len(key) > 4:
        return f"al-{_letters(word[2:])}"
    return _letters(word)


def _letters(word: str) -> str:
    table = _table()
    spelled = [
        table[letter][1] or table[letter][0] if at == 0 else table[letter][0]
        for at, letter in enumerate(word)
        if letter in table
    ]
    return "".join(spelled).capitalize()


@cache
def _table() -> dict[str, tuple[str, str]]:
    rows = load_lexicon().table("romanised_letter")
    return {row.get("letter"): (row.get("latin") or "", row.get("first") or "") for row in rows}
