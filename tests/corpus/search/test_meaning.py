"""The vectors of words that ship, and what texts mean by them."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import numpy as np
import pytest

from marsad.corpus.search.analysis import PACK
from marsad.corpus.search.meaning import Meaning, load_meaning
from marsad.errors import ModelError

CARD = json.loads((PACK / "card.json").read_text(encoding="utf-8"))
MOST_BYTES = 8_000_000
FLOOD = "هطلت أمطار غزيرة على المدينة وانهار السد ولقي المئات حتفهم"
MATCH = "فاز المنتخب بهدفين نظيفين في المباراة النهائية للكأس"


def test_files_are_those_of_the_card() -> None:
    for name, wanted in CARD["files"].items():
        assert hashlib.sha256((PACK / name).read_bytes()).hexdigest() == wanted, (
            f"{name}: see training/README.md"
        )
    assert {path.name for path in PACK.iterdir()} == {*CARD["files"], "card.json"}
    assert set(CARD) >= {"made_by", "data", "licence", "scores", "limits"}


def test_the_pack_is_small() -> None:
    assert sum(path.stat().st_size for path in PACK.iterdir()) < MOST_BYTES


@pytest.mark.parametrize(
    ("asked", "near", "far"),
    [
        ("سيول جارفة", FLOOD, MATCH),
        ("مقتل", "قتل", "افتتاح"),
        ("كرة القدم", MATCH, FLOOD),
        ("لاجئون", "مهاجرين", "ميزانية"),
    ],
)
def test_what_means_the_same_is_nearer(asked: str, near: str, far: str) -> None:
    meaning = load_meaning()
    question = meaning.read_query(asked)
    assert question is not None
    texts = [meaning.read_article("", text) for text in (near, far)]
    means = [float(question.vector @ text.vector) for text in texts]
    assert means[0] > means[1] + 0.1
    weights = np.ones(len(question.words), np.float32)
    each, _ = meaning.shares(question.words, weights, np.stack([text.words for text in texts]))
    assert each[0] > each[1] + 0.05


def test_a_word_is_met_wholly_by_its_stem_and_by_the_same_unlisted_word() -> None:
    meaning = load_meaning()
    question = meaning.read_query("انتخاباتهم الزعفرانيستانية 4711")
    assert question is not None
    text = meaning.read_article("", "الانتخابات زعفرانيستانية 4711").words
    weights = np.ones(len(question.words), np.float32)
    whole, first = meaning.shares(question.words, weights, text[None], 1)
    assert whole.tolist() == pytest.approx([1.0])
    assert first.tolist() == pytest.approx([1 / 3], abs=0.1)
    nothing = np.zeros((2, len(text)), np.uint16)
    assert meaning.shares(question.words, weights, nothing)[0].tolist() == [0.0, 0.0]


def test_vectors_have_length_one_and_particles_do_not_count() -> None:
    meaning = load_meaning()
    with_and, without = (meaning.read_article("", word).vector for word in ("وللحكومة", "الحكومة"))
    assert np.linalg.norm(with_and) == pytest.approx(1.0, abs=1e-5)
    assert with_and @ without == pytest.approx(1.0, abs=1e-5)


def test_a_word_that_no_list_has_is_read_by_its_pieces() -> None:
    assert load_meaning().read_query("زعفرانيستان") is not None


@pytest.mark.parametrize("text", ["", "في من على", "!؟ …"])
def test_what_says_nothing_has_no_vector(text: str) -> None:
    assert load_meaning().read_query(text) is None
    assert not load_meaning().read_article(text, text).vector.any()


def test_a_pack_that_is_none_is_told(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="install Marsad again"):
        Meaning(tmp_path)
    (tmp_path / "vectors.npz").write_bytes(b"no archive")
    with pytest.raises(ModelError, match="no word vectors"):
        Meaning(tmp_path)
