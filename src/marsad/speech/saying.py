"""Whether a quotation after a cue is what was said, and whether a word is a participle that says something."""

from __future__ import annotations

from marsad.matching import Match
from marsad.names.plain import plain_words
from marsad.speech.closed import is_finite
from marsad.speech.quotes import Quote
from marsad.speech.sources import is_manner
from marsad.speech.view import View

_BODIES = frozenset({"organization", "medium"})
_NAMED = frozenset({"person", "organization", "medium", "group"})
_HELD = frozenset({"person", "organization", "group"})
_NAME, _UNKNOWN, _BLESSING, _LONGEST_BODY = 5, 2, 6, 10
"""Words that a name, one that no list knows, or a blessing in marks has at most."""
_OF = frozenset({"عن", "عما"})


def speaks(view: View, cue_last: int, at: int) -> bool:
    """Whether a quotation is what was said and not a name: long enough, or right after the cue."""
    quote = view.quote_at[at]
    if _is_name(view, quote) or is_manner(view, quote) or is_blessing(view, quote):
        return False
    if at == cue_last and (_is_subject(view, quote, cue_last) or _words_follow(view, quote)):
        return False
    if at > cue_last and quote.inside <= _LONGEST_BODY and _completes_office(view, at):
        return False
    if at > cue_last and _is_predicate(view, quote, cue_last):
        return False
    if quote.inside <= 5 and view.word(quote.last + 1) in _OF:
        return False
    if at == cue_last:
        return True
    before = at - 1
    venue = view.venues.get(before)
    if (
        venue is not None
        and quote.inside <= 6
        and venue.entry.get("type") == "medium"
        and not _is_named(venue)
    ):
        return False
    if view.word(before) in {"ب", "ل"}:
        return quote.inside > 3
    if quote.inside <= 6 and _that_follows(view, quote.last + 1):
        return False
    if view.word(quote.open + 1) in view.words.own_words:
        return True
    if quote.inside <= 3 and not view.comma(before):
        return _stands_alone(view, quote.last + 1)
    return True


def _words_follow(view: View, quote: Quote) -> bool:
    """«استنكر ["لقاء سيدة الجبل"] في بيان، "الاعتداء على…"»: a name in marks before the words that are in marks, too."""
    if not quote.closed or quote.inside > _NAME or view.word(quote.open + 1) in view.words.own_words:
        return False
    for at in range(quote.last + 1, view.ends[quote.last]):
        if is_participle(view, at) or is_finite(view, at) or at in view.tails:
            return False
        if at in view.quote_at:
            return view.comma(at - 1) and view.quote_at[at].inside > _UNKNOWN
    return False


def _completes_office(view: View, at: int) -> bool:
    """«رئيس ["المجلس الوطني للإعلام"] فلان»: an office that what stands in marks makes definite."""
    office = at - 1 in view.heads and not view.word(at - 1).startswith("ال")
    held = view.inside[at - 1]
    return office and held is not None and held.kind in _HELD and held.last == at


def is_blessing(view: View, quote: Quote) -> bool:
    """«ولي العهد «حفظه الله ورعاه»»: what Gulf papers set after a ruler's name, in marks."""
    inner = view.folds[quote.open + 1 : quote.close]
    return (
        len(inner) <= _BLESSING
        and inner[0] in view.words.blessing
        and not view.words.blesser.isdisjoint(inner)
    )


def _is_subject(view: View, quote: Quote, cue_last: int) -> bool:
    """«وأكد "الدبيبة" أنهم…», «وتابع "باشاغا" قائلا…»: a name in marks right after its verb is who speaks."""
    described = (m.enclitic or m.entry.get("object") == "describe" for m in view.cues.get(cue_last - 1, ()))
    if not quote.closed or quote.inside > _NAME or any(described):
        return False
    after = quote.last + 1
    said = view.word(after) in view.words.that | view.words.said_by or _is_colon(view, after)
    phrase = view.phrases.get(quote.open + 1)
    if phrase is None or phrase.clitics:
        unknown = view.word(quote.open + 1) not in plain_words() | view.words.own_words
        goes_on = not _stands_alone(view, after) and not view.word(after).startswith("و")
        return said or (quote.inside <= _UNKNOWN and unknown and goes_on)
    return said or (phrase.kind in _NAMED and phrase.last >= quote.close)


def _is_predicate(view: View, quote: Quote, cue_last: int) -> bool:
    """«يرى المستقبل «حالكا»»: what something is held to be, in the accusative."""
    held = any(m.entry.get("act") == "believe" for m in view.cues.get(cue_last - 1, ()))
    text = view.tokens[quote.close - 1].text
    return held and quote.inside <= _UNKNOWN and text.rstrip("\u064b").endswith("ا")


def _is_colon(view: View, at: int) -> bool:
    return at < len(view.tokens) and view.tokens[at].text == ":"


def _is_named(venue: Match) -> bool:
    """Whether a medium is its own name («رويترز»), so that marks after it do not hold the name («صحيفة "المدى"»)."""
    return bool(venue.entry.get("ambiguous"))


def _is_name(view: View, quote: Quote) -> bool:
    """Whether a quotation holds a body's name and nothing else: «طالبت "هيومن رايتس ووتش"»."""
    holder = view.inside[quote.open]
    if holder is not None and holder.last > quote.close:
        return True  # «الهيئة الحكومية للتنمية «إيغاد»»
    phrase = view.phrases.get(quote.open + 1)
    return (
        phrase is not None
        and phrase.kind in _BODIES
        and phrase.last >= quote.close
        and not view.comma(phrase.last)
    )


def _that_follows(view: View, after: int) -> bool:
    """Whether a complementiser still comes: then the short quotation before it is a name («رئيس "الجمعية" إن…»)."""
    if after >= len(view.tokens):
        return False
    for at in range(after, min(after + 22, view.ends[after])):
        if is_participle(view, at) or is_finite(view, at) or at in view.tails:
            return False
        if view.word(at) in view.words.that and view.word(at - 1) not in view.words.before_that:
            return True
    return False


def _stands_alone(view: View, after: int) -> bool:
    """Whether a quotation is followed by a pause or another cue, as words that were said are."""
    return after >= len(view.tokens) or view.mark(after) or is_participle(view, after) or after in view.tails


def is_participle(view: View, at: int) -> bool:
    """Whether a word is a participle that says something: «مؤكدا»; «مذكرة توقيف» is a paper."""
    token = view.tokens[at]
    if is_paper(view, at):
        return False
    if token.fold in view.words.never or token.fold.removeprefix("و") in view.words.never:
        return False
    plural = token.fold.endswith("ين") and view.comma(at - 1)  # «…، متوقعين أن…»
    return (plural or token.fold.endswith(("ا", "ه"))) and any(
        m.feature.startswith("part") and not m.definite and not m.entry.get("weak")
        for m in view.cues.get(at, ())
    )


def is_paper(view: View, at: int) -> bool:
    """«أصدر القاضي [مذكرة] قبض بحق…» and «[مذكرة] التفاهم» are papers; «مذكرة الأطراف بمسؤوليتها» reminds."""
    return at in view.venues and view.word(at + 1).removeprefix("ال") in view.words.memorandum
