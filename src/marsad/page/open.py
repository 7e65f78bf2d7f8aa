"""One input into its article: decoded, extracted or taken as it is, with its hash, language and doubts."""

from __future__ import annotations

import hashlib
import re

import msgspec

from marsad.errors import EmptyInput
from marsad.page.given import read_given_date
from marsad.page.language import detect_language, language_doubts
from marsad.page.sources import Input
from marsad.types import Article

_SURROGATE = re.compile("[\ud800-\udfff]")


class _Source(msgspec.Struct, frozen=True):
    """The text of an input with the hash of its bytes and what decoding mended."""

    text: str
    sha256: str
    doubts: tuple[str, ...] = ()


def read_page(source: Input) -> Article:
    """The article of an input: HTML extracted, a page's copied text cut, a plain or given text kept as it is.

    What the input gives (`id`, `title`, `published`, `url`) wins over what the page says. The language is that of
    the text, not what the page claims; one that is not Arabic leaves a doubt. Empty and binary inputs are refused.

    >>> from marsad.page.sources import input_of
    >>> read_page(input_of("وصل الوفد إلى عدن.")).text  # the delegation arrived in Aden
    'وصل الوفد إلى عدن.'
    """
    if source.article is not None:
        return _with_language(source.article)
    raw = _decode(source)
    identity = source.id or f"sha256:{source.raw_sha256 or raw.sha256}"
    if source.kind == "html":
        from marsad.page.extract import extract_article

        article = extract_article(raw.text, url=source.url, id=identity, fetched=source.fetched)
    else:
        from marsad.page.plain import read_plain

        article = read_plain(raw.text, id=identity, title=source.title)
    return _with_language(_with_given(article, source, raw))


def _decode(source: Input) -> _Source:
    if source.data is not None:
        from marsad.page.decode import decode_page

        decoded = decode_page(source.data, declared=source.declared, name=source.name)
        text, data, doubts = decoded.text, source.data, (*source.doubts, *decoded.doubts)
    else:
        text, count = _SURROGATE.subn("\ufffd", source.text or "")
        mended = (f"encoding: {count} half characters were replaced",) if count else ()
        data, doubts = text.encode("utf-8"), (*source.doubts, *mended)
    if not text.strip("\ufeff \t\r\n\x0b\x0c\u00a0\u200e\u200f"):
        raise EmptyInput(source.name, "there is nothing in it but blanks", remedy="save the page again")
    return _Source(text, hashlib.sha256(data).hexdigest(), doubts)


def _with_given(article: Article, source: Input, raw: _Source) -> Article:
    published = read_given_date(source.published) if source.published else None
    if published is None and article.published is None and source.hint:
        published = read_given_date(source.hint)
    return msgspec.structs.replace(
        article,
        url=source.url or article.url,
        title=article.title if source.title is None else source.title,
        published=published or article.published,
        published_from="given" if published else article.published_from,
        raw_sha256=source.raw_sha256 or raw.sha256,
        fetched=source.fetched,
        doubts=(*raw.doubts, *article.doubts),
    )


def _with_language(article: Article) -> Article:
    language = detect_language(article.text) or detect_language(article.title) or article.language
    known = [doubt for doubt in article.doubts if not doubt.startswith("not_arabic:")]
    return msgspec.structs.replace(article, language=language, doubts=(*known, *language_doubts(language)))
