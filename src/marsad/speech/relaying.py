"""One voice quoted through another: «نقلت الوكالة عن مصدر قوله إن…»."""

from __future__ import annotations

import msgspec

from marsad.speech.closed import is_closed
from marsad.speech.drafts import STRONG_OPENERS, make_statement
from marsad.speech.frames import read_frame
from marsad.speech.openers import Frame
from marsad.speech.sources import loose, read_speaker, widen
from marsad.speech.statements import Speaker, Statement
from marsad.speech.view import View

_OF = frozenset({"عن"})
_LONGEST_NAME = 5
"""Words that a source in marks has at most."""


def read_relayed(view: View, statement: Statement, frame: Frame) -> Statement | None:
    """«نقلت الوكالة عن مصدر قوله إن…»: who is quoted first, who passes it on after."""
    if frame.opener not in {"of", "to"} and not _swallowed(view, statement, frame):
        return statement if frame.opener in STRONG_OPENERS and statement.source else None
    speaker = _quoted_voice(view, frame.content)
    if speaker is None:
        return None
    speaker = _before_saying(view, speaker)
    at = quoting_noun(view, frame.content + 1)
    if at is not None:
        return _quoted_noun(view, statement, speaker, at)
    inner = read_frame(view, ("that", "quote", "object"), speaker.last)
    if not inner.opener:
        return None
    if (
        inner.source is not None
        and inner.source.first == speaker.last
        and not _is_saying(view, inner.source.first)
    ):
        speaker = loose(view, speaker.first, inner.source.last)
    statement.relay_dropped = _drops_relay(statement)
    statement.relays = ((statement.source,) if statement.source else ()) + inner.relays + statement.relays
    statement.source, statement.content, statement.skip = speaker, (inner.content, -1), inner.skip
    statement.frame, statement.opening, statement.implicit = inner.opener, inner.opened_at, False
    statement.rule = "speech.relay." + inner.opener
    return statement


def _swallowed(view: View, statement: Statement, frame: Frame) -> bool:
    """«نقل [مسؤول في وزارة الدفاع عن فلان] قوله…»: «عن» was taken for a part of who passes the words on."""
    voice = statement.source
    if voice is None or voice.first != statement.last:
        return False
    at = next((p for p in range(voice.last - 2, voice.first, -1) if view.word(p) in _OF), 0)
    if not at:
        return False
    statement.source = msgspec.structs.replace(widen(view, voice, at), entity=None)
    frame.content, frame.opener = at + 1, "of"
    return True


def _quoted_voice(view: View, at: int) -> Speaker | None:
    """Who is quoted: «عن [مصدر مطلع]», «عن «[مصادر محلية]»»."""
    quote = view.quote_at.get(at)
    if quote is None:
        return read_speaker(view, at, view.ends[at])
    if not quote.closed or quote.inside > _LONGEST_NAME:
        return None
    voice = loose(view, quote.open + 1, quote.close)
    return msgspec.structs.replace(voice, last=quote.last + 1)


def _is_saying(view: View, at: int) -> bool:
    return any(m.entry.id == "cue.qal" and m.feature == "masdar" for m in view.cues.get(at, ()))


def _before_saying(view: View, voice: Speaker) -> Speaker:
    """«نقل الموقع عن الجمعية [القول] "…"»: the noun of saying is no part of who is quoted."""
    at = next((p for p in range(voice.first + 1, voice.last) if _is_saying(view, p)), voice.last)
    return loose(view, voice.first, at) if at < voice.last else voice


def _drops_relay(statement: Statement) -> bool:
    """«ونقلت عن مصدر قوله»: who passes it on was named before; «نقل عن» may be a passive, and says nothing."""
    return statement.source is None and statement.style == "verb" and statement.gender == "f"


def quoting_noun(view: View, at: int) -> int | None:
    """The «قوله» that introduces what is quoted, if one follows in the sentence."""
    for ahead in range(at, min(at + 16, view.ends[at - 1])):
        if any(m.feature == "masdar" and m.enclitic for m in view.cues.get(ahead, ())):
            return ahead
    return None


def _quoted_noun(view: View, statement: Statement, speaker: Speaker, at: int) -> Statement | None:
    match = next(m for m in view.cues[at] if m.feature == "masdar" and m.enclitic)
    inner = read_frame(view, ("that", "quote", *match.entry.get("frames")), match.last)
    if not inner.opener:
        return None
    named = at if not view.comma(at - 1) else at - 1
    if named < speaker.last or (named > speaker.last and not is_closed(view, speaker.last)):
        speaker = loose(view, speaker.first, named)
    found = make_statement(view, match, inner, "noun")
    found.start, found.end = view.tokens[at].start + len(match.clitics), view.tokens[found.last - 1].end
    outer = statement.source
    found.relay_dropped = _drops_relay(statement)
    found.relays = ((outer,) if outer else ()) + statement.relays + inner.relays
    found.source, found.rule = speaker, "speech.relay.noun"
    found.opening = inner.opened_at
    found.gender, found.number = statement.gender, statement.number
    found.first = statement.first
    return found
