"""Through whom the words came: documents, talks and media named between cue and content."""

from __future__ import annotations

from marsad.names.phrase_words import is_nisba
from marsad.speech.closed import is_closed, is_finite
from marsad.speech.frequency import is_frequency
from marsad.speech.sources import is_addressed_medium, is_content_noun, loose, of_phrase, widen
from marsad.speech.statements import Speaker
from marsad.speech.view import View

_LONGEST = 8
_OWN = ("ه", "ها", "هم")
_ON = frozenset({"علي", "عبر", "في"})


def relay_at(
    view: View, at: int, limit: int, *, given: bool = False
) -> tuple[tuple[Speaker, ...], int] | None:
    """The relays of a venue that opens at a token, and where it ends: «في تصريح لصحيفة الخبر» gives the newspaper.

    A press conference gives none but is skipped; None means that no venue stands there. `given` says that a speaker ends
    right before: agencies leave out the particle («قال مصدر أمني وكالة فرانس برس إن»).
    """
    named = None
    if view.word(at) == "ل":
        named = _quoted_medium(view, at + 1, limit) or station_at(view, at + 1) or _bare_medium(view, at + 1)
    elif view.word(at).startswith("لل"):
        named = station_at(view, at)  # «[للجوهرة "أف أم"]»
    if named is not None:
        return (named,), named.last
    venue, first = view.venues.get(at), at
    if given and venue is not None and venue.clitics == "" and is_addressed_medium(view, at):
        return medium_at(view, at, limit)
    if venue is None or not venue.clitics.endswith(("ل", "ب")):
        if view.word(at) not in view.words.into and view.word(at).removeprefix("و") not in view.words.into:
            return None
        venue, first = _venue_after(view, at + 1, limit)
        if venue is None:
            return None
    kind = venue.entry.get("type")
    if kind == "medium":
        return medium_at(view, first, limit)
    return _document(view, first, limit, kind)


def relays_before(view: View, verb: int) -> tuple[Speaker, ...]:
    """The relays named between the head of the clause and its verb: «وفي تصريح لصحيفة الخبر قال…»."""
    start = view.clause_first(verb)
    for at in range(verb - 1, start, -1):
        if is_finite(view, at) or view.word(at) in view.words.that:
            return ()
    fold = view.word(start).removeprefix("و")
    if fold not in view.words.into:
        return ()
    found = relay_at(view, start, verb)
    return found[0] if found is not None and found[1] <= verb else ()


def _venue_after(view: View, at: int, limit: int):  # type: ignore[no-untyped-def]
    for near in (at, at + 1):
        if near < limit and near in view.venues and not view.mark(at):
            venue = view.venues[near]
            if near == at or view.word(at) in view.words.which:
                return venue, near
    if at < limit and view.tokens[at].text in '"«“(' and at + 1 in view.venues:
        return view.venues[at + 1], at + 1
    return None, at


def medium_at(view: View, first: int, limit: int) -> tuple[tuple[Speaker, ...], int]:
    """A medium or reporter, and what it is of or on: «حسابه على موقع تويتر» is one link."""
    voice = _medium_voice(view, first, limit)
    return (voice,), voice.last


def _medium_voice(view: View, first: int, limit: int) -> Speaker:
    venue = view.venues[first]
    phrase = view.phrases.get(first)
    last = max(venue.last, phrase.last if phrase else 0)
    while last < limit and last - first < 2 * _LONGEST:
        nearer = _medium_goes_on(view, last, limit)
        if nearer is None:
            break
        last = nearer
    start = venue.start
    entity = phrase.entity if phrase else None
    return Speaker(first, last, start, view.tokens[last - 1].end, "medium", entity)


def _medium_goes_on(view: View, at: int, limit: int) -> int | None:
    token = view.tokens[at]
    quote = view.quote_at.get(at)
    speaker = view.phrases.get(at)
    if speaker is not None and speaker.kind == "person" and not speaker.clitics and view.mark(at - 1):
        return None  # «لمراسلة (وات) [الممرض الأول فلان]»
    if token.fold in _ON and is_frequency(view, at + 2):
        return min(view.quote_at[at + 2].last + 1, limit)  # «برنامج "…" على الجوهرة "أف أم"»
    named = any(m.last == at and m.entry.get("ambiguous") for m in view.venues.values())
    if quote is not None and quote.inside <= 6 and not named:
        return min(quote.last + 1, limit)
    if token.text == "(":
        close = next((p for p in range(at, min(at + 8, limit)) if view.tokens[p].text == ")"), None)
        return close + 1 if close else None
    if (token.fold in _ON and at + 1 in view.venues) or (
        at in view.venues and view.venues[at].clitics in {"ب", "ل", ""}
    ):
        return max(at + 1, view.venues[at + 1].last if at + 1 in view.venues else at + 1)
    if (
        is_closed(view, at)
        or at in view.dates
        or is_finite(view, at)
        or token.fold in view.words.content_noun
        or (token.fold[:1] == "ب" and token.fold[1:] in view.words.content_noun)
    ):
        return None
    return at + 1


def station_at(view: View, at: int) -> Speaker | None:
    """The station whose name opens at a token and ends in marks: «للجوهرة "أف أم"»."""
    if at + 1 >= len(view.tokens) or view.mark(at) or not is_frequency(view, at + 1):
        return None
    fold, last = view.word(at), view.quote_at[at + 1].last + 1
    start = view.tokens[at].start + (2 if fold.startswith("لل") else int(fold.startswith("لا")))
    return Speaker(at, last, start, view.tokens[last - 1].end, "medium")


def _document(view: View, first: int, limit: int, kind: str) -> tuple[tuple[Speaker, ...], int]:
    """A statement or a talk: the document itself unless the sentence names whom it was given to or who carried it."""
    at, last = view.venues[first].last, view.venues[first].last
    given: list[Speaker] = []
    got: list[Speaker] = []
    shown = last
    while at < limit and at - first < 16:
        if _is_received(view, at):
            by, last = _receiver(view, at, limit)
            got += [by] if by is not None else []
            at = last
            continue
        named = _quoted_medium(view, at, limit)
        if named is not None:
            given.append(named)
            at = last = named.last
            continue
        station = station_at(view, at)
        if station is not None and at > first:
            given.append(station)
            at = last = station.last
            continue
        if view.comma(at) or view.word(at) in view.words.that or view.mark(at):
            if not (view.comma(at) and _carries(view, at + 1)):
                break
            at += 1
            continue
        venue = view.venues.get(at)
        if venue is not None and venue.entry.get("type") == "medium" and at > first:
            voice = _medium_voice(view, at, limit)
            given.append(voice)
            at = last = voice.last
            continue
        if is_finite(view, at) and not _carried_by(view, at):
            break
        if venue is None and is_closed(view, at) and not (_binds(view, at) or _carried_by(view, at)):
            break
        if _is_complete(view, at) or _is_announced(view, at):
            break
        at += 1
        last = at
        if not given and not is_closed(view, at - 1) and shown == at - 1 and not _carries_on(view, at - 1):
            shown = at
    if kind == "event":
        return (), last
    if given and not _carried(view, first, given[0].first):
        return (*given, *got), last
    if kind == "talk":
        return (*given, *got), last
    own = _own(view, first, shown, last)
    return (own, *given, *got), last


def _is_received(view: View, at: int) -> bool:
    word = view.word(at)
    return word in view.words.received or (word[:1] == "و" and word[1:] in view.words.received)


def _receiver(view: View, verb: int, limit: int) -> tuple[Speaker | None, int]:
    """Who got the paper, and where what is said of that ends: «بيان [تلقت «شفق نيوز» نسخة منه] إن»."""
    stops = (p for p in range(verb + 1, limit) if view.comma(p) or view.word(p) in view.words.that)
    end = min(next(stops, limit), verb + _LONGEST + 6)
    copied = next((p for p in range(verb + 1, end) if view.word(p) in view.words.copy), end)
    back = [p for p in range(verb + 1, end) if view.word(p) in view.words.of_it]
    for at in range(verb + 1, copied):
        by = _named_receiver(view, at, copied)
        if by is not None:
            return by, max(by.last, back[-1] + 1 if back else 0)
    return None, back[-1] + 1 if back else verb + 1


def _named_receiver(view: View, at: int, limit: int) -> Speaker | None:
    quote = view.quote_at.get(at)
    if quote is not None and quote.inside <= 5 and quote.close < limit + 1:
        first, last = quote.open + 1, quote.close - 1
        held = view.inside[first]
        start, end = view.tokens[first].start, view.tokens[last].end
        return Speaker(first, quote.last + 1, start, end, "medium", held.entity if held else None)
    venue, phrase = view.venues.get(at), view.phrases.get(at)
    if venue is not None and venue.entry.get("type") == "medium":
        return _medium_voice(view, at, limit)
    if phrase is not None and phrase.kind in ("medium", "organization") and phrase.last <= limit:
        return of_phrase(view, phrase)
    return None


def _quoted_medium(view: View, at: int, limit: int) -> Speaker | None:
    """«تصريح لـ"وات"»: a short name in marks after the preposition is the medium."""
    quote = view.quote_at.get(at)
    if quote is None and at < limit and view.tokens[at].text == "(":
        return _bracketed_medium(view, at, limit)
    if (
        quote is None
        or quote.inside > 5
        or quote.close >= limit
        or view.word(at - 1) not in view.words.given_to
    ):
        return None
    first, last = view.tokens[quote.open + 1], view.tokens[quote.close - 1]
    phrase = view.inside[quote.open + 1]
    return Speaker(
        quote.open + 1, quote.last + 1, first.start, last.end, "medium", phrase.entity if phrase else None
    )


def _bare_medium(view: View, at: int) -> Speaker | None:
    """«قال العقيد لـ [الشرق] إن…»: one definite word after ل set apart, before what is said."""
    if at + 1 >= len(view.tokens) or not view.word(at).startswith("ال") or at in view.venues:
        return None
    opens = view.mark(at + 1) or view.word(at + 1) in view.words.that | view.words.governs
    token = view.tokens[at]
    return Speaker(at, at + 1, token.start, token.end, "medium") if opens else None


def _bracketed_medium(view: View, at: int, limit: int) -> Speaker | None:
    """«لـ([المدى برس])»: Iraqi and Sudanese papers set the medium in brackets."""
    close = next((p for p in range(at + 2, min(at + 6, limit)) if view.tokens[p].text == ")"), None)
    if close is None or view.word(at - 1) not in view.words.given_to:
        return None
    phrase = view.inside[at + 1]
    start, end = view.tokens[at + 1].start, view.tokens[close - 1].end
    return Speaker(at + 1, close + 1, start, end, "medium", phrase.entity if phrase else None)


def _own(view: View, first: int, shown: int, end: int) -> Speaker:
    phrase = view.phrases.get(first)
    venue = view.venues[first]
    voice = of_phrase(view, phrase) if phrase is not None else loose(view, first, venue.last)
    start = venue.start if view.tokens[first].start <= venue.start else voice.start
    last = max(min(voice.last, end), min(shown, first + 3))
    while last > first + 1 and view.word(last - 1) in view.words.issued:
        last -= 1  # «برقية [بعث] بها»
    wide = widen(view, voice, last)
    return Speaker(wide.first, wide.last, start, wide.end, "document", wide.entity, wide.gender, wide.number)


def _binds(view: View, at: int) -> bool:
    word = view.word(at)
    if word in view.words.over:
        medium = view.venues.get(at + 1)
        named = _quoted_medium(view, at + 1, len(view.tokens)) or station_at(view, at + 1)
        return named is not None or (medium is not None and medium.entry.get("type") == "medium")
    if word in view.words.whose:
        return True  # «في مداخلة [له] على…»
    return word in view.words.given_to or word in view.words.time or at in view.dates


def _is_complete(view: View, at: int) -> bool:
    """«في رسالة إلى مجلس الأمن [الغارات]»: after a name that is whole, a definite noun is no more of the document."""
    fold = view.word(at)
    if not fold.startswith("ال") or is_nisba(fold) or at - 1 not in view.phrase_ends:
        return False
    held = view.inside[at - 1]
    return held is not None and held.entity is not None and view.inside[at] is not held


def _is_announced(view: View, at: int) -> bool:
    """«أعلنت القيادة في بيان لها [مقتل] عشرة», «في كلمة مساء الأحد [تكليف] الوزارة»: no more of where it was said."""
    before, fold = view.word(at - 1), view.word(at)
    act = fold[:1] == "ب" and fold[1:] in view.words.content_noun
    if act and fold not in view.words.own_b and fold[1:] not in view.words.crowd:
        return True  # «أشاد في مؤتمر صحفي [بدور] مصر»
    own = fold.endswith(_OWN) and not view.tokens[at].text.endswith("ة")
    led = at - 1 in view.venues or before in view.words.preposition  # «في تصريح لدى [مشاركته] في…»
    if own and fold in view.words.content_noun and not led:
        return True  # «في بيان أصدره بعد اجتماعه أمس [دعمه] للأجهزة»
    ended = before in view.words.whose or before in view.words.time or before in view.words.pronominal
    return ended and at not in view.venues and is_content_noun(view, at)


def _carries(view: View, at: int) -> bool:
    return at < len(view.tokens) and view.word(at) in {"علي", "عبر"} and at + 1 in view.venues


def _carried_by(view: View, at: int) -> bool:
    """«بيان نقلته وكالة…»: a verb with a pronoun that says who carried the document."""
    return any(m.enclitic in {"ه", "ها"} for m in view.cues.get(at, ()))


def _carries_on(view: View, at: int) -> bool:
    """«برقية [بعث] بها», «بيان [نقلته] وكالة…»: a verb that tells what became of the document."""
    return _carried_by(view, at) or view.word(at) in view.words.issued


def _carried(view: View, first: int, medium: int) -> bool:
    return any(_carried_by(view, at) for at in range(first + 1, medium)) or any(
        view.comma(at) for at in range(first, medium)
    )
