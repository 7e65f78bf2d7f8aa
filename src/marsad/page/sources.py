"""Inputs: files, folders, web addresses and standard input, one item after the other, nothing silently skipped."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Literal

import msgspec

from marsad.errors import EmptyInput, InputError, Skipped
from marsad.page.given import read_given_article
from marsad.page.sniff import HEAD, Kind, sniff_kind
from marsad.page.unpack import CutShort, Limits, Piece, gather, gunzip, read_chunks, split_lines
from marsad.types import Article

if TYPE_CHECKING:
    from marsad.page.fetch import FetchedPage

_HINTS: dict[str, Kind] = {
    **dict.fromkeys((".html", ".htm", ".xhtml", ".shtml", ".php", ".asp", ".aspx", ".jsp"), "html"),
    **dict.fromkeys((".txt", ".text", ".md"), "text"),
    **dict.fromkeys((".jsonl", ".ndjson"), "jsonl"),
    **dict.fromkeys((".mhtml", ".mht"), "mhtml"),
    ".json": "json",
}
_IN_FOLDERS = frozenset({"", *_HINTS}) - {".md"}
"""The names that are read in a folder; Markdown there is what somebody wrote about the pages."""
_ARTICLE = frozenset({"text", "html"})
_NAME_IT = "name the file itself if it is to be read all the same"


class Input(msgspec.Struct, frozen=True, kw_only=True):
    """One item to be read: the bytes or text of a page, or an article that was given as JSON.

    `title`, `published` and `url` are what was given from outside and wins over the page. `declared` is the charset
    of the HTTP header, `headers` are all that came with the page. `hint` is a date of publication that is taken where
    the page says none (a feed's). `raw` and `raw_sha256` stand where the bytes kept as evidence are not `data` (an MHTML
    file).
    """

    name: str
    kind: Literal["html", "text", "article"]
    data: bytes | None = None
    text: str | None = None
    article: Article | None = None
    declared: str | None = None
    url: str | None = None
    id: str | None = None
    title: str | None = None
    published: str | None = None
    hint: str | None = None
    fetched: str | None = None
    raw: bytes | None = None
    raw_sha256: str | None = None
    headers: tuple[tuple[str, str], ...] = ()
    doubts: tuple[str, ...] = ()


def open_inputs(
    paths: Sequence[str],
    *,
    allow_private: bool = False,
    limits: Limits | None = None,
    stdin: BinaryIO | None = None,
) -> Iterator[Input | InputError]:
    """The items behind paths, folders, web addresses and `-` (standard input), in order.

    HTML, text, JSON, JSON Lines and MHTML are told by name and by content, gzip is taken off; folders are read
    with all below them, sorted, without hidden files and the ``…_files`` folders that belong to a saved page. What
    cannot be read comes as an `InputError` in its place, and the others are still read. In a folder only pages are
    read, told by name and content: pictures, tables, Markdown, JSON without articles and files without a suffix that are
    no HTML come as `Skipped`.
    """
    limits = limits or Limits()
    for path in paths:
        try:
            yield from _open_one(path, allow_private, limits, stdin)
        except InputError as error:
            yield error
        except OSError as error:
            yield InputError(path, _reason(error), remedy="check the name and the rights")


def input_of(
    page: str | bytes,
    *,
    title: str | None = None,
    published: str | None = None,
    url: str | None = None,
    name: str = "input",
) -> Input:
    """A page or text that is at hand as an input: HTML when it has markup, else text."""
    head = page[:HEAD].encode("utf-8", "replace") if isinstance(page, str) else page[:HEAD]
    return Input(
        name=name,
        kind="html" if sniff_kind(head) == "html" else "text",
        data=page if isinstance(page, bytes) else None,
        text=page if isinstance(page, str) else None,
        title=title,
        published=published,
        url=url,
    )


def _open_one(
    path: str, allow_private: bool, limits: Limits, stdin: BinaryIO | None
) -> Iterator[Input | InputError]:
    if path == "-":
        yield from _read_stream(stdin or sys.stdin.buffer, "-", None, limits)
    elif path.lower().startswith(("http://", "https://")):
        yield from _fetch(path, allow_private, limits)
    elif os.path.isdir(path):
        yield from _read_folder(path, limits)
    elif os.path.exists(path):
        yield from _read_file(path, limits)
    elif "://" in path[:12]:
        raise InputError(path, "this kind of address cannot be read", remedy="give an http or https address")
    else:
        raise InputError(
            path, "there is no such file", remedy="check the name; web addresses begin with https://"
        )


def _fetch(url: str, allow_private: bool, limits: Limits) -> Iterator[Input | InputError]:
    from marsad.page.fetch import fetch_page

    yield from read_fetched(fetch_page(url, allow_private=allow_private, limits=limits), url, limits)


def read_fetched(page: FetchedPage, name: str, limits: Limits) -> Iterator[Input | InputError]:
    """The items in what a server sent: mostly one page, with the address, time, charset and headers it came with."""
    hint = _HINTS.get(
        {"text/html": ".html", "application/xhtml+xml": ".html", "text/plain": ".txt"}.get(page.media, "")
    )
    for item in _read_chunks(iter([page.data]), name, hint, limits):
        if isinstance(item, Input) and item.kind != "article":
            item = msgspec.structs.replace(
                item,
                url=item.url or page.url,
                declared=item.declared or page.charset,
                fetched=page.fetched,
                headers=page.headers,
                doubts=(*page.doubts, *item.doubts),
            )
        yield item


def _read_folder(folder: str, limits: Limits) -> Iterator[Input | InputError]:
    files = skipped = 0
    for found in walk_folder(folder):
        files += 1
        for item in [found] if isinstance(found, InputError) else read_found(found, limits):
            skipped += isinstance(item, Skipped)
            yield item
    if files == skipped:
        problem = f"none of its {files:,} files is a page" if files else "the folder holds no files"
        raise EmptyInput(folder, problem, remedy="check the name")


def read_found(path: str, limits: Limits) -> Iterator[Input | InputError]:
    """The items of a file that a folder holds; one that is no page is skipped."""
    if problem := _no_page(path, limits):
        yield Skipped(path, problem, remedy=_NAME_IT)
    else:
        yield from open_inputs([path], limits=limits)


def _no_page(path: str, limits: Limits) -> str:
    """Why a file of a folder is no page, by its name, then by its content; ``""`` for one that is to be read."""
    suffix = _suffix(path)
    if suffix not in _IN_FOLDERS:
        return "not the name of a page, a text or a JSON file"
    try:
        if suffix == "" and _is_plain(path):
            return "plain text without a suffix"
        if suffix == ".json" and not _holds_articles(path, limits):
            return "JSON without articles"
    except (OSError, ValueError, InputError):
        return ""  # what is wrong with it is told when it is read
    return ""


def _is_plain(path: str) -> bool:
    with open(path, "rb") as stream:
        head = stream.read(HEAD)
    return bool(head) and sniff_kind(head) == "text"


def _holds_articles(path: str, limits: Limits) -> bool:
    """Whether a JSON file has an object with a text or a page in it."""
    with open(path, "rb") as stream:
        data, _ = gather(gunzip(read_chunks(stream)), path, limits)
    content = _decode_json(data)
    objects = content if isinstance(content, list) else [content]
    return not objects or any(isinstance(one, dict) and _ARTICLE.intersection(one) for one in objects)


def walk_folder(folder: str) -> Iterator[str | InputError]:
    """The files below a folder, sorted by name at each level, and what in it cannot be read."""
    try:
        with os.scandir(folder) as listing:
            entries = sorted(listing, key=lambda entry: entry.name)
    except OSError as error:
        yield InputError(folder, _reason(error), remedy="check the rights")
        return
    names = {entry.name for entry in entries}
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            if not _belongs_to_page(entry.name, names):
                yield from walk_folder(entry.path)
        elif entry.is_dir():
            yield InputError(
                entry.path, "a link to a folder is not followed", remedy="give the folder itself"
            )
        elif not entry.is_file():
            yield InputError(entry.path, "it is no ordinary file", remedy="remove it")
        else:
            yield entry.path


def _belongs_to_page(folder: str, names: set[str]) -> bool:
    """Whether a folder holds the pictures and styles of a page saved beside it («page.html», «page_files»)."""
    page = folder.removesuffix("_files")
    return page != folder and not names.isdisjoint({f"{page}.html", f"{page}.htm"})


def _suffix(path: str) -> str:
    name = Path(path)
    return Path(name.stem).suffix.lower() if name.suffix.lower() == ".gz" else name.suffix.lower()


def _read_file(path: str, limits: Limits) -> Iterator[Input | InputError]:
    if stat.S_ISREG(os.stat(path).st_mode) and os.path.getsize(path) == 0:
        raise EmptyInput(path, "it has 0 bytes", remedy="save the page again")
    with open(path, "rb") as stream:
        yield from _read_stream(stream, path, _HINTS.get(_suffix(path)), limits)


def _read_stream(
    stream: BinaryIO, name: str, hint: Kind | None, limits: Limits
) -> Iterator[Input | InputError]:
    yield from _read_chunks(read_chunks(stream), name, hint, limits)


def _read_chunks(
    chunks: Iterator[bytes], name: str, hint: Kind | None, limits: Limits
) -> Iterator[Input | InputError]:
    unpacked = gunzip(chunks)
    head, rest = _peek(unpacked)
    kind = sniff_kind(head[:HEAD], hint=hint)
    if kind == "jsonl":
        yield from _read_lines(split_lines(rest, name, limits), name)
        return
    data, doubts = gather(rest, name, limits)
    if kind == "json":
        yield from _read_json(data, name, limits)
    elif kind == "mhtml":
        yield _saved_page(data, name, doubts)
    else:
        yield _page(data, name, kind, doubts)


def _peek(chunks: Iterator[bytes]) -> tuple[bytes, Iterator[bytes]]:
    """The first bytes of a stream, and the whole stream; a stream cut short stays so for whoever reads on."""
    held: list[bytes] = []
    cut: CutShort | None = None
    try:
        for chunk in chunks:
            held.append(chunk)
            if sum(map(len, held)) >= HEAD:
                break
    except CutShort as error:
        cut = error

    def whole() -> Iterator[bytes]:
        yield from held
        if cut:
            raise cut
        yield from chunks

    return b"".join(held), whole()


def _page(data: bytes, name: str, kind: Literal["html", "text"], doubts: tuple[str, ...]) -> Input:
    from marsad.page.decode import refuse_binary

    if not data:
        raise EmptyInput(name, "it has 0 bytes", remedy="save the page again")
    refuse_binary(data, name)
    return Input(name=name, kind=kind, data=data, doubts=doubts)


def _saved_page(data: bytes, name: str, doubts: tuple[str, ...]) -> Input:
    import hashlib

    from marsad.page.mhtml import read_mhtml

    page = read_mhtml(data, name=name)
    if not page.data:
        raise EmptyInput(name, "the page in this MHTML file is empty", remedy="save the page again")
    return Input(
        name=name,
        kind="html" if page.kind == "html" else "text",
        data=page.data,
        declared=page.declared,
        url=page.url,
        fetched=page.saved,
        raw=data,
        raw_sha256=hashlib.sha256(data).hexdigest(),
        doubts=doubts,
    )


def _read_lines(lines: Iterable[Piece], name: str) -> Iterator[Input | InputError]:
    empty = True
    for piece in lines:
        if piece.error:
            yield piece.error
        elif piece.line.strip():
            yield _object(piece.line, name, str(piece.number))
        else:
            continue
        empty = False
    if empty:
        raise EmptyInput(name, "it has no lines", remedy="give one JSON object a line")


def _object(line: bytes, name: str, place: str) -> Input | InputError:
    try:
        fields = _decode_json(line)
    except ValueError as error:
        return InputError(
            name, f"the line is no JSON: {error}", place=place, remedy="give one JSON object a line"
        )
    try:
        return _given(fields, name, place)
    except InputError as error:
        return error


def _given(fields: object, name: str, place: str) -> Input:
    if not isinstance(fields, dict):
        raise InputError(name, "it is no JSON object", place=place, remedy='write {"text": …}')
    label = f"{name}:{place}" if place else name
    html = fields.get("html")
    if isinstance(html, str) and html.strip() and not fields.get("text"):
        given = {
            key: str(fields[key])
            for key in ("id", "url", "title", "published")
            if fields.get(key) is not None
        }
        return Input(name=label, kind="html", text=html, **given)  # type: ignore[arg-type]
    article = read_given_article(fields, name=name, place=place)
    return Input(name=label, kind="article", article=article, id=article.id, url=article.url)


def _read_json(data: bytes, name: str, limits: Limits) -> Iterator[Input | InputError]:
    """The articles of a JSON file: one object, a list of them, or in truth JSON Lines."""
    if not data.strip():
        raise EmptyInput(name, "it is empty", remedy="save it again")
    try:
        content = _decode_json(b"".join(piece.line + b"\n" for piece in split_lines([data], name, limits)))
    except ValueError as error:
        if sum(line.lstrip().startswith(b"{") for line in data.splitlines()) > 1:
            yield from _read_lines(split_lines([data], name, limits), name)
            return
        raise InputError(name, f"it is no JSON: {error}", remedy="mend the file") from None
    if not isinstance(content, list):
        yield _given(content, name, "")
        return
    for at, fields in enumerate(content):
        try:
            yield _given(fields, name, f"[{at}]")
        except InputError as error:
            yield error


def _decode_json(data: bytes) -> object:
    """The value of some JSON; lone surrogates pass, as they do in the files of many crawlers."""
    try:
        return msgspec.json.decode(data)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        import json

        try:
            return json.loads(data.decode("utf-8"))
        except RecursionError:
            raise ValueError("it is nested without end") from None


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()
