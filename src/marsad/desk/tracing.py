"""How a fact was found, in words: rules have ids for those who mend them, and sentences for those who read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

OPENED = "way_then_"
"""Begins the keys of what follows a cue of speech."""


def way_of(rule: str, said: Mapping[str, object]) -> str:
    """What a rule goes by, by the strings of a language; the rule of which it is a case where it has no words of its own.

    >>> way_of("speech.verb.that.order", {"way_speech_verb": "فعل قول", "way_then_that": "بعده «أن»"})  # a verb of saying, then «that»
    'فعل قول بعده «أن»'
    >>> way_of("frame.assault.21", {"way_frame": "لفظ حدث"})  # a word for an event
    'لفظ حدث'
    """
    style = next((name for name in _upwards(rule) if f"way_{name}" in said), "")
    if not style:
        return rule
    parts = [said[f"way_{style}"]]
    if rule.startswith("speech."):
        rest = rule.split(".")[len(style.split("_")) :]
        parts += [said[OPENED + one] for one in rest if OPENED + one in said][:1]
    return " ".join(map(str, parts))


def _upwards(rule: str) -> Iterator[str]:
    """The name of a rule among the strings, and those of the more general ones; an event's type is no part of it."""
    parts = rule.split(".")
    if parts[0] == "frame":
        parts = [parts[0], *parts[2:]]
    for end in range(len(parts), 0, -1):
        yield "_".join(parts[:end])


__all__ = ["way_of"]
