"""Whether a word can carry a noun phrase on: adjectives that agree, further nouns of a construct, bare words."""

from __future__ import annotations

from marsad.names.phrase_view import Head, PhraseView
from marsad.names.plain import plain_words

LEADING = frozenset("بلك")
_NISBA = ("ي", "يه", "يون", "يين", "يان", "يات")
_PLURAL = ("ون", "ين")
_FEMININE = ("ه", "ات")
_STIFF_ENDINGS = ("ون", "ين", "ان")
_SHORTEST_VERB = 4
_SHORTEST_PARTICIPLE, _LONGEST_PARTICIPLE = 6, 11


def is_adjective(view: PhraseView, at: int, *, person: bool) -> bool:
    """Whether a definite word can be an adjective of the definite noun before it.

    «الهيئة المستقلة» yes, «الوزير الحكومة» no; `person` says that the phrase denotes persons.
    """
    fold = view.part.tokens[at].fold
    many = fold.startswith("الم") and fold.endswith(_PLURAL) and len(fold) > _SHORTEST_PARTICIPLE
    if many and not any(_is_plural_noun(view, at - back) for back in (1, 2)):
        return False  # «طرد الجيش [المسلحين]», not «ضباط الجيش [المنشقون]»
    if at in view.adjectives:
        return True
    head = view.heads.get(at)
    if fold.endswith(_PLURAL) and head is not None:
        alike = fold[-2:] == view.part.tokens[at - 1].fold[-2:]  # «عشرات العمال المصريين [المخالفين]»
        return (person or alike) and _is_plural_noun(view, at - 1)
    if at in view.nouns:
        return False  # «أدانت السفارة [العملية]»: a nisba by its ending only
    if fold.endswith(_NISBA):
        return head is None or _is_nisba_here(view, at, head, person=person)
    if head is not None or not fold.startswith("الم"):
        return False
    sized = _SHORTEST_PARTICIPLE <= len(fold) <= _LONGEST_PARTICIPLE
    return sized and _agrees(view.part.tokens[at - 1].fold, fold)


def _is_nisba_here(view: PhraseView, at: int, head: Head, *, person: bool) -> bool:
    """«الناشط الحقوقي», «المنظمة الحقوقية»: a nisba that is a noun too, beside a noun of its gender."""
    if not view.part.tokens[at].fold.endswith(("ي", "يه")) or "person" not in head.denotes:
        return False
    before = view.part.tokens[at - 1].fold
    feminine = view.part.tokens[at].fold.endswith("يه")
    if head.feature[-1:] == "p" and not feminine:
        return False  # «قوات النظام [الأسرى]»
    return feminine == before.endswith(_FEMININE) or (feminine and not person)


def _is_plural_noun(view: PhraseView, at: int) -> bool:
    head = view.heads.get(at)
    return view.part.tokens[at].fold.endswith(_PLURAL) or (head is not None and head.feature[-1:] == "p")


def _agrees(noun: str, adjective: str) -> bool:
    """The gender and number that endings show; broken plurals take the feminine singular."""
    if adjective.endswith(_PLURAL):
        return noun.endswith(_PLURAL)
    if adjective.endswith("ات"):
        return noun.endswith("ات")
    return adjective.endswith("ه") or not noun.endswith(("ه", "ات", "ين", "ون"))


def is_stiff(view: PhraseView, head: Head) -> bool:
    """Whether a head takes no noun of the construct: it bears a pronoun or keeps the nun of its plural."""
    plural = head.feature[-1:] in ("p", "d")
    fold = view.part.tokens[head.last - 1].fold
    endings = _STIFF_ENDINGS if plural else _STIFF_ENDINGS[:1]  # «محتجون», not «سكان»
    return bool(head.enclitic) or (fold.endswith(endings) and len(fold) > 4)


def is_accusative(view: PhraseView, at: int) -> bool:
    """Whether a word is an indefinite accusative by its ending: a noun of the lexicon, or an adjective of relation, with ا.

    Plurals too («قتل مسلح [عمالا]»), but those that end so in every case («ضحايا»).
    """
    fold = view.part.tokens[at].fold
    head = view.heads.get(at)
    noun = head is not None and head.feature in ("noun:ms", "noun:mp", "") and not head.definite
    own = fold.endswith("ايا")
    return fold.endswith("ا") and len(fold) > 3 and not own and (noun or fold.endswith("يا"))


def may_be_bare(fold: str) -> bool:
    """Whether an indefinite word can stand in the middle of a phrase: no accusative, no verb in ي."""
    if fold.startswith("و") and fold.endswith("ه") and len(fold) > 4:
        return False  # «مدنيين [وإصابة] آخرين»: joined, not describing
    if fold.endswith("ا") or len(fold) < 3:
        return False
    return not fold.startswith("ي") or fold.endswith(_NISBA)


def may_be_verb(view: PhraseView, at: int) -> bool:
    """Whether a word no lexicon knows is, after a feminine noun, rather its verb: «مجموعة إرهابية [تتكون] من», «مسنة [احتفلت]»."""
    if at in view.nouns or at in view.heads or at in view.adjectives:
        return False
    fold, before = view.part.tokens[at].fold, view.part.tokens[at - 1].fold
    if len(fold) < _SHORTEST_VERB or not before.endswith(_FEMININE):
        return False
    present = fold.startswith("ت") and not fold.endswith((*_FEMININE, *_NISBA))
    return present or (fold.endswith("ت") and not fold.endswith("ات"))


def is_nisba(fold: str) -> bool:
    """Whether a folded word ends like an adjective of relation."""
    return fold.endswith(_NISBA)


def is_led(fold: str) -> bool:
    """Whether a preposition is written on to a usual word: «مسلح [برصاص] الشرطة»."""
    return fold[:1] in LEADING and fold not in plain_words() and fold[1:] in plain_words()


def are_definite(view: PhraseView, *words: int) -> bool:
    """Whether words all open with the article, no particle before it."""
    return all(view.part.tokens[at].fold.startswith("ال") for at in words)


def is_apart(fold: str, *, stiff: bool) -> bool:
    """Whether a bare word carries no phrase on: a preposition or «و» is written on to a usual word.

    «خمسة إرهابيين [واستشهاد] مجند»; after a plural in ون or ين even where the word may be one itself: «آخرون [بجروح]».
    """
    led = fold[:1] in LEADING and fold[1:] in plain_words()
    return (
        is_led(fold)
        or (stiff and led)
        or (fold[:1] == "و" and fold not in plain_words() and fold[1:] in plain_words())
    )


def describes(view: PhraseView, at: int) -> bool:
    """Whether a noun of people is the adjective of the noun before it: «العلاقات الدبلوماسية», «على كمين أمني»."""
    head = view.heads[at]
    fold = view.part.tokens[at].fold
    mine = head.enclitic == "ي"  # «قصف [مدفعي]» is not «my cannon»
    if at == 0 or head.clitics or at - 1 in view.befalling or not (head.denotes[0] == "person" or mine):
        return False
    if not is_nisba(fold) and at not in view.adjectives and not _is_of_many(view, at):
        return False
    before = view.part.tokens[at - 1].fold
    noun = at - 1 in view.verbs and (at - 2 in view.prepositions or at - 2 in view.verbs)  # «في [قصف] مدفعي»
    if view.part.tokens[at - 1].kind != "word" or (
        not noun and (at - 1 in view.verbs or at - 1 in view.stops)
    ):
        return False
    if fold.startswith("ال"):
        other = before.endswith(_FEMININE) and not fold.endswith(_FEMININE)  # «منعت السلطات [المحامي]»
        return before.startswith(("ال", "بال", "لل", "وال")) and at - 1 not in view.titles and not other
    if fold.endswith("يه"):
        return before.endswith("ات")
    single = not fold.endswith(_PLURAL) and not before.startswith("ال") and at - 1 not in view.mentions
    return single and (at - 1 in view.nouns or at - 2 in view.prepositions)


def _is_of_many(view: PhraseView, at: int) -> bool:
    """Whether a feminine noun of people is rather the adjective of a plural: «الأطراف [المسؤولة]», not «السلطات [الناشطة] سارة»."""
    before, fold = view.heads.get(at - 1), view.part.tokens[at].fold
    many = before is not None and (before.feature[-1:] == "p" or before.denotes[0] == "group")
    many = many and not view.part.tokens[at - 1].fold.endswith("ه")
    return many and fold.startswith("ال") and fold.endswith("ه") and at + 1 not in view.mentions


def acts_as_verb(view: PhraseView, at: int) -> bool:
    """Whether a noun that is also a past verb is the verb here: «طالب النائب …», not «طالب جامعي».

    It is, where the next word opens a phrase of its own: a name, a definite noun, people or a count («وطالب [أحد] المعتصمين»).
    «والي» is none, «والى» may be.
    """
    after = at + 1
    if view.part.tokens[at].text.endswith("ي"):
        return False
    if at not in view.verbs or after >= len(view.part.tokens):
        return False
    if at in view.verbal and not view.heads[at].definite:
        return True  # «كما [أمر] بفتح تحقيق»
    if after in view.lone and _opens_clause(view, at):
        return True  # «حكم [القضاء] على الناشط»
    if view.heads[at].denotes != ("person",):
        return False
    if after in view.mentions or after in view.quantifiers:
        return True
    head = view.heads.get(after)
    if head is None or head.clitics:
        return False
    people = head.denotes[0] in ("person", "group")
    return people or view.part.tokens[after].fold.startswith("ال")


def _opens_clause(view: PhraseView, at: int) -> bool:
    """Whether a word stands first, or behind a mark or what opens a clause."""
    return at == 0 or view.part.tokens[at - 1].kind == "mark" or at - 1 in view.stops
