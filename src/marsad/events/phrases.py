"""Noun phrases round a trigger: those of the names layer, loose ones, and what «و» joins to them."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.events.view import View
from marsad.names.genders import gender_of
from marsad.names.phrase_words import is_nisba
from marsad.types import NounPhrase, Source

_ACTING = frozenset({"person", "organization", "group", "place", "unnamed", "medium"})
_KINDS = {
    "place": "organization",
    "group": "unnamed",
    "thing": "unnamed",
    "loose": "unnamed",
    "document": "unnamed",
}
_LOOSE_WORDS = 4
_MOST_JOINED = 8
_SHORTEST_PLURAL = 7
_SHORTEST_LED = 6
_JOINED_VERBS = ("وت", "وي", "وس", "فت", "في")
_COMMAS = frozenset("،,")


def can_act(phrase: NounPhrase) -> bool:
    """Whether a phrase denotes somebody: a person, body, group, state or nameless source."""
    return phrase.kind in _ACTING


def as_source(view: View, phrase: NounPhrase, *, implicit: bool = False) -> Source:
    """A noun phrase as the source value of the record."""
    return Source(
        field=view.part.field,
        start=phrase.start,
        end=phrase.end,
        exact=view.part.text[phrase.start : phrase.end],
        entity=phrase.entity,
        kind=_KINDS.get(phrase.kind, phrase.kind),
        implicit=implicit,
    )


def read_group(view: View, at: int, end: int) -> tuple[list[NounPhrase], int]:
    """The noun phrase at a token with those joined to it («بوتين وحفتر»), and where they end; empty if none is."""
    first = read_phrase(view, at, end)
    if first is None:
        return [], at
    found, after = [first], first.last
    while after < end and len(found) < _MOST_JOINED:
        joined = _joined(view, after, end, found[0])
        if joined is None:
            break
        found.append(joined)
        after = joined.last
    return found, after


def _joined(view: View, at: int, end: int, first: NounPhrase) -> NounPhrase | None:
    """The phrase that «و», a comma before more of them, or a lone «و» joins to the one before."""
    start = at
    if view.is_mark(at) and view.tokens[at].text in _COMMAS and _list_goes_on(view, at + 1, end):
        start = at + 1
    if view.fold(start) == "و":
        start += 1
    phrase = view.phrases.get(start)
    if phrase is None and start < end and (_is_people(view.fold(start)) or _is_joined_count(view, at, start)):
        phrase = _loose(view, start, end)
    if phrase is None or phrase.first >= end:
        return None
    glued = phrase.clitics.startswith("و")
    if start == at and not glued:
        return None
    if set(phrase.clitics) & set("بلك") or not (can_act(phrase) or phrase.kind == "loose"):
        return None
    if not can_act(first) and first.kind != "loose":
        return None
    follower = phrase.last
    return None if follower in view.finite and glued and follower < end else phrase


def _is_people(fold: str) -> bool:
    """Whether a word joined by «و» is a definite sound plural, so people: «والمثقفين»."""
    return fold.startswith("وال") and fold.endswith(("ون", "ين")) and len(fold) >= _SHORTEST_PLURAL


def _is_joined_count(view: View, at: int, start: int) -> bool:
    """Whether «و» joins a count in figures: «مقتل ضابط [و6 مهربين]»."""
    return start > at and not view.is_mark(at) and view.tokens[start].kind == "number"


def _list_goes_on(view: View, at: int, end: int) -> bool:
    """Whether after a comma a further member and then «و» follow: «مصر، السودان وليبيا»."""
    phrase = view.phrases.get(at)
    if phrase is None or phrase.clitics not in ("", "و") or phrase.last >= end:
        return False
    if phrase.clitics == "و":
        return True
    after = view.phrases.get(phrase.last + (view.tokens[phrase.last].text in _COMMAS))
    return after is not None and "و" in after.clitics and after.kind == phrase.kind


def read_phrase(view: View, at: int, end: int) -> NounPhrase | None:
    """The noun phrase that starts at a token, or a loose one where the names layer knows none."""
    if at >= end:
        return None
    phrase = view.phrases.get(at)
    if phrase is not None:
        return phrase
    holder = view.inside.get(at)
    if holder is not None:
        return _rest_of(view, holder, at)
    token = view.tokens[at]
    if token.kind == "mark" or _bounds(view, at):
        return None
    return _loose(view, at, end)


def _bounds(view: View, at: int) -> bool:
    return (
        at in view.stops
        or at in view.links
        or at in view.denials
        or at - 1 in view.denials
        or at in view.causes
        or (at in view.finite and not (view.finite[at] == "past:3ms" and view.fold(at + 1).startswith("ال")))
        or at in view.dates
        or at in view.adverbs
        or at in view.auxiliaries
    )


def _denoted(view: View, at: int) -> str:
    """What the phrase that begins within another denotes, by its head: «نتائج زيارة | رئيس الوزراء»."""
    if at in view.mentions:
        kind = view.mentions[at][1].kind
        return kind if kind != "misc" else "loose"
    return view.people.get(at, "loose")


def _rest_of(view: View, holder: NounPhrase, at: int) -> NounPhrase:
    start = view.tokens[at].start
    return NounPhrase(
        part=view.number,
        first=at,
        last=holder.last,
        start=start,
        end=max(holder.end, view.tokens[at].end),
        head=at,
        kind=holder.kind if holder.entity else _denoted(view, at),
        entity=holder.entity,
    )


def _is_relative(fold: str) -> bool:
    """Whether a word looks like an indefinite relative adjective: «طائرات حربية | مواقع»."""
    return fold.endswith(("يه", "يا", "يين", "يون")) and not fold.startswith("ال") and len(fold) > 4


def _loose(view: View, at: int, end: int) -> NounPhrase | None:
    """A number or word with what follows it in construct or agreement, up to a few words."""
    if view.fold(at) == "و":
        return None  # «نائبان [و]6 من مرافقيهما»
    last, definite = at + 1, view.fold(at).startswith(("ال", "وال"))
    if view.tokens[at].kind == "number":
        counted = last < end and not view.is_mark(last)
        if not counted or (_bounds(view, last) and last not in view.finite):
            return None
        if last in view.finite:  # «16 شخصا»: after a number no verb
            last += 1
    while last < end and last - at < _LOOSE_WORDS and not view.is_mark(last) and not _bounds(view, last):
        if last > at + 1 and _is_relative(view.fold(last - 1)) and not _is_relative(view.fold(last)):
            break
        phrase = view.phrases.get(last)
        if phrase is not None:
            if phrase.clitics or definite:
                break
            last = phrase.last
            break
        fold = view.fold(last)
        if fold.startswith(_JOINED_VERBS) and len(fold) > 4:
            break
        if view.clitics.get(last, "")[:1] == "و":
            break  # «8 مدنيين [وإصابة] 20»
        if fold.startswith(("وال", "بال", "لل")) or (definite and not fold.startswith("ال")):
            break
        definite = definite or fold.startswith("ال")
        last += 1
    clitics = view.clitics.get(at, "").removesuffix("ك")  # «كمية» far oftener than «ك» with a noun
    fold = view.fold(at)
    if not clitics and fold.startswith(("لل", "بال", "وال", "كال", "وبال", "ولل")) and len(fold) > 4:
        clitics = fold[: fold.index("ال")] if "ال" in fold[:4] else "ل"
    if not clitics and at not in view.clitics and fold[0] in "بل" and len(fold) >= _SHORTEST_LED:
        clitics = fold[0]  # a word no lexicon knows: «بإصلاحات»
    if clitics == "ل" and fold.startswith("لل") and "ال" not in fold[:4]:
        clitics = "لل"  # the article has gone into it: «للتعاون»
    skip = len(clitics) if clitics and view.tokens[at].text.startswith(clitics) else 0
    inner = view.phrases.get(last - 1) or view.inside.get(last - 1)
    return NounPhrase(
        part=view.number,
        first=at,
        last=min(last, end),
        start=view.tokens[at].start + skip,
        end=inner.end if inner is not None and inner.last == last else view.tokens[min(last, end) - 1].end,
        head=at,
        kind="loose",
        clitics=clitics,
    )


def is_nobody(view: View, phrase: NounPhrase) -> bool:
    """Whether a phrase cannot be a party: nothing but marks, a time, a sum, an abstract noun («ضبط النفس»)."""
    if phrase.entity is not None:
        return False
    counted = view.tokens[phrase.first].kind == "number"
    worded = (
        phrase.first in view.numbers and phrase.first + 1 not in view.links
    )  # «ست ساعات», «ثلاثة من معاونيه»
    first = phrase.first + (counted or (worded and phrase.last > phrase.first + 1))
    if describes(view, first):
        return True
    return first in view.nobody or phrase.head in view.nobody or phrase.end <= phrase.start


def describes(view: View, at: int) -> bool:
    """Whether a word is rather the adjective of the noun before: «قطع العلاقات [الدبلوماسية]»."""
    fold, before = view.fold(at), view.fold(at - 1) if at else ""
    if at - 1 in view.plain and at not in view.phrases and not fold.startswith("ال") and is_nisba(fold):
        return True  # «تفجير [انتحاري]»
    if fold.endswith("يا") and before.endswith("ا") and at not in view.phrases:
        return True  # «طوقا [أمنيا]»
    if (
        fold.endswith("يه")
        and before.endswith("ه")
        and not before.startswith("ال")
        and at not in view.phrases
    ):
        return True  # «مداهمة [أمنية]»
    return fold.startswith("ال") and fold.endswith(("ي", "يه")) and before.startswith(("ال", "بال", "لل"))


def plausible(view: View, phrase: NounPhrase) -> bool:
    """Whether a phrase of unknown kind may be people: it counts something, or is a sound plural."""
    head = view.tokens[phrase.first]
    return head.kind == "number" or head.fold.endswith(("ون", "ين", "يات"))


def may_be_subject(view: View, phrase: NounPhrase, feature: str, after: int) -> bool:
    """Whether a noun can be the subject of a verb that ends before a token, by the gender its form or the lexicon tells.

    Right behind it a noun of the other gender is its object; farther off only what no feminine verb has is.
    """
    fold, form = view.fold(phrase.head), feature.partition(":")[2]
    counted = phrase.head in view.numbers  # «أصيب [أربعة آخرون]»
    plain = phrase.kind != "person" and phrase.number != "p" and not counted
    if phrase.first == after and plain and can_act(phrase):
        gender = gender_of(view.tokens[phrase.head])
        if (form, gender) in {("3ms", "f"), ("3fs", "m")}:
            return False
    if form != "3fs":
        return True
    return can_act(phrase) or not fold.startswith("ال") or fold.endswith(("ه", "ات", "اء", "ى", "ا"))


def is_office(view: View, group: Sequence[NounPhrase]) -> bool:
    """Whether a noun says what somebody became: «انتخب رئيسا»."""
    head, phrase = view.fold(group[0].head), group[0]
    return head.endswith("ا") and phrase.kind == "person" and not phrase.entity
