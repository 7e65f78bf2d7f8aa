"""What of a page is the article, and what was dropped and why, for people to read."""

from __future__ import annotations

from collections.abc import Iterator

from marsad.types import Article

_SHOWN = 160


def describe_page(article: Article) -> str:
    """The fields kept of a page, its paragraphs, and each piece that was dropped with the reason."""
    return "\n".join(_lines(article))


def _lines(article: Article) -> Iterator[str]:
    yield f"title      {article.title}"
    yield f"published  {article.published or 'unknown'} (from {article.published_from or 'nowhere'})"
    yield f"modified   {article.modified or '-'}"
    yield f"site       {article.site.name or article.site.domain or '-'}   section {article.section or '-'}"
    yield f"authors    {', '.join(article.authors) or '-'}   sources {', '.join(article.sources) or '-'}"
    yield f"language   {article.language or '-'}   comments {article.comments.count}"
    yield f"kept       {len(article.text)} characters"
    yield from (f"  {paragraph}" for paragraph in article.text.split("\n\n") if paragraph.strip())
    yield from (f"image      {image.caption or '-'} ({image.credit or '-'})" for image in article.images)
    yield from (f"related    {link.title}" for link in article.related)
    yield f"dropped    {len(article.dropped)} pieces"
    yield from (f"  {piece.reason}: {' '.join(piece.exact.split())[:_SHOWN]}" for piece in article.dropped)
    yield from (f"doubt      {doubt}" for doubt in article.doubts)
