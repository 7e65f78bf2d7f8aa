"""What the layer writes down while it reads: voices and statements, in tokens."""

from __future__ import annotations

import msgspec

from marsad.matching import Match

ANSWERS = frozenset(
    {"deny", "reject", "condemn", "criticise", "doubt", "admit", "confirm", "praise", "agree", "regret"}
)
"""Acts that may take up what somebody has just said: «نفى ذلك», «وهو ما رحب به»."""

FOLLOWING = "tail.following"
"""The entry of «البيان [التالي]: …»."""

PASSIVE = "speech.verb.passive"
"""The rule of words that nobody is said to have said."""


class Speaker(msgspec.Struct, frozen=True):
    """A source in tokens `[first, last)` and characters, with what agreement can tell of it."""

    first: int
    last: int
    start: int
    end: int
    kind: str = "unnamed"
    entity: str | None = None
    gender: str = ""
    number: str = ""


class Statement(msgspec.Struct):
    """A cue with what it introduces; content and source are filled in step by step.

    `style` is verb, participle, noun, tail, manner or headline; `frame` what introduces the content.
    `content` is `[first, last)` in tokens, with `skip` characters of a particle cut from the first one.
    """

    view: int
    cue: Match | None
    style: str
    first: int
    last: int
    start: int
    end: int
    frame: str
    content: tuple[int, int]
    act: str = "state"
    skip: int = 0
    source: Speaker | None = None
    relays: tuple[Speaker, ...] = ()
    relay_dropped: bool = False
    addressee: Speaker | None = None
    implicit: bool = False
    unsourced: bool = False
    gender: str = ""
    number: str = ""
    sentence: int = 0
    parent: Statement | None = None
    same_as: Statement | None = None
    opening: int = 0
    bound: int = 0
    rule: str = ""
    hedged: bool = False
    quoted: bool = False
    switch: bool = False
    within: bool = False
    """Whether the statement only tells what stands in a paper that the sentence speaks of: «رد على تصريحات [قال فيها فلان]»."""
    fronted: bool = False
    """Whether that paper stands before the sentence's own verb: «في بيان [اتهم فيه] الحزب الوزارة، أعلن…»."""
