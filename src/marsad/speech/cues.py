"""Cues turned into statements: which verb, participle or noun of saying really introduces something here."""

from __future__ import annotations

from marsad.matching import Match
from marsad.speech.doubts import is_beside, is_credible, is_doubtful
from marsad.speech.drafts import (
    OWN_OBJECT,
    STRONG_OPENERS,
    frames_of,
    include_addressed,
    make_statement,
    person_of,
)
from marsad.speech.frames import read_frame
from marsad.speech.nominals import read_noun, read_participle
from marsad.speech.openers import Frame
from marsad.speech.openings import topic_before
from marsad.speech.pronouns import read_with_pronoun
from marsad.speech.relays import relays_before
from marsad.speech.sources import divide, is_closed, loose, of_phrase, read_speaker
from marsad.speech.statements import Speaker, Statement
from marsad.speech.subjects import agrees, before_verb
from marsad.speech.view import View

_QUOTED = 2
"""Words that a quotation before its cue has at least."""
_RELAYED = 12
"""Words between «نقل» and «عن»."""
_ASIDE = 3
"""Words of an aside that no cue opens («ردا على» may be one)."""
_WEAK = ("that", "quote")
_ON_SOMEBODY = frozenset({"عليه", "عليها", "عليهم"})
_NEAR = 4
"""Words between «سماه» and the name given, that of who gives it among them."""
_NAMING = frozenset({"describe", "regard"})
_SPLIT = frozenset({"address", "accuse", "describe", "blame"})


def read_cues(view: View) -> list[Statement]:
    """The statements the verbs, participles and nouns of saying of a part introduce, in order."""
    found: list[Statement] = []
    passed = 0
    passed_over = {at for first, aside in view.asides.items() for at in range(first, aside.last)}
    for at in sorted(view.cues):
        if at < passed or _is_relay_tail(view, at) or _is_passed_over(view, at, passed_over):
            continue
        statement = _read_cue(view, at)
        if statement is not None:
            found.append(statement)
            passed = max(statement.last, _said_by_end(view, statement))
    return found


def _said_by_end(view: View, statement: Statement) -> int:
    """«صرح الوزير بالقول: …»: a second word of saying right before the content belongs to the first."""
    return statement.opening if view.word(statement.opening - 1) in view.words.said_by else 0


def _is_passed_over(view: View, at: int, passed_over: set[int]) -> bool:
    """«مصدر رفض ذكر اسمه»: a verb inside a longer aside introduces nothing."""
    aside = view.asides.get(at)
    return at in passed_over and (aside is None or aside.last - at >= _ASIDE)


def _is_relay_tail(view: View, at: int) -> bool:
    """«نقلا عن» is a tail: its first word introduces nothing by itself."""
    return at in view.tails and view.tails[at].entry.get("act") == "relay"


def _read_cue(view: View, at: int) -> Statement | None:
    fold = view.part.tokens[at].fold
    doubled = "\u0651" in view.tokens[at].text  # «وعدّ» is no «وعد»
    relayed = any(_relays_of(view, match) for match in view.cues[at])
    back = any(_answers_back(view, match) for match in view.cues[at])
    never = fold in view.words.never and not doubled and not relayed and not back
    if fold in view.words.outlet or never or fold in view.words.that:
        return None
    if view.word(at - 1) in view.words.saying_what and (at - 1 in view.tails or at - 1 in _clausal(view, at)):
        return None
    for match in sorted(view.cues[at], key=lambda m: (doubled and not m.clitics, bool(m.entry.get("weak")))):
        form = match.feature.partition(":")[0]
        if form in ("past", "pres"):
            statement = read_with_pronoun(view, match) or _read_verb(view, match)
        elif form == "part":
            statement = read_participle(view, match)
        elif form == "masdar":
            statement = read_noun(view, match)
        else:
            continue
        if statement is not None:
            return statement
    return None


def _clausal(view: View, at: int) -> set[int]:
    marked = any(p in view.quote_at for p in range(at + 1, at + _NEAR))
    if marked and any(m.enclitic and m.entry.get("object") in _NAMING for m in view.cues[at]):
        return set()  # «لما سماه ناشطون "…"»
    return {at - 1} if at - 2 in view.tails or view.word(at - 1) == "لما" else set()


def _read_verb(view: View, match: Match) -> Statement | None:
    person, gender, number = person_of(match)
    if not _is_said(view, match, person):
        return None
    entry, weak = match.entry, bool(match.entry.get("weak"))
    frames = tuple(f for f in entry.get("frames") if not weak or f in _WEAK)
    named = tuple(f for f in entry.get("named") or () if f not in frames)
    called = match.enclitic != "" and view.word(match.first - 1) in view.words.saying_what
    if called and entry.get("act") in ("state", "believe"):
        frames = (*frames, "by", "any")
    role = entry.get("object")
    frame = read_frame(view, frames_of(frames, role) + named, match.last, split=role in _SPLIT)
    alone = not frame.opener and "any" in frames  # «الوزير نفى الخبر»
    needed = frame.source is None or role in _SPLIT or frame.apart or alone
    before = _subject_before(view, match) if needed else None
    if is_doubtful(view, match, frame, before) or (
        _is_dual_noun(view, match) and frame.opener not in {"that", "colon"}
    ):
        return None
    if frame.opener in named and not is_beside(view, match, frame, before):
        return None
    opened = bool(frame.opener) or _inserted(view, match, frame, before)
    loose_object = "any" in frames or (
        {"object", "any"} & {*frames, *named} and before is not None and view.part.field == "title"
    )
    if not opened and not (loose_object and _object_only(view, match, frame, before)):
        return None
    statement = make_statement(view, match, frame, "verb")
    statement.gender, statement.number = gender, number
    statement.relays = relays_before(view, match.first) + statement.relays
    _name_source(view, statement, frame, before, role)
    if role == "relay":
        return _relayed(view, statement, frame)
    return statement if frame.opener in named or is_credible(view, statement, frame, weak) else None


def _subject_before(view: View, match: Match) -> tuple[Speaker, str] | None:
    """Who stands before the verb as its subject: «الوزير قال», «أما الوزير فقال»."""
    if match.clitics == "ف":
        topic = topic_before(view, match.first, match.feature)
        return (topic, "order") if topic is not None else None
    return before_verb(view, match)


def _is_said(view: View, match: Match, person: str) -> bool:
    """Third person, not negated, not a wish, not a first person inside somebody's quotation."""
    at = match.first
    before = view.word(at - 1)
    bare = view.word(at)[len(match.clitics) :]
    if match.definite or view.word(at) in view.words.that:
        return False
    spared = _relays_of(view, match) or _answers_back(view, match)
    if bare in view.words.never and not spared and "\u0651" not in view.tokens[at].text:
        return False
    if set("بلكس") & set(match.clitics):
        return False
    written = view.tokens[at].text
    passive = written[len(match.clitics) + 1 :][:1] == "\u064f" and match.feature.startswith("past")
    if passive and match.entry.get("object") != "relay":
        return False  # «أُعلنت الهدنة»: what is announced, not who announces
    if _is_spelt_otherwise(view, match) or written.endswith("دعى"):
        return False
    if person != "3" or (match.enclitic and not _takes_pronoun(view, match)):
        return False
    if before == "قد" and view.word(at - 2).removeprefix("و") in view.words.be:
        return False  # «نفت أن تكون قد أعلنت…»
    before = before if before in view.words.irrealis else before.removeprefix("و")
    denied = bool(match.entry.get("deniable")) and match.feature.startswith("pres")  # «لم يستبعد», «لا يخفي»
    if (
        before in view.words.irrealis
        and not _comes_next(view, match)
        and not (denied and before in view.words.negation)
        and not (before == "ان" and match.feature.startswith("past"))
    ):
        return False
    if match.feature.startswith("pres") and before == "سوف":
        return False
    phrase = view.inside[at]
    return phrase is None or phrase.first == at or view.mark(at - 1)


def _comes_next(view: View, match: Match) -> bool:
    """«قبل أن يضيف: …», «قبل أن تؤكد أن…»: what was said next, though the particle makes it a subjunctive."""
    at = match.first
    led = view.word(at - 1) == "ان" and view.word(at - 2) == "قبل" and match.feature.startswith("pres")
    opener = view.word(match.last) in view.words.that or (
        match.last < len(view.tokens) and (view.tokens[match.last].text == ":" or match.last in view.quote_at)
    )
    return led and opener and not match.clitics


def _is_dual_noun(view: View, match: Match) -> bool:
    """«رفضا», «طلبا», «ردا»: mostly a noun in the accusative, rarely the verb of two."""
    dual = match.feature == "past:3md" and match.enclitic == ""
    return dual and not view.word(match.first).endswith("وا")


def _is_spelt_otherwise(view: View, match: Match) -> bool:
    """«موجة» is not «موجه», «حملة» not «حمله»: ة is never the end of a masculine form."""
    masculine = match.enclitic == "ه" or match.feature.endswith("ms")
    return masculine and view.tokens[match.last - 1].text.endswith("ة")


def _relays_of(view: View, match: Match) -> bool:
    """«ونقل عن مصدر قوله»: the verb that passes words on, not the noun of transport."""
    if match.entry.get("object") != "relay" or match.enclitic or match.last >= len(view.ends):
        return False
    if view.word(match.last) == "عن":
        return True
    end = min(match.last + _RELAYED, view.ends[match.first])
    of = next((at for at in range(match.last, end) if view.word(at) == "عن"), None)
    return of is not None and _quoting_noun(view, of + 1) is not None  # «نقل مصدر مطلع عن فلان قوله»


def _answers_back(view: View, match: Match) -> bool:
    """«ورد عليه الوزير بأن…», «ورد الوزير بأن…»: the verb of an answer, not the noun."""
    if match.entry.id != "cue.rd" or match.clitics not in {"و", "ف"} or not match.feature.startswith("past"):
        return False
    at, end = match.last, min(match.last + _RELAYED, view.ends[match.first])
    voice = view.inside[at] if at < end else None
    addressed = view.word(at) in _ON_SOMEBODY or (voice is not None and voice.kind == "person")
    return addressed and any(view.word(p) == "بان" for p in range(at, end))


def _takes_pronoun(view: View, match: Match) -> bool:
    """«أبلغهم», «وصفه», «ما قاله»: where a pronoun after the verb leaves it a cue."""
    role = match.entry.get("object")
    return not match.entry.get("weak") and (
        role in _SPLIT or view.word(match.first - 1) in view.words.saying_what
    )


def _inserted(view: View, match: Match, frame: Frame, before: tuple[Speaker, str] | None) -> bool:
    """«"…"، قال فلان»: a quotation has just ended and nothing follows but the speaker."""
    at = match.first - 1
    if view.comma(at) or view.tokens[at].text in "-–":
        at -= 1
    closed = next((q for q in view.quotes if q.close == at and q.closed), None)
    if closed is None or "quote" not in match.entry.get("frames") or match.clitics or closed.inside < _QUOTED:
        return False
    frame.opener, frame.content, frame.skip = "before", closed.open, closed.close
    return True


def _object_only(view: View, match: Match, frame: Frame, before: tuple[Speaker, str] | None) -> bool:
    """«وانتقد القرار»: a verb that takes any object, with one noun after it and its subject elsewhere."""
    joined = match.clitics[:1] in {"و", "ف"} or view.word(match.first - 1) in view.words.joint
    noun = frame.source or (frame.other if before is not None else None)
    if noun is None or (frame.apart and before is None and not joined):
        return False
    if noun.entity is not None and agrees(noun, match.feature) and before is None:
        return False  # «وانتقد ترامب»: who, or whom?
    frame.opener, frame.content, frame.source = "any", noun.first, None
    return True


def _name_source(
    view: View, statement: Statement, frame: Frame, before: tuple[Speaker, str] | None, role: str | None
) -> None:
    """Who speaks: the noun after the verb, the one before it, or somebody named earlier."""
    after = frame.source
    if role in OWN_OBJECT and frame.opener in {"by", "that", "quote", "li", "object"}:
        _split_accused(view, statement, frame, before, role)
        return
    if before is not None and (after is None or role in _SPLIT or _relative_wins(before, frame)):
        statement.source = before[0]
        statement.rule += "." + before[1]
        if role == "address":
            include_addressed(view, statement, after or frame.other)
        return
    if after is None:
        statement.source = _person_before(view, statement)
        statement.implicit = True
        return
    if role == "address" and not _speaks(view, statement, after):
        statement.source, statement.implicit, statement.addressee = None, True, after
    elif role == "address" and frame.other is None:
        statement.addressee = after
    if role == "address":
        include_addressed(view, statement, after if statement.implicit else frame.other)


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
    gender = _adjective_gender(view, voice) or voice.gender
    if gender and voice.number in ("s", "") and statement.gender and voice.kind != "place":
        return gender == statement.gender
    if view.word(voice.first) in view.words.every:
        return False
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
        frame.source, accused = divide(view, frame.source)
        frame.other = accused
    if before is not None:
        statement.source, accused = before[0], frame.source or frame.other
        statement.rule += "." + before[1]
    elif frame.other is None and statement.cue is not None and not statement.cue.enclitic:
        statement.source, accused, statement.implicit = None, frame.source, True
        statement.unsourced = role == "accuse"
    elif frame.source is None:
        statement.implicit = True
    elif frame.other is not None:
        statement.source = frame.source
    if accused is not None and accused.first < statement.content[0]:
        statement.content, statement.skip = (accused.first, statement.content[1]), 0


def _relayed(view: View, statement: Statement, frame: Frame) -> Statement | None:
    """«نقلت الوكالة عن مصدر قوله إن…»: who is quoted first, who passes it on after."""
    if frame.opener not in {"of", "to"}:
        return statement if frame.opener in STRONG_OPENERS and statement.source else None
    speaker = read_speaker(view, frame.content, view.ends[frame.content])
    if speaker is None:
        return None
    at = _quoting_noun(view, frame.content + 1)
    if at is not None:
        return _quoted_noun(view, statement, speaker, at)
    inner = read_frame(view, ("that", "quote", "object"), speaker.last)
    if not inner.opener:
        return None
    if inner.source is not None and inner.source.first == speaker.last:
        speaker = loose(view, speaker.first, inner.source.last)
    statement.relay_dropped = _drops_relay(statement)
    statement.relays = ((statement.source,) if statement.source else ()) + inner.relays + statement.relays
    statement.source, statement.content, statement.skip = speaker, (inner.content, -1), inner.skip
    statement.frame, statement.opening, statement.implicit = inner.opener, inner.opened_at, False
    statement.rule = "speech.relay." + inner.opener
    return statement


def _drops_relay(statement: Statement) -> bool:
    """«ونقلت عن مصدر قوله»: who passes it on was named before; «نقل عن» may be a passive, and says nothing."""
    return statement.source is None and statement.style == "verb" and statement.gender == "f"


def _quoting_noun(view: View, at: int) -> int | None:
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
