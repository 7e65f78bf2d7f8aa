"""Who is who: the names that are one actor, the decisions behind that, and others that may be the same, with evidence."""

from __future__ import annotations

import msgspec

from marsad.corpus import Decision, StoredArticle
from marsad.corpus.actors import Actor, Proposal, evidence_for, propose_for
from marsad.desk.states import State
from marsad.desk.views import Asked, Screen, View
from marsad.errors import LibraryError, UsageError

_ARTICLES = 60


class IdentityState(State, frozen=True, kw_only=True):
    """An actor by a key, and another name that it is compared with."""

    key: str = ""
    other: str = ""


class IdentityData(msgspec.Struct, frozen=True, kw_only=True):
    """An actor, what people decided about its names and still counts, and who else it may be."""

    actor: Actor
    decisions: tuple[Decision, ...]
    proposals: tuple[Proposal, ...]
    compared: Proposal | None
    problem: str | None
    articles: tuple[StoredArticle, ...]


def show(asked: Asked[IdentityState]) -> View:
    """The actor of the state, and what speaks for and against its being one with others."""
    overview, library = asked.session.overview(), asked.session.library
    actor = overview.actor(asked.state.key)
    if actor is None:
        raise LibraryError(asked.state.key or "key", "the library names nobody so", remedy="see the actors")
    compared, problem = None, None
    if asked.state.other.strip():
        try:
            compared = evidence_for(library, overview.directory, actor.key, asked.state.other.strip())
        except UsageError as error:
            problem = str(error)
    own = {*actor.keys, actor.key}
    decided = [
        one for one in library.decisions() if one.action in ("merge", "split") and {one.one, one.other} & own
    ]
    numbers = sorted({no for no, _ in actor.seen}, reverse=True)[:_ARTICLES]
    data = IdentityData(
        actor=actor,
        decisions=tuple(decided),
        proposals=tuple(propose_for(library, overview.directory, actor)),
        compared=compared,
        problem=problem,
        articles=tuple(overview.articles[no] for no in numbers if no in overview.articles),
    )
    return View(
        title=f"{asked.words['identity']} · {actor.name}",
        data=data,
        rows=[_row(one) for one in data.proposals],
        extra={"overview": overview, "plain": plain_name},
    )


def plain_name(key: str | None) -> str:
    """The name in a key.

    >>> plain_name("person:سالم الحيدري")
    'سالم الحيدري'
    """
    return (key or "").partition(":")[2] or (key or "")


def _row(one: Proposal) -> dict[str, object]:
    return {
        "one": one.one.name,
        "other": one.other.name,
        "score": one.score,
        "evidence": " | ".join(f"{item.kind} {item.weight:+.2f}" for item in one.evidence),
    }


IDENTITY = Screen(name="identity", path="identity", state=IdentityState, show=show)
