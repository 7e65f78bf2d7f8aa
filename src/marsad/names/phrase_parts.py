"""A noun phrase while it is being read, and how one opens with its head noun."""

from __future__ import annotations

import msgspec

from marsad.names.phrase_view import Head, PhraseView
from marsad.names.phrase_words import is_accusative, is_nisba, is_stiff
from marsad.types import Mention

_OBJECT_REACH = 20
_FULL_STOPS = frozenset(".؛!؟")
COMMAS = frozenset("،,")
QUOTES = {'"': '"', "«": "»", "“": "”", "(": ")", "'": "'"}
_PREFERRED = ("unnamed", "document", "medium", "person", "group", "organization", "thing", "place")


_OFFICES = frozenset(("person", "group"))
_CONSTRUCT, _MANY = ("ا", "ي"), ("ين", "ون")
"""How a dual or a plural of those who hold an office ends before a genitive, and how a plural ends before its adjective."""


class Growing(msgspec.Struct):
    """A phrase while it is being read.

    `definite` says that its construct is closed, `role` that it names an office or title, `titled` that the person's
    name was only preceded by a title of address or rank, `after_name` that the office followed the name, `told` that the
    name of their movement describes people («المتمردون الحوثيون»), `bare` how many indefinite words it has taken.
    """

    first: int
    last: int
    start: int
    kind: str
    head: int
    definite: bool
    feature: str
    clitics: str
    mentions: list[Mention]
    bare: int = 0
    role: bool = False
    adjective: bool = False
    stiff: bool = False
    titled: bool = False
    after_name: bool = False
    told: bool = False

    @property
    def is_name(self) -> bool:
        """Whether it is as yet nothing but the name of a place or body: what follows is somebody else."""
        named = self.kind in ("organization", "place") and len(self.mentions) == 1
        return named and self.bare == 0 and not (self.adjective or self.role)

    @property
    def person(self) -> Mention | None:
        """The person it names."""
        return next((m for m in self.mentions if m.kind == "person"), None)


def denoted(head: Head) -> str:
    """The sense of a head noun that a phrase takes first."""
    return min(head.denotes, key=_PREFERRED.index)


def open_head(view: PhraseView, at: int, first: int, start: int, clitics: str) -> Growing:
    """The phrase that opens with the head noun at a token, nothing taken yet."""
    head = view.heads[at]
    kind = denoted(head)
    last = max(head.last, view.titles.get(at, 0))
    growing = Growing(first, last, start, kind, at, is_definite(view, at, head), head.feature, clitics, [])
    growing.role, growing.adjective = kind == "person", _has_adjective(view, at, head)
    growing.stiff = growing.adjective or is_stiff(view, head)
    growing.titled = at in view.titles or at + 1 in view.titles.values()  # «سمو [الشيخ] حمدان»
    return growing


def _has_adjective(view: PhraseView, at: int, head: Head) -> bool:
    """Whether a listed head of several words ends in its adjective, which no construct goes on from: «طائرة مسيرة», «طائرات روسية»."""
    fold, end = view.part.tokens[at].fold, view.part.tokens[head.last - 1].fold
    return (
        head.last > at + 1
        and denoted(head) in ("thing", "group")
        and fold.endswith(("ه", "ات"))
        and end.endswith("ه")
    )


def is_definite(view: PhraseView, at: int, head: Head) -> bool:
    """Whether a head has the article or a pronoun."""
    fold = view.part.tokens[at].fold
    bare = fold.removeprefix("و") if head.clitics else fold  # «والي» has no article
    if head.clitics.endswith("ل") and bare.startswith("لل"):
        return True  # «للاجئين السوريين»
    closed = head.last > at + 1 and view.part.tokens[head.last - 1].fold.startswith("ال")  # «قاضي التحقيق»
    return head.definite or bool(head.enclitic) or bare.startswith("ال") or closed


def is_second_title(view: PhraseView, growing: Growing, at: int) -> bool:
    """«الشيخ الدكتور …», «رجل الأعمال الموقوف …»: a title or state right before the name."""
    name = view.titles.get(at, at + 1)
    if growing.feature[-1:] in ("p", "d"):
        return False  # «اعتقل جنود الاحتلال [الأسير المحرر] سامر»
    if not growing.role or growing.stiff or name not in view.mentions or is_other(view, growing, name):
        return False
    head = view.heads.get(at)
    title = at in view.titles or (head is not None and denoted(head) == "person" and head.feature[-1:] == "s")
    return title and view.mentions[name][1].kind == "person"


def is_other(view: PhraseView, growing: Growing, name: int) -> bool:
    """Whether the title and name behind an office are whom its holder receives or appoints: nobody else comes after.

    «كلف رئيس الجمهورية [النائب وليد البستاني] بتشكيل الحكومة».
    """
    appoints = view.two_sided.get(growing.first)
    if appoints is None or not growing.definite:
        return False
    at, tokens = view.mentions[name][0], view.part.tokens
    for here in range(at, min(at + _OBJECT_REACH, len(tokens))):
        if tokens[here].kind == "mark" and tokens[here].text in _FULL_STOPS:
            break
        if _may_be_object(view, here) and not (appoints and tokens[here].fold.endswith("ا")):
            return False
    return True


def _may_be_object(view: PhraseView, at: int) -> bool:
    """Whether somebody is told there whom no particle leads in and no construct holds."""
    head = view.heads.get(at)
    if at - 1 in view.prepositions or at - 1 in view.links or at in view.prepositions:
        return False
    if is_accusative(view, at):
        return True  # «وفدا من النقابة»
    told = head is not None and not head.clitics and denoted(head) in ("person", "group", "organization")
    named = at in view.mentions and view.mentions[at][1].start == view.part.tokens[at].start
    return (told or named) and not _is_construct(view, at - 1)


def _is_construct(view: PhraseView, at: int) -> bool:
    """Whether a word may hold the next in construct: a noun without the article that is no name."""
    named = any(at < last and first <= at for first, (last, _) in view.mentions.items())
    return (
        not named and view.part.tokens[at].kind == "word" and not view.part.tokens[at].fold.startswith("ال")
    )


def are_peers(growing: Growing, head: Head) -> bool:
    """«محامون ومدافعون عن …», «وسائل إعلام ومواقع»: indefinite plurals that speak together."""
    plural = growing.feature[-1:] == "p" and head.feature[-1:] == "p"
    same = denoted(head) in {growing.kind, "person", "unnamed"} and growing.kind in {
        "person",
        "unnamed",
        "medium",
    }
    return (
        plural
        and same
        and head.clitics == "و"
        and not (growing.definite or growing.mentions or head.definite)
    )


def is_told_apart(view: PhraseView, growing: Growing) -> bool:
    """Whether a phrase is one noun of a person that ends like an adjective of relation, which owns nothing: «انتحاري»."""
    single = growing.kind == "person" and growing.last == growing.head + 1
    return single and is_nisba(view.part.tokens[growing.head].fold)


def is_somebody_else(view: PhraseView, growing: Growing, at: int, head: Head) -> bool:
    """Whether a noun behind one of a person that owns nobody is somebody else: «قتل رجل [زوجته]», «دهس سائق [طفلة]».

    Without a pronoun it may describe him («شاب متظاهر»), but not when its gender is another.
    """
    if growing.head not in view.plain_people or growing.bare or growing.definite or denoted(head) != "person":
        return False
    apart = {growing.feature[-2:], head.feature[-2:]} == {"ms", "fs"}
    return bool(head.enclitic) or at in view.kin or (apart and not head.clitics)


def is_held(view: PhraseView, office: Growing, last: int) -> bool:
    """Whether an office has its holder's name behind it: «التقى الحجار [نقيب محامي الشمال] سامي الحسن».

    «شقيق بشار الأسد», «مستشار الرئيس بوتين» hold somebody else's name; a comma parts one too.
    """
    person = office.person
    start = person.start if person is not None else -1
    name = next((at for at in range(last, office.last) if view.part.tokens[at].start == start), last)
    if name == last or name in view.titles.values():
        return False
    if any(view.part.tokens[at].text in COMMAS for at in range(last, name)):
        return False
    if view.part.tokens[name - 1].kind != "word":
        return False  # «كاتب عام مهرجان "…"»
    before = view.heads.get(name - 1)
    return before is None or denoted(before) != "person"


def before_comma(view: PhraseView, first: int, last: int) -> int:
    """«سالم العلي نائب وزير الدفاع، حفتر»: the name after the comma is somebody else."""
    return next((at for at in range(first, last) if view.part.tokens[at].text in COMMAS), last)


def take_person(growing: Growing, mention: Mention, last: int) -> int | None:
    if growing.role or growing.titled:
        plural = growing.feature[-1:] == "p" and growing.stiff
        return None if plural else took(growing, mention, last)
    if growing.kind in {"organization", "place"} and growing.mentions:
        return None
    return None if growing.stiff or growing.definite else took(growing, mention, last)


def took(growing: Growing, mention: Mention, last: int) -> int:
    """Where the phrase ends after taking a mention."""
    growing.mentions.append(mention)
    growing.definite, growing.bare = True, 0
    return last


def is_quoted(view: PhraseView, growing: Growing, at: int) -> bool:
    """Whether a name in quotation marks has just closed the phrase: «استهدفت جماعة «…» [مطار أربيل]»."""
    return bool(growing.mentions) and view.part.tokens[at - 1].text in QUOTES.values()


def is_of_both(view: PhraseView, growing: Growing, mention: Mention) -> bool:
    """Whether «و» joins the other state of an office held in two or more: «وزيرا خارجية السعودية [وإيران]», «رئيسي مصر [وتركيا]»."""
    if growing.kind not in _OFFICES or mention.kind != "place" or not growing.mentions:
        return False
    construct = view.part.tokens[growing.head].fold.endswith(_CONSTRUCT) or growing.feature[-1:] == "d"
    return construct and all(m.kind == "place" for m in growing.mentions) and not growing.adjective


def describes_many(view: PhraseView, growing: Growing, at: int, mention: Mention) -> bool:
    """Whether the name of a movement describes people in the plural: «المتمردين [الحوثيين]», «المقاتلون [الحوثيون]»."""
    words = view.part.tokens[growing.last - 1].fold, view.part.tokens[at].fold
    if growing.kind not in _OFFICES or growing.mentions or growing.last != growing.head + 1:
        return False
    return mention.kind == "organization" and all(
        word.startswith("ال") and word.endswith(_MANY) for word in words
    )


def is_full(growing: Growing, mention: Mention) -> bool:
    """Whether a body closed the construct right before another name: «هدد قائد الجيش الإسرائيلي [حركة حماس]»."""
    if not growing.mentions or mention.kind == "person":
        return False
    return growing.mentions[-1].kind == "organization" and growing.mentions[-1].exact.startswith("ال")


def is_one_of_many(view: PhraseView, growing: Growing, after: int) -> bool:
    """Whether a single name stands behind a definite plural, so is somebody else's: «انتخب النواب [نبيه بري]», not «الوزراء فلان وفلان»."""
    many = growing.definite and growing.feature[-1:] in ("p", "d") and growing.kind in ("person", "group")
    tokens = view.part.tokens
    joined = after < len(tokens) and (tokens[after].text in COMMAS or tokens[after].fold.startswith("و"))
    return many and not growing.mentions and not joined


def is_glued_owner(view: PhraseView, growing: Growing, at: int) -> bool:
    """«بيان للجيش», «القائد العام للقوات المسلحة», «الهيئة السياسية للحزب»: ل written on to the owner."""
    fold = view.part.tokens[at].fold
    if not fold.startswith("لل") or len(fold) <= 4 or growing.person is not None:
        return False
    if growing.mentions:
        body = growing.kind == "organization" and len(growing.mentions) == 1 and at in view.bodies
        return (
            body
            and growing.mentions[0].exact.startswith("ال")
            and growing.mentions[0].rule.startswith("body")
        )
    if growing.feature[-1:] == "p" and at not in view.bodies and at not in view.heads:
        return False  # «النواب الآخرين للالتحاق»
    return growing.kind == "document" or (growing.kind in {"person", "organization"} and growing.adjective)


def tells_whose(view: PhraseView, growing: Growing, at: int) -> bool:
    """Whether the name of a country is the adjective of a place told by what it is: «بلدة عرسال [اللبنانية]», not «طالبت بغداد [السعودية]»."""
    kind = growing.kind == "place" and len(growing.mentions) == 1 and growing.last > growing.head + 1
    noun = growing.head not in view.mentions or view.mentions[growing.head][0] > growing.head + 1
    return kind and noun and at in view.adjectives and view.part.tokens[at].fold.startswith("ال")


def is_told_to(view: PhraseView, growing: Growing, at: int) -> bool:
    """Whether «ل» leads to an agency or paper that somebody described already speaks to: «أحد المحامين عن المتهمين [لوكالة رويترز]»."""
    head = view.heads.get(at)
    medium = head is not None and "medium" in head.denotes
    told = growing.definite or growing.last > growing.head + 1
    return medium and growing.kind == "person" and told


def is_described(view: PhraseView, growing: Growing) -> bool:
    """Whether words stand behind the head, or it is an accusative: a letter that leads on is then a particle."""
    return growing.last > growing.head + 1 or is_accusative(view, growing.head)
