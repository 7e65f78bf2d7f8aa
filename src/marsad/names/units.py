"""Military units by their noun and number: «اللواء 444 قتال», «لواء 35 مدرع», «الفرقة الرابعة»."""

from __future__ import annotations

from marsad.matching import Match, Matches
from marsad.names.candidates import Candidate
from marsad.types import Part

_TRUST = 4
"""Above any list: a number after the noun of a unit leaves no doubt."""
_MOST_ARMS = 3
_LONGEST_NUMBER = 4
_TANWIN = "ا"


def unit_candidates(part: Part, matches: Matches) -> list[Candidate]:
    """The numbered units of a part."""
    nouns = matches.longest("unit_noun")
    if not nouns:
        return []
    words = {m.first: m for m in matches.longest("unit_word") if not m.clitics}
    found = []
    for noun in nouns:
        last = noun.last
        if last >= len(part.tokens):
            continue
        word = words.get(last)
        bracketed = "".join(token.text for token in part.tokens[last : last + 3 : 2]) == "()"
        if _is_number(part, last):
            last += 1
        elif bracketed and _is_number(part, last + 1):  # «اللواء (271)»
            last += 3
        elif word is not None and word.entry.fields["role"] == "ordinal" and _is_definite(part, noun):
            last = word.last
        else:
            continue
        arms = last
        for _ in range(_MOST_ARMS):
            word = words.get(arms)
            if word is None or word.entry.fields["role"] != "arm":
                break
            arms = word.last
        if arms == last and _counts(part, last):
            continue
        found.append(
            Candidate(
                noun.first,
                arms,
                noun.start,
                part.tokens[arms - 1].end,
                "organization",
                "unit.organization",
                _TRUST,
            )
        )
    return found


def _is_definite(part: Part, noun: Match) -> bool:
    return noun.definite or part.text[noun.start : noun.end].startswith("ال")


def _is_number(part: Part, at: int) -> bool:
    token = part.tokens[at]
    return token.kind == "number" and len(token.text) <= _LONGEST_NUMBER


def _counts(part: Part, at: int) -> bool:
    """Whether the number counts what comes next: «سرية 20 جنديا»."""
    return at < len(part.tokens) and part.tokens[at].kind == "word" and part.tokens[at].fold.endswith(_TANWIN)
