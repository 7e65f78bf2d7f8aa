"""Bodies of an ordinary word's form that the people beside them tell: «مراسل الجزيرة», «تصريح للجزيرة», «عناصر القاعدة»."""

from __future__ import annotations

from marsad.matching import Match, Matches
from marsad.names.links import linking
from marsad.types import Part

_WITH, _FOR, _AND = "مع", "ل", "و"


def reports_for(part: Part, medium: Match) -> bool:
    """Whether a reporter stands before a medium, or what is said to it: «موفد الجزيرة», «في مقابلة مع الجزيرة»."""
    before = medium.first - 1
    if not medium.clitics:
        if part.tokens[before].fold == _WITH:
            return before > 0 and _is(part, before - 1, "interview")
        return _is(part, before, "reporter")
    return medium.clitics == _FOR and _is(part, before, "interview")


def is_manned(part: Part, matches: Matches, group: Match) -> bool:
    """Whether those who fight for a group stand before it, and no adjective behind: not «عناصر القاعدة الجوية»."""
    after = group.last
    arm = after < len(part.tokens) and (
        any(not m.clitics for m in matches.between("body_adjective", after, after + 1))
    )
    return not group.clitics and not arm and _is(part, group.first - 1, "member")


def _is(part: Part, at: int, role: str) -> bool:
    fold = part.tokens[at].fold
    return fold in linking(role) or fold.removeprefix(_AND) in linking(role)


__all__ = ["is_manned", "reports_for"]
