"""Claims of a story, and how they stand to each other."""

from __future__ import annotations

from typing import Literal, TypedDict

import msgspec

Bearing = Literal["supports", "contradicts", "updates", "repeats"]


class Claim(msgspec.Struct, frozen=True, kw_only=True):
    """Something an article says or has said: its passage `article.text[start:end] == exact`, on whose word, of what.

    `topic` is what is said something of: a count (``dead``, ``arrested``…), ``day``, ``doer``, ``denial``, ``statement``. `low` and
    `high` bound a count, `day` is EDTF, `who` the words for who did it; `places` are the words of those that the passage names. `sources` is the chain, whose word it is first; `origin` is who the claim comes from
    once copies and relays are followed back: two claims with one origin are one voice. `voice` is the origin as it is named.
    """

    article: str
    start: int
    end: int
    exact: str
    topic: str
    published: str | None = None
    low: float | None = None
    high: float | None = None
    unit: str = ""
    day: str | None = None
    who: str = ""
    about: str = ""
    places: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    origin: str = ""
    voice: str = ""
    copied: bool = False

    @property
    def matter(self) -> str:
        """What is claimed of what: a topic; days and doers by what happened: ``day ASSAULT``."""
        return f"{self.topic} {self.about}" if self.day or self.who else self.topic

    @property
    def value(self) -> str:
        """What is claimed, in short: ``7``, ``≥9``, ``≤150``, a day, who did it, ``no`` for a denial."""
        if self.topic == "denial":
            return "no"
        if self.day is not None:
            return self.day
        if self.who:
            return self.who
        if self.low is None and self.high is None:
            return "yes"
        if self.low == self.high:
            return _shown(self.low)
        if self.high is None or self.high == float("inf"):
            return f"≥{_shown(self.low)}"
        return f"≤{_shown(self.high)}" if not self.low else f"{_shown(self.low)}–{_shown(self.high)}"


class Said(TypedDict, total=False):
    """What a claim says beside its topic: the fields of `Claim` that only some topics have."""

    low: float
    high: float
    unit: str
    day: str
    who: str
    about: str
    places: tuple[str, ...]


def _shown(number: float | None) -> str:
    """A number with all its digits: 160 milliards are not 1.6e+11."""
    return f"{number or 0:.15g}"


class Relation(msgspec.Struct, frozen=True, kw_only=True):
    """How a claim bears on another one: it `supports`, `contradicts` or `updates` it, or only `repeats` it (one voice).

    `rule` says how that was seen: ``count``, ``day``, ``doer``, ``place``, ``instead`` («وليس»), ``denial`` or ``accusation``.
    """

    claim: Claim
    other: Claim
    bearing: Bearing
    rule: str
