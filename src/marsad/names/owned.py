"""Nouns with their owner's pronoun that fold like a name in ة: «أكد المحامي أن [منوبه] بريء» (his client), not the town منوبة."""

from __future__ import annotations

from marsad.matching import Match, Matches
from marsad.text import fold
from marsad.types import Part

_KINDS = ("place", "country", "organization", "person", "name_word")
_HA, _TA = "ه", "ة"
_WHERE = frozenset(("in", "from", "to"))
"""What particles of place say."""
_ARTICLES = ("ال", "وال", "بال", "فال", "كال", "لل", "ولل")
_FEWEST = 5
"""Words in ة that show that a text tells it from ه."""
_MOST = 0.1
"""The share of its definite feminines («المدرسه») that such a text misspells at most."""


def owned_tokens(part: Part, matches: Matches, own_ha: frozenset[str]) -> frozenset[int]:
    """The tokens in ه that a list knows as a name in ة, in a text that writes ة and never that name so.

    Those that a noun, a title or a preposition of place announces are names all the same: «مدينة درنه», «في غزه».
    `own_ha` are definite words whose ه is their own («المياه»).
    """
    likely = [m for m in matches.of(*_KINDS) if _may_be_owned(part, m)]
    if not likely or not _tells_apart(part, own_ha):
        return frozenset()
    named = {token.fold for token in part.tokens if token.text.endswith(_TA)}
    named |= {_word(part, m) for m in likely if _is_announced(matches, m)}
    return frozenset(m.first for m in likely if _word(part, m) not in named)


def _word(part: Part, match: Match) -> str:
    """The folded word without its particles."""
    return part.tokens[match.first].fold[len(match.clitics) :]


def _is_announced(matches: Matches, match: Match) -> bool:
    """Whether what stands before a name says that it is one: «بدرنه», «مدينة درنه», «السيدة ناديه», «سكان غزه», «في غزه»."""
    before = matches.ending("body_noun", match.first) + matches.ending("honorific", match.first)
    before += [m for m in matches.ending("head_noun", match.first) if not m.definite]
    if "ب" in match.clitics or before:
        return True
    return any(m.entry.fields.get("feature") in _WHERE for m in matches.ending("particle", match.first))


def _may_be_owned(part: Part, match: Match) -> bool:
    text = part.tokens[match.first].text
    if match.last - match.first > 1 or not text.endswith(_HA) or text.startswith(_ARTICLES):
        return False
    folded = part.text[match.start : match.end]
    forms = [form for form in match.entry.fields["forms"] if fold(form) == fold(folded)]
    return bool(forms) and all(form.endswith(_TA) for form in forms)


def _tells_apart(part: Part, own_ha: frozenset[str]) -> bool:
    """Whether the text writes ة where it belongs."""
    right = sum(token.text.endswith(_TA) for token in part.tokens)
    wrong = sum(
        token.text.endswith(_HA) and token.text.startswith(_ARTICLES) and token.text not in own_ha
        for token in part.tokens
    )
    return right >= _FEWEST and wrong <= right * _MOST
