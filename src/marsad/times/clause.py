"""What a reader of values sees of an expression."""

from __future__ import annotations

from datetime import date

import msgspec

from marsad.matching import Match
from marsad.types import Token

Groups = dict[str, tuple[int, int]]


class Clause(msgspec.Struct):
    """Where an expression stands: its tokens, the words behind them, and what is known around it."""

    tokens: tuple[Token, ...]
    words: dict[int, Match]
    groups: Groups
    reference: date | None
    future: bool
    last_day: str | None
    last: str | None = None
    here: str | None = None
    """The value named before in the same sentence."""
    present: bool = False
    """A present verb turns the clause to the future: it may speak of the day of publication itself."""

    def number(self, name: str) -> int | None:
        """The number of a group, written in digits or words."""
        if name not in self.groups:
            return None
        for at in range(*self.groups[name]):  # the article stands before the number: «الـ21»
            if at in self.words:
                return int(self.words[at].entry.fields.get("value", 0))
            if self.tokens[at].fold.isdecimal():
                return int(self.tokens[at].fold)
        return None

    def word(self, name: str) -> Match | None:
        """The lexicon match of a group."""
        return self.words.get(self.groups[name][0]) if name in self.groups else None

    def edge(self) -> str | None:
        """The edge of group `g`: start, middle, end or none."""
        match = self.word("g")
        return None if match is None else str(match.entry.fields["edge"])

    def text(self, name: str) -> str:
        """The folded text of the first token of a group."""
        return self.tokens[self.groups[name][0]].fold

    def unit(self) -> tuple[str, int | None]:
        """The calendar unit of group `u`, and the count its form carries."""
        match = self.word("u")
        assert match is not None
        return str(match.entry.fields["unit"]), match.entry.fields.get("count")
