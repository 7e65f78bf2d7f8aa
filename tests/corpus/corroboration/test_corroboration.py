"""Claims set side by side: counts, days, denials, corrections, and whose voice they are."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from typer.testing import CliRunner

import marsad
from marsad.cli.main import app
from marsad.corpus import Library
from marsad.corpus.copies import find_copies
from marsad.corpus.corroboration import Claim, Relation, compare_records, make_matrix
from marsad.corpus.corroboration.counts import find_counts
from marsad.corpus.corroboration.passages import Reading
from marsad.types import Record, Site

from ..conftest import given, put


def read(ident: str, text: str, published: str = "2024-03-14T08:00:00Z", site: str | None = None) -> Record:
    record = marsad.read(text, published=published, tier="fast")
    article = msgspec.structs.replace(
        record.article,
        id=ident,
        url=f"https://{ident}.example/1",
        site=Site(site or ident, f"{ident}.example"),
    )
    return msgspec.structs.replace(record, article=article)


def bearings(*records: Record) -> list[tuple[str, str, str]]:
    return [(one.bearing, one.claim.value, one.other.value) for one in compare_records(records)]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("قتل خمسة أشخاص في انفجار وسط المدينة.", "dead 5"),
        ("أدى الانفجار إلى مقتل ما لا يقل عن 12 شخصا.", "dead ≥12"),
        ("ارتفعت حصيلة الانفجار إلى سبعة قتلى.", "dead 7"),
        ("أعلنت الشرطة توقيف أربعة أشخاص.", "arrested 4"),
        ("قدرت الشرطة عدد المشاركين بما لا يتجاوز مئة وخمسين شخصا.", "participants ≤150"),
        ("تبلغ قيمة مشروع الموازنة 31,5 مليار دينار.", "budget 31500000000"),
        ("يعمل المجلس لمدة عام.", "term 12"),
        ("يعمل المجلس لمدة ستة أشهر.", "term 6"),
    ],
)
def test_counts_are_read(text: str, count: str) -> None:
    assert [f"{one.topic} {one.value}" for one in find_counts(Reading(read("a", text)))] == [count]


@pytest.mark.parametrize(
    "text",
    [
        "وصل خمسة أشخاص إلى المطار.",
        "وبين القتلى ثلاثة حراس.",
        "وكانت حصيلة سابقة أشارت إلى مقتل خمسة أشخاص.",
        "تظاهر الأهالي مساء اليوم الإثنين ترحما على القتلى.",
    ],
)
def test_what_is_no_count_of_the_whole_is_left_out(text: str) -> None:
    assert [f"{one.topic} {one.value}" for one in find_counts(Reading(read("a", text)))] == []


FIVE = "قال مدير المستشفى سامي القاضي إن خمسة أشخاص قتلوا في انفجار السوق."
SIX = "وقالت الشرطة في سوق الخميس إن ستة أشخاص قتلوا في انفجار السوق."


def test_a_later_larger_toll_is_an_update_and_a_smaller_one_contradicts() -> None:
    early, late = "2024-03-14T08:00:00Z", "2024-03-14T18:00:00Z"
    assert bearings(read("a", FIVE, early), read("b", SIX, late)) == [("updates", "6", "5")]
    assert bearings(read("a", SIX, early), read("b", FIVE, late)) == [("contradicts", "5", "6")]


def test_counts_that_one_number_meets_agree() -> None:
    least = "أدى انفجار السوق إلى مقتل ما لا يقل عن أربعة أشخاص."
    assert [one[0] for one in bearings(read("a", least), read("b", FIVE))] == ["supports"]


def test_one_speaker_in_two_papers_is_one_voice() -> None:
    relations = compare_records(
        [read("a", FIVE), read("b", "قال سامي القاضي إن خمسة أشخاص قتلوا في انفجار السوق صباحا.")]
    )
    assert [one.bearing for one in relations] == ["repeats"]


def test_an_agency_in_the_chain_is_where_it_comes_from() -> None:
    relayed = "نقلت صحيفة النهار عن مصدر طبي أن خمسة أشخاص قتلوا في انفجار السوق."
    matrix = make_matrix([read("a", relayed), read("b", relayed + " وهدأ الوضع لاحقا.")])
    assert [len(cell.articles) for cell in matrix.cells if cell.topic == "dead"] == [2]


def test_a_nameless_source_is_another_one_in_another_paper() -> None:
    text = "قال مصدر أمني إن خمسة أشخاص قتلوا في انفجار السوق."
    assert len(make_matrix([read("a", text), read("b", text)]).origins("dead", "5")) == 2


def test_copies_are_one_voice() -> None:
    report = f"قال مصدر أمني إن خمسة أشخاص قتلوا في انفجار السوق. {FIVE} " + (
        "وأغلقت الشرطة الطرق المؤدية إلى السوق وطلبت من السكان الابتعاد عن المكان حتى انتهاء أعمال الإنقاذ."
    )
    records = [read("a", report), read("b", report, "2024-03-14T12:00:00Z")]
    copies = find_copies(record.article for record in records)
    assert len(copies) == 1
    assert len(make_matrix(records, copies).origins("dead", "5")) == len(
        make_matrix(records[:1]).origins("dead", "5")
    )


def only(*records: Record) -> Relation:
    (relation,) = (one for one in compare_records(records) if one.bearing == "contradicts")
    return relation


def test_a_correction_finds_what_it_sets_right() -> None:
    one = read("a", "وقع الهجوم على القافلة شرق المخيلي فجر الثلاثاء.")
    other = read("b", "قال شهود إن موقع الهجوم على القافلة يبعد عن طبرق ساعة، وليس شرق المخيلي كما ذكر.")
    found = only(one, other)
    assert (found.rule, found.claim.article, found.other.article) == ("instead", "b", "a")


def test_a_denial_finds_the_accusation() -> None:
    one = read(
        "a", "اتهم الناطق باسم الجيش العقيد سالم الورفلي كتيبة «أسود الساحل» بتنفيذ الهجوم على القافلة."
    )
    other = read("b", "نفى آمر كتيبة «أسود الساحل» أن تكون لمجموعته صلة بما جرى في الطريق الصحراوي.")
    found = only(one, other)
    assert (found.rule, found.claim.article, found.other.article) == ("accusation", "b", "a")


def test_two_days_for_one_meeting_contradict() -> None:
    one = read(
        "a", "التقى الرئيس التونسي قيس سعيد الأحد وزير الخارجية الجزائري أحمد عطاف في تونس.", "2024-03-18"
    )
    other = read("b", "التقى قيس سعيد السبت أحمد عطاف في تونس وبحث معه ملف الحدود.", "2024-03-18")
    found = only(one, other)
    assert (found.rule, found.claim.value, found.other.value) == ("day", "2024-03-17", "2024-03-16")


def test_articles_on_other_things_have_nothing_to_do_with_each_other() -> None:
    one = read("a", "افتتح وزير الصحة مستشفى في سوسة يوم الأحد.", "2024-03-18")
    other = read("b", "فاز فريق الأمل على الوحدة بثلاثة أهداف السبت.", "2024-03-18")
    assert compare_records([one, other]) == ()


def test_the_command_shows_the_matrix(tmp_path: Path) -> None:
    with Library.create(tmp_path / "lib") as library:
        put(library, given(1, SIX), given(2, FIVE, url="https://other.example/2"))
    shown = CliRunner().invoke(app, ["story", str(tmp_path / "lib"), "a1", "--matrix"])
    assert shown.exit_code == 0, shown.output
    assert "dead 5 · 1 independent" in shown.stdout
    assert "contradicts (count): 6 / 5" in shown.stdout or "contradicts (count): 5 / 6" in shown.stdout
    as_json = CliRunner().invoke(app, ["story", str(tmp_path / "lib"), "a1", "--matrix", "--format", "json"])
    assert '"topic":"dead"' in as_json.stdout


def test_large_counts_are_told_with_all_their_digits() -> None:
    claim = Claim(article="a", start=0, end=1, exact="١", topic="budget", low=160e9, high=160e9)
    assert claim.value == "160000000000"
