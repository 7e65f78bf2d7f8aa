"""Words that a clause tells of a paper or a speech: «أصدرت الوزارة بيانا [دعت فيه] المواطنين إلى…», «تصريحات [قال فيها]»."""

from __future__ import annotations

import msgspec

from marsad.matching import Match
from marsad.speech.drafts import OWN_OBJECT, frames_of, include_addressed, make_statement, person_of
from marsad.speech.frames import read_frame
from marsad.speech.openers import Frame
from marsad.speech.papers import as_document, issued_at, subject_of
from marsad.speech.sources import loose, of_phrase, read_speaker
from marsad.speech.standing import Place, may_speak
from marsad.speech.statements import Speaker, Statement
from marsad.speech.subjects import agrees
from marsad.speech.view import View

_FARTHEST = 14
"""Words between a paper and the verb that tells what stands in it."""
_TOLD = frozenset({"document", "talk", "event"})
_PERSONAL = frozenset({"address", "accuse"})
"""What the object of a verb is that takes somebody: with one noun alone, it is whom it addresses where the paper has an owner."""


class Owner(msgspec.Struct, frozen=True):
    """Whose words a paper holds: a voice, or nobody written («كلمة له»).

    `known` says that somebody's they are, `named` that the paper is called by its owner («تصريحات [الوزير] التي قال فيها»).
    """

    voice: Speaker | None = None
    known: bool = False
    named: bool = False


def paper_told_of(view: View, match: Match) -> Match | None:
    """The paper or speech before a verb that «فيه» follows, of which the verb tells what stands in it."""
    if match.clitics or not match.feature.startswith(("past:3", "pres:3")):
        return None
    if view.word(match.last) not in view.words.in_it:
        return None
    start = view.clause_first(match.first)
    for at in range(match.first - 1, max(match.first - _FARTHEST, start) - 1, -1):
        venue = view.venues.get(at)
        if venue is not None and venue.entry.get("type") in _TOLD:
            return venue
        if view.word(at) in view.words.that or view.tokens[at].text in ":؛":
            return None
    return None


def read_told_in(view: View, match: Match, paper: Match) -> Statement | None:
    """The statement of a verb that «فيه» follows: whose words they are when nobody is written behind it.

    «وأصدرت الخارجية بيانا طالبت فيه [إسرائيل] بوقف القصف»: the paper has an owner, who asks it of the one noun behind the
    verb; in «أثارت تصريحات دعا فيها [رئيس الحزب] أنصاره إلى…» the first of two nouns speaks, whoever owns the paper.
    """
    entry, role = match.entry, match.entry.get("object")
    if entry.get("weak") or role == "relay":
        return None
    frames = entry.get("frames")
    frame = read_frame(view, frames_of(frames, role), match.last, split=role in OWN_OBJECT | {"address"})
    owner = owner_of(view, match, paper)
    voice = frame.source
    alone = voice is not None and frame.other is None
    personal = role in _PERSONAL and alone
    if not frame.opener and {"any", "object"} & {*frames} and alone and owner.known:
        frame.opener, frame.content, personal = "any", voice.first if voice is not None else -1, True
    if not frame.opener:
        return None
    speaks = voice is not None and agrees(voice, match.feature) and may_speak(view, voice, Place.NOUN)
    own = not speaks or (personal and (owner.known or role == "accuse"))
    if own and not (owner.known and (owner.voice is None or agrees(owner.voice, match.feature))):
        return None
    if own and owner.voice is None and is_fronted(view, paper):
        return None  # «في خطاب ألقاه دعا فيه القوى إلى الحوار، شدد الرئيس…»: named only later
    statement = make_statement(view, match, frame, "verb")
    _, statement.gender, statement.number = person_of(match)
    if own:
        statement.source, statement.implicit = owner.voice, True
    object_ = voice if own else frame.other
    if role == "address":
        include_addressed(view, statement, object_)
    elif object_ is not None and role in OWN_OBJECT and object_.first < statement.content[0]:
        statement.content, statement.skip = (object_.first, statement.content[1]), 0
    medium = own and owner.voice is not None and owner.voice.kind == "medium"
    if paper.entry.get("type") == "document" and not medium and not (own and owner.named):
        written = as_document(view, paper.first, paper.last)
        statement.relays = (*statement.relays, written)
    statement.rule = "speech.paper.told"
    return statement


def owner_of(view: View, match: Match, paper: Match) -> Owner:
    """Whose words a paper holds that stands before a verb."""
    held = view.inside[paper.first]
    if held is not None and held.last > paper.last:
        led = view.word(paper.last)
        if led.startswith("ل"):
            skip = 2 if led.startswith("لل") else 1
            return Owner(_rest(view, paper.last, held.last, skip), known=True)  # «بيان [للوزارة]»
        if view.word(match.first - 1) in view.words.relative:
            return Owner(
                _rest(view, paper.last, held.last), known=True, named=True
            )  # «تصريحات [الوزير] التي دعا فيها»
    if paper.enclitic:
        return Owner(known=True)  # «تصريحاته التي…»
    for at in range(paper.last, match.first):
        phrase = view.phrases.get(at)
        if phrase is not None and phrase.clitics == "ل":
            return Owner(of_phrase(view, phrase), known=True)
        if view.word(at) in view.words.whose:
            return Owner(known=True)
        if any(m.enclitic for m in view.cues.get(at, ())) or _is_given_out(view, at):
            return Owner(_behind(view, at + 1, match), known=True)
    issued = issued_at(view, view.clause_first(match.first), paper.first)
    if issued is not None:
        return Owner(_who_issued(view, issued, paper), known=True)
    return _people_before(view, match, paper) if match.feature.endswith("3mp") else Owner()


def _people_before(view: View, match: Match, paper: Match) -> Owner:
    """«وقع [أعضاء في الحزب] بيانا أعلنوا فيه…»: a verb of many men can only be of the people named last before the paper."""
    for at in range(paper.first - 1, view.clause_first(match.first), -1):
        phrase = view.phrases.get(at)
        many = phrase is not None and (phrase.number == "p" or phrase.kind == "group")
        if phrase is not None and many and phrase.kind in ("group", "person") and not phrase.clitics:
            return Owner(of_phrase(view, phrase), known=True)
    return Owner()


def _who_issued(view: View, verb: int, paper: Match) -> Speaker | None:
    """«أصدرت [الوزارة] بيانا», «وكان [الحزب] قد أصدر بيانا», «وألقى [السيد] خطابا»: the noun between the verb and the paper."""
    if verb + 1 < paper.first and view.inside[verb + 1] is not view.inside[paper.first]:
        return subject_of(view, verb) or read_speaker(view, verb + 1, paper.first)
    before = verb - 1
    before -= view.word(before) == "قد"
    phrase = view.inside[before] if before >= 0 else None
    return of_phrase(view, phrase) if phrase is not None and not phrase.clitics.strip("و") else None


def _rest(view: View, first: int, last: int, skip: int = 0) -> Speaker:
    """The words of a paper's phrase that name its owner; nothing but their own form tells the gender."""
    name = view.phrases.get(last)
    if name is not None and name.kind == "person" and name.entity is not None and not name.clitics:
        last = name.last  # «تصريحات [أستاذ القانون أمين محفوظ]»
    gender = "f" if view.tokens[first].text.endswith("ة") else ""
    return msgspec.structs.replace(
        loose(view, first, last, skip), kind="unnamed", entity=None, gender=gender, number=""
    )


def _is_given_out(view: View, at: int) -> bool:
    """«خطاب [ألقاه]», «تصريحات [أدلى] بها», «رسالة [وجهتها]»: by which verb somebody gave the words."""
    fold = view.word(at)
    bare = next((fold.removesuffix(owned) for owned in ("ها", "ه") if fold.endswith(owned)), fold)
    forms = {bare, bare[:-1] + "ي" if bare.endswith("ا") else bare}
    return at in view.verbs or not forms.isdisjoint(view.words.issued)


def _behind(view: View, at: int, match: Match) -> Speaker | None:
    """Who stands right behind the verb by which the words were given out: «تصريحات أدلى بها [المدرب]»."""
    at += view.word(at) in view.words.pronominal
    phrase = view.phrases.get(at)
    if phrase is None or phrase.clitics or phrase.last > match.first:
        return None
    voice = of_phrase(view, phrase)
    return voice if agrees(voice, match.feature) else None


def has_two_nouns(view: View, match: Match) -> bool:
    """Whether who speaks and whom he addresses both stand behind such a verb: «دعا فيها [رئيس الحزب] [أنصاره] إلى…»."""
    role = match.entry.get("object")
    frame: Frame = read_frame(view, frames_of(match.entry.get("frames"), role), match.last, split=True)
    return frame.source is not None and frame.other is not None and bool(frame.opener)


def is_fronted(view: View, paper: Match) -> bool:
    """Whether a paper is set before its sentence's own verb: «[وفي بيان] اتهم فيه الحزب الوزارة، أعلن…»."""
    start = view.clause_first(paper.first)
    start += view.word(start) == "و"
    led = view.word(start).removeprefix("و") in view.words.into | view.words.preposition
    return led and not any(at in view.verbs for at in range(start, paper.first))
