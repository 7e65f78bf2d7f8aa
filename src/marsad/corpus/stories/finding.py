"""The stories of a number of records."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from marsad.corpus.stories.grouping import Frequencies, Placed, Shelf
from marsad.corpus.stories.traits import traits_of
from marsad.corpus.stories.values import Story
from marsad.times.edtf import moment_of
from marsad.types import Article, Record


def find_stories(records: Iterable[Record]) -> tuple[Story, ...]:
    """The stories of records, numbered as they begin when the records are taken in their order.

    An article that tells alone of its happening, or whose day is not known, is a story by itself.
    """
    shelf = Shelf(frequencies := Frequencies({}, 0))
    told: dict[int, list[Article]] = defaultdict(list)
    for number, record in enumerate(records):
        traits, day = traits_of(record), day_of(record.article.published)
        frequencies.count(traits)
        story, same = shelf.choose(traits, day)
        for other in same:
            shelf.join(other, story or other)
            told[story or other] += told.pop(other)
        if story is None:
            story = number + 1
        shelf.put(Placed(number, day, story, traits))
        told[story].append(record.article)
    return tuple(_story(no, articles) for no, articles in sorted(told.items()))


def day_of(published: str | None) -> int | None:
    """The day of a time of publication as a number; `None` where it is not known to the day."""
    moment = moment_of(published)
    return None if moment is None else moment.toordinal()


def _story(no: int, articles: list[Article]) -> Story:
    ordered = sorted(articles, key=lambda one: (one.published or "", one.id))
    days = [one.published[:10] for one in ordered if day_of(one.published) and one.published]
    return Story(
        no=no,
        articles=tuple(one.id for one in ordered),
        title=ordered[0].title,
        first=min(days, default=None),
        last=max(days, default=None),
    )
