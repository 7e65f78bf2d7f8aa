"""What the layer needs to know of each token of a part, looked up once."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Container, Mapping, Sequence

import msgspec

from marsad.events.cutting import cut_phrases
from marsad.events.finite import read_finite
from marsad.events.word_keys import keys_of
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
    named = _mentions(part, mentions)
    phrases = cut_phrases(number, part, matches, phrases, named)
    links = _links(matches, phrases)
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
    roles = _particles(matches)
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
        stops=(frozenset().union(*(roles[role] for role in _STOPS)) - inside.keys()) | roles["topic"],
        that=frozenset(roles["complementiser"]),
        relatives=frozenset(roles["relative"]),
        auxiliaries=frozenset(roles["copula"]),
        passive_verbs=frozenset(roles["light"]),
        denials=frozenset(roles["denied"]),
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
        keys=keys_of(folds),
        causes=frozenset(m.first for m in matches.of("event_cause")),
    )


def _particles(matches: Matches) -> defaultdict[str, set[int]]:
    """Where particles stand by their role; verbs that carry a passive as ``light``, denials of a verb as ``denied``."""
    roles: defaultdict[str, set[int]] = defaultdict(set)
    for match in matches.of("particle"):
        role, feature = match.entry.fields["role"], match.entry.fields.get("feature")
        roles[role].add(match.last - 1 if role == "topic" else match.first)
        if feature == "light_passive":
            roles["light"].add(match.first)
        if role == "negation" and feature in _TENSES:
            roles["denied"].add(match.first)
    return roles


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


def _names(named: Mapping[int, tuple[int, Mention]]) -> dict[int, int]:
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
    found = dict.fromkeys([match.first for match in matches.all if not match.clitics], "")
    for match in [match for match in matches.all if match.clitics]:
        known = found.setdefault(match.first, match.clitics)
        if len(match.clitics) < len(known):
            found[match.first] = match.clitics
    return found
