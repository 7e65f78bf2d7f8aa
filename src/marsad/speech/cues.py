"""Cues turned into statements: which verb, participle or noun of saying really introduces something here."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.matching import Match
from marsad.names.plain import plain_words
from marsad.speech.afar import open_afar, open_past_paper
from marsad.speech.barred import convicts, is_name_or_byline
from marsad.speech.behind import find_behind, open_at_act
from marsad.speech.doubts import is_beside, is_credible, is_doubtful
from marsad.speech.drafts import (
    OWN_OBJECT,
    SPLIT,
    STRONG_OPENERS,
    frames_of,
    include_addressed,
    make_statement,
    person_of,
)
from marsad.speech.finite import answers_back, asks_of, is_dual_noun, is_said, relays_of
from marsad.speech.frames import read_frame
from marsad.speech.inserted import first_half, is_inserted
from marsad.speech.nominals import read_noun, read_participle
from marsad.speech.openers import Frame
from marsad.speech.openings import topic_before
from marsad.speech.papers import read_notice
from marsad.speech.pronouns import read_with_pronoun
from marsad.speech.relaying import read_relayed
from marsad.speech.relays import relays_before
from marsad.speech.shared import first_of_two, subject_of_both
from marsad.speech.speakers import name_source
from marsad.speech.standing import Place, may_speak
from marsad.speech.statements import Speaker, Statement
from marsad.speech.subjects import agrees, before_verb, is_of_unknown, thing_before
from marsad.speech.told_in import has_two_nouns, is_fronted, paper_told_of, read_told_in
from marsad.speech.view import View

_ASIDE = 3
"""Words of an aside that no cue opens («ردا على» may be one)."""
_WEAK = ("that", "quote")
_NEAR = 4
"""Words between «سماه» and the name given, that of who gives it among them."""
_SUBJECT_BEFORE = frozenset({"that", "colon"})
"""What opens the content where only the subject stands between verb and content."""
_OBJECT = frozenset({"any", "object"})
_FREE = _OBJECT | {""}
_OPEN_TO_NOUNS = _OBJECT | {"of"}
_MANY = ("ون", "ين")
_LAID_DOWN = "cue.ns"
"""Papers are its subject: «ينص الفصل على…»."""
_NAMING = frozenset({"describe", "regard"})


def read_cues(view: View) -> list[Statement]:
    """The statements the verbs, participles and nouns of saying of a part introduce, in order."""
    found: list[Statement] = []
    passed = 0
    passed_over = {at for first, aside in view.asides.items() for at in range(first, aside.last)}
    for at in sorted(view.cues):
        if (
            at < passed
            or at in view.glued
            or _is_relay_tail(view, at)
            or _is_passed_over(view, at, passed_over)
        ):
            continue
        statement = _read_cue(view, at)
        if statement is not None and not _is_of_state(view, statement, found):
            half = first_half(view, statement, found) or first_of_two(view, statement, found)
            found += [half, statement] if half is not None else [statement]
            passed = max(statement.last, _said_by_end(view, statement))
    return found


def _is_of_state(view: View, statement: Statement, found: Sequence[Statement]) -> bool:
    """«أكد الوزير [وهو يرد] على سؤال أن…»: the verb of a clause of state, whose content is that of the verb round it."""
    before = view.word(statement.first - 1)
    led = before[:1] == "و" and before[1:] in view.words.clause_pronoun
    return led and any(one.last <= statement.first < one.opening == statement.opening for one in found)


def _said_by_end(view: View, statement: Statement) -> int:
    """«صرح الوزير بالقول: …», «وأضاف قوله: …»: a second word of saying right before the content belongs to the first."""
    before = statement.opening - 1
    own = before == statement.last and any(
        m.entry.id == "cue.qal" and m.enclitic and m.feature == "masdar" for m in view.cues.get(before, ())
    )
    return statement.opening if own or view.word(before) in view.words.said_by else 0


def _is_passed_over(view: View, at: int, passed_over: set[int]) -> bool:
    """«مصدر رفض ذكر اسمه»: a verb inside a longer aside introduces nothing."""
    aside = view.asides.get(at)
    return at in passed_over and (aside is None or aside.last - at >= _ASIDE)


def _is_relay_tail(view: View, at: int) -> bool:
    """«نقلا عن», «كتب عليها»: the first word of such a tail introduces nothing by itself."""
    tail = view.tails.get(at)
    return tail is not None and (tail.entry.get("act") == "relay" or tail.entry.get("shape") == "paper")


def _read_cue(view: View, at: int) -> Statement | None:
    fold = view.part.tokens[at].fold
    doubled = "\u0651" in view.tokens[at].text  # «وعدّ» is no «وعد»
    relayed = any(relays_of(view, match) for match in view.cues[at])
    back = any(answers_back(view, match) or asks_of(view, match) for match in view.cues[at])
    led = (
        view.word(at - 1) == "قد" or view.word(at - 1) in view.words.thus
    )  # «كان … قد وعد», «هكذا رد»: nothing but a verb
    never = fold in view.words.never and not (doubled or relayed or back or led)
    if fold in view.words.outlet or never or fold in view.words.that:
        return None
    if is_name_or_byline(view, at):
        return None
    if view.word(at - 1) in view.words.saying_what and (at - 1 in view.tails or at - 1 in _clausal(view, at)):
        return None
    for match in sorted(view.cues[at], key=lambda m: (doubled and not m.clitics, bool(m.entry.get("weak")))):
        form = match.feature.partition(":")[0]
        if form in ("past", "pres"):
            statement = _read_finite(view, match)
        elif form == "part":
            statement = read_participle(view, match)
        elif form == "masdar":
            statement = read_noun(view, match)
        else:
            continue
        if statement is not None:
            return statement
    return None


def _read_finite(view: View, match: Match) -> Statement | None:
    paper = paper_told_of(view, match)
    if paper is not None and not match.enclitic and not has_two_nouns(view, match):
        statement = read_told_in(view, match, paper)
    else:
        statement = read_with_pronoun(view, match) or read_notice(view, match) or _read_verb(view, match)
    if statement is None and paper is not None and match.enclitic:
        statement = read_told_in(view, match, paper)  # «رسالة دعاه فيها إلى التدخل»
    if statement is not None and paper is not None:
        statement.within, statement.fronted = True, is_fronted(view, paper)
    return statement


def _clausal(view: View, at: int) -> set[int]:
    marked = any(p in view.quote_at for p in range(at + 1, at + _NEAR))
    if marked and any(m.enclitic and m.entry.get("object") in _NAMING for m in view.cues[at]):
        return set()  # «لما سماه ناشطون "…"»
    return {at - 1} if at - 2 in view.tails or view.word(at - 1) == "لما" else set()


def _read_verb(view: View, match: Match) -> Statement | None:
    person, gender, number = person_of(match)
    if not is_said(view, match, person):
        return None
    entry, weak = match.entry, bool(match.entry.get("weak"))
    frames = tuple(f for f in entry.get("frames") if not weak or f in _WEAK)
    named = tuple(f for f in entry.get("named") or () if f not in frames)
    called = match.enclitic != "" and view.word(match.first - 1) in view.words.saying_what
    if called and entry.get("act") in ("state", "believe"):
        frames = (*frames, "by", "any")
    role, again = entry.get("object"), bool(entry.get("again"))
    frames = (*frames, "object") if again else frames
    frame = read_frame(view, frames_of(frames, role) + named, match.last, split=role in SPLIT)
    if _is_told_apart(view, match, frame, called=called):
        return None
    if again and frame.opener == "object":
        if view.word(frame.content) not in view.words.restated:
            return None  # «أعاد الجيش [فتح] الطريق»
        weak = False
    if not frame.opener and "that" in frames:
        open_afar(view, match, frame)
    if not frame.opener:
        open_past_paper(view, match, frame, frames)
    alone = not frame.opener and "any" in frames  # «الوزير نفى الخبر»
    needed = frame.source is None or role in SPLIT or frame.apart or alone or match.clitics == "ف"
    needed = needed or (view.part.field == "title" and frame.opener in _OBJECT)
    before = _subject_before(view, match) if needed else None
    if before is None and role not in OWN_OBJECT:
        find_behind(view, match, frame)
    elif before is not None and not frame.opener and "object" in frames:
        open_at_act(view, match, frame)
    if is_doubtful(view, match, frame, before) or (
        is_dual_noun(view, match) and frame.opener not in {"that", "colon"}
    ):
        return None
    if frame.opener in named and not is_beside(view, match, frame, before):
        return None
    if view.word(match.first) in view.words.impersonal and frame.opener not in STRONG_OPENERS:
        return None  # «تبين من التحقيقات [وجود] …»
    if _is_held(view, match, frame) or _is_adopted(view, match, frame) or _is_superlative(view, match, frame):
        return None
    if frame.source is not None and _is_far_other(view, match, frame.source):
        frame.source = None
    if frame.source is not None and _is_spoken_of(view, match, frame):
        if before is None or view.part.field != "title":
            return None
        frame.content, frame.opener, frame.skip, frame.source = frame.source.first, "object", 0, None
    in_marks = before is not None and before[0].last in view.closings and frame.source is not None
    if in_marks and frame.source is not None and frame.source.first == match.last and frame.opener in _FREE:
        frame.opener, frame.content, frame.opened_at = "any", match.last, match.last
        frame.source, frame.skip = None, 0  # «"لقاء سيدة الجبل" يستنكر [الاعتداء]»
    opened = bool(frame.opener) or (not in_marks and is_inserted(view, match, frame))
    loose_object = "any" in frames or (
        {"object", "any"} & {*frames, *named} and before is not None and view.part.field == "title"
    )
    if not opened and not (loose_object and _object_only(view, match, frame, before)):
        return None
    statement = make_statement(view, match, frame, "verb")
    statement.gender, statement.number = gender, number
    statement.relays = relays_before(view, match.first) + statement.relays
    name_source(view, statement, frame, before, role)
    if statement.source is None:
        statement.source = subject_of_both(view, match)
        statement.implicit = statement.source is None
    if statement.implicit and entry.get("passive") and frame.opener != "that":
        return None  # «بضاعة قُدّرت قيمتها بـ…»: whoever seized it estimates nothing
    if statement.implicit and frame.source is None and thing_before(view, match):
        return None
    if statement.implicit and statement.source is None and is_of_unknown(view, match, frame.opened_at):
        return None
    if not _is_spoken(view, statement, before, role):
        return None
    if role == "relay":
        return read_relayed(view, statement, frame)
    if convicts(view, statement):
        return None
    return statement if frame.opener in named or is_credible(view, statement, frame, weak) else None


def _is_told_apart(view: View, match: Match, frame: Frame, *, called: bool) -> bool:
    """Whether what opens the content belongs to the clause round the verb's own.

    «أن ترد بتفنيد ما قاله الهمامي، قامت [بتوجيه] …», «على المنظمات التي تنتقد موريتانيا [أن] تركز على…».
    """
    voice = frame.source
    if voice is None or frame.opener not in ("by", "any", "that"):
        return False
    parted = any(view.comma(at) for at in range(voice.last, frame.opened_at))
    led = view.word(match.first - 1) in view.words.relative and voice.first == match.last
    takes_any = "any" in match.entry.get("frames") and match.entry.get("act") != "state"
    return (called and parted and frame.opener != "that") or (
        led and takes_any and frame.opener == "that" and voice.last == frame.opened_at
    )


def _is_spoken(
    view: View, statement: Statement, before: tuple[Speaker, str] | None, role: str | None
) -> bool:
    """Whether somebody can be who speaks; one who cannot («وأكد [مقتضبا] أن…») leaves the words to the speaker before."""
    voice = statement.source
    if voice is None or (before is not None and voice == before[0]):
        return True
    if may_speak(view, voice, _place_of(view, statement, role)):
        return True
    fold = view.word(voice.first)
    if fold.startswith("و"):
        return False  # «هدّدهما [ولاذ] بالفرار»: another verb, which ends the clause
    statement.source, statement.implicit = None, True
    addressed = role == "address" and fold.startswith("ال") and fold not in view.words.mute
    if addressed:
        statement.addressee = voice
        include_addressed(view, statement, voice)
    return addressed or statement.frame in STRONG_OPENERS


def _place_of(view: View, statement: Statement, role: str | None) -> Place:
    if statement.frame in _SUBJECT_BEFORE or view.part.field == "title":
        return Place.SUBJECT
    by_paper = statement.cue is not None and (
        statement.cue.entry.get("shows") or statement.cue.entry.id == _LAID_DOWN
    )
    if statement.frame in _OBJECT and not by_paper and role not in SPLIT:
        return Place.ANY  # «استنكرت [الحط من المرتبات]»: rather what is spoken of
    return Place.NOUN


def _is_held(view: View, match: Match, frame: Frame) -> bool:
    """«الإجراءات التي [تعتبر] "موجعة"»: what the relative takes up is held to be so, by nobody named."""
    before = view.word(match.first - 1)
    led = before in view.words.relative and match.feature.startswith("pres") and not match.enclitic
    return led and match.entry.get("object") == "regard" and frame.opener != "that"


def _is_adopted(view: View, match: Match, frame: Frame) -> bool:
    """«تبنى المجلس [قانونا]»: what is adopted, and nothing that anybody claims."""
    noun = frame.other or frame.source
    taken = {frame.content, noun.first if noun is not None else -1}
    plain = match.entry.get("act") == "claim" and frame.opener in {"", *_OBJECT}
    return plain and any(view.word(at) in view.words.adopted for at in taken)


def _is_superlative(view: View, match: Match, frame: Frame) -> bool:
    """«[أبرز] العناوين: …», «[أبرز] النقاط: …»: the foremost of some things, and no verb."""
    voice = frame.source
    if view.word(match.first) not in view.words.foremost or frame.opener not in {"colon", "quote"}:
        return False
    return voice is None or voice.kind not in {"person", "organization"}


def _is_spoken_of(view: View, match: Match, frame: Frame) -> bool:
    """Whether the indefinite noun after a verb is its object.

    «"داعش" يتبنى [هجوم] لندن», «فلان يكشف [حقائق] عن المنتخب» in a title; «يعتبر [مفخرة] أن…» anywhere.
    """
    voice = frame.source
    if voice is None or voice.first != match.last or view.inside[voice.first] is not None:
        return False
    fold = view.word(voice.first)
    if fold.startswith("ال") or fold.endswith(_MANY):
        return False
    if match.entry.get("object") == "regard" and match.feature.startswith("pres"):
        return fold in plain_words() or fold.endswith("ه")
    headline = view.part.field == "title" and frame.opener in _OPEN_TO_NOUNS
    return headline and fold in plain_words() and not may_speak(view, voice)


def _is_far_other(view: View, match: Match, voice: Speaker) -> bool:
    """«وقال على هامش ندوة واكبتها [مراسلتنا]: …»: somebody named farther on, of the other gender."""
    return voice.kind == "person" and voice.first > match.last + _NEAR and not agrees(voice, match.feature)


def _subject_before(view: View, match: Match) -> tuple[Speaker, str] | None:
    """Who stands before the verb as its subject: «الوزير قال», «أما الوزير فقال»."""
    if match.clitics == "ف":
        topic = topic_before(view, match.first, match.feature)
        return (topic, "order") if topic is not None else None
    return before_verb(view, match)


def _object_only(view: View, match: Match, frame: Frame, before: tuple[Speaker, str] | None) -> bool:
    """«وانتقد القرار»: a verb that takes any object, with one noun after it and its subject elsewhere."""
    joined = match.clitics[:1] in {"و", "ف"} or view.word(match.first - 1) in view.words.joint
    noun = frame.source or (frame.other if before is not None else None)
    if noun is None or (frame.apart and before is None and not joined):
        return False
    known = noun.entity is not None or (noun.kind == "person" and not joined)
    if known and agrees(noun, match.feature) and before is None:
        return False  # «وانتقد ترامب», «أدان رئيس الوزراء»: who, or whom?
    frame.opener, frame.content, frame.source = "any", noun.first, None
    return True
