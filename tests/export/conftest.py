"""A record with everything a report shows, read from a small article of our own."""

from __future__ import annotations

import pytest

from marsad.reader import given_article, read_article
from marsad.types import Record

TEXT = (
    "قال وزير النقل، سمير الحداد، أمس إن الحكومة ستفتح الطريق الساحلي.\n\n"
    "ونقلت وكالة رويترز عن مصدر أمني قوله إن مسلحين هاجموا حافلة قرب طرابلس.\n\n"
    "وأضاف المصدر أن خمسة أشخاص قتلوا. وتجمع مئات المحتجين أمام مقر البلدية صباح اليوم."
)


@pytest.fixture(scope="session")
def record() -> Record:
    article = given_article(
        TEXT, title="فتح الطريق الساحلي", published="2024-03-14", url="https://example.org/a"
    )
    return read_article(article)
