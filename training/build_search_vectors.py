"""Builds `src/marsad/corpus/search/pack/vectors.npz`: what words mean, as vectors, for search by meaning.

    python training/build_search_vectors.py --shared SHARED [--encoded encoded.npz] [--untaught]

Distilled in the manner of Model2Vec (Tulkens and van Dongen, 2024): every word of the ANT corpus seen twice or more, in its
most usual spelling, and every piece of the encoder's pruned vocabulary goes through the whole of `multilingual-e5-small`; the
mean of the last layer is brought down to its main components and weighted by how rare the word is (SIF: Arora, Liang and Ma,
ICLR 2017). Then vectors and weights are taught for a few passes to bring a headline to its article (and ten words of an article
to the rest of it) among those of a batch (InfoNCE: van den Oord, Li and Vinyals, 2018), on the even-numbered articles only, so
that the odd-numbered ones can be measured on; `--untaught` leaves that out. `--encoded` keeps what the encoder said, four
minutes of a free core.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import chain
from pathlib import Path

import numpy as np
import torch
from model.card import SEARCH, write_card
from model.encoder import Encoder, prune, read_encoder
from model.network import Network, load_tensors
from torch import Tensor, nn
from torch.nn import functional

from marsad.corpus.search.analysis import PACK, Keys, keys_of, read_words
from marsad.corpus.search.fields import LEAD
from marsad.corpus.search.meaning import HEAD_WEIGHT
from marsad.names.pieces import BEGIN, END, PAD, UNKNOWN, Pieces

WIDTH, RAREST = 128, 2
SMOOTH = 3e-4
"""The `a` of SIF: a word as frequent as this weighs half of a rare one."""
AT_ONCE = 128
PASSES, BATCH, RUN, WINDOW = 6, 256, 32, 10
RATE, WEIGHT_RATE, HEAT, KEPT = 3e-3, 9e-3, 0.06, 0.8
Bag = list[tuple[int, float]]
"""The rows of a text's words and pieces, each with its share in the mean."""


def read_rows(shared: Path) -> list[dict[str, str]]:
    """The articles of the ANT corpus."""
    with gzip.open(shared / "data/antcorpus/articles.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def count_forms(rows: Sequence[dict[str, str]]) -> tuple[Counter[str], dict[str, str]]:
    """How often each form stands in the texts, and how it is mostly written."""
    counts: Counter[str] = Counter()
    written: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        for word in read_words(row["text"]):
            if not word.keys.form[:1].isdigit():
                counts[word.keys.form] += 1
                written[word.keys.form][row["text"][word.start : word.end]] += 1
    return counts, {form: seen.most_common(1)[0][0] for form, seen in written.items()}


def encode(encoder: Encoder, texts: Sequence[Sequence[int]]) -> np.ndarray:
    """The mean of the last layer over each run of pieces, `[texts, 384]`."""
    network = Network(len(encoder.pieces), encoder.layers, 0.0)
    load_tensors(network, encoder.tensors, list(range(encoder.layers)))
    network.eval()
    order = sorted(range(len(texts)), key=lambda n: len(texts[n]))
    out = np.zeros((len(texts), encoder.tensors["emb.word"].shape[1]), np.float32)
    with torch.inference_mode():
        for start in range(0, len(order), AT_ONCE):
            chosen = order[start : start + AT_ONCE]
            longest = max(len(texts[n]) for n in chosen)
            ids = torch.tensor([[*texts[n], *[PAD] * (longest - len(texts[n]))] for n in chosen])
            mask = (ids != PAD).float()
            said = network.encode(ids, mask) * mask[..., None]
            out[chosen] = (said.sum(1) / mask.sum(1, keepdim=True)).numpy()
    return out


def main_components(vectors: np.ndarray, width: int) -> np.ndarray:
    """Directions of the vectors, centred, along their main axes; of length one on average."""
    centred = vectors - vectors.mean(0)
    centred /= np.linalg.norm(centred, axis=1, keepdims=True) + 1e-9
    _, axes = np.linalg.eigh(centred.T @ centred)
    found = centred @ axes[:, ::-1][:, :width]
    return np.asarray(found / np.linalg.norm(found, axis=1).mean(), np.float32)


class Cutter:
    """Texts as bags of rows: of listed words, or of the pieces of the others, as `marsad.corpus.search.meaning` reads them."""

    def __init__(self, words: Sequence[str], pieces: Pieces) -> None:
        self._known = {word: (n,) for n, word in enumerate(words)}
        self._pieces, self._first_piece = pieces, len(words) - UNKNOWN - 1

    def bag(self, text: str, *, head: int = 0) -> Bag:
        """The bag of a text, whose first words weigh more."""
        words = [word.keys for word in read_words(text)]
        shares = [HEAD_WEIGHT if n < head else 1.0 for n in range(len(words))]
        return list(chain.from_iterable(map(self._rows, words, shares)))

    def _rows(self, keys: Keys, share: float) -> Bag:
        if keys.stop:
            return []
        cut = self._pieces.cut(keys.form)
        rows = self._known.get(keys.form) or [p + self._first_piece for p in cut if p > UNKNOWN]
        return [(row, share / len(rows)) for row in rows]


class Taught(nn.Module):
    """Vectors and weights of words, as they are taught."""

    def __init__(self, rows: np.ndarray, weights: np.ndarray) -> None:
        super().__init__()
        self.rows, self.logs = nn.Parameter(torch.tensor(rows)), nn.Parameter(torch.tensor(weights).log())

    def forward(self, bags: Sequence[Bag]) -> Tensor:
        """The vectors of texts, of length one."""
        starts = np.cumsum([0, *(len(bag) for bag in bags[:-1])])
        at = torch.tensor([row for bag in bags for row, _ in bag])
        shares = torch.tensor([share for bag in bags for _, share in bag], dtype=torch.float32)
        sums = functional.embedding_bag(
            at,
            self.rows,
            torch.from_numpy(starts),
            mode="sum",
            per_sample_weights=shares * self.logs.exp()[at],
        )
        return functional.normalize(sums, dim=1)


def teach(taught: Taught, heads: Sequence[Bag], texts: Sequence[Bag], seed: int = 0) -> None:
    """Teaches vectors to bring headlines to their texts, and windows of texts to the rest of them."""
    draw = random.Random(seed)
    torch.manual_seed(seed)
    best = torch.optim.Adam(
        [{"params": [taught.rows], "lr": RATE}, {"params": [taught.logs], "lr": WEIGHT_RATE}]
    )
    rates = [group["lr"] for group in best.param_groups]
    steps = 2 * PASSES * (len(texts) // BATCH)
    step = 0
    for lap in range(2 * PASSES):
        order = (
            _alike_together(taught, texts, draw) if lap > 1 else draw.sample(range(len(texts)), len(texts))
        )
        for start in range(0, len(order) - BATCH + 1, BATCH):
            chosen = order[start : start + BATCH]
            pairs = [_window(texts[n], draw) if lap % 2 else (heads[n], texts[n]) for n in chosen]
            asked, found = (taught([_thinned(pair[side], draw) for pair in pairs]) for side in (0, 1))
            said, wanted = asked @ found.T / HEAT, torch.arange(len(chosen))
            loss = functional.cross_entropy(said, wanted) + functional.cross_entropy(said.T, wanted)
            for group, rate in zip(best.param_groups, rates, strict=True):
                group["lr"] = rate * (1 - step / steps)
            best.zero_grad()
            loss.backward()
            best.step()
            step += 1
        print(f"  {step}/{steps} loss {float(loss.detach()) / 2:.3f}", flush=True)


def _alike_together(taught: Taught, texts: Sequence[Bag], draw: random.Random) -> list[int]:
    """The articles in runs of like ones, so that a batch holds what is easily taken for one another."""
    with torch.no_grad():
        vectors = taught(texts)
        along = ((vectors - vectors.mean(0)) @ torch.randn(vectors.shape[1])).numpy()
    order = [int(n) for n in np.argsort(along)]
    runs = [order[start : start + RUN] for start in range(0, len(order), RUN)]
    draw.shuffle(runs)
    return list(chain.from_iterable(runs))


def _window(text: Bag, draw: random.Random) -> tuple[Bag, Bag]:
    """A few rows in a row of a text, and the others."""
    start = draw.randrange(max(1, len(text) - WINDOW))
    window, rest = text[start : start + WINDOW], text[:start] + text[start + WINDOW :]
    return window, rest or window


def _thinned(bag: Bag, draw: random.Random) -> Bag:
    return [one for one in bag if draw.random() < KEPT] or bag


def write(path: Path, words: Sequence[str], taught: Taught, texts: Sequence[Bag]) -> None:
    """Vectors in eight bits, weights with the scale of each, stems, and the component that all texts have in common."""
    with torch.no_grad():
        _, _, axes = np.linalg.svd(taught(texts).numpy(), full_matrices=False)
        rows, weights = taught.rows.numpy(), taught.logs.exp().numpy()
    stems = [keys_of(word).stem for word in words]
    listed = {stem: n for n, stem in enumerate(dict.fromkeys(stems))}
    scale = np.maximum(np.abs(rows).max(1), 1e-9) / 127
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(
        path,
        words=np.frombuffer("\n".join(words).encode(), np.uint8),
        stems=np.frombuffer("\n".join(listed).encode(), np.uint8),
        stem_of=np.array([listed[stem] for stem in stems], np.uint16),
        rows=np.rint(rows / scale[:, None]).astype(np.int8),
        weights=(weights * scale).astype(np.float32),
        common=axes[:1].astype(np.float32),
    )


def read_words_of_news(rows: Sequence[dict[str, str]]) -> tuple[list[str], list[str], np.ndarray]:
    """The words that get a vector, the most usual first, how each is written, and its weight."""
    counts, written = count_forms(rows)
    words = sorted((form for form, count in counts.items() if count >= RAREST), key=lambda f: (-counts[f], f))
    shares = np.array([counts[word] for word in words], np.float32) / counts.total()
    return words, [written[word] for word in words], SMOOTH / (SMOOTH + shares)


def encode_all(encoder: Encoder, pieces: Pieces, spellings: Sequence[str]) -> np.ndarray:
    """What the encoder says of words and, after them, of each of its pieces."""
    words = [[BEGIN, *chain.from_iterable(map(pieces.cut, word.split())), END] for word in spellings]
    return encode(encoder, [*words, *([BEGIN, piece, END] for piece in range(UNKNOWN + 1, len(pieces)))])


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--shared", type=Path, required=True)
    args.add_argument("--encoded", type=Path)
    args.add_argument("--untaught", action="store_true")
    given = args.parse_args()
    torch.set_num_threads(1)
    rows = read_rows(given.shared)
    words, spellings, weights = read_words_of_news(rows)
    encoder = prune(read_encoder())
    pieces = Pieces(zip(encoder.pieces, encoder.scores, strict=True))
    if given.encoded and given.encoded.exists():
        encoded = np.load(given.encoded)["v"].astype(np.float32)
    else:
        encoded = encode_all(encoder, pieces, spellings)
        if given.encoded:
            np.savez(given.encoded, v=encoded.astype(np.float16))
    cutter = Cutter(words, pieces)
    even = [(cutter.bag(row["title"]), cutter.bag(row["text"], head=LEAD)) for row in rows[::2]]
    heads, texts = zip(*((head, text) for head, text in even if len(head) > 1 and len(text) > 5), strict=True)
    ones = np.ones(len(encoded) - len(words), np.float32)
    taught = Taught(main_components(encoded, WIDTH), np.concatenate([weights, ones]))
    if not given.untaught:
        teach(taught, heads, texts)
    write(PACK / "vectors.npz", words, taught, texts)
    write_card(PACK, SEARCH)


if __name__ == "__main__":
    main()
