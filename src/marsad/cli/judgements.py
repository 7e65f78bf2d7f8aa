"""`marsad judgements`: what people said about facts, and what no longer fits."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import typer

from marsad.cli.library import article_named, open_library

if TYPE_CHECKING:
    from marsad.corpus.store.judging import Standing


class JudgementsFormat(StrEnum):
    """What `marsad judgements` writes."""

    text = "text"
    jsonl = "jsonl"


def judgements(
    library: str = typer.Argument(..., help="The folder of the library."),
    article: str | None = typer.Argument(None, help="Only on this article: its id, or its number."),
    conflicts: bool = typer.Option(
        False, "--conflicts", help="Only those whose words are gone, and that nobody has taken back."
    ),
    format: JudgementsFormat = typer.Option(JudgementsFormat.text, help="text or jsonl."),
) -> None:
    """List what people judged, the oldest first, and where each stands in the present record.

    A line has tabs between: the number, the time (UTC), who, the article, the fact in the present record, the action, its
    value, the words that were judged, and how it stands: stands, conflict (its words are gone), or undone.
    """
    import msgspec

    with open_library(library) as source:
        found = source.judgements(None if article is None else article_named(article))
        ids = {no: source.article(no).id for no in {one.judgement.article for one in found}}
    for one in found:
        if conflicts and state_of(one) != "conflict":
            continue
        row = {**_told(one), "article": ids[one.judgement.article], "state": state_of(one)}
        if format is JudgementsFormat.jsonl:
            typer.echo(msgspec.json.encode(row).decode())
        else:
            typer.echo("\t".join(_cells(row)))


def state_of(one: Standing) -> str:
    """How a judgement stands: in the present record, against it, or taken back."""
    if one.undone:
        return "undone"
    return "conflict" if one.conflict else "stands"


def _told(one: Standing) -> dict[str, Any]:
    """A judgement with the fact that it means today; `was` is the id under which that was judged."""
    said = one.judgement
    fact = getattr(one.fact, "id", None)
    return {
        "no": said.no,
        "at": said.at,
        "by": said.by,
        "kind": said.kind,
        "fact": fact,
        "was": said.fact,
        "action": said.action,
        "value": said.value,
        "exact": said.exact,
    }


def _cells(row: dict[str, Any]) -> Iterator[str]:
    import msgspec

    value = row["value"]
    written = value if isinstance(value, str | None) else msgspec.json.encode(value).decode()
    fact = row["fact"] or row["was"]
    named = f"{row['kind']}:{fact}" if fact else row["kind"]
    shown = (row["no"], row["at"], row["by"], row["article"], named, row["action"], written, row["exact"])
    for cell in (*shown, row["state"]):
        yield " ".join(str(cell if cell is not None else "").split())
