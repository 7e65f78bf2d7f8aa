"""What a part is about, as far as that tells events from what only sounds like them: sport, works of art."""

from __future__ import annotations

from functools import cache, lru_cache

from marsad.events.view import View
from marsad.matching import load_lexicon
from marsad.text import fold

_TOPICS = ("sport", "art")
"""The classes of words (`frames/classes.yaml`) that give a topic."""
_REMEMBERED = 1 << 16
_SOME, _MUCH = 0.01, 0.03
"""From which share of its words of a class a part is somewhat, and wholly, about a topic: sports pages have a tenth."""


def topic_of(view: View) -> int:
    """The topic of a part as a number: 0 for none, else one more for some than the topic's first, two for much."""
    size = max(len(view.keys), 1)
    topics = list(map(_topics_of, view.keys))
    for n in range(len(_TOPICS)):
        share = sum([n in found for found in topics if found]) / size
        if share >= _SOME:
            return 1 + 2 * n + (share >= _MUCH)
    return 0


@lru_cache(_REMEMBERED)
def _topics_of(keys: frozenset[str]) -> tuple[int, ...]:
    """Which topics a word speaks for, by its `word_keys`."""
    return tuple(n for n, words in enumerate(_topic_words()) if not words.isdisjoint(keys))


@cache
def _topic_words() -> tuple[frozenset[str], ...]:
    classes = {entry.id: entry.fields["words"] for entry in load_lexicon().table("word_class")}
    return tuple(frozenset(map(fold, classes[name])) for name in _TOPICS)
