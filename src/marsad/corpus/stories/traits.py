"""What an article is about, as weighted traits: the words of its head, whom and what it names, what happens in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache, lru_cache

from marsad.corpus.search.analysis import keys_in, read_words
from marsad.matching.tables import load_table
from marsad.types import Record

HEAD_WORDS = 140
"""News says at the beginning what happened; the end of a report is background that it shares with other happenings."""
TITLE_WEIGHT = 2.0
NAME_WEIGHT = {"person": 2.0, "organization": 2.0, "misc": 3.0, "place": 1.5}
PREFIX = {"person": "n", "place": "p"}
EVENT_WEIGHT = 1.0

Traits = dict[str, float]


def traits_of(record: Record) -> Traits:
    """The traits of an article by their names: ``w:`` a stem, ``n:`` a person, ``o:`` a body or
    other name, ``p:`` a place, ``v:`` a kind of event with its day.

    Without weight stand ``t:`` a stem of the headline, ``h:`` a place in it that is no country, ``r:`` that it heads what is printed every day, and
    ``q:`` a notice of what happens every day.

    >>> import marsad
    >>> record = marsad.read("قتل خمسة أشخاص في طرابلس أمس.", published="2024-03-02", tier="fast")  # five killed in Tripoli
    >>> sorted(name for name in traits_of(record) if name[0] != "w")
    ['p:طرابلس', 'v:ASSAULT 2024-03-01']
    """
    article = record.article
    traits: dict[str, float] = defaultdict(float)
    for text, weight in ((article.title, TITLE_WEIGHT), (article.text, 1.0)):
        for word in read_words(text, HEAD_WORDS):
            if not word.keys.stop:
                traits[f"w:{word.keys.stem}"] += weight
    found = {name: min(weight, 3.0) ** 0.5 for name, weight in traits.items()}
    for entity in record.entities:
        if name := _form_of(entity.name):
            found[f"{PREFIX.get(entity.kind, 'o')}:{name}"] = NAME_WEIGHT.get(entity.kind, 1.0)
    for event in record.events:
        if event.date and not event.historical and len(event.date.edtf) >= 10:
            found[f"v:{event.type} {event.date.edtf[:10]}"] = EVENT_WEIGHT
    return found | dict.fromkeys(_headline(record), 0.0)


def _headline(record: Record) -> Iterator[str]:
    """What the headline says: its stems, its places, whether it heads a routine («طقس اليوم», the weather today)."""
    words = keys_in(record.article.title)
    yield from (f"t:{key.stem}" for key in words if not key.stop)
    places = [one for one in record.entities if one.kind == "place"]
    names = {one.id: one.name for one in places if not (one.geo and one.geo.level == "country")}
    for mention in record.mentions:
        if mention.field == "title" and mention.entity in names:
            yield "h:" + _form_of(names[mention.entity])
    forms = f" {' '.join(key.form for key in words)} "
    for mark, table in (("r:", "headlines"), ("q:", "notices")):
        if any(f" {phrase} " in forms for phrase in _phrases(table)):
            yield mark


@cache
def _phrases(table: str) -> tuple[str, ...]:
    phrases = load_table("corpus", "routines")[table]
    return tuple(map(_form_of, phrases))


@lru_cache(maxsize=1 << 16)
def _form_of(name: str) -> str:
    """The forms of a name's words; most names are those of other articles, too."""
    return " ".join(keys.form for keys in keys_in(name))
