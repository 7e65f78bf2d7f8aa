"""Who speaks: noun phrases read as voices, forwards from a cue and backwards from a verb."""

from __future__ import annotations

import msgspec

from marsad.matching import Match
from marsad.speech.statements import Speaker
from marsad.speech.view import DASHES, View
from marsad.types import NounPhrase

_LEADING = frozenset({"ل", "ب", "ك"})
_IN = frozenset({"في", "من", "لدي"})
IF = frozenset({"اذا", "لو"})
_LONGEST = 9
_OFFICE = 2
"""Words of an office after which a rank is its holder's: «المتحدث باسم القيادة اللواء أحمد …»."""
_TITLED = frozenset({"medium", "organization", "document", "group"})
_BODIES = frozenset({"organization", "medium"})
_SPEAKERS = frozenset({"person", "organization", "group", "unnamed", "medium", "document", "place"})


def of_phrase(view: View, phrase: NounPhrase) -> Speaker:
    """A noun phrase as a voice."""
    many = phrase.entity is None and view.word(phrase.head).endswith("ون")
    return Speaker(
        phrase.first,
        phrase.last,
        phrase.start,
        phrase.end,
        phrase.kind if phrase.kind in _SPEAKERS else "unnamed",
        phrase.entity,
        phrase.gender,
        "p" if many else phrase.number,
    )


def read_speaker(
    view: View, at: int, limit: int, *, short: bool = False, object_follows: bool = False
) -> Speaker | None:
    """The voice that opens at a token: a known noun phrase, or a run of words that nothing else claims."""
    phrase = view.phrases.get(at)
    if phrase is not None and phrase.first == at and view.word(at) not in view.words.nobody:
        voice = _before_purpose(view, of_phrase(view, phrase))
        return _before_second(view, voice) if short else voice
    if view.tokens[at].kind != "word" or is_content_noun(view, at):
        return None
    last = at
    while last < min(limit, at + _LONGEST) and not is_closed(view, last):
        if last > at and (view.word(last).startswith("بال") or _leads_act(view, last, shaped=short)):
            break
        if (
            object_follows
            and last > at
            and view.word(last - 1).startswith("ال")
            and is_content_noun(view, last)
        ):
            break
        if (
            short
            and last > at
            and (is_content_noun(view, last) or _opens_phrase(view, last) or last in view.heads)
        ):
            break
        if (
            short
            and last > at
            and view.word(last).startswith("ال")
            and not view.word(last - 1).startswith("ال")
        ):
            break
        last += 1
    if last == at or _is_no_noun(view, at, last):
        return None
    return loose(view, at, last)


def _is_no_noun(view: View, first: int, last: int) -> bool:
    """Words that no list knows and that cannot open a noun phrase: «نظريا», «بمثابة …», «يسلط الضوء»."""
    if any(p is not None for p in view.inside[first:last]):
        return False
    fold = view.word(first)
    adverb = last == first + 1 and fold.endswith("يا") and not fold.startswith("ال")
    led = fold[:1] == "ب" and fold[1:] in view.words.manner
    return adverb or led or fold in view.words.nobody


def loose(view: View, first: int, last: int, skip: int = 0) -> Speaker:
    """Words taken as a voice although no noun phrase was recognised in them."""
    start, end = view.tokens[first].start + skip, view.tokens[last - 1].end
    known = next((p for p in view.inside[first:last] if p is not None), None)
    if known is not None:
        kind = known.kind if known.kind in _SPEAKERS else "unnamed"
        return Speaker(first, last, start, end, kind, known.entity, known.gender, known.number)
    return Speaker(first, last, start, end, "unnamed", None, _gender(view.word(first)), "")


def _opens_phrase(view: View, at: int) -> bool:
    return at in view.phrases and not view.phrases[at].clitics


def _gender(fold: str) -> str:
    return "f" if fold.endswith("ه") else ""


def phrase_end(view: View, at: int) -> int:
    """Where the noun phrase that opens at a token ends, or the token after it when none does."""
    phrase = view.phrases.get(at)
    return _before_purpose(view, of_phrase(view, phrase)).last if phrase is not None else at + 1


def _before_purpose(view: View, voice: Speaker) -> Speaker:
    """The voice without a verbal noun that only follows it: «منظمة حقوقية [بفتح تحقيق]»."""
    for at in range(voice.first + 1, voice.last):
        if at in view.quote_at and voice.kind not in _TITLED:
            return widen(view, voice, at)
        if any(m.feature == "masdar" and m.enclitic for m in view.cues.get(at, ())):
            return widen(view, voice, at)  # «مصدر [قوله]»
        if at > voice.first + 1 and voice.kind in {"unnamed", "group"} and is_content_noun(view, at):
            return widen(view, voice, at)
        if _leads_act(view, at):
            return widen(view, voice, at)
    return voice


def _before_second(view: View, voice: Speaker) -> Speaker:
    """The voice without a second noun that is the verb's object: «المعارضة [الحكومة]»."""
    for at in range(voice.first + 1, voice.last):
        fold, before = view.word(at), view.word(at - 1)
        if (
            at in view.heads
            and fold.startswith("ال")
            and before.startswith("ال")
            and view.inside[at] is not None
        ):
            ranked = at - voice.first > _OFFICE and any(p in view.persons for p in range(at, voice.last))
            return voice if ranked or at in view.persons else widen(view, voice, at)
    return voice


def _leads_act(view: View, at: int, *, shaped: bool = False) -> bool:
    """Whether a word is a verbal noun led by ب or ل, known or (with `shaped`) by its shape: «الدوحة [بتمويل] جماعات»."""
    fold, text = view.word(at), view.tokens[at].text
    if fold[:1] not in ("ب", "ل") or fold in view.words.own_b:
        return False
    rest = fold[1:]
    if shaped and view.inside[at] is None and rest not in view.words.no_masdar:
        return rest in view.words.content_noun or bool(view.words.masdar.fullmatch(text[1:]))
    return rest in view.words.content_noun


def is_content_noun(view: View, at: int) -> bool:
    """Whether a word is a verbal noun that says what is reported («ضرورة», «استعداده»), not who speaks."""
    fold, nouns = view.word(at), view.words.content_noun
    phrase = view.phrases.get(at)
    if phrase is not None and phrase.kind in _BODIES and phrase.last - phrase.first > 1:
        return False  # «تنظيم "داعش"» is a body, whatever «تنظيم» means elsewhere
    known = fold[2:] in nouns or (
        view.words.masdar.fullmatch(view.tokens[at].text[2:]) and fold[2:] not in view.words.no_masdar
    )
    if fold.startswith("ال") and known and phrase is None and view.inside[at] is None:
        return not view.word(at + 1).startswith("ال")
    if _is_masdar(view, at):
        return True
    return (
        fold in nouns
        or (fold.endswith("ه") and fold[:-1] in nouns)
        or (fold[-2:] in ("ها", "هم") and fold[:-2] in nouns)
    )


def _is_masdar(view: View, at: int) -> bool:
    """Whether a word that nothing else claims has the shape of a verbal noun: «تتوقع السلطات [استدعاء] الآلاف»."""
    if view.inside[at] is not None or at in view.venues or at in view.heads or at in view.persons:
        return False
    return view.word(at) not in view.words.no_masdar and bool(
        view.words.masdar.fullmatch(view.tokens[at].text)
    )


def widen(view: View, voice: Speaker, last: int) -> Speaker:
    """The voice with more words at its end."""
    return msgspec.structs.replace(voice, last=last, end=view.tokens[last - 1].end)


def is_closed(view: View, at: int) -> bool:
    """Whether a token cannot stand inside a loose noun phrase: a mark, a function word, a verb that cues."""
    token, words = view.tokens[at], view.words
    if token.kind != "word":
        return token.kind == "mark"
    fold = token.fold
    if (
        fold in _LEADING
        or fold in words.preposition
        or fold in words.that
        or fold in words.relative
        or fold in words.time
    ):
        return True
    if fold in words.pronominal:
        return True
    if (
        fold in words.resumed
        or fold in words.stopper
        or fold in words.irrealis
        or fold in words.connector
        or at in view.tails
    ):
        return True
    return is_finite(view, at) is not None


def is_finite(view: View, at: int) -> Match | None:
    """The cue verb at a token in a finite form, if it is one."""
    if view.inside[at] is not None and at not in view.phrases and not view.mark(at - 1):
        return None
    for match in view.cues.get(at, ()):
        if (
            match.feature.startswith(("past:3", "pres:3"))
            and not match.definite
            and not match.entry.get("weak")
        ):
            return match if _is_verb(view, match) else None
    return None


def _is_verb(view: View, match: Match) -> bool:
    """Whether a form that may be a noun too («حكم», «بين») stands where only a verb can."""
    fold, words = view.word(match.first), view.words
    bare = fold[len(match.clitics) :]
    if set("بلكس") & set(match.clitics) or bare in words.never or fold in words.never:
        return False
    if match.enclitic == "ه" and view.tokens[match.first].text.endswith("ة"):
        return False
    return bool(match.clitics) or view.word(match.first - 1) in words.level or bare not in words.doubtful


def before_verb(view: View, match: Match) -> tuple[Speaker, str] | None:
    """The subject that stands before a verb, and how: order (SVO), relative («التي قالت») or was («وكان … قد قال»)."""
    if match.clitics:
        return None
    sentence = view.clause_first(match.first)
    at = _skip_back(view, match.first - 1, sentence)
    if at < sentence:
        return None
    if view.word(at) in view.words.relative:
        if match.enclitic and match.entry.get("object") == "describe":
            return None  # «النقاط التي وصفها…»: the noun before is what is described
        if view.word(match.last) in view.words.in_it:  # «المرة الأولى التي تتهم فيها جهة…»
            return None
        return _relative_head(view, at, sentence, match.feature)
    was = _after_was(view, sentence, match.first)
    if was is not None:
        return was, "was"
    voice = _ending_at(view, at, sentence)
    return (voice, "order") if voice is not None and agrees(voice, match.feature) else None


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
            start = next((a for a, m in view.asides.items() if m.last == at + 1 and a >= first), None)
            if start is None:
                return at
            at = start - 1
    return at


def _opening(view: View, at: int, first: int, mark: str) -> int:
    while at > first and view.tokens[at].text != mark:
        at -= 1
    return at


def _agrees_relative(fold: str, feature: str) -> bool:
    """«التي قالت», not «التي قال فيها»."""
    code = feature.partition(":")[2]
    if fold.startswith("الذي") and len(fold) > 4:
        return code.endswith("p")
    return code[1:3] != "ms" if fold.startswith("الت") else code[1:3] != "fs"


def _relative_head(view: View, at: int, sentence: int, feature: str) -> tuple[Speaker, str] | None:
    before = at - 1 if not view.comma(at - 1) else at - 2
    voice = _ending_at(view, before, sentence, anywhere=True)
    if voice is None or voice.kind not in _SPEAKERS - {"document"}:
        return None
    if (view.comma(at - 1) and voice.kind != "person") or not _agrees_relative(view.word(at), feature):
        return None
    return voice, "relative"


def _after_was(view: View, sentence: int, verb: int) -> Speaker | None:
    """The subject of «وكان» at the head of the sentence, when the verb is the first one after it."""
    if view.word(sentence).removeprefix("و") not in view.words.was:
        return None
    if any(is_finite(view, at) for at in range(sentence + 1, verb)):
        return None
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
        return of_phrase(view, phrase) if anywhere or _opens_clause(view, first, sentence) else None
    first = at
    while first >= sentence and not is_closed(view, first) and at - first < _LONGEST:
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
        or _is_no_noun(view, first, at + 1)
    ):
        return None
    return loose(view, first, at + 1)


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
