"""PLOVER's contexts of an event, by the words of its sentence."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.events.view import View
from marsad.types import Sentence

_MOST = 3


def read_contexts(view: View, sentence: Sentence, given: Sequence[str]) -> tuple[str, ...]:
    """The contexts of an event: those its trigger has, then those its sentence has most words of."""
    found: dict[str, int] = dict.fromkeys(given, len(view.tokens))
    for match in view.matches.between("event_context", sentence.first, sentence.last):
        context = match.entry.fields["context"]
        found[context] = found.get(context, 0) + 1
    ranked = sorted(found, key=lambda context: -found[context])
    return tuple(ranked[:_MOST])
