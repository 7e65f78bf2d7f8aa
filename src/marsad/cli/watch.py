"""`marsad watch`: a saved search that tells of each article it finds once."""

from __future__ import annotations

import hashlib
import sys
import time
from collections.abc import Callable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any
from urllib.parse import urlsplit

import typer

from marsad.cli.library import bring_up_to_date, open_library

if TYPE_CHECKING:
    from marsad.corpus import Library
    from marsad.corpus.search.watches import Watch, Watching
    from marsad.corpus.store.values import StoredArticle

LEAD = 280
"""Characters of an article's text that an alert begins with."""
_PATIENCE = 20.0
"""Seconds a webhook may take to answer."""
Teller = Callable[[dict[str, Any]], None]


class AlertFormat(StrEnum):
    """What `marsad watch` writes."""

    text = "text"
    jsonl = "jsonl"


class NotDelivered(Exception):
    """The webhook did not take an alert."""


def watch(
    library: str = typer.Argument(..., help="The folder of the library."),
    query: str | None = typer.Option(
        None, help="What to look for (docs/search.md); else the one saved as --name."
    ),
    name: str | None = typer.Option(
        None, help="The name to save the query under, or under which it is saved."
    ),
    webhook: str | None = typer.Option(None, help="Post each new article to this address, as JSON."),
    out: Path | None = typer.Option(None, help="Add to this file instead of writing to standard output."),
    format: AlertFormat = typer.Option(AlertFormat.text, help="text or jsonl."),
    every: float = typer.Option(60.0, min=0.1, help="Seconds between two looks."),
    once: bool = typer.Option(False, "--once", help="Look once and stop."),
    from_now: bool = typer.Option(False, "--from-now", help="Do not tell of what is there already."),
    list_saved: bool = typer.Option(False, "--list", help="List the saved searches and stop."),
    forget: bool = typer.Option(
        False, "--forget", help="Delete the search saved as --name with what was told of it, and stop."
    ),
) -> None:
    """Tell of each article of a library that meets a query, once, also of those that are added later.

    What was told is remembered with the query, so that the next run goes on where this one ended. Exit status: 0 all told; 1 the
    webhook did not take an article (it is told the next time); 2 wrong usage.
    """
    if webhook is not None and (
        urlsplit(webhook).scheme not in ("http", "https") or not urlsplit(webhook).hostname
    ):
        raise typer.BadParameter(f"{webhook!r} is no web address", param_hint="--webhook")
    if out is not None and not out.absolute().parent.is_dir():
        raise typer.BadParameter(f"{out} is to be in a folder that is not there", param_hint="--out")
    with open_library(library) as source:
        if list_saved:
            _list(source)
            return
        if forget:
            _forget(source, name)
            return
        told_all = _run(source, _saved(source, query, name), webhook, out, format, every, once, from_now)
    raise typer.Exit(0 if told_all else 1)


def _list(library: Library) -> None:
    from marsad.corpus.search.watches import list_watches

    for one in list_watches(library):
        typer.echo(f"{one.name}\t{one.query}")


def _forget(library: Library, name: str | None) -> None:
    from marsad.corpus.search.watches import delete_watch

    if name is None:
        raise typer.BadParameter("say which saved search with --name")
    delete_watch(library, name)
    typer.echo(f"{name}: forgotten")


def _saved(library: Library, query: str | None, name: str | None) -> Watch:
    """The search to watch; a query without a name is saved under one made of its characters."""
    from marsad.corpus.search.watches import Watch, find_watch, save_watch

    if query is None:
        if name is None:
            raise typer.BadParameter("say what to look for with --query, or which saved search with --name")
        return find_watch(library, name)
    found = Watch(name=name or f"q-{hashlib.sha256(query.encode()).hexdigest()[:12]}", query=query)
    save_watch(library, found)
    return found


def _run(
    library: Library,
    wanted: Watch,
    webhook: str | None,
    out: Path | None,
    format: AlertFormat,
    every: float,
    once: bool,
    from_now: bool,
) -> bool:
    """Looks again and again; whether all was told."""
    from marsad.corpus.search.watches import Watching

    with Watching(library, wanted) as watching:
        bring_up_to_date(library)
        if from_now:
            for article in watching.new():
                watching.tell(article)
        while True:
            told_all = _look(library, watching, _tellers(webhook, out, format))
            if once:
                return told_all
            try:
                time.sleep(every)
            except KeyboardInterrupt:
                return told_all
            bring_up_to_date(library)


def _look(library: Library, watching: Watching, tellers: list[Teller]) -> bool:
    """Tells of what is new; at the first alert that cannot be delivered it stops, the rest is told the next time."""
    for article in watching.new():
        try:
            for tell in tellers:
                tell(_alert(library, watching.watch, article))
        except NotDelivered as error:
            typer.echo(f"marsad: {error}: {article.id} is told again the next time", err=True)
            return False
        watching.tell(article)
    return True


def _alert(library: Library, wanted: Watch, article: StoredArticle) -> dict[str, Any]:
    text = library.record(article.no).article.text
    return {
        "search": wanted.name,
        "query": wanted.query,
        "id": article.id,
        "title": article.title,
        "url": article.url,
        "site": article.site,
        "published": article.published,
        "added": article.added,
        "lead": text if len(text) <= LEAD else text[:LEAD].rsplit(maxsplit=1)[0] + " …",
    }


def _tellers(webhook: str | None, out: Path | None, format: AlertFormat) -> list[Teller]:
    """Whom to tell: the webhook first, since it alone can refuse; the line is written when it has not."""

    def write(alert: dict[str, Any]) -> None:
        if out is None:
            _write_line(alert, format, sys.stdout)
            return
        with out.open("a", encoding="utf-8", newline="") as file:
            _write_line(alert, format, file)

    return [*_posting(webhook), write]


def _posting(webhook: str | None) -> Iterator[Teller]:
    if webhook is not None:
        yield lambda alert: _post(webhook, alert)


def _post(webhook: str, alert: dict[str, Any]) -> None:
    import httpx
    import msgspec

    from marsad.version import __version__

    headers = {"Content-Type": "application/json; charset=utf-8", "User-Agent": f"marsad/{__version__}"}
    try:
        answer = httpx.post(
            webhook,
            content=msgspec.json.encode(alert),
            headers=headers,
            timeout=_PATIENCE,
            follow_redirects=False,
        )
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise NotDelivered(f"the webhook cannot be reached ({error})") from None
    if not answer.is_success:
        raise NotDelivered(f"the webhook answered {answer.status_code}")


def _write_line(alert: dict[str, Any], format: AlertFormat, file: IO[str]) -> None:
    from marsad.export.bidi import plain
    from marsad.export.pieces import json_text

    if format is AlertFormat.jsonl:
        file.write(json_text(alert) + "\n")
    else:
        shown = ((alert["published"] or "")[:10], alert["site"], alert["title"], alert["url"] or alert["id"])
        file.write("\t".join(plain(part or "") for part in shown) + "\n")
    file.flush()


__all__ = ["watch"]
