"""`marsad copies`: which articles of a library are copies of which."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import TYPE_CHECKING

import typer

from marsad.cli.library import article_named, look_through, open_library

if TYPE_CHECKING:
    from marsad.corpus import Library
    from marsad.corpus.copies import Copy

SHOWN_WORDS = 14
"""Words of a shared stretch in the text answer."""


class CopiesFormat(StrEnum):
    """What `marsad copies` writes."""

    text = "text"
    json = "json"


def copies(
    library: str = typer.Argument(..., help="The folder of the library."),
    article: str | None = typer.Argument(None, help="The id of an article, or its number in the library."),
    every: bool = typer.Option(
        False, "--every", help="All pairs, not only each copy with its likeliest origin."
    ),
    format: CopiesFormat = typer.Option(CopiesFormat.text, help="text or json."),
) -> None:
    """List copies: reprints, edited texts and excerpts, with the likely origin and what is shared.

    New articles are looked through first, as far as nobody else is writing to the library.
    """
    from marsad.corpus.copies import list_copies, nearest_origins

    look_through(library)
    with open_library(library) as source:
        found = list_copies(source, article_named(article) if article else None)
        shown = found if every or article else list(nearest_origins(found).values())
        if format is CopiesFormat.json:
            import msgspec

            for copy in shown:
                typer.echo(msgspec.json.encode(copy).decode())
            return
        for line in _lines(source, shown, whole=article is not None):
            typer.echo(line)


def _lines(library: Library, shown: list[Copy], *, whole: bool) -> Iterator[str]:
    for copy in shown:
        credit = f" · credits \u2068{copy.credit}\u2069" if copy.credit else ""
        yield f"{copy.verdict} · {copy.share:.0%} of it, {copy.origin_share:.0%} of the origin{credit}"
        for role, ident in (("copy  ", copy.article), ("origin", copy.origin)):
            stored = library.article(ident)
            place = " · ".join(
                part for part in ((stored.published or "")[:16], stored.site, stored.id) if part
            )
            yield f"  {role} \u2068{stored.title}\u2069 · {place}"
        yield f"  origin told by: {copy.origin_from}"
        if whole:
            yield from _shared(library, copy)


def _shared(library: Library, copy: Copy) -> Iterator[str]:
    text = library.record(copy.article).article.text
    for stretch in copy.stretches:
        words = text[stretch.start : stretch.end].split()
        cut = " …" if len(words) > SHOWN_WORDS else ""
        place = f"{stretch.start}–{stretch.end} = {stretch.origin_start}–{stretch.origin_end}"
        yield f"    {place} \u2068{' '.join(words[:SHOWN_WORDS])}{cut}\u2069"
