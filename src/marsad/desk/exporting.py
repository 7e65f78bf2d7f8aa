"""Exports over HTTP: the records of a library, or of the articles that meet a query, as they are written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated, Any

from litestar import Request, get
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, QueryParameter
from litestar.response import Stream
from litestar.types import ControllerRouterHandler

from marsad.corpus.actors import signed_records
from marsad.desk.contract import check_accepted
from marsad.desk.session import Session
from marsad.errors import UsageError
from marsad.export.streams import FEEDS, FORMS, feed_pieces, record_pieces

_PIECE = 64 * 1024
"""Characters that are sent together."""
_NEWEST = 50
"""Articles of a feed."""


def export_routes(session: Session) -> list[ControllerRouterHandler]:
    """The route of the exports."""

    @get("/export/{format:str}", gives=(), sync_to_thread=True, raises=[NotFoundException])
    def export(
        request: Request[Any, Any, Any],
        format: FromPath[str],
        q: Annotated[str, QueryParameter(description="Only what meets this query: docs/search.md.")] = "",
    ) -> Stream:
        """What the library holds, in a format of docs/exports.md but Parquet; feeds (rss, atom) are of a query."""
        form = FORMS.get(format)
        if form is None:
            raise NotFoundException(f"«{format}» is no format: {', '.join(FORMS)}")
        check_accepted(request, (form.media,))
        named = {"Content-Disposition": f'attachment; filename="marsad.{form.ending}"'}
        return Stream(_joined(_pieces(session, format, q)), media_type=form.media, headers=named)

    return [export]


def _pieces(session: Session, format: str, query: str) -> Iterator[str]:
    library = session.library
    if format in FEEDS:
        if not query:
            raise UsageError("query", "a feed is of a search", remedy="say which with ?q=")
        hits = session.search(query, limit=_NEWEST, offset=0, sort="date", facets=False, strict=True)
        return feed_pieces(library, hits.hits, query, atom=format == "atom")
    numbers = sorted(session.select(query)) if query else None
    return record_pieces(library, signed_records(library, numbers), format)


def _joined(pieces: Iterable[str]) -> Iterator[bytes]:
    """Pieces put together, so that a library of short lines is not sent one by one."""
    kept, size = [], 0
    for piece in pieces:
        kept.append(piece)
        size += len(piece)
        if size >= _PIECE:
            yield "".join(kept).encode()
            kept, size = [], 0
    yield "".join(kept).encode()


__all__ = ["export_routes"]
