"""What stands in a paper or on a placard: «بيان جاء فيه: …», «لافتات كتب عليها "…"»."""

from __future__ import annotations

from marsad.matching import Match
from marsad.speech.drafts import make_statement
from marsad.speech.frames import read_frame
from marsad.speech.openers import Frame
from marsad.speech.sources import loose, of_phrase, phrase_end
from marsad.speech.statements import FOLLOWING, Speaker, Statement
from marsad.speech.view import View

_FARTHEST = 16
"""Words between what issued a paper and the verb that opens its words."""
_NEAR = 3


def read_paper(view: View, match: Match) -> Statement | None:
    """The words of a paper, as those of whoever the clause says has issued it, or else of the paper itself."""
    frame = read_frame(view, ("that", "quote"), match.last)
    if not frame.opener or frame.relative or frame.opened_at - match.last > _NEAR:
        return None
    paper = _paper_before(view, match.first)
    if paper is None or (match.entry.id == FOLLOWING and not _is_beside(frame, match, paper)):
        return None
    statement = Statement(
        view=view.number,
        cue=match,
        style="paper",
        first=match.first,
        last=match.last,
        start=match.start,
        end=view.tokens[match.last - 1].end,
        frame=frame.opener,
        content=(frame.content, -1),
        skip=frame.skip,
        sentence=view.clause_first(match.first),
        opening=frame.opened_at,
        rule="speech.paper." + frame.opener,
        quoted=bool(view.quoted[match.first]),
    )
    _name_issuer(view, statement, paper)
    if match.entry.id == FOLLOWING and (statement.source is None or statement.source == paper):
        return None  # «اقرأ المقال التالي: …»
    return statement


def _is_beside(frame: Frame, match: Match, paper: Speaker) -> bool:
    """«البيان [التالي]: …»: right between the paper and its words, not «وفي اليوم [التالي]»."""
    return paper.last >= match.first and frame.opened_at == match.last and frame.opener != "that"


def _paper_before(view: View, verb: int) -> Speaker | None:
    """The document or placard named last before a verb."""
    for at in range(verb - 1, max(verb - _FARTHEST, view.clause_first(verb)) - 1, -1):
        venue = view.venues.get(at)
        if venue is not None and venue.entry.get("type") == "document":
            return as_document(view, at, min(max(phrase_end(view, at), venue.last), verb))
        if view.word(at) in view.words.placard:
            return as_document(view, at, at + 1)
    return None


def as_document(view: View, first: int, last: int) -> Speaker:
    venue = view.venues.get(first)
    voice = loose(view, first, last)
    start = venue.start if venue is not None else voice.start
    return Speaker(first, last, start, voice.end, "document", voice.entity, voice.gender, voice.number)


def _name_issuer(view: View, statement: Statement, paper: Speaker) -> None:
    placard = view.word(paper.first) in view.words.placard
    whose = _whose(view, paper)
    if whose is not None:
        statement.source, statement.relays = whose, (paper,)
        return
    issued = issued_at(view, view.clause_first(statement.first), paper.first)
    if issued is None:
        statement.source = paper if not placard else None
        statement.implicit = placard
        return
    statement.relays = () if placard else (paper,)
    statement.source = subject_of(view, issued)
    if statement.source is None:
        statement.implicit = True
        statement.number = "p" if view.word(issued).endswith(("ين", "وا")) else ""


def _whose(view: View, paper: Speaker) -> Speaker | None:
    """«بيان [للوزارة]», «بلاغا من [الأهالي]»: whose words a paper holds."""
    owner = view.phrases.get(paper.last)
    if owner is not None and owner.clitics == "ل":
        return of_phrase(view, owner)
    sender = view.phrases.get(paper.last + 1)
    sent = view.word(paper.last) in view.words.from_whom
    return of_phrase(view, sender) if sent and sender is not None and not sender.clitics else None


def read_notice(view: View, match: Match) -> Statement | None:
    """«تلقى المدير إخطارا من مأمور القسم [يفيد] بمقتل…»: what a notice says, whose words it holds."""
    at = match.first
    if match.clitics or not match.feature.startswith("pres:3") or match.entry.get("act") != "state":
        return None
    paper = _paper_before(view, at)
    whose = _whose(view, paper) if paper is not None else None
    if paper is None or max(paper.last, whose.last if whose else 0) != at:
        return None
    frame = read_frame(view, ("that", *match.entry.get("frames")), match.last)
    if not frame.opener or frame.opened_at > match.last:
        return None
    statement = make_statement(view, match, frame, "verb")
    statement.source, statement.relays = (whose, (paper,)) if whose is not None else (paper, ())
    statement.rule = "speech.paper." + frame.opener
    return statement


def issued_at(view: View, first: int, paper: int) -> int | None:
    """The verb or participle by which somebody puts out the paper: «أصدرت», «رافعين»."""
    for at in range(paper - 1, first - 1, -1):
        if view.word(at).removeprefix("و") in view.words.issued:
            return at
    return None


def subject_of(view: View, verb: int) -> Speaker | None:
    """The noun phrase right after the verb, or right before it."""
    after = view.phrases.get(verb + 1)
    if after is not None and not after.clitics:
        return of_phrase(view, after)
    before = view.inside[verb - 1] if verb else None
    plain = not view.word(verb).endswith(("ين", "ا"))
    return of_phrase(view, before) if before is not None and plain and not before.clitics.strip("و") else None
