"""Attributions: what an article reports, on whose word, through whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from marsad.matching import Scan
from marsad.speech.chains import link_chains, nest
from marsad.speech.contents import close_contents
from marsad.speech.cues import read_cues
from marsad.speech.discourse import resolve_sources
from marsad.speech.headlines import read_headlines
from marsad.speech.interviews import read_interview
from marsad.speech.remarks import read_remarks
from marsad.speech.spans import write_attributions
from marsad.speech.statements import PASSIVE, Statement
from marsad.speech.tails import read_tails
from marsad.speech.view import View, view_parts
from marsad.types import Attribution, DateExpression, Names


def find_attributions(
    scan: Scan, names: Names, dates: Sequence[DateExpression] = ()
) -> tuple[Attribution, ...]:
    """The attributions of a document in the order of their cues, title first.

    «قالت الوزارة إن الطريق مفتوح» (the ministry said the road is open) gives one: content «الطريق مفتوح», cue «قالت»,
    source «الوزارة». Words in quotation marks that nobody is said to have said give none.
    """
    told: list[tuple[View, Statement]] = []
    for view in view_parts(scan, names, dates):
        told += [(view, statement) for statement in read_part(view)]
    return write_attributions(told, scan.lexicon)


def read_part(view: View) -> list[Statement]:
    """The statements of a part, with content, source and chain."""
    cues = read_cues(view)
    taken = {statement.opening for statement in cues if statement.frame == "colon"}
    tails = _apart(cues, read_tails(view))
    remarks = read_remarks(view, {statement.first for statement in (*cues, *tails)})
    statements = read_interview(view, cues + tails + remarks + read_headlines(view, taken))
    statements.sort(key=lambda s: (s.first, s.last))
    statements += close_contents(view, statements)
    statements.sort(key=lambda s: (s.first, s.last, s.content))
    nest(statements)
    resolve_sources(view, statements)
    kept = [s for s in statements if is_whole(s) and not _says_nothing(view, s)]
    link_chains(kept)
    return kept


def _apart(cues: Sequence[Statement], tails: Sequence[Statement]) -> list[Statement]:
    """The tails that are no link of a cue's own chain."""
    by_relay: dict[int, list[Statement]] = {}
    for cue in cues:
        for relay in cue.relays:
            by_relay.setdefault(relay.first, []).append(cue)
    return [tail for tail in tails if not any(_holds(cue, tail) for cue in _relayed_by(tail, by_relay))]


def _relayed_by(tail: Statement, by_relay: Mapping[int, Sequence[Statement]]) -> Sequence[Statement]:
    """The cues whose words whoever a tail names passes on."""
    voice = tail.cue is not None and tail.cue.entry.get("act") == "voice"
    return by_relay.get(tail.source.first, ()) if voice and tail.source is not None else ()


def _holds(cue: Statement, tail: Statement) -> bool:
    """«طالب المرجع، على لسان ممثله، البرلمان ب…»: who speaks for somebody is a link of the verb's own chain."""
    return cue.last <= tail.first < max(cue.opening, cue.content[0])


def _says_nothing(view: View, statement: Statement) -> bool:
    """«رفض التعليق», «امتنع عن الإدلاء بأي تصريح»: a refusal to speak reports nothing."""
    return (
        statement.act in {"reject", "apologise"} and view.word(statement.content[0]) in view.words.no_comment
    )


def is_whole(statement: Statement) -> bool:
    """Whether a statement has content, and a source unless it is an accusation without accuser."""
    first, last = statement.content
    return last > first >= 0 and (statement.source is not None or statement.rule == PASSIVE)
