"""What is said of two articles that share their words."""

from __future__ import annotations

from typing import Literal

import msgspec

Verdict = Literal["reprint", "edited", "excerpt"]
Evidence = Literal["credit", "time", "share", "order"]


class Stretch(msgspec.Struct, frozen=True, gc=False):
    """Words that two articles share: `article.text[start:end]` and `origin.text[origin_start:origin_end]`.

    A few words inside may differ; `words` counts those that are the same.
    """

    start: int
    end: int
    origin_start: int
    origin_end: int
    words: int


class Copy(msgspec.Struct, frozen=True, kw_only=True):
    """Two articles that share so many words that one was made from the other, or both from a third.

    `article` and `origin` are ids; `origin` is the likelier source of the two, `origin_from` says from what: the
    copy's ``credit``, the ``time`` of publication, the ``share`` (the copy lies within the origin), or, where nothing
    tells, the ``order`` of ids. `share` is how much of the copy's words stand in the origin, `origin_share` the reverse.
    `credit` is the agency or outlet the copy names as its source, as it names it.
    """

    article: str
    origin: str
    verdict: Verdict
    share: float
    origin_share: float
    origin_from: Evidence
    credit: str | None = None
    stretches: tuple[Stretch, ...] = ()
