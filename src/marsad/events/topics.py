"""What a part is about, as far as that tells events from what only sounds like them: sport, works of art."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
import numpy.typing as npt

from marsad.events.word_keys import word_keys
from marsad.matching import load_lexicon
from marsad.text import fold
from marsad.types import Token

TOPICS = ("sport", "art")
"""The classes of words (`frames/classes.yaml`) that give a topic."""
_SOME, _MUCH = 0.01, 0.03
"""From which share of its words of a class a part is somewhat, and wholly, about a topic: sports pages have a tenth."""


def topic_of(spoken_for: npt.NDArray[np.bool_]) -> int:
    """The topic of a part as a number: 0 for none, else one more for some than the topic's first, two for much.

    `spoken_for` `[tokens, topics]` says for which each word speaks (`topics_of`).
    """
    size = max(len(spoken_for), 1)
    counts: list[int] = spoken_for.sum(0).tolist()
    for n, count in enumerate(counts):
        if count / size >= _SOME:
            return 1 + 2 * n + (count / size >= _MUCH)
    return 0


def topics_of(tokens: Sequence[Token]) -> npt.NDArray[np.bool_]:
    """`[tokens, topics]`: for which topics each word speaks."""
    found = [[not words.isdisjoint(word_keys(token.fold)) for words in _topic_words()] for token in tokens]
    return np.array(found, np.bool_).reshape(-1, len(TOPICS))


@cache
def _topic_words() -> tuple[frozenset[str], ...]:
    classes = {entry.id: entry.fields["words"] for entry in load_lexicon().table("word_class")}
    return tuple(frozenset(map(fold, classes[name])) for name in TOPICS)
