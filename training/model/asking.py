"""Who takes part in an event, learned: the layers that read a marked trigger with its parties, and articles in batches."""

from __future__ import annotations

from typing import Any

import numpy as np
import torch
from learning import ROOM, Windows
from network import HIDDEN, Network, hiding
from packed import split
from torch import Tensor, nn

DENSE = 128
MOST_PIECES = 250
BEGIN, PAD, END = range(3)
Given = dict[str, Tensor]
Arrays = dict[str, np.ndarray]


class Arguments(nn.Module):
    """Layers, the vectors of what is marked, and a small layer upon each party."""

    def __init__(
        self, layers: nn.ModuleList, types: int, kinds: int, codes: int, dropout: float = 0.1
    ) -> None:
        super().__init__()
        self.layers = layers
        self.trigger = nn.Parameter(torch.randn(HIDDEN) * 0.1)
        self.sentence, self.kinds, self.types = (nn.Embedding(n, HIDDEN) for n in (2, kinds, types))
        self.code = nn.Linear(codes, HIDDEN, bias=False)
        for made in (self.sentence, self.kinds, self.types, self.code):
            nn.init.normal_(made.weight, std=0.05)
        self.drop = nn.Dropout(dropout)
        self.dense, self.out = nn.Linear(3 * HIDDEN, DENSE), nn.Linear(DENSE, 3)

    def forward(self, x: Tensor, given: Given) -> Tensor:
        """Logits `[pairs, 3]` from states `[questions, words, 384]`."""
        x = x.float() + self.sentence(given["before"])
        x = x + given["marked"][..., None] * (self.trigger + self.types(given["type"])[:, None])
        row, begin, end = given["row"], given["begin"], given["end"]
        marks = (self.code(given["codes"]) + self.kinds(given["kinds"])).float()
        x = x.index_put((row, begin), marks, accumulate=True)
        low = hiding(given["mask"])
        for layer in self.layers:
            x = layer(x, low)
        x = x.float()
        sums = torch.cat([torch.zeros_like(x[:, :1]), x.cumsum(1)], 1)
        mean = (sums[row, end] - sums[row, begin]) / (end - begin)[:, None]
        seen = torch.cat([mean, x[row, begin], x[row, given["first"][row]]], 1)
        return self.out(self.drop(torch.relu(self.dense(self.drop(seen))))).float()


class Asker(nn.Module):
    """A whole network that reads nothing but one question."""

    def __init__(self, network: Network, types: int, kinds: int, codes: int) -> None:
        super().__init__()
        self.network = network
        self.parts = Arguments(network.layers, types, kinds, codes)

    def forward(self, ids: Tensor, given: Given) -> Tensor:
        return self.parts(self.network.embed(ids), given)


def _offsets(counts: np.ndarray) -> np.ndarray:
    return np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)


def _spread(lengths: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """For runs end to end, the number of the run and the place within it."""
    row = np.repeat(np.arange(len(lengths)), lengths)
    return row, np.arange(len(row)) - _offsets(lengths)[:-1][row]


def on(device: str, columns: Arrays) -> Given:
    """The arrays as tensors on the device."""
    return {name: torch.from_numpy(np.ascontiguousarray(one)).to(device) for name, one in columns.items()}


class Articles:
    """Whole articles: the place of each word in their windows, and questions. `settle` makes the windows on the device."""

    windows: Windows

    def __init__(self, data: dict[str, Any]) -> None:
        self.data, self.ids = data, data["ids"]
        self.counts = data["counts"].astype(np.int64)
        self.window, self.word, self.asked = (_offsets(self.counts[:, n]) for n in range(3))
        self.place = np.minimum(data["place"].astype(np.int64), [1 << 30, ROOM - 1])
        self.cut = data["words"]["cut"][0].astype(np.int64)
        self.piece = _offsets(data["words"]["cuts"][0])
        asked = data["questions"]
        self.head = asked["head"][0].reshape(-1, 6).astype(np.int64)
        self.of = np.repeat(np.arange(len(self.counts)), self.counts[:, 2])
        self.party = _offsets(asked["begin"][1])
        self.columns = {
            k: asked[k][0].astype(np.int64) for k in ("begin", "end", "kinds", "codes", "parts", "entities")
        }

    def __len__(self) -> int:
        return len(self.counts)

    def settle(self, device: str) -> Articles:
        """The same, its windows on the device."""
        self.windows = Windows(split(self.data["windows"]), device)
        return self

    def parties(self, questions: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The rows of the parties of questions, and to which of these each belongs."""
        lengths = self.party[questions + 1] - self.party[questions]
        row, at = _spread(lengths)
        return self.party[questions][row] + at, row

    def _given(self, questions: np.ndarray, columns: Arrays, bits: int) -> Arrays:
        rows, row = self.parties(questions)
        codes = (self.columns["codes"][rows][:, None] >> np.arange(bits)) & 1
        return columns | {
            "row": row,
            "kinds": self.columns["kinds"][rows],
            "codes": codes.astype(np.float32),
            "type": self.head[questions, 0],
            "parts": self.columns["parts"][rows],
        }

    def whole(self, questions: np.ndarray, bits: int) -> Arrays:
        """Questions as pieces `[questions, pieces]`, with what is marked counted in pieces."""
        _, first, last, before, begin, end = self.head[questions].T
        word = self.word[self.of[questions]] + first
        start = self.piece[word]
        size = np.minimum(self.piece[word + last - first] - start, MOST_PIECES)
        row, at = _spread(size)
        ids = np.full((len(questions), int(size.max()) + 2), PAD)
        ids[:, 0] = BEGIN
        ids[row, at + 1] = self.cut[start[row] + at]
        ids[np.arange(len(size)), size + 1] = END

        def piece(n: np.ndarray, of: np.ndarray) -> np.ndarray:
            return np.minimum(self.piece[word[of] + n] - start[of] + 1, size[of])

        every = np.arange(len(questions))
        place = np.arange(ids.shape[1])[None]
        opened, closed = piece(begin, every), np.maximum(piece(end, every), piece(begin, every) + 1)
        rows, of = self.parties(questions)
        left = piece(self.columns["begin"][rows], of)
        right = np.maximum(piece(self.columns["end"][rows], of), left + 1)
        columns = {
            "ids": ids,
            "mask": (ids != PAD).astype(np.float32),
            "before": (place < piece(before, every)[:, None]).astype(np.int64),
            "marked": ((place >= opened[:, None]) & (place < closed[:, None])).astype(np.float32),
            "begin": left,
            "end": right,
            "first": opened,
        }
        return self._given(questions, columns, bits)

    def batch(self, chosen: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The windows and the questions of some articles."""
        return tuple(  # type: ignore[return-value]
            np.concatenate([np.arange(at[n], at[n + 1]) for n in chosen]) for at in (self.window, self.asked)
        )

    def worded(self, chosen: np.ndarray, questions: np.ndarray, bits: int) -> Arrays:
        """Where the words of the questions stand in the windows of the articles `[questions, words]`, and what is marked."""
        rank = np.zeros(len(self), np.int64)
        rank[chosen] = np.arange(len(chosen))
        lead = _offsets(self.counts[chosen, 0])
        _, first, last, before, begin, end = self.head[questions].T
        size = last - first
        row, at = _spread(size)
        article = self.of[questions]
        place = self.place[(self.word[article] + first)[row] + at]
        window, piece = (np.zeros((len(questions), int(size.max())), np.int64) for _ in range(2))
        window[row, at] = lead[rank[article]][row] + place[:, 0]
        piece[row, at] = place[:, 1]
        word = np.arange(window.shape[1])[None]
        rows, _ = self.parties(questions)
        columns = {
            "window": window,
            "piece": piece,
            "mask": (word < size[:, None]).astype(np.float32),
            "before": (word < before[:, None]).astype(np.int64),
            "marked": ((word >= begin[:, None]) & (word < end[:, None])).astype(np.float32),
            "begin": self.columns["begin"][rows],
            "end": self.columns["end"][rows],
            "first": begin,
        }
        return self._given(questions, columns, bits)


def right(articles: Articles, told: np.ndarray, least: float = 0.35) -> list[float]:
    """Of all questions, the share whose actors, whose recipients and whose both are right, by probabilities `[pairs, 3]`."""
    counts = np.zeros(3)
    for q in range(len(articles.head)):
        rows = np.arange(articles.party[q], articles.party[q + 1])
        parts = articles.columns["parts"][rows]
        chosen = _chosen(articles, rows, told[rows], least)
        ok = [_agrees(parts, [n for n, p in chosen if p == part], part) for part in (1, 2)]
        counts += [*ok, all(ok)]
    return [round(float(x), 3) for x in counts / max(1, len(articles.head))]


def _chosen(articles: Articles, rows: np.ndarray, told: np.ndarray, least: float) -> list[tuple[int, int]]:
    """Party and part, the likeliest first, each entity and each stretch of words once."""
    ranked = sorted(
        ((told[n, p], n, p) for n in range(len(rows)) for p in (1, 2) if told[n, p] >= least), reverse=True
    )
    begin, end, entity = (articles.columns[k][rows] for k in ("begin", "end", "entities"))
    out: list[tuple[int, int]] = []
    for _, n, part in ranked:
        if any((entity[m] == entity[n] >= 0) or (begin[m] < end[n] and begin[n] < end[m]) for m, _ in out):
            continue
        out.append((n, part))
    return out


def _agrees(parts: np.ndarray, mine: list[int], part: int) -> bool:
    if not (parts == part).any():
        return not mine
    return bool(mine) and all(parts[n] == part for n in mine)
