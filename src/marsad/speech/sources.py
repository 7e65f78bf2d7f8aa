"""Who speaks: noun phrases read as voices, forwards from a cue and backwards from a verb."""

from __future__ import annotations

import msgspec

from marsad.matching import Match
from marsad.names.phrase_words import is_nisba
from marsad.names.plain import plain_words
from marsad.speech.closed import is_closed
from marsad.speech.frequency import is_told_station
from marsad.speech.objects import is_second_country
from marsad.speech.quotes import Quote
from marsad.speech.statements import Speaker
from marsad.speech.view import View
from marsad.types import NounPhrase

_TANWIN = "\u064b"
LONGEST = 9
_AGENCIES = frozenset({"venue.wikala", "venue.agency", "venue.channel"})
_NOUNS = frozenset(
    {
        "venue.wikala",
        "venue.sahifa",
        "venue.qanat",
        "venue.mawqi",
        "venue.idhaa",
        "venue.radyu",
        "venue.shabaka",
    }
)
"""Nouns of media that their name follows: «شهود عيان [موقع المصري اليوم]»."""
_PAPERS = frozenset({"document", "medium"})
_SENT = frozenset({"venue.murasil", "venue.mufad", "venue.mabuth"})
_REPORTERS = frozenset({"venue.murasil", "venue.agency"})
_LONGEST_INFORMANT = 8
_SHORTEST_PAST = 4
_MANNER = 3
"""Words in marks that tell how something was said, at most: «"بأشد العبارات"»."""
OFFICE = 2
"""Words of an office after which a rank is its holder's: «المتحدث باسم القيادة اللواء أحمد …»."""
_TITLED = frozenset({"medium", "organization", "document", "group"})
_BODIES = frozenset({"organization", "medium"})
_PEOPLE = frozenset({"person", "group"})
SPEAKERS = frozenset({"person", "organization", "group", "unnamed", "medium", "document", "place"})


def of_phrase(view: View, phrase: NounPhrase) -> Speaker:
    """A noun phrase as a voice."""
    some = view.word(phrase.first) in view.words.some and phrase.last - phrase.first > 1  # «بعض الشهود»
    many = phrase.entity is None and (some or view.word(phrase.head).endswith("ون"))
    owned = view.tokens[phrase.head].text.endswith("ه") and not view.word(phrase.head).startswith("ال")
    first, start = phrase.first, phrase.start
    if view.word(first) in view.words.to_me and phrase.last - first > 1:
        first, start = first + 1, view.tokens[first + 1].start  # «اتصل [بي] الطبيب»
    return Speaker(
        first,
        phrase.last,
        start,
        phrase.end,
        phrase.kind if phrase.kind in SPEAKERS else "unnamed",
        phrase.entity,
        "" if owned else phrase.gender,  # «رئيسه» is no woman
        "p" if many else phrase.number,
    )


def read_speaker(
    view: View, at: int, limit: int, *, short: bool = False, object_follows: bool = False
) -> Speaker | None:
    """The voice that opens at a token: a known noun phrase, or a run of words that nothing else claims."""
    if view.word(at) in view.words.undergone and view.word(at + 1) in view.words.pronominal:
        return _undergone(view, at)
    phrase = view.phrases.get(at)
    if view.word(at) in view.words.honorific and view.word(at + 1) not in view.words.title:
        return msgspec.structs.replace(
            loose(view, at, at + 1), kind="person", gender="", number="s"
        )  # «دعا [سيادته] القوى»
    if phrase is not None and phrase.first == at and not _is_nobody(view, at):
        voice = _before_purpose(view, of_phrase(view, phrase))
        return _before_second(view, voice) if short else voice
    crowd = crowd_at(view, at)
    if crowd is not None:
        return crowd
    if view.word(at) in view.words.most and at + 1 in view.phrases and not view.phrases[at + 1].clitics:
        many = of_phrase(view, view.phrases[at + 1])  # «[أغلبية] أعضاء المجلس»
        return msgspec.structs.replace(many, first=at, start=view.tokens[at].start, entity=None, number="")
    if is_each(view, at) and at + 2 in view.phrases:
        first = of_phrase(view, view.phrases[at + 2])  # «كل من [السعودية] والإمارات»
        return msgspec.structs.replace(first, first=at, start=view.tokens[at].start, entity=None, number="p")
    if view.tokens[at].kind != "word" or is_content_noun(view, at):
        return None
    last = at
    while last < min(limit, at + LONGEST) and not is_closed(view, last):
        if last > at and (view.word(last).startswith("بال") or _leads_act(view, last, shaped=short)):
            break
        if last > at and is_addressed_medium(view, last):
            break
        if (
            object_follows
            and last > at
            and view.word(last - 1).startswith("ال")
            and is_content_noun(view, last)
        ):
            break
        if last > at and (is_state(view, last) or view.word(last) in view.words.what):
            break  # «استنكرت الداخلية [ما] أوردته الصحيفة»
        construct = last == at + 1 and view.word(at) in view.words.speaks  # «قوى [المعارضة]»
        if (
            short
            and last > at
            and not construct
            and (is_content_noun(view, last) or _opens_phrase(view, last) or last in view.heads)
        ):
            break
        if (
            short
            and last > at
            and not construct
            and view.word(last).startswith("ال")
            and not view.word(last - 1).startswith("ال")
        ):
            break
        last += 1
    if last == at or is_no_noun(view, at, last) or _is_accusative(view, at):
        return None
    return loose(view, at, last)


def _undergone(view: View, at: int) -> Speaker:
    """«[المشتبه فيه] قال إن…», «[المقبوض عليهم]»: one noun with the pronoun that completes it."""
    name = view.phrases.get(at + 2)
    last = name.last if name is not None and name.kind == "person" and not name.clitics else at + 2
    voice = loose(view, at, last)
    people = view.word(at + 1).endswith("هم")
    return msgspec.structs.replace(voice, kind="person", number="p" if people else "s")


def undergone_at(view: View, at: int) -> Speaker | None:
    """The noun with its pronoun that ends at a token: «المقبوض [عليه]»."""
    led = view.word(at) in view.words.pronominal and view.word(at - 1) in view.words.undergone
    return _undergone(view, at - 1) if led else None


def crowd_at(view: View, at: int) -> Speaker | None:
    """People told by their number or gathering: «[جمع من سكان القرية]», «[عدد هام من المتساكنين]»."""
    if view.word(at) not in view.words.crowd:
        return None
    whole = view.phrases.get(at)
    people = view.word(at + 1) in view.words.from_whom or view.word(at) in view.words.counted
    if whole is not None and people and whole.kind in _PEOPLE and whole.last > at + 1:
        return of_phrase(view, whole)  # not «[عدد اللاجئين]», which is a figure
    of = at + 1 if view.word(at + 1) in view.words.from_whom else at + 2
    named = view.phrases.get(of + 1)
    if view.word(of) not in view.words.from_whom or view.mark(of - 1) or named is None:
        return None
    if named.kind not in _PEOPLE or named.clitics:
        return None
    start, end = view.tokens[at].start, named.end
    return Speaker(at, named.last, start, end, "group", None, _gender(view.word(at)), "")


def is_state(view: View, at: int) -> bool:
    """«قال الرئيس [مخاطبا] الجنود: …»: a participle of saying in the accusative tells how he speaks."""
    text = view.tokens[at].text.rstrip("\u064b")
    shaped = text.startswith("م") and text.endswith("ا") and view.inside[at] is None
    return shaped and any(m.feature.startswith("part") for m in view.cues.get(at, ()))


def _is_nobody(view: View, at: int) -> bool:
    """Whether a word opens no speaker; «كل [من الوزير والمحافظ]» does."""
    return view.word(at) in view.words.nobody and not is_each(view, at)


def is_each(view: View, at: int) -> bool:
    """Whether «كل من» stands there, which several speakers follow."""
    return view.word(at) in view.words.every and view.word(at + 1) == "من"


def _is_accusative(view: View, at: int) -> bool:
    """«اقترح [تمويلا داخليا]»: an indefinite noun in the accusative with its adjective is what is spoken of."""
    word, after = view.word(at), view.word(at + 1)
    marked = word.endswith("ا") and after.endswith("ا") and not after.startswith("ال")
    return marked and view.inside[at] is None and len(word) > 3 and not word.startswith("ال")


def is_no_noun(view: View, first: int, last: int) -> bool:
    """Words that no list knows and that cannot open a noun phrase: «نظريا», «بمثابة …», «يسلط الضوء»."""
    if any(p is not None for p in view.inside[first:last]):
        return False
    fold = view.word(first)
    if is_verbal(view, first) and fold not in view.words.honorific:
        return True
    if first not in view.heads and _is_past(view, first):
        return True
    if all(view.tokens[at].kind == "number" or at in view.dates for at in range(first, last)):
        return True  # «يومي 12 و[14] ماي، تشير إلى…»
    alone = last == first + 1
    adverb = alone and not fold.startswith("ال") and (fold.endswith("يا") or fold in view.words.on_behalf)
    adverb = adverb or (alone and view.tokens[first].text.endswith(_TANWIN))
    led = fold[:1] == "ب" and fold[1:] in view.words.manner
    manner = last == first + 1 and view.words.manner_shape.fullmatch(fold) is not None  # «يقول [ضاحكا]»
    return adverb or led or manner or fold in view.words.nobody


def _is_past(view: View, at: int) -> bool:
    """«[تمكنت] الوحدات», «[أنصفت] المحكمة»: an ordinary word of a shape that only verbs have; not «صمت», «بيت»."""
    fold = view.word(at)
    shaped = len(fold) > _SHORTEST_PAST and fold in plain_words()
    return shaped and view.words.verb_shape.fullmatch(view.tokens[at].text) is not None


def is_verbal(view: View, at: int) -> bool:
    """Whether a word that nothing else claims is a finite verb: «في تعليق [يسلط] الضوء على…»."""
    fold = view.word(at)
    shaped = fold.startswith("ي") and view.words.headline_verb.fullmatch(fold) is not None
    return at in view.verbs or (shaped and view.word(at + 1).startswith("ال"))


def loose(view: View, first: int, last: int, skip: int = 0) -> Speaker:
    """Words taken as a voice although no noun phrase was recognised in them."""
    start, end = view.tokens[first].start + skip, view.tokens[last - 1].end
    known = next((p for p in view.inside[first:last] if p is not None), None)
    if known is not None:
        kind = known.kind if known.kind in SPEAKERS else "unnamed"
        if known.first < first and kind in _PAPERS:
            kind = "unnamed"  # «كتب [النائب]»: no books of his
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
        told = is_addressed_medium(view, at) or is_told_station(view, at)
        if (at in view.quote_at and voice.kind not in _TITLED) or told:
            return widen(view, voice, at)
        if at in view.quote_at and is_manner(view, view.quote_at[at]):
            return widen(view, voice, at)
        aside = view.asides.get(at)
        if aside is not None and aside.entry.get("takes") == "nothing" and aside.last > at + 1:
            return widen(view, voice, at)  # «المتهم [في التحقيقات]»
        if any(m.feature == "masdar" and m.enclitic for m in view.cues.get(at, ())):
            return widen(view, voice, at)  # «مصدر [قوله]»
        if at > voice.first + 1 and voice.kind in {"unnamed", "group"} and is_content_noun(view, at):
            return widen(view, voice, at)
        if _leads_act(view, at):
            return widen(view, voice, at)
    return voice


def is_manner(view: View, quote: Quote) -> bool:
    """«استنكرت تونس "بقوة" …»: how it was said, in marks."""
    fold = view.word(quote.open + 1)
    return quote.inside <= _MANNER and fold[:1] == "ب" and fold[1:] in view.words.manner


def is_addressed_medium(view: View, at: int) -> bool:
    """«مصدر أمني [وكالة …]», «أحد السكان [لفرانس برس]»: whom the words were given to is no part of who spoke.

    A medium that is no name and stands after ل («المدير العام لصحيفة …») belongs to the speaker.
    """
    venue = view.venues.get(at)
    if venue is None or venue.entry.get("type") != "medium":
        return False
    if _is_told(view, venue, at):
        return True
    if view.word(at).startswith("ال") and not venue.definite:
        return False
    before = view.word(at - 1)
    if view.word(at).startswith("لل") or before in view.words.preposition:
        return False
    complete = before.startswith("ال") or before.endswith(("ي", "ان", "ون"))
    complete = complete or (before.endswith("يه") and at - 1 not in view.heads)
    complete = complete or (at - 1 in view.phrase_ends and view.inside[at] is not view.inside[at - 1])
    if venue.clitics == "ل":
        return bool(venue.entry.get("ambiguous"))
    noun = venue.entry.id in _NOUNS and (
        before.startswith("ال") or before in view.words.eyed or at - 1 in view.persons
    )
    bare = venue.clitics == "" and (venue.entry.id in _AGENCIES or noun)
    holder = view.inside[at]
    if holder is not None and holder.kind == "person" and holder.first < at and venue.last < holder.last:
        return False  # «النائب السابق [فارس] سعيد»
    return bare and complete and at - 1 not in view.venues


def _is_told(view: View, venue: Match, at: int) -> bool:
    """«مصدر أمني [لمراسل الجوهرة]», «شهود عيان [مراسلنا]»: sources without a name are told of by the medium they speak to."""
    named = venue.clitics == "" and venue.entry.id in _REPORTERS
    if venue.clitics != "ل" and not named:
        return False
    if venue.clitics == "ل" and (at - 1 in view.persons or venue.entry.id in _SENT):
        return True  # «العميد مالك ميهوب [لمراسلتنا]»
    for before in range(at - 1, max(at - _LONGEST_INFORMANT, -1), -1):
        if view.word(before) in view.words.informant:
            return venue.clitics == "ل" or at - before > 1
        if view.mark(before) or view.word(before) in view.words.that:
            return False
    return False


def _before_second(view: View, voice: Speaker) -> Speaker:
    """The voice without a second noun that is the verb's object: «المعارضة [الحكومة]»."""
    for at in range(voice.first + 1, voice.last):
        fold, before = view.word(at), view.word(at - 1)
        if is_second_country(view, at):
            return widen(view, voice, at)
        if fold in view.words.blame:
            return widen(view, voice, at)  # «حمل المجلس [المسؤولية]»
        if (
            at in view.heads
            and fold.startswith("ال")
            and before.startswith("ال")
            and view.inside[at] is not None
        ):
            describes = is_nisba(fold) or at in view.describing
            if describes and view.inside[at] is view.inside[at - 1]:
                continue  # «التقارير [الصحفية]», «القوات [المسلحة]»: its adjective
            if fold in view.words.title and any(p in view.persons for p in range(at, voice.last)):
                continue  # «وزير الخارجية [الشيخ سالم العلي]»: his title
            ranked = at - voice.first > OFFICE and any(p in view.persons for p in range(at, voice.last))
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
    if fold in view.words.crowd and crowd_at(view, at) is not None:
        return False  # «[عدد] من الأهالي» are people
    if phrase is not None and phrase.kind == "person" and phrase.entity is not None:
        return False  # «[رضا] الماجري»
    if phrase is not None and phrase.kind in _BODIES and phrase.last - phrase.first > 1:
        return False  # «تنظيم "داعش"» is a body, whatever «تنظيم» means elsewhere
    if fold in view.words.body and at + 1 in view.quote_at:
        return False  # «تنظيم "داعش"» where no name was found
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
        or (fold[-2:] in ("ها", "هم") and not _with_feminine(fold[:-2]).isdisjoint(nouns))
    )


def _with_feminine(stem: str) -> frozenset[str]:
    """A noun before a pronoun as it stands alone: «موافقت» of «موافقتهم» is «موافقة»."""
    return frozenset({stem, stem[:-1] + "ه" if stem.endswith("ت") else stem})


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
