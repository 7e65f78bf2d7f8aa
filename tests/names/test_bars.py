"""What bars names: each list entry is found as it stands, and a user's own names are never barred."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from marsad.matching import load_lexicon, scan_document
from marsad.names import use_names
from marsad.names.bars import read_bars, unbarred
from marsad.names.candidates import Candidate
from marsad.text import read_document
from marsad.types import Article, Document, Names


def test_the_lists_are_broad_and_of_their_kind() -> None:
    phrases = [form for row in load_lexicon().table("set_phrase") for form in row.get("forms")]
    words = [form for row in load_lexicon().table("common_word") for form in row.get("forms")]
    assert len(phrases) > 1_000
    assert len(words) > 600
    assert [form for form in phrases if " " not in form] == []
    assert [form for form in words if " " in form] == []


@pytest.mark.parametrize("phrase", [row.get("forms")[0] for row in load_lexicon().table("set_phrase")])
def test_a_set_phrase_alone_names_nothing(
    phrase: str, named: Callable[[str], tuple[Document, Names]]
) -> None:
    assert named(phrase)[1].mentions == ()


def test_a_users_own_name_is_never_barred(
    tmp_path: Path, named: Callable[[str], tuple[Document, Names]]
) -> None:
    listed = tmp_path / "mine.csv"
    listed.write_text("forms,kind\nالقوة القاهرة,organization\n", encoding="utf-8")
    use_names([listed])
    try:
        assert [m.exact for m in named("أعلنت القوة القاهرة ذلك")[1].mentions] == ["القوة القاهرة"]
    finally:
        use_names([])


@pytest.mark.parametrize(
    ("sentence", "taken", "kept"),
    [
        ("انتشر المسلحون في منطقة المصافي النفطية شرق البلاد", "المصافي النفطية", None),
        ("أغلقت السلطات المعابر الحدودية أمام المسافرين", "المعابر الحدودية", None),
        ("سيطروا على معبر وازنان الحدودي أمس", "وازنان الحدودي", "وازنان"),
        ("نزحوا إلى منطقة وازنان الكبرى أمس", "وازنان الكبرى", "وازنان الكبرى"),
    ],
)
def test_sites_told_by_their_kind_are_no_places(sentence: str, taken: str, kept: str | None) -> None:
    """What the tagger alone takes for a place loses what only says of which kind it is."""
    scan = scan_document(read_document(Article(id="a", title="", text=sentence)), load_lexicon())
    part, matches = scan.document.parts[-1], scan.matches[-1]
    start = sentence.index(taken)
    first = next(n for n, token in enumerate(part.tokens) if token.start == start)
    one = Candidate(first, first + 2, start, start + len(taken), "place", "tagger.place", 1)
    left = unbarred(part, [one], read_bars(part, matches, frozenset()))
    assert [sentence[c.start : c.end] for c in left] == [kept] * (kept is not None)
