"""Whether a form of a verb of saying is the finite verb of a clause, and somebody says something by it."""

from __future__ import annotations

from marsad.matching import Match
from marsad.speech.closed import is_announced
from marsad.speech.drafts import SPLIT
from marsad.speech.relaying import quoting_noun
from marsad.speech.view import View

_RELAYED = 18
"""Words between «نقل» and «عن»."""
_ASKING = frozenset({"person", "organization", "place", "group"})
_ON_SOMEBODY = frozenset({"عليه", "عليها", "عليهم"})


def is_said(view: View, match: Match, person: str) -> bool:
    """Third person, not negated, not a wish, not a first person inside somebody's quotation."""
    at = match.first
    before = view.word(at - 1)
    bare = view.word(at)[len(match.clitics) :]
    if match.definite or view.word(at) in view.words.that:
        return False
    turned = relays_of(view, match) or answers_back(view, match) or asks_of(view, match)
    spared = turned or before == "قد" or before in view.words.thus
    if bare in view.words.never and not spared and "\u0651" not in view.tokens[at].text:
        return False
    if set("بلكس") & set(match.clitics):
        return False
    written = view.tokens[at].text
    passive = written[len(match.clitics) + 1 :][:1] == "\u064f" and match.feature.startswith("past")
    if passive and match.entry.get("object") != "relay":
        return False  # «أُعلنت الهدنة»: what is announced, not who announces
    if match.feature.startswith("pres") and _is_passive_present(view, match, written):
        return False
    if _is_spelt_otherwise(view, match) or written.endswith("دعى"):
        return False
    if bare in view.words.received and view.word(match.last) in view.words.pronominal:
        return False  # «بيان [اطلعت] عليه الوكالة»
    if is_announced(view, match) or _is_noun_after_verb(view, match):
        return False
    if person != "3" or (match.enclitic and not _takes_pronoun(view, match)):
        return False
    if before == "قد" and view.word(at - 2).removeprefix("و") in view.words.be:
        return False  # «نفت أن تكون قد أعلنت…»
    if not match.clitics and before in view.words.governs and view.inside[at - 1] is None:
        return False  # «علق على [رفض] ألمانيا»: after a preposition only a noun
    before = before if before in view.words.irrealis else before.removeprefix("و")
    denied = bool(match.entry.get("deniable")) and match.feature.startswith("pres")  # «لم يستبعد», «لا يخفي»
    if (
        before in view.words.irrealis
        and not _comes_next(view, match)
        and not (denied and before in view.words.negation)
        and not (before == "ان" and match.feature.startswith("past"))
    ):
        return False
    if match.feature.startswith("pres") and before == "سوف":
        return False
    phrase = view.inside[at]
    return phrase is None or phrase.first == at or view.mark(at - 1)


def _is_noun_after_verb(view: View, match: Match) -> bool:
    """«ويظهر [رفض] الإدارة لأي كلام»: right behind a verb, a form that is a verbal noun too is one."""
    noun = any(m.feature == "masdar" and not m.clitics for m in view.cues.get(match.first, ()))
    behind = match.first - 1 in view.verbs and view.word(match.first - 1) not in view.words.was
    return noun and behind and match.feature == "past:3ms" and not match.clitics and not match.enclitic


def _is_passive_present(view: View, match: Match, written: str) -> bool:
    """«ما يسمى "…"», «يُتوقع», «يُعتبر»: alif for ya at the end, or damma where the active has fatha."""
    if written.endswith("ى") and match.entry.get("object") == "describe":
        return True  # «يسمي» names, «يسمى» is named
    bare = view.word(match.first)[len(match.clitics) :]
    damma = written[len(match.clitics) + 1 :][:1] == "\u064f"
    return damma and view.words.passive_shape.fullmatch(bare) is not None


def _comes_next(view: View, match: Match) -> bool:
    """«قبل أن يضيف: …», «قبل أن تؤكد أن…»: what was said next, though the particle makes it a subjunctive."""
    at = match.first
    led = view.word(at - 1) == "ان" and view.word(at - 2) == "قبل" and match.feature.startswith("pres")
    opener = view.word(match.last) in view.words.that or (
        match.last < len(view.tokens) and (view.tokens[match.last].text == ":" or match.last in view.quote_at)
    )
    return led and opener and not match.clitics


def is_dual_noun(view: View, match: Match) -> bool:
    """«رفضا», «طلبا», «ردا»: mostly a noun in the accusative, rarely the verb of two."""
    dual = match.feature == "past:3md" and match.enclitic == ""
    return dual and not view.word(match.first).endswith("وا")


def _is_spelt_otherwise(view: View, match: Match) -> bool:
    """«موجة» is not «موجه», «حملة» not «حمله»: ة is never the end of a masculine form."""
    masculine = match.enclitic == "ه" or match.feature.endswith("ms")
    return masculine and view.tokens[match.last - 1].text.endswith("ة")


def relays_of(view: View, match: Match) -> bool:
    """«ونقل عن مصدر قوله»: the verb that passes words on, not the noun of transport."""
    if match.entry.get("object") != "relay" or match.enclitic or match.last >= len(view.ends):
        return False
    if view.word(match.last) == "عن":
        return True
    end = min(match.last + _RELAYED, view.ends[match.first])
    of = next((at for at in range(match.last, end) if view.word(at) == "عن"), None)
    if of is None:
        return False
    if quoting_noun(view, of + 1) is not None:
        return True  # «نقل مصدر مطلع عن فلان قوله»
    medium = view.venues.get(match.last)
    told = medium is not None and medium.entry.get("type") == "medium" and not medium.clitics
    return told and any(view.word(at) in view.words.that for at in range(of + 2, end + _RELAYED))


def answers_back(view: View, match: Match) -> bool:
    """«ورد عليه الوزير بأن…», «ورد الوزير بأن…»: the verb of an answer, not the noun."""
    if match.entry.id != "cue.rd" or match.clitics not in {"و", "ف"} or not match.feature.startswith("past"):
        return False
    at, end = match.last, min(match.last + _RELAYED, view.ends[match.first])
    voice = view.inside[at] if at < end else None
    addressed = view.word(at) in _ON_SOMEBODY or (voice is not None and voice.kind == "person")
    return addressed and any(view.word(p) == "بان" for p in range(at, end))


def asks_of(view: View, match: Match) -> bool:
    """«وطلب لبنان من الأمم المتحدة تمديد…»: the verb, for who asks and who is asked stand after it; not the noun."""
    if match.entry.id != "cue.tlb" or match.enclitic or not match.feature.startswith("past:3"):
        return False
    led = match.clitics in {"و", "ف"} or match.first == view.clause_first(match.first)
    voice = view.phrases.get(match.last)
    return led and voice is not None and voice.kind in _ASKING and view.word(voice.last) == "من"


def _takes_pronoun(view: View, match: Match) -> bool:
    """«أبلغهم», «وصفه», «ما قاله»: where a pronoun after the verb leaves it a cue."""
    role = match.entry.get("object")
    return not match.entry.get("weak") and (
        role in SPLIT or view.word(match.first - 1) in view.words.saying_what
    )
