"""The report for the terminal."""

from __future__ import annotations

import re

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from marsad.export import report_of_record
from marsad.export.bidi import ISOLATE, POP, columns, isolate, join, wrap
from marsad.export.chains import chain_of, voices_of
from marsad.types import Article, Attribution, Record, Run, Source, Span

_STRAY = re.compile("[\u202a-\u202e\u2066\u2067\u200e\u200f\u061c]")


def span(exact: str, start: int = 0) -> Span:
    return Span(start=start, end=start + len(exact), exact=exact)


def said(ident: str, who: list[str], what: str, parent: str | None = None) -> Attribution:
    sources = tuple(Source(start=0, end=len(name), exact=name) for name in who)
    return Attribution(id=ident, content=span(what), sources=sources, parent=parent, rule="r", confidence=0.5)


def record_of(*statements: Attribution, title: str = "", text: str = "") -> Record:
    article = Article(id="a", title=title, text=text)
    return Record(
        marsad="0", run=Run(model="fast", lexicon="", at=""), article=article, attributions=statements
    )


def plain(report: str) -> str:
    return report.replace(ISOLATE, "").replace(POP, "")


def test_statements_stand_under_their_chain_in_order(record: Record) -> None:
    lines = plain(report_of_record(record)).splitlines()
    relayed = next(at for at, line in enumerate(lines) if "مصدر أمني ← وكالة رويترز ← " in line)
    assert "مسلحين هاجموا حافلة قرب طرابلس" in lines[relayed + 1]


def test_the_outlet_comes_last_with_what_nobody_else_says(record: Record) -> None:
    report = plain(report_of_record(record))
    own = report.index("in the outlet's own voice")
    assert own > report.index("وكالة رويترز")
    assert "وتجمع مئات المحتجين" in report[own : report.index("\nWHO\n")]


def test_sections_follow_each_other(record: Record) -> None:
    report = report_of_record(record)
    order = [
        report.index(f"\n{title}\n") for title in ("ON WHOSE WORD", "WHO", "WHAT HAPPENED", "WHERE", "WHEN")
    ]
    assert order == sorted(order)


def test_arabic_words_of_the_report(record: Record) -> None:
    report = report_of_record(record, language="ar")
    assert "على لسان من" in report
    assert not re.search(r"\b(state|indirect|happened|ASSAULT|published)\b", plain(report))


def test_explain_names_rule_and_confidence(record: Record) -> None:
    rule = record.attributions[0].rule
    assert f"[{rule}, {record.attributions[0].confidence:.2f}]" in report_of_record(record, explain=True)
    assert rule not in report_of_record(record)


def test_a_statement_inside_another_ends_with_the_chain_of_the_outer() -> None:
    record = record_of(said("a1", ["الوزير", "القناة"], "س"), said("a2", ["الشاهد"], "ص", parent="a1"))
    chain = chain_of(record.attributions[1], record)
    assert [source.exact for source in chain.sources] == ["الشاهد", "الوزير", "القناة"]


def test_a_circle_of_parents_ends() -> None:
    record = record_of(said("a1", ["ا"], "س", parent="a2"), said("a2", ["ب"], "ص", parent="a1"))
    assert [len(voice.statements) for voice in voices_of(record)] == [1, 1]


def test_one_voice_is_gathered_across_the_article_whatever_its_spelling() -> None:
    record = record_of(said("a1", ["إدارة"], "س"), said("a2", ["غيره"], "ص"), said("a3", ["اداره"], "ع"))
    assert [[one.id for one in voice.statements] for voice in voices_of(record)] == [["a1", "a3"], ["a2"]]


def test_direction_controls_of_the_page_stay_out() -> None:
    hostile = "عنوان\u202e قلب \u2067عزل\u200f\x1b[31m"
    report = report_of_record(record_of(said("a1", [hostile], hostile), title=hostile))
    assert not _STRAY.search(report)
    assert "\x1b" not in report
    assert report.count(ISOLATE) == report.count(POP) > 0


@given(st.text())
def test_isolated_strings_are_one_balanced_line(text: str) -> None:
    isolated = isolate(text)
    assert len(isolated.splitlines()) <= 1
    assert isolated.count(ISOLATE) == isolated.count(POP) <= 1


@given(st.lists(st.text("ابتَةـ x漢", min_size=1, max_size=12), min_size=1), st.integers(15, 40))
def test_wrapped_lines_keep_the_words_and_the_width(words: list[str], width: int) -> None:
    lines = list(wrap(" ".join(words), width))
    assert " ".join(plain(line) for line in lines).split() == " ".join(words).split()
    longest = max(columns(word) for word in words)
    assert all(columns(line) <= max(width, longest) for line in lines)


@given(st.lists(st.text("ابت xy", min_size=1, max_size=12).map(str.strip).filter(bool), min_size=1))
def test_joined_lines_keep_the_parts_and_the_width(parts: list[str]) -> None:
    lines = list(join(parts, " · ", 20, "  "))
    assert [part for line in lines for part in line.strip().rstrip("·").rstrip().split(" · ")] == parts
    assert all(columns(line) <= 22 + 2 for line in lines)


def test_long_chains_are_broken_between_their_links() -> None:
    record = record_of(said("a1", ["المتحدث باسم الوزارة " * 3, "صحيفة الأفق اليومية", "وكالة الأنباء"], "س"))
    lines = report_of_record(record, width=60).splitlines()
    chain = next(at for at, line in enumerate(lines) if "المتحدث" in line)
    assert plain(lines[chain]).endswith(" ←")
    assert "صحيفة الأفق" in lines[chain + 1]


def test_an_empty_record_has_a_report() -> None:
    assert "unknown" in report_of_record(record_of())


def test_inexact_numbers_are_marked(record: Record) -> None:
    from marsad.export.text import counts_of
    from marsad.types import Event, Size

    size = Size(dead=12, injured=30, at_least=("dead",), approximate=("injured",))
    event = Event(id="v", trigger=span("قتل"), type="ASSAULT", size=size, rule="r", confidence=1.0)
    assert list(counts_of(event)) == [("dead", "≥12"), ("injured", "≈30")]
    shown = msgspec.structs.replace(record, events=(event,))
    assert "dead: ≥12" in report_of_record(shown)
