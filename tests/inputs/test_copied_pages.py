"""Pages as "select all" copies them, in the manner of many sites: each line of a fixture says what must become of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from marsad.page.plain import looks_like_page, read_plain, read_plain_page
from marsad.types import Article

PAGES = sorted((Path(__file__).parent / "pages").glob("*.page"))
FIELDS = ("title", "section", "published", "modified")
LISTS = ("authors", "sources")


class Fixture:
    """A page with the fate of its lines: ``fate|line``, below ``# field: value`` heads."""

    def __init__(self, path: Path) -> None:
        self.head: list[tuple[str, str]] = []
        self.lines: list[tuple[str, str]] = []
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("# "):
                name, _, value = line[2:].partition(": ")
                self.head.append((name, value.strip()))
            else:
                fate, _, text = line.partition("|")
                self.lines.append((fate.strip(), text))

    @property
    def page(self) -> str:
        return "\n".join(text for _, text in self.lines)

    def all(self, name: str) -> list[str]:
        return [value for key, value in self.head if key == name]

    def fated(self, *fates: str) -> list[str]:
        return [text.strip() for fate, text in self.lines if fate in fates]


@pytest.fixture(params=PAGES, ids=[path.stem for path in PAGES])
def fixture(request: pytest.FixtureRequest) -> Fixture:
    return Fixture(request.param)


def read(fixture: Fixture) -> Article:
    return read_plain(fixture.page, id="1")


def test_it_is_known_for_a_page(fixture: Fixture) -> None:
    assert looks_like_page(fixture.page)


def test_the_text_is_the_article_and_nothing_else(fixture: Fixture) -> None:
    assert read(fixture).text.split("\n\n") == fixture.fated("text")


@pytest.mark.parametrize("field", FIELDS)
def test_fields(fixture: Fixture, field: str) -> None:
    expected = fixture.all(field)
    assert getattr(read(fixture), field) == (expected[0] if expected else None)


@pytest.mark.parametrize("field", LISTS)
def test_lists(fixture: Fixture, field: str) -> None:
    expected = fixture.all(field)
    found = getattr(read(fixture), field)
    if expected:
        assert "; ".join(found) == expected[0]


def test_pictures(fixture: Fixture) -> None:
    images = read(fixture).images
    assert [f"{image.caption or ''} | {image.credit or ''}".strip() for image in images] == fixture.all(
        "image"
    )


def test_comments(fixture: Fixture) -> None:
    comments = read(fixture).comments
    expected = fixture.all("comments")
    assert comments.count == (int(expected[0]) if expected else None)
    assert [f"{item.author} | {item.text}" for item in comments.items] == fixture.all("comment")


def test_what_is_cut_is_listed_with_its_reason(fixture: Fixture) -> None:
    dropped = [(one.reason, one.exact) for one in read(fixture).dropped]
    kept = {"text", "title", "section", "caption", "credit", ""}
    cut = [(fate, text.strip()) for fate, text in fixture.lines if fate not in kept]
    assert [text for _, text in dropped] == [text for _, text in cut]
    named = [(reason, text) for (reason, text), (fate, _) in zip(dropped, cut, strict=True) if fate != "cut"]
    assert named == [(fate, text) for fate, text in cut if fate != "cut"]


def test_pages_with_windows_line_ends_and_wide_gaps_read_the_same(fixture: Fixture) -> None:
    expected = read(fixture)
    assert read_plain_page(fixture.page.replace("\n", "\r\n"), id="1") == expected
    assert read_plain_page(fixture.page.replace("\n", "\n\n\n"), id="1").text == expected.text


def test_reading_the_article_again_changes_nothing(fixture: Fixture) -> None:
    article = read(fixture)
    assert not looks_like_page(article.text)
    assert read_plain(article.text, id="1").text == article.text


TITLES = [
    "فتح معبر باب السلامة أمام الشاحنات بعد شهرين من الإغلاق",
    'مدير معبر باب السلامة لـ"الصحيفة": الحركة عادت إلى طبيعتها',
    "هل تعود الحركة إلى معبر باب السلامة؟",
    "معبر باب السلامة.. عودة الشاحنات بعد شهرين (فيديو)",
]
CAPTIONS = [
    ("شاحنات تنتظر عند المعبر", mark)
    for mark in (
        "- جيتي",
        " - الأناضول",
        "- سانا",
        "- إدارة المعبر عبر فيسبوك",
        " (أرشيفية)",
        "- إكس",
        " / تويتر",
        "",
    )
]
SECTIONS = ["سياسة عربية", "سوريا", "اقتصاد عربي", ""]
WIDGETS = ["اظهار أخبار متعلقة", "إقرأ أيضا: معبر آخر يفتح أبوابه قريبا", ""]
PARAGRAPHS = [
    "أعلنت الحكومة السورية، الثلاثاء، فتح معبر باب السلامة أمام الشاحنات بعد إغلاق دام شهرين.",
    'وقال مدير المعبر إن "الحركة عادت إلى طبيعتها"، متوقعا دخول مئتي شاحنة في اليوم.',
    "وأضاف أن العمال عادوا.",
    "وكان المعبر قد أغلق في 3 آذار/ مارس الماضي.",
]


@pytest.mark.parametrize("section", SECTIONS)
@pytest.mark.parametrize("widget", WIDGETS)
@pytest.mark.parametrize("times", [1, 2])
def test_the_first_manner_in_many_variations(section: str, widget: str, times: int) -> None:
    for title in TITLES:
        for caption, mark in CAPTIONS:
            pictures = "\n".join([f"{caption}{mark}"] * times)
            first, second, *rest = PARAGRAPHS
            blocks = [section, title, f"{pictures}\n{first}", second, widget, *rest, "التعليقات (7)"]
            article = read_plain("\n\n".join(block for block in blocks if block), id="1")
            assert article.text == "\n\n".join(PARAGRAPHS)
            assert (article.title, article.section or "") == (title, section)
            assert [image.caption for image in article.images] == [caption]
            assert (article.images[0].credit is None) is (mark == "")
            assert article.comments.count == 7
