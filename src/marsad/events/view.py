"""What the layer needs to know of each token of a part, looked up once."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Container, Mapping, Sequence

import msgspec

from marsad.events.finite import read_finite
from marsad.events.word_keys import word_keys
from marsad.matching import Match, Matches
from marsad.matching.stretches import Stretches
from marsad.names.datelines import dateline_end
from marsad.types import Attribution, DateExpression, Mention, NounPhrase, Part, Sentence, Token

_STOPS = frozenset(
    {"complementiser", "clause_start", "subordinator", "question", "conditional", "relative", "topic"}
)
_TENSES = frozenset({"past", "present", "future"})
_PEOPLE = frozenset({"person", "organization", "group"})


class View(msgspec.Struct, frozen=True):
    """A part seen by the layer; every mapping is keyed by token index."""

    number: int
    part: Part
    matches: Matches
    tokens: tuple[Token, ...]
    phrases: dict[int, NounPhrase]
    inside: dict[int, NounPhrase]
    links: dict[int, tuple[int, str]]
    pronouns: dict[int, str]
    mentions: dict[int, tuple[int, Mention]]
    stops: frozenset[int]
    that: frozenset[int]
    relatives: frozenset[int]
    auxiliaries: frozenset[int]
    passive_verbs: frozenset[int]
    denials: frozenset[int]
    """Where a word stands that denies the verb after it («لم», «لن», «لا»)."""
    finite: dict[int, str]
    nobody: frozenset[int]
    seats: frozenset[int]
    plain: frozenset[int]
    """Where an indefinite noun stands of deeds and things, which takes an adjective: «تفجير انتحاري»."""
    sites: frozenset[int]
    """Where a noun stands of what does nothing itself: «مسجد», «شارع»."""
    undergone: frozenset[int]
    losses: frozenset[int]
    dates: dict[int, int]
    date_ends: frozenset[int]
    adverbs: frozenset[int]
    adjectives: frozenset[int]
    moments: frozenset[int]
    own: frozenset[str]
    supports: dict[int, Match]
    people: dict[int, str]
    men: dict[str, tuple[int, Mention]]
    """The first person whose name ends with a word, and where it begins."""
    clitics: dict[int, str]
    enclitics: frozenset[int]
    attributions: tuple[Attribution, ...]
    by_id: dict[str, Attribution]
    contents: Stretches[Attribution]
    cues: Stretches[Attribution]
    """The attributions by the characters of their contents, and of the cues that stand in the part."""
    numbers: dict[int, Match]
    """Words of number."""
    sentence_at: tuple[Sentence, ...]
    folds: dict[int, str]
    names: dict[int, int]
    """Of each token of a name, up to where the name goes; names of what is neither person, place nor body apart."""
    keys: tuple[frozenset[str], ...]
    """Of each token the word with and without its particles (`word_keys`)."""
    causes: frozenset[int]
    """Where a word begins that ties an attack and its toll."""

    def fold(self, at: int) -> str:
        """The folded word at a token, or nothing beyond the ends."""
        return self.folds.get(at, "")

    def sentence(self, at: int) -> Sentence:
        """The sentence that holds a token."""
        known = self.sentence_at
        return known[at] if 0 <= at < len(known) else known[0 if at < 0 else -1]

    def is_mark(self, at: int) -> bool:
        """Whether the token is a mark."""
        return self.tokens[at].kind == "mark"


def view_part(
    number: int,
    part: Part,
    matches: Matches,
    phrases: Sequence[NounPhrase],
    mentions: Sequence[Mention],
    dates: Sequence[DateExpression],
    attributions: Sequence[Attribution],
) -> View:
    """The view of a part: its phrases, prepositions, verbs and boundaries by token.

    What a dateline names is left out: «الرياض – واس: استقبل الملك…» (Riyadh - SPA: The king received…).
    """
    inside: dict[int, NounPhrase] = {}
    phrases = _cut(number, part, matches, phrases, mentions)
    links = _links(matches, phrases)
    named = _mentions(part, mentions)
    phrases = [p for p in phrases if p.first not in links or p.first in named]
    for phrase in phrases:
        inside.update(dict.fromkeys(range(phrase.first, phrase.last), phrase))
    finite = read_finite(part, matches, inside, links)
    barred = _datelines(part, named, finite)
    if barred:
        phrases = [p for p in phrases if p.first not in barred]
        inside = {at: phrase for at, phrase in inside.items() if at not in barred}
        named = {at: mention for at, mention in named.items() if at not in barred}
    held = tuple([a for a in attributions if a.content.field == part.field])
    folds = [token.fold for token in part.tokens]
    dated = _dates(part, dates) | {m.first: m.last for m in matches.longest("event_bound")}
    roles: dict[str, set[int]] = {}
    for match in matches.of("particle"):
        entry = match.entry
        spot = match.last - 1 if entry.fields["role"] == "topic" else match.first
        roles.setdefault(entry.fields["role"], set()).add(spot)
        if entry.fields.get("feature") == "light_passive":
            roles.setdefault("light", set()).add(match.first)
        if entry.fields["role"] == "negation" and entry.fields.get("feature") in _TENSES:
            roles.setdefault("denied", set()).add(match.first)
    return View(
        number=number,
        part=part,
        matches=matches,
        tokens=part.tokens,
        phrases={phrase.first: phrase for phrase in phrases},
        inside=inside,
        links=links,
        pronouns={
            m.first: m.enclitic or m.entry.fields["pronoun"]
            for m in matches.of("event_link")
            if m.enclitic or m.entry.fields.get("pronoun")
        },
        mentions=named,
        stops=(frozenset().union(*(roles.get(role, set()) for role in _STOPS)) - inside.keys())
        | roles.get("topic", set()),
        that=frozenset(roles.get("complementiser", ())),
        relatives=frozenset(roles.get("relative", ())),
        auxiliaries=frozenset(roles.get("copula", ())),
        passive_verbs=frozenset(roles.get("light", ())),
        denials=frozenset(roles.get("denied", ())),
        finite=finite,
        seats=frozenset(m.first for m in matches.of("seat_noun")),
        plain=frozenset(m.first for m in matches.of("plain_noun", "lone_noun") if not m.definite),
        sites=frozenset(m.first for m in matches.of("site_noun")),
        undergone=frozenset(m.first for m in matches.of("undergone")),
        losses=frozenset(m.first for m in matches.of("own_loss")),
        nobody=frozenset(m.first for m in matches.of("nobody") if not m.clitics or m.clitics in ("و", "ف")),
        dates=dated,
        date_ends=frozenset(dated.values()),
        adjectives=frozenset(
            m.first for m in matches.of("phrase_adjective") if not m.clitics and not m.definite
        ),
        adverbs=frozenset(m.first for m in matches.of("not_in_phrase")) - inside.keys(),
        own=frozenset(
            part.tokens[m.first].fold
            for m in matches.of("particle")
            if m.entry.fields["role"] == "pronoun" and m.entry.fields.get("feature") == "first"
        ),
        moments=frozenset(m.last - 1 for m in matches.of("event_link") if m.entry.fields.get("moment")),
        people={
            m.first: m.entry.fields["denotes"]
            for m in matches.of("head_noun")
            if m.entry.fields["denotes"] in _PEOPLE
        },
        men={
            folds[last - 1]: (first, mention)
            for first, (last, mention) in reversed(named.items())
            if mention.kind == "person"
        },
        supports={m.first: m for m in matches.longest("event_support")},
        clitics=_clitics(matches),
        enclitics=frozenset(
            m.first for m in matches.of("event_trigger") if m.enclitic and m.last == m.first + 1
        ),
        attributions=held,
        by_id={a.id: a for a in reversed(held)},
        contents=Stretches((a.content.start, a.content.end, a) for a in held),
        cues=Stretches((a.cue.start, a.cue.end, a) for a in held if a.cue and a.cue.field == part.field),
        numbers={m.first: m for m in matches.longest("event_number")},
        sentence_at=tuple([s for s in part.sentences for _ in range(s.first, s.last)]),
        folds=dict(enumerate(folds)),
        names=_names(named),
        keys=tuple(map(word_keys, folds)),
        causes=frozenset(m.first for m in matches.of("event_cause")),
    )


def _datelines(
    part: Part, named: Mapping[int, tuple[int, Mention]], finite: Container[int]
) -> frozenset[int]:
    """The tokens of the datelines of a part."""
    places = {at for at, (_, mention) in named.items() if mention.kind == "place"}
    return frozenset(
        at
        for sentence in part.sentences
        if sentence.first in places
        for at in range(sentence.first, dateline_end(part, sentence, places, finite))
    )


def _cut(
    number: int, part: Part, matches: Matches, phrases: Sequence[NounPhrase], mentions: Sequence[Mention]
) -> list[NounPhrase]:
    """The phrases, cut where «ب» or «ل» leads into something else: «137 دولة | بدولة فلسطين», «الرئيس | بتكليف…».

    What an affiliation leads to belongs to them: «مسلحون تابعون لتنظيم الدولة».
    """
    named = _mentions(part, mentions)
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


def _second_person(part: Part, named: dict[int, tuple[int, Mention]], phrase: NounPhrase) -> int | None:
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


def _is_second(part: Part, named: dict[int, tuple[int, Mention]], phrase: NounPhrase, at: int) -> bool:
    """Whether a state is named right after a body with the article, so is no part of it: «الأمم المتحدة | إسرائيل»."""
    if at not in named or named[at][1].kind != "place":
        return False
    before = (named[first] for first in range(phrase.first, at) if first in named)
    return any(
        last == at and mention.kind == "organization" and mention.exact.startswith("ال")
        for last, mention in before
    )


def _led(part: Part, named: dict[int, tuple[int, Mention]], at: int) -> bool:
    return (
        at in named and named[at][1].start > part.tokens[at].start and part.tokens[at].fold[:1] in ("ب", "ل")
    )


def _links(matches: Matches, phrases: Sequence[NounPhrase]) -> dict[int, tuple[int, str]]:
    """The prepositions by token; none where a phrase has its head («والي الخرطوم», no «وإلى»)."""
    heads = {phrase.head for phrase in phrases if not phrase.clitics}
    found: dict[int, tuple[int, str]] = {}
    for match in matches.of("event_link"):
        if match.clitics and match.first in heads:
            continue
        if match.clitics in ("", "و", "ف") and match.last > found.get(match.first, (0, ""))[0]:
            found[match.first] = (match.last, match.entry.fields["name"])
    return found


def _mentions(part: Part, mentions: Sequence[Mention]) -> dict[int, tuple[int, Mention]]:
    starts = [token.start for token in part.tokens]
    found: dict[int, tuple[int, Mention]] = {}
    for mention in mentions:
        if mention.field == part.field:
            first = bisect_right(starts, mention.start) - 1
            found[first] = (bisect_right(starts, mention.end - 1), mention)
    return found


def _names(named: dict[int, tuple[int, Mention]]) -> dict[int, int]:
    found: dict[int, int] = {}
    for first, (last, mention) in named.items():
        if mention.kind != "misc":
            for at in range(first, last):
                found[at] = max(last, found.get(at, 0))
    return found


def _dates(part: Part, dates: Sequence[DateExpression]) -> dict[int, int]:
    starts = [token.start for token in part.tokens]
    found: dict[int, int] = {}
    for date in dates:
        if date.field == part.field:
            first = max(bisect_right(starts, date.start) - 1, 0)
            found[first] = max(bisect_right(starts, date.end - 1), first + 1)
    return found


def _clitics(matches: Matches) -> dict[int, str]:
    """The particles written on to a word, as the reading with the fewest has it."""
    found: dict[int, str] = {}
    for match in matches.all:
        known = found.get(match.first)
        if known is None or (known and len(match.clitics) < len(known)):
            found[match.first] = match.clitics
    return found
