"""What an article is about, as weighted traits: the words of its head, whom and what it names, what happens in it."""

from __future__ import annotations

from collections import defaultdict

from marsad.corpus.search.analysis import read_words
from marsad.types import Record

HEAD_WORDS = 140
"""News says at the beginning what happened; the end of a report is background that it shares with other happenings."""
TITLE_WEIGHT = 2.0
NAME_WEIGHT = {"person": 2.0, "organization": 2.0, "misc": 3.0, "place": 1.5}
EVENT_WEIGHT = 1.0

Traits = dict[str, float]


def traits_of(record: Record) -> Traits:
    """The traits of an article by their names: ``w:`` a stem, ``n:`` a name, ``v:`` a kind of event with its day.

    >>> import marsad
    >>> record = marsad.read("قتل خمسة أشخاص في طرابلس أمس.", published="2024-03-02", tier="fast")  # five killed in Tripoli
    >>> sorted(name for name in traits_of(record) if name[0] != "w")
    ['n:طرابلس', 'v:ASSAULT 2024-03-01']
    """
    article = record.article
    traits: dict[str, float] = defaultdict(float)
    for text, weight in ((article.title, TITLE_WEIGHT), (article.text, 1.0)):
        words = [word.keys for word in read_words(text)[:HEAD_WORDS]]
        for key in words:
            if not key.stop:
                traits[f"w:{key.stem}"] += weight
    found = {name: min(weight, 3.0) ** 0.5 for name, weight in traits.items()}
    for entity in record.entities:
        name = " ".join(word.keys.form for word in read_words(entity.name))
        if name:
            found[f"n:{name}"] = NAME_WEIGHT.get(entity.kind, 1.0)
    for event in record.events:
        if event.date and not event.historical and len(event.date.edtf) >= 10:
            found[f"v:{event.type} {event.date.edtf[:10]}"] = EVENT_WEIGHT
    return found
