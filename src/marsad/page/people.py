"""Who wrote the article and which agencies supplied it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

import msgspec

from marsad.page.head import Head
from marsad.page.lexicon import any_of, load_credits
from marsad.page.linked import Linked
from marsad.page.page_data import fold_phrase
from marsad.page.phrases import bare_words, fold_line, match_phrase

_LETTER = "[a-z\u0620-\u064a]"
_SPLIT = re.compile(r"\s*(?:[،,؛;/|+&•(]|\s[-–—]\s|\s+(?:and|و)\s+)\s*")
_DATELINE = re.compile(r"([^\W\d_]+(?:\s[^\W\d_]+){0,3})\s*[-–—/|]\s*([^\W\d_]+(?:\s[^\W\d_]+){0,3})")
_EDGES = " \t:،,.|•·-–—ـ/()[]«»\"'*…@"
_HANDLE = re.compile(r"@|https?:|www\.|\d{3,}")
_LONGEST_NAME = 60


class Credited(msgspec.Struct, frozen=True):
    """The people and the agencies that a line or a page credits."""

    authors: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


def is_own(name: str, names: Iterable[str]) -> bool:
    """Whether a credited name is that of the site itself."""
    return _is_own(name, {key for one in names if (key := _bare(one))})


@cache
def _agencies() -> dict[str, str]:
    found: dict[str, str] = {}
    for agency in load_credits().agencies:
        for form in (agency.name, *agency.forms):
            found.setdefault(_bare(form), agency.name)
    return found


@cache
def _byline() -> re.Pattern[str]:
    names = [form for one in load_credits().bylines if one.names for form in one.forms]
    other = [form for one in load_credits().bylines if not one.names for form in one.forms]
    mark = r"\s*[:/\-–—|.•,،]+\s*"
    return re.compile(rf"\W*(?:(?:{any_of(names)})(?:{mark}|\s+)|(?:{any_of(other)})\s*[:/]\s*)(?={_LETTER})")


@cache
def _source_label() -> re.Pattern[str]:
    return re.compile(rf"\W*(?:{any_of(load_credits().sources['forms'])})\s*[:\-–—/|]*\s*")


def _bare(text: str) -> str:
    return re.sub(r"[\s.()\[\]\-_/]+", "", fold_phrase(text))


def name_agency(text: str) -> str | None:
    """The agency that a credit names, as it is usually written; `None` when it is none.

    >>> name_agency("(أ. ف. ب)"), name_agency("Reuters"), name_agency("محمد")
    ('أ ف ب', 'رويترز', None)
    """
    return _agencies().get(_bare(text)) if len(text) <= 60 else None


def read_byline(text: str) -> Credited | None:
    """The people and agencies of a byline such as «كتبت: سلمى حداد»; `None` when the line is none.

    >>> read_byline("كتبت: سلمى حداد").authors, read_byline("الخرطوم - رويترز").sources  # "written by"; place, agency
    (('سلمى حداد',), ('رويترز',))
    >>> read_byline("كتب الوزير في رسالته إلى البرلمان أن الموازنة جاهزة") is None  # a sentence
    True
    """
    if len(text) > 110:
        return None
    folded = fold_line(text)
    opened = _byline().match(folded)
    if opened and len(folded) == len(text):
        rest = text[opened.end() :].strip(_EDGES)
        if not _names_people(rest):
            return None
        return split_credit(rest)
    parts = _parts(text)
    if any(name_agency(part) for part in parts) and all(len(part.split()) <= 3 for part in parts):
        return Credited(sources=tuple(dict.fromkeys(name for part in parts if (name := name_agency(part)))))
    return None


def read_dateline(text: str) -> Credited | None:
    """The person of a line of place and name before a text; `None` when it is none.

    >>> read_dateline("الخرطوم - سلمى حداد").authors, read_dateline("سلمى حداد / الخرطوم").authors
    (('سلمى حداد',), ('سلمى حداد',))
    """
    match = _DATELINE.fullmatch(text.strip()) if len(text) <= _LONGEST_NAME else None
    names = [part for part in match.groups() if " " in part and not name_agency(part)] if match else []
    return Credited(authors=(names[-1],)) if names else None


def _names_people(rest: str) -> bool:
    """Whether what follows «كتب» is names: few words, none of them clearly running text."""
    return (
        0 < len(rest) <= _LONGEST_NAME
        and all(len(part.split()) <= 5 for part in _parts(rest))
        and "." not in rest[:-1]
    )


def _parts(text: str) -> list[str]:
    return [part.strip(_EDGES) for part in _SPLIT.split(text.strip(_EDGES)) if part.strip(_EDGES)]


def split_credit(text: str) -> Credited:
    """The people and the agencies of a credit, told apart by the list of agencies."""
    authors, sources = [], []
    for part in _parts(text):
        if agency := name_agency(part):
            sources.append(agency)
        elif len(part) <= _LONGEST_NAME and not _HANDLE.search(part):
            authors.append(part)
    return Credited(tuple(dict.fromkeys(authors)), tuple(dict.fromkeys(sources)))


def read_source_line(text: str) -> tuple[str, ...]:
    """The agencies and media that a line «المصدر: وكالات» names, as printed where they are not agencies.

    >>> read_source_line("المصدر: رويترز + الجزيرة نت")
    ('رويترز', 'الجزيرة نت')
    """
    folded = fold_line(text)
    label = _source_label().match(folded)
    rest = text[label.end() :] if label and len(folded) == len(text) else text
    return tuple(
        dict.fromkeys(name_agency(part) or part for part in _parts(rest) if bare_words(fold_line(part)))
    )[:6]


def credit_page(head: Head, linked: Linked, bylines: Iterable[str], names: Iterable[str]) -> Credited:
    """The people and agencies credited by metadata, else by the bylines printed in the page.

    `names` are those of the site: an outlet is neither author nor source of its own article.
    """
    own = {key for name in names if (key := _bare(name))}
    authors: list[str] = []
    sources: list[str] = []
    claims = [person.name for person in linked.authors] or head.authors()
    organisations = {person.name for person in linked.authors if person.organisation}
    for claim in claims:
        credited = _without_places(split_credit(_unlabelled(claim)), own)
        sources += credited.sources
        if claim not in organisations:
            authors += credited.authors
    for line in (one for one in bylines if not match_phrase(one) and not _is_label(one)):
        credited = read_byline(line) or read_dateline(line) or split_credit(_unlabelled(line))
        sources += credited.sources
        if not [one for one in authors if not _is_own(one, own)]:
            authors += credited.authors
    kept = [one for one in dict.fromkeys(authors) if not _is_own(one, own) and _is_name(one)]
    # Beside a full name a single word is the place of the dateline.
    kept = [one for one in kept if " " in one] or kept
    return Credited(tuple(kept), tuple(one for one in dict.fromkeys(sources) if _bare(one) not in own))


def _without_places(credited: Credited, own: set[str]) -> Credited:
    """The credit without the place of a dateline: «أبوظبي - البيان» names nobody."""
    outlets = credited.sources or any(_is_own(name, own) for name in credited.authors)
    return (
        Credited(tuple(name for name in credited.authors if " " in name), credited.sources)
        if outlets
        else credited
    )


@cache
def _labels() -> frozenset[str]:
    return frozenset(_bare(form) for one in load_credits().bylines for form in one.forms)


def _is_label(line: str) -> bool:
    return len(line) < 30 and _bare(line).strip(":،,") in _labels()


def _unlabelled(text: str) -> str:
    folded = fold_line(text)
    opened = _byline().match(folded)
    return text[opened.end() :] if opened and len(folded) == len(text) else text


def _is_own(name: str, own: set[str]) -> bool:
    key = _bare(name)
    return any(one == key or (len(one) > 3 and one in key) or (len(key) > 3 and key in one) for one in own)


def _is_name(text: str) -> bool:
    words = text.split()
    return (
        1 <= len(words) <= 6
        and text.lower() not in ("admin", "editor", "administrator")
        and bool(bare_words(fold_line(text)))
    )
