"""English names put together for bodies, offices and places that no list has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from marsad.matching import load_lexicon
from marsad.names.composing import compose
from marsad.names.english_words import key_of
from marsad.text import fold
from marsad.types import Document, Names

CASES = yaml.safe_load(Path(__file__).with_name("composed.yaml").read_text(encoding="utf-8"))
KINDS = ("english_head", "english_noun", "english_adjective", "english_name")


@pytest.mark.parametrize(("arabic", "english"), CASES)
def test_names_are_put_together(arabic: str, english: str | None) -> None:
    assert compose(arabic) == english


def test_a_place_and_a_body_of_one_noun() -> None:
    assert compose("قضاء سنجار", "place") == "Sinjar District"
    assert compose("قضاء عسكري", "organization") == "Military Judiciary"


def test_vowel_signs_and_spellings_do_not_matter() -> None:
    assert compose("فرقة الأبحاث والتّفتيش للحرس الوطنيّ بالمنستير") == compose(
        "فرقه الابحاث والتفتيش للحرس الوطنى بالمنستير"
    )


@pytest.mark.parametrize("kind", KINDS)
def test_a_list_has_each_word_once(kind: str) -> None:
    forms = [key_of(fold(f).split()) for row in load_lexicon().table(kind) for f in row.fields["forms"]]
    assert [form for form, count in Counter(forms).items() if count > 1] == []


def test_enough_words_are_listed() -> None:
    assert sum(len(load_lexicon().table(kind)) for kind in KINDS) > 3_000


def test_the_record_says_that_a_name_is_composed(named: Callable[[str], tuple[Document, Names]]) -> None:
    _, names = named("قررت المحكمة الابتدائية بصفاقس أمس تأجيل القضية، وقال شنقرافي إن القرار متوقع.")
    court = next(entity for entity in names.entities if entity.kind == "organization")
    assert (court.latin, court.latin_from) == ("Court of First Instance in Sfax", "composed")


@pytest.mark.parametrize("name", ['جمعية ""', "وزارة الصحة و", "اللجنة العلمية و", "", "ـ"])
def test_names_cut_short_have_no_english(name: str) -> None:
    assert compose(name) is None
