"""How the value of a date was reached, for people: the words, what each is, and what they were reckoned from."""

from __future__ import annotations

from collections.abc import Iterator

from marsad.matching import Lexicon, Match, find_matches
from marsad.text import read_part
from marsad.times.labels import label_part
from marsad.types import DateExpression

_SHOWN = ("value", "unit", "edge", "half", "calendar", "month", "day")


def explain_date(date: DateExpression, published: str | None, lexicon: Lexicon) -> tuple[str, ...]:
    """The steps from an expression to its value, a line each: the rule, the words, the reference, the value.

    >>> import marsad
    >>> from marsad.matching import load_lexicon
    >>> (date,) = marsad.find_dates("وصل الثلاثاء الماضي", published="2023-09-28")  # he came last Tuesday
    >>> print(*explain_date(date, "2023-09-28", load_lexicon()), sep="\\n")
    date.weekday: الثلاثاء الماضي
    «الثلاثاء» weekday value 1
    «الماضي» time_shift value -1
    reckoned from the day of publication, 2023-09-28
    2023-09-26
    """
    gloss = next((row.get("gloss") for row in lexicon.table("date_rule") if row.id == date.rule), "")
    return (
        f"{date.rule}: {gloss}",
        *_words(date.exact, lexicon),
        _reference(date, published),
        date.edtf or date.duration or "no value on the calendar",
    )


def _words(text: str, lexicon: Lexicon) -> Iterator[str]:
    part = read_part(text)
    labels = label_part(part, find_matches(part, lexicon))
    for at, token in enumerate(part.tokens):
        word = labels.words.get(at) if labels else None
        if word is not None:
            yield f"«{part.text[word.start : word.end]}» {_meaning(word)}"
        elif token.kind == "number":
            yield f"«{token.text}» number"


def _meaning(word: Match) -> str:
    fields = word.entry.fields
    told = [f"{name} {fields[name]}" for name in _SHOWN if fields.get(name) is not None]
    return " ".join([word.entry.kind, *told])


def _reference(date: DateExpression, published: str | None) -> str:
    if date.from_ == "explicit":
        return "as written"
    if date.from_ == "context":
        return "reckoned from the date named before"
    if published is None:
        return "the day of publication is not known"
    return f"reckoned from the day of publication, {published}"
