"""From scores to spans, and what the tagger adds to lists and rules."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from marsad.errors import ModelError, UsageError
from marsad.matching import load_lexicon, scan_document
from marsad.names.choosing import _whole_quotation, choose
from marsad.names.features import BITS, RULE_DISTANCES, WORD_DISTANCES, rule_rows, word_rows
from marsad.names.finding import features_of, see_parts
from marsad.names.light import Light, load_light, product, seen_sums
from marsad.names.rows import Rows
from marsad.names.tagging import TAGS, best_tags, log_softmax, spans_of
from marsad.reader import read_article
from marsad.text import read_document, read_part
from marsad.types import Article


def scores(*rows: dict[str, float]) -> np.ndarray:
    out = np.full((len(rows), len(TAGS)), -5.0, np.float32)
    for at, row in enumerate(rows):
        for tag, value in row.items():
            out[at, TAGS.index(tag)] = value
    return out


def test_inside_follows_begin_of_its_kind() -> None:
    tags = best_tags(
        scores({"O": -1, "B-person": -1.2}, {"I-person": -0.1}, {"I-place": -0.1, "I-person": -1})
    )
    assert [TAGS[t] for t in tags] == ["B-person", "I-person", "I-person"]
    assert list(spans_of(tags)) == [(0, 3, "person")]


def test_no_name_crosses_a_line() -> None:
    rows = scores({"B-person": -0.1}, {"I-person": -0.1, "O": -1.0})
    assert list(spans_of(best_tags(rows))) == [(0, 2, "person")]
    assert list(spans_of(best_tags(rows, frozenset({1})))) == [(0, 1, "person")]


def test_two_names_side_by_side() -> None:
    tags = [TAGS.index(t) for t in ("B-place", "B-place", "I-place", "O")]
    assert list(spans_of(tags)) == [(0, 1, "place"), (1, 3, "place")]


def test_log_probabilities_add_up() -> None:
    assert np.allclose(np.exp(log_softmax(scores({"O": 3.0}, {"B-misc": 2.0}))).sum(1), 1.0)


def test_features_are_rows_of_the_table() -> None:
    document = read_document(Article(id="x", title="", text="وصل الوزير سامي العبادي إلى بغداد."))
    (_, part) = document.parts
    (_, rules) = features_of(see_parts(scan_document(document, load_lexicon())))
    for rows, distances in ((word_rows(part.tokens), WORD_DISTANCES), (rule_rows(rules), RULE_DISTANCES)):
        assert rows.shape == (len(part.tokens), len(distances))
        assert rows.min() >= 0
        assert rows.max() < 1 << BITS
    assert (word_rows(part.tokens)[:, 0] > 0).all()


def test_a_token_sees_its_neighbours() -> None:
    told = np.zeros((3, 5, 1), np.int16)
    told[1, :, 0] = (1, 2, 4, 8, 16)  # what the middle token tells those that see it at -2, -1, 0, 1, 2
    assert seen_sums(told)[:, 0].tolist() == [8, 4, 2]


def test_a_product_by_a_few_rows_is_the_product() -> None:
    draw = np.random.default_rng(0)
    weights = draw.normal(size=(96, 192)).astype(np.float32)
    for size in (0, 1, 13, 14, 15, 100):
        rows = draw.normal(size=(size, 96)).astype(np.float32)
        assert np.allclose(product(rows, weights), rows @ weights, atol=1e-4)


def test_rows_are_worked_out_once() -> None:
    asked: list[str] = []

    def lengths(words: list[str]) -> np.ndarray:
        asked.extend(words)
        return np.array([[len(word)] for word in words], np.int64).reshape(-1, 1)

    rows = Rows(lengths, most=3)
    for words, new in (
        (["a", "bb", "a"], ["a", "bb"]),
        (["bb"], []),
        (["ccc", "dddd", "a"], ["ccc", "dddd", "a"]),
    ):
        asked.clear()
        assert rows(words, words)[:, 0].tolist() == [len(word) for word in words]
        assert asked == new


def test_a_quotation_in_a_name_is_whole() -> None:
    tokens = read_part('قالت شبكة "الأفق" اليوم وشبكة "المدى اليوم').tokens
    texts = [token.text for token in tokens]
    first, second = (texts.index(word) for word in ("شبكة", "وشبكة"))
    assert _whole_quotation(tokens, first, first + 3) == first + 4
    assert _whole_quotation(tokens, first, first + 4) == first + 4
    assert _whole_quotation(tokens, second, second + 3) == second + 1
    assert _whole_quotation(tokens, first, first + 1) == first + 1


def test_a_title_is_no_part_of_a_tagged_name() -> None:
    document = read_document(Article(id="x", title="", text="ودعا الدكتور الشيخ أبوزنجبيل إلى حوار"))
    (_, seen) = see_parts(scan_document(document, load_lexicon()))
    rows = [{"O": -0.001}, {"B-person": -0.01}, {"I-person": -0.01}, {"I-person": -0.01}]
    said = scores(*rows, {"O": -0.001}, {"O": -0.001})
    names = [seen.part.text[one.start : one.end] for one in choose(seen, said) if one.kind == "person"]
    assert names == ["أبوزنجبيل"]


def test_no_tokens_no_features() -> None:
    document = read_document(Article(id="x", title="", text="نعم"))
    assert load_light()(document.parts[0], []).shape == (0, len(TAGS))


def test_a_damaged_pack_is_named(tmp_path: Path) -> None:
    broken = tmp_path / "light.npz"
    broken.write_bytes(b"no weights")
    with pytest.raises(ModelError, match=r"light\.npz"):
        Light(broken)


def test_an_unknown_tier_is_refused() -> None:
    with pytest.raises(UsageError, match="fast, accurate"):
        read_article(Article(id="x", title="", text="نعم"), tier="slow")


def test_words_of_like_letters_have_like_vectors() -> None:
    vectors = load_light().vectors
    part = read_part("القاهرة والقاهرة برشلونة القاهرة", "text")
    cairo, and_cairo, barcelona, again = vectors(part.tokens)
    assert np.array_equal(cairo, again)
    assert not np.array_equal(cairo, barcelona)
    assert vectors(part.tokens).shape == (4, 48)
    assert np.linalg.norm(and_cairo) > 0


def test_threads_that_learn_at_once_get_their_own_rows() -> None:
    def compute(items: list[int]) -> np.ndarray[Any, Any]:
        time.sleep(0.001)  # lets the others in
        return np.array(items, np.int64).reshape(-1, 1)

    rows = Rows(compute, 200)

    def ask(start: int) -> bool:
        asked = [(start * 7 + step * 13) % 150 for step in range(30)]
        return rows(asked, asked)[:, 0].tolist() == asked

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(ask, range(200)))
