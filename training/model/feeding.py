"""Batches made by other processes, so that a device need not wait for them."""

from __future__ import annotations

import multiprocessing as mp
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import torch
from asking import Arrays, Articles

READ, ASKED = 256, 192
"""Windows and questions a step."""


class Feeder:
    """Other processes that make batches before they are asked for; begun before the device is."""

    def __init__(self, make: Callable[[int], Iterator[Any]], count: int) -> None:
        context = mp.get_context("fork")
        self._queue = context.Queue(6 * count)
        for seed in range(count):
            context.Process(target=self._work, args=(make, seed), daemon=True).start()

    def _work(self, make: Callable[[int], Iterator[Any]], seed: int) -> None:
        torch.set_num_threads(1)
        for one in make(seed):
            self._queue.put(one)

    def __next__(self) -> Any:
        return self._queue.get()


def question_batches(articles: Articles, times: dict[str, int], bits: int, seed: int) -> Iterator[Arrays]:
    """Questions of like length, articles as often as they are to be seen."""
    draw = np.random.default_rng(seed)
    often = np.array([times.get(articles.ids[a], 1) for a in articles.of])
    questions = np.repeat(np.arange(len(articles.head)), often)
    length = articles.head[:, 2] - articles.head[:, 1]
    while True:
        order = draw.permutation(questions)
        for pool in np.array_split(order, max(1, len(order) // (ASKED * 12))):
            pool = pool[np.argsort(length[pool], kind="stable")]
            out = [pool[at : at + ASKED] for at in range(0, len(pool), ASKED)]
            draw.shuffle(out)
            yield from (articles.whole(one, bits) for one in out)


def article_batches(
    readings: list[tuple[Articles, float]], times: dict[str, int], bits: int, seed: int
) -> Iterator[tuple[int, np.ndarray, np.ndarray, Arrays]]:
    """From one of the sets by its share: its number, windows, questions, and what is asked."""
    draw = np.random.default_rng(seed)
    shares = np.array([share for _, share in readings])

    def stream(articles: Articles) -> Iterator[np.ndarray]:
        often = np.repeat(np.arange(len(articles)), [times.get(i, 1) for i in articles.ids])
        while True:
            order = draw.permutation(often)
            ends = np.cumsum(articles.counts[order, 0]) // READ
            yield from np.split(order, np.flatnonzero(np.diff(ends)) + 1)

    streams = [stream(articles) for articles, _ in readings]
    while True:
        k = int(draw.choice(len(streams), p=shares / shares.sum()))
        articles, chosen = readings[k][0], np.unique(next(streams[k]))
        windows, questions = articles.batch(chosen)
        if len(questions):
            yield k, windows, questions, articles.worded(chosen, questions, bits)
