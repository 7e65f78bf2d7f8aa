"""`marsad story`: the articles on one happening, in order, copies under their origins."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING

import typer

from marsad.cli.library import article_named, look_through, open_library

if TYPE_CHECKING:
    from marsad.corpus import Library
    from marsad.corpus.corroboration import Matrix, Relation
    from marsad.corpus.stories import Story


SHOWN_WORDS = 30
"""Words of a passage in the text answer."""


class StoryFormat(StrEnum):
    """What `marsad story` writes."""

    text = "text"
    json = "json"


def story(
    library: str = typer.Argument(..., help="The folder of the library."),
    which: str | None = typer.Argument(
        None, help="The number of a story, or the id of one of its articles; without it all are listed."
    ),
    limit: int = typer.Option(20, min=1, help="How many stories to list."),
    matrix: bool = typer.Option(
        False,
        "--matrix",
        help="Who claims what in the story, from how many independent origins, and what contradicts what.",
    ),
    format: StoryFormat = typer.Option(StoryFormat.text, help="text or json."),
) -> None:
    """List stories, or the articles of one in the order of publication, each copy under its origin.

    New articles are put to their stories first, as far as nobody else is writing to the library.
    """
    from marsad.corpus.stories import find_story, list_stories, story_of

    look_through(library)
    with open_library(library) as source:
        if which is None:
            listed = list_stories(source, most=limit)
            _write(_listed(listed) if format is StoryFormat.text else _json(listed))
            return
        named = article_named(which)
        found = find_story(source, named) if isinstance(named, int) else story_of(source, named)
        if matrix:
            from marsad.corpus.corroboration import corroborate

            made = corroborate(source, found)
            _write(_matrix(made) if format is StoryFormat.text else _json([made]))
            return
        _write(_told(source, found) if format is StoryFormat.text else _json([found]))


def _write(lines: Iterator[str]) -> None:
    for line in lines:
        typer.echo(line)


def _json(stories: Sequence[Story | Matrix]) -> Iterator[str]:
    import msgspec

    for one in stories:
        yield msgspec.json.encode(one).decode()


def _listed(stories: list[Story]) -> Iterator[str]:
    for one in stories:
        yield f"{one.no}\t{_days(one)}\t{len(one.articles)} articles\t\u2068{one.title}\u2069"


def _days(story: Story) -> str:
    return story.first or "?" if story.first == story.last else f"{story.first}/{story.last}"


def _told(library: Library, story: Story) -> Iterator[str]:
    from marsad.corpus.copies import copies_among, nearest_origins

    near = nearest_origins(copies_among(library, story.articles))
    origins = {ident: copy.origin for ident, copy in near.items()}
    yield f"story {story.no} · {_days(story)} · {len(story.articles)} articles, {len(story.articles) - len(near)} of their own"
    for ident in story.articles:
        if ident not in near:
            yield ""
            yield _entry(library, ident)
            for copy in near.values():
                if _root(copy.article, origins) == ident:
                    yield f"    = {_entry(library, copy.article)} · {copy.verdict}, {copy.share:.0%}"


def _root(ident: str, origins: dict[str, str]) -> str:
    """The first origin of a copy, as far back as the story goes."""
    seen = {ident}
    while (before := origins.get(ident)) is not None and before not in seen:
        seen.add(before)
        ident = before
    return ident


def _entry(library: Library, ident: str) -> str:
    stored = library.article(ident)
    return " · ".join(
        part
        for part in ((stored.published or "")[:16], stored.site, f"\u2068{stored.title}\u2069", stored.id)
        if part
    )


def _matrix(matrix: Matrix) -> Iterator[str]:
    values: dict[tuple[str, str], list[str]] = {}
    for cell in matrix.cells:
        if cell.topic not in ("denial", "statement", "instead"):
            line = f"    \u2068{cell.claim.voice}\u2069 · {len(cell.articles)} articles · \u2068{_short(cell.claim.exact)}\u2069"
            values.setdefault((cell.topic, cell.value), []).append(line)
    for (topic, value), lines in values.items():
        yield f"{topic} {value} · {len(lines)} independent"
        yield from lines
    shown = set()
    for relation in matrix.relations:
        key = (
            relation.bearing,
            relation.claim.topic,
            relation.claim.value,
            relation.other.value,
            relation.rule,
        )
        if relation.bearing in ("contradicts", "updates") and (key not in shown or relation.rule != "count"):
            shown.add(key)
            yield ""
            yield from _relation(relation)


def _relation(relation: Relation) -> Iterator[str]:
    yield f"{relation.bearing} ({relation.rule}): {relation.claim.value} / {relation.other.value}"
    for claim in (relation.claim, relation.other):
        yield f"    {(claim.published or '?')[:16]} \u2068{claim.voice}\u2069 · \u2068{_short(claim.exact)}\u2069 · {claim.article}"


def _short(text: str) -> str:
    words = text.split()
    return " ".join(words[:SHOWN_WORDS]) + (" …" if len(words) > SHOWN_WORDS else "")
