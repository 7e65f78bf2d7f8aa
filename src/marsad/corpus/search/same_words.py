"""Words that are searched alike though their letters differ: the spelling of another country's press, numbers in figures and in words.

Singulars and their broken plurals are not among them: with 140 of those (مدرسة, مدارس: school, schools) known items were found no better
by words and meaning, whose order sees the root, and two thousandths worse by words alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from marsad.matching.tables import load_table

FIELD = "same_words"
_KEY = 3
"""Letters by which openings are looked up; none is shorter."""


def usual_form(form: str) -> str:
    """A folded form without particles in the spelling that all spellings of it share; a number in words as its figure.

    >>> usual_form("اميركيه"), usual_form("ثلاثه"), usual_form("وزير")  # "American", "three", "minister"
    ('امريكيه', '3', 'وزير')
    """
    number = _numerals().get(form)
    if number is not None:
        return number
    for opening, usual in _openings().get(form[:_KEY], ()):
        if form.startswith(opening):
            return usual + form[len(opening) :]
    return form


def respelt(forms: Sequence[str]) -> Iterator[int]:
    """Where in a long list the forms stand that have another usual one."""
    starts = {word[:_KEY] for word in _numerals()} | _openings().keys()
    maybe = (at for at, form in enumerate(forms) if form[:_KEY] in starts)
    return (at for at in maybe if usual_form(forms[at]) != forms[at])


@cache
def _numerals() -> dict[str, str]:
    table = load_table("search", FIELD)["numerals"]
    return {word: str(number) for number, words in table.items() for word in words.split()}


@cache
def _openings() -> dict[str, tuple[tuple[str, str], ...]]:
    """Openings of other spellings with the usual one, by their first letters."""
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for usual, others in load_table("search", FIELD)["spellings"].items():
        for other in others.split():
            found[other[:_KEY]] = (*found.get(other[:_KEY], ()), (other, usual))
    return found
