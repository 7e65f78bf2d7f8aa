"""What a search answers."""

from __future__ import annotations

import msgspec


class Snippet(msgspec.Struct, frozen=True):
    """A piece of the article's text, `article.text[start:end] == text`; `highlights` are offsets in the article's text."""

    start: int
    end: int
    text: str
    highlights: tuple[tuple[int, int], ...] = ()

    def marked(self, opening: str = "[", closing: str = "]") -> str:
        """The piece with marks round what was found.

        >>> Snippet(10, 22, "وقال حفتر إن", ((15, 19),)).marked()  # and Haftar said that
        'وقال [حفتر] إن'
        """
        return mark(
            self.text, [(a - self.start, b - self.start) for a, b in self.highlights], opening, closing
        )


def mark(text: str, spans: list[tuple[int, int]], opening: str, closing: str) -> str:
    """The text with marks round spans that are in order and do not overlap."""
    pieces, at = [], 0
    for start, end in spans:
        pieces += [text[at:start], opening, text[start:end], closing]
        at = end
    return "".join([*pieces, text[at:]])


class Hit(msgspec.Struct, frozen=True, kw_only=True):
    """An article that was found; `title_highlights` are offsets in its title."""

    no: int
    id: str
    score: float
    title: str
    title_highlights: tuple[tuple[int, int], ...] = ()
    published: str | None = None
    site: str | None = None
    snippet: Snippet


class Facet(msgspec.Struct, frozen=True):
    """A value that articles found have, and how many of them."""

    value: str
    count: int


class Hits(msgspec.Struct, frozen=True, kw_only=True):
    """The answer to a query: how many articles meet it, those asked for, and what they are about.

    `loosened` says that no article has all the words, so that those with some of them are shown, and then the facets may be
    those of the best `counted` articles only (0: of all); `missing` how many readings of the library the index does not hold
    yet, among which there may be more.
    """

    total: int
    hits: tuple[Hit, ...] = ()
    facets: dict[str, tuple[Facet, ...]] = {}
    loosened: bool = False
    missing: int = 0
    counted: int = 0
