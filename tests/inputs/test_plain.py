"""Ordinary texts stay as they are; copied pages lose nothing silently; no text breaks the reader."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.page.page_lines import continues, read_lines
from marsad.page.plain import find_headline, looks_like_page, read_plain, read_plain_page
from marsad.types import Article

LEAD = "افتتحت بلدية صور صباح اليوم السوق الشعبي بعد ترميم استمر عاما ونصف العام بكلفة بلغت مليوني دولار."
MORE = "وقال رئيس البلدية إن السوق يضم ستين محلا، وإن الأولوية في التأجير كانت للباعة القدامى."
LAST = "وكان السوق قد أغلق بعد الحريق الذي أتى على معظم محاله قبل عامين."

ORDINARY = {
    "headline and paragraphs": f"بلدية صور تفتتح السوق الشعبي\n\n{LEAD}\n\n{MORE}\n\n{LAST}\n",
    "paragraphs only": f"{LEAD}\n{MORE}\n{LAST}",
    "one line": LEAD,
    "indented, with blanks at the ends": f"\n\n   {LEAD}  \n\n\n\t{MORE}\n\n",
    "a poem with a refrain": "يا بحر صور\nيا بحر صور\nخذ ما تشاء من المراكب\nواترك لنا ضوء المنارة\nيا بحر صور\nيا بحر صور\n",
    "a list": "أسماء الفائزين:\n- أحمد علي\n- سلمى حداد\n- رامي خوري\n- هند ناصر\n",
    "an interview": f"هل كنتم تتوقعون هذا الإقبال؟\n{MORE}\nوماذا عن الأسعار؟\n{LAST}\n",
    "a text about comments": f"{LEAD}\n\nأثارت التعليقات على الخبر جدلا واسعا بين رواد مواقع التواصل، وطالب كثيرون بإضافة تعليق جديد من البلدية.\n\nشارك في الافتتاح عدد من النواب، وتابعوا شرحا عن مراحل الترميم.\n",
    "a date and a place": f"صور في 3 أيار 2016\n\n{LEAD}\n\n{MORE}\n",
    "a statement with a signature": f"بيان صادر عن بلدية صور\n\n{LEAD}\n\n{MORE}\n\nرئيس البلدية\nحسن دبوق\n",
    "a lone doubtful word": f"{LEAD}\n\nالمزيد\n\n{MORE}\n",
    "subheadings": f"{LEAD}\n\nكلفة الترميم\n\n{MORE}\n\nصور من الماضي\n\n{LAST}\n",
    "an agency's wire text": f"صور (رويترز) - {LEAD}\n\n{MORE}\n\n(إعداد فلان للنشرة العربية)\n",
    "numbers": f"{LEAD}\n\n71.960.448\n71.963.512\n\n{MORE}",
    "carriage returns": f"{LEAD}\r\n\r\n{MORE}\r\n",
    "English": "A market reopens\n\nThe municipality reopened the market this morning after a year and a half of repairs, officials said.\n",
    "one long line": f"{LEAD} {MORE} {LAST} " * 40,
}


@pytest.mark.parametrize("name", ORDINARY)
def test_ordinary_texts_stay_character_for_character(name: str) -> None:
    text = ORDINARY[name]
    assert not looks_like_page(text)
    article = read_plain(text, id="1")
    assert article.text == text
    assert article.dropped == ()


def test_the_headline_of_a_plain_text_becomes_its_title_and_stays() -> None:
    article = read_plain(ORDINARY["headline and paragraphs"], id="1")
    assert article.title == "بلدية صور تفتتح السوق الشعبي"
    assert article.text.startswith(article.title)


@pytest.mark.parametrize(
    "text",
    [
        LEAD,
        f"{LEAD}\n\n{MORE}",  # the first line is a sentence
        f"بلدية صور تفتتح السوق الشعبي\n{LEAD}",  # no blank line
        f"السوق\n\n{LEAD}",  # a single word
        "بلدية صور تفتتح السوق\n\nسطر قصير\n\nسطر آخر",  # no paragraph
        f"قال رئيس البلدية:\n\n{LEAD}",
        "",
        "\n\n",
    ],
)
def test_what_is_no_headline(text: str) -> None:
    assert find_headline(text) == ""


def test_a_given_title_is_kept() -> None:
    assert read_plain(ORDINARY["headline and paragraphs"], id="1", title="").title == ""
    assert read_plain(LEAD, id="1", title="عنوان").title == "عنوان"


def test_a_date_line_near_the_top_dates_a_plain_text() -> None:
    article = read_plain(f"بلدية صور تفتتح السوق الشعبي\n\nالثلاثاء 3 أيار 2016\n\n{LEAD}\n\n{MORE}", id="1")
    assert (article.published, article.published_from) == ("2016-05-03", "text")
    assert read_plain(f"{LEAD}\n\nفي 3 أيار 2016 أغلق السوق أبوابه أمام الناس.", id="1").published is None


@pytest.mark.parametrize(
    ("marks", "page"),
    [
        ("التعليقات (0)", True),
        ("لا توجد تعليقات", True),
        ("اظهار أخبار متعلقة", True),
        ("تابعونا على تلغرام", True),
        ("شارك هذا الخبر\nطباعة", True),
        ("فيسبوك\nتويتر\nواتساب", False),  # single words: a list could say so
        ("المصدر: وكالات", False),
        ("الأناضول", False),
    ],
)
def test_what_speaks_for_a_copied_page(marks: str, page: bool) -> None:
    assert looks_like_page(f"بلدية صور تفتتح السوق الشعبي\n\n{LEAD}\n\n{MORE}\n\n{marks}") is page


def test_a_menu_without_an_article_is_no_page() -> None:
    assert not looks_like_page("الرئيسية\nأخبار\nرياضة\nالتعليقات (0)\nاتصل بنا")


def test_a_sentence_that_mentions_furniture_stays_in_the_middle() -> None:
    about = "وأعلنت الشركة أن خدمة جوجل نيوز ستعرض أخبار المدن الصغيرة ابتداء من الشهر المقبل بعد اتفاق وقعته مع ست صحف محلية في الجنوب."
    page = f"{LEAD}\n\n{about}\n\n{MORE}\n\n{LAST}\n\nالتعليقات (2)"
    assert about in read_plain(page, id="1").text.split("\n\n")


def test_paragraphs_open_with_a_joined_and_but_not_with_a_minister() -> None:
    joined, minister = read_lines(
        "وأعلن المجلس في بيان له عن موعد جديد\nوزير الخارجية يصل إلى بيروت في زيارة تستمر يومين"
    )
    assert continues(joined)
    assert not continues(minister)


def is_held(line: str, article: Article) -> bool:
    """Whether a line of the page stands somewhere in the article, whole, or as the caption or section taken out of it."""
    whole = {article.title, *article.text.split("\n\n"), *(one.exact for one in article.dropped)}
    parts = [part for image in article.images for part in (image.caption, image.credit) if part]
    return line in whole or any(part in line for part in [*parts, article.section] if part)


PAGES = [
    "\n".join(
        line.partition("|")[2]
        for line in path.read_text(encoding="utf-8").splitlines()
        if not line.startswith("# ")
    )
    for path in sorted((Path(__file__).parent / "pages").glob("*.page"))
]


@pytest.mark.parametrize(
    "lines",
    [
        ["السوق بعد الترميم", "(رويترز)", "صدر الصورة، أ ف ب", "التعليق على الصورة، السوق"],
        ["صدر الصورة، أ ف ب", "صدر الصورة، رويترز", "التعليق على الصورة، السوق"],
        ["التعليق على الصورة، السوق", "صدر الصورة، أ ف ب", "التعليق على الصورة، السوق"],
        ["صدر الصورة، أ ف ب", "التعليق على الصورة، السوق (رويترز)"],
    ],
)
def test_each_credit_line_is_of_a_picture_or_dropped(lines: list[str]) -> None:
    page = "\n".join(["بلدية صور تفتتح السوق الشعبي", *lines, LEAD, *lines, MORE, LAST, "التعليقات (1)"])
    article = read_plain_page(page, id="1")
    held = [one.exact for one in article.dropped]
    credits = [image.credit for image in article.images]
    for line in lines:
        taken = any(credit in line for credit in credits if credit) or any(
            (image.caption or "\0") in line for image in article.images
        )
        assert line in held or taken
        if line.startswith("صدر الصورة"):  # printed twice: each line is one credit, or stays in `dropped`
            name = line.partition("، ")[2]
            assert held.count(line) + credits.count(name) >= 2


def nothing_is_lost(page: str) -> None:
    article = read_plain_page(page, id="1")
    if article.text != page:
        assert [line.text for line in read_lines(page) if not is_held(line.text, article)] == []
    assert all(one.exact in page for one in article.dropped)
    if article.text != page:
        assert all(paragraph in page for paragraph in article.text.split("\n\n"))


@given(st.sampled_from(PAGES), st.randoms(use_true_random=False), st.integers(0, 6))
@settings(max_examples=150, deadline=None)
def test_shuffled_cut_and_doubled_pages_lose_nothing(page: str, random: object, kind: int) -> None:
    import random as module

    assert isinstance(random, module.Random)
    lines = page.split("\n")
    for _ in range(3):
        at = random.randrange(len(lines))
        if kind % 3 == 0:
            lines.insert(random.randrange(len(lines)), lines[at])
        elif kind % 3 == 1 and len(lines) > 3:
            del lines[at]
        else:
            lines[at], lines[-at] = lines[-at], lines[at]
    nothing_is_lost("\n".join(lines))


WORDS = st.sampled_from(
    ["التعليقات (3)", "اقرأ أيضا", "شارك", "المصدر: رويترز", LEAD, MORE, LAST, "عنوان خبر قصير آخر", "3 أيار 2016", "", "©", "(", "- أ ف ب", "#وسم", "0", "كتب: رامي خوري", "صدر الصورة، أ ف ب", "التعليق على الصورة، السوق", "\u200f", "أخبار"]
)  # fmt: skip


@given(st.lists(st.one_of(WORDS, st.text(max_size=30)), max_size=30))
@settings(max_examples=300, deadline=None)
def test_any_lines_are_read_and_nothing_is_lost(lines: list[str]) -> None:
    page = "\n".join(lines)
    looks_like_page(page)
    nothing_is_lost(page)


@given(st.text(max_size=400))
@settings(max_examples=200, deadline=None)
def test_any_text_is_read(text: str) -> None:
    article = read_plain(text, id="1")
    assert article.text == text or looks_like_page(text)


@pytest.mark.parametrize(
    "page",
    [
        "كلمة " * 200_000,
        "كلمة\n" * 100_000,
        ("التعليقات (1)\n" + LEAD + "\n") * 3_000,
        ("عنوان خبر آخر هنا\n" * 20_000) + LEAD + "\nالتعليقات (1)",
        "(" * 200_000,
        "1/1/2020 " * 50_000,
        "- " * 200_000 + "\n" + LEAD,
    ],
)
def test_large_and_odd_texts_are_read_in_linear_time(page: str) -> None:
    def spent(text: str) -> float:
        began = time.process_time()
        read_plain_page(text, id="1")
        read_plain(text, id="1")
        return time.process_time() - began

    def is_linear() -> bool:
        return spent(page) < 8 * spent(page[: len(page) // 4]) + 1

    # four times the text takes four times as long on any machine; sixteen times would be quadratic. What else runs
    # beside may take the caches from one of the two, not twice in a row
    assert is_linear() or is_linear()


def test_a_page_is_read_fast() -> None:
    page = max(PAGES, key=len)
    read_plain(page, id="1")
    began = time.process_time()
    for _ in range(20):
        read_plain(page, id="1")
    assert (time.process_time() - began) / 20 < 0.05
