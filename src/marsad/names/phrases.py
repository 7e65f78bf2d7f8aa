"""Noun phrases that can act, speak, publish or be acted on.

A phrase opens with a named mention or a noun of the lexicon (kind ``head_noun``), takes what Arabic attaches to it —
construct states, adjectives that agree in definiteness, «باسم…», «التابع ل…» — and crosses a comma only for an
apposition: «الرئيس الروسي، فلاديمير بوتين،». Verbs, particles, verbal nouns and other marks end it.
"""

from __future__ import annotations

from collections.abc import Sequence

from marsad.matching import Scan
from marsad.names.links import linking
from marsad.names.phrase_growth import grow
from marsad.names.phrase_parts import Growing, open_head
from marsad.names.phrase_view import PhraseView, view_part
from marsad.names.phrase_words import acts_as_verb, describes
from marsad.types import Mention, NounPhrase, Sentence


def find_phrases(scan: Scan, mentions: Sequence[Mention]) -> tuple[tuple[NounPhrase, ...], ...]:
    """The noun phrases of each part of a document, in order, none inside another."""
    return tuple(
        _part_phrases(number, view_part(part, matches, mentions))
        for number, (part, matches) in enumerate(zip(scan.document.parts, scan.matches, strict=True))
    )


def _part_phrases(number: int, view: PhraseView) -> tuple[NounPhrase, ...]:
    found: list[NounPhrase] = []
    numbers = [at for at, token in enumerate(view.part.tokens) if token.kind == "number"]
    opens = {*view.mentions, *view.heads, *view.nationals, *view.quantifiers, *view.titled, *numbers}
    for sentence in view.part.sentences:
        at = sentence.first
        while at < sentence.last:
            growing = _open(view, at, sentence) if at in opens else None
            if growing is None:
                at += 1
                continue
            grow(view, growing, sentence)
            found.append(_close(view, growing, number))
            at = max(growing.last, at + 1)
    return tuple(found)


def _open(view: PhraseView, at: int, sentence: Sentence) -> Growing | None:
    """The phrase that opens at a token: a mention, a head noun, or a count before a head noun."""
    if at in view.titled:
        return _open_titled(view, at)
    if at in view.mentions:
        last, mention = view.mentions[at]
        kind = mention.kind if mention.kind != "misc" else "thing"
        clitics = view.part.text[view.part.tokens[at].start : mention.start]
        growing = Growing(at, last, mention.start, kind, at, True, "", clitics, [mention])
        head = view.heads.get(at)
        if head:
            growing.feature = head.feature
        return growing
    if _is_jailing(view, at):
        return None
    if at in view.heads and at not in view.stops and not acts_as_verb(view, at) and not describes(view, at):
        return open_head(view, at, at, view.heads[at].start, view.heads[at].clitics)
    if _is_national(view, at):
        return _open_national(view, at)
    counted = _counted(view, at, sentence)
    if counted is not None:
        start = view.part.tokens[at].start
        head = view.heads[counted]
        clitics = ""
        if view.part.tokens[at].kind == "word":
            clitics, start = _particle(view, at)
        return open_head(view, counted, at, start, clitics) if not head.clitics else None
    return None


def _is_jailing(view: PhraseView, at: int) -> bool:
    """Whether «بسجن» is what befalls the person behind it, no building: «قضت المحكمة [بسجن] الوزير»."""
    if view.part.tokens[at].fold not in linking("jail"):
        return False
    head, named = view.heads.get(at + 1), view.mentions.get(at + 1)
    person = head is not None and not head.clitics and "person" in head.denotes
    return person or (named is not None and named[1].kind == "person")


def _is_national(view: PhraseView, at: int) -> bool:
    """Whether an adjective of nationality is somebody: right behind a verb or a noun of what befalls people («استشهد [فلسطيني]»)."""
    before = at - 1
    if at not in view.nationals or before < 0 or at in view.heads:
        return False
    if before in view.befalling:
        return True
    noun = before in view.nouns or before - 1 in view.stops or before - 1 in view.prepositions
    alike = before in view.verbs and noun  # «أسفر [قصف] تركي»
    return before in view.stops and before not in view.prepositions and not alike


def _open_national(view: PhraseView, at: int) -> Growing:
    token = view.part.tokens[at]
    joined = "و" if token.fold.startswith("و") else ""
    ending = "fs" if token.fold.endswith("ه") else "md" if token.fold.endswith("ان") else "ms"
    stiff = token.fold.endswith(("ان", "ون", "ين"))
    return Growing(
        at,
        at + 1,
        token.start + len(joined),
        "person",
        at,
        False,
        f"noun:{ending}",
        joined,
        [],
        stiff=stiff,
    )


def _open_titled(view: PhraseView, at: int) -> Growing:
    """«د. أحمد الطيب», «السيد/ محمد علي»: a title that a mark parts from the name."""
    name = view.titled[at]
    last, mention = view.mentions[name]
    token = view.part.tokens[at]
    joined = "و" if token.fold.startswith("و") and at not in view.titles else ""
    return Growing(at, last, token.start + len(joined), "person", name, True, "", joined, [mention])


def _counted(view: PhraseView, at: int, sentence: Sentence) -> int | None:
    """The head noun that a number or quantifier at `at` counts: «عشرة مسلحين», «عدد من المتظاهرين»."""
    after = view.quantifiers.get(at)
    figure = view.part.tokens[at].kind == "number"
    if figure and after not in view.heads and (after is None or at + 1 in view.heads):
        after = at + 1  # «5 آلاف»
    if after is None or after >= sentence.last:
        return None
    if view.part.tokens[after].fold == "من" and after + 1 < sentence.last:
        after += 1
    if after not in view.heads or after in view.mentions:
        return None
    single = view.heads[after].feature[-1:] == "s" and view.part.tokens[after].fold.startswith("ال")
    return None if single and at in view.verbs else after  # «أبرز الأمين العام …» is a verb


def _particle(view: PhraseView, at: int) -> tuple[str, int]:
    """The particles written on to a quantifier («ولعدد من…»), and where the phrase starts after them."""
    token = view.part.tokens[at]
    if token.fold.startswith("و") and len(token.fold) > 3:
        return "و", token.start + 1
    return "", token.start


def _close(view: PhraseView, growing: Growing, number: int) -> NounPhrase:
    kind, entity = growing.kind, None
    person = growing.person
    if person is not None and growing.kind == "person":
        kind, entity = "person", person.entity
    elif (
        growing.mentions
        and growing.mentions[0].start <= view.part.tokens[growing.head].end
        and not growing.role
    ):
        entity = growing.mentions[0].entity
    if growing.told and growing.mentions[0].entity is not None:
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


def _end(view: PhraseView, growing: Growing) -> int:
    last = view.part.tokens[growing.last - 1]
    inside = [m.end for m in growing.mentions if last.start <= m.end <= last.end]
    return last.end if not inside or growing.head != growing.last - 1 else max(inside)


def _agreement(view: PhraseView, growing: Growing) -> tuple[str, str]:
    code = growing.feature.partition(":")[2]
    if code == "ms" and growing.kind == "person" and view.part.tokens[growing.head].text.endswith("ة"):
        return "", "s"  # «سيدة» is a woman, «داعية» may be a man
    if len(code) == 2:
        return code[0], code[1]
    fold = view.part.tokens[growing.head].fold
    if growing.kind == "person" and (growing.person is not None or not fold.endswith(("ون", "ين"))):
        return "", "s"
    if growing.kind in {"group", "unnamed", "person"}:
        return ("m", "p") if fold.endswith(("ون", "ين")) else ("", "")
    return ("f" if fold.endswith(("ه", "ات")) or growing.kind == "place" else "m"), "s"
