"""From the shape of an older library to the shape of this one, in one transaction or not at all."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from sqlalchemy import Connection, Engine, Table, bindparam, insert, inspect, select, text, update

from marsad.corpus.store.reading import unpack_record
from marsad.corpus.store.rows import rows_of
from marsad.corpus.store.schema import (
    DERIVED,
    SCHEMA_VERSION,
    decisions,
    entities,
    judgements,
    meta,
    metadata,
    records,
    runs,
)
from marsad.errors import LibraryError


def add_derived(connection: Connection) -> None:
    """Version 2: the tables of copies and stories, empty; they fill when they are first asked for."""
    metadata.create_all(connection, tables=list(DERIVED))


def add_decisions(connection: Connection) -> None:
    """Version 3: what people decide about actors and sources; names carry what all their spellings share, and roles."""
    metadata.create_all(connection, tables=[decisions])
    _only_ever_add(connection, decisions)
    held = {column["name"] for column in inspect(connection).get_columns(entities.name)}
    for column in {"roles", "block"} - held:
        connection.execute(text(f"ALTER TABLE entities ADD COLUMN {column} TEXT"))
    connection.execute(text("DROP INDEX IF EXISTS entities_name"))
    filling = update(entities).where(
        entities.c.article == bindparam("of_article"), entities.c.id == bindparam("of_id")
    )
    for no in connection.scalars(select(records.c.article).where(records.c.current)).all():
        rows = rows_of(unpack_record(connection, no), no)[entities]
        values = [
            {"of_article": no, "of_id": row["id"], "roles": row["roles"], "block": row["block"]}
            for row in rows
        ]
        if values:
            connection.execute(filling, values)
    for index in entities.indexes:
        index.create(connection, checkfirst=True)


def drop_doubles(connection: Connection) -> None:
    """Version 4: what stands elsewhere too goes: rows of mentions (the records have them), indexes that nothing asks,
    who has read each of the records.

    Records stay packed as they are until they are read again or the library is compacted.
    """
    for index in ("entities_block", "entities_links", "events_type_date", "ix_articles_published"):
        connection.execute(text(f"DROP INDEX IF EXISTS {index}"))
    connection.execute(text("DROP TABLE IF EXISTS mentions"))
    for one in entities.indexes:
        one.create(connection, checkfirst=True)
    if inspect(connection).has_table(runs.name):
        remedy = "give the library a database of its own: pg_dump its tables, and restore them there"
        problem = f"another program has a table called {runs.name}, which this version needs"
        raise LibraryError("the library's database", problem, remedy=remedy)
    metadata.create_all(connection, tables=[runs])
    for statement in (*_RUNS, *_STORIES):
        connection.execute(text(statement))
    if connection.dialect.name != "sqlite":  # which can say so of new tables only
        connection.execute(text("ALTER TABLE records ALTER COLUMN run SET NOT NULL"))


_STORIES = (
    "DELETE FROM story_articles",
    "DELETE FROM stories",
    "DELETE FROM features",
    "DELETE FROM meta WHERE key = 'stories'",
)
"""Articles are told apart by other traits now: they are put into stories anew."""
_RUNS = (
    """INSERT INTO runs (no, marsad, model, lexicon)
SELECT row_number() OVER (ORDER BY min(no)), marsad, model, lexicon FROM records GROUP BY marsad, model, lexicon""",
    "ALTER TABLE records ADD COLUMN run INTEGER REFERENCES runs (no)",
    """UPDATE records SET run = (SELECT runs.no FROM runs WHERE runs.marsad = records.marsad
AND runs.model = records.model AND runs.lexicon = records.lexicon)""",
    *(f"ALTER TABLE records DROP COLUMN {column}" for column in ("marsad", "model", "lexicon")),
)
"""Who has read each record: named once, and by its number in the records."""


STEPS: Mapping[int, Callable[[Connection], None]] = {2: add_derived, 3: add_decisions, 4: drop_doubles}
"""For each version above 1, what makes it from the one before."""

_APPEND_ONLY = """
CREATE TRIGGER IF NOT EXISTS {table}_no_{verb} BEFORE {verb} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} are only ever added'); END
"""
_APPEND_ONLY_ON_SERVER = (
    """
CREATE OR REPLACE FUNCTION only_ever_added() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
RAISE EXCEPTION '% are only ever added', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation'; END $$
""",
    """
CREATE TRIGGER {table}_only_added BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION only_ever_added()
""",
)


def create_schema(connection: Connection) -> None:
    """Makes all tables in an empty database, and gives the library its name."""
    metadata.create_all(connection)
    for table in (judgements, decisions):
        _only_ever_add(connection, table)
    values = {
        "schema": str(SCHEMA_VERSION),
        "library": uuid.uuid4().hex,
        "created": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
    }
    connection.execute(insert(meta), [{"key": key, "value": value} for key, value in values.items()])


def _only_ever_add(connection: Connection, table: Table) -> None:
    if connection.dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            connection.execute(text(_APPEND_ONLY.format(table=table.name, verb=verb)))
        return
    for statement in _APPEND_ONLY_ON_SERVER:
        connection.execute(text(statement.format(table=table.name)))


def schema_version(engine: Engine, name: str) -> int:
    """The version of the library's shape; what is no library, or a newer one, is `LibraryError`."""
    with engine.connect() as connection:
        if not inspect(connection).has_table("meta"):
            raise LibraryError(name, "it is a database but no library", remedy="make one with: marsad init")
        found = connection.scalar(select(meta.c.value).where(meta.c.key == "schema"))
    version = int(found) if found and found.isdigit() else 0
    if version > SCHEMA_VERSION:
        raise LibraryError(
            name,
            f"it was made by a newer Marsad (schema {version}; this one knows {SCHEMA_VERSION})",
            remedy="update Marsad: pip install --upgrade marsad",
        )
    if version < 1:
        raise LibraryError(name, "it does not say its version", remedy="take it back from a copy")
    return version


def migrate(connection: Connection, version: int) -> None:
    """Brings a library of an older version to this one, in the transaction that is open."""
    for number in range(version + 1, SCHEMA_VERSION + 1):
        STEPS[number](connection)
    connection.execute(update(meta).where(meta.c.key == "schema").values(value=str(SCHEMA_VERSION)))
