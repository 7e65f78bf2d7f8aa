"""How a noun phrase grows to the right of its head: construct, adjectives, links, affiliation, apposition.

Arabic closes a construct with its definite noun («رئيس الحكومة»): what follows is an adjective that agrees, a link
(«باسم…», «في…», «التابع ل…»), a name in apposition, or no part of the phrase.
"""

from __future__ import annotations

from marsad.names.links import linking
from marsad.names.phrase_links import linked_end
from marsad.names.phrase_parts import (
    COMMAS,
    QUOTES,
    Growing,
    are_peers,
    before_comma,
    denoted,
    describes_many,
    is_described,
    is_full,
    is_glued_owner,
    is_held,
    is_of_both,
    is_one_of_many,
    is_other,
    is_quoted,
    is_second_title,
    is_somebody_else,
    is_told_apart,
    is_told_to,
    open_head,
    take_person,
    tells_whose,
    took,
)
from marsad.names.phrase_view import PhraseView
from marsad.names.phrase_words import (
    LEADING,
    is_accusative,
    is_adjective,
    is_apart,
    is_nisba,
    is_stiff,
    may_be_bare,
    may_be_verb,
)
from marsad.names.portfolios import portfolio_end
from marsad.types import Sentence

LONGEST = 30
_BARE_TAIL = 2
_DASHES = frozenset("-–—")
_PREPOSED = ("لل", "بال", "كال", "فال", "وب", "ول")
_ACCUSATIVE_NISBA = "يا"
_OF_PLURALS = ("ون", "ين", "ان", "ي", "يه", "ه")
"""How adjectives of a plural or dual in nun end."""
_AFTER_PLACE = frozenset(("place", "organization"))
"""What opens a phrase of its own right after a place's name."""
_SEATED = frozenset(("person", "organization", "group", "unnamed"))


def grow(view: PhraseView, growing: Growing, sentence: Sentence) -> None:
    """Takes all that belongs to the phrase."""
    while growing.last < sentence.last and growing.last - growing.first < LONGEST:
        after = _next(view, growing, sentence)
        if after is None:
            return
        growing.last = after


def _next(view: PhraseView, growing: Growing, sentence: Sentence) -> int | None:
    """Where the phrase ends after taking one more piece, or None when nothing more belongs to it."""
    at = growing.last
    token = view.part.tokens[at]
    if token.kind == "mark":
        return _across_mark(view, growing, sentence)
    if at in view.titled:
        return _take_titled(view, growing, at)
    linked = linked_end(view, growing, sentence)
    if linked is not None:
        return linked
    if at in view.stops and at not in view.mentions:
        return None
    held = portfolio_end(view, growing, sentence)
    if held is not None:
        return held
    if at in view.prepositions or at in view.demonstratives or token.kind == "number":
        return None
    if at in view.quantifiers and (growing.stiff or growing.definite or growing.kind in _SEATED):
        return None  # «قتل مسلحون [ثلاثة] مزارعين»
    if at in view.mentions:
        return _take_mention(view, growing, at)
    head = view.heads.get(at)
    whole = (
        head is not None and head.start == token.start and growing.person is not None
    )  # «فلان [والي] كسلا»
    if (token.fold.startswith("وال") and not whole) or (head is not None and head.clitics == "و"):
        return _take_joined(view, growing, at, sentence)
    return _take_word(view, growing, at, sentence)


def _take_titled(view: PhraseView, growing: Growing, at: int) -> int | None:
    """«الناطق باسم وزارة الصحة [د. أشرف القدرة]»: the holder of an office, his title parted from the name by a mark."""
    if growing.person is not None or not growing.role or view.part.tokens[at].fold.startswith("و"):
        return None
    last, mention = view.mentions[view.titled[at]]
    return took(growing, mention, last)


def _take_joined(view: PhraseView, growing: Growing, at: int, sentence: Sentence) -> int | None:
    """What و joins: a second field of an office, a second office of its holder, a second group of unnamed people."""
    if growing.person is None:
        if _joins_adjective(view, growing, at):
            return at + 1
        head = view.heads.get(at)
        if head is not None and are_peers(growing, head):
            growing.stiff, growing.adjective, growing.bare = is_stiff(view, head), False, 0
            return head.last
        return None
    head = view.heads.get(at)
    if head is None or head.clitics != "و" or not growing.after_name:
        return None
    return _second_office(view, growing, at, sentence)


def _joins_adjective(view: PhraseView, growing: Growing, at: int) -> bool:
    """Whether a word joins another adjective: «الرئيسان المصري [والتركي]», «القيادات السياسية [والحقوقية]»."""
    word, before = view.part.tokens[at].fold.removeprefix("و"), view.part.tokens[at - 1].fold
    if not (growing.definite and at - 1 > growing.head):
        return False
    if not all(fold.startswith("ال") and is_nisba(fold) for fold in (word, before)):
        return False
    alike = word.endswith("ه") and before.endswith("ه")
    return growing.feature[-1:] == "d" or (alike and growing.feature[-1:] == "p")


def _second_office(view: PhraseView, growing: Growing, at: int, sentence: Sentence) -> int | None:
    """«فلان، مساعد الوكيل والناطق باسم المحكمة»: after the holder's name, never an office with a name of its own."""
    if denoted(view.heads[at]) != "person":
        return None
    inner = open_head(view, at, at, view.heads[at].start, "")
    grow(view, inner, sentence)
    return None if inner.person or inner.last == view.heads[at].last else inner.last


def _take_mention(view: PhraseView, growing: Growing, at: int) -> int | None:
    last, mention = view.mentions[at]
    if growing.person is not None:
        return None
    clitics = view.part.text[view.part.tokens[at].start : mention.start]
    if clitics == "و" and is_of_both(view, growing, mention):
        return took(growing, mention, last)
    if clitics:
        seated = clitics in {"ل", "لل", "ب"} and growing.kind in _SEATED | {"document"}
        if seated and clitics != "ب" and is_told_to(view, growing, at):
            return None
        return took(growing, mention, last) if seated else None
    if mention.kind == "person":
        return None if is_one_of_many(view, growing, last) else take_person(growing, mention, last)
    if describes_many(view, growing, at, mention):
        growing.adjective = growing.told = True
        return took(growing, mention, last)
    if growing.mentions and not growing.role and mention.kind != "place" and growing.kind != "document":
        return None
    if tells_whose(view, growing, at):
        return last  # «مدينة جازان [السعودية]»
    if growing.mentions and growing.mentions[-1].kind == "place" and mention.kind in _AFTER_PLACE:
        return None  # «أبلغ مسؤول في مطار بيروت [وكالة رويترز]», «طالبت بغداد [أنقرة] بسحب قواتها»
    if is_full(growing, mention):
        return None
    if mention.kind == "place" and growing.is_name:
        return None  # «قصف الناتو [ليبيا]»
    if at in view.adjectives and growing.definite and mention.exact.startswith("ال"):
        return last  # «الوزارة السعودية»: the name of the country as an adjective
    if mention.kind == "place" and growing.mentions and growing.mentions[-1].kind == "organization":
        return None  # «زار وفد من حماس [طهران]»
    if growing.stiff or (growing.definite and not growing.mentions) or is_quoted(view, growing, at):
        return None
    return took(growing, mention, last)


def _take_word(view: PhraseView, growing: Growing, at: int, sentence: Sentence) -> int | None:
    fold = view.part.tokens[at].fold
    seat = _seat(view, growing, at, sentence)
    if seat is not None:
        return seat
    ranked = _ranked(view, growing, at, sentence)
    if ranked is not None:
        return ranked
    if is_glued_owner(view, growing, at):
        growing.definite = growing.adjective = True
        return at + 1
    if fold.startswith(_PREPOSED):
        return None
    if growing.person is not None:
        return _after_name(view, growing, at, sentence)
    if fold.startswith("ال") and len(fold) > 3:
        return _take_definite(view, growing, at)
    return None if growing.mentions else _take_bare(view, growing, at)


def _ranked(view: PhraseView, growing: Growing, at: int, sentence: Sentence) -> int | None:
    """«المتحدث باسم القيادة العامة [اللواء] أحمد …»: after an office, its holder's rank and name."""
    if growing.stiff or growing.feature[-1:] in ("p", "d") or growing.kind != "person" or growing.person:
        return None  # «قتل مسلحون [العقيد] سعيد»
    if at not in view.titles or not growing.role:
        return None
    for after in range(at + 1, min(at + 4, sentence.last)):
        named = view.mentions.get(after)
        if named is not None:
            clean = named[1].kind == "person" and named[1].start == view.part.tokens[after].start
            clean = clean and not is_other(view, growing, after)
            return took(growing, named[1], named[0]) if clean else None
        if not view.part.tokens[after].fold.startswith("ال"):
            return None
    return None


def _take_definite(view: PhraseView, growing: Growing, at: int) -> int | None:
    """The definite noun that closes a construct, or an adjective of a definite phrase."""
    person = growing.kind == "person"
    if not growing.definite:
        if growing.stiff or (growing.bare and growing.adjective):
            return None
        growing.definite = True
        head = view.heads.get(at)
        growing.titled = growing.titled or (head is not None and denoted(head) == "person")
        return at + 1
    if is_second_title(view, growing, at):
        return view.titles.get(at, at + 1)
    if not is_adjective(view, at, person=person):
        return None
    if growing.mentions and not growing.role and growing.mentions[-1].kind == "person":
        return None
    growing.adjective = True
    return at + 1


def _seat(view: PhraseView, growing: Growing, at: int, sentence: Sentence) -> int | None:
    """«مدير المكتب بمدينة درنة», «القاضي بالمحكمة الابتدائية»: the seat or the body, written with ب."""
    head = view.heads.get(at)
    if head is None or head.clitics != "ب" or growing.kind not in _SEATED or growing.person is not None:
        return None
    if not (growing.role or growing.definite) or (at not in view.bodies and "place" not in head.denotes):
        return None
    inner = open_head(view, at, at, head.start, "")
    grow(view, inner, sentence)
    if inner.mentions and inner.last < sentence.last:
        growing.mentions += inner.mentions
        growing.definite = True
        return inner.last
    return None


def _take_bare(view: PhraseView, growing: Growing, at: int) -> int | None:
    """An indefinite word: a further noun of the construct («نائب وزير»), or an adjective («مصادر أمنية»)."""
    fold = view.part.tokens[at].fold
    head = view.heads.get(at)
    if head and (head.clitics[-1:] in LEADING or (head.enclitic and is_told_apart(view, growing))):
        return None  # «اصطدم قطار [بحافلة]», «فجر انتحاري [سيارته]»
    if head and is_somebody_else(view, growing, at, head):
        return None
    if growing.kind == "thing" and at in view.befalling and fold.startswith("و"):
        return None  # «تدمير مستودع أسلحة [ومقتل] من فيه»
    if growing.kind in _SEATED and fold in linking("count"):
        return None  # «خطفت جماعة مسلحة [عشرات] الطلاب»
    accusative = is_accusative(view, at)
    if accusative and not is_accusative(view, growing.head):
        return None  # «استهدفت طائرة أمريكية [قياديا]»
    if is_described(view, growing) and fold[:1] in LEADING and not (head or at in view.adjectives):
        return None  # «سيارة مفخخة [بحياة]», «ستة عشر فلسطينيا [برصاص]»
    if growing.adjective and head and is_nisba(view.part.tokens[at - 1].fold) and not is_nisba(fold):
        return None  # «طائرات حربية [قافلة]»
    if head and not head.clitics and not growing.definite and not growing.stiff and at - growing.head <= 3:
        growing.stiff = is_stiff(view, head) and is_nisba(fold)  # «أطلق جنود إسرائيليون [النار]»
        return head.last
    if growing.stiff and head and not (_SEATED & {*head.denotes} and fold.endswith(_OF_PLURALS[:4])):
        return None  # «أغلق محتجون [مقر] الشركة», «هاجم مسلحون [دورية]»
    described = accusative and fold.endswith(_ACCUSATIVE_NISBA)  # «طفلا [فلسطينيا]»
    listed = at in view.adjectives or described
    if growing.definite or growing.bare >= _BARE_TAIL or not (listed or may_be_bare(fold)):
        return None
    if is_apart(fold, stiff=growing.stiff) or may_be_verb(view, at):
        return None
    if growing.stiff and not listed and not fold.endswith(_OF_PLURALS):
        return None  # «اقتحم مستوطنون [باحات] المسجد»: no construct after nun
    if growing.adjective and not (listed or is_nisba(fold)):
        return None
    growing.bare += 1
    masculine = growing.feature.endswith(("ms", "md")) and fold.endswith(
        "يه"
    )  # «وزير داخلية …» is a construct
    growing.adjective = growing.adjective or listed or (is_nisba(fold) and not masculine)
    return at + 1


def _after_name(view: PhraseView, growing: Growing, at: int, sentence: Sentence) -> int | None:
    """What follows a person's name without a comma: a nisba («الفلاني السوري») or the office («قائد الشرطة»)."""
    head = view.heads.get(at)
    if head is None:
        fold = view.part.tokens[at].fold
        nisba = fold.startswith("ال") and not growing.role and (at in view.adjectives or fold.endswith("ي"))
        return at + 1 if nisba else None
    if (growing.role and not growing.titled) or head.clitics or denoted(head) != "person":
        return None
    if head.enclitic:
        return None  # «هنأ بوتين [نظيره] الجزائري»
    return _take_office(view, growing, at, sentence, comma=False)


def _take_office(
    view: PhraseView, growing: Growing, at: int, sentence: Sentence, *, comma: bool
) -> int | None:
    """Where the phrase ends after the office that follows its name; after a comma, none that has its own holder."""
    head = view.heads[at]
    if head.feature[-1:] in ("p", "d") or is_accusative(view, at):
        return None  # «رشحه ترامب [سفيرا لدى إسرائيل]»: what somebody becomes
    inner = open_head(view, at, at, head.start, "")
    grow(view, inner, sentence)
    kin = at in view.kin and head.last < inner.last
    if inner.person is not None and not kin and (comma or growing.role):
        return None
    if inner.person is not None and not kin and is_held(view, inner, head.last):
        return None
    last = inner.last if inner.person is None else before_comma(view, head.last, inner.last)
    if last == head.last and not comma:
        return None
    growing.after_name = True
    growing.role, growing.definite, growing.adjective, growing.titled = True, True, True, False
    return last


def _across_mark(view: PhraseView, growing: Growing, sentence: Sentence) -> int | None:
    at = growing.last
    mark = view.part.tokens[at].text
    if mark in QUOTES and at + 1 < sentence.last:
        return _quoted(view, growing, at, QUOTES[mark], sentence)
    if mark in COMMAS and at + 1 < sentence.last:
        return _apposition(view, growing, at + 1, sentence)
    if mark in _DASHES and growing.person is not None and at + 1 < sentence.last:
        last = _apposition(view, growing, at + 1, sentence)
        closed = last is not None and last < sentence.last and view.part.tokens[last].text in _DASHES
        return last if closed else None  # «فلان -وزير الداخلية-»
    return None


def _quoted(view: PhraseView, growing: Growing, at: int, closing: str, sentence: Sentence) -> int | None:
    """A short name in quotation marks or brackets belongs to the phrase: «القيادة … "أفريكوم"»."""
    for end in range(at + 1, min(at + 6, sentence.last)):
        if view.part.tokens[end].text == closing:
            inside = view.mentions.get(at + 1)
            if inside and inside[0] == end:
                return took(growing, inside[1], end + 1)
            short = end - at <= 3 and all(token.kind == "word" for token in view.part.tokens[at + 1 : end])
            return end + 1 if short and growing.kind in {"organization", "medium", "group", "thing"} else None
    return None


def _apposition(view: PhraseView, growing: Growing, at: int, sentence: Sentence) -> int | None:
    """«الرئيس الروسي، فلاديمير بوتين»: role then name, or name then role, never two names."""
    if at in view.mentions:
        last, mention = view.mentions[at]
        clean = mention.start == view.part.tokens[at].start
        if clean and mention.kind == "person" and growing.role and growing.person is None:
            return None if growing.feature[-1:] in ("p", "d") else took(growing, mention, last)
        return None
    named = view.mentions.get(view.titles.get(at, -1))
    if view.part.tokens[at].fold.startswith("و"):
        named = None  # «فلان، وسمو الشيخ …»
    if named is not None and named[1].kind == "person" and growing.role and growing.person is None:
        return None if growing.feature[-1:] in ("p", "d") else took(growing, named[1], named[0])
    head = view.heads.get(at)
    if head is None or denoted(head) != "person":
        return None
    if head.clitics:
        more = head.clitics == "و" and at in view.kin and growing.after_name
        return _take_office(view, growing, at, sentence, comma=True) if more else None
    if growing.person is None:
        return _titled_name(view, growing, at, sentence)
    if growing.first in view.received:
        return None
    return (
        None
        if growing.role and not growing.titled and at not in view.kin
        else _take_office(view, growing, at, sentence, comma=True)
    )


def _titled_name(view: PhraseView, growing: Growing, at: int, sentence: Sentence) -> int | None:
    """«الناطق باسم القيادة، العقيد أحمد …»: after an office, its holder with a title."""
    if not growing.role or not (view.part.tokens[at].fold.startswith("ال") or at in view.titles):
        return None
    inner = open_head(view, at, at, view.heads[at].start, "")
    grow(view, inner, sentence)
    if inner.person is None:
        return None
    growing.mentions.append(inner.person)
    return inner.last
