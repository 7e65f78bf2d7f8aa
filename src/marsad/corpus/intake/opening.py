"""What an input is, told from how it begins: a feed, a sitemap, a list of addresses, an archive, or a page."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

import msgspec

from marsad.corpus.intake.archives import read_archive
from marsad.corpus.intake.arrivals import Arrival, Held, Memory, NoMemory
from marsad.corpus.intake.feeds import read_feed
from marsad.corpus.intake.links import Link, Source, follow_links
from marsad.corpus.intake.shapes import Shape, list_addresses, shape_of
from marsad.corpus.intake.sitemaps import read_sitemap
from marsad.corpus.intake.visiting import Visitor
from marsad.corpus.store.writing import FeedDone
from marsad.errors import EmptyInput, InputError, MarsadError, TooLarge
from marsad.page.fetch import FetchedPage
from marsad.page.sniff import HEAD
from marsad.page.sources import Input, open_inputs, read_fetched, read_found, walk_folder
from marsad.page.unpack import CutShort, gather, gunzip, read_chunks

FEED_BYTES = 16 << 20
"""A feed or sitemap above this is no feed: the largest that newspapers serve have a few megabytes."""
MOST_SITEMAPS = 500
"""How many sitemaps one index may lead to."""


def open_arrivals(
    inputs: Iterable[str | os.PathLike[str] | Arrival],
    *,
    memory: Memory | None = None,
    visitor: Visitor | None = None,
    stdin: BinaryIO | None = None,
) -> Iterator[Arrival]:
    """What stands behind inputs, in order: pages and articles to be read, errors in the place of what cannot be.

    Feeds, sitemaps and lists of addresses are followed to their pages, politely (`Visitor`) and without those that the
    `memory` holds.
    """
    opener = _Opener(memory or NoMemory(), visitor or Visitor(), stdin)
    for one in inputs:
        if isinstance(one, str | os.PathLike):
            yield from opener.open(os.fspath(one))
        else:
            yield one


class _Opener:
    """Opens inputs with one memory and one visitor."""

    def __init__(self, memory: Memory, visitor: Visitor, stdin: BinaryIO | None) -> None:
        self._memory, self._visitor, self._stdin = memory, visitor, stdin
        self._limits = visitor.limits
        self._asked: set[str] = set()

    def open(self, path: str) -> Iterator[Arrival]:
        """What stands behind one path or address."""
        if path.lower().startswith(("http://", "https://")):
            opened = self._open_address(path, polite=False)
        elif path == "-":
            opened = self._open_stream()
        elif os.path.isdir(path):
            opened = self._open_folder(path)
        elif os.path.isfile(path):
            opened = self._open_file(path, found=False)
        else:
            opened = open_inputs([path], limits=self._limits)
        return _told(path, opened)

    def _open_address(self, url: str, *, polite: bool) -> Iterator[Arrival]:
        """A page that a person asks for, or a feed or sitemap, of which the server is asked only for what is new."""
        self._asked.add(url)
        marks = self._memory.marks(url)
        page = self._visitor.fetch(url, asked=marks.headers(), polite=polite)
        if page.unchanged:
            yield Held(url, url)
            return
        shape = shape_of(_head(page.data[:HEAD]))
        if shape == "page":
            yield from read_fetched(page, url, self._limits)
        elif shape == "archive":
            yield from read_archive(io.BytesIO(page.data), url, self._limits)
        else:
            page = msgspec.structs.replace(page, data=self._unpack([page.data], url))
            yield from self._open_shape(shape, page, url, page.url)

    def _open_folder(self, folder: str) -> Iterator[Arrival]:
        empty = True
        for found in walk_folder(folder):
            empty = False
            if isinstance(found, InputError):
                yield found
            else:
                yield from _told(found, self._open_file(found, found=True))
        if empty:
            raise EmptyInput(folder, "the folder holds no files", remedy="check the name")

    def _open_file(self, path: str, *, found: bool) -> Iterator[Arrival]:
        with open(path, "rb") as file:
            shape = shape_of(_head(file.read(HEAD)))
            if shape == "archive":
                file.seek(0)
                yield from read_archive(file, path, self._limits)
                return
        if shape == "page":
            yield from read_found(path, self._limits) if found else open_inputs([path], limits=self._limits)
            return
        with open(path, "rb") as file:
            data = self._unpack(read_chunks(file), path)
        page = FetchedPage(Path(path).resolve().as_uri(), data, "")
        yield from self._open_shape(shape, page, path, "")

    def _open_stream(self) -> Iterator[Arrival]:
        """Standard input: a list of addresses or an archive is told by the first bytes, which stay unread."""
        stream = self._stdin or sys.stdin.buffer
        shape: Shape = "page"
        if hasattr(stream, "peek"):
            shape = shape_of(_head(stream.peek(HEAD)))
        if shape == "archive":
            yield from read_archive(stream, "-", self._limits)
        elif shape == "addresses":
            links = [Link(url) for url in list_addresses(self._unpack(read_chunks(stream), "-"))]
            yield from follow_links(Source("-", None), links, self._memory, self._visitor)
        else:
            yield from open_inputs(["-"], limits=self._limits, stdin=stream)

    def _open_shape(self, shape: Shape, page: FetchedPage, name: str, base: str) -> Iterator[Arrival]:
        """The pages that a feed, sitemap or list leads to."""
        source = Source(name, _done(page, name) if base else None)
        if shape == "feed":
            entries = read_feed(page, name, base)
            yield from follow_links(source, entries, self._memory, self._visitor)
        elif shape == "sitemap":
            yield from self._open_sitemap(page, name, source)
        else:
            links = [Link(url) for url in list_addresses(page.data)]
            yield from follow_links(source, links, self._memory, self._visitor)

    def _unpack(self, chunks: Iterable[bytes], name: str) -> bytes:
        """The bytes of a feed, sitemap or list, gzip taken off."""
        most = min(FEED_BYTES, self._limits.item_bytes)
        data, _ = gather(gunzip(chunks), name, msgspec.structs.replace(self._limits, item_bytes=most))
        return data

    def _open_sitemap(self, page: FetchedPage, name: str, source: Source) -> Iterator[Arrival]:
        """The pages of a sitemap; of an index of sitemaps, those of each of them that was not asked for yet.

        An index is read anew each time: the sitemaps it leads to may change while it does not.
        """
        links = read_sitemap(page.data, name)
        sitemaps = [one.url for one in links if one.sitemap and one.url not in self._asked]
        source = Source(name) if sitemaps else source
        yield from follow_links(
            source, (one for one in links if not one.sitemap), self._memory, self._visitor
        )
        for url in sitemaps[:MOST_SITEMAPS]:
            yield from _told(url, self._open_address(url, polite=True))
        if len(sitemaps) > MOST_SITEMAPS:
            problem = f"it leads to {len(sitemaps):,} sitemaps; the first {MOST_SITEMAPS} were read"
            yield TooLarge(name, problem, remedy="give the others by name")


def _done(page: FetchedPage, url: str) -> FeedDone:
    headers = {name.lower(): value for name, value in page.headers}
    return FeedDone(url, headers.get("etag"), headers.get("last-modified"))


def _told(path: str, arrivals: Iterator[Arrival]) -> Iterator[Arrival]:
    """The arrivals; what ends them is an error in their place, and no matter to what comes after."""
    try:
        yield from arrivals
    except InputError as error:
        yield error
    except OSError as error:
        problem = (error.strerror or str(error)).lower()
        yield InputError(path, problem, remedy="check the name and the rights")
    except MarsadError:
        raise
    except Exception as error:  # a fault of ours, or of a parser, on one input must not stop the others
        problem = f"a fault in marsad: {type(error).__name__}: {error}"
        yield InputError(path, problem, remedy="please report it with the input")


def _head(data: bytes) -> bytes:
    """The first bytes of something, gzip taken off."""
    try:
        return next(gunzip([data]), b"")[:HEAD]
    except CutShort:
        return b""


__all__ = ["Input", "open_arrivals"]
