"""Who stands before a verb as its subject: «الوزير قال», «التي قالت», «وكان الوزير قد قال»."""

from __future__ import annotations

import msgspec

from marsad.matching import Match
from marsad.speech.closed import is_closed, is_finite
from marsad.speech.sources import (
    LONGEST,
    SPEAKERS,
    is_no_noun,
    loose,
    of_phrase,
    read_speaker,
    undergone_at,
    widen,
)
from marsad.speech.standing import Place, may_speak
from marsad.speech.statements import Speaker
from marsad.speech.view import DASHES, View
from marsad.types import NounPhrase

_IN = frozenset({"في", "من", "لدي"})
_QUOTED_NAME = 4
"""Words that a name in marks has at most."""
_HEADING = 2
_THING = 3
"""Words before the last one of a thing that is a verb's subject, at most."""
IF = frozenset({"اذا", "لو"})


def before_verb(view: View, match: Match) -> tuple[Speaker, str] | None:
    """The subject that stands before a verb, and how: order (SVO), relative («التي قالت») or was («وكان … قد قال»)."""
    if match.clitics:
        return None
    sentence = view.clause_first(match.first)
    at = _skip_back(view, match.first - 1, sentence)
    if at < sentence:
        return None
    quoted = _quoted_subject(view, at, sentence) if at == match.first - 1 else None
    if quoted is not None:
        return quoted, "order"
    if view.word(at)[:1] == "و" and view.word(at)[1:] in view.words.negation:
        return None  # «، ولم يستبعد»: the subject of the clause before
    if match.enclitic and view.word(at) in view.words.saying_what:
        return None  # «ما وصفه بـ…»
    if view.word(at) in view.words.relative:
        if match.enclitic and match.entry.get("object") == "describe":
            return None  # «النقاط التي وصفها…»: the noun before is what is described
        if view.word(match.last) in view.words.in_it:  # «المرة الأولى التي تتهم فيها جهة…»
            return None
        return _relative_head(view, at, sentence, match.feature)
    was = _after_was(view, sentence, match.first)
    if was is not None and may_speak(view, was, Place.SUBJECT):
        return was, "was"
    voice = _ending_at(view, at, sentence)
    if voice is None or not (view.part.field == "title" or may_speak(view, voice)):
        return None
    return (voice, "order") if agrees(voice, match.feature) else None


def thing_before(view: View, match: Match) -> bool:
    """«قال الأب إن [الدلائل] تشير إلى أن…»: a definite noun right before the verb that opens its clause and is nobody who speaks.

    It is the verb's subject all the same, so that the words are nobody's who spoke before.
    """
    at = match.first - 1
    fold = view.word(at)
    if match.clitics or at < 0 or not fold.removeprefix("و").startswith("ال"):
        return False
    closed = is_closed(view, at) or at in view.dates or at in view.persons or match.first in view.aside_ends
    if closed or fold in view.words.relative or fold in view.words.honorific:
        return False
    if view.tokens[at].text.endswith(("ة", "ات")) and match.feature.partition(":")[2][1:2] == "m":
        return False  # «ووسط تعالي [الضحكات] قال…»
    start = max(view.clause_first(match.first), at - _THING)
    for first in range(at, start - 1, -1):
        before = view.word(first - 1)
        if first > start and before.removeprefix("و") in view.words.that | view.words.every:
            return True
        heads = first == view.clause_first(match.first) and at - first < _HEADING
        if heads or (view.mark(first - 1) and not view.comma(first - 1)):
            return True
        if is_closed(view, first - 1) and before not in view.words.this:
            return False
    return False


def _quoted_subject(view: View, at: int, sentence: int) -> Speaker | None:
    """«و"قسد" تحذر من…»: a short name in marks that opens the clause."""
    if not view.mark(at):
        return None
    ending = view.quotes_to.get(at, ())
    quote = next((q for q in ending if q.closed and q.inside <= _QUOTED_NAME), None)
    if quote is None or quote.open < sentence or view.inside[quote.open] is not None:
        return None
    opens = quote.open == sentence or view.word(quote.open - 1) == "و" or view.comma(quote.open - 1)
    return loose(view, quote.open + 1, quote.close) if opens else None


def _skip_back(view: View, at: int, first: int) -> int:
    """The last token before a verb that is no comma, aside, date or «قد»."""
    while at >= first:
        fold = view.word(at)
        closing = view.tokens[at].text
        if (
            view.comma(at)
            or fold in view.words.was
            or fold == "قد"
            or (fold in view.words.time and view.inside[at] is None)
        ):
            at -= 1
        elif closing == ")":
            at = _opening(view, at, first, "(") - 1
        elif closing in DASHES:
            at -= 1
        else:
            start = view.aside_ends.get(at + 1)
            if start is None or start < first:
                return at
            at = start - 1
    return at


def _opening(view: View, at: int, first: int, mark: str) -> int:
    while at > first and view.tokens[at].text != mark:
        at -= 1
    return at


def _agrees_relative(fold: str, feature: str) -> bool:
    """«التي قالت», not «التي قال فيها»."""
    code, fold = feature.partition(":")[2], _bare(fold)
    if fold.startswith("الذي") and len(fold) > 4:
        return code.endswith("p")
    return code[1:3] != "ms" if fold.startswith("الت") else code[1:3] != "fs"


def is_of_unknown(view: View, match: Match, opened: int) -> bool:
    """«الطبيبة لاكدوالا، [التي] قالت إنه…»: a relative that agrees with its verb, of somebody no list knows, is of nobody else.

    Not «الإعلام التي [قال إنها] تستهدف»: what «أن» takes up again is told of, and does not speak.
    """
    relative = view.word(match.first - 1)
    if match.clitics or relative not in view.words.relative or not _bare(relative).startswith("ال"):
        return False
    opened += opened in view.quote_at
    taken_up = view.word(opened).endswith(("ها", "نه", "هم", "هما"))
    told = taken_up and view.word(opened).endswith("ها") == _bare(relative).startswith("التي")
    return _agrees_relative(relative, match.feature) and not told


def _relative_head(view: View, at: int, sentence: int, feature: str) -> tuple[Speaker, str] | None:
    apart = view.comma(at - 1) or (
        at > 0 and view.tokens[at - 1].text in DASHES
    )  # «الرئيس - [الذي] قال إن… -»
    before = at - 2 if apart else at - 1
    voice = _ending_at(view, before, sentence, anywhere=True)
    if voice is None or voice.kind not in SPEAKERS - {"document"} or not may_speak(view, voice):
        return None
    if view.comma(at - 1) and voice.kind == "group" and _bare(view.word(at)).startswith("التي"):
        voice = _sender(view, voice) or voice
    apart = view.comma(at - 1) and voice.kind != "person" and not _is_told_of(voice, _bare(view.word(at)))
    if apart or not _agrees_relative(view.word(at), feature):
        return None
    if voice.kind == "organization" and voice.number == "s" and _bare(view.word(at)).startswith("الذين"):
        whole = _in_construct(view, voice, sentence)
        return (whole, "relative") if whole is not None else None
    return voice, "relative"


def _sender(view: View, voice: Speaker) -> Speaker | None:
    """«وفدا من [وزارة الصحة]، التي أكدت»: a feminine body that sent a group of no gender of its own."""
    if voice.gender == "f":
        return None
    of = next((at for at in range(voice.first + 1, voice.last - 1) if view.word(at) == "من"), None)
    if of is None or not view.word(of + 1).endswith("ه"):
        return None
    return msgspec.structs.replace(loose(view, of + 1, voice.last), gender="f", entity=None)


def _in_construct(view: View, voice: Speaker, sentence: int) -> Speaker | None:
    """«[شرفاء] الوزارة الذين أكدوا»: many people cannot be the body, so they are what the noun before it tells."""
    at = voice.first - 1
    if at < sentence or view.tokens[at].kind != "word" or is_closed(view, at) or at in view.verbs:
        return None
    return None if view.word(at).startswith("ال") else loose(view, at, voice.last)


def _bare(relative: str) -> str:
    """A relative pronoun without a conjunction: «والتي»."""
    return relative if relative.startswith("ال") else relative[1:]


def _is_told_of(voice: Speaker, relative: str) -> bool:
    """Whether a relative after a comma can only be of the noun before it: «الوزارة، التي…», «الفلسطينيين، الذين…»."""
    if relative.startswith("الذين"):
        return voice.number == "p"
    return relative.startswith("التي") and voice.gender == "f"


def _after_was(view: View, sentence: int, verb: int) -> Speaker | None:
    """The subject of «وكان» at the head of the sentence, when the verb is the first one after it."""
    if view.word(sentence).removeprefix("و") not in view.words.was:
        return None
    if any(is_finite(view, at) or view.word(at) in view.words.contrast for at in range(sentence + 1, verb)):
        return None  # «وكان الجيش يحرس المزارع لكن الوزارة قالت…»
    voice = read_speaker(view, sentence + 1, verb)
    if voice is None:
        return None
    last = voice.last
    while last < verb and not is_closed(view, last):
        last += 1
    return widen(view, voice, last) if last > voice.last else voice


def _ending_at(view: View, at: int, sentence: int, *, anywhere: bool = False) -> Speaker | None:
    """The noun phrase that ends at a token and opens its clause (or stands anywhere)."""
    if at < sentence:
        return None
    undergone = undergone_at(view, at)
    if undergone is not None:
        return undergone
    phrase = view.inside[at]
    if phrase is not None:
        first = phrase.first
        if view.word(first) in view.words.nobody:
            return None
        whole = _with_place(view, first, at, sentence)
        if whole is not None:
            return whole
        if not anywhere and view.word(first - 1).removeprefix("و") in view.words.preposition:
            return None  # «وفي نينوى، أعلن قائد العمليات…»
        holder = _office_before(view, phrase, sentence)
        if holder is not None:
            return holder
        joined = phrase.clitics == "و" and (view.part.field == "title" or view.mark(first - 1))
        opens = anywhere or joined or _opens_clause(view, first, sentence)
        return of_phrase(view, phrase) if opens else None
    newcomer = _joined_in_title(view, at, sentence)
    if newcomer is not None:
        return newcomer
    first = at
    while first >= sentence and not is_closed(view, first) and at - first < LONGEST:
        if view.inside[first] is not None:
            first = view.inside[first].first  # type: ignore[union-attr]
            return loose(view, first, at + 1) if anywhere or _opens_clause(view, first, sentence) else None
        first -= 1
    first += 1
    if first == sentence and first <= at and view.word(first).startswith("و"):
        return None
    whole = _with_place(view, first, at, sentence)
    if whole is not None:
        return whole
    if (
        first > at
        or not (anywhere or _opens_clause(view, first, sentence))
        or is_no_noun(view, first, at + 1)
    ):
        return None
    return loose(view, first, at + 1)


def _office_before(view: View, phrase: NounPhrase, sentence: int) -> Speaker | None:
    """«[رئيس اللجنة الوطنية علي الكعبي]، قال…»: an office and the name of who holds it, which are two phrases."""
    office = view.inside[phrase.first - 1] if phrase.first > sentence else None
    named = phrase.kind == "person" and phrase.entity is not None and not phrase.clitics
    if office is None or not named or office.kind != "person" or office.last != phrase.first:
        return None
    if office.entity not in (None, phrase.entity) or office.clitics.strip("و"):
        return None
    if not _opens_clause(view, office.first, sentence):
        return None
    name = of_phrase(view, phrase)
    return msgspec.structs.replace(name, first=office.first, start=office.start)


def _joined_in_title(view: View, at: int, sentence: int) -> Speaker | None:
    """«اغتيال الوالي [ومناوي] يطالب»: in a title a joined word right before the verb that no list knows."""
    if view.part.field != "title":
        return None
    for first in range(at, max(at - 2, sentence), -1):
        if view.inside[first] is not None or is_closed(view, first):
            return None
        fold = view.word(first)
        if fold.startswith("و") and len(fold) > 4 and first not in view.heads and first not in view.venues:
            return loose(view, first, at + 1, 1)
    return None


def _with_place(view: View, first: int, at: int, sentence: int) -> Speaker | None:
    """«كتلة الحزب في البرلمان طلبت»: the subject is the noun before the preposition, with its place."""
    if first - 2 < sentence or view.word(first - 1) not in _IN:
        return None
    head = view.inside[first - 2]
    if head is None or head.last != first - 1:
        return None
    start = head.first
    while start > sentence and not is_closed(view, start - 1):
        start -= 1
    return loose(view, start, at + 1) if _opens_clause(view, start, sentence) else None


def _opens_clause(view: View, first: int, sentence: int) -> bool:
    if first <= sentence:
        return True
    before = view.word(first - 1)
    if view.mark(first - 1):
        return view.tokens[first - 1].text in '،,؛:"«“()-–'
    return (
        before in view.words.that
        or before in view.words.connector
        or (before in view.words.was and view.word(first - 2) not in IF)
        or before == "و"
    )


def agrees(voice: Speaker, feature: str) -> bool:
    """Whether a voice can be the subject of a verb form by gender and number."""
    code = feature.partition(":")[2]
    if len(code) < 3 or code[0] != "3":
        return True
    gender, number = code[1], code[2]
    if number == "s" and voice.gender and voice.number == "s" and voice.kind != "place":
        return voice.gender == gender
    return not (number == "p" and voice.number == "s")
