"""The tables of a library, the same on SQLite and PostgreSQL, and the version of their shape."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    TypeDecorator,
)
from sqlalchemy import Text as AnyText

SCHEMA_VERSION = 4

metadata = MetaData()


class ServerText(TypeDecorator[str]):
    """Text on PostgreSQL, which takes every character but NUL: the last of all code points, which no text has, stands for it."""

    impl = AnyText
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """The text as it is stored."""
        return value if value is None else value.replace("\0", "\U0010ffff")

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        """The text as it was."""
        return value if value is None else value.replace("\U0010ffff", "\0")


Text = AnyText().with_variant(ServerText(), "postgresql")


def _number() -> Column[int]:
    """The number of a row. The one writer counts, so that numbers grow in the order of commits and never return."""
    return Column("no", Integer, primary_key=True, autoincrement=False)


def _article(**options: bool) -> Column[int]:
    return Column("article", ForeignKey("articles.no"), nullable=False, **options)  # type: ignore[arg-type]


meta = Table(
    "meta",
    metadata,
    Column("key", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

dictionaries = Table(
    "dictionaries",
    metadata,
    _number(),
    Column("sha256", Text, nullable=False),
    Column("data", LargeBinary, nullable=False),
)
"""What records are packed with (see `marsad.corpus.store.packing`)."""

pages = Table(
    "pages",
    metadata,
    _number(),
    Column("sha256", Text, nullable=False, unique=True),
    Column("url", Text),
    Column("fetched", Text),
    Column("kind", Text, nullable=False),
    Column("declared", Text),
    Column("headers", Text, nullable=False),
    Column("size", Integer, nullable=False),
    Column("data", LargeBinary, nullable=False),
)
"""The bytes that were read, as evidence: `data` is packed with zstd, `sha256` and `size` are of the bytes themselves."""

articles = Table(
    "articles",
    metadata,
    _number(),
    Column("id", Text, nullable=False, index=True),
    Column("line", Integer, nullable=False, index=True),
    Column("version", Integer, nullable=False),
    Column("previous", ForeignKey("articles.no")),
    Column("current", Boolean, nullable=False),
    Column("url", Text),
    Column("address", LargeBinary, index=True),
    Column("title", Text, nullable=False),
    Column("published", Text),
    Column("site", Text),
    Column("language", Text),
    Column("characters", Integer, nullable=False),
    Column("page", ForeignKey("pages.no"), index=True),
    Column("given", Text, nullable=False),
    Column("digest", LargeBinary, nullable=False),
    Column("added", Text, nullable=False),
    Column("seen", Text, nullable=False),
)
"""One row a version of an article; the versions of one article share `line`, the number of the first.

`address` is a hash of the URL without what does not tell pages apart. `given` is what came from outside and wins over the page.
`digest` is the SHA-256 of what a reader of the page sees: two pages of one address with the same digest are one version.
`seen` is when its page was last fetched, be it that nothing had changed.
"""

inputs = Table(
    "inputs",
    metadata,
    Column("digest", LargeBinary, primary_key=True),
    _article(),
    sqlite_with_rowid=False,
)
"""Everything that was ever handed in, by its SHA-256, and the article it became: it need not be read again.

So are addresses that led to a page of another address.
"""

runs = Table(
    "runs",
    metadata,
    _number(),
    Column("marsad", Text, nullable=False),
    Column("model", Text, nullable=False),
    Column("lexicon", Text, nullable=False),
)
"""Who reads: a version of Marsad, a model and a lexicon; hardly ever another one."""

records = Table(
    "records",
    metadata,
    _number(),
    _article(index=True),
    Column("current", Boolean, nullable=False),
    Column("run", ForeignKey("runs.no"), nullable=False),
    Column("at", Text, nullable=False),
    Column("dictionary", ForeignKey("dictionaries.no")),
    Column("sha256", LargeBinary, nullable=False),
    Column("data", LargeBinary, nullable=False),
)
"""One row a reading of an article; `data` is the record as JSON, packed. The rows below are made from the current one."""

entities = Table(
    "entities",
    metadata,
    _article(primary_key=True),
    Column("id", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("latin", Text),
    Column("forms", Text),
    Column("links", Text),
    Column("country", Text),
    Column("lat", Float),
    Column("lon", Float),
    Column("roles", Text),
    Column("block", Text),
    Index("entities_by_block", "block"),
    sqlite_with_rowid=False,
)
"""Names of articles. `block` is what all spellings of a name share (see `marsad.corpus.store.naming`): by it alone they are found."""
_LINKED = entities.c.links.is_not(None)
Index("entities_by_links", entities.c.links, sqlite_where=_LINKED, postgresql_where=_LINKED)
"""One name in ten is tied to a register: the others need no room here."""

claims = Table(
    "claims",
    metadata,
    _article(primary_key=True),
    Column("id", Text, primary_key=True),
    Column("source", Text),
    Column("source_kind", Text),
    Column("entity", Text),
    Column("relays", Text),
    Column("act", Text, nullable=False),
    Column("mode", Text, nullable=False),
    Column("cue", Text),
    Column("hedge", Text),
    Column("parent", Text),
    Column("field", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    sqlite_with_rowid=False,
)
"""Attributions: who says what stands at `field[start:end]`."""

events = Table(
    "events",
    metadata,
    _article(primary_key=True),
    Column("id", Text, primary_key=True),
    Column("type", Text, nullable=False),
    Column("mode", Text),
    Column("status", Text, nullable=False),
    Column("historical", Boolean, nullable=False),
    Column("date", Text),
    Column("place", Text),
    Column("place_entity", Text),
    Column("actors", Text),
    Column("recipients", Text),
    Column("dead", Integer),
    Column("injured", Integer),
    Column("arrested", Integer),
    Column("claim", Text),
    Column("same_as", Text),
    Column("trigger", Text, nullable=False),
    Column("field", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    sqlite_with_rowid=False,
)

judgements = Table(
    "judgements",
    metadata,
    _number(),
    Column("at", Text, nullable=False),
    Column("by", Text, nullable=False),
    _article(index=True),
    Column("kind", Text, nullable=False),
    Column("fact", Text),
    Column("field", Text),
    Column("start", Integer),
    Column("end", Integer),
    Column("exact", Text),
    Column("prefix", Text),
    Column("suffix", Text),
    Column("action", Text, nullable=False),
    Column("value", Text),
)
"""What people decided; rows are only ever added. The fact is named by its words and where they stand."""

decisions = Table(
    "decisions",
    metadata,
    _number(),
    Column("at", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("one", Text, nullable=False),
    Column("other", Text),
    Column("value", Text),
    Column("note", Text),
    Column("undoes", ForeignKey("decisions.no")),
)
"""What people decided about what several articles share: who is one actor, how far a source is relied on.

Rows are only ever added; one that `undoes` another takes it back.
"""

refusals = Table(
    "refusals",
    metadata,
    _number(),
    Column("at", Text, nullable=False),
    Column("input", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("message", Text, nullable=False),
    Column("remedy", Text, nullable=False),
)

feeds = Table(
    "feeds",
    metadata,
    Column("url", Text, primary_key=True),
    Column("etag", Text),
    Column("modified", Text),
    Column("at", Text, nullable=False),
)
"""Feeds that were worked off to their end: what the server is to be asked with the next time."""

sketches = Table(
    "sketches",
    metadata,
    Column("mark", BigInteger, primary_key=True, autoincrement=False),
    _article(primary_key=True),
    Index("sketches_article", "article"),
    sqlite_with_rowid=False,
)
"""The kept shingles of current articles (see `marsad.corpus.copies.wording`), by which copies are found."""

copies = Table(
    "copies",
    metadata,
    _article(primary_key=True),
    Column("origin", ForeignKey("articles.no"), primary_key=True, index=True),
    Column("verdict", Text, nullable=False),
    Column("share", Float, nullable=False),
    Column("origin_share", Float, nullable=False),
    Column("origin_from", Text, nullable=False),
    Column("credit", Text),
    Column("stretches", Text, nullable=False),
    sqlite_with_rowid=False,
)
"""Pairs of current articles of which one is a copy; `stretches` is JSON: start, end, start and end in the origin, words."""

stories = Table(
    "stories",
    metadata,
    _number(),
    Column("into", Integer),
)
"""Stories; their numbers stay. One that was found to be another's is kept and names it in `into`."""

story_articles = Table(
    "story_articles",
    metadata,
    _article(primary_key=True),
    Column("story", ForeignKey("stories.no"), nullable=False, index=True),
    Column("day", Integer, index=True),
    Column("features", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)
"""The story each current article belongs to, the day it was published, and what it was compared by."""

features = Table(
    "features",
    metadata,
    Column("feature", Text, primary_key=True),
    Column("articles", Integer, nullable=False),
    sqlite_with_rowid=False,
)
"""In how many articles each word and name stands: what is frequent tells stories apart the least."""

DERIVED: tuple[Table, ...] = (sketches, copies, stories, story_articles, features)
"""The tables that are made from all current records together, and can be made again."""

FACTS: tuple[Table, ...] = (entities, claims, events)
"""The tables that are made from the current record of an article, and can be made again; its mentions stand in it alone."""
