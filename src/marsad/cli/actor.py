"""`marsad actor`: a person under all spellings, with roles over time; which names are one, and which are not."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import typer

from marsad.cli.library import article_named, open_library

if TYPE_CHECKING:
    from marsad.corpus import Decision, Library
    from marsad.corpus.actors import Actor, Proposal


class ActorFormat(StrEnum):
    """What `marsad actor` writes."""

    text = "text"
    json = "json"


def actor(
    library: str = typer.Argument(..., help="The folder of the library."),
    name: str | None = typer.Argument(None, help="A full name, or a family name for all who bear it."),
    merge: tuple[str, str] | None = typer.Option(None, help="Two names that are one actor, from now on."),
    split: tuple[str, str] | None = typer.Option(None, help="Two names that are never one actor."),
    bearer: str | None = typer.Option(
        None, help="A name that the articles given with --article use of somebody else."
    ),
    article: list[str] = typer.Option([], help="An article (id or number) that means the other --bearer."),
    undo: int | None = typer.Option(None, help="The number of a decision that no longer counts."),
    by: str | None = typer.Option(None, help="Who decides (with --merge, --split, --bearer, --undo)."),
    note: str | None = typer.Option(None, help="Why."),
    likely: bool = typer.Option(False, "--likely", help="Names that may be one, with what speaks for it."),
    evidence: tuple[str, str] | None = typer.Option(
        None, help="What speaks for and against two names being one actor."
    ),
    decisions: bool = typer.Option(False, "--decisions", help="All that people decided."),
    most: int = typer.Option(20, min=1, help="The most pairs that --likely lists."),
    format: ActorFormat = typer.Option(ActorFormat.text, help="text or json."),
) -> None:
    """Show who a name is in a library: its spellings, the articles, and the roles in the order of publication.

    Or decide: which two names are one actor, and which are not. Decisions stay for ever, hold for what comes in later, and can be
    undone.
    """
    asked = [name, merge, split, bearer, undo, evidence, likely or None, decisions or None]
    if sum(one is not None for one in asked) != 1:
        raise typer.BadParameter(
            "give one: a name, --merge, --split, --bearer, --undo, --likely, --evidence or --decisions"
        )
    if merge or split or bearer or undo is not None:
        _decide(library, merge, split, bearer, article, undo, by=by, note=note)
        return
    with open_library(library) as source:
        found, lines = _ask(source, name, evidence, likely=likely, most=most)
    if format is ActorFormat.json:
        import msgspec

        lines = (msgspec.json.encode(one).decode() for one in found)
    for line in lines:
        typer.echo(line)


def _decide(
    library: str,
    merge: tuple[str, str] | None,
    split: tuple[str, str] | None,
    bearer: str | None,
    articles: list[str],
    undo: int | None,
    *,
    by: str | None,
    note: str | None,
) -> None:
    if by is None:
        raise typer.BadParameter("a decision needs the name of who makes it: --by")
    with open_library(library, "w") as target:
        if merge:
            made = target.merge_actors(*merge, by=by, note=note)
        elif split:
            made = target.split_actors(*split, by=by, note=note)
        elif bearer:
            those = [article_named(one) for one in articles]
            made = target.split_actors(bearer, articles=those, by=by, note=note)
        else:
            made = target.undo(undo or 0, by=by, note=note)
    typer.echo(_decision_line(made))


def _ask(
    library: Library, name: str | None, pair: tuple[str, str] | None, *, likely: bool, most: int
) -> tuple[list[Any], Iterator[str]]:
    """What was asked for, and the lines that tell it."""
    from marsad.corpus.actors import evidence_for, find_actors, propose_merges, who_is_who

    if name is not None:
        actors = find_actors(library, name)
        return actors, _actor_lines(actors)
    if pair:
        weighed = [evidence_for(library, who_is_who(library), *pair)]
        return weighed, _proposal_lines(weighed)
    if likely:
        proposals = propose_merges(library, who_is_who(library), most=most)
        return proposals, _proposal_lines(proposals)
    decided = library.decisions(everything=True)
    return decided, (_decision_line(one) for one in decided)


def _actor_lines(found: list[Actor]) -> Iterator[str]:
    from marsad.corpus.actors import periods_of

    yield f"{len(found)} persons"
    for one in found:
        yield ""
        yield f"{_apart(one.name)} · {one.weight} articles"
        yield "  names: " + " · ".join(f"{_apart(name)} {count}" for name, count in one.names.items())
        for period in periods_of(one):
            when = f"{(period.first or '?')[:10]} – {(period.last or '?')[:10]}"
            yield f"  {when} {_apart(period.role)} · {period.articles} articles"


def _proposal_lines(found: list[Proposal]) -> Iterator[str]:
    for one in found:
        yield f"{one.score:.2f} {_apart(one.one.name)} {one.one.weight} · {_apart(one.other.name)} {one.other.weight}"
        for item in one.evidence:
            words = " · ".join(map(_apart, item.words))
            yield f"  {item.weight:+.2f} {item.kind} {words} {' '.join(item.articles)}".rstrip()


def _decision_line(one: Decision) -> str:
    about = "\t".join(key for key in (one.one, one.other) if key)
    undone = f"\tundoes {one.undoes}" if one.undoes else ""
    return f"{one.no}\t{one.at}\t{one.by}\t{one.action}\t{about}{undone}\t{one.note or ''}".rstrip()


def _apart(words: str) -> str:
    """Words in marks that keep their direction from the line's."""
    return f"\u2068{words}\u2069"
