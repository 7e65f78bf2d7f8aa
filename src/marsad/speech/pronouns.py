"""Verbs whose object is a pronoun: «وصفته بالجائر», «اعتبره الوزير انتصارا», «وهو ما نفاه المتحدث»."""

from __future__ import annotations

from marsad.matching import Match
from marsad.speech.clauses import is_alleged
from marsad.speech.closed import is_closed
from marsad.speech.drafts import make_statement, person_of
from marsad.speech.openers import Frame, is_glued
from marsad.speech.sources import read_speaker
from marsad.speech.statements import ANSWERS, Speaker, Statement
from marsad.speech.subjects import agrees, before_verb
from marsad.speech.view import View

_PRONOUNS = frozenset({"ه", "ها", "هم", "هما"})
_WITH_PRONOUN = frozenset({"به", "بها", "عليه", "عليها", "منه", "منها", "فيه", "فيها"})
"""«وهو ما رحب [به]»: the pronoun that a verb takes by its preposition."""
_DESCRIBING = frozenset({"describe", "regard"})
_FARTHEST = 12


def read_with_pronoun(view: View, match: Match) -> Statement | None:
    """The statement of a verb whose object is a pronoun, where it describes or answers something; else nothing."""
    if set("بلكس") & set(match.clitics) or person_of(match)[0] != "3":
        return None
    if not match.enclitic and view.word(match.last) in _WITH_PRONOUN and _is_answer(view, match):
        return _answer(view, match, match.last + 1)
    if match.enclitic not in _PRONOUNS:
        return None
    if view.tokens[match.first].text.endswith("ة") or view.word(match.first - 1) in view.words.irrealis:
        return None
    if _is_answer(view, match):
        return _answer(view, match, match.last)
    return _description(view, match) if match.entry.get("object") in _DESCRIBING else None


def _is_answer(view: View, match: Match) -> bool:
    """«وهو ما نفاه», «الأمر الذي رفضته»."""
    linked = view.words.saying_what | view.words.relative
    before = view.word(match.first - 2)
    if match.enclitic in ("ه", "ها") and is_alleged(view, match.first - 2):
        return match.entry.get("act") in ANSWERS
    pointed = before in view.words.answered or before.removeprefix("و") in view.words.clause_pronoun
    return match.entry.get("act") in ANSWERS and view.word(match.first - 1) in linked and pointed


def _answer(view: View, match: Match, at: int) -> Statement | None:
    voice = _subject(view, match, at)
    if voice is None:
        return None
    frame = Frame(at, at, opener="answer", content=match.first, source=voice, opened_at=at)
    return _written(view, match, frame)


def _subject(view: View, match: Match, at: int) -> Speaker | None:
    if at >= view.ends[match.first] or view.tokens[at].kind != "word":
        return None
    voice = read_speaker(view, at, view.ends[match.first], short=True)
    return voice if voice is not None and agrees(voice, match.feature) else None


def _description(view: View, match: Match) -> Statement | None:
    at, limit = match.last, min(view.ends[match.first], match.last + _FARTHEST)
    voice, opener = None, _opener(view, match, at, limit)
    if not opener:
        voice = _subject(view, match, match.last)
        at = voice.last if voice is not None else limit
        opener = _opener(view, match, at, limit)
        if not opener and voice is not None and view.comma(at):
            at = _after_remark(view, at)
            opener = "quote" if at in view.quote_at else ""
    if not opener:
        return None
    order = before_verb(view, match) if voice is None else None
    joined = match.clitics[:1] in {"و", "ف"} or view.word(match.first - 1) in view.words.saying_what
    if voice is None and opener != "quote" and order is None and not joined:
        return None
    if opener == "by" and view.word(at) in view.words.that:
        opener, at = "that", at + 1  # «وصفها أصحابها [بأنها] تعسفية»
    frame = Frame(
        at, match.last, opener=opener, content=at, skip=1 if opener == "by" else 0, source=voice, opened_at=at
    )
    if opener == "by" and view.word(at) == "ب":
        frame.content, frame.skip = at + 1, 0
    if voice is None and order is not None and order[1] != "relative":
        frame.source = order[0]
    return _written(view, match, frame)


def _after_remark(view: View, at: int) -> int:
    """The token after what stands between two commas: «اعتبره الوزير، في مؤتمر صحفي، [«…»]»."""
    end = min(at + _FARTHEST, view.ends[at])
    comma = next((p for p in range(at + 1, end) if view.comma(p)), at)
    return comma + 1


def _opener(view: View, match: Match, at: int, limit: int) -> str:
    """What opens the description: marks, ب, or an indefinite noun («انتصارا»)."""
    if at >= limit:
        return ""
    describes = match.entry.get("object") == "describe"
    if at in view.quote_at:
        return "quote"
    if describes and is_glued(view, at, "ب"):
        return "by"
    phrase = view.inside[at]
    named = phrase is not None and (phrase.entity is not None or phrase.kind == "person")
    bare = view.tokens[at].kind == "word" and not view.word(at).startswith("ال")
    known = at in view.dates or at in view.asides or is_closed(view, at) or view.word(at) in view.words.that
    return "any" if bare and not named and not known else ""


def _written(view: View, match: Match, frame: Frame) -> Statement:
    statement = make_statement(view, match, frame, "verb")
    _, statement.gender, statement.number = person_of(match)
    statement.implicit = frame.source is None
    return statement
