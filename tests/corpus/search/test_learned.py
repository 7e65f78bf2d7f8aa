"""The learned order: read from its file, and what it makes of what a headline and an article share."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from marsad.corpus.search.articles import IndexedArticle
from marsad.corpus.search.learned import FILE, NOWHERE, Net, load_net, look_closer, signs_of
from marsad.corpus.search.parsing import parse_query
from marsad.corpus.search.tantivy_index import TantivyIndex
from marsad.errors import ModelError

TEXTS = [
    "دشن والي المهدية صباح اليوم جسرا جديدا فوق وادي السمار بعد أشغال دامت سنتين وكلفت ثلاثة ملايين دينار.",
    "طالب سكان وادي السمار والي المهدية بجسر جديد، وقالوا إن الطريق تقطع كلما فاض الوادي وإن أبناءهم لا يصلون إلى المدرسة.",
    "أخبار اليوم في سطور: والي المهدية يستقبل وفدا، جسر يغلق في سوسة، وادي السمار يفيض، فريق المهدية يخسر في عقر داره.",
    "تراجعت صادرات زيت الزيتون في الربع الأول وفق معهد الإحصاء.",
    "وزيرة الري تتفقد محطة الضخ وتعد الفلاحين بمياه إضافية قبل موسم الزراعة.",
    "قال مزارعون في الدلتا إن المياه لا تصل إلى آخر الترعة وإن محطة الضخ معطلة منذ شهر.",
]


def test_a_file_that_is_none_is_told(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"none")
    with pytest.raises(ModelError, match="no learned order"):
        Net.read(tmp_path / FILE)


def test_what_is_missing_counts_by_how_likely_it_was_to_be_there() -> None:
    written, rarity = ("يدشن", "المهدية"), np.array([4.0, 4.0], np.float32)
    here, nothing = np.ones((2, 1), np.float32), np.zeros((2, 1), np.float32)
    verb_alone = np.array([[1.0], [0.0]], np.float32)
    missing = [
        look_closer(
            written, rarity, dict.fromkeys(("stems", "roots", "alike"), (met,) * 3), met * 0 + NOWHERE
        )
        for met in (here, verb_alone, nothing)
    ]
    whole = [float(one["missing_whole"][0]) for one in missing]
    assert whole[0] == 0.0
    assert whole[0] > whole[1] > whole[2]
    assert signs_of(written, rarity).shape == (2, load_net().echo.shape[1])


@pytest.mark.parametrize(
    ("headline", "wanted"),
    [
        ("والي المهدية يدشن جسرا جديدا على وادي السمار", 0),
        ("سكان وادي السمار يطالبون والي المهدية بجسر جديد", 1),
        ("وزيرة الري تعد الفلاحين بمياه إضافية من محطة الضخ", 4),
    ],
)
def test_the_report_comes_before_what_shares_its_words(tmp_path: Path, headline: str, wanted: int) -> None:
    with TantivyIndex(tmp_path) as index:
        index.update([IndexedArticle(no=no, id=str(no), text=text) for no, text in enumerate(TEXTS)], 1)
        assert index.search(parse_query(headline)).hits[0].no == wanted
