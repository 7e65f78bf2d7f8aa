"""Participles and verbal nouns of saying turned into statements: «مؤكدا أن…», «قوله إن…»."""

from __future__ import annotations

from marsad.matching import Match
from marsad.speech.drafts import (
    OWN_OBJECT,
    STRONG_OPENERS,
    frames_of,
    include_addressed,
    make_statement,
    person_of,
)
from marsad.speech.frames import read_frame
from marsad.speech.saying import is_paper
from marsad.speech.sources import of_phrase
from marsad.speech.statements import Speaker, Statement
from marsad.speech.view import View

_LED = frozenset("بلك")
"""Particles no participle that says something takes: «كاملة» is whole, and does not hope."""
_FARTHEST = 14
"""Words between a verb and «بالقول»."""


def read_participle(view: View, match: Match) -> Statement | None:
    token = view.tokens[match.first]
    fold = token.fold
    if match.first and view.tokens[match.first - 1].kind == "number":
        return None  # «12 متهما» are men, and nobody accuses
    if fold[len(match.clitics) :] in view.words.never or (
        token.text.endswith("ة") and not fold.endswith("ه")
    ):
        return None
    if match.feature.endswith("ms") and token.text.endswith("ة"):
        return None  # «موجة» is not «موجه»
    if match.definite or match.enclitic or not _LED.isdisjoint(match.clitics):
        return None
    if match.first in view.asides and not view.mark(match.first - 1):
        return None
    if _is_adjective(view, match.first):
        return None
    role = match.entry.get("object")
    weak = match.entry.get("weak") and match.entry.get("object") not in {"address", "regard"}
    frames = ("quote",) if weak else match.entry.get("frames")
    frame = read_frame(view, frames_of(frames, match.entry.get("object")), match.last, split=True)
    plain = "any" in frames or ("object" in frames and view.pause(match.first - 1) and fold.endswith("ا"))
    if not frame.opener and plain and frame.source is not None and not frame.relative:
        opened = min(voice.first for voice in (frame.source, frame.other) if voice is not None)
        frame.opener, frame.content, frame.opened_at = "any", opened, opened
    if not frame.opener and role == "regard" and _is_judged(view, match.last):
        frame.opener, frame.content, frame.opened_at = "object", match.last, match.last
    bare = not fold.endswith(("ا", "ه", "ين", "ات"))
    if not frame.opener or (bare and (frame.opener != "that" or frame.opened_at > match.last)):
        return None
    near = frame.opener == "object" and frame.opened_at == match.last
    near = near or (role == "accuse" and frame.opener == "by")  # «متهمة الدوحة بتمويل…»
    paused = view.mark(match.first - 1) or match.clitics or near or frame.opener in STRONG_OPENERS
    if (fold.endswith("ه") and not paused) or fold in view.words.never:
        return None
    if is_paper(view, match.first):
        return None
    if frame.opened_at - match.last > 9 and not view.comma(match.first - 1):
        return None
    heads = match.first == view.clause_first(match.first) or view.word(match.first - 1) in view.words.was
    if heads and frame.opener not in STRONG_OPENERS:
        return None
    if weak and frame.opened_at > match.last:
        return None
    statement = make_statement(view, match, frame, "participle")
    first = frame.source or frame.other
    if role in OWN_OBJECT and first is not None and first.first < statement.content[0]:
        statement.content, statement.skip = (first.first, -1), 0
    if role == "address":
        include_addressed(view, statement, first)
    _, statement.gender, statement.number = person_of(match)
    if fold.endswith("ين"):
        statement.number = "p"
    statement.source, statement.implicit = None, True
    return statement


def _is_judged(view: View, at: int) -> bool:
    """«معتبرا [ذلك تصعيدا خطيرا]», «معتبرة [إياه] خطأ»: a pronoun and what it is held to be."""
    fold, after = view.word(at), view.tokens[at + 1].text if at + 1 < view.ends[at] else ""
    pointed = fold in view.words.anaphor or fold.startswith("ايا")
    held = after.endswith(("ا", "اً", "ًا", "ة", "أ", "ى", "أً"))
    return pointed and held and not after.startswith("ال") and not view.mark(at + 1)


def _is_adjective(view: View, at: int) -> bool:
    """«مصادر [مطلعة]»: an indefinite adjective of who speaks, in the middle of the noun phrase."""
    phrase = view.inside[at]
    return phrase is not None and phrase.first < at and not view.mark(at - 1) and view.word(at).endswith("ه")


def read_noun(view: View, match: Match) -> Statement | None:
    """«قوله إن…», «تأكيده أن…», «إعلان الوزارة أن…»: a verbal noun with its speaker and a complementiser."""
    saying = match.entry.id == "cue.qal"
    if saying and match.definite and match.clitics == "ب":
        return _by_saying(view, match)
    if match.definite or match.entry.get("weak"):
        return None
    frame = read_frame(view, ("that", "quote") if saying else ("that",), match.last)
    if frame.opener not in STRONG_OPENERS or frame.relative:
        return None
    distance = frame.opened_at - match.last
    if match.enclitic in {"ه", "ها", "هم", "هما"}:
        if distance > (12 if saying else 5):
            return None
        statement = make_statement(view, match, frame, "noun")
        statement.gender = "f" if match.enclitic == "ها" else "m"
        statement.number = "p" if match.enclitic == "هم" else "s"
        statement.source, statement.implicit = None, True
        statement.end = view.tokens[match.last - 1].end
        return statement
    if frame.source is None or frame.source.first != match.last or distance > 16 or match.enclitic:
        return None
    if not saying and frame.source.kind not in {"person", "organization", "group", "medium", "place"}:
        return None
    return make_statement(view, match, frame, "noun")


def _by_saying(view: View, match: Match) -> Statement | None:
    """«مكتفيا بالقول: …», «خاطبهم بالقول إن…»: the words of whoever the clause speaks of."""
    frame = read_frame(view, ("that", "quote"), match.last)
    if frame.opener not in STRONG_OPENERS or frame.opened_at > match.last:
        return None
    statement = make_statement(view, match, frame, "participle")
    verb, statement.source = _who_said(view, match.first)
    statement.implicit = statement.source is None
    if statement.source is not None:
        statement.first = verb - (view.word(verb - 1) in view.words.connector)
    return statement


def _who_said(view: View, at: int) -> tuple[int, Speaker | None]:
    """«اكتفى [اللواء سعد الحربي] بالقول إن…»: the noun phrase between the verb and «بالقول»."""
    first = max(view.clause_first(at), at - _FARTHEST)
    verb = next((p for p in range(at - 2, first - 1, -1) if _leaves_it_at(view, p)), None)
    phrase = view.phrases.get(verb + 1) if verb is not None else None
    if verb is None or phrase is None or phrase.clitics or any(view.mark(p) for p in range(phrase.last, at)):
        return at, None
    return verb, of_phrase(view, phrase)


def _leaves_it_at(view: View, at: int) -> bool:
    fold = view.word(at)
    return fold in view.words.says_by or (fold[:1] in ("و", "ف") and fold[1:] in view.words.says_by)
