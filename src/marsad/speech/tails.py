"""Nominal cues: «وفق بيان», «بحسب ما أعلنته الوزارة», «على حد قوله», «كما قال»."""

from __future__ import annotations

import msgspec

from marsad.matching import Match
from marsad.speech.closed import is_closed
from marsad.speech.frames import read_frame
from marsad.speech.frequency import is_frequency
from marsad.speech.papers import read_paper
from marsad.speech.relays import medium_at, relay_at
from marsad.speech.sources import is_addressed_medium, loose, read_speaker
from marsad.speech.standing import Place, may_speak
from marsad.speech.statements import PASSIVE, Speaker, Statement
from marsad.speech.told_media import (
    is_its_land,
    is_told_of,
    told_agency,
    vouches,
    without_apposition,
    without_speaker,
)
from marsad.speech.view import View

_NAME = 5
"""Words that a name in marks has at most."""
_PHRASE = 2
"""Words of a tail that a pronoun may end: «وفق تعبيره»."""
_PRONOUNS = {"ه": ("m", "s"), "ها": ("f", "s"), "هم": ("m", "p"), "هما": ("m", "d"), "هن": ("f", "p")}


def read_tails(view: View) -> list[Statement]:
    """The nominal cues of a part, their content still to be found."""
    found: list[Statement] = []
    for at, match in sorted(view.tails.items()):
        if found and found[-1].first < at < found[-1].bound:
            continue  # a link of the chain before
        inside = view.inside[at]
        if inside is not None and inside.first < at and match.entry.get("shape") != "paper":
            continue
        if view.word(at - 1) in view.words.came and view.word(at - 2) in view.words.saying_what:
            continue  # «ما ورد على لسان فلان» is what he said, named and not told
        statement = _read_tail(view, match)
        if statement is not None:
            found.append(statement)
    return found


def _read_tail(view: View, match: Match) -> Statement | None:
    at, limit = match.last, view.ends[match.first]
    if match.enclitic:
        return _own_opinion(view, match)
    if at >= limit:
        return None
    shape = match.entry.get("shape")
    if at in view.glued and shape == "source":
        return _clause(view, match, at, limit)
    if _is_first_person(view, at):
        return None
    if shape == "opening":
        return _says_in(view, match, at)
    if shape == "paper":
        return read_paper(view, match)
    if shape == "passive":
        return _passive(view, match, at)
    manner = _manner(view, at)
    if manner is not None and shape in ("source", "manner", "li"):
        return _pronoun(view, match, at, manner)
    if shape == "clause":
        return _clause(view, match, at, limit)
    if shape == "manner":
        named = _named(view, match, at + 1, limit) if at in view.nouns else None
        if named is not None:
            named.last, named.end = at + 1, view.tokens[at].end
        return named
    if shape == "li":
        return _with_li(view, match, at, limit)
    return _named(view, match, at, limit)


def _says_in(view: View, match: Match, at: int) -> Statement | None:
    """«وجاء في البيان أن…»: the document speaks."""
    if view.word(at) in view.words.mute:
        return None  # «يعرف ما ورد في [إطار] الود»
    frame = read_frame(view, ("that", "quote"), at)
    if not frame.opener or frame.source is None or frame.source.first != at:
        return None
    if any(
        m.feature == "masdar" and m.enclitic for p in range(at, frame.opened_at) for m in view.cues.get(p, ())
    ):
        return None  # «ومما جاء في الحوار قوله: …»: he says it
    statement = _blank(view, match, match.last, "verb")
    statement.frame, statement.content, statement.opening = frame.opener, (frame.content, -1), frame.opened_at
    statement.source, statement.relays, statement.rule = frame.source, frame.relays, "speech.tail.opening"
    return statement


def _own_opinion(view: View, match: Match) -> Statement | None:
    """«في رأيه», «من وجهة نظرها»: whoever spoke before."""
    if match.enclitic not in _PRONOUNS or match.last - match.first < _PHRASE:
        return None
    statement = _blank(view, match, match.last, "manner")
    statement.gender, statement.number = _PRONOUNS[match.enclitic]
    statement.implicit, statement.bound = True, match.last
    return statement


def _passive(view: View, match: Match, at: int) -> Statement | None:
    """«وقيل إنهم كانوا يضحكون»: said by nobody named."""
    if view.word(at) not in view.words.that:
        return None
    statement = _blank(view, match, match.last, "verb")
    statement.frame, statement.content, statement.opening = "that", (at + 1, -1), at
    statement.unsourced, statement.rule = True, PASSIVE
    return statement


def _is_first_person(view: View, at: int) -> bool:
    """«بحسب تقديراتنا»: within somebody's words, his own."""
    noun = view.nouns.get(at)
    return noun is not None and (noun.enclitic in {"نا", "ي"} or view.word(at).endswith("نا"))


def _manner(view: View, at: int) -> Match | None:
    noun = view.nouns.get(at)
    return noun if noun is not None and noun.enclitic in _PRONOUNS else None


def _blank(view: View, match: Match, last: int, style: str) -> Statement:
    return Statement(
        view=view.number,
        cue=match,
        style=style,
        first=match.first,
        last=last,
        start=match.start,
        end=view.tokens[last - 1].end,
        frame="tail",
        content=(-1, -1),
        act=_act(match),
        sentence=view.clause_first(match.first),
        rule=f"speech.tail.{style}",
        hedged=bool(match.entry.get("hedge")),
        quoted=bool(view.quoted[match.first]),
    )


def _act(match: Match) -> str:
    act = match.entry.get("act") or "state"
    return "state" if act == "voice" else str(act)


def _pronoun(view: View, match: Match, at: int, noun: Match) -> Statement:
    statement = _blank(view, match, at + 1, "manner")
    statement.gender, statement.number = _PRONOUNS[noun.enclitic]
    statement.implicit, statement.bound = True, at + 1
    statement.hedged = statement.hedged or noun.entry.id.endswith("zam")
    return statement


def _with_li(view: View, match: Match, at: int, limit: int) -> Statement | None:
    fold = view.word(at)
    quote = view.quote_at.get(at)
    if quote is not None and quote.inside <= _NAME and view.word(quote.open + 1).startswith("ل"):
        return _named(view, match, at, limit)  # «وفقا "للعربية نت"»
    if not fold.startswith("ل"):
        return None
    if fold == "ل":
        return _named(view, match, at + 1, limit)
    if fold == "لما":
        return _clause(view, match, at + 1, limit)
    return _named(view, match, at, limit)


def _named(view: View, match: Match, at: int, limit: int) -> Statement | None:
    bare = view.word(at).removeprefix("لل").removeprefix("ل")
    if at >= limit or view.word(at) in view.words.no_source | view.words.this:
        return None
    if bare in view.words.no_source or bare in view.words.this:
        return None
    if view.word(at) in view.words.saying_what:
        return _clause(view, match, at + 1, limit)
    if match.entry.get("act") == "claim" and bare in view.words.custody:
        return None  # «بقي على ذمة التحقيق»
    voice = _tail_voice(view, at, limit)
    if voice is None or not may_speak(view, voice, Place.SUBJECT):
        return None
    if match.entry.get("act") == "claim" and not vouches(view, voice):
        return None  # «موقوفون على ذمة مجلس التأديب», «لاعب على ذمة الفريق»
    known = any(p is not None for p in view.inside[voice.first : voice.last])
    if view.quoted[match.first] and not is_told_of(view, voice):
        return None  # «"… وفق ثوابت المصالح المشتركة"»: within somebody's words
    if (
        not known
        and at not in view.quote_at
        and not (view.mark(match.first - 1) or match.first == view.clause_first(match.first))
    ):
        return None
    statement = _blank(view, match, match.last, "source")
    last = voice.last
    relays, last = _relays_after(view, last, limit)
    statement.source, statement.relays, statement.bound = voice, relays, last
    return statement


def _tail_voice(view: View, at: int, limit: int) -> Speaker | None:
    if view.tokens[at].text in '"«“' and at in view.quote_at:
        quote = view.quote_at[at]
        fold = view.word(quote.open + 1)
        led = fold.startswith("لل")
        if quote.inside > _NAME:
            return None
        if quote.closed and is_its_land(view, quote.last + 1):
            named = loose(view, quote.open + 1, quote.last + 2)  # «حسب ["إخلاص" التركية]»
            return msgspec.structs.replace(named, start=view.tokens[quote.first].start)
        return loose(view, quote.open + 1, quote.close, 2 if led else 0)
    voice = read_speaker(view, at, limit)
    if voice is None or view.word(at) in view.words.this:
        return None
    last = voice.last
    while last < limit and last - voice.first < 12 and _goes_on(view, last):
        if _is_told(view, voice, last) or is_addressed_medium(view, last):
            break
        if view.mark(last - 1) and not view.word(last).startswith("ال"):
            break
        last = min(view.quote_at[last].last + 1, limit) if last in view.quote_at else last + 1
    while last > voice.last and (is_closed(view, last - 1) or view.word(last - 1) in view.words.put_out):
        last -= 1  # «استنادا إلى حكم [في ذلك]»
    start = view.tokens[at].start
    skip = 0
    if view.word(at).startswith("ل") and at not in view.phrases:
        skip = 2 if view.word(at).startswith("لل") else 1
    wide = loose(view, at, min(last, limit), skip)
    start = voice.start if at in view.phrases else start + skip
    return Speaker(at, wide.last, start, wide.end, voice.kind, voice.entity, voice.gender, voice.number)


def _goes_on(view: View, at: int) -> bool:
    """Words that still belong to the source of a tail: «بيان لقوات الشرق», «وكالة "رويترز"», «مصدر في الوزارة»."""
    if view.tokens[at].text == '"' and at in view.quote_at:
        return view.quote_at[at].inside <= 5
    if view.word(at) in view.words.part_of and at - 1 not in view.persons:
        if at + 1 in view.venues and view.venues[at + 1].entry.get("type") == "document":
            return False  # «الجيش [في بيان]»: how he said it
        return at + 1 < len(view.tokens) and view.tokens[at + 1].kind == "word" and at not in view.asides
    if view.word(at).startswith("لل") and is_frequency(view, at + 1):
        return False  # «رئيس الفرقة [للجوهرة "أف أم"]»
    whole = view.word(at - 1).startswith("ال")
    if whole and view.word(at) in view.words.content_noun and at not in view.phrases:
        return False  # «وفق بيان صادر عن الوزارة [ضرورة] …»
    if view.word(at) in view.words.was:
        return False  # «شهود عيان [كانوا] قرب الموقع»
    if _is_carrier(view, at) or (view.word(at) in view.words.doubtful and view.inside[at] is None):
        return False  # «مصدر أمني تحدث لـ…»
    return not is_closed(view, at) and at not in view.dates and at not in view.asides


def _is_told(view: View, voice: Speaker, at: int) -> bool:
    """«وفق ما صرح به مصدر حكومي [لصحيفة الشرق الأوسط]»: the medium an unnamed source speaks to."""
    venue = view.venues.get(at)
    return (
        venue is not None
        and venue.clitics == "ل"
        and venue.entry.get("type") == "medium"
        and view.word(voice.first) in view.words.informant
    )


def _is_carrier(view: View, at: int) -> bool:
    """«بيان نشرته على موقعها»: a verb that says how the document came out."""
    issued = view.word(at).removesuffix("ها").removesuffix("ه") in view.words.issued
    put_out = issued and view.word(at) not in view.words.issued  # «بيان [أصدرته]»
    said = (m.enclitic in {"ه", "ها"} and m.feature.startswith("past") for m in view.cues.get(at, ()))
    return put_out or any(said)


def _relays_after(view: View, at: int, limit: int) -> tuple[tuple[Speaker, ...], int]:
    relays: tuple[Speaker, ...] = ()
    while at < limit:
        found = relay_at(view, at, limit)
        if found is None:
            if (at in view.dates or view.word(at) in view.words.time) and not view.mark(at):
                at = view.dates.get(at, at + 1)
                continue
            if _is_carrier(view, at) and not view.mark(at):
                at += 1
                continue
            if view.word(at) in view.words.relative and at + 1 < limit and _is_carrier(view, at + 1):
                at += 2  # «الأرقام التي نشرتها وكالة…»
                if at in view.venues and view.venues[at].entry.get("type") == "medium":
                    given, at = medium_at(view, at, limit)
                    relays += given
                continue
            if relays and at in view.tails and view.tails[at].entry.get("act") == "relay":
                voice = read_speaker(view, view.tails[at].last, limit)
                if voice is not None:
                    relays, at = (*relays, voice), voice.last
                    continue
            break
        relays, at = relays + found[0], found[1]
    return relays, at


def _is_held(verb: Match) -> bool:
    """«كما يعتبر تطبيقا للقانون»: what something is held to be, by nobody named."""
    return verb.entry.get("object") == "regard" and not verb.enclitic and verb.feature.startswith("pres")


def _frames_content(view: View, verb: Match) -> bool:
    """«كما قال إن…» adds a statement; only «…، كما قال» names the source of what stands before."""
    frames = tuple(verb.entry.get("frames"))
    role = verb.entry.get("object")
    return bool(read_frame(view, frames, verb.last, split=role is not None).opener)


def _before_of(view: View, verb: Match, at: int, limit: int) -> int:
    """Where the one who passes words on must end: «ما نقلته قناة العربية [عن] مصادر عسكرية»."""
    if verb.entry.get("object") != "relay":
        return limit
    return next((p for p in range(at + 1, limit) if view.word(p) == "عن"), limit)


def _quoted_by(view: View, verb: Match, voice: Speaker, limit: int) -> Speaker | None:
    """«بحسب ما نقله موقع «المدى» عن [المحافظ]»: whose words the medium passes on."""
    of = voice.last + (
        voice.last in {quote.close for quote in view.quotes if quote.closed}
    )  # «فرانس برس» عن…
    if verb.entry.get("object") != "relay" or of + 1 >= limit or view.word(of) != "عن":
        return None
    return _tail_voice(view, of + 1, limit)


def _taken_from(view: View, voice: Speaker, limit: int) -> Speaker | None:
    """«بحسب ما أوردته صحيفة … نقلا عن [مسؤولين]»: whose words a medium passes on."""
    tail = view.tails.get(voice.last)
    if voice.kind != "medium" or tail is None or tail.entry.get("act") != "relay" or tail.last >= limit:
        return None
    return _tail_voice(view, tail.last, limit)


def _clause(view: View, match: Match, at: int, limit: int) -> Statement | None:
    """«حسبما أعلن عنه المتحدث باسم الوزارة»: a verb of saying, then its subject."""
    if view.word(at) in view.words.was or view.word(at) == "قد":
        at += 1
    plain = view.word(match.first) == "كما"
    verbs = [m for m in view.cues.get(at, ()) if m.feature.startswith(("past:3", "pres:3"))]
    verb = next((m for m in verbs if not (plain and m.entry.get("weak"))), None)
    if verb is None or at >= limit or view.word(at) in view.words.never:
        return None
    named = verb.enclitic != "" and verb.entry.get("object") in ("describe", "regard")
    if named and view.word(match.first) == "علي":
        return None  # «احتجاجا على ما وصفه الاتحاد بالاستهداف»
    if plain and (match.first == view.clause_first(match.first) or _is_held(verb)):
        return None
    if view.word(match.first) == "كما" and _frames_content(view, verb):
        return None
    last = at + 1
    while last < limit and view.word(last) in view.words.pronominal:
        last += 1
    statement = _blank(view, match, last, "clause")
    statement.act = verb.entry.get("act")
    code = verb.feature.partition(":")[2]
    statement.gender, statement.number = code[1], code[2]
    if verb.entry.get("object") == "relay" and last < limit and view.word(last) == "عن":
        return None
    relays, after = _relays_after(view, last, limit)
    relays, after = without_apposition(view, relays, after)
    relays, speaking = without_speaker(view, relays)
    after = speaking if speaking is not None else after
    if after > last and view.comma(after) and view.word(after + 1):
        last = after = after + 1  # «بحسب ما أكده لإذاعة المدينة، فلان»
    dated = not relays and not any(view.mark(p) for p in range(last, after))  # «ما نقلته [اليوم] تقارير»
    spoken = after < limit and (after <= last or dated or speaking is not None)
    voice = _tail_voice(view, after, _before_of(view, verb, after, limit)) if spoken else None
    if after < limit and view.tokens[after].kind == "word" and voice is None and after == last:
        voice = read_speaker(view, after, limit)
    if voice is not None and not may_speak(view, voice, Place.SUBJECT):
        return None  # «ما يروج له [مضيفا] أن…»
    if plain and voice is not None and view.word(voice.first).startswith(("بال", "بإ", "با")):
        return None  # «كما طالب بإصلاحات»
    if voice is None:
        statement.implicit = True
    else:
        voice, told = told_agency(view, voice)
        relays += told
        quoted = _quoted_by(view, verb, voice, limit) or _taken_from(view, voice, limit)
        if quoted is not None:
            relays, voice = (*relays, voice), quoted
        more, after = _relays_after(view, voice.last, limit)
        relays += more
    statement.source, statement.relays, statement.bound = voice, relays, after
    return statement
