"""`marsad judge`: what a person says about a fact."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import Any

import typer

from marsad.cli.library import article_named, open_library


class JudgeAction(StrEnum):
    """What can be said about a fact."""

    accept = "accept"
    edit = "edit"
    reject = "reject"
    merge = "merge"
    split_ = "split"
    note = "note"
    tag = "tag"
    rate = "rate"
    undo = "undo"


def judge(
    library: str = typer.Argument(..., help="The folder of the library."),
    article: str = typer.Argument(..., help="The id of the article, or its number in the library."),
    fact: str = typer.Argument(
        ...,
        help="The fact's kind and id in the record (entity:e1, date:d2, attribution:a3, event:v4), or article.",
    ),
    action: JudgeAction = typer.Argument(
        ..., help="accept, edit, reject, merge, split, note, tag, rate, or undo: take back your last on it."
    ),
    value: str | None = typer.Argument(
        None,
        help="What an edit changes (JSON), whom to merge into, forms to split off (JSON), the note, the tag, or 1 to 6.",
    ),
    by: str = typer.Option(..., help="Who says so."),
) -> None:
    """Store a judgement on a fact: it stays for ever, follows its words into newer versions, and is exported as gold."""
    kind, _, ident = fact.partition(":")
    with open_library(library, "w") as target:
        judgement = target.judge(
            article_named(article),
            kind,
            ident or None,
            action.value,
            by=by,
            value=_value(action, value),
        )
    typer.echo(f"{judgement.no}\t{judgement.at}\t{fact}\t{action.value}\t{judgement.exact or ''}")


def _value(action: JudgeAction, value: str | None) -> Any:
    if value is None or action not in (JudgeAction.edit, JudgeAction.split_):
        return value
    try:
        return json.loads(value)
    except ValueError:
        raise typer.BadParameter(f"{action.value} needs JSON, not «{value}»") from None
