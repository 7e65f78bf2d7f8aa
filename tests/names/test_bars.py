"""What bars names: each list entry is found as it stands, and a user's own names are never barred."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from marsad.matching import load_lexicon
from marsad.names import use_names
from marsad.types import Document, Names


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
