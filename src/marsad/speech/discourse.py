"""Whose word it is when Arabic drops the subject: «وأضاف», «ولفتت إلى», «مؤكدا أن»."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from operator import attrgetter

import msgspec

from marsad.speech.closed import is_closed
from marsad.speech.drafts import include_addressed
from marsad.speech.openings import issuer_before, topic_before
from marsad.speech.sources import is_content_noun, of_phrase, widen
from marsad.speech.statements import PASSIVE, Speaker, Statement
from marsad.speech.subjects import IF
from marsad.speech.view import View
from marsad.types import Sentence

_REACH = 6
"""How many sentences back somebody may have spoken who goes on."""
_ALSO = "كما"
_SPEAKERS = frozenset({"person", "organization", "group", "unnamed", "medium"})
_RELAYS = frozenset({"organization", "group", "unnamed", "medium"})


def resolve_sources(view: View, statements: Sequence[Statement]) -> None:
    """Gives every statement without a written subject the antecedent's phrase as it was last written."""
    told: list[Statement] = []
    for statement in statements:
        near = _within_reach(view, statement, told)
        if _goes_on(statement, near) or _adds(view, statement, told):
            statement.source, statement.implicit = None, True
            include_addressed(view, statement, statement.addressee)
        if statement.relay_dropped:
            relay = _last(view, statement, near)
            if relay is not None and relay.kind in _RELAYS and relay != statement.source:
                statement.relays += (relay,)
        if statement.source is None and not _is_passive(view, statement, near):
            statement.source = _antecedent(view, statement, near)
            if _is_captor(view, statement):
                statement.source = None
                continue
            if statement.source is None and statement.number != "p":
                statement.source, statement.implicit = statement.addressee, False
        told.append(statement)


def _is_captor(view: View, statement: Statement) -> bool:
    """«قبض الأعوان على شابين، وقد اعترفا…»: whoever arrests is not who confesses."""
    voice = statement.source
    return statement.act == "admit" and voice is not None and view.word(voice.first) in view.words.captor


def _within_reach(view: View, statement: Statement, told: Sequence[Statement]) -> Sequence[Statement]:
    """Those of the statements, in the order of the text, that stand near enough to give another its source."""
    opened = view.sentence_back(statement.sentence, _REACH)
    return told[bisect_left(told, opened, key=attrgetter("first")) :]


def _goes_on(statement: Statement, told: Sequence[Statement]) -> bool:
    """«عبر المجلس عن قلقه، ودعا الأمم المتحدة إلى…»: the one noun of a conjoined verb is whom it addresses."""
    conjoined = statement.cue is not None and statement.cue.clitics[:1] == "و"
    if not conjoined or statement.addressee is None or statement.source != statement.addressee:
        return False
    if statement.source.kind == "person":
        return False
    return any(
        one.sentence == statement.sentence
        and one.style == "verb"
        and one.source
        and fits(one.source, one, statement)
        for one in told
    )


def _adds(view: View, statement: Statement, told: Sequence[Statement]) -> bool:
    """«كما دعا البرلمان إلى…» after somebody's words: the one noun is whom he addresses, unless it has spoken itself."""
    voice = statement.source
    if view.word(statement.first - 1) != _ALSO or voice is None or statement.addressee != voice:
        return False
    if voice.kind == "person" or any(one.source and _names(view, one.source, voice) for one in told):
        return False
    before = [
        one for one in told if one.view == statement.view and one.parent is None and one.style == "verb"
    ]
    last = before[-1] if before else None
    return (
        last is not None
        and last.source is not None
        and _distance(view, last, statement) <= 1
        and fits(last.source, last, statement)
    )


def _names(view: View, one: Speaker, other: Speaker) -> bool:
    """Whether two voices are one by their entity, or by the words they are written with: «أوصى المجلس … كما أوصى المجلس»."""
    if one.entity is not None and one.entity == other.entity:
        return True
    return [t.fold for t in view.tokens[one.first : one.last]] == [
        t.fold for t in view.tokens[other.first : other.last]
    ]


def _is_passive(view: View, statement: Statement, told: Sequence[Statement]) -> bool:
    """«واتهمت مرتزقة فاغنر بارتكاب…» with nobody speaking before: an accusation without an accuser."""
    if statement.rule == PASSIVE:
        return True
    if not statement.unsourced:
        return False
    near = [s for s in told if s.view == statement.view and _distance(view, s, statement) <= 1]
    if any(s.source is not None and fits(s.source, s, statement) for s in near):
        return False
    statement.implicit = False
    statement.rule = PASSIVE
    return True


def _distance(view: View, one: Statement, other: Statement) -> int:
    """How many sentences lie between two statements."""
    return view.sentences_between(one.sentence, other.sentence)


def _antecedent(view: View, statement: Statement, told: Sequence[Statement]) -> Speaker | None:
    told = [
        s
        for s in told
        if s.source
        and not _is_no_antecedent(view, s.source, statement)
        and (not s.quoted or view.quoted[s.first] == view.quoted[statement.first])
        and view.same_entry(s.first, statement.first)
    ]
    same = [s for s in told if s.sentence == statement.sentence]
    heard = _heard_within(view, statement, same)
    main = [s for s in same if not s.within]
    own = heard or _nearest(statement, main) or _told_of(view, statement, same)
    if statement.style in ("participle", "manner"):
        own = own or _subject(view, statement)
        return own or _nearest(statement, same) or _last(view, statement, told)
    own = own or _nearest(statement, same)
    if own is not None:
        return own
    return _subject(view, statement) or _newcomer(view, statement, told) or _last(view, statement, told)


def _is_no_antecedent(view: View, voice: Speaker, statement: Statement) -> bool:
    """«لكن [الكل] يعلم أن…. وأوضح», «جاء في [اعترافات] المتهم…. لكنهم رفضوا»: everybody, or things where men are meant."""
    men = statement.number == "p" and statement.gender != "f"
    return view.word(voice.first) in view.words.everybody or (men and _are_things(view, voice))


def _heard_within(view: View, statement: Statement, same: Sequence[Statement]) -> Speaker | None:
    """«قال المتحدث إنه بعد التحقيق مع [المتهم]، أقر بأنه…»: within somebody's words, who is heard is who speaks."""
    outer = next((s for s in reversed(same) if s.content[0] < statement.first < s.content[1]), None)
    voice = _questioned(view, outer.content[0]) if outer is not None else None
    return voice if voice is not None and _matches(voice, statement) else None


def _told_of(view: View, statement: Statement, same: Sequence[Statement]) -> Speaker | None:
    """«قالت الوزارة إن [القائد] أمر بحل القوة، على حد وصفه»: whom the words told of, where who told them cannot be meant."""
    before = [s for s in same if s.frame == "that" and s.content[0] < statement.first]
    joined = statement.cue is not None and statement.cue.clitics[:1] == "و"
    paused = view.comma(statement.first - 1)
    led = {"verb": joined and before and before[-1].gender, "participle": paused, "manner": True}
    if not before or statement.number == "p" or not led.get(statement.style):
        return None
    phrase = view.phrases.get(before[-1].content[0])
    if phrase is None or phrase.clitics or phrase.kind not in _SPEAKERS:
        return None
    voice = of_phrase(view, phrase)
    if not voice.gender and view.tokens[phrase.first].text.endswith("ة"):
        voice = msgspec.structs.replace(voice, gender="f")
    return voice if voice.gender and _matches(voice, statement) else None


def _newcomer(view: View, statement: Statement, told: Sequence[Statement]) -> Speaker | None:
    """«قال الوزير… . والتقت [النائبة ليلى حداد] الأهالي. وأكدت أن…»: the person whose act the sentence right before tells.

    Only where nobody speaks in that sentence, and the cue opens its own and is none that says that somebody goes on («أضاف»).
    """
    cue = statement.cue
    if (
        statement.style != "verb"
        or cue is None
        or cue.entry.get("goes_on")
        or cue.clitics[:1] not in ("و", "")
    ):
        return None
    if statement.first != view.clause_first(statement.sentence):
        return None
    before = view.sentence_back(statement.sentence, 1)
    if (
        before >= statement.sentence
        or not view.same_entry(before, statement.first)
        or before not in view.verbs
    ):
        return None
    if any(before <= one.first < statement.sentence for one in told):
        return None
    voice = _subject_from(view, statement, before, statement.sentence)
    return voice if voice is not None and voice.kind == "person" and voice.entity is not None else None


def _nearest(statement: Statement, same: Sequence[Statement]) -> Speaker | None:
    """The source of the last statement of the sentence that agrees; those inside others' words do not count."""
    for candidate in reversed([s for s in same if not _is_inside(s, same)]):
        if (
            candidate.source is not None
            and candidate.style != "source"
            and not _is_set_in(candidate, same)
            and fits(candidate.source, candidate, statement)
        ):
            return candidate.source
    return None


def _is_set_in(one: Statement, same: Sequence[Statement]) -> bool:
    """«أكد الرئيس، وفقا لما أوردته الوكالة، أن…»: a tail between somebody's verb and his words."""
    return one.frame == "tail" and any(other.last <= one.first < other.opening for other in same)


def _is_inside(one: Statement, same: Sequence[Statement]) -> bool:
    """Whether a statement stands in the content of somebody else's statement of the sentence."""
    return any(
        other is not one
        and other.frame != "tail"
        and other.content[0] <= one.first < other.content[1]
        and other.source is not one.source
        for other in same
    )


def fits(voice: Speaker, told: Statement, statement: Statement) -> bool:
    """Whether a voice agrees in gender and number with a cue that has no subject."""
    gender = _verb_gender(told) or voice.gender
    if statement.number == "p":
        counted = voice.number == "" and voice.kind in {"group", "unnamed"}
        return "p" in (voice.number, told.number) or counted
    if statement.number == "s" and statement.gender == "m":
        many = told.number == "p" and told.gender == "m" and not told.implicit
        if many or (voice.number == "p" and voice.kind in {"group", "person"}):
            return False
    if voice.number == "p" and voice.kind not in {"person", "group"} and statement.gender == "f":
        return True  # a plural of things or bodies takes a feminine singular verb
    return not (statement.gender and gender and statement.gender != gender)


def _verb_gender(told: Statement) -> str:
    """What the verb of the antecedent says about it: «قالت الصحيفة» is feminine."""
    return told.gender if told.style in ("verb", "clause") and told.number in ("s", "") else ""


def _subject(view: View, statement: Statement) -> Speaker | None:
    """The subject of the sentence's own verb: «وتطرق ترامب إلى… وقال»."""
    start = statement.sentence
    if start >= statement.first:
        return None
    questioned = _questioned(view, start)
    for voice in (questioned, topic_before(view, statement.first), issuer_before(view, statement.first)):
        if voice is not None and _matches(voice, statement):
            return voice
    return _subject_from(view, statement, _after_opening(view, start, statement.first), statement.first)


def _questioned(view: View, start: int) -> Speaker | None:
    """«وبسماع [بعض الشهود] أكدوا أن…», «وبالتحقيق مع [المتهم] أقر…»: who is heard is who speaks."""
    word = view.word(start).removeprefix("و")
    if word in view.words.after_all and view.word(start + 1) in view.words.questioning:
        start += 1  # «بعد التحقيق مع المتهم، أقر بأنه…»
    elif not word.startswith("ب") or word[1:] not in view.words.questioning:
        return None
    at = start + 1 + (view.word(start + 1) in view.words.preposition)
    phrase = view.phrases.get(at)
    return of_phrase(view, phrase) if phrase is not None and phrase.kind in _SPEAKERS else None


def _subject_from(view: View, statement: Statement, start: int, end: int) -> Speaker | None:
    """The subject of the clause that begins at a token, if it agrees."""
    for at in range(start, min(end, start + 12)):
        phrase = view.phrases.get(at)
        if phrase is None or phrase.clitics.strip("و"):
            continue
        state = phrase.kind == "place" and at == start + 1 and statement.style == "participle"
        if phrase.kind not in _SPEAKERS and not state:
            continue
        if at > start and view.word(at - 1) in view.words.preposition | view.words.on_behalf:
            continue
        if view.word(at) in view.words.nobody:
            continue  # «ومن [جانبه] اكتفى فلان بقوله…»
        if view.word(at - 1) in view.words.was and view.word(at - 2) in IF:
            return None
        if view.word(at) in view.words.on_behalf or is_content_noun(view, at):
            continue
        if at > start + 1 and not _follows_verb(view, start, at):
            return None
        voice = _counted(view, of_phrase(view, phrase))
        people = statement.number != "p" or statement.gender == "f" or not _are_things(view, voice)
        return voice if people and _matches(voice, statement) else None
    return None


def _are_things(view: View, voice: Speaker) -> bool:
    """«وحدات الحرس», «السلطات»: plurals of bodies, of whom Arabic says «أكدت» and never «أكدوا»."""
    first = view.word(voice.first)
    return voice.kind != "person" and first.endswith("ات") and first not in view.words.some


def _counted(view: View, voice: Speaker) -> Speaker:
    """«آلاف [المواطنين]», «عشرات [العمال]»: a crowd with those it is made of."""
    after = view.phrases.get(voice.last)
    if voice.kind != "group" or voice.last - voice.first > 1 or after is None or after.clitics:
        return voice
    counted = view.word(voice.first).removeprefix("و") in view.words.counted
    return widen(view, voice, after.last) if counted and after.entity is None else voice


def _after_opening(view: View, start: int, verb: int) -> int:
    """Where the clause begins after what is set before it: «في المقابل، [ظهر الوزير]», «وخلال تشييع ضحايا، [رد الرئيس]»."""
    head = view.word(start).removeprefix("و")
    if start not in view.asides and head not in view.words.preposition | view.words.into:
        return start
    comma = next((at for at in range(start + 1, min(start + 16, verb - 2)) if view.comma(at)), None)
    if comma is None:
        return start
    after = view.phrases.get(comma + 2)
    return comma + 1 if after is not None and after.kind == "person" and not after.clitics else start


def _follows_verb(view: View, start: int, at: int) -> bool:
    """Only a verb, an adverbial and commas between the head of the sentence and its subject."""
    return at - start <= 3 or not any(is_closed(view, p) and not view.mark(p) for p in range(start + 1, at))


def _matches(voice: Speaker, statement: Statement) -> bool:
    if statement.number == "p":
        return voice.number == "p" or (voice.number == "" and voice.kind == "group")
    if statement.number == "s" and voice.number == "p" and statement.gender == "m":
        return False
    return not (
        statement.gender and voice.gender and voice.gender != statement.gender and voice.kind != "place"
    )


def _last(view: View, statement: Statement, told: Sequence[Statement]) -> Speaker | None:
    """The last main source before, the nearest that agrees; a whole title and text apart does not count."""
    for candidate in reversed(told):
        if candidate.view != statement.view or candidate.source is None or candidate.parent is not None:
            continue
        if candidate.style == "source" or _distance(view, candidate, statement) > _REACH:
            continue
        if fits(candidate.source, candidate, statement):
            return candidate.source
    return (
        _recent(view, statement) if statement.style in {"verb", "noun"} or statement.number == "p" else None
    )


def _crowd(view: View, statement: Statement, before: Sequence[Sentence]) -> Speaker | None:
    """«قطع المتظاهرون الطريق. وطالبوا…»: the subject of one of the sentences before, if it is many."""
    for sentence in reversed(before):
        voice = _subject_from(view, statement, view.clause_first(sentence.first), sentence.last)
        if voice is not None:
            return voice
    return None


def _recent(view: View, statement: Statement) -> Speaker | None:
    """The first person or body named in one of the two sentences before, when nobody has spoken yet."""
    ended = bisect_right(view.sentences, statement.first, key=attrgetter("last"))
    before = [
        s for s in view.sentences[max(ended - 2, 0) : ended] if view.same_entry(s.first, statement.first)
    ]
    if statement.number == "p":
        return _crowd(view, statement, before)
    for sentence in reversed(before):
        for at in range(sentence.first, sentence.last):
            phrase = view.phrases.get(at)
            if phrase is not None and phrase.entity and phrase.kind in {"person", "organization"}:
                voice = of_phrase(view, phrase)
                if not phrase.clitics.strip("و") and _matches(voice, statement):
                    return voice
    return None
