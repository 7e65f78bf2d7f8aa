"""Reading takes time in proportion to the text: four times the sentences never take sixteen times as long."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from marsad.matching.stretches import Stretches
from marsad.names.blocking import keys_of, sought_by
from marsad.names.variants import same_person
from marsad.reader import given_article, read_article
from marsad.types import Article

GIVEN = (
    "سالم",
    "نبيل",
    "فادي",
    "عمر",
    "ياسر",
    "طارق",
    "وليد",
    "هشام",
    "رامي",
    "جلال",
    "سمير",
    "باسم",
    "كريم",
)
FAMILY = ("الزوي", "الترهوني", "المسماري", "القطراني", "الورفلي", "البرعصي", "العبيدي", "الفرجاني", "الصلابي")
TOWNS = ("درنة", "بنغازي", "طرابلس", "سرت", "مصراتة", "سبها", "الخرطوم", "حلب")


def _report(at: int) -> str:
    """Somebody says that a town was shelled, and adds that police arrested people in another."""
    name, family = GIVEN[at % len(GIVEN)], FAMILY[at % len(FAMILY)]
    town, other = TOWNS[at % len(TOWNS)], TOWNS[(at + 3) % len(TOWNS)]
    return (
        f"قال {name} {family} إن الجيش قصف مدينة {town} يوم {1 + at % 28} مارس، "
        f"وأضاف أن الشرطة اعتقلت عشرات المحتجين في {other}."
    )


def _unpunctuated(at: int) -> str:
    """The same without a full stop, in a quotation that nothing closes."""
    return f"«{_report(at).removesuffix('.')}،"


def _named(at: int) -> str:
    """Nothing but persons and places."""
    return f"{GIVEN[at % len(GIVEN)]} {FAMILY[at // 7 % len(FAMILY)]} و{TOWNS[at % len(TOWNS)]}، "


@pytest.mark.parametrize(
    ("sentence", "between"), [(_report, " "), (_report, "\n"), (_unpunctuated, "\n"), (_named, " ")]
)
def test_an_article_is_read_in_linear_time(sentence: Callable[[int], str], between: str) -> None:
    def once(article: Article) -> float:
        began = time.process_time()
        read_article(article, tier="fast")
        return time.process_time() - began

    def spent(count: int) -> float:
        article = given_article(between.join(map(sentence, range(count))), published="2023-04-01")
        return min(once(article) for _ in range(3))  # what else the machine does only adds to it

    spent(20)  # what is loaded once
    # four times the text takes four times as long on any machine; sixteen times would be quadratic
    assert spent(240) < 6 * spent(60) + 0.2


def test_what_stands_over_a_place_is_found_in_the_order_given() -> None:
    held = Stretches([(5, 30, "a"), (0, 3, "b"), (2, 8, "c"), (8, 9, "d"), (7, 7, "e")])
    for start in range(12):
        for end in range(start + 1, 13):
            wanted = [
                one
                for low, high, one in [(5, 30, "a"), (0, 3, "b"), (2, 8, "c"), (8, 9, "d"), (7, 7, "e")]
                if low < end and start < high
            ]
            assert held.over(start, end) == wanted


NAMES = [
    "خليفه حفتر",
    "حفتر",
    "خليفه بلقاسم حفتر",
    "انطونيو غوتيريش",
    "انطونيو جوتيريش",
    "غوتيريش",
    "محمد بن سلمان ال سعود",
    "محمد بن سلمان",
    "بن سلمان",
    "بنيامين نتنياهو",
    "نتانياهو",
    "عبد الله السنوسي",
    "عبدالله السنوسي",
    "سيف الاسلام القذافي",
    "معمر القذافي",
    "القذافي",
]


def test_names_that_may_be_one_share_a_key() -> None:
    for one in NAMES:
        kept = set(keys_of("person", one, frozenset()))
        for other in NAMES:
            always, either = sought_by("person", other, frozenset())
            shared = bool(kept.intersection(always)) or bool(
                either and all(kept.intersection(keys) for keys in either)
            )
            assert shared or not same_person(other, one), (one, other)
