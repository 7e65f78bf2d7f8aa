"""Exports over HTTP: the records of a library, its tables, or what meets a query, as they are written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any, Literal
from zipfile import ZIP_STORED, ZipFile

from litestar import Request, get
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, FromQuery, QueryParameter
from litestar.response import Stream
from litestar.types import ControllerRouterHandler

from marsad.corpus.actors import signed_records
from marsad.desk.contract import FILES, check_accepted
from marsad.desk.session import Session
from marsad.errors import UsageError
from marsad.export.streams import FEEDS, feed_pieces, json_lines, record_pieces, table_pieces
from marsad.types import Record

_PIECE = 64 * 1024
"""Characters that are sent together."""
_NEWEST = 50
"""Articles of a feed."""
Table = Literal[
    "records",
    "articles",
    "entities",
    "mentions",
    "claims",
    "events",
    "judgements",
    "decisions",
    "refusals",
    "gold",
]
"""What is exported: whole records, a table of the library, or what people judged as annotated articles (`gold`)."""
_TABLED = frozenset({"jsonl", "csv"})
_WHOLE = frozenset({"judgements", "decisions", "refusals", "gold"})
"""What is of no article that a query could select, or of all that were judged."""


def export_routes(session: Session) -> list[ControllerRouterHandler]:
    """The route of the exports."""

    @get("/export/{format:str}", gives=(), sync_to_thread=True, raises=[NotFoundException])
    def export(
        request: Request[Any, Any, Any],
        format: FromPath[str],
        q: Annotated[str, QueryParameter(description="Only what meets this query: docs/search.md.")] = "",
        table: FromQuery[Table] = "records",
    ) -> Stream:
        """What the library holds, in a format of docs/exports.md, Parquet as a zip; feeds (rss, atom) are of a query."""
        form = FILES.get(format)
        if form is None:
            raise NotFoundException(f"«{format}» is no format: {', '.join(FILES)}")
        check_accepted(request, (form.media,))
        _check(format, table, q)
        named = {"Content-Disposition": f'attachment; filename="marsad.{form.ending}"'}
        return Stream(_sent(session, format, table, q), media_type=form.media, headers=named)

    return [export]


def _check(format: str, table: Table, query: str) -> None:
    """Nothing, or an exception where what is asked for does not fit together, or this machine cannot write it."""
    if table != "records" and format not in _TABLED:
        raise UsageError(
            "table", f"{format} holds whole records", remedy="take jsonl or csv, or leave it out"
        )
    if table == "gold" and format != "jsonl":
        raise UsageError("table", "annotated articles are JSON Lines", remedy="take jsonl")
    if table in _WHOLE and query:
        raise UsageError("q", f"a query selects articles, not {table}", remedy="leave it out")
    if format == "parquet" and find_spec("pyarrow") is None:
        raise NotFoundException("parquet needs pyarrow where the desk runs: pip install 'marsad[parquet]'")


def _sent(session: Session, format: str, table: Table, query: str) -> Iterator[bytes]:
    """An export in pieces of bytes; what cannot be asked for is said before the first of them."""
    if format in FEEDS:
        return _joined(_feed(session, query, atom=format == "atom"))
    numbers = sorted(session.select(query)) if query else None
    if format == "parquet":
        return _archive(signed_records(session.library, numbers))
    if table == "gold":
        return _joined(json_lines(session.library.gold()))
    if table != "records":
        wanted = None if numbers is None else frozenset(numbers)
        return _joined(table_pieces(session.library, table, wanted, as_csv=format == "csv"))
    return _joined(record_pieces(session.library, signed_records(session.library, numbers), format))


def _feed(session: Session, query: str, *, atom: bool) -> Iterator[str]:
    if not query:
        raise UsageError("query", "a feed is of a search", remedy="say which with ?q=")
    hits = session.search(query, limit=_NEWEST, offset=0, sort="date", facets=False, strict=True)
    return feed_pieces(session.library, hits.hits, query, atom=atom)


def _archive(records: Iterable[Record]) -> Iterator[bytes]:
    """The folder of Parquet as a zip; its tables are packed already, and are all written before the first byte is sent."""
    from marsad.export.parquet import write_parquet

    with TemporaryDirectory(prefix="marsad-export-") as place:
        folder, whole = Path(place) / "marsad.parquet", Path(place) / "marsad.zip"
        write_parquet(records, folder)
        with ZipFile(whole, "w", ZIP_STORED) as archive:
            for path in sorted(folder.rglob("*")):
                archive.write(path, path.relative_to(place))
        with whole.open("rb") as file:
            while piece := file.read(_PIECE):
                yield piece


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
