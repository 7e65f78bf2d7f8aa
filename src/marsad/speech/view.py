"""What the layer needs to know of each token of a part, looked up once."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from operator import attrgetter

import msgspec

from marsad.matching import Match, Scan
from marsad.matching.stretches import Stretches
from marsad.speech.quotes import Quote, find_quotes
from marsad.speech.words import Words, read_words
from marsad.types import DateExpression, Names, NounPhrase, Part, Sentence, Token

_POSSESSORS = frozenset({"", "ه", "ها", "هم", "هما", "نا"})
COMMAS = frozenset("،,")
ENDS = frozenset(".!?؟…")
_BEFORE_DASH = frozenset(" \u00a0\t\n)]")
_LONGEST_DATELINE, _DATELINE_PLACE = 20, 12
"""Tokens in which a dateline ends, and in which its first dash stands."""
_CLOCK = re.compile(r"[\s\[(]*\d{1,2}[:.٫]\d{2}\b")
_FEWEST_ENTRIES = 2
_first = attrgetter("first")
_FINITE, _NOMINAL = ("past:3", "pres:3"), ("masdar", "part", "noun")
DASHES = frozenset({"-", "–", "—", "--", "ـ"})


class View(msgspec.Struct, frozen=True):
    """A part seen by the layer; every mapping is keyed by token index."""

    number: int
    part: Part
    tokens: tuple[Token, ...]
    folds: list[str]
    words: Words
    quotes: tuple[Quote, ...]
    quote_at: dict[int, Quote]
    quotes_over: Stretches[Quote]
    """The quotations by the tokens between their marks."""
    quotes_to: dict[int, list[Quote]]
    """The quotations by the token of their last mark."""
    closings: frozenset[int]
    quoted: list[int]
    cues: dict[int, list[Match]]
    glued: frozenset[int]
    """Verbs of saying to which «ما» is written on: «حسب [ماأفاد] به»."""
    clausal: frozenset[int]
    """Verbs of saying with their object's pronoun to which «ما» is written on, wherever they stand: «[ماكشفه] الوزير»."""
    tails: dict[int, Match]
    nouns: dict[int, Match]
    venues: dict[int, Match]
    asides: dict[int, Match]
    aside_ends: dict[int, int]
    """By the token after an aside where the first of those that end there begins."""
    tail_ends: frozenset[int]
    hedges: list[Match]
    unverified: frozenset[int]
    phrases: dict[int, NounPhrase]
    inside: list[NounPhrase | None]
    dates: dict[int, int]
    sentences: tuple[Sentence, ...]
    paragraph_ends: dict[int, int]
    heads_of: list[int]
    entries: list[int]
    ends: list[int]
    phrase_ends: frozenset[int]
    """The last tokens of phrases."""
    verbs: frozenset[int]
    acts: frozenset[int]
    """The tokens that some layer's lexicon knows as a verbal noun, whatever is written on to it."""
    persons: frozenset[int]
    heads: frozenset[int]
    describing: frozenset[int]
    """Of the heads, nouns of persons in the feminine, which after another noun are its adjective («القوات المسلحة»)."""
    countries: dict[int, int]
    """Where the name of a country begins, without particle, and ends."""

    def word(self, at: int) -> str:
        """The folded word at a token, or nothing beyond the ends."""
        return self.folds[at] if 0 <= at < len(self.folds) else ""

    def mark(self, at: int) -> bool:
        """Whether the token is a mark."""
        return 0 <= at < len(self.tokens) and self.tokens[at].kind == "mark"

    def comma(self, at: int) -> bool:
        """Whether the token is a comma."""
        return 0 <= at < len(self.tokens) and self.tokens[at].text in COMMAS

    def pause(self, at: int) -> bool:
        """Whether the token is a comma, or the mark that closes a quotation."""
        return self.comma(at) or at in self.closings

    def line_end(self, at: int) -> int:
        """The token after the last of the paragraph that holds a token."""
        sentence = self.sentences[bisect_right(self.sentences, at, key=_first) - 1]
        return self.paragraph_ends[sentence.paragraph]

    def sentences_between(self, one: int, other: int) -> int:
        """How many sentences begin after a token, up to another."""
        ahead = bisect_right(self.sentences, other, key=_first)
        return max(ahead - bisect_right(self.sentences, one, key=_first), 0)

    def sentence_back(self, at: int, count: int) -> int:
        """The first token of the sentence so many before the one that holds a token."""
        return self.sentences[max(bisect_right(self.sentences, at, key=_first) - 1 - count, 0)].first

    def clause_first(self, at: int) -> int:
        """The first token of the sentence that holds a token, after its dateline."""
        return self.heads_of[at]

    def same_entry(self, one: int, other: int) -> bool:
        """Whether two tokens stand in one entry of a live blog; always true in other articles."""
        return bisect_right(self.entries, one) == bisect_right(self.entries, other)


def view_parts(scan: Scan, names: Names, dates: Sequence[DateExpression]) -> list[View]:
    """The title and the text of a document as the layer sees them."""
    words = read_words(scan.lexicon)
    return [
        _view(scan, names, dates, words, number)
        for number, part in enumerate(scan.document.parts)
        if part.field in ("title", "text") and part.tokens
    ]


def _view(scan: Scan, names: Names, dates: Sequence[DateExpression], words: Words, number: int) -> View:
    part, matches = scan.document.parts[number], scan.matches[number]
    quotes, sentences = find_quotes(part), _whole_sentences(part)
    phrases = names.phrases[number] if number < len(names.phrases) else ()
    inside = _covering(phrases, len(part.tokens))
    tails = _longest(matches.of("cue_tail"))
    asides = _longest([m for m in matches.of("aside") if not _is_noun(part, words, m)])
    cues: dict[int, list[Match]] = {}
    for match in matches.of("cue"):
        if not _is_placard(part, words, match.first):
            cues.setdefault(match.first, []).append(match)
    glued = {m.last: found for m in tails.values() if (found := _glued_verbs(scan, part, words, m.last))}
    cues.update(glued)
    return View(
        number=number,
        part=part,
        tokens=part.tokens,
        folds=[token.fold for token in part.tokens],
        words=words,
        quotes=quotes,
        quote_at={quote.first: quote for quote in quotes},
        quotes_over=Stretches((quote.open + 1, quote.close, quote) for quote in quotes),
        quotes_to=_by_last(quotes),
        closings=frozenset(quote.last for quote in quotes if quote.closed),
        quoted=_depths(quotes, len(part.tokens)),
        cues=cues,
        glued=frozenset(glued),
        clausal=_clausal(scan, part, words, inside),
        tails=tails,
        nouns=_longest(matches.of("saying_noun")),
        venues=_longest([m for m in matches.of("venue") if m.enclitic in _POSSESSORS]),
        asides=asides,
        aside_ends={m.last: at for at, m in reversed(asides.items())},
        tail_ends=frozenset(m.last for m in tails.values()),
        hedges=matches.of("hedge"),
        unverified=frozenset(m.first for m in matches.of("hedge") if m.entry.id == "hedge.verify"),
        phrases={phrase.first: phrase for phrase in phrases},
        inside=inside,
        dates=_date_tokens(part, dates),
        sentences=sentences,
        paragraph_ends={s.paragraph: s.last for s in sentences},
        entries=_entries(part, sentences),
        heads_of=[
            head for s in sentences for head in [_after_dateline(part, words, s, inside)] * (s.last - s.first)
        ],
        ends=[s.last for s in sentences for _ in range(s.first, s.last)],
        phrase_ends=frozenset(phrase.last - 1 for phrase in phrases),
        verbs=_finite_tokens(matches.inflected),
        acts=frozenset(m.first for m in matches.inflected if m.feature == "masdar"),
        persons=_person_tokens(names, part),
        heads=frozenset(m.first for m in matches.of("head_noun")),
        describing=_describing(matches.of("head_noun")),
        countries={m.first: m.last for m in matches.of("country") if not m.clitics},
    )


def _is_placard(part: Part, words: Words, at: int) -> bool:
    """«رفعوا [لافتة]», not «[لافتة] إلى أن…»."""
    after = part.tokens[at + 1].fold if at + 1 < len(part.tokens) else ""
    return part.tokens[at].fold in words.points_to and after not in words.toward


def _glued_verbs(scan: Scan, part: Part, words: Words, at: int) -> list[Match]:
    """The verbs that a word after «حسب» may be, «ما» cut from it: «ماأفاد», «ماذكره»."""
    token = part.tokens[at] if at < len(part.tokens) else None
    what = next(
        (w for w in words.saying_what if token and len(w) < len(token.fold) and token.fold.startswith(w)), ""
    )
    if token is None or not what or token.text[: len(what)] != what:
        return []
    rest = Token(
        token.start + len(what), token.end, token.text[len(what) :], token.fold[len(what) :], token.kind
    )
    return [
        Match(at, at + 1, rest.start + skip, rest.end - tail, entry, feature, clitics, enclitic, definite)
        for skip, tail, entry, feature, clitics, enclitic, definite in scan.lexicon.word(rest).whole
        if entry.kind == "cue" and feature.startswith("past:3") and not clitics
    ]


def _clausal(scan: Scan, part: Part, words: Words, inside: Sequence[NounPhrase | None]) -> frozenset[int]:
    glued = tuple(words.what)
    likely = (
        at for at, token in enumerate(part.tokens) if token.fold.startswith(glued) and len(token.fold) > 5
    )
    return frozenset(
        at
        for at in likely
        if inside[at] is None and any(m.enclitic for m in _glued_verbs(scan, part, words, at))
    )


def _by_last(quotes: Sequence[Quote]) -> dict[int, list[Quote]]:
    found: dict[int, list[Quote]] = {}
    for quote in quotes:
        found.setdefault(quote.last, []).append(quote)
    return found


def _is_noun(part: Part, words: Words, match: Match) -> bool:
    """«الإمام» and «إمام الحرم» are no «أمام», though hamza is folded."""
    return match.definite or words.spelt_noun.fullmatch(part.tokens[match.first].text) is not None


def _describing(heads: Sequence[Match]) -> frozenset[int]:
    """«المسلحة» after a noun is its adjective; «المعارضة» is a noun of its own, too."""
    others = {m.first for m in heads if "person" not in m.entry.get("denotes")}
    women = {m.first for m in heads if m.feature.startswith("noun:f") and "person" in m.entry.get("denotes")}
    return frozenset(women - others)


def _longest(matches: Sequence[Match]) -> dict[int, Match]:
    found: dict[int, Match] = {}
    for match in matches:
        known = found.get(match.first)
        if known is None or match.last > known.last:
            found[match.first] = match
    return found


def _depths(quotes: Sequence[Quote], count: int) -> list[int]:
    """For each token the number of its outermost quotation plus one, or 0."""
    depths = [0] * count
    for number, quote in enumerate(quotes, 1):
        for at in range(quote.open + 1, min(quote.close, count)):
            if not depths[at]:
                depths[at] = number
    return depths


def _covering(phrases: Sequence[NounPhrase], count: int) -> list[NounPhrase | None]:
    inside: list[NounPhrase | None] = [None] * count
    for phrase in phrases:
        inside[phrase.first : phrase.last] = [phrase] * (phrase.last - phrase.first)
    return inside


def _date_tokens(part: Part, dates: Sequence[DateExpression]) -> dict[int, int]:
    starts = [token.start for token in part.tokens]
    found: dict[int, int] = {}
    for date in dates:
        if date.field == part.field:
            first = max(bisect_right(starts, date.start) - 1, 0)
            found[first] = max(bisect_right(starts, date.end - 1), first + 1)
    return found


def _whole_sentences(part: Part) -> tuple[Sentence, ...]:
    """The sentences, those that a stop within a word cuts («بي.بي.سي») put together again."""
    whole: list[Sentence] = []
    for sentence in part.sentences:
        before = whole[-1] if whole else None
        if before is not None and before.end == sentence.start and before.paragraph == sentence.paragraph:
            whole[-1] = Sentence(before.start, sentence.end, before.first, sentence.last, before.paragraph)
        else:
            whole.append(sentence)
    return tuple(whole)


def _after_dateline(part: Part, words: Words, sentence: Sentence, inside: Sequence[NounPhrase | None]) -> int:
    """The token after «الخرطوم (وكالات) -», «لندن - أ ف ب -»; two dashes after anything but a place enclose a remark."""
    first = _after_clock(part, sentence)
    dashes = [
        at
        for at in range(first + 1, min(first + _LONGEST_DATELINE, sentence.last - 1))
        if part.tokens[at].text in DASHES and part.text[part.tokens[at].start - 1] in _BEFORE_DASH
    ]
    if not dashes or dashes[0] - first > _DATELINE_PLACE:
        return first
    if part.tokens[dashes[0] + 1].fold in words.relative:
        return first  # «قال الرئيس - [الذي] وصل أمس - إن…»
    phrase = inside[first]
    placed = phrase is not None and phrase.kind == "place"
    if (
        len(dashes) == 1
        and any(part.tokens[at].text in "،,:" for at in range(first, dashes[0]))
        and not placed
    ):
        return first
    return dashes[-1] + 1 if len(dashes) == 1 or placed else first


def _after_clock(part: Part, sentence: Sentence) -> int:
    """The token after the time and dash that open a live blog's entry: «16:20 - [قالت] النقابة»."""
    clock = _CLOCK.match(part.text, sentence.start)
    at = sentence.first
    while clock is not None and at < sentence.last - 1 and part.tokens[at].start < clock.end():
        at += 1
    while clock is not None and at < sentence.last - 1 and part.tokens[at].kind == "mark":
        at += 1
    return at


def _entries(part: Part, sentences: Sequence[Sentence]) -> list[int]:
    """The first tokens of a live blog's entries, each of which opens with its time; none in other articles."""
    heads: dict[int, Sentence] = {}
    for sentence in sentences:
        heads.setdefault(sentence.paragraph, sentence)
    timed = [s.first for s in heads.values() if _CLOCK.match(part.text, s.start)]
    return timed if len(timed) >= _FEWEST_ENTRIES else []


def _finite_tokens(matches: Sequence[Match]) -> frozenset[int]:
    """The tokens that some layer's lexicon knows as a verb of the third person and none as a noun."""
    verbs = {m.first for m in matches if m.feature.startswith(_FINITE) and not m.definite}
    return frozenset(verbs - {m.first for m in matches if m.feature.startswith(_NOMINAL)})


def _person_tokens(names: Names, part: Part) -> frozenset[int]:
    """The last tokens of persons' names: where «في» no longer continues the noun phrase."""
    spans = [m for m in names.mentions if m.field == part.field and m.kind == "person"]
    starts = [token.start for token in part.tokens]
    return frozenset(bisect_right(starts, m.end - 1) - 1 for m in spans)
