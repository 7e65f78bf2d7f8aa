"""Patterns over runs of tokens: each token is one letter, each rule a regular expression over those letters.

A layer gives every token the one-letter label its grammar knows it by (for dates: number, month, weekday…) and
writes its rules as regular expressions over the string of labels; named groups give back runs of tokens. Python's
`re` then does the matching at its own speed, whatever the vocabulary behind the labels.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

import msgspec


class SequenceMatch(msgspec.Struct, frozen=True, gc=False):
    """A rule found over tokens `[first, last)`; `groups` maps a group's name to its tokens `(first, last)`."""

    rule: str
    first: int
    last: int
    groups: dict[str, tuple[int, int]]


class SequencePattern:
    """A rule over token labels.

    >>> rule = SequencePattern("date.day-month", "(?P<day>d)(?P<month>m)(?P<year>y)?")
    >>> [(m.first, m.last, m.groups["day"]) for m in rule.find("..dmy.")]
    [(2, 5, (2, 3))]
    """

    def __init__(self, rule: str, pattern: str) -> None:
        self.rule, self._pattern = rule, pattern

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        """The expression, compiled when first needed: a short text needs few of many rules."""
        return re.compile(self._pattern)

    def find(self, labels: str, start: int = 0, end: int | None = None) -> Iterator[SequenceMatch]:
        """The places where the rule holds between two tokens, not overlapping, in order."""
        for found in self._compiled.finditer(labels, start, len(labels) if end is None else end):
            groups = {name: found.span(name) for name in found.groupdict() if found.group(name) is not None}
            yield SequenceMatch(self.rule, found.start(), found.end(), groups)
