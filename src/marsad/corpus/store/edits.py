"""What an edit may say: fields of annotated articles (docs/annotation.md), with values that a record can hold."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from marsad.errors import UsageError
from marsad.matching import load_lexicon
from marsad.times.edtf import is_edtf
from marsad.types import ENTITY_KINDS, STATUSES, Article, Record

MODES = ("direct", "indirect", "mixed")
Check = Callable[[Article, Any], str | None]
"""What is wrong with a value for an article, or `None`."""


def event_types() -> tuple[str, ...]:
    """The types an event can have, in the order of the lexicon: PLOVER's sixteen and three more."""
    return tuple(entry.id for entry in load_lexicon().table("event_type"))


def check_edit(record: Record, kind: str, value: Any) -> None:
    """Raises `UsageError` unless an edit names fields of its kind and gives each a value that the record can hold.

    Whatever is given as words of the article has to stand in it letter by letter.
    """
    known = EDITABLE.get(kind, {})
    if not (isinstance(value, dict) and value and known.keys() >= value.keys()):
        fields = ", ".join(sorted(known)) or "nothing"
        raise UsageError("value", f"of a {kind} one can edit {fields}", remedy='write {"field": value}')
    for field, said in value.items():
        if problem := known[field](record.article, said):
            raise UsageError(f"{kind}.{field}", problem, remedy="see docs/annotation.md")


def _words(article: Article, said: Any) -> str | None:
    """Words of the article, letter by letter."""
    if not isinstance(said, str) or not said.strip():
        return "it has to be words of the article"
    return None if any(said in text for text in _texts(article)) else f"«{said[:80]}» is not in the article"


def _words_or_none(article: Article, said: Any) -> str | None:
    return None if said == "" else _words(article, said)


def _all_words(article: Article, said: Any) -> str | None:
    if not isinstance(said, list):
        return "it has to be a list"
    return next((problem for one in said if (problem := _words(article, one))), None)


def _some_words(article: Article, said: Any) -> str | None:
    return _all_words(article, said) if said else "it has to be a list with something in it"


def _triggers(article: Article, said: Any) -> str | None:
    """Pairs of a word and which of its places in the text is meant."""
    if not isinstance(said, list) or not said:
        return 'it has to be a list such as [["زار", 1]]'
    for one in said:
        match one:
            case [str(word), int(place)] if word and 0 <= place <= article.text.count(word):
                continue
        return f"{one!r} is not a word of the text and which of its places is meant"
    return None


def _place(article: Article, said: Any) -> str | None:
    plain = isinstance(said, int) and not isinstance(said, bool) and said >= 0
    return None if plain else "it has to say which of the places in the text is meant, from 1"


def _places(article: Article, said: Any) -> str | None:
    if not isinstance(said, list):
        return "it has to be a list of numbers"
    return next((problem for one in said if (problem := _place(article, one))), None)


def _name(article: Article, said: Any) -> str | None:
    return None if isinstance(said, str) and said.strip() else "it has to be a name"


def _string(article: Article, said: Any) -> str | None:
    return None if isinstance(said, str) else "it has to be a string"


def _date(article: Article, said: Any) -> str | None:
    good = isinstance(said, str) and (said == "" or is_edtf(said))
    return (
        None if good else f"«{str(said)[:80]}» is no date of EDTF, such as 2023-09-17, 2023-09 or XXXX-09-17"
    )


def _flag(article: Article, said: Any) -> str | None:
    return None if isinstance(said, bool) else "it has to be true or false"


def _one_of(list_known: Callable[[], tuple[str, ...]]) -> Check:
    def check(article: Article, said: Any) -> str | None:
        known = list_known()
        return None if said in known else f"«{str(said)[:80]}» is not one of: {', '.join(known)}"

    return check


def _texts(article: Article) -> Iterator[str]:
    yield article.text
    yield article.title
    yield from (image.caption for image in article.images if image.caption)


EDITABLE: Mapping[str, Mapping[str, Check]] = {
    "entity": {
        "kind": _one_of(lambda: ENTITY_KINDS),
        "name": _name,
        "forms": _some_words,
        "roles": _all_words,
        "en": _string,
    },
    "date": {"text": _words, "n": _place, "edtf": _date},
    "attribution": {
        "content": _words,
        "cue": _words_or_none,
        "sources": _all_words,
        "implicit": _flag,
        "mode": _one_of(lambda: MODES),
    },
    "event": {
        "triggers": _triggers,
        "type": _one_of(event_types),
        "actors": _all_words,
        "recipients": _all_words,
        "place": _words_or_none,
        "date": _date,
        "status": _one_of(lambda: STATUSES),
        "said_by": _places,
    },
}
"""The fields of annotated articles by kind of fact, each with what its value has to be."""

__all__ = ["EDITABLE", "ENTITY_KINDS", "MODES", "STATUSES", "check_edit", "event_types"]
