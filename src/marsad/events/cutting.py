"""Noun phrases cut where something else begins in them: another preposition, another person, what a copula governs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from marsad.matching import Matches
from marsad.types import Mention, NounPhrase, Part


def cut_phrases(
    number: int,
    part: Part,
    matches: Matches,
    phrases: Sequence[NounPhrase],
    named: Mapping[int, tuple[int, Mention]],
) -> list[NounPhrase]:
    """The phrases, cut where «ب» or «ل» leads into something else: «137 دولة | بدولة فلسطين», «الرئيس | بتكليف…».

    What an affiliation leads to belongs to them: «مسلحون تابعون لتنظيم الدولة».
    """
    toward = {m.first for m in matches.of("event_link") if m.entry.fields["name"] in ("to", "against", "by")}
    acts = {m.first for m in matches.of("event_trigger") if m.clitics[-1:] in ("ب", "ل")}
    done = {m.first for m in matches.of("event_trigger") if m.definite}
    predicates = _predicates(part, matches)
    carried = {m.last for m in matches.of("event_support") if m.feature.startswith("masdar")} & {
        m.first for m in matches.of("event_trigger") if not m.definite and not m.clitics
    }
    done |= {at - 1 for at in carried}  # «من [تنظيم] مسيرة»
    toward |= {m.first for m in matches.of("event_link") if m.last in done}
    given = {m.first: m.last for m in matches.of("given_by")}
    joined = {at for m in matches.of("phrase_link") for at in range(m.first + 1, m.last + 1)}
    found: list[NounPhrase] = []
    for whole in _with_names(part, phrases):
        after = given.get(whole.first, whole.first)
        phrase = _rest(part, whole, after) if whole.first < after < whole.last else whole
        if phrase.last == phrase.first + 1:
            found.append(phrase)
            continue
        at = next(
            (
                t
                for t in range(phrase.first + 1, phrase.last)
                if t in acts
                or (t not in joined and (t in toward or _led(part, named, t)))
                or _is_second(part, named, phrase, t)
            ),
            phrase.last,
        )
        comma = (
            _first_comma(part, phrase) if phrase.first in predicates else _second_person(part, named, phrase)
        )
        if comma is not None and comma < at:
            at, further = comma, comma + 1
        elif at == phrase.last:
            found.append(phrase)
            continue
        else:
            further = max((m.last for m in matches.between("event_link", at, at + 1)), default=at)
        end = part.tokens[at - 1].end
        found.append(msgspec.structs.replace(phrase, last=at, end=end))
        if further == at + 1 and phrase.first in predicates:
            found.append(_rest(part, phrase, further))
        elif further in named:
            last, mention = named[further]
            found.append(
                NounPhrase(
                    part=number,
                    first=further,
                    last=last,
                    start=mention.start,
                    end=mention.end,
                    head=further,
                    kind=mention.kind if mention.kind != "misc" else "thing",
                    entity=mention.entity,
                    clitics=part.tokens[further].text[: mention.start - part.tokens[further].start],
                )
            )
        elif at < further < phrase.last:
            found.append(_rest(part, phrase, further))
    return found


def _with_names(part: Part, phrases: Sequence[NounPhrase]) -> list[NounPhrase]:
    """The phrases, an office and the name after it as one where that name looks like «على»: «الوزير علي حسن»."""
    found: list[NounPhrase] = []
    for phrase in phrases:
        before = found[-1] if found else None
        named = phrase.entity and phrase.kind == "person" and part.tokens[phrase.first].fold == "علي"
        if named and before and before.last == phrase.first and before.kind == "person" and not before.entity:
            found[-1] = msgspec.structs.replace(
                before, last=phrase.last, end=phrase.end, entity=phrase.entity
            )
        else:
            found.append(phrase)
    return found


def _predicates(part: Part, matches: Matches) -> set[int]:
    """Where what «كان في استقبال» governs begins: its subject is still to come, so a comma ends it."""
    copulas = {m.last for m in matches.of("particle") if m.entry.fields["role"] == "copula"}
    return {at + 2 for at in copulas if at < len(part.tokens) and part.tokens[at].fold in ("في", "علي")}


def _first_comma(part: Part, phrase: NounPhrase) -> int | None:
    return next((at for at in range(phrase.first + 1, phrase.last - 1) if part.tokens[at].text in "،,"), None)


def _rest(part: Part, phrase: NounPhrase, at: int) -> NounPhrase:
    """What stands after the comma of a phrase that is two: «حمدان، رئيس المجلس»."""
    return NounPhrase(
        part=phrase.part,
        first=at,
        last=phrase.last,
        start=part.tokens[at].start,
        end=phrase.end,
        head=at,
        kind="person" if phrase.kind == "person" else "unnamed",
        gender=phrase.gender,
        number=phrase.number,
    )


def _second_person(part: Part, named: Mapping[int, tuple[int, Mention]], phrase: NounPhrase) -> int | None:
    """The comma before another person's name, which is no apposition: «فلان وزير الدفاع، علان»."""
    seen: str | None = None
    for at in range(phrase.first, phrase.last):
        if at not in named or named[at][1].kind != "person":
            continue
        entity = named[at][1].entity
        if seen is not None and entity != seen and part.tokens[at - 1].text in "،,":
            return at - 1
        seen = seen or entity
    return None


def _is_second(part: Part, named: Mapping[int, tuple[int, Mention]], phrase: NounPhrase, at: int) -> bool:
    """Whether a state is named right after a body with the article, so is no part of it: «الأمم المتحدة | إسرائيل»."""
    if at not in named or named[at][1].kind != "place":
        return False
    before = (named[first] for first in range(phrase.first, at) if first in named)
    return any(
        last == at and mention.kind == "organization" and mention.exact.startswith("ال")
        for last, mention in before
    )


def _led(part: Part, named: Mapping[int, tuple[int, Mention]], at: int) -> bool:
    return (
        at in named and named[at][1].start > part.tokens[at].start and part.tokens[at].fold[:1] in ("ب", "ل")
    )
