"""What a noun phrase takes across a link: «الناطق باسم الجيش», «مسلحون تابعون لتنظيم القاعدة», «بيان صادر عن الوزارة»."""

from __future__ import annotations

from marsad.names.phrase_parts import QUOTES, Growing, is_definite, took
from marsad.names.phrase_view import PhraseView
from marsad.names.phrase_words import are_definite
from marsad.text import read_word
from marsad.types import Sentence

_BODIES = frozenset(("organization", "group", "medium"))


def linked_end(view: PhraseView, growing: Growing, sentence: Sentence) -> int | None:
    """Where the phrase ends after a link and what it leads to, or None where no link belongs to it."""
    for link in view.links.get(growing.last, ()):
        if link.after not in ("any", growing.kind) or growing.person is not None:
            continue
        if link.indefinite and growing.definite:
            continue  # «طلب الوزير [من الشركة]»
        if link.settled and _are_met(view, growing, link.last):
            continue
        if link.last < sentence.last and are_definite(view, growing.last, link.last):
            continue  # «ضربت القوات الخاصة [المتظاهرين]»: no particle leads from «الخاصة» to them
        if growing.kind == link.after == "person" and _is_somebodys(view, growing, link.last):
            continue  # «قتل رجل زوجته [في حي شعبي]»
        if link.last < sentence.last and view.part.tokens[link.last].fold in link.never:
            continue
        if link.wants == "nothing":
            return link.last
        after = _link_target(view, growing, link.last, link.wants) if link.last < sentence.last else None
        if after is not None:
            return after
    return None


def _are_met(view: PhraseView, growing: Growing, at: int) -> bool:
    """Whether a link leads definite people only to where they are met: a thing or a place that is no name."""
    alone = growing.definite and not growing.mentions
    head, named = view.heads.get(at), view.mentions.get(at)
    body = head is not None and bool(_BODIES & {*head.denotes})
    if alone and growing.head in view.plain_people and growing.last == growing.head + 1:
        return not body and (named is None or named[1].kind == "place")  # «إيقاف القاتل [في منزل شقيقه]»
    many = alone and growing.feature[-1:] == "p"
    return many and named is None and head is not None and not body


def _is_somebodys(view: PhraseView, growing: Growing, after: int) -> bool:
    """Whether a person is told by a pronoun alone, and no name follows a link: «سفيره في لندن» has one."""
    head = view.heads.get(growing.head)
    if growing.head in view.kin and growing.last == growing.head + 1:
        return True  # «قتل شاب عمه [في محافظة الزرقاء]»
    return head is not None and bool(head.enclitic) and after not in view.mentions


def _link_target(view: PhraseView, growing: Growing, at: int, wants: str) -> int | None:
    """The end of what a link leads to, or None when it leads to nothing that belongs to the phrase."""
    if at in view.mentions:
        return took(growing, view.mentions[at][1], view.mentions[at][0])
    quote = view.part.tokens[at].text
    if quote in QUOTES and at + 1 in view.mentions:  # «المتحدث باسم "الجيش الوطني"»
        last, mention = view.mentions[at + 1]
        closed = last < len(view.part.tokens) and view.part.tokens[last].text == QUOTES[quote]
        return took(growing, mention, last + 1) if closed else None
    if wants == "mention" or at in view.stops or view.part.tokens[at].kind != "word":
        return None
    head = view.heads.get(at)
    if head is not None:
        if "document" in head.denotes:
            return None
        growing.stiff, growing.adjective = False, False
        growing.definite = is_definite(view, at, head)
        return head.last
    keys = (r.key for r in read_word(view.part.tokens[at].text) if not r.enclitic and len(r.clitics) <= 1)
    if not any(key.startswith("ال") for key in keys):
        return None
    growing.definite = True
    return at + 1
