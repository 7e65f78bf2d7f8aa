"""Who wrote the article and which agencies supplied it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

import msgspec

from marsad.matching.lookup import kinds_of
from marsad.page.head import Head
from marsad.page.lexicon import any_of, load_credits
from marsad.page.linked import Linked
from marsad.page.page_data import fold_phrase
from marsad.page.phrases import bare_words, fold_line, match_phrase

_LETTER = "[a-z\u0620-\u064a]"
_SPLIT = re.compile(r"\s*(?:[،,؛;/|+&•(:]|\s[-–—ـ]+\s|\s+(?:and|و)\s+)\s*")
_NAMES = r"([^\W\d_ـ]+(?:\s[^\W\d_ـ]+){0,3})"
_DATELINE = re.compile(rf"{_NAMES}\s*[-–—/|]\s*{_NAMES}")
_MARKED_DATELINE = re.compile(rf"{_NAMES}\s*[:ـ]+\s*{_NAMES}")
_EDGES = " \t:،,.|•·-–—ـ/()[]«»\"'*…@"
_HANDLE = re.compile(r"@|https?:|www\.|\d{3,}")
_LONGEST_NAME = 60


class Credited(msgspec.Struct, frozen=True):
    """The people, the desks («هيئة التحرير») and the agencies that a line or a page credits."""

    authors: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    desks: tuple[str, ...] = ()


def is_own(name: str, names: Iterable[str]) -> bool:
    """Whether a credited name is that of the site itself."""
    return _is_own(name, own_keys(names))


def own_keys(names: Iterable[str]) -> frozenset[str]:
    """The names of a site as they are compared."""
    return frozenset(key for one in names if (key := outlet_key(one)))


def outlet_key(name: str) -> str:
    """The name of a medium as it is compared: without «جريدة», «وكالة» and the like before it and «للأنباء» behind it.

    >>> outlet_key("وكالة أرخبيل للأنباء") == outlet_key("أرخبيل")
    True
    """
    folded = fold_line(name)
    opened = _outlets().match(folded)
    bare = folded[opened.end() :] if opened else folded
    return _bare(bare.removesuffix(" للانباء")) or _bare(name)


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

    >>> read_dateline("الخرطوم - سلمى حداد").authors, read_dateline("دبي: محمد العلي").authors
    (('سلمى حداد',), ('محمد العلي',))
    >>> read_dateline("ليبيا: هجوم مسلح") is None  # Libya: an armed attack
    True
    """
    line = text.strip()
    if len(line) > _LONGEST_NAME:
        return None
    if match := _DATELINE.fullmatch(line):
        names = [
            part for part in match.groups() if " " in part and not name_agency(part) and not is_place(part)
        ]
        return Credited(authors=(names[-1],)) if names else None
    match = _MARKED_DATELINE.fullmatch(line)
    # A headline may begin «ليبيا: …» too: what stands behind the mark must begin like a person's name.
    if match and is_place(match[1]) and " " in match[2] and _is_given(match[2]):
        return Credited(authors=(match[2],))
    return None


def is_place(text: str) -> bool:
    """Whether a text is the name of a place or country and nothing else.

    >>> is_place("رأس الخيمة"), is_place("سلمى حداد")
    (True, False)
    """
    return not kinds_of(text).isdisjoint(("place", "country"))


def _is_given(text: str) -> bool:
    """Whether a text begins with a word that people bear as a name."""
    return not kinds_of(text.split()[0]).isdisjoint(("name_word", "name_particle"))


def _names_people(rest: str) -> bool:
    """Whether what follows «كتب» is names: few words, none of them clearly running text."""
    return (
        0 < len(rest) <= _LONGEST_NAME
        and all(len(part.split()) <= 5 for part in _parts(rest))
        and "." not in rest[:-1]
    )


def _parts(text: str) -> list[str]:
    return [part.strip(_EDGES) for part in _SPLIT.split(text.strip(_EDGES)) if part.strip(_EDGES)]


def split_credit(
    text: str, own: frozenset[str] = frozenset(), called: frozenset[str] = frozenset()
) -> Credited:
    """The people, desks and agencies of a credit, told apart by the lists of agencies, desks, places and names.

    `own` are the keys of the site's own names, which credit nobody; `called` those the article itself calls agencies.

    >>> split_credit("بنغازي (ليبيا) - أرخبيل").sources  # place, country, an agency on no list
    ('أرخبيل',)
    >>> split_credit("عمان - ليلى نصار ومحمد عيد"), split_credit("هيئة التحرير").desks
    (Credited(authors=('ليلى نصار', 'محمد عيد'), sources=(), desks=()), ('هيئة التحرير',))
    """
    told = [(part, _role(part, own, called)) for whole in _parts(text) for part in _joined(whole, own)]
    people = [part for part, role in told if role == "person"]
    sources = [name_agency(part) or part for part, role in told if role == "agency"]
    loners = [part for part, role in told if role == "loner"]
    if len(told) == 1:
        people += loners
    elif not people and not sources:
        sources += loners[-1:]  # the last single word of a dateline is who sent it
    desks = [part for part, role in told if role == "desk"]
    return Credited(_once(people), _once(sources), _once(desks))


def _once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


def _joined(part: str, own: frozenset[str]) -> list[str]:
    """The names that «و» joins in a part: «أرخبيل والدرور», «سلمى حداد وأحمد سالم»."""
    words = part.split()
    for at in range(1, len(words)):
        if not words[at].startswith("و") or len(words[at]) < 3:
            continue
        other = " ".join((words[at][1:], *words[at + 1 :]))
        credited = name_agency(other) or _is_own(other, own) or _is_desk(other)
        if credited or (at > 1 and _is_given(other) and not _is_given(words[at])):
            return [" ".join(words[:at]), *_joined(other, own)]
    return [part]


def _role(part: str, own: frozenset[str], called: frozenset[str]) -> str:
    """What a part of a credit is: ``agency``, ``desk``, ``person``, ``loner`` (one word on no list), ``""`` for none."""
    if name_agency(part) or _bare(part) in called:
        return "agency"
    if _is_own(part, own) or _is_label(part) or len(part) > _LONGEST_NAME or _HANDLE.search(part):
        return ""
    if _is_desk(part):
        return "desk"
    if is_place(part):
        return ""
    if "organization" in kinds_of(part):
        return "agency"
    return "person" if " " in part or _is_given(part) else "loner"


def opens_outlet(text: str) -> bool:
    """Whether a name begins with a word for a medium: «جريدة …», «راديو …», «وكالة …»."""
    return _outlets().match(fold_line(text)) is not None


@cache
def _outlets() -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of(load_credits().outlets['opens'])})\s")


@cache
def _desks() -> tuple[frozenset[str], re.Pattern[str]]:
    desks = load_credits().desks
    return frozenset(map(_bare, desks["whole"])), re.compile(rf"(?:{any_of(desks['opens'])})\s")


def _is_desk(text: str) -> bool:
    whole, opens = _desks()
    return _bare(text) in whole or opens.match(fold_line(text)) is not None


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


def credit_page(
    head: Head, linked: Linked, bylines: Iterable[str], names: Iterable[str], text: str = ""
) -> Credited:
    """The people, else the desks, and the agencies credited by metadata, else by the bylines printed in the page.

    `names` are those of the site: an outlet is neither author nor source of its own article. `text` is the article: what it
    calls an agency («وكالة أرخبيل») is one in the credit too.
    """
    own, called = own_keys(names), called_agencies(text)
    claims = [person.name for person in linked.authors] or head.authors()
    organisations = {person.name for person in linked.authors if person.organisation}
    lines = [one for one in bylines if not match_phrase(one) and not _is_label(one)]
    found = [split_credit(_unlabelled(one), own, called) for one in claims]
    people = [
        name
        for one, credited in zip(claims, found, strict=True)
        if one not in organisations
        for name in credited.authors
    ]
    for line in lines:
        found.append(split_credit(_unlabelled(line), own, called))
        people = people or [*found[-1].authors]
    kept = [one for one in dict.fromkeys(people) if _is_name(one)]
    # Beside a full name a single word is the place of the dateline.
    kept = [one for one in kept if " " in one] or kept
    desks = [desk for credited in found for desk in credited.desks]
    sources = (name for credited in found for name in credited.sources if _bare(name) not in own)
    return Credited(tuple(kept) or _once(desks), _once(sources))


_CALLED = re.compile(r"(?<![\u0620-\u064a])[وف]?[بل]?وكال[هة] ([\u0620-\u064a]{3,})")


def called_agencies(text: str) -> frozenset[str]:
    """The keys of single words that a text calls a news agency."""
    return frozenset(_bare(match[1]) for match in _CALLED.finditer(text))


@cache
def _labels() -> frozenset[str]:
    return frozenset(_bare(form) for one in load_credits().bylines for form in one.forms)


def _is_label(line: str) -> bool:
    return len(line) < 30 and _bare(line).strip(":،,") in _labels()


def _unlabelled(text: str) -> str:
    folded = fold_line(text)
    opened = _byline().match(folded)
    return text[opened.end() :] if opened and len(folded) == len(text) else text


def _is_own(name: str, own: Iterable[str]) -> bool:
    key = _bare(name)
    return any(one == key or (len(one) > 3 and one in key) or (len(key) > 3 and key in one) for one in own)


def _is_name(text: str) -> bool:
    words = text.split()
    return (
        1 <= len(words) <= 6
        and text.lower() not in ("admin", "editor", "administrator")
        and bool(bare_words(fold_line(text)))
    )
