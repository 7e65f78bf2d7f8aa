"""What the library holds, read from it: articles, records, pages, changes, judgements, rows."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from contextlib import suppress
from itertools import islice
from typing import Any, TypeAlias, TypeVar

import msgspec
from sqlalchemy import Connection, Row, Select, bindparam, func, select

from marsad.corpus.store.identity import address_key, link_key
from marsad.corpus.store.packing import SAMPLE, packer_of, unpack_page
from marsad.corpus.store.rows import MENTION_COLUMNS, MENTIONS, mention_row
from marsad.corpus.store.schema import articles, dictionaries, inputs, judgements, metadata, pages, records
from marsad.corpus.store.values import Change, Judgement, StoredArticle, StoredPage
from marsad.errors import LibraryError
from marsad.types import Article, Mention, Record

BYTES = frozenset({"data", "digest", "address", "sha256"})
"""Columns that hold no text or number; they are not listed."""
AT_ONCE = 200
"""How many rows are fetched together: the memory of a reader does not grow with the library."""
AnyRow: TypeAlias = Row[*tuple[Any, ...]]
"""A row of any query."""
V = TypeVar("V")
_LISTED = [articles.c[name] for name in StoredArticle.__struct_fields__]
_RECORD = (records.c.no, records.c.article, records.c.current, records.c.dictionary, records.c.data)
_NEWEST_FIRST = select(*_LISTED).order_by(articles.c.version.desc(), articles.c.no.desc())
_BY_NUMBER = _NEWEST_FIRST.where(articles.c.no == bindparam("key"))
_BY_ID = _NEWEST_FIRST.where(articles.c.id == bindparam("key"))
_RECORD_OF = select(*_RECORD).where(records.c.article == bindparam("article"), records.c.current)
_RECORDS_OF = select(*_RECORD).where(
    records.c.article.in_(bindparam("articles", expanding=True)), records.c.current
)
_JUDGED = (
    select(judgements).join(articles).where(articles.c.line == bindparam("line")).order_by(judgements.c.no)
)
_VERSIONS = select(*_LISTED).where(articles.c.line == bindparam("line")).order_by(articles.c.version)
"""Made once: building a statement takes longer than running one of these."""
_decoders: dict[type[Any], msgspec.json.Decoder[Any]] = {}
_BIGGEST = 2**63
"""Where the numbers of SQLite and PostgreSQL end."""


def list_articles(connection: Connection, *, current: bool = True) -> Iterator[StoredArticle]:
    """The articles in the order in which they came; with ``current=False`` all their versions."""
    query = select(*_LISTED).order_by(articles.c.no)
    for row in stream_rows(connection, query.where(articles.c.current) if current else query):
        yield _stored(row)


def find_article(connection: Connection, article: str | int, version: int | None = None) -> StoredArticle:
    """The newest version of the article with this id (or the very version with this number).

    What is not there is `LibraryError`.
    """
    if isinstance(article, int):
        query = _BY_NUMBER
        key: str | int = _held(article)
    else:
        query, key = _BY_ID, article
    if version is not None:
        query = query.where(articles.c.version == version)
    row = connection.execute(query, {"key": key}).first()
    if row is None:
        raise LibraryError(str(article), "the library holds no such article", remedy="check its id")
    return _stored(row)


def _held(no: int) -> int:
    """A number of an article; one that no database can hold is that of none."""
    return no if abs(no) < _BIGGEST else 0


def find_by_address(connection: Connection, url: str) -> AnyRow | None:
    """Number, id, version and time of the newest article of an address, or of one that it led to."""
    key = address_key(url)
    columns = (articles.c.no, articles.c.id, articles.c.version, articles.c.seen)
    own = select(*columns).where(articles.c.address == key, articles.c.current).order_by(articles.c.no.desc())
    led = select(articles.c.line).join(inputs).where(inputs.c.digest == link_key(url))
    other = select(*columns).where(articles.c.line.in_(led), articles.c.current)
    return connection.execute(own).first() or connection.execute(other).first()


def list_versions(connection: Connection, article: str | int) -> list[StoredArticle]:
    """All versions of an article, the first one first."""
    return versions_of(connection, find_article(connection, article))


def versions_of(connection: Connection, found: StoredArticle) -> list[StoredArticle]:
    """All versions of the article of which this is one; nothing is asked where it is the only one."""
    if found.current and found.version == 1:
        return [found]
    return [_stored(row) for row in connection.execute(_VERSIONS, {"line": found.line})]


def newest_version(connection: Connection, no: int) -> int:
    """The number of the newest version of the article that has a version with this number."""
    line = select(articles.c.line).where(articles.c.no == no).scalar_subquery()
    query = select(articles.c.no).where(articles.c.line == line, articles.c.current)
    return int(connection.execute(query).scalar_one())


def unpack_record(connection: Connection, article: int) -> Record:
    """The current record of the version of an article with this number; `LibraryError` where there is none."""
    row = connection.execute(_RECORD_OF, {"article": _held(article)}).first()
    if row is None:
        find_article(connection, article)  # which may not be there, either
        raise _no_record(article)
    return _decoder_of(Record).decode(record_json(connection, row))


def unpack_article(connection: Connection, article: int) -> Article:
    """The article of `unpack_record` alone, in a tenth of the time."""
    row = connection.execute(_RECORD_OF, {"article": article}).first()
    if row is None:
        raise _no_record(article)
    return _ARTICLE.decode(record_json(connection, row)).article


def _no_record(article: int) -> LibraryError:
    return LibraryError(str(article), "the library holds no record of it", remedy="run: marsad check")


class _ArticleOf(msgspec.Struct):
    article: Article


_ARTICLE = msgspec.json.Decoder(_ArticleOf)


def list_runs(connection: Connection, article: int) -> list[Record]:
    """All records of a version of an article, the oldest reading first."""
    found = connection.execute(
        select(*_RECORD).where(records.c.article == article).order_by(records.c.no)
    ).all()
    return [msgspec.json.decode(record_json(connection, row), type=Record) for row in found]


def list_records(connection: Connection) -> Iterator[Record]:
    """The current records of the current articles, in the order in which the articles came."""
    query = select(*_RECORD).join(articles).where(records.c.current, articles.c.current)
    for row in stream_rows(connection, query.order_by(records.c.article)):
        yield msgspec.json.decode(record_json(connection, row), type=Record)


def list_changes(connection: Connection, after: int) -> Iterator[Change]:
    """The readings that were added after the one with this number, in order."""
    query = select(*_RECORD, articles.c.line, articles.c.current.label("newest")).join(articles)
    rows = stream_rows(connection, query.where(records.c.no > after).order_by(records.c.no))
    while part := list(islice(rows, AT_ONCE)):
        lines = _versions(connection, {row.line for row in part})
        for row in part:
            yield Change(
                no=row.no,
                article=row.article,
                replaces=tuple(no for no in lines[row.line] if no != row.article),
                current=bool(row.current and row.newest),
                record=msgspec.json.decode(record_json(connection, row), type=Record),
            )


def _versions(connection: Connection, lines: set[int]) -> dict[int, list[int]]:
    """The numbers of all versions of some articles."""
    found: dict[int, list[int]] = {line: [] for line in lines}
    query = select(articles.c.no, articles.c.line).where(articles.c.line.in_(lines)).order_by(articles.c.no)
    for row in connection.execute(query):
        found[row.line].append(row.no)
    return found


def last_change(connection: Connection) -> int:
    """The number of the newest reading; 0 in an empty library."""
    return connection.scalar(select(func.max(records.c.no))) or 0


def find_page(connection: Connection, no: int) -> StoredPage:
    """The page with this number, its bytes as they were fetched."""
    row = connection.execute(select(pages).where(pages.c.no == no)).first()
    if row is None:
        raise LibraryError(str(no), "the library holds no such page", remedy="check its number")
    return StoredPage(
        no=row.no,
        sha256=row.sha256,
        url=row.url,
        fetched=row.fetched,
        kind=row.kind,
        declared=row.declared,
        headers=tuple((name, value) for name, value in json.loads(row.headers)),
        data=unpack_page(row.data),
    )


def list_judgements(connection: Connection, line: int | None = None) -> Iterator[Judgement]:
    """What people judged, the first first; of one article (all its versions) when its `line` is given."""
    if line is None:
        found = stream_rows(connection, select(judgements).order_by(judgements.c.no))
    else:
        found = iter(connection.execute(_JUDGED, {"line": line}).all())
    for row in found:
        fields = dict(row._mapping)
        value = fields.pop("value")
        yield Judgement(**fields, value=None if value is None else json.loads(value))


class _Mentions(msgspec.Struct, frozen=True):
    """What a record says of where its entities stand."""

    mentions: tuple[Mention, ...] = ()


def list_columns(table: str) -> list[str]:
    """The names of a table's columns, as `list_rows` gives them."""
    if table == MENTIONS:
        return list(MENTION_COLUMNS)
    return [one.name for one in metadata.tables[table].c if one.name not in BYTES]


def list_rows(connection: Connection, table: str) -> Iterator[dict[str, Any]]:
    """The rows of a table; of tables with facts, those of current articles. Those of mentions are made from the records."""
    if table == MENTIONS:
        for _, article, view in list_views(connection, _Mentions):
            yield from (mention_row(one, article) for one in view.mentions)
        return
    held = metadata.tables[table]
    query = select(*(column for column in held.c if column.name not in BYTES))
    if "article" in held.c and held is not judgements:
        query = query.join(articles).where(articles.c.current)
    names = [column.name for column in query.selected_columns]
    for row in stream_rows(connection, query.order_by(*held.primary_key.columns)):
        yield dict(zip(names, row, strict=True))


def list_views(connection: Connection, view: type[V], *, after: int = 0) -> Iterator[tuple[int, int, V]]:
    """What a type takes of the current record of each current article, of readings after the one with this number.

    Each comes with the number of the article's first version and that of its current one.
    """
    query = select(*_RECORD, articles.c.line).join(articles).where(records.c.current, articles.c.current)
    decoder = msgspec.json.Decoder(view)
    for row in stream_rows(connection, query.where(records.c.no > after).order_by(records.c.no)):
        yield row.line, row.article, decoder.decode(record_json(connection, row))


def find_views(connection: Connection, view: type[V], numbers: Collection[int]) -> dict[int, V]:
    """What a type takes of the current records of some versions of articles, by the number of each."""
    decoder = _decoder_of(view)
    rows = connection.execute(_RECORDS_OF, {"articles": list(numbers)})
    return {row.article: decoder.decode(record_json(connection, row)) for row in rows}


def _decoder_of(view: type[V]) -> msgspec.json.Decoder[V]:
    """What reads a type from JSON, made once: that takes longer than reading a record."""
    if view not in _decoders:
        _decoders[view] = msgspec.json.Decoder(view)
    made: msgspec.json.Decoder[V] = _decoders[view]
    return made


def record_json(connection: Connection, row: AnyRow) -> bytes:
    """The JSON of a row of `records`; damaged data is `ValueError`."""
    return packer_of(_dictionary(connection, row.dictionary)).unpack(row.data)


def sample_records(connection: Connection, last: int) -> list[bytes]:
    """The JSON of some of the records up to a number, from all over the library; those that are damaged apart."""
    query = select(*_RECORD).where(records.c.no <= last, records.c.no % max(1, last // SAMPLE) == 0)
    found = connection.execute(query.order_by(records.c.no).limit(SAMPLE)).all()
    whole = []
    for row in found:
        with suppress(ValueError):
            whole.append(record_json(connection, row))
    return whole


def _dictionary(connection: Connection, no: int) -> bytes:
    """The dictionary with this number, kept with the connection: every record asks for it."""
    held: dict[int, bytes] = connection.info.setdefault("dictionaries", {})
    if no not in held:
        held[no] = connection.execute(select(dictionaries.c.data).where(dictionaries.c.no == no)).scalar_one()
    return held[no]


def _stored(row: AnyRow) -> StoredArticle:
    return StoredArticle(**row._mapping)


def stream_rows(connection: Connection, query: Select[Any]) -> Iterator[AnyRow]:
    """The rows of a query, some hundreds at a time; whoever stops before the last leaves nothing open."""
    with connection.execute(query.execution_options(yield_per=AT_ONCE)) as rows:
        yield from rows
