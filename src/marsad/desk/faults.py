"""What went wrong, in the language of the page: errors say it in English, for programs and terminals; pages say it in Arabic too."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from markupsafe import Markup, escape

from marsad.export.html_tables import bdi

_HOLE = re.compile(r"\\\{\\\}|\{\}")
_PART = re.compile(r"\{(\d)\}")
_WORD = re.compile(r": («[^»]*»)$")
"""The word of a query at which it went wrong stands behind what is wrong."""
_LONGEST = 1000
_MOST_CUTS = 4
"""Places where a message is taken for being cut: what people wrote stands in some, and may hold any number of signs."""


def told(message: str, language: str) -> Markup:
    """An error as a page says it: what it is about, what is wrong, and the remedy, each part from outside isolated.

    What the list has no words for stays as it is.

    >>> told("12: the library holds no such article (check its number)", "ar").striptags()
    '12: لا تحوي المكتبة مقالة كهذه (تحقق من رقمها)'
    """
    whole = None if language == "en" or len(message) > _LONGEST else _in_arabic(message)
    return Markup(bdi(message)) if whole is None else whole


def said(english: str, group: str = "said") -> Markup | None:
    """The Arabic of a fault or a remedy, or of what a fault is about; nothing where there is none."""
    plain = faults()[group].get(english)
    if plain is not None:
        return Markup(escape(plain))
    for pattern, arabic in _open(group):
        if match := pattern.fullmatch(english):
            return _filled(arabic, match.groups())
    return None


@lru_cache(maxsize=1 << 10)
def _in_arabic(message: str) -> Markup | None:
    for problem, remedy in _halves(message):
        for subject, fault in _subjects(problem):
            if (meant := _fault(fault)) is not None:
                about = (
                    Markup("{}: ").format(said(subject, "about") or Markup(bdi(subject))) if subject else ""
                )
                mend = Markup(" ({})").format(said(remedy) or Markup(bdi(remedy))) if remedy else ""
                return Markup("<bdi>{}{}{}</bdi>").format(about, meant, mend)
    return None


def _fault(english: str) -> Markup | None:
    """What is wrong, and at which word if it is a query."""
    meant = said(english)
    word = _WORD.search(english) if meant is None else None
    if word is None:
        return meant
    before = said(english[: word.start()])
    return None if before is None else Markup("{}: {}").format(before, Markup(bdi(word[1])))


def _halves(message: str) -> list[tuple[str, str]]:
    """A message cut into what is wrong and the remedy in brackets behind it, wherever that may begin; then as a whole."""
    cuts = [one.start() for one in re.finditer(r" \(", message)] if message.endswith(")") else []
    return [*((message[:at], message[at + 2 : -1]) for at in reversed(cuts[-_MOST_CUTS:])), (message, "")]


def _subjects(problem: str) -> list[tuple[str, str]]:
    """A message cut into what it is about and what is wrong, wherever that may be; as a whole last."""
    cuts = [one.start() for one in re.finditer(": ", problem)]
    return [*((problem[:at], problem[at + 2 :]) for at in cuts[:_MOST_CUTS]), ("", problem)]


def _filled(arabic: str, parts: tuple[str | Any, ...]) -> Markup:
    """The Arabic with the parts that differ each time."""
    pieces = _PART.split(arabic)
    return Markup("").join(
        Markup(bdi(parts[int(piece)])) if at % 2 else escape(piece) for at, piece in enumerate(pieces)
    )


@cache
def faults() -> dict[str, dict[str, str]]:
    """The Arabic of each fault and remedy by its English (`said`), and of what a fault can be about (`about`)."""
    import yaml

    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    source = files("marsad.desk").joinpath("strings", "faults.yaml").read_text(encoding="utf-8")
    found: dict[str, dict[str, str]] = yaml.load(source, Loader=loader)
    return found


@cache
def _open(group: str) -> list[tuple[re.Pattern[str], str]]:
    """Those with parts that differ, the longest first, which say the most."""
    found = sorted((one for one in faults()[group].items() if "{}" in one[0]), key=lambda one: -len(one[0]))
    return [(re.compile(_HOLE.sub("(.+?)", re.escape(said)), re.DOTALL), arabic) for said, arabic in found]


__all__ = ["faults", "said", "told"]
