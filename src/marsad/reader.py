"""The reader: the one place that knows in which order an article becomes a record."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime

import msgspec

from marsad.errors import UsageError
from marsad.matching import Scan, load_lexicon, scan_document
from marsad.text import read_document
from marsad.types import Article, DateExpression, Flag, Record, Run
from marsad.version import __version__

FAST, ACCURATE = "fast", "accurate"
"""The tiers: lists, rules and the light tagger; the same with the transformer."""
READ_CHARACTERS = 100_000
"""How much of a text is read for facts: more than the longest live blogs have; time must stay bounded."""


def read(
    page_or_text: str | bytes,
    *,
    title: str | None = None,
    published: str | None = None,
    url: str | None = None,
    tier: str | None = None,
) -> Record:
    """The record of a page (HTML as bytes or text, or what a browser's "select all" gives) or of a plain text.

    A plain text is kept character for character. What is given (`title`, `published`, `url`) wins over what the
    page says; `published` is an EDTF date such as ``2023-09-28``. `tier` is ``accurate`` (the default where its model is
    installed) or ``fast``.

    >>> record = read("وصل الوزير أمس إلى تونس.", published="2023-09-28")  # The minister arrived in Tunis yesterday.
    >>> record.dates[0].exact, record.dates[0].edtf
    ('أمس', '2023-09-27')
    """
    return read_article(_article(page_or_text, title=title, published=published, url=url), tier=tier)


def _article(page: str | bytes, *, title: str | None, published: str | None, url: str | None) -> Article:
    from marsad.page.open import read_page
    from marsad.page.sources import input_of

    return read_page(input_of(page, title=title, published=published, url=url))


def given_article(
    text: str,
    *,
    title: str = "",
    published: str | None = None,
    url: str | None = None,
    ident: str | None = None,
) -> Article:
    """An article whose text was given as it is; its id is the hash of the text when none is given."""
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return Article(
        id=ident or f"sha256:{digest}",
        url=url,
        title=title,
        published=published,
        published_from="given" if published else None,
        text=text,
    )


def default_tier() -> str:
    """The tier that is used when none is asked for: the accurate one where its model is installed."""
    from marsad.names.encoder import has_encoder

    return ACCURATE if has_encoder() else FAST


def read_article(article: Article, *, tier: str | None = None) -> Record:
    """The record of an article: its names, dates, attributions and events, each tied to its characters.

    `tier` is ``accurate`` or ``fast``; without it the accurate one is taken where its model is installed. Raises
    `UsageError` for another word, `ModelError` where the model asked for cannot be loaded.
    """
    from marsad.events import find_events
    from marsad.names import find_names
    from marsad.names.encoder import NOTHING, load_encoder
    from marsad.names.offices import read_offices
    from marsad.speech import find_attributions
    from marsad.times import day_of_writing, doubt_weekdays, read_dates

    tier = tier or default_tier()
    if tier not in (FAST, ACCURATE):
        raise UsageError("tier", f"{tier!r} is not one of: {FAST}, {ACCURATE}", remedy="leave it out")
    lexicon = load_lexicon()
    scan = scan_document(read_document(_readable(article)), lexicon)
    told = load_encoder().tell(scan.document.parts) if tier == ACCURATE else NOTHING
    names = find_names(scan, told.tags)
    dates = read_dates(scan, day_of_writing(scan, article.published, article.modified))
    held = msgspec.structs.replace(names, phrases=read_offices(scan.document.parts, names).phrases)
    attributions = find_attributions(scan, held, dates)
    events = find_events(scan, names, dates, attributions, article.published, told)
    return Record(
        marsad=__version__,
        run=Run(model=tier, lexicon=lexicon.digest, at=_now()),
        article=article,
        entities=names.entities,
        mentions=names.mentions,
        dates=dates,
        attributions=attributions,
        events=events,
        flags=(
            *_page_doubts(article),
            *_length_doubt(article),
            *_date_doubts(dates),
            *doubt_weekdays(scan, dates, article.published, article.modified),
            *_proposals(scan, article),
        ),
    )


def _readable(article: Article) -> Article:
    """The article with as much of its text as is read for facts; the record keeps the whole text."""
    if len(article.text) <= READ_CHARACTERS:
        return article
    return msgspec.structs.replace(article, text=article.text[:READ_CHARACTERS])


def _length_doubt(article: Article) -> Iterator[Flag]:
    if len(article.text) > READ_CHARACTERS:
        note = f"facts were read in the first {READ_CHARACTERS:,} of {len(article.text):,} characters"
        yield Flag(start=READ_CHARACTERS, end=READ_CHARACTERS, exact="", flag="too_long", note=note)


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _page_doubts(article: Article) -> Iterator[Flag]:
    """The doubts of the page reader as flags at the head of the text; each is written ``flag: note``."""
    for doubt in article.doubts:
        flag, _, note = doubt.partition(": ")
        yield Flag(start=0, end=0, exact="", flag=flag, note=note)


def _proposals(scan: Scan, article: Article) -> Iterator[Flag]:
    """When the page does not say its date of publication: what the text proposes, at the words that say so."""
    if article.published is not None:
        return
    from marsad.times import propose_dates

    for proposal in propose_dates(scan):
        first, *others = proposal.evidence
        also = "".join(f"; «{one.exact}»" for one in others)
        yield Flag(
            field=first.field,
            start=first.start,
            end=first.end,
            exact=first.exact,
            flag="published_proposed",
            note=f"{proposal.edtf}, from «{first.exact}»{also}",
        )


def _date_doubts(dates: tuple[DateExpression, ...]) -> Iterator[Flag]:
    """A flag for each date whose year the page leaves unknown."""
    for date in dates:
        if date.edtf and date.edtf.startswith("XXXX"):
            note = "the year is not known without the date of publication"
            yield Flag(
                field=date.field,
                start=date.start,
                end=date.end,
                exact=date.exact,
                flag="unresolved_date",
                note=note,
            )
