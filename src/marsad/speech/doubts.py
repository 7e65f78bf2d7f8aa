"""Whether a verb that could introduce words really does so where it stands."""

from __future__ import annotations

from collections.abc import Iterator

from marsad.matching import Match
from marsad.speech.closed import is_finite
from marsad.speech.drafts import STRONG_OPENERS
from marsad.speech.openers import Frame
from marsad.speech.sources import phrase_end
from marsad.speech.standing import may_speak
from marsad.speech.statements import Speaker, Statement
from marsad.speech.subjects import agrees
from marsad.speech.view import View

_NAMED = frozenset({"person", "organization", "group", "medium", "place", "document"})
_PEOPLE = ("ون", "ين", "ي", "يه")
"""How words for people and bodies end: «مربون», «تونسي», «[الداخلية] المصرية»."""
_LED_BY_PREPOSITION = frozenset({"of", "on", "from"})


def is_beside(view: View, match: Match, frame: Frame, before: tuple[Speaker, str] | None) -> bool:
    """«هنأ الملك الفائزين»: a known speaker right after the verb or right before it, and what is said right beside them."""
    voice = frame.source or (before[0] if before is not None and before[1] in {"order", "was"} else None)
    if voice is None or (frame.source is not None and voice.first != match.last):
        return False
    known = view.inside[voice.first]
    if known is None or known.kind not in _NAMED or not agrees(voice, match.feature):
        return False
    judged = known.kind in {"document", "medium"} or not match.feature.startswith("past")
    if match.entry.get("object") == "regard" and judged:
        return False  # «واعتبر [القرار] خطأ», «وتعد [فرنسا] شريكا»: what is judged
    nearest = voice.last if frame.source is not None else match.last
    counted = view.tokens[frame.content].kind == "number" or view.word(frame.content + 1) in view.words.unit
    return (
        frame.opened_at - nearest <= 1 and not counted and view.word(frame.content) not in view.words.anaphor
    )


def _turns_to_of(view: View, match: Match, frame: Frame) -> bool:
    """«عبر [الوزير] عن أمله» is the verb; «عبر برنامج حواري كشف…» and «عبر بوليتيكا» are the preposition."""
    if frame.opener != "of":
        return frame.cue_last > match.last  # «عبر قائلا: …»
    between = range(match.last, frame.opened_at)
    venue = view.venues.get(match.last)
    medium = venue is not None and venue.entry.get("type") == "medium"
    return not medium and not any(is_finite(view, at) for at in between)


def _tails_before(view: View, at: int) -> Iterator[int]:
    """The tokens after the tails («وفق بيان») that end before a token, in the sentence that does."""
    return (end for end in range(view.sentence_back(at - 1, 0), at) if end in view.tail_ends)


def is_doubtful(view: View, match: Match, frame: Frame, subject: tuple[Speaker, str] | None) -> bool:
    """A form that is a common noun or another verb too needs a conjunction and a complementiser."""
    bare = view.word(match.first)[len(match.clitics) :]
    if "\u0651" in view.tokens[match.first].text:
        return False
    noun = match.feature == "past:3ms" and view.tokens[match.first].text.endswith("ي")  # «رأي», «نفي»
    if not noun and bare not in view.words.doubtful and view.word(match.first) not in view.words.doubtful:
        return False
    if noun and frame.opener == "colon" and not match.clitics:
        return True  # «[نادي] الأسير: …»
    opened = frame.opener in STRONG_OPENERS or frame.opener in {"of", "by"}
    closed = match.first - 1 in view.closings and not match.clitics
    if bare in view.words.particle and closed and frame.opener != "that":
        return True  # «اتفاق "مزعوم" [بين] الحزبين»
    source = frame.source
    if frame.opener in {"to", "from"} and match.clitics and source is not None and source.first == match.last:
        return False  # «وألمح مصدر حكومي إلى تعديل»
    if frame.opener in {"any", "object", "on"} and source is not None and source.first == match.last:
        known_voice = view.inside[source.first]
        opened = known_voice is not None and known_voice.kind in _NAMED and agrees(source, match.feature)
    before = view.word(match.first - 1)
    named = frame.source is not None and frame.source.entity is not None
    first = match.first == view.clause_first(match.first) or (
        view.mark(match.first - 1) and (named or frame.opener == "of")
    )
    led = (
        before in view.words.connector
        or before in {"قد", "كما"}
        or match.first in view.aside_ends
        or (view.comma(match.first - 1) and match.first - 1 in view.aside_ends)
        or (before in view.words.that and view.word(match.first - 2) in view.words.contrast)
        or any(phrase_end(view, at) == match.first for at in _tails_before(view, match.first))
    )
    if bare == "بين" and any(view.word(p) in view.words.between for p in range(match.first - 2, match.first)):
        return True  # «جمع بينه وبين نظيره»
    if bare == "بين" and before in view.words.chiefly:
        return True  # «التشاور خاصة بين الأطراف»
    if bare in view.words.via and not _turns_to_of(view, match, frame):
        return True
    if bare in view.words.particle:
        return not (opened and (match.clitics or first or led))
    known = subject is not None and (subject[1] == "was" or subject[0].kind == "person")
    asked = named and frame.other is not None and frame.opener == "by"
    return not (opened and (match.clitics or first or led or known or asked))


def is_credible(view: View, statement: Statement, frame: Frame, weak: bool) -> bool:
    if weak:
        if statement.implicit or statement.source is None:
            return statement.implicit and _closes_speech(frame, statement)
        if frame.source is not None and _disagrees(statement):
            return False  # «وتلقى المدير رسالة…»
        near = frame.opened_at - statement.last <= 14
        if statement.source.kind == "group" and statement.relays and frame.opener == "quote":
            return near  # «وسجل المكتب السياسي، في بلاغ، "…"»
        shows = statement.cue is not None and bool(statement.cue.entry.get("shows"))
        shown = shows and statement.source.kind == "document"
        voiced = statement.source.kind in {"person", "organization"} or shown  # «أظهرت دراسة أن…»
        return near and voiced and frame.opener in {*STRONG_OPENERS, "before"}
    cue = statement.cue
    if cue is not None and cue.entry.get("object") == "blame":
        return (
            view.word(frame.content) in view.words.blame and frame.content > cue.last
        )  # «تحمل مسؤولية» bears it
    if statement.implicit and cue is not None and _is_impersonal(view, statement):
        return False
    if statement.implicit and view.word(statement.first) in view.words.impersonal:
        return False  # «لديهم تبيّن أنها مسروقة»
    if statement.implicit and cue is not None and cue.entry.id == "cue.ns":
        return False  # a law lays down, never who spoke last
    if statement.rule.endswith("relative") and statement.frame not in STRONG_OPENERS:
        voice = statement.source
        if voice is None or view.inside[voice.last - 1] is None:
            return False  # «التبرع الذي يكشف عن أمراض»
    if _is_cause(view, statement):
        return False
    if statement.act == "believe" and view.word(statement.first - 1) in view.words.relative:
        return False
    if cue is not None and cue.enclitic and cue.entry.get("object") == "describe":
        return frame.content in view.quote_at  # «النقاط التي وصفها بـ"الخطيرة"»
    tied = frame.opener in STRONG_OPENERS or (
        frame.opener in _LED_BY_PREPOSITION and (not statement.implicit or statement.number == "p")
    )
    if not tied and not _is_led(view, statement):
        return False
    return not (
        statement.frame == "any"
        and statement.implicit
        and statement.cue is not None
        and statement.act == "state"
        and not statement.cue.enclitic
    )


def _closes_speech(frame: Frame, statement: Statement) -> bool:
    """«وختم: "لن نسكت"»: a verb that says that somebody goes on, and his words in marks right after it."""
    cue = statement.cue
    goes_on = cue is not None and bool(cue.entry.get("goes_on")) and cue.clitics == "و"
    return goes_on and cue is not None and frame.opener == "colon" and frame.opened_at == cue.last


def _is_cause(view: View, statement: Statement) -> bool:
    """«القهوة تقلل من الخطر»: a thing before a verb without complementiser does something and says nothing."""
    voice = statement.source
    if voice is None or not statement.rule.endswith(".order"):
        return False
    unknown = voice.kind == "unnamed" and voice.last - voice.first == 1 and view.inside[voice.first] is None
    if view.part.field == "title" and (may_speak(view, voice) or view.word(voice.first).endswith(_PEOPLE)):
        return False  # «الڨزاح يقلل من…», «مربون يطالبون ب…», not «[الهاتف] يقلل من…»
    return unknown and statement.frame in {*_LED_BY_PREPOSITION, "by", "to", "in"}


def _disagrees(statement: Statement) -> bool:
    """Whether the speaker cannot be the subject of the verb by gender."""
    cue, source = statement.cue, statement.source
    return (
        cue is not None and source is not None and source.kind == "person" and not agrees(source, cue.feature)
    )


def _is_led(view: View, statement: Statement) -> bool:
    """Whether a cue without complementiser or quotation opens its clause, or has a speaker known as such."""
    at, source = statement.first, statement.source
    before = view.word(at - 1)
    cue = statement.cue
    if before in view.words.relative and (
        statement.frame == "any" or (cue is not None and cue.feature.startswith("pres"))
    ):
        return False
    if source is not None and any(p is not None for p in view.inside[source.first : source.last]):
        return statement.frame != "any" or source.kind != "document"
    cue = statement.cue
    headed = view.part.field == "title" and statement.rule.endswith(".order")
    opens = (
        headed
        or at == statement.sentence
        or (source is not None and source.first == statement.sentence)
        or view.mark(at - 1)
        or before in view.words.connector
    )
    return opens or bool(cue is not None and cue.clitics) or at in view.aside_ends


def _is_impersonal(view: View, statement: Statement) -> bool:
    """«ويُعتقد أن…», and «إنها تعتقد أن…», where the speaker only goes on."""
    before = view.word(statement.first - 1)
    if before in view.words.that:
        led = view.word(statement.first - 2)
        if statement.source is not None:
            return False  # «سبق للوزير أن أعلن…»
        return led != "قبل" and led not in view.words.contrast  # «قبل أن يضيف: …», «إلا أنه شدد على أن…»
    feature = statement.cue.feature if statement.cue is not None else ""
    return statement.act in {"believe", "predict"} and feature.startswith("pres:3ms")
