"""From a score for each token and tag to spans: Viterbi over IOB, and where inside its first word a name begins."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from marsad.names.features import KINDS

Floats = npt.NDArray[np.float32]
TAGS = ("O", *(f"{b}-{k}" for k in KINDS for b in "BI"))
_BARRED = -1e4
_CERTAIN = -0.002
"""The log probability of "no name" from which a token is not asked again."""
OPEN = 0.5
"""What is taken from the log odds of "no name" before names are read off: the taggers, learned where most words are none, miss
more names than they invent. At 1.0 ANERcorp gains as much again, but bodies grow too long («الهيئة السياسية للحزب الحكومة»)."""
MOVE = 0.5
"""What the odds of one tag after another weigh, which the scores of a token beside its neighbours hold in part."""


def _transitions() -> Floats:
    out = np.zeros((len(TAGS), len(TAGS)), np.float32)
    for to, tag in enumerate(TAGS):
        if tag[0] == "I":
            kind = tag[1:]
            out[:, to] = _BARRED
            out[[TAGS.index(f"B{kind}"), to], to] = 0.0
    return out


_TRANSITIONS = _transitions()
_STARTS = np.array([_BARRED if tag[0] == "I" else 0.0 for tag in TAGS], np.float32)


def best_tags(scores: Floats, breaks: frozenset[int] = frozenset(), moves: Floats | None = None) -> list[int]:
    """The likeliest row of tags of `[tokens, tags]` log probabilities; no name crosses a token in `breaks`.

    `moves` `[tags, tags]` says what speaks for a tag after another.
    """
    between = _TRANSITIONS if moves is None else _TRANSITIONS + moves
    tags = [0] * len(scores)
    open_ = np.flatnonzero(scores[:, 0] < _CERTAIN)
    scores = np.hstack((scores[:, :1] - np.float32(OPEN), scores[:, 1:]))
    for first, last in _stretches(open_, breaks):
        tags[first:last] = _best_stretch(scores[first:last], between)
    return tags


def _stretches(at: npt.NDArray[np.int64], breaks: frozenset[int]) -> Iterator[tuple[int, int]]:
    """Runs of neighbouring tokens, cut at breaks: a token that is surely no name parts what stands round it."""
    first = last = -1
    for token in at.tolist():
        if token != last or token in breaks:
            if first >= 0:
                yield first, last
            first = token
        last = token + 1
    if first >= 0:
        yield first, last


def _best_stretch(scores: Floats, between: Floats) -> list[int]:
    back = np.zeros(scores.shape, np.int64)
    best = scores[0] + _STARTS + between[0]
    for at in range(1, len(scores)):
        ways = best[:, None] + between
        back[at] = ways.argmax(0)
        best = ways.max(0) + scores[at]
    tag = int((best + between[:, 0]).argmax())
    tags = [tag]
    for at in range(len(scores) - 1, 0, -1):
        tag = int(back[at, tag])
        tags.append(tag)
    return tags[::-1]


def spans_of(tags: Sequence[int]) -> Iterator[tuple[int, int, str]]:
    """Spans `(first, last, kind)` of a row of tags that keeps to IOB."""
    first = -1
    for at, tag in enumerate([*tags, 0]):
        if first >= 0 and (tag == 0 or TAGS[tag][0] == "B"):
            yield first, at, TAGS[tags[first]][2:]
            first = -1
        if tag and TAGS[tag][0] == "B":
            first = at


def log_softmax(scores: Floats) -> Floats:
    """Log probabilities of the last axis."""
    top = scores - scores.max(-1, keepdims=True)
    return np.asarray(top - np.log(np.exp(top).sum(-1, keepdims=True)), np.float32)
