"""Whom an article names as the source of its text: another outlet, or an agency by any of its names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache

import msgspec

from marsad.corpus.search.analysis import Word, keys_of, read_words
from marsad.matching.tables import load_table
from marsad.page.lexicon import load_credits
from marsad.types import Article

HEAD, TAIL = 400, 250
"""Characters at the head and the end of a text where a source is named: the date line and the last line."""
OPENING, CLOSING = ("(", "[", "«", '"', "“", "{"), (")", "]", "»", '"', "”", "}")
LINE = ("\n", "")
DASHES = ("-", "–", "—", "ـ", "/", ":", "،", "|", "*")
"""What parts an agency's name from the rest of a line («عمان - بترا -»); the name of a paper may be that of the town there."""
STOPS = (".", "..")


class Name(msgspec.Struct, frozen=True):
    """The words by which a source may be named; one whose words stand in any text must be set `apart` as a credit.

    An agency's may also stand between `dashes`.
    """

    words: tuple[str, ...]
    apart: bool = False
    dashes: bool = False


def names_outlet(article: Article, other: Article) -> str | None:
    """The words by which an article names the outlet of another one as its source.

    The by-line, the credit, the head and the end of the text are looked at; a name within the text counts only there.
    """
    own, known = outlet_names(article), outlet_names(other)
    if not known or known == own:
        return None
    for text in (*article.authors, *article.sources):
        for word in read_words(text):
            if word.keys.form in known:
                return text[word.start : word.end]
    names = tuple(_names_of(other))
    return _first(article, names)


def outlet_names(article: Article) -> frozenset[str]:
    """The words of an outlet's name that are its own.

    >>> from marsad.types import Site
    >>> sorted(outlet_names(Article(id="1", site=Site(name="وكالة أرخبيل للأنباء"))))  # Archipelago News Agency
    ['ارخبيل']
    """
    return frozenset(_own_words(article.site.name or ""))


def named_agency(article: Article) -> str | None:
    """The agency that an article credits: in its sources, at its head or at its end, as it names it.

    >>> named_agency(Article(id="1", text="عمان - بترا - افتتح الوزير المعرض."))  # Amman, Petra: the minister opened the fair
    'بترا'
    """
    return next(iter(article.sources), None) or _first(article, _agencies())


def _first(article: Article, names: Sequence[Name]) -> str | None:
    text = article.text
    return _find(text, 0, HEAD, names) or (
        _find(text, len(text) - TAIL, len(text), names) if len(text) > HEAD else None
    )


def _find(text: str, start: int, end: int, names: Sequence[Name]) -> str | None:
    """The first of some names that stands between two characters of a text, as a credit where it must."""
    start = max(start, 0)
    words = read_words(text[start:end])
    forms = tuple(word.keys.form for word in words)
    for at, form in enumerate(forms):
        for name in names:
            last = at + len(name.words)
            if form == name.words[0] and forms[at:last] == name.words:
                first, behind = start + words[at].start, start + words[last - 1].end
                if not name.apart or _is_apart(
                    text, first, behind, words[at - 1] if at else None, name.dashes
                ):
                    return text[first:behind]
    return None


def _is_apart(text: str, start: int, end: int, before: Word | None, dashes: bool) -> bool:
    """Whether words stand as a credit does: in brackets, alone on their line, behind «صحيفة»; or between dashes."""
    if before is not None and before.keys.form in _openers():
        return True
    left = text[:start].rstrip(" \t\u200f\xa0")[-1:]
    right = text[end:].lstrip(" \t\u200f\xa0")[:1]
    if (left in OPENING and right in CLOSING) or (left in LINE and right in LINE):
        return True
    return dashes and left in (*DASHES, *OPENING, *LINE) and right in (*DASHES, *STOPS, *CLOSING, *LINE)


def _names_of(article: Article) -> Iterator[Name]:
    """The names of an article's outlet: each word that is its own, all of them if they stand in any text; an agency's names."""
    site = article.site.name or ""
    own = _own_words(site)
    telling = [word for word in own if word not in _ordinary_words()]
    if telling:
        yield from (Name((word,)) for word in telling)
    elif own:
        yield Name(tuple(own), apart=True)
    for name, forms in _agency_forms().items():
        if any(_forms_in(site) == form for form in forms):
            yield from _agency_names()[name]


def _own_words(name: str) -> list[str]:
    words = (word.keys.form for word in read_words(name))
    return [word for word in words if word not in _common_words() and len(word) > 2]


@cache
def _agency_forms() -> dict[str, tuple[tuple[str, ...], ...]]:
    """The names of the agencies of the world, each as the words it is written in."""
    known = {one.name: list(one.forms) for one in load_credits().agencies if one.name not in _anybody()}
    for name, forms in load_table("corpus", "outlets")["agencies"].items():
        known.setdefault(name, []).extend(forms)
    return {name: tuple(dict.fromkeys(map(_forms_in, (name, *forms)))) for name, forms in known.items()}


@cache
def _agency_names() -> dict[str, tuple[Name, ...]]:
    return {
        name: tuple(Name(form, apart=True, dashes=True) for form in forms if form)
        for name, forms in _agency_forms().items()
    }


@cache
def _agencies() -> tuple[Name, ...]:
    """All names of agencies, the longest first, so that «وكالة الأنباء القطرية» is not told by a word of it."""
    names = (name for names in _agency_names().values() for name in names)
    return tuple(sorted(names, key=lambda one: -len(one.words)))


def _forms_in(text: str) -> tuple[str, ...]:
    return tuple(word.keys.form for word in read_words(text))


@cache
def _common_words() -> frozenset[str]:
    return _all_forms(load_table("corpus", "outlet_words").values())


@cache
def _ordinary_words() -> frozenset[str]:
    return _all_forms(load_table("corpus", "outlets")["ordinary"].values())


@cache
def _openers() -> frozenset[str]:
    return _all_forms([load_table("corpus", "outlets")["openers"]])


@cache
def _anybody() -> frozenset[str]:
    return frozenset(load_table("corpus", "outlets")["anybody"])


def _all_forms(lines: Iterable[str]) -> frozenset[str]:
    return frozenset(keys_of(word).form for words in lines for word in words.split())
