"""What speaks for and against a fact, as its card shows it: who corroborates it, who contradicts it, in which words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec

from marsad.corpus import StoredArticle
from marsad.corpus.corroboration import Claim, Weighed, Witness, evidence_of, weigh_event, weigh_statement
from marsad.corpus.corroboration.weighing import Stand
from marsad.corpus.stories import Story, story_of
from marsad.desk.session import Session
from marsad.errors import LibraryError
from marsad.types import Attribution, Event, Record


class Testimony(msgspec.Struct, frozen=True, kw_only=True):
    """A passage that bears on a fact, and the article in which it stands: how, by which rule, on whose word.

    `own` is what the fact's article says, `other` what stands there; docs/api.md says what each `stand` means.
    """

    stand: Stand
    topic: str
    rule: str
    no: int
    site: str | None
    title: str
    published: str | None
    own: Claim
    other: Claim


class Corroboration(msgspec.Struct, frozen=True, kw_only=True):
    """What the story of an article says of one of its facts; no story, and nothing in it, where no other article reports it.

    `corroborated_by` and `contradicted_by` name each independent origin once, however many articles print it.
    """

    story: int | None = None
    corroborated_by: tuple[str, ...] = ()
    contradicted_by: tuple[str, ...] = ()
    testimonies: tuple[Testimony, ...] = ()


class Group(msgspec.Struct, frozen=True, kw_only=True):
    """What is said elsewhere of one thing that the fact's article says: those with words of their own, and those who repeat it."""

    topic: str
    own: Claim
    said: tuple[Testimony, ...]
    repeated: tuple[Testimony, ...]


def corroborate_fact(
    session: Session, article: int, record: Record, fact: Event | Attribution
) -> Corroboration:
    """What the other articles of its story say of an event or a statement of an article."""
    try:
        story = story_of(session.library, article)
    except LibraryError:  # an older version, or one that was not put to a story yet
        return Corroboration()
    if len(story.articles) < 2:
        return Corroboration()
    evidence = session.evidence.get(session.stamp(), story.no, lambda: evidence_of(session.library, story))
    weigh: Weighed = (
        weigh_event(evidence, record, fact)
        if isinstance(fact, Event)
        else weigh_statement(evidence, record, fact)
    )
    return _corroboration(session, story, weigh)


def _corroboration(session: Session, story: Story, weighed: Weighed) -> Corroboration:
    articles = {
        ident: session.library.article(ident)
        for ident in dict.fromkeys(one.other.article for one in weighed.witnesses)
    }
    return Corroboration(
        story=story.no,
        corroborated_by=weighed.corroborated_by,
        contradicted_by=weighed.contradicted_by,
        testimonies=tuple(_testimony(one, articles[one.other.article]) for one in weighed.witnesses),
    )


def _testimony(witness: Witness, article: StoredArticle) -> Testimony:
    return Testimony(
        stand=witness.stand,
        topic=witness.topic,
        rule=witness.rule,
        no=article.no,
        site=article.site,
        title=article.title,
        published=article.published,
        own=witness.own,
        other=witness.other,
    )


def grouped(testimonies: Sequence[Testimony]) -> list[Group]:
    """The testimonies by what they bear on: that it happened first, then the counts, days and words."""
    found: dict[tuple[str, str], list[Testimony]] = {}
    for one in testimonies:
        found.setdefault((one.topic, one.own.value), []).append(one)
    groups = [
        Group(
            topic=topic,
            own=those[0].own,
            said=tuple(one for one in those if one.stand != "repeats"),
            repeated=tuple(one for one in those if one.stand == "repeats"),
        )
        for (topic, _), those in found.items()
    ]
    return sorted(groups, key=lambda one: (one.topic != "event", not one.said))


def rows_of(fact: Mapping[str, Any], testimonies: Sequence[Testimony]) -> Iterator[dict[str, Any]]:
    """A fact as rows of a table: one for each testimony, or one without any."""
    for one in testimonies or (None,):
        yield {
            **fact,
            "stand": one and one.stand,
            "topic": one and one.topic,
            "rule": one and one.rule,
            "own_value": one and one.own.value,
            "own_passage": one and one.own.exact,
            "other_article": one and one.no,
            "other_site": one and one.site,
            "other_published": one and one.published,
            "other_voice": one and one.other.voice,
            "other_value": one and one.other.value,
            "other_passage": one and one.other.exact,
        }


__all__ = ["Corroboration", "Group", "Testimony", "corroborate_fact", "grouped", "rows_of"]
