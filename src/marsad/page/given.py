"""Articles that are given as JSON: one object each, in the shape of the record's article."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import msgspec

from marsad.errors import EmptyInput, InputError, UsageError
from marsad.page.visible_dates import find_visible_dates
from marsad.types import Article, Comments, Dropped, Image, RelatedLink, Site

_DAY = re.compile(r"(?P<y>[0-9X]{4})(?:-(?P<m>[0-9X]{2})(?:-(?P<d>[0-9X]{2}))?)?[?~%]?")
_TIME = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)[T ](?P<h>\d\d):?(?P<m>\d\d)(?::?(?P<s>\d\d)(?:[.,]\d+)?)?\s?(?P<zone>Z|[+-]\d\d(?::?\d\d)?)?"
)
_AMBIGUOUS = re.compile(r"\s*(\d{1,2})[/.\-](\d{1,2})[/.\-]\d{4}\b")
_SURROGATE = re.compile("[\ud800-\udfff]")
_WORDS = ("url", "section", "language", "modified", "fetched", "raw_sha256")


def read_given_article(fields: Mapping[str, Any], *, name: str, place: str = "") -> Article:
    """The article that a JSON object gives, its text unchanged character for character.

    `text` is needed; `id`, `title`, `published`, `url` and the other fields of the record's article are taken where
    they are of the right type. A whole record (`{"article": …}`) gives its article. A date that is none leaves a doubt.
    """
    inner = fields.get("article")
    if isinstance(inner, Mapping) and "text" not in fields:
        fields = inner
    doubts: list[str] = []
    text = _text(fields, name, place, doubts)
    published = _date(fields.get("published"), "published", doubts)
    words: dict[str, Any] = {key: _word(fields.get(key)) for key in _WORDS} | {
        "modified": _date(fields.get("modified"), "modified", doubts)
    }
    return Article(
        id=_identity(fields.get("id"), text),
        title=_mend(str(fields.get("title") or ""), "title", doubts),
        text=text,
        published=published,
        published_from=(_word(fields.get("published_from")) or "given") if published else None,
        authors=_names(fields.get("authors")),
        tags=_names(fields.get("tags")),
        sources=_names(fields.get("sources")),
        site=_convert(fields.get("site"), Site) or Site(),
        images=_convert(fields.get("images"), tuple[Image, ...]) or (),
        related=_convert(fields.get("related"), tuple[RelatedLink, ...]) or (),
        comments=_convert(fields.get("comments"), Comments) or Comments(),
        dropped=_convert(fields.get("dropped"), tuple[Dropped, ...]) or (),
        doubts=(*_names(fields.get("doubts")), *doubts),
        **words,
    )


def read_given_date(value: str) -> str:
    """A date as a person or a data set gives it, as EDTF.

    >>> read_given_date("2023-09-28"), read_given_date("28/09/2023 19:12"), read_given_date("٢٨ أيلول ٢٠٢٣")
    ('2023-09-28', '2023-09-28T19:12:00', '2023-09-28')

    What is no date, or none that exists, is refused with `UsageError`.
    """
    text = value.strip()
    if _is_edtf(text):
        return text
    if stamp := _TIME.fullmatch(text):
        return _stamp(stamp, value)
    found = find_visible_dates(text)
    if found and len(found) == 1:
        return found[0].value
    raise UsageError(f"«{value[:60]}»", "it is no date", remedy="write it as 2023-09-28 or in EDTF")


def _stamp(match: re.Match[str], value: str) -> str:
    zone = match["zone"] or ""
    if len(zone) > 1:
        zone = f"{zone[:3]}:{zone[-2:] if len(zone) > 3 else '00'}"
    text = f"{match['day']}T{match['h']}:{match['m']}:{match['s'] or '00'}{zone}"
    try:
        datetime.fromisoformat(text)
    except ValueError:
        raise UsageError(f"«{value[:60]}»", "there is no such day or time", remedy="mend the date") from None
    return text


def _is_edtf(text: str) -> bool:
    """Whether it is a date, or an interval of dates, whose parts exist."""
    ends = text.split("/")
    return (
        len(ends) <= 2
        and any(ends)
        and all((end in {"", ".."} and len(ends) == 2) or _is_day(end) for end in ends)
    )


def _is_day(text: str) -> bool:
    match = _DAY.fullmatch(text)
    if not match:
        return False
    year, month, day = (match[name] or "01" for name in "ymd")
    if "X" not in year + month + day:
        try:
            return bool(date(int(year), int(month), int(day)))
        except ValueError:
            return False
    return month <= "12" or "X" in month


def _date(value: Any, field: str, doubts: list[str]) -> str | None:
    if value is None or value == "":
        return None
    try:
        read = read_given_date(value) if isinstance(value, str) else None
    except UsageError:
        read = None
    if read is None:
        doubts.append(f"{field}: «{str(value)[:60]}» is no date and was left out")
    elif (numbers := _AMBIGUOUS.match(value)) and max(int(numbers[1]), int(numbers[2])) <= 12:
        doubts.append(f"{field}: «{value.strip()[:60]}» was read as day, month, year")
    return read


def _text(fields: Mapping[str, Any], name: str, place: str, doubts: list[str]) -> str:
    text = fields.get("text")
    if text is None:
        raise InputError(name, "the object has no «text»", place=place, remedy='give {"text": …} at least')
    if not isinstance(text, str):
        raise InputError(name, "its «text» is no string", place=place, remedy="give the text as one string")
    if not text.strip():
        if not str(fields.get("title") or "").strip():
            raise EmptyInput(name, "its «text» is empty", place=place, remedy="leave the line out")
        doubts.append("short_text: the text is empty, there is only a title")
    return _mend(text, "text", doubts)


def _mend(text: str, field: str, doubts: list[str]) -> str:
    """Half characters (lone surrogates) cannot be written in UTF-8: each becomes U+FFFD, so that offsets stay."""
    mended, count = _SURROGATE.subn("\ufffd", text)
    if count:
        doubts.append(f"encoding: {count} half characters in the {field} were replaced")
    return mended


def _identity(given: Any, text: str) -> str:
    if given is None or given == "" or isinstance(given, (dict, list)):
        return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"
    return _SURROGATE.sub("\ufffd", str(given))


def _word(value: Any) -> str | None:
    return _SURROGATE.sub("\ufffd", value) if isinstance(value, str) and value else None


def _names(value: Any) -> tuple[str, ...]:
    values = [value] if isinstance(value, str) else value if isinstance(value, list) else []
    return tuple(_SURROGATE.sub("\ufffd", one) for one in values if isinstance(one, str) and one)


def _convert(value: Any, kind: Any) -> Any:
    try:
        return msgspec.convert(value, kind) if value is not None else None
    except msgspec.ValidationError:
        return None
