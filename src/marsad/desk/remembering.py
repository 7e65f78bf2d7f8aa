"""What a large library was found to speak of, kept beside it, so that the next desk need not survey it again.

The file is derived and can be deleted: it lies in the index folder, says of which state of which library it is, and counts only
where the library still holds that very state. It holds values alone, no code: whoever hands on a library hands on nothing that
runs. Where the folder may not be written to, nothing is kept.
"""

from __future__ import annotations

import os
import time
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec
from sqlalchemy import func, select

from marsad.corpus.actors import Actor, Directory
from marsad.corpus.store.schema import SCHEMA_VERSION, records
from marsad.corpus.store.values import StoredArticle
from marsad.corpus.store.whole import sync_folder
from marsad.desk.overview import Happening, Overview, Quoted, by_article, count_of_who
from marsad.version import __version__

if TYPE_CHECKING:
    from marsad.corpus import Library

T = TypeVar("T")
NAME = "survey"
_FORM = 1
"""What is kept in this shape; another one is not read."""
_AT_ONCE = 500
"""Values of one piece: other threads get their turn between two."""
_EFFORT = 1
_STALE = 3600.0
"""Seconds after which what a killed desk began to write is taken away."""


class Signs(msgspec.Struct, frozen=True, kw_only=True):
    """By what a state of a library is known again: its readings up to one, and the decisions on who is who."""

    form: int
    version: str
    library: str
    change: int
    newest: int
    """The checksum of that reading."""
    decided: int
    decisions: int
    """The checksum of the decisions."""


class _Piece(msgspec.Struct, frozen=True, omit_defaults=True):
    """Some of what an overview holds; `keys` names actors by their place among all."""

    articles: tuple[StoredArticle, ...] = ()
    actors: tuple[Actor, ...] = ()
    keys: tuple[tuple[int, str, int], ...] = ()
    homes: tuple[tuple[str, str], ...] = ()
    happenings: tuple[Happening, ...] = ()
    quoted: tuple[Quoted, ...] = ()
    certainties: tuple[tuple[str, float], ...] = ()


def signs_of(library: Library, change: int) -> Signs | None:
    """The signs of a library as it was when a reading was its newest; `None` where it has no such reading."""
    with library.reading() as connection:
        row = connection.execute(
            select(records.c.article, records.c.data).where(records.c.no == change)
        ).first()
        before = select(func.count()).select_from(records).where(records.c.no <= change)
        held = connection.scalar(before)
    if row is None:
        return None
    decisions = repr(list(library.decisions(everything=True))).encode()
    return Signs(
        form=_FORM,
        version=f"{__version__}/{SCHEMA_VERSION}",
        library=library.id,
        change=change,
        newest=zlib.crc32(f"{row.article} {held}".encode(), zlib.crc32(row.data)),
        decided=count_of_who(library),
        decisions=zlib.crc32(decisions),
    )


def keep_survey(library: Library, overview: Overview) -> None:
    """Keeps an overview, unless the library has changed since it was begun, or its folder may not be written to."""
    signs = signs_of(library, overview.change)
    if signs is None or (library.last_change(), signs.decided) != (overview.change, overview.decided):
        return
    folder = library.index_folder
    part = folder / f"{NAME}.{os.getpid()}.part"
    packed = zlib.compress(b"".join(_framed([signs, *_pieces(overview)])), _EFFORT)
    try:
        _sweep(folder)
        with part.open("wb") as file:
            file.write(packed)
            file.flush()
            os.fsync(file.fileno())
        part.replace(folder / NAME)
        sync_folder(folder)
    except OSError:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def kept_survey(library: Library) -> Path | None:
    """Where the overview lies that was kept of a state that this library still holds, or `None`."""
    path = library.index_folder / NAME
    try:
        signs = msgspec.msgpack.decode(next(_frames(_opened(path))), type=Signs)
    except (OSError, zlib.error, ValueError, StopIteration):
        return None
    return path if signs == signs_of(library, signs.change) else None


def read_survey(path: Path) -> Overview:
    """The overview in a file; one that is damaged is `ValueError`."""
    try:
        frames = _frames(_opened(path))
        signs = msgspec.msgpack.decode(next(frames), type=Signs)
        decoder = msgspec.msgpack.Decoder(_Piece)
        pieces = [decoder.decode(frame) for frame in frames]
    except (zlib.error, StopIteration) as error:
        raise ValueError(f"{path}: {error}") from error
    actors = [one for piece in pieces for one in piece.actors]
    directory = Directory(
        actors={one.key: one for one in actors},
        keys={(article, entity): actors[at].key for piece in pieces for article, entity, at in piece.keys},
        homes={key: home for piece in pieces for key, home in piece.homes},
    )
    return Overview(
        change=signs.change,
        decided=signs.decided,
        articles={one.no: one for piece in pieces for one in piece.articles},
        directory=directory,
        happenings=tuple([one for piece in pieces for one in piece.happenings]),
        quoted=tuple([one for piece in pieces for one in piece.quoted]),
        keys=by_article(directory),
        certainties={key: sure for piece in pieces for key, sure in piece.certainties},
    )


def _pieces(overview: Overview) -> Iterator[_Piece]:
    directory = overview.directory
    places = {key: at for at, key in enumerate(directory.actors)}
    keys = ((article, entity, places[key]) for (article, entity), key in directory.keys.items())
    yield from (_Piece(articles=those) for those in _cut(overview.articles.values()))
    yield from (_Piece(actors=those) for those in _cut(directory.actors.values()))
    yield from (_Piece(keys=those) for those in _cut(keys))
    yield from (_Piece(homes=those) for those in _cut(directory.homes.items()))
    yield from (_Piece(happenings=those) for those in _cut(overview.happenings))
    yield from (_Piece(quoted=those) for those in _cut(overview.quoted))
    yield from (_Piece(certainties=those) for those in _cut(overview.certainties.items()))


def _cut(values: Iterable[T]) -> Iterator[tuple[T, ...]]:
    left = iter(values)
    while those := tuple(islice(left, _AT_ONCE)):
        yield those


def _framed(values: Sequence[Any]) -> Iterator[bytes]:
    for value in values:
        said = msgspec.msgpack.encode(value)
        yield len(said).to_bytes(4, "big")
        yield said


def _frames(data: bytes) -> Iterator[memoryview]:
    view, at = memoryview(data), 0
    while at < len(data):
        size = int.from_bytes(view[at : at + 4], "big")
        if at + 4 + size > len(data):
            raise ValueError("it ends too early")
        yield view[at + 4 : at + 4 + size]
        at += 4 + size


def _opened(path: Path) -> bytes:
    """What is packed in a file, whole: the packing has a checksum."""
    return zlib.decompress(path.read_bytes())


def _sweep(folder: Path) -> None:
    for one in folder.glob(f"{NAME}.*.part"):
        with suppress(OSError):
            if time.time() - one.stat().st_mtime > _STALE:
                one.unlink()


__all__ = ["NAME", "Signs", "keep_survey", "kept_survey", "read_survey", "signs_of"]
