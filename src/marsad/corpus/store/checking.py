"""Whether a library is what it says: hashes, offsets, references, rows, versions, the watermark of the index."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import Connection, Table, exists, func, select, text

from marsad.corpus.store.anchors import field_text
from marsad.corpus.store.marks import read_mark
from marsad.corpus.store.packing import sha256, unpack_page
from marsad.corpus.store.reading import AnyRow, last_change, record_json, stream_rows
from marsad.corpus.store.rows import rows_of
from marsad.corpus.store.schema import (
    FACTS,
    articles,
    copies,
    dictionaries,
    judgements,
    meta,
    pages,
    records,
    refusals,
)
from marsad.corpus.store.values import Fault, Report
from marsad.types import Record

_COPY = "take the library back from a copy; what is named here cannot be trusted"
_REINDEX = "delete the index folder and build it again"
MOST_FAULTS = 100
"""How many faults are told: the first ones say what is wrong."""
WATERMARK = "watermark.json"
"""What an index says of itself: `{"library": …, "change": number of the last reading it holds}`."""


def check_library(connection: Connection, index: Path) -> Report:
    """What is in the library and what is wrong with it; nothing is changed."""
    faults: list[Fault] = []
    notes: list[str] = []
    for fault in _faults(connection, index, notes):
        faults.append(fault)
        if len(faults) == MOST_FAULTS:
            notes.append(f"only the first {MOST_FAULTS} faults are told")
            break
    return Report(counts=_counts(connection), faults=tuple(faults), notes=tuple(notes))


def _counts(connection: Connection) -> dict[str, int]:
    tables = (pages, articles, records, *FACTS, judgements, refusals)
    return {table.name: connection.scalar(select(func.count()).select_from(table)) or 0 for table in tables}


def _faults(connection: Connection, index: Path, notes: list[str]) -> Iterator[Fault]:
    yield from _check_file(connection)
    yield from _check_dictionaries(connection)
    yield from _check_pages(connection)
    yield from _check_lines(connection)
    yield from _check_records(connection)
    yield from _check_judgements(connection)
    yield from _check_index(connection, index, notes)
    yield from _check_copies(connection, notes)


def _check_file(connection: Connection) -> Iterator[Fault]:
    """SQLite's own checks: the pages of its file, and what points from one table to another."""
    if connection.dialect.name != "sqlite":
        return
    for (problem,) in connection.execute(text("PRAGMA integrity_check(20)")):
        if problem != "ok":
            yield Fault(place="file", problem=problem, remedy=_COPY)
    for table, row, parent, _ in connection.execute(text("PRAGMA foreign_key_check")):
        yield Fault(
            place=f"{table} {row}", problem=f"it points to a row of {parent} that is not there", remedy=_COPY
        )


def _check_dictionaries(connection: Connection) -> Iterator[Fault]:
    for row in connection.execute(select(dictionaries)):
        if sha256(row.data).hex() != row.sha256:
            yield Fault(place=f"dictionaries {row.no}", problem="its SHA-256 is wrong", remedy=_COPY)


def _check_pages(connection: Connection) -> Iterator[Fault]:
    used = exists().where(articles.c.page == pages.c.no)
    for no in connection.scalars(select(pages.c.no).where(~used)):
        yield Fault(place=f"pages {no}", problem="no article was read from it", remedy=_COPY)
    query = select(pages.c.no, pages.c.sha256, pages.c.size, pages.c.data)
    for row in stream_rows(connection, query):
        try:
            data = unpack_page(row.data)
        except ValueError as error:
            yield Fault(place=f"pages {row.no}", problem=str(error), remedy=_COPY)
            continue
        if hashlib.sha256(data).hexdigest() != row.sha256 or len(data) != row.size:
            yield Fault(
                place=f"pages {row.no}", problem="its bytes are not those of its SHA-256", remedy=_COPY
            )


def _check_lines(connection: Connection) -> Iterator[Fault]:
    """Each article has versions 1, 2, 3 …, each pointing to the one before, and the last one is current."""
    columns = (articles.c.no, articles.c.line, articles.c.version, articles.c.previous, articles.c.current)
    query = select(*columns).order_by(articles.c.line, articles.c.version)
    before: AnyRow | None = None
    for row in stream_rows(connection, query):
        follows = before is not None and before.line == row.line
        expected = (before.version + 1, before.no) if follows and before else (1, None)
        if (row.version, row.previous) != expected:
            yield Fault(
                place=f"articles {row.no}", problem="it does not follow its last version", remedy=_COPY
            )
        if before is not None and before.current == follows:
            yield Fault(
                place=f"articles {before.no}",
                problem="the newest version is not the current one",
                remedy=_COPY,
            )
        before = row
    if before is not None and not before.current:
        yield Fault(
            place=f"articles {before.no}", problem="the newest version is not the current one", remedy=_COPY
        )


def _check_records(connection: Connection) -> Iterator[Fault]:
    read = exists().where(records.c.article == articles.c.no, records.c.current)
    for no in connection.scalars(select(articles.c.no).where(~read)):
        yield Fault(place=f"articles {no}", problem="it has no current record", remedy=_COPY)
    doubled = (
        select(records.c.article)
        .where(records.c.current)
        .group_by(records.c.article)
        .having(func.count() > 1)
    )
    for no in connection.scalars(doubled):
        yield Fault(place=f"articles {no}", problem="it has several current records", remedy=_COPY)
    columns = (
        records,
        articles.c.id,
        articles.c.title,
        articles.c.characters,
        pages.c.sha256.label("page_sha"),
    )
    query = select(*columns).join(articles, records.c.article == articles.c.no)
    query = query.outerjoin(pages, articles.c.page == pages.c.no).order_by(records.c.no)
    for row in stream_rows(connection, query):
        place = f"records {row.no}"
        try:
            data = record_json(connection, row)
            record = msgspec.json.decode(data, type=Record)
        except (ValueError, msgspec.DecodeError) as error:
            yield Fault(place=place, problem=str(error), remedy=_COPY)
            continue
        for problem in _record_problems(connection, row, record, data):
            yield Fault(place=place, problem=problem, remedy=_COPY)


def _record_problems(connection: Connection, row: AnyRow, record: Record, data: bytes) -> Iterator[str]:
    if sha256(data) != row.sha256:
        yield "its SHA-256 is wrong"
    article = record.article
    if row.current and (article.id, article.title, len(article.text)) != (row.id, row.title, row.characters):
        yield "it is the record of another article"
    if row.page_sha and article.raw_sha256 != row.page_sha:
        yield "it was read from another page than the one that is kept"
    yield from wrong_spans(record, json.loads(data))
    yield from wrong_references(record)
    if row.current:
        for table, rows in rows_of(record, row.article).items():
            if _stored_rows(connection, table, row.article) != sorted(rows, key=lambda one: str(one["id"])):
                yield f"the rows of {table.name} are not those of the record"


def _stored_rows(connection: Connection, table: Table, article: int) -> list[dict[str, Any]]:
    found = connection.execute(select(table).where(table.c.article == article))
    return sorted((dict(row._mapping) for row in found), key=lambda one: str(one["id"]))


def wrong_spans(record: Record, decoded: Any) -> Iterator[str]:
    """A sentence for each span of a record whose words do not stand where it says."""
    for span in _spans(decoded):
        stands = field_text(record.article, span.get("in", "text"))[span["start"] : span["end"]]
        if stands != span["exact"]:
            yield f"«{span['exact'][:40]}» does not stand at {span.get('in', 'text')}[{span['start']}:{span['end']}]"


def _spans(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if "start" in value and "end" in value and "exact" in value:
            yield value
        for inner in value.values():
            yield from _spans(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _spans(inner)


def wrong_references(record: Record) -> Iterator[str]:
    """A sentence for each id that a fact of a record names and that the record does not hold."""
    entities = {one.id for one in record.entities}
    claims, events = {one.id for one in record.attributions}, {one.id for one in record.events}
    dates = {one.id for one in record.dates}
    named: list[tuple[str, str | None, set[str]]] = []
    named += [(one.id, one.entity, entities) for one in record.mentions]
    for claim in record.attributions:
        named.append((claim.id, claim.parent, claims))
        named += [(claim.id, source.entity, entities) for source in claim.sources]
    for event in record.events:
        named += [(event.id, event.attribution, claims), (event.id, event.same_as, events)]
        named += [(event.id, one.entity, entities) for one in (*event.actors, *event.recipients)]
        if event.place:
            named.append((event.id, event.place.entity, entities))
        if event.date:
            named.append((event.id, event.date.from_, dates | {"published"}))
    for fact, target, known in named:
        if target is not None and target not in known:
            yield f"{fact} names {target}, which the record does not hold"
    facts: list[Any] = [
        *record.entities,
        *record.mentions,
        *record.dates,
        *record.attributions,
        *record.events,
    ]
    for ident, count in Counter(one.id for one in facts).items():
        if count > 1:
            yield f"{count} facts have the id {ident}"


def _check_judgements(connection: Connection) -> Iterator[Fault]:
    numbers = connection.scalars(select(judgements.c.no).order_by(judgements.c.no)).all()
    if list(numbers) != list(range(1, len(numbers) + 1)):
        yield Fault(place="judgements", problem="one of them was taken away", remedy=_COPY)
    for row in connection.execute(select(judgements).where(judgements.c.exact.is_not(None))).all():
        if len(row.exact) != row.end - row.start:
            yield Fault(
                place=f"judgements {row.no}", problem="its words and its place differ in length", remedy=_COPY
            )


def _check_copies(connection: Connection, notes: list[str]) -> Iterator[Fault]:
    """What copies share lies within both texts; where articles came since, it is found again before it is shown."""
    behind = last_change(connection) - read_mark(connection, "copies")
    if behind:
        notes.append(f"copies and stories lag {behind:,} reading(s) behind")
        return
    origin = articles.alias()
    query = select(copies, articles.c.characters, origin.c.characters.label("origin_characters"))
    query = query.join(articles, copies.c.article == articles.c.no).join(
        origin, copies.c.origin == origin.c.no
    )
    for row in stream_rows(connection, query):
        for start, end, origin_start, origin_end, _ in json.loads(row.stretches):
            inside = 0 <= start < end <= row.characters
            if not (inside and 0 <= origin_start < origin_end <= row.origin_characters):
                yield Fault(
                    place=f"copies {row.article} {row.origin}",
                    problem="what they share does not lie within their texts",
                    remedy=_COPY,
                )


def _check_index(connection: Connection, index: Path, notes: list[str]) -> Iterator[Fault]:
    """The index says itself up to which reading it goes: it may lag behind, but not run ahead."""
    mark = index / WATERMARK
    if not mark.exists() and not (index.is_dir() and any(one.is_dir() for one in index.iterdir())):
        notes.append("there is no search index")
        return
    try:
        said = json.loads(mark.read_text(encoding="utf-8"))
        library, change = said["library"], int(said["change"])
    except (OSError, ValueError, KeyError, TypeError):
        yield Fault(place="index", problem="it does not say what it holds", remedy=_REINDEX)
        return
    last = last_change(connection)
    if library != connection.scalar(select(meta.c.value).where(meta.c.key == "library")):
        yield Fault(place="index", problem="it is the index of another library", remedy=_REINDEX)
    elif change > last:
        yield Fault(place="index", problem=f"it claims reading {change}; the last is {last}", remedy=_REINDEX)
    elif change < last:
        behind = connection.scalar(select(func.count()).where(records.c.no > change)) or 0
        notes.append(f"the search index lags {behind:,} reading(s) behind")
