"""What a word is found by: spellings that must meet, and those that must not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.corpus.search.analysis import keys_in, keys_of, read_words, without_particles
from marsad.text import fold

ALIKE = [
    "أحمد احمد إحمد آحمد",
    "على علي",
    "مدينة مدينه المدينة والمدينة للمدينة بالمدينة كالمدينة ومدينة",
    "حفتر ولحفتر لحفتر وحفتر بحفتر فحفتر",
    "ليبيا لليبيا وليبيا بليبيا",
    "باريس بباريس وباريس لباريس",
    "فرنسا لفرنسا وبفرنسا",
    "انتخابات الانتخابات والانْتِخابات انتخـــابات بالانتخابات",
    "انتخابات انتخاب",
    "مسلحون مسلحين المسلحين",
    "حكومته حكومتها والحكومة",
    "وزير الوزير ووزير للوزير",
    "٣٠٠ 300 ۳۰۰",
    "١٢٬٥٠٠ 12,500 12500",
    "ﻣﺤﻤﺪ محمد",
    "مسؤول مسئول المسئولون والمسؤولين",
    "شؤون شئون الشئون",
    "أميركا أمريكا والأمريكية أميركيين",
    "ثلاثة ٣ 3 بثلاثة وثلاث",
    "سبعين 70 السبعون",
    "إنكليزي انجليزي",
    "ثلاثمائة ثلاثمئة",
]
APART = [
    "الأربعاء أربعة",
    "الثلاثاء ثلاثة",
    "الخميس خمسة",
    "أمير أميركا",
    "مسيلة مسئول",
    "عشر 10",
    "روسيا رؤوس",
    "وزير زيارة",
    "كتاب تاب",
    "باريس فارس",
    "لبنان ألبان",
    "حفتر دفتر",
    "3.5 35",
    "درنة إدارة",
]


@pytest.mark.parametrize("words", ALIKE)
def test_spellings_of_one_word_meet(words: str) -> None:
    first, *others = words.split()
    assert {keys_of(word).stem for word in others} == {keys_of(first).stem}


@pytest.mark.parametrize("words", APART)
def test_different_words_stay_apart(words: str) -> None:
    one, two = words.split()
    assert keys_of(one).stem != keys_of(two).stem


def test_the_exact_form_keeps_every_letter() -> None:
    assert keys_of("أَمَـــل").exact == "أمل"
    assert keys_of("امل").exact != keys_of("أمل").exact
    assert keys_of("مدينة").exact != keys_of("مدينه").exact


def test_what_is_written_stays_what_prefixes_and_exact_forms_go_by() -> None:
    """One stem for both spellings, but «أميرك*» still finds «أميركا», and `exact:` keeps them apart."""
    assert keys_of("أميركا").form == "اميركا"
    assert keys_of("ثلاثة").form == "ثلاثه"
    assert keys_of("مسئول").exact != keys_of("مسؤول").exact


def test_stop_words_are_told_by_their_spelling() -> None:
    assert keys_of("على").stop
    assert keys_of("وعلى").stop
    assert not keys_of("علي").stop


@given(st.text(alphabet="وفبلكالءأةىيمنستر\u064b\u0640", min_size=1, max_size=12))
def test_something_is_left_of_every_word(word: str) -> None:
    for found in read_words(word):
        keys = found.keys
        assert keys.exact
        assert keys.form
        assert keys.stem
        assert word[found.start : found.end].strip()
        assert fold(word[found.start : found.end]).endswith(keys.form)


@given(st.text(alphabet="وفبلكالمنستريدحع", min_size=4, max_size=10))
def test_cutting_particles_again_changes_nothing_but_an_article(word: str) -> None:
    once = without_particles(word)
    assert word.endswith(once)
    assert without_particles(once).removeprefix("ال") in once


def test_the_keys_of_a_text_are_those_of_its_words() -> None:
    text = "قال الوزير، في 2024-03-02: «3.5 ملايين» و«الهيئةُ» وAFP"
    assert keys_in(text) == [word.keys for word in read_words(text)]
    assert len(keys_in(text)) == 11
