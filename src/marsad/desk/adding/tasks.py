"""What can be handed in: a text, web addresses, files that were sent, a feed."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

import msgspec

from marsad.corpus.intake.arrivals import Arrival, Memory
from marsad.corpus.intake.opening import open_arrivals
from marsad.corpus.intake.visiting import Visitor
from marsad.errors import EmptyInput, InputError, QueryError, TooLarge, UsageError
from marsad.page.given import read_given_date
from marsad.page.sources import Input, input_of

LONGEST_TEXT = 2_000_000
"""Characters of a text that is pasted: the longest articles of newspapers have a tenth of that."""
MOST_ADDRESSES = 200
MOST_FILES = 200
LARGEST_FILES = 200_000_000
"""Bytes of all files that are sent at once."""
_NAME_BYTES = 240
"""File systems take 255; what tells two of one name apart needs some."""
SMALL = 3
"""So few items are read in the desk's own process; for more it starts others, so that pages are answered meanwhile."""
Kind = Literal["text", "addresses", "files", "feed"]


class Task(msgspec.Struct, frozen=True, kw_only=True):
    """Something to be added: `sources` are web addresses or files, `items` what is at hand; `folder` is removed in the end."""

    kind: Kind
    title: str
    sources: tuple[str, ...] = ()
    items: tuple[Input, ...] = ()
    folder: Path | None = None
    published: str | None = None
    fast: bool = False

    @property
    def small(self) -> bool:
        """Whether it is too little to start other processes for."""
        return self.kind in ("text", "addresses") and len(self.sources) + len(self.items) <= SMALL

    def arrivals(self, memory: Memory, visitor: Visitor) -> Iterator[Arrival]:
        """What is to be read, in order; files bear the names under which they were sent."""
        yield from self.items
        for one in open_arrivals(self.sources, memory=memory, visitor=visitor):
            yield _renamed(one, f"{self.folder}/") if self.folder else one

    def discard(self) -> None:
        """Removes the files that were sent."""
        if self.folder:
            shutil.rmtree(self.folder, ignore_errors=True)


def task_of_text(
    text: str, *, title: str = "", published: str = "", url: str = "", fast: bool = False
) -> Task:
    """A text or the source of a page as it was pasted; where every line is a web address, those addresses.

    >>> task_of_text("https://anba.example/1\\nhttps://anba.example/2").kind
    'addresses'
    """
    day = _day(published)
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if not lines:
        raise EmptyInput("text", "nothing was given", remedy="paste a text or a web address")
    if len(text) > LONGEST_TEXT:
        raise TooLarge("text", f"it has {len(text):,} characters", remedy=f"give at most {LONGEST_TEXT:,}")
    if all(is_address(line) for line in lines):
        return task_of_addresses(lines, published=published, fast=fast)
    if url and not is_address(url):
        raise UsageError(url[:200], "it is no web address", remedy="give one that begins with https://")
    name = title.strip() or lines[0][:80]
    item = input_of(text, title=title.strip() or None, published=day, url=url.strip() or None, name=name)
    return Task(kind="text", title=name, items=(item,), fast=fast)


def task_of_addresses(urls: Iterable[str], *, published: str = "", fast: bool = False) -> Task:
    """Pages, feeds or sitemaps on the web."""
    sources = tuple(dict.fromkeys(urls))
    for url in sources:
        if not is_address(url):
            raise UsageError(url[:200], "it is no web address", remedy="give one that begins with https://")
    if len(sources) > MOST_ADDRESSES:
        raise TooLarge("text", f"it has {len(sources)} addresses", remedy=f"give at most {MOST_ADDRESSES}")
    return Task(kind="addresses", title=sources[0], sources=sources, published=_day(published), fast=fast)


def task_of_feed(url: str) -> Task:
    """A feed that is followed."""
    return Task(kind="feed", title=url, sources=(url,))


def task_of_files(files: Iterable[tuple[str, Any]], *, published: str = "", fast: bool = False) -> Task:
    """Files as they were sent, each a name and a stream; they are kept in a folder of their own until they are read."""
    day = _day(published)
    folder = Path(tempfile.mkdtemp(prefix="marsad-"))
    try:
        names = _store(files, folder)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    sources = tuple(str(folder / name) for name in names)
    return Task(kind="files", title=names[0], sources=sources, folder=folder, published=day, fast=fast)


def is_address(text: str) -> bool:
    """Whether a line is an http or https address and nothing else."""
    try:
        parts = urlsplit(text.strip())
        return parts.scheme in ("http", "https") and bool(parts.hostname) and not any(map(str.isspace, text))
    except ValueError:
        return False


def _store(files: Iterable[tuple[str, Any]], folder: Path) -> list[str]:
    names: list[str] = []
    left = LARGEST_FILES
    for given, stream in files:
        if len(names) == MOST_FILES:
            raise TooLarge("files", f"there are more than {MOST_FILES}", remedy="send them in parts")
        name = _free_name(given, names)
        with (folder / name).open("xb") as target:
            while piece := stream.read(1 << 20):
                left -= len(piece)
                if left < 0:
                    said = f"together they have more than {LARGEST_FILES:,} bytes"
                    raise TooLarge("files", said, remedy="send them in parts, or use marsad add")
                target.write(piece)
        names.append(name)
    if not names:
        raise EmptyInput("files", "no file was sent", remedy="choose one or more files")
    return names


def _free_name(given: str, taken: list[str]) -> str:
    """The last part of a file's name, without what a file system could take for something else, once."""
    last = given.replace("\\", "/").rpartition("/")[2]
    plain = "".join(one for one in last if one.isprintable() and one not in '<>:"|?*')
    # The end is kept, which tells the kind; what is cut off may be half a letter, and is dropped.
    plain = plain.encode("utf-8", "ignore")[-_NAME_BYTES:].decode("utf-8", "ignore").lstrip(".")
    known = {one.casefold() for one in taken}  # some file systems take Page.html for page.html
    name, at = plain or "page", 2
    while name.casefold() in known:
        stem, dot, suffix = (plain or "page").partition(".")
        name, at = f"{stem}-{at}{dot}{suffix}", at + 1
    return name


def _renamed(one: Arrival, prefix: str) -> Arrival:
    """The arrival without the folder in which it was kept for a moment."""
    if isinstance(one, Input):
        return msgspec.structs.replace(one, name=one.name.replace(prefix, ""))
    if isinstance(one, InputError) and not isinstance(one, QueryError) and one.subject.startswith(prefix):
        subject = one.subject.removeprefix(prefix)
        problem = one.problem.replace(prefix, "")
        return type(one)(subject, problem, place=one.place, remedy=one.remedy)
    return one


def _day(said: str) -> str | None:
    return read_given_date(said.strip()) if said.strip() else None


__all__ = ["Task", "is_address", "task_of_addresses", "task_of_feed", "task_of_files", "task_of_text"]
