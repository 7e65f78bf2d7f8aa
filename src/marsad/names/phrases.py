"""Noun phrases that can act, speak, publish or be acted on.

A phrase opens with a named mention or a noun of the lexicon (kind ``head_noun``), takes what Arabic attaches to it —
construct states, adjectives that agree in definiteness, «باسم…», «التابع ل…» — and crosses a comma only for an
apposition: «الرئيس الروسي، فلاديمير بوتين،». Verbs, particles and other marks end it.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from marsad.matching import Scan
from marsad.names.phrase_view import Head, PhraseView, view_part
from marsad.text import read_word
from marsad.types import Mention, NounPhrase, Sentence

_LONGEST = 24
_BARE_TAIL = 2
_QUOTES = {'"': '"', "«": "»", "“": "”", "(": ")", "'": "'"}
_COMMAS = frozenset("،,")
_PREPOSED = ("لل", "بال", "كال", "فال", "وب", "ول")
_NISBA = ("ي", "يه", "يون", "يين", "يان", "يات")


class _Growing(msgspec.Struct):
    """A phrase while it is being read."""

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


def find_phrases(scan: Scan, mentions: Sequence[Mention]) -> tuple[tuple[NounPhrase, ...], ...]:
    """The noun phrases of each part of a document, in order, none inside another."""
    return tuple(
        _part_phrases(number, view_part(part, matches, mentions))
        for number, (part, matches) in enumerate(zip(scan.document.parts, scan.matches, strict=True))
    )


def _part_phrases(number: int, view: PhraseView) -> tuple[NounPhrase, ...]:
    found: list[NounPhrase] = []
    for sentence in view.part.sentences:
        at = sentence.first
        while at < sentence.last:
            growing = _open(view, at, sentence)
            if growing is None:
                at += 1
                continue
            _grow(view, growing, sentence)
            found.append(_close(view, growing, number))
            at = max(growing.last, at + 1)
    return tuple(found)


def _open(view: PhraseView, at: int, sentence: Sentence) -> _Growing | None:
    """The phrase that opens at a token: a mention, a head noun, or a count before a head noun."""
    if at in view.mentions:
        last, mention = view.mentions[at]
        kind = mention.kind if mention.kind != "misc" else "thing"
        clitics = view.part.text[view.part.tokens[at].start : mention.start]
        growing = _Growing(at, last, mention.start, kind, at, True, "", clitics, [mention])
        head = view.heads.get(at)
        if head:
            growing.feature = head.feature
        return growing
    if at in view.heads and at not in view.stops:
        return _open_head(view, at, at, view.heads[at].start, view.heads[at].clitics)
    counted = _counted(view, at, sentence)
    if counted is not None:
        start = view.part.tokens[at].start
        head = view.heads[counted]
        clitics = ""
        if view.part.tokens[at].kind == "word":
            clitics, start = _particle(view, at)
        return _open_head(view, counted, at, start, clitics) if not head.clitics else None
    return None


def _open_head(view: PhraseView, at: int, first: int, start: int, clitics: str) -> _Growing:
    head = view.heads[at]
    kind = _denoted(head)
    growing = _Growing(
        first, head.last, start, kind, at, _is_definite(view, at, head), head.feature, clitics, []
    )
    growing.role = kind == "person"
    return growing


_PREFERRED = ("unnamed", "document", "medium", "person", "group", "organization", "thing", "place")


def _denoted(head: Head) -> str:
    return min(head.denotes, key=_PREFERRED.index)


def _is_definite(view: PhraseView, at: int, head: Head) -> bool:
    return (
        head.definite or bool(head.enclitic) or view.part.tokens[at].fold.removeprefix("و").startswith("ال")
    )


def _counted(view: PhraseView, at: int, sentence: Sentence) -> int | None:
    """The head noun that a number or quantifier at `at` counts: «عشرة مسلحين», «عدد من المتظاهرين»."""
    after = view.quantifiers.get(at)
    if after is None and view.part.tokens[at].kind == "number":
        after = at + 1
    if after is None or after >= sentence.last:
        return None
    if view.part.tokens[after].fold == "من" and after + 1 < sentence.last:
        after += 1
    return after if after in view.heads and after not in view.mentions else None


def _particle(view: PhraseView, at: int) -> tuple[str, int]:
    """The particles written on to a quantifier («ولعدد من…»), and where the phrase starts after them."""
    token = view.part.tokens[at]
    if token.fold.startswith("و") and len(token.fold) > 3:
        return "و", token.start + 1
    return "", token.start


def _grow(view: PhraseView, growing: _Growing, sentence: Sentence) -> None:
    while growing.last < sentence.last and growing.last - growing.first < _LONGEST:
        after = _next(view, growing, sentence)
        if after is None:
            return
        growing.last = after


def _next(view: PhraseView, growing: _Growing, sentence: Sentence) -> int | None:
    """Where the phrase ends after taking one more piece, or None when nothing more belongs to it."""
    at = growing.last
    token = view.part.tokens[at]
    if token.kind == "mark":
        return _across_mark(view, growing, sentence)
    if at in view.stops and at not in view.mentions:
        return None
    linked = _linked(view, growing, sentence)
    if linked is not None:
        return linked
    if at in view.prepositions or at in view.demonstratives:
        return None
    if at in view.mentions:
        return _take_mention(view, growing, at)
    if token.kind == "number":
        return None
    if _joined(token.fold):
        return _joined_office(view, growing, at, sentence)
    return _take_word(view, growing, at, sentence)


def _joined(fold: str) -> bool:
    return fold.startswith("و") and fold[1:3] == "ال"


def _joined_office(view: PhraseView, growing: _Growing, at: int, sentence: Sentence) -> int | None:
    """«وزير الشباب والرياضة السابق، أحمد…»: a second field of an office whose holder follows."""
    if not growing.role or growing.mentions:
        return None
    for after in range(at + 1, min(at + 4, sentence.last)):
        token = view.part.tokens[after]
        named = view.mentions.get(after + (token.text in _COMMAS))
        if named and named[1].kind == "person":
            return after
        if not token.fold.startswith("ال"):
            return None
    return None


def _take_mention(view: PhraseView, growing: _Growing, at: int) -> int | None:
    last, mention = view.mentions[at]
    clitics = view.part.text[view.part.tokens[at].start : mention.start]
    if clitics and not (
        clitics in {"ل", "لل", "ب"} and growing.kind in {"person", "document", "organization", "group"}
    ):
        return None
    if any(m.kind == "person" for m in growing.mentions) and mention.kind == "person":
        return None
    if mention.kind == "person" and growing.kind in {"organization", "place"} and not growing.role:
        return None if growing.mentions else _took(growing, mention, last)
    if growing.mentions and not growing.role and mention.kind != "place" and growing.kind != "document":
        return None
    return _took(growing, mention, last)


def _took(growing: _Growing, mention: Mention, last: int) -> int:
    growing.mentions.append(mention)
    growing.definite, growing.bare = True, 0
    return last


def _glued_preposition(view: PhraseView, growing: _Growing, at: int) -> bool:
    """«بيان للجيش», «القائد العام للقوات المسلحة»: ل written on to what the phrase belongs to."""
    fold = view.part.tokens[at].fold
    if not fold.startswith("لل") or len(fold) <= 4 or growing.mentions:
        return False
    return growing.kind == "document" or (growing.kind in {"person", "organization"} and growing.adjective)


def _take_word(view: PhraseView, growing: _Growing, at: int, sentence: Sentence) -> int | None:
    fold = view.part.tokens[at].fold
    if _glued_preposition(view, growing, at):
        growing.definite = growing.adjective = True
        return at + 1
    if fold.startswith(_PREPOSED):
        return None
    if any(m.kind == "person" for m in growing.mentions):
        return _after_name(view, growing, at, sentence)
    adjective = (fold.endswith(_NISBA) and at not in view.heads) or at in view.adjectives
    if fold.startswith("ال") and len(fold) > 3:
        if not adjective and (growing.adjective or (growing.mentions and not growing.role)):
            return None
        growing.definite, growing.adjective = True, growing.adjective or adjective
        return at + 1
    if growing.mentions:
        return None
    return _take_bare(view, growing, at)


def _take_bare(view: PhraseView, growing: _Growing, at: int) -> int | None:
    """An indefinite word: a further noun of the construct («نائب وزير»), or an adjective («مصادر أمنية»)."""
    fold = view.part.tokens[at].fold
    head = view.heads.get(at)
    if head and not head.clitics and not growing.definite and at - growing.head <= 3:
        return head.last
    if growing.definite or growing.bare >= _BARE_TAIL or fold.endswith("ا") or len(fold) < 3:
        return None
    growing.bare += 1
    growing.adjective = growing.adjective or fold.endswith(_NISBA)
    return at + 1


def _after_name(view: PhraseView, growing: _Growing, at: int, sentence: Sentence) -> int | None:
    """What follows a person's name without a comma: a nisba («الفلاني السوري») or the office («قائد الشرطة»)."""
    head = view.heads.get(at)
    if head is None:
        fold = view.part.tokens[at].fold
        return (
            at + 1
            if fold.startswith("ال") and fold.endswith(_NISBA) and at - growing.last == 0 and not growing.role
            else None
        )
    if growing.role or head.clitics or "person" not in head.denotes or _denoted(head) != "person":
        return None
    return _take_office(view, growing, at, sentence)


def _take_office(view: PhraseView, growing: _Growing, at: int, sentence: Sentence) -> int:
    growing.role = True
    inner = _open_head(view, at, at, view.heads[at].start, "")
    _grow(view, inner, sentence)
    growing.definite = True
    return inner.last


def _linked(view: PhraseView, growing: _Growing, sentence: Sentence) -> int | None:
    for link in view.links.get(growing.last, ()):
        if link.after not in ("any", growing.kind) or link.last >= sentence.last:
            continue
        if any(m.kind == "person" for m in growing.mentions):
            return None
        after = _link_target(view, growing, link.last, link.wants)
        if after is not None:
            growing.definite = True
            return after
    return None


def _link_target(view: PhraseView, growing: _Growing, at: int, wants: str) -> int | None:
    """The end of what a link leads to, or None when it leads to nothing that belongs to the phrase."""
    if at in view.mentions:
        return _took(growing, view.mentions[at][1], view.mentions[at][0])
    if wants == "mention" or at in view.stops or view.part.tokens[at].kind != "word":
        return None
    head = view.heads.get(at)
    if head is not None:
        return None if head.denotes[0] == "document" or "document" in head.denotes else head.last
    keys = (r.key for r in read_word(view.part.tokens[at].text) if not r.enclitic and len(r.clitics) <= 1)
    return at + 1 if any(key.startswith("ال") for key in keys) else None


def _across_mark(view: PhraseView, growing: _Growing, sentence: Sentence) -> int | None:
    at = growing.last
    mark = view.part.tokens[at].text
    if mark in _QUOTES and at + 1 < sentence.last:
        return _quoted(view, growing, at, _QUOTES[mark], sentence)
    if mark in _COMMAS and at + 1 < sentence.last:
        return _apposition(view, growing, at + 1, sentence)
    return None


def _quoted(view: PhraseView, growing: _Growing, at: int, closing: str, sentence: Sentence) -> int | None:
    """A short name in quotation marks or brackets belongs to the phrase: «القيادة … "أفريكوم"»."""
    for end in range(at + 1, min(at + 6, sentence.last)):
        if view.part.tokens[end].text == closing:
            inside = view.mentions.get(at + 1)
            if inside and inside[0] == end:
                growing.mentions.append(inside[1])
                return end + 1
            short = end - at <= 3 and all(token.kind == "word" for token in view.part.tokens[at + 1 : end])
            return end + 1 if short and growing.kind in {"organization", "medium", "group", "thing"} else None
    return None


def _apposition(view: PhraseView, growing: _Growing, at: int, sentence: Sentence) -> int | None:
    """«الرئيس الروسي، فلاديمير بوتين»: role then name, or name then role, never two names."""
    has_person = any(m.kind == "person" for m in growing.mentions)
    if at in view.mentions:
        last, mention = view.mentions[at]
        clean = mention.start == view.part.tokens[at].start
        if clean and mention.kind == "person" and growing.role and not has_person:
            return _took(growing, mention, last)
        return None
    head = view.heads.get(at)
    if head is None or not has_person or growing.role or head.clitics or "person" not in head.denotes:
        return None
    return _take_office(view, growing, at, sentence)


def _close(view: PhraseView, growing: _Growing, number: int) -> NounPhrase:
    kind, entity = growing.kind, None
    person = next((m for m in growing.mentions if m.kind == "person"), None)
    if person is not None and growing.kind in {"person", "group", "unnamed"}:
        kind, entity = "person", person.entity
    elif (
        growing.mentions
        and growing.mentions[0].start <= view.part.tokens[growing.head].end
        and not growing.role
    ):
        entity = growing.mentions[0].entity
    gender, count = _agreement(view, growing)
    return NounPhrase(
        part=number,
        first=growing.first,
        last=growing.last,
        start=growing.start,
        end=_end(view, growing),
        head=growing.head,
        kind=kind,
        entity=entity,
        gender=gender,
        number=count,
        clitics=growing.clitics,
    )


def _end(view: PhraseView, growing: _Growing) -> int:
    last = view.part.tokens[growing.last - 1]
    inside = [m.end for m in growing.mentions if last.start <= m.end <= last.end]
    return last.end if not inside or growing.head != growing.last - 1 else max(inside)


def _agreement(view: PhraseView, growing: _Growing) -> tuple[str, str]:
    code = growing.feature.partition(":")[2]
    if len(code) == 2:
        return code[0], code[1]
    fold = view.part.tokens[growing.head].fold
    if growing.kind == "person":
        return "", "s"
    if growing.kind in {"group", "unnamed"}:
        return ("m", "p") if fold.endswith(("ون", "ين")) else ("", "")
    return ("f" if fold.endswith(("ه", "ات")) or growing.kind == "place" else "m"), "s"
