"""Who speaks by a verb: the noun after it, the one before it, or somebody named earlier."""

from __future__ import annotations

from marsad.names.genders import gender_of
from marsad.speech.closed import is_closed
from marsad.speech.drafts import OWN_OBJECT, SPLIT, include_addressed
from marsad.speech.openers import Frame
from marsad.speech.sources import OFFICE, loose, of_phrase, widen
from marsad.speech.statements import Speaker, Statement
from marsad.speech.subjects import agrees
from marsad.speech.view import View

_ALREADY = 16
"""Words between «سبق» and the verb of saying."""


def name_source(
    view: View, statement: Statement, frame: Frame, before: tuple[Speaker, str] | None, role: str | None
) -> None:
    """Who speaks: the noun after the verb, the one before it, or somebody named earlier."""
    after = frame.source
    if role in OWN_OBJECT and frame.opener in {"by", "that", "quote", "li", "object"}:
        _split_accused(view, statement, frame, before, role)
        return
    if before is not None and _has_own_subject(view, statement, after):
        before = None
    topical = statement.cue is not None and statement.cue.clitics == "ف"  # «أما المدير فاعتبر القرار "خطأ"»
    if before is not None and (after is None or topical or role in SPLIT or _relative_wins(before, frame)):
        statement.source = before[0]
        statement.rule += "." + before[1]
        if role == "address":
            include_addressed(view, statement, after or frame.other)
        return
    if after is None:
        statement.source = _person_before(view, statement) or _said_already(view, statement)
        statement.implicit = True
        return
    if _is_addressed(view, statement, frame, role):
        statement.source, statement.implicit = None, True
    elif role == "address" and not _is_followed(view, frame, after) and not _speaks(view, statement, after):
        statement.source, statement.implicit, statement.addressee = None, True, after
    elif role == "address" and frame.other is None:
        statement.addressee = after
    if role == "address":
        include_addressed(view, statement, after if statement.implicit else frame.other)


def _is_addressed(view: View, statement: Statement, frame: Frame, role: str | None) -> bool:
    """Whether the noun right after a verb can only be its object by gender: «قال الصدر … وطالب [الحكومة] بالاستقالة».

    A verb next to its subject takes its gender. Verbs that nobody is the object of («أعلن … أن») are left alone: there it is
    a slip of the pen.
    """
    voice, cue = frame.source, statement.cue
    if voice is None or cue is None or voice.first != cue.last or voice.kind == "person":
        return False
    if role != "address" and (voice.kind == "unnamed" or frame.opener in {"that", "quote", "before"}):
        return False
    form, gender = cue.feature.partition(":")[2], gender_of(view.tokens[voice.first])
    return voice.number != "p" and (form, gender) in {("3ms", "f"), ("3fs", "m")}


def _is_followed(view: View, frame: Frame, voice: Speaker) -> bool:
    """«دعا قادة الجيش [المدنيين] إلى…»: who is addressed stands right after, so the first noun speaks."""
    other = frame.other
    if other is None or other.first != voice.last or not view.word(other.first).startswith("ال"):
        return False
    return view.inside[other.first] is not None or other.first in view.heads


def _said_already(view: View, statement: Statement) -> Speaker | None:
    """«وسبق [للوزير] أن أعلن أن…»: who did so before stands after ل."""
    if view.word(statement.first - 1) != "ان":
        return None
    start = max(statement.sentence, statement.first - _ALREADY)
    for at in range(statement.first - 2, start - 1, -1):
        if view.word(at).removeprefix("و") in view.words.already:
            phrase = view.phrases.get(at + 1)
            return of_phrase(view, phrase) if phrase is not None and phrase.clitics == "ل" else None
    return None


def _has_own_subject(view: View, statement: Statement, after: Speaker | None) -> bool:
    """«أما طهران فرأى حميد أبو طالبي أن…»: the topic is no subject where a person's name stands right after the verb."""
    cue = statement.cue
    if after is None or cue is None or cue.clitics != "ف" or after.first != cue.last:
        return False
    return after.kind == "person" and after.entity is not None and agrees(after, cue.feature)


def _person_before(view: View, statement: Statement) -> Speaker | None:
    """«تصريحات لوزير الدفاع قال فيها»: the person named last before a verb that points back to the words."""
    if view.word(statement.cue.last if statement.cue else -1) not in view.words.in_it:
        return None
    for at in range(statement.first - 1, statement.sentence, -1):
        phrase = view.inside[at]
        if phrase is not None and phrase.kind == "person" and phrase.entity:
            return of_phrase(view, phrase)
    return None


def _relative_wins(before: tuple[Speaker, str], frame: Frame) -> bool:
    return frame.apart and frame.source is not None and before[1] in {"order", "was"}


def _speaks(view: View, statement: Statement, voice: Speaker) -> bool:
    """Whether the one noun after «دعا»/«طالب» can be its subject by agreement and case."""
    joined = statement.cue is not None and statement.cue.clitics[:1] == "و"
    if statement.number == "p" and voice.first >= statement.last:
        return False  # «طالبوا [رئيس الوزراء] بأن…»: a plural verb has no subject behind it
    if joined and statement.frame in ("to", "on") and view.word(voice.first) in view.words.public:
        return False  # «ودعا [أفراد] المجتمع إلى…»
    gender = _adjective_gender(view, voice) or voice.gender
    if gender and voice.number in ("s", "") and statement.gender and voice.kind != "place":
        return gender == statement.gender
    if view.word(voice.first) in view.words.every:
        return False
    if view.word(voice.first) in view.words.crowd:
        return not (statement.cue is not None and statement.cue.clitics and statement.gender == "f")
    if voice.number == "p" and not view.word(voice.first).endswith("ون") and voice.entity is None:
        return statement.gender == "f"
    return not view.word(voice.first).endswith(("ين", "ات") if statement.gender == "m" else ("ين",))


def _adjective_gender(view: View, voice: Speaker) -> str:
    """What the adjective says of its noun: «الهياكل القضائية» takes a feminine verb, though nothing in «هياكل» shows it."""
    if voice.last - voice.first < 2 or voice.kind == "person":
        return ""
    noun, adjective = view.word(voice.first), view.word(voice.first + 1)
    definite = noun.startswith("ال") and adjective.startswith("ال")
    return "f" if definite and adjective.endswith(("يه", "ه")) and not noun.endswith("ون") else ""


def _split_accused(
    view: View, statement: Statement, frame: Frame, before: tuple[Speaker, str] | None, role: str
) -> None:
    accused = frame.other
    if before is None and accused is None and frame.source is not None:
        frame.source, accused = _divide(view, frame.source)
        frame.other = accused
    if before is None and frame.other is None and frame.source is not None:
        frame.other = accused = _in_paper(view, statement)
    if before is not None:
        statement.source, accused = before[0], frame.source or frame.other
        statement.rule += "." + before[1]
    elif role == "blame" and _blames(view, statement, frame):
        statement.source = frame.source
    elif frame.other is None and statement.cue is not None and not statement.cue.enclitic:
        statement.source, accused, statement.implicit = None, frame.source, True
        statement.unsourced = role == "accuse"
    elif frame.source is None:
        statement.implicit = True
    elif frame.other is not None:
        statement.source = frame.source
    if accused is not None and accused.first < statement.content[0]:
        statement.content, statement.skip = (accused.first, statement.content[1]), 0


def _in_paper(view: View, statement: Statement) -> Speaker | None:
    """«اتهمت الجماعة في بيان عاجل [طيران التحالف] بشن…»: the accused, taken for a part of the paper's name."""
    paper = statement.relays[-1] if statement.relays else None
    if paper is None or paper.kind != "document" or view.word(paper.first).startswith("ال"):
        return None
    for at in range(paper.first + 2, paper.last):
        whole = not view.word(at - 1).startswith("ال") and at - 1 not in view.heads
        if at in view.heads and whole and not is_closed(view, at - 1):
            statement.relays = (*statement.relays[:-1], widen(view, paper, at))
            return loose(view, at, paper.last)
    return None


def _blames(view: View, statement: Statement, frame: Frame) -> bool:
    """«حمل [المتظاهرون] مسؤولية ما وقع للمندوبية»: the one noun before «مسؤولية» blames, for whom it blames comes after ل."""
    voice, at = frame.source, statement.content[0]
    if voice is None or voice.last != at or view.word(at) not in view.words.blame:
        return False
    if view.word(voice.first).endswith("ون"):
        return True
    after = (view.phrases.get(p) for p in range(at + 1, view.ends[at]))
    return any(phrase is not None and phrase.clitics.startswith("ل") for phrase in after)


def _divide(view: View, voice: Speaker) -> tuple[Speaker, Speaker | None]:
    """A phrase that took in the verb's object: «الناطق باسم بلدية جنزور [كتيبة «فرسان»]» is two."""
    for at in range(voice.last - 1, voice.first + 1, -1):
        before = view.word(at - 1)
        named = at - 1 not in view.heads and not before.startswith("ال") and not is_closed(view, at - 1)
        if at in view.heads and not view.word(at).startswith("ال") and named and at - voice.first > OFFICE:
            return widen(view, voice, at), loose(view, at, voice.last)
    return voice, None
