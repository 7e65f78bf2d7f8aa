"""What somebody is called over time: roles in all their spellings, from when to when."""

from __future__ import annotations

from collections import Counter, defaultdict

from marsad.corpus.actors.values import Actor, Period, Role
from marsad.text import fold


def periods_of(actor: Actor) -> list[Period]:
    """The roles of an actor with the articles that give them, the one that was given last first.

    Spellings of one role are one; a shorter form («الوزير») stays by itself, since it can be another office.
    """
    grouped: dict[str, list[Role]] = defaultdict(list)
    for role in actor.roles:
        grouped[" ".join(fold(role.role).split())].append(role)
    found = [_period(those) for those in grouped.values()]
    return sorted(found, key=lambda one: (one.last or "", one.articles, one.role), reverse=True)


def _period(roles: list[Role]) -> Period:
    spellings = [spelling for spelling, _ in Counter(one.role for one in roles).most_common()]
    days = [one.published[:10] for one in roles if one.published]
    return Period(
        role=spellings[0],
        spellings=tuple(spellings),
        articles=len({one.article for one in roles}),
        first=min(days, default=None),
        last=max(days, default=None),
    )
