"""Latin spellings, and names matched across scripts."""

from __future__ import annotations

from collections import Counter

import pytest

from marsad.matching import load_lexicon
from marsad.names import romanise
from marsad.names.graphones import graphones, quick_graphones
from marsad.names.scripts import same_name
from marsad.text import fold


def test_a_listed_name_has_its_usual_spelling() -> None:
    assert romanise("محمود")[0] == "Mahmoud"


def test_arab_names_keep_their_article() -> None:
    assert romanise("خالد الشنقرافي")[0].split()[1].startswith("al-")


@pytest.mark.parametrize(("arabic", "latin"), [("ديميترييف", "Dmitriev"), ("هوفمانسون", "Hoffmanson")])
def test_foreign_names_are_spelled_with_vowels(arabic: str, latin: str) -> None:
    (first, *_) = romanise(arabic, thorough=True)
    assert sum(letter in "aeiou" for letter in first.lower()) >= 2
    assert any(same_name(arabic, spelling) for spelling in (first, latin))


def test_three_different_spellings_at_most() -> None:
    spellings = romanise("زيغلباومر", thorough=True)
    assert 2 <= len(spellings) == len(set(spellings)) <= 3


def test_spelling_is_repeatable() -> None:
    assert quick_graphones().spell("سكوارتزن", 3) == quick_graphones().spell("سكوارتزن", 3)
    assert len(graphones().spell("سكوارتزن", 2)) == 2


@pytest.mark.parametrize(
    ("arabic", "latin", "same"),
    [
        ("حفتر", "Haftar", True),
        ("حفتر", "Hifter", True),
        ("شويغو", "Shoigu", True),
        ("القذافي", "Gaddafi", True),
        ("القذافي", "al-Qaddafi", True),
        ("خليفة حفتر", "Khalifa Haftar", True),
        ("خليفة حفتر", "Belqasim Haftar", False),
        ("حفتر", "Hamdan", False),
        ("شويغو", "Shultz", False),
        ("محمد", "Kamal", False),
    ],
)
def test_names_meet_across_scripts(arabic: str, latin: str, same: bool) -> None:
    assert same_name(arabic, latin) is same


@pytest.mark.parametrize(
    ("arabic", "latin"),
    [
        ("سيرغي شويغو", "Sergei Shoigu"),
        ("أحمد داود أوغلو", "Ahmed Davutoglu"),
        ("جان إيف لودريان", "Jean Yves Le Drian"),
        ("بنيامين نتانياهو", "Benjamin Netanyahu"),
        ("أنطونيو غوتيريش", "Antonio Guterres"),
        ("هيله ثورنينغ", "Helle Thorning"),
        ("عبد الحميد القراوي", "Abdelhamid al-Karaoui"),
        ("عبدالفتاح شكري", "Abdelfattah Shoukry"),
        ("عبد الله عبد الكريم", "Abdullah Abdelkrim"),
        ("بدر الدين خليل", "Badr al-Din Khalil"),
        ("السنوار", "Sinwar"),
    ],
)
def test_the_press_has_its_own_spellings(arabic: str, latin: str) -> None:
    assert romanise(arabic)[0] == latin


def test_a_search_tries_a_name_with_and_without_its_article() -> None:
    spellings = [spelling.lower() for spelling in romanise("الشنقرافي", thorough=True)]
    assert spellings[0] == f"al-{spellings[1]}"


def test_a_name_opens_with_a_capital() -> None:
    assert romanise("السعد بنت محمد")[0].startswith("Al-")


def test_a_name_is_spelled_in_one_way() -> None:
    forms = [fold(form) for row in load_lexicon().table("latin_spelling") for form in row.fields["forms"]]
    assert len(forms) > 1_300
    assert [form for form, count in Counter(forms).items() if count > 1] == []
