"""Persons nobody has listed: name words one after another, a title with a name after it, «أبو …», «… بن …»."""

from __future__ import annotations

from bisect import bisect_left
from itertools import accumulate

import msgspec

from marsad.matching import Matches
from marsad.names.candidates import Candidate
from marsad.names.links import linking
from marsad.names.words import (
    CERTAIN,
    DOUBTFUL,
    FOREIGN,
    LIKELY,
    NO_NAME,
    POSSIBLE,
    UNLIKELY,
    NameWords,
    WordSense,
)
from marsad.types import Part, Token

_LONGEST = 7
_ENOUGH = 2.4
_TITLED, _SPOKEN, _EXPLAINED = 1.6, 0.5, 0.8
_SURNAME = 0.4
_TITLE_REACH = 12
_COMMAS = frozenset("،,")
_ARTICLE = "ال"
_TO_THE = "لل"
_TWO = 2
_FAMILY, _LONG_FAMILY = 4, 6
_GLUED = frozenset("بلكف")
_LEADS = frozenset("بلوف")
"""What opens a word that follows a whole name: «… عصايرة [بالقرية]», «… [بمدينة] …»."""
_SCORER = 6
"""How far behind «وعادل» its «للفريق» may stand."""
_JUSSIVE = frozenset({"past", "future"})
"""What «لم» and «لن» negate."""
_WITHIN = frozenset("بل")
"""Particles that are rather the first letter of a foreign family name: «نانسي باكير»."""


class Setting(msgspec.Struct, frozen=True):
    """The words of a part as name words, and what stands beside them; all sets hold token indexes.

    `titled` are within reach of a title or office before them, `adjacent` right after one, `spoken` right after a verb
    in the third person, `explained` right before a title or office; `barred` open an office of several words, `places` a sure place.
    """

    senses: tuple[WordSense, ...]
    titled: frozenset[int]
    adjacent: frozenset[int]
    spoken: frozenset[int]
    explained: frozenset[int]
    barred: frozenset[int]
    places: frozenset[int] = frozenset()
    breaks: frozenset[int] = frozenset()
    """Tokens that open a line: no name crosses it."""
    owned: frozenset[int] = frozenset()
    """Tokens right behind a noun that opens the name of a body or place: «بلدية [العقيق] إدريس …»."""
    sites: frozenset[int] = frozenset()
    """Tokens that some list knows as a place or body."""
    led: frozenset[int] = frozenset()
    """Tokens in which «ب» leads a sure place: «عبد القادر [بوهران]»."""
    verbs: frozenset[int] = frozenset()
    """Tokens that are verbs, whatever they look like: behind «لم», and «وعادل فلان للفريق»."""
    fronts: frozenset[int] = frozenset()
    """Words such as «بي» that open no name before a given one: «اتصل [بي] مفتاح …»."""
    finite: frozenset[int] = frozenset()
    """Tokens that may be finite verbs."""
    offices: frozenset[int] = frozenset()
    """Nouns of office that stand in the construct: «شوقي علام [مفتي الجمهورية]»."""


def read_setting(
    part: Part,
    matches: Matches,
    words: NameWords,
    places: frozenset[int] = frozenset(),
    sites: frozenset[int] = frozenset(),
    led: frozenset[int] = frozenset(),
) -> Setting:
    """The setting of a part's names."""
    senses = words.senses(part.tokens)
    texts = [token.text for token in part.tokens]
    if words.writes_ya_for_alif(frozenset(texts)):
        doubtful = words.signs["doubtful"]
        senses = tuple(
            [
                NO_NAME if t in doubtful and not _is_called(senses, at) else senses[at]
                for at, t in enumerate(texts)
            ]
        )
    adjacent = {m.last for m in matches.of("honorific")}
    nations = {m.last for m in matches.of("nationality") if m.definite and m.feature[-1:] == "s"}
    heads = [m for m in matches.of("head_noun") if _is_one_person(m.entry.fields["denotes"], m.feature)]
    titled = adjacent | nations | {m.last for m in heads}
    adjacent |= {m.last for m in heads if m.definite}
    links = frozenset(m.first for m in matches.of("phrase_link"))
    for head in heads:
        titled.update(_reached(part.tokens, senses, head.last, links))
    spoken = {m.last for m in matches.finite if m.feature.startswith("past:3")}
    offices = {m.first for m in heads if not m.clitics and not m.enclitic}
    explained = {at - (part.tokens[at - 1].text in _COMMAS) for at in offices if at}
    barred = frozenset(m.first for m in heads if m.last - m.first > 1)
    return Setting(
        senses,
        frozenset(titled),
        frozenset(adjacent),
        frozenset(spoken),
        frozenset(explained),
        barred,
        places,
        line_starts(part),
        owned=frozenset(m.last for m in matches.of("body_noun") if not m.definite),
        sites=sites,
        led=led,
        verbs=verb_tokens(part, matches),
        fronts=frozenset(m.first for m in matches.of("common_word") if m.entry.fields.get("front")),
        finite=frozenset(m.first for m in matches.finite if not m.definite),
        offices=frozenset(at for at in offices if _is_construct(part.tokens, at)),
    )


def verb_tokens(part: Part, matches: Matches) -> frozenset[int]:
    """The tokens that are verbs though they look like a name: behind «لم» and «لن», and «وعادل» with its «ل»."""
    tokens = part.tokens
    behind = {m.last for m in matches.of("particle") if m.entry.fields.get("feature") in _JUSSIVE}
    scored = {
        m.first
        for m in matches.of("common_word")
        if m.entry.fields.get("scores")
        and any(token.fold.startswith(_TO_THE) for token in tokens[m.first + 2 : m.first + _SCORER])
    }
    return frozenset(behind | scored)


def line_starts(part: Part) -> frozenset[int]:
    """The tokens that open a line."""
    starts = [token.start for token in part.tokens]
    lines = accumulate(len(line) + 1 for line in part.text.split("\n"))
    return frozenset(bisect_left(starts, line) for line in lines) - {0, len(starts)}


def _is_construct(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether an indefinite noun is followed by its definite complement."""
    after = tokens[at + 1].fold if at + 1 < len(tokens) else ""
    return not tokens[at].fold.startswith(_ARTICLE) and after.startswith(_ARTICLE)


def _is_called(senses: tuple[WordSense, ...], at: int) -> bool:
    """«محمد علي», «علي سالم»: beside a sure name."""
    beside = [senses[i] for i in (at - 1, at + 1) if 0 <= i < len(senses)]
    return any(sense.like >= CERTAIN for sense in beside)


def _is_one_person(denotes: str, feature: str) -> bool:
    return denotes == "person" and feature[-1:] != "p" and feature[-1:] != "d"


def _reached(
    tokens: tuple[Token, ...], senses: tuple[WordSense, ...], at: int, links: frozenset[int]
) -> list[int]:
    """The tokens up to which an office may run: «وزير الدفاع الروسي، …»; a comma lets one more step."""
    found = []
    for step in range(at, min(at + _TITLE_REACH, len(tokens))):
        token = tokens[step]
        if token.kind == "mark":
            if token.text in _COMMAS:
                found.append(step + 1)
            break
        found.append(step)
        if token.kind != "word" or "\n" in token.text:
            break
        if senses[step].closed and step not in links:
            break
    return found


def person_candidates(part: Part, setting: Setting) -> list[Candidate]:
    """The persons of a part that their words or a title show."""
    found = []
    at, tokens = 0, part.tokens
    senses = setting.senses
    while at < len(tokens):
        if senses[at].like < POSSIBLE and not senses[at].opens:
            at += 1  # most words: no name opens with them, whatever stands beside
            continue
        last, score = _read_name(tokens, setting, at)
        if last <= at:
            at += 1
            continue
        titled = at in setting.titled
        rule = "person.title" if titled else "person.name"
        start = tokens[at].start + setting.senses[at].skip
        found.append(
            Candidate(at, last, start, tokens[last - 1].end, "person", rule, 1 + (score > _ENOUGH + 1))
        )
        at = last
    return found


def _read_name(tokens: tuple[Token, ...], setting: Setting, at: int) -> tuple[int, float]:
    """Where the name that opens at a token ends, and its score; the token itself when none opens there."""
    first = setting.senses[at]
    titled, spoken = at in setting.titled, at in setting.spoken
    least = POSSIBLE if titled or spoken else LIKELY
    if at in setting.barred or at in setting.verbs or first.closed or first.adjective or first.title:
        return at, 0.0
    if not (first.opens or first.like >= least):
        return at, 0.0
    if first.ends or (first.skip and titled and not first.given):
        return at, 0.0
    if _is_owner(tokens, setting, at) and _is_given(setting, at + 1, loosely=at in setting.sites):
        return at, 0.0
    if at in setting.fronts and _is_given(setting, at + 1) and not setting.senses[at + 1].foreign:
        return at, 0.0
    last, score = _extend(tokens, setting, at, vouched=titled or spoken)
    if last - at == 1 and not (at in setting.adjacent and _stands_alone(first)):
        return at, 0.0
    score += _TITLED if titled else _SPOKEN if spoken else 0.0
    if last in setting.explained and last - at > 1:
        score += 2 * _EXPLAINED if spoken else _EXPLAINED
    return (last, score) if score >= _ENOUGH else (at, 0.0)


def _is_owner(tokens: tuple[Token, ...], setting: Setting, at: int) -> bool:
    """Whether a word ends what stands before a name that opens with the next word.

    «بلدية درنة عبد المنعم …», «بلدية العقيق إدريس …», «الإطار التنسيقي نوري …».
    """
    definite = tokens[at].fold.startswith(_ARTICLE)
    seat = at in setting.sites and at > 0 and tokens[at - 1].fold in linking("governor")
    return seat or at in setting.places or (definite and (setting.senses[at].unknown or at in setting.owned))


def _is_given(setting: Setting, at: int, *, loosely: bool = False) -> bool:
    """Whether a word opens a name; `loosely` when hardly anything else can stand there."""
    sense = setting.senses[at] if at < len(setting.senses) else None
    least = UNLIKELY if loosely else LIKELY
    return sense is not None and not sense.closed and (sense.opens or (sense.given and sense.like >= least))


def _stands_alone(sense: WordSense) -> bool:
    """Whether one word after a title is a name: «الرئيس ماكرون», «الملك سلمان»."""
    return not sense.skip and (sense.like >= LIKELY or (sense.unknown and sense.like >= FOREIGN))


def _extend(tokens: tuple[Token, ...], setting: Setting, at: int, *, vouched: bool) -> tuple[int, float]:
    """The end of a run of name words, and what they weigh together; `vouched` when something announces a name."""
    senses = setting.senses
    weight, last, joined = senses[at].like, at + 1, senses[at].opens
    base = at + 1 + joined
    base += base < len(tokens) and senses[base].ends  # «يونس بك …»
    while last < len(tokens) and last - at < _LONGEST:
        hyphen = _hyphen(tokens, senses, last)
        if hyphen:
            last, joined = hyphen, True
        sense = senses[last]
        if last in setting.breaks or (last in setting.offices and last > base):
            break
        if last in setting.led and sense.unknown and not joined:
            break
        if at in setting.owned and not joined and _has_father(senses, at, last) and _is_given(setting, last):
            break  # «لواء طارق بن زياد عمر …»
        if sense.closed or last in setting.barred or not (hyphen or _is_next(tokens, last)):
            break
        if sense.skip and not (last == base and sense.foreign and tokens[last].fold[0] in _WITHIN):
            break
        if sense.title and not joined and last + 1 < len(tokens) and senses[last + 1].like >= LIKELY:
            break  # «ولي عهد أبوظبي الشيخ محمد …»
        if joined:
            weight, joined = weight + max(sense.like, 0.8), False
        elif sense.joins:
            joined = True
        elif not sense.ends and not _continues(senses, base, last, vouched=vouched):
            plain = last == base and vouched and _is_noun_surname(tokens, setting, base, last)
            last += plain or (vouched and _is_family(tokens, setting, at, last))
            break
        else:
            weight += _weight(sense, sure=vouched or _is_sure(senses, base))
        last += 1
    return (last - 1 if joined else last), weight


def _is_noun_surname(tokens: tuple[Token, ...], setting: Setting, base: int, last: int) -> bool:
    """Whether a noun between a sure given name and an office is the family name: «العميد عمر [خلفية]، مأمور القسم»."""
    fold = tokens[last].fold
    comma = last + 1 < len(tokens) and tokens[last + 1].text in _COMMAS
    if not comma or last + 1 not in setting.explained or last in setting.finite or last in setting.offices:
        return False
    if setting.senses[last].adjective or setting.senses[last].title or fold[0] in _GLUED | {"ي", "ت"}:
        return False
    return tokens[last].kind == "word" and len(fold) >= _FAMILY and _is_sure(setting.senses, base)


def _is_family(tokens: tuple[Token, ...], setting: Setting, at: int, last: int) -> bool:
    """Whether a word no list has ends a titled name of two sure given ones: «المواطن فاضل سلمان [متروك] في …»."""
    senses = setting.senses
    sense, given = senses[last], senses[at:last]
    if (
        at in setting.owned
        or last - at < _TWO
        or not all(s.joins or s.divine or (s.given and s.like >= LIKELY) for s in given)
    ):
        return False
    fold = tokens[last].fold
    if len(fold) < _FAMILY or (len(fold) < _LONG_FAMILY and fold[0] in _GLUED):
        return False
    if not (sense.odd or (sense.unknown and DOUBTFUL > sense.like >= UNLIKELY)) or last in setting.verbs:
        return False
    after = last + 1
    if after == len(tokens) or tokens[after].kind != "word" or after in setting.breaks:
        return True
    led = tokens[after].fold[0] in _LEADS and senses[after].like < POSSIBLE
    return senses[after].closed or after in setting.explained or led


def _has_father(senses: tuple[WordSense, ...], at: int, last: int) -> bool:
    """Whether a name holds a «بن» or «أبو» behind its first word."""
    return any(sense.joins for sense in senses[at + 1 : last])


def _is_next(tokens: tuple[Token, ...], at: int) -> bool:
    return tokens[at].start - tokens[at - 1].end == 1


def _hyphen(tokens: tuple[Token, ...], senses: tuple[WordSense, ...], at: int) -> int:
    """The second half of «جان-إيف», or 0."""
    if at + 1 >= len(tokens) or tokens[at].text != "-":
        return 0
    tight = tokens[at - 1].end == tokens[at].start and tokens[at].end == tokens[at + 1].start
    return at + 1 if tight and senses[at + 1].like >= POSSIBLE else 0


def _weight(sense: WordSense, *, sure: bool) -> float:
    """What one more word adds to a name; an unknown word takes nothing away."""
    return max(sense.like, _SURNAME if sure else 0.0) if sense.unknown else sense.like


def _is_sure(senses: tuple[WordSense, ...], base: int) -> bool:
    """Whether a sure given name ends at `base`: «محمد», «عبد الحميد», «أبو بكر»."""
    first = senses[base - 1 - senses[base - 1].ends]
    return (first.given and first.like >= CERTAIN) or first.divine


def _continues(senses: tuple[WordSense, ...], base: int, last: int, *, vouched: bool) -> bool:
    """Whether a word carries a name on: name words do, unknown ones right after a sure given name."""
    sense, first = senses[last], senses[base - 1 - senses[base - 1].ends]
    if sense.adjective:
        return last == base and (sense.like >= POSSIBLE or (base > 1 and senses[base - 2].opens))
    if sense.like >= POSSIBLE:
        return True
    if last > base:
        return False
    if sense.like >= DOUBTFUL:
        return first.like >= LIKELY or first.divine or (vouched and sense.unknown and first.unknown)
    likely = vouched and first.given and first.like >= LIKELY
    return sense.unknown and sense.like >= UNLIKELY and (likely or _is_sure(senses, base))
