"""Statements as they are first written down, before content, source and chain are settled."""

from __future__ import annotations

from marsad.matching import Match
from marsad.speech.openers import Frame
from marsad.speech.statements import Speaker, Statement
from marsad.speech.view import View

STRONG_OPENERS = frozenset({"that", "quote", "colon"})
OWN_OBJECT = frozenset({"accuse", "describe", "blame"})
"""What the verb's object is when it belongs to the content: «اتهم الجيش [المسلحين بالقصف]»."""
SPLIT = frozenset({"address", "accuse", "describe", "blame"})
"""What the verb's object is when it takes two nouns, of which only the first can speak."""

_ADDRESSING = frozenset({"request", "threaten", "warn"})
_ADDRESSED = frozenset({"to", "on", "by", "object", "li", "from"})


def make_statement(view: View, match: Match, frame: Frame, style: str) -> Statement:
    last = max(match.last, frame.cue_last)
    end = view.tokens[last - 1].end if last > match.last else view.tokens[match.last - 1].end
    first = frame.content
    if frame.opener == "before":
        content = (frame.content + 1, frame.skip)
        frame.skip = 0
    else:
        content = (first, frame.content_last)
    return Statement(
        view=view.number,
        cue=match,
        style=style,
        first=match.first,
        last=last,
        start=match.start,
        end=end,
        frame=frame.opener,
        content=content,
        act=match.entry.get("act"),
        skip=frame.skip,
        source=frame.source,
        relays=frame.relays,
        sentence=view.clause_first(match.first),
        opening=max(frame.opened_at, last),
        rule=f"speech.{style}.{frame.opener}",
        hedged=bool(match.entry.get("hedge")),
        quoted=bool(view.quoted[match.first]),
        switch=frame.switch,
    )


def include_addressed(view: View, statement: Statement, addressed: Speaker | None) -> None:
    """Lets the content begin with whom a request or threat is addressed to: «دعا الوزير [المواطنين إلى الهدوء]»."""
    if addressed is None or statement.act not in _ADDRESSING or statement.frame not in _ADDRESSED:
        return
    named = any(phrase is not None for phrase in view.inside[addressed.first : addressed.last])
    if addressed.first < statement.last or addressed.first >= statement.content[0]:
        return
    if named or view.word(addressed.first).startswith("ال") or view.word(addressed.first) in view.words.every:
        statement.content, statement.skip = (addressed.first, statement.content[1]), 0


def person_of(match: Match) -> tuple[str, str, str]:
    code = match.feature.partition(":")[2]
    if len(code) == 3:
        return code[0], code[1], code[2]
    return ("3", code[:1], code[1:2]) if code[:1] in "mf" else (code[:1], "", "")


def frames_of(frames: tuple[str, ...], role: str | None) -> tuple[str, ...]:
    """The constructions of a verb; one that describes («وصف») takes its description by ب, أن or quotation marks."""
    return ("that", "quote", "by") if role == "describe" else frames
