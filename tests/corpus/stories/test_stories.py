"""Stories: which articles tell of one happening, whatever comes when, under numbers that stay."""

from __future__ import annotations

import random
from collections import Counter
from itertools import combinations
from pathlib import Path

import pytest
from typer.testing import CliRunner

import marsad
from marsad.cli.main import app
from marsad.corpus import Library
from marsad.corpus.copies import catch_up_copies, list_copies
from marsad.corpus.derived import compare_new, lag
from marsad.corpus.stories import (
    Story,
    catch_up_stories,
    find_stories,
    find_story,
    grouping,
    list_stories,
    stories_lag,
    story_of,
)
from marsad.errors import LibraryError
from marsad.page.sources import Input
from marsad.types import Article

from ..conftest import given, put
from ..demo import demo_records

HAPPENINGS = (
    ("convoy", "boukrim", "arrests"),
    ("strike", "force-majeure"),
    ("budget",),
    ("tobruk-protest",),
    ("activist-arrest", "activist-un"),
    ("russian-envoy",),
    ("reopening",),
    ("jelassi",),
    ("italian-report",),
    ("geneva-walkout",),
    ("storm",),
    ("agreement",),
)
"""The happenings of the demo pages by the names of their pages; every other page tells of one that no other tells of."""
FIRE = (
    "اندلع حريق كبير في مصنع النسيج بمدينة سوق الخميس فجر اليوم وأسفر عن مقتل أربعة عمال.",
    "قال قائد فوج الإطفاء منذر الهادي إن حريق مصنع النسيج في سوق الخميس أودى بحياة أربعة عمال.",
    "فتحت نيابة سوق الخميس تحقيقا في حريق مصنع النسيج الذي قتل فيه أربعة عمال.",
)
RACE = (
    "فاز العداء ياسر المنصف بسباق المدن الساحلية وقطع المسافة في ساعتين وثلاث دقائق.",
    "توج ياسر المنصف بطلا لسباق المدن الساحلية للمرة الثانية بعد ساعتين وثلاث دقائق.",
)


def happening(page: str) -> str:
    name = page.split("/")[1][11:]
    return next((group[0] for group in HAPPENINGS if name.startswith(group)), page)


def scores(stories: tuple[Story, ...]) -> tuple[float, float]:
    """Precision and recall over the pairs of pages that are put to one story."""
    told = {page: story.no for story in stories for page in story.articles}
    pairs = Counter((told[a] == told[b], happening(a) == happening(b)) for a, b in combinations(told, 2))
    right = pairs[True, True]
    return right / (right + pairs[True, False]), right / (right + pairs[False, True])


def groups(stories: list[Story]) -> set[tuple[str, ...]]:
    return {story.articles for story in stories}


def test_the_demo_pages_are_put_to_their_happenings() -> None:
    precision, recall = scores(find_stories(demo_records()))
    assert precision >= 0.95
    assert recall >= 0.9


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_order_in_which_pages_come_matters_little(seed: int) -> None:
    records = list(demo_records())
    random.Random(seed).shuffle(records)
    precision, recall = scores(find_stories(records))
    assert precision >= 0.85
    assert recall >= 0.7


def test_noise_is_alone() -> None:
    noise = (
        "football",
        "olive-oil",
        "weather",
        "onion",
        "novel",
        "palm",
        "pearl",
        "ramadan",
        "ajloun",
        "sousse",
    )
    for story in find_stories(demo_records()):
        if any(word in page for page in story.articles for word in noise):
            assert len(story.articles) == 1, story.articles


def test_months_later_it_is_another_story() -> None:
    texts = [(FIRE[0], "2024-03-14"), (FIRE[1], "2024-03-14"), (FIRE[2], "2024-06-20")]
    records = [marsad.read(text, published=day, tier="fast") for text, day in texts]
    assert [len(story.articles) for story in find_stories(records)] == [2, 1]


def test_an_article_without_a_day_is_alone() -> None:
    records = [marsad.read(text, tier="fast") for text in FIRE[:2]]
    assert [len(story.articles) for story in find_stories(records)] == [1, 1]


def fill(library: Library) -> None:
    put(library, *(given(no, text) for no, text in enumerate((*FIRE[:2], *RACE))))
    list(catch_up_stories(library))


def test_a_library_carries_its_stories_on(library: Library) -> None:
    fill(library)
    assert groups(list_stories(library)) == {("a0", "a1"), ("a2", "a3")}
    fire = story_of(library, "a0").no
    put(library, given(7, FIRE[2], published="2024-03-15"))
    assert stories_lag(library) == 1
    list(catch_up_stories(library))
    found = find_story(library, fire)
    assert (found.articles, found.first, found.last) == (("a0", "a1", "a7"), "2024-03-14", "2024-03-15")
    assert stories_lag(library) == 0
    assert library.check().clean


def test_a_new_version_stays_in_its_story(library: Library) -> None:
    fill(library)
    before = story_of(library, "a1").no
    put(library, given(1, FIRE[1] + " وأضاف أن التحقيق مستمر."))
    list(catch_up_stories(library))
    assert story_of(library, "a1").no == before
    assert groups(list_stories(library)) == {("a0", "a1"), ("a2", "a3")}


def test_traits_are_counted_once_an_article(library: Library) -> None:
    def counts() -> dict[str, int]:
        return {row["feature"]: row["articles"] for row in library.rows("features")}

    fill(library)
    before = counts()
    for end in (" وأضاف أن التحقيق مستمر.", " ونفى أن يكون الحريق مفتعلا."):
        put(library, given(1, FIRE[1] + end))
        list(catch_up_stories(library))
    assert counts()["n:منذر هادي"] == before["n:منذر هادي"] == 1
    assert counts().keys() - before.keys() == {"w:ونف", "w:يكون", "w:مفتعل"}


def test_two_stories_that_turn_out_to_be_one_keep_the_older_number(library: Library) -> None:
    put(library, given(0, FIRE[0]), given(1, RACE[0]))
    list(catch_up_stories(library))
    first, second = (story_of(library, ident).no for ident in ("a0", "a1"))
    assert first != second
    put(library, given(2, f"{FIRE[0]} {RACE[0]}"))
    list(catch_up_stories(library))
    assert find_story(library, second).no == find_story(library, first).no == min(first, second)


def test_what_is_not_there_is_said(library: Library) -> None:
    put(library, given(1))
    with pytest.raises(LibraryError, match="not been put to a story"):
        story_of(library, "a1")
    with pytest.raises(LibraryError, match="no such story"):
        find_story(library, 9)


def test_the_command_lists_and_tells_stories(tmp_path: Path) -> None:
    with Library.create(tmp_path / "lib") as library:
        put(library, *(given(no, text) for no, text in enumerate((*FIRE, *RACE))))
    listed = CliRunner().invoke(app, ["story", str(tmp_path / "lib")])
    assert listed.exit_code == 0, listed.output
    assert "3 articles" in listed.stdout
    told = CliRunner().invoke(app, ["story", str(tmp_path / "lib"), "a3"])
    assert "2 articles, 2 of their own" in told.stdout
    assert CliRunner().invoke(app, ["story", str(tmp_path / "lib"), "99"]).exit_code == 1


ROUTINE = (
    (
        "طقس اليوم الخميس",
        "سحب عابرة على أغلب الجهات مع رياح من الشمال الشرقي، وتتراوح الحرارة بين 20 و28 درجة في الشمال.",
    ),
    (
        "طقس الجمعة",
        "سحب عابرة على أغلب الجهات مع رياح من الشمال الشرقي، وتتراوح الحرارة بين 21 و29 درجة في الشمال.",
    ),
)
NOTICES = (
    (
        "سوسة: حجز سجائر مهربة",
        "تمكنت وحدات الحرس الوطني في سوسة من حجز 400 علبة سجائر مهربة وإيقاف سائق السيارة بإذن من النيابة العمومية.",
    ),
    (
        "القصرين: حجز سجائر مهربة",
        "حجزت دورية للديوانة بالقصرين شاحنة محملة بسجائر مهربة قادمة من الحدود الغربية، وقدرت قيمتها بنحو تسعين ألف دينار.",
    ),
)
ONE_SQUAD = (
    (
        "القبض على مروج أقراص مخدرة",
        "ألقت الفرقة المركزية لمكافحة المخدرات القبض على شاب يروج الأقراص المخدرة في محيط معهد بنابل، وحجزت لديه كمية منها بإذن النيابة.",
    ),
    (
        "الإطاحة بشبكة ترويج مخدرات",
        "أطاحت الفرقة المركزية لمكافحة المخدرات بشبكة تروج الأقراص المخدرة في محيط ملاعب صفاقس، وحجزت لدى أفرادها كمية منها.",
    ),
)
ONE_HAUL = (
    (
        "أريانة: تفكيك شبكة وحجز 17 كيلوغراما من القنب",
        "فككت الفرقة المركزية لمكافحة المخدرات شبكة في أريانة وحجزت 17 كيلوغراما من القنب الهندي كانت مخبأة في سيارة.",
    ),
    (
        "حجز 17 كيلوغراما من القنب",
        "حجزت الفرقة المركزية لمكافحة المخدرات 17 كيلوغراما من القنب الهندي مخبأة في سيارة.",
    ),
)
SAME_NOTICE = (
    (
        "سوسة: إيقاف صاحب مصنع",
        "أوقفت فرقة الأبحاث في سوسة صاحب مصنع الألبان رمزي الحمامي بعد حجز كميات فاسدة في مستودعه.",
    ),
    (
        "إيقاف رمزي الحمامي في سوسة",
        "قررت النيابة في سوسة إيقاف رمزي الحمامي صاحب مصنع الألبان بعد حجز كميات فاسدة من الألبان.",
    ),
)


def told(*articles: tuple[str, str]) -> list[int]:
    """How many articles each story has, when these come one a day."""
    records = [
        marsad.read(text, title=title, published=f"2024-03-0{day}", tier="fast")
        for day, (title, text) in enumerate(articles, 1)
    ]
    return sorted(len(story.articles) for story in find_stories(records))


def test_what_is_printed_every_day_is_no_story() -> None:
    assert told(*ROUTINE) == [1, 1]


def test_notices_of_one_kind_from_two_towns_are_two() -> None:
    assert told(*NOTICES) == [1, 1]


def test_notices_of_one_squad_are_two() -> None:
    assert told(*ONE_SQUAD) == [1, 1]


def test_notices_of_one_number_are_one() -> None:
    assert told(*ONE_HAUL) == [2]


def test_notices_on_one_person_are_one() -> None:
    assert told(*SAME_NOTICE) == [2]


def test_passing_over_unlike_articles_changes_no_story(monkeypatch: pytest.MonkeyPatch) -> None:
    records = list(demo_records())
    quick = find_stories(records)
    monkeypatch.setattr(grouping, "DRIFT", 1e9)
    assert find_stories(records) == quick


def test_copies_and_stories_are_found_together_as_they_are_one_after_the_other(tmp_path: Path) -> None:
    found = []
    for name in ("together", "apart"):
        with Library.create(tmp_path / name) as library:
            put(library, *(_input_of(record.article) for record in demo_records()))
            for work in (compare_new,) if name == "together" else (catch_up_copies, catch_up_stories):
                assert sum(1 for _ in work(library)) == 1
            assert lag(library) == 0
            found.append((list_copies(library), list_stories(library)))
    assert found[0] == found[1]
    assert all(found[0])


def _input_of(article: Article) -> Input:
    return Input(name=article.id, kind="article", article=article, id=article.id, url=article.url)
