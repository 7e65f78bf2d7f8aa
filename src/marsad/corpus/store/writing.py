"""Articles and their records into the library, a batch a transaction."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, Table, bindparam, delete, func, insert, or_, select, update

from marsad.corpus.store.identity import (
    address_key,
    digest_of_article,
    has_given_id,
    link_key,
    seen_parts,
)
from marsad.corpus.store.packing import (
    ENOUGH,
    LEARNING,
    RecordPacker,
    encode_record,
    learn_dictionary,
    make_dictionary,
    pack_page,
    packer_of,
    sha256,
)
from marsad.corpus.store.reading import AnyRow, sample_records, unpack_record
from marsad.corpus.store.rows import rows_of
from marsad.corpus.store.schema import (
    FACTS,
    articles,
    dictionaries,
    feeds,
    inputs,
    pages,
    records,
    refusals,
    runs,
)
from marsad.corpus.store.values import Added, Change, Refused
from marsad.page.sources import Input
from marsad.types import Article, Record

_VERSION = [articles.c[name] for name in ("no", "id", "line", "version", "address", "digest")]
_SAME = (
    select(*_VERSION)
    .where(or_(articles.c.id == bindparam("id"), articles.c.address == bindparam("address")))
    .order_by(articles.c.no.desc())
)
_LINE = select(*_VERSION).where(articles.c.line == bindparam("line")).order_by(articles.c.no.desc())
_INPUT = (
    select(articles.c.no, articles.c.id, articles.c.version)
    .join(inputs)
    .where(inputs.c.digest == bindparam("digest"))
)


class Reading(msgspec.Struct, frozen=True):
    """An input that was read: what was handed in, its digest, and its record."""

    item: Input
    digest: bytes
    record: Record


class Again(msgspec.Struct, frozen=True):
    """An input that is known by its digest, and when it was fetched this time."""

    added: Added
    fetched: str | None


class FeedDone(msgspec.Struct, frozen=True):
    """A feed that was worked off to its end, with what the server said of its state."""

    url: str
    etag: str | None
    modified: str | None


class Batch:
    """What is written in one transaction: it is all in the library afterwards, or nothing of it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._now = now()
        self._last: dict[Table, int] = {}
        self._rows: dict[Table, list[dict[str, Any]]] = defaultdict(list)
        self._records: list[tuple[int, Record]] = []
        self._written: list[tuple[int, int, Record]] = []
        self._replaced: dict[int, tuple[int, ...]] = {}
        self._known: dict[bytes, Added] = {}
        self._runs: dict[tuple[str, str, str], int] = {}

    def add(self, reading: Reading) -> Added:
        """What becomes of an input that was read: a new article, a new version, or one that is known."""
        added = self._add(reading)
        name, fetched = reading.item.name, reading.item.fetched
        if added.outcome == "known":
            self.see(Again(added, fetched))
        if name.startswith("http") and address_key(name) != address_key(reading.record.article.url):
            link = link_key(name)
            if find_input(self._connection, link) is None:
                self._remember(link, added)
        return added

    def _add(self, reading: Reading) -> Added:
        article, name = reading.record.article, reading.item.name
        if reading.digest in self._known:
            return msgspec.structs.replace(self._known[reading.digest], name=name)
        row = find_input(self._connection, reading.digest)
        if row is not None:
            return known_input(row, name)
        before = self._versions(article)
        digest = digest_of_article(article)
        same = next((row for row in before if row.digest == digest), None)
        if same is not None:
            return self._remember(reading.digest, known_input(same, name))
        return self._add_version(reading, before, digest)

    def see(self, again: Again) -> None:
        """Remembers that an article's page was fetched once more."""
        if again.fetched:
            query = update(articles).where(articles.c.no == again.added.no, articles.c.seen < again.fetched)
            self._connection.execute(query.values(seen=again.fetched))

    def add_run(self, no: int, record: Record) -> None:
        """A new reading of an article that the library holds; older readings are kept."""
        self._connection.execute(
            update(records).where(records.c.article == no, records.c.current).values(current=False)
        )
        for table in FACTS:
            self._connection.execute(delete(table).where(table.c.article == no))
        values = _described(record.article) | {"digest": digest_of_article(record.article)}
        self._connection.execute(update(articles).where(articles.c.no == no).values(values))
        self._records.append((no, record))

    def refuse(self, refused: Refused) -> None:
        """A line in the log of what could not be taken in."""
        self._put(
            refusals,
            at=self._now,
            input=_clean(refused.name),
            reason=refused.reason,
            message=_clean(refused.message),
            remedy=refused.remedy,
        )

    def finish_feed(self, feed: FeedDone) -> None:
        """Remembers with which marks a feed is to be asked for next time."""
        self._connection.execute(delete(feeds).where(feeds.c.url == feed.url))
        values = {"url": feed.url, "etag": feed.etag, "modified": feed.modified, "at": self._now}
        self._connection.execute(insert(feeds), [values])

    @property
    def changes(self) -> list[Change]:
        """The readings that were added, as `Library.changes` would give them, once the batch is flushed."""
        past = {no for those in self._replaced.values() for no in those}
        return [
            Change(
                no=no,
                article=article,
                replaces=self._replaced.get(article, ()),
                current=article not in past,
                record=record,
            )
            for no, article, record in self._written
        ]

    def flush(self) -> None:
        """Writes the rows that were held back, many at once."""
        self._pack_records()
        for table in (pages, articles, inputs, records, *FACTS, refusals):
            if rows := self._rows.pop(table, None):
                self._connection.execute(insert(table), rows)

    def _versions(self, article: Article) -> Sequence[AnyRow]:
        """All versions of the article that this one is a version of, the newest first."""
        named = {"id": article.id, "address": address_key(article.url)}
        match = next((row for row in self._connection.execute(_SAME, named) if _is_same(row, article)), None)
        return () if match is None else self._connection.execute(_LINE, {"line": match.line}).all()

    def _add_version(self, reading: Reading, before: Sequence[AnyRow], digest: bytes) -> Added:
        article, no = reading.record.article, self._number(articles)
        latest = before[0] if before else None
        changed = self._changed(article, latest.no) if latest else ()
        if latest:
            self._connection.execute(
                update(articles).where(articles.c.line == latest.line).values(current=False)
            )
            self._replaced[no] = tuple(one.no for one in before)
        row = _described(article) | {
            "no": no,
            "id": article.id,
            "line": latest.line if latest else no,
            "version": latest.version + 1 if latest else 1,
            "previous": latest.no if latest else None,
            "current": True,
            "page": self._page(reading.item, article),
            "given": json.dumps(_given(reading.item)),
            "digest": digest,
            "added": self._now,
            "seen": reading.item.fetched or self._now,
        }
        self._connection.execute(insert(articles), [row])
        self._records.append((no, reading.record))
        added = Added(
            name=reading.item.name,
            outcome="version" if latest else "new",
            no=no,
            id=article.id,
            version=row["version"],
            changed=changed,
            flags=tuple(flag.flag for flag in reading.record.flags),
        )
        return self._remember(reading.digest, added)

    def _changed(self, article: Article, previous: int) -> tuple[str, ...]:
        held = next((record for no, record in self._records if no == previous), None)
        before = seen_parts((held or unpack_record(self._connection, previous)).article)
        return tuple(part for part, value in seen_parts(article).items() if before[part] != value)

    def _page(self, item: Input, article: Article) -> int | None:
        """The number of the page with these bytes, which is stored when it is new; an article given as JSON has none."""
        data = page_bytes(item)
        if data is None:
            return None
        digest = hashlib.sha256(data).hexdigest()
        found = self._connection.scalar(select(pages.c.no).where(pages.c.sha256 == digest))
        if found is not None:
            return int(found)
        no = self._number(pages)
        row = {
            "no": no,
            "sha256": digest,
            "url": article.url,
            "fetched": item.fetched,
            "kind": _page_kind(item),
            "declared": item.declared if item.data is not None else "utf-8",
            "headers": json.dumps(item.headers),
            "size": len(data),
            "data": pack_page(data),
        }
        self._connection.execute(insert(pages), [row])
        return no

    def _remember(self, digest: bytes, known: Added) -> Added:
        """That an input with this digest, which is new, became an article; the next one need not be read."""
        if digest not in self._known:
            self._rows[inputs].append({"digest": digest, "article": known.no})
        self._known[digest] = msgspec.structs.replace(known, outcome="known", changed=(), flags=())
        return known

    def _pack_records(self) -> None:
        if not self._records:
            return
        encoded = [encode_record(record) for _, record in self._records]
        dictionary, packer = self._packer(encoded)
        for (no, record), data in zip(self._records, encoded, strict=True):
            self._put(
                records,
                article=no,
                current=True,
                run=self._run(record),
                at=record.run.at,
                dictionary=dictionary,
                sha256=sha256(data),
                data=packer.pack(data),
            )
            self._written.append((self._last[records], no, record))
            for table, rows in rows_of(record, no).items():
                # in the order of their keys («e10» before «e2»), in which the pages of a file fill up
                self._rows[table] += sorted(rows, key=lambda row: str(row["id"]))
        self._records.clear()

    def _packer(self, encoded: list[bytes]) -> tuple[int, RecordPacker]:
        """The library's newest dictionary: made of the first records it gets, and learnt anew when it has grown."""
        found = newest_dictionary(self._connection)
        if found is None:
            return add_dictionary(self._connection, 1, make_dictionary(encoded))
        held = self._count(records)
        if found.no <= len(LEARNING) and held >= LEARNING[found.no - 1]:
            samples = sample_records(self._connection, held)
            if len(samples) >= ENOUGH:
                return add_dictionary(self._connection, found.no + 1, learn_dictionary(samples))
        return found.no, packer_of(found.data)

    def _run(self, record: Record) -> int:
        """The number of who has read a record."""
        run = (record.marsad, record.run.model, record.run.lexicon)
        if run not in self._runs:
            held = zip((runs.c.marsad, runs.c.model, runs.c.lexicon), run, strict=True)
            no = self._connection.scalar(
                select(runs.c.no).where(*(column == value for column, value in held))
            )
            if no is None:
                no = self._number(runs)
                row = {"no": no, "marsad": run[0], "model": run[1], "lexicon": run[2]}
                self._connection.execute(insert(runs), [row])
            self._runs[run] = no
        return self._runs[run]

    def _put(self, table: Table, **values: Any) -> None:
        self._rows[table].append({"no": self._number(table), **values})

    def _number(self, table: Table) -> int:
        self._last[table] = self._count(table) + 1
        return self._last[table]

    def _count(self, table: Table) -> int:
        """The number of a table's last row, those that wait among them."""
        if table not in self._last:
            self._last[table] = self._connection.scalar(select(func.max(table.c.no))) or 0
        return self._last[table]


def now() -> str:
    """This moment in UTC, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def newest_dictionary(connection: Connection) -> AnyRow | None:
    """The dictionary that records are packed with now; none before the first record."""
    return connection.execute(select(dictionaries).order_by(dictionaries.c.no.desc()).limit(1)).first()


def add_dictionary(connection: Connection, no: int, data: bytes) -> tuple[int, RecordPacker]:
    """The number and the packer of a dictionary that records are packed with from now on."""
    connection.execute(insert(dictionaries), [{"no": no, "sha256": sha256(data).hex(), "data": data}])
    return no, packer_of(data)


def find_input(connection: Connection, digest: bytes) -> AnyRow | None:
    """The article that an input with this digest became, if it was ever handed in."""
    return connection.execute(_INPUT, {"digest": digest}).first()


def known_input(row: AnyRow, name: str) -> Added:
    """The answer to an input that the library holds."""
    return Added(name=name, outcome="known", no=row.no, id=row.id, version=row.version)


def page_bytes(item: Input) -> bytes | None:
    """The bytes that are kept as evidence of an input: what its SHA-256 in the record is of."""
    if item.article is not None:
        return None
    if item.raw is not None:
        return item.raw
    return item.data if item.data is not None else _clean(item.text or "").encode()


def _is_same(row: AnyRow, article: Article) -> bool:
    """Whether a stored article is the one of which `article` is a version.

    The same given id, or the same bytes, or the same address unless two given ids tell the articles apart. A text that
    came without an id from two addresses is two articles: newspapers print one agency report word for word.
    """
    address = address_key(article.url)
    if row.id == article.id:
        apart = address and row.address and address != row.address
        return has_given_id(row.id) or article.raw_sha256 is not None or not apart
    return row.address == address and not (has_given_id(row.id) and has_given_id(article.id))


def _described(article: Article) -> dict[str, Any]:
    return {
        "url": article.url,
        "address": address_key(article.url),
        "title": article.title,
        "published": article.published,
        "site": article.site.domain or article.site.name,
        "language": article.language,
        "characters": len(article.text),
    }


def _given(item: Input) -> dict[str, str]:
    given = {"id": item.id, "title": item.title, "published": item.published, "hint": item.hint}
    return {name: value for name, value in given.items() if value is not None and item.article is None}


def _page_kind(item: Input) -> str:
    return "mhtml" if item.raw is not None else item.kind


def _clean(text: str) -> str:
    """The text without half characters, which UTF-8 cannot write."""
    return text.encode("utf-8", "surrogatepass").decode("utf-8", "replace") if not text.isascii() else text
