"""Tokens that no loose noun phrase goes past: marks, function words, the verbs that cue."""

from __future__ import annotations

from marsad.matching import Match
from marsad.speech.view import View

_OF_IT = frozenset({"عنه", "عنها", "عنهم"})
_LEADING = frozenset({"ل", "ب", "ك"})


def is_closed(view: View, at: int) -> bool:
    """Whether a token cannot stand inside a loose noun phrase: a mark, a function word, a verb that cues."""
    token, words = view.tokens[at], view.words
    if token.kind != "word":
        return token.kind == "mark"
    fold = token.fold
    if (
        fold in _LEADING
        or fold in words.preposition
        or fold in words.that
        or fold in words.relative
        or fold in words.time
    ):
        return True
    if fold in words.pronominal or fold in words.said_by:
        return True
    if at in view.clausal or (fold[:1] == "و" and fold[1:] in words.breaks):
        return True  # «وهذا», «ما كشفه» in one word: another clause
    if (
        fold in words.resumed
        or fold in words.stopper
        or fold in words.irrealis
        or fold in words.connector
        or at in view.tails
    ):
        return True
    return is_finite(view, at) is not None


def is_finite(view: View, at: int) -> Match | None:
    """The cue verb at a token in a finite form, if it is one."""
    if view.inside[at] is not None and at not in view.phrases and not view.mark(at - 1):
        return None
    for match in view.cues.get(at, ()):
        if (
            match.feature.startswith(("past:3", "pres:3"))
            and not match.definite
            and not match.entry.get("weak")
            and (match.feature != "past:3md" or view.word(match.last) in view.words.that)
        ):
            return match if _is_verb(view, match) else None
    return None


def _is_verb(view: View, match: Match) -> bool:
    """Whether a form that may be a noun too («حكم», «بين») stands where only a verb can."""
    fold, words = view.word(match.first), view.words
    bare = fold[len(match.clitics) :]
    if set("بلكس") & set(match.clitics) or bare in words.never or fold in words.never:
        return False
    if match.enclitic == "ه" and view.tokens[match.first].text.endswith("ة"):
        return False
    return bool(match.clitics) or view.word(match.first - 1) in words.level or bare not in words.doubtful


def is_announced(view: View, match: Match) -> bool:
    """«في تقرير [أعلن] عنه»: what is announced is the noun before, and nothing that follows."""
    before = view.word(match.first - 1)
    told = view.word(match.last) in _OF_IT and "of" in match.entry.get("frames")
    linked = view.words.saying_what | view.words.relative | view.words.connector
    noun = view.inside[match.first - 1] is not None or match.first - 1 in view.venues
    return told and not match.clitics and noun and before not in linked
