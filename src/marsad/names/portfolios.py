"""The fields of an office whose holder's name follows them: «وزير العلاقات مع الهيئات الدستورية وحقوق الإنسان [مهدي بن غربية]»."""

from __future__ import annotations

from marsad.names.links import linking
from marsad.names.phrase_parts import Growing, denoted
from marsad.names.phrase_view import PhraseView
from marsad.types import Sentence

_LONGEST = 10
"""How many words the further fields of an office have at most: «… والتخطيط والاستثمار والتعاون الدولي»."""
_WITH = "مع"
_DEFINITE = ("ال", "وال", "لل", "ولل", "بال", "وبال")
_COMMAS = frozenset("،,")
_PEOPLE = frozenset({"person", "unnamed", "group"})


def portfolio_end(view: PhraseView, growing: Growing, sentence: Sentence) -> int | None:
    """Where the fields of an office end and the name of its holder begins; none where no name follows them at once."""
    at = growing.last
    if not growing.role or growing.mentions or not growing.definite or growing.feature[-1:] in ("p", "d"):
        return None
    opens = view.part.tokens[at].fold
    if at in view.mentions or (opens != _WITH and not opens.startswith("و")):
        return None
    office = view.part.tokens[growing.head].fold
    minister = not linking("portfolio").isdisjoint((office, office[1:]))
    while at < min(growing.last + _LONGEST, sentence.last):
        if view.part.tokens[at].text in _COMMAS and at + 1 in view.mentions:
            holder = view.mentions[at + 1][1]
            clean = holder.start == view.part.tokens[at + 1].start
            return at if clean and minister and holder.kind == "person" else None
        named = view.mentions.get(at)
        if named is not None and named[1].kind == "person":
            return at if named[1].start == view.part.tokens[at].start else None
        if named is None and not _is_field(view, at, sentence, minister=minister):
            return None
        at = named[0] if named is not None else at + 1
    return None


def _is_field(view: PhraseView, at: int, sentence: Sentence, *, minister: bool) -> bool:
    """Whether a word may be one of a field: definite, joined to a definite word, or «مع».

    A minister's fields are groups of people as well: «وزير الداخلية [والجماعات المحلية] فلان».
    """
    token, head = view.part.tokens[at], view.heads.get(at)
    if token.kind != "word" or at in view.stops or at in view.titles or at in view.quantifiers:
        return False
    group = head is not None and minister and denoted(head) == "group"
    if head is not None and head.clitics == "و" and head.denotes[0] in _PEOPLE and not group:
        return False  # «رئيس الحكومة [والوفد] المرافق محمد …»: somebody else
    if token.fold.startswith(_DEFINITE) or token.fold == _WITH:
        return True
    after = at + 1
    return (
        token.fold.startswith("و") and after < sentence.last and view.part.tokens[after].fold.startswith("ال")
    )
