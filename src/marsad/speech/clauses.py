"""Where a new clause begins after what is reported, when the outlet goes on to tell something else."""

from __future__ import annotations

from marsad.speech.closed import is_finite
from marsad.speech.view import View

_OPENING = 8
"""Words set before a verb at the head of its clause, at most."""
_BEFORE_ANY = frozenset({"و", "ف"})


def begins_clause(view: View, at: int) -> bool:
    """Whether a token opens a new clause after a noun phrase: «…العنف، [وحظرت] السلطات», «…الحادثة [لكن]», «…، [بعدما]».

    A verb joined without comma counts only where a lexicon knows it as nothing but a verb.
    """
    words, fold, paused = view.words, view.word(at), view.comma(at - 1)
    if fold in words.contrast:
        return paused or view.word(at + 1) in words.that or at in view.phrases
    if fold in words.sequel or (fold[:1] == "و" and fold[1:] in words.negation):
        return paused
    if fold in words.after_all and view.word(at + 1) in words.after_what:
        return paused
    if fold == "في" and view.word(at + 1) in words.while_noun:
        return paused
    if view.part.field == "title" and _joins_headline(view, at):
        return True
    if fold[:1] not in _BEFORE_ANY or len(fold) < 4 or not _is_free(view, at):
        return False
    if not paused and any(m.clitics == "" and m.enclitic for m in view.cues.get(at, ())):
        return False  # «هجوم [وصفته] بالدموي»: no particle is written on to the verb
    return at in view.verbs or (paused and words.verb_shape.fullmatch(view.tokens[at].text[1:]) is not None)


def begins_remark(view: View, at: int) -> bool:
    """Whether a token opens what the outlet adds to anybody's words: «في إشارة إلى…», «وهو ما نفاه…»."""
    fold = view.word(at)
    if fold in view.words.pointing and view.word(at - 1) == "في":
        return view.word(at + 1) == "الي"
    if fold not in view.words.answered and fold not in view.words.clause_pronoun:
        return False
    ahead = at + 2
    if is_alleged(view, at):
        return any(m.enclitic in ("ه", "ها") for m in view.cues.get(ahead, ()))
    known = view.word(at + 1) in view.words.saying_what or view.word(at + 1) in view.words.relative
    return known and any(m.enclitic == "ه" for m in view.cues.get(ahead, ()))


def is_alleged(view: View, at: int) -> bool:
    """«، [وهي اتهامات] تنفيها الدوحة»: a pronoun and what somebody holds the words before it to be."""
    linked = view.word(at).removeprefix("و") in view.words.clause_pronoun
    return linked and view.word(at + 1) in view.words.alleged


def _joins_headline(view: View, at: int) -> bool:
    """«السلطنة ترحب بالاتفاق [ومسقط] تحتضن جولة»: a joined subject and its verb, a headline of its own."""
    phrase = view.phrases.get(at)
    if phrase is None and (not view.word(at).startswith("و") or not _is_free(view, at)):
        return False
    if phrase is not None and phrase.clitics != "و":
        return False
    after = phrase.last if phrase is not None else at + 1
    if after >= len(view.tokens) or view.inside[after] is not None:
        return False
    shaped = view.words.headline_verb.fullmatch(view.tokens[after].text)
    return after in view.verbs or (shaped is not None and after not in view.heads)


def _is_free(view: View, at: int) -> bool:
    """Whether no noun phrase and no list of nouns claims a joined word."""
    return (
        view.inside[at] is None and at not in view.heads and at not in view.venues and at not in view.asides
    )


def before_opening(view: View, start: int, first: int) -> int:
    """«…الأراضي [وفي مجال الصيد أكدت] التوصيات…»: where what is set before the verb begins, without commas."""
    for at in range(start - 1, max(first + 2, start - _OPENING), -1):
        if view.mark(at) or is_finite(view, at) or view.word(at) in view.words.that:
            return start
        if view.word(at) in view.words.leads:
            return at
    return start
