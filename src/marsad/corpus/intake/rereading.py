"""The articles of a library read again: by a newer Marsad, another lexicon or another tier."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

import msgspec
from sqlalchemy import Connection, select

from marsad.batch import How, Refusal, read_tagged
from marsad.corpus.intake.adding import BATCH_ANSWERS, refused_of
from marsad.corpus.store.reading import AnyRow, find_page, unpack_record
from marsad.corpus.store.schema import articles, records, runs
from marsad.corpus.store.values import Added, Refused, StoredPage
from marsad.corpus.store.writing import Batch
from marsad.errors import InputError
from marsad.page.sources import Input, open_inputs
from marsad.types import Record

if TYPE_CHECKING:
    from marsad.corpus.library import Library

_LISTED = (
    articles.c.no,
    articles.c.id,
    articles.c.version,
    articles.c.url,
    articles.c.page,
    articles.c.given,
)


def reread(
    library: Library, *, how: How | None = None, jobs: int = 1, everything: bool = False
) -> Iterator[Added | Refused]:
    """A new record for each article that another Marsad, lexicon or tier has read (see `Library.reread`)."""
    how = how or How()
    waiting: list[tuple[AnyRow, Record | Refusal]] = []
    for row, answer in read_tagged(_outdated(library, how, everything), how, jobs):
        if answer is not None:
            waiting.append((row, answer))
        if len(waiting) >= BATCH_ANSWERS:
            yield from _write(library, waiting)
            waiting = []
    yield from _write(library, waiting)


def _outdated(library: Library, how: How, everything: bool) -> Iterator[tuple[AnyRow, Input | InputError]]:
    """The articles whose record is not what would be read today, with what they were read from."""
    from marsad.matching import load_lexicon
    from marsad.reader import default_tier
    from marsad.version import __version__

    today = (__version__, how.tier or default_tier(), load_lexicon().digest)
    run = (runs.c.marsad, runs.c.model, runs.c.lexicon)
    query = (
        select(*_LISTED, *run)
        .select_from(articles)
        .join(records)
        .join(runs)
        .where(articles.c.current, records.c.current)
    )
    with library.reading() as connection:
        rows = connection.execute(query.order_by(articles.c.no)).all()
    for row in rows:
        if everything or (row.marsad, row.model, row.lexicon) != today:
            with library.reading() as connection:
                yield row, _input(connection, row)


def _input(connection: Connection, row: AnyRow) -> Input | InputError:
    """What an article was read from: its page with what was given besides, or the article as it was given."""
    if row.page is None:
        article = unpack_record(connection, row.no).article
        return Input(name=row.id, kind="article", article=article, id=row.id, url=article.url)
    page = find_page(connection, row.page)
    opened = _open_page(page)
    if isinstance(opened, InputError):
        return opened
    return msgspec.structs.replace(
        opened,
        name=row.id,
        url=row.url,
        fetched=page.fetched,
        headers=page.headers,
        **json.loads(row.given),
    )


def _open_page(page: StoredPage) -> Input | InputError:
    if page.kind == "mhtml":
        return next(iter(open_inputs(["-"], stdin=io.BytesIO(page.data))))
    return Input(
        name="", kind="html" if page.kind == "html" else "text", data=page.data, declared=page.declared
    )


def _write(library: Library, waiting: list[tuple[AnyRow, Record | Refusal]]) -> list[Added | Refused]:
    if not waiting:
        return []
    answers: list[Added | Refused] = []
    with library.writing() as connection:
        batch = Batch(connection)
        for row, answer in waiting:
            if isinstance(answer, Refusal):
                refused = msgspec.structs.replace(refused_of(answer), name=row.id)
                batch.refuse(refused)
                answers.append(refused)
            else:
                batch.add_run(row.no, answer)
                answers.append(
                    Added(name=row.id, outcome="reread", no=row.no, id=row.id, version=row.version)
                )
        batch.flush()
    return answers
