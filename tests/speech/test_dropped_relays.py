"""Who passes words on when the sentence leaves it out: «ونقلت عن الناطق قوله»."""

from __future__ import annotations

import pytest

from marsad.reader import read_article
from marsad.types import Article


@pytest.mark.parametrize(
    ("text", "chain"),
    [
        (
            "ذكرت صحيفة لبنانية أن الحكومة ستجتمع الخميس.\nونقلت عن الناطق باسم الرئاسة، رفيق شلالا قوله: "
            "إن الدعوات وجهت إلى جميع الوزراء.",
            ["رفيق شلالا", "صحيفة لبنانية"],
        ),
        (
            "قالت قنوات سودانية إن القتال تجدد في أم درمان.\nونقلت عن مصدر طبي قوله إن عشرة جرحى وصلوا إلى المستشفى.",
            ["مصدر طبي", "قنوات سودانية"],
        ),
    ],
)
def test_the_medium_named_before_passes_on(text: str, chain: list[str]) -> None:
    record = read_article(Article(id="relay", title="", text=text))
    sources = [source.exact for source in record.attributions[-1].sources]
    assert len(sources) == len(chain)
    assert all(part in source for part, source in zip(chain, sources, strict=True))
