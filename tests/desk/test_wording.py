"""What the desk says: complete in both languages, with every plural form, and nothing said that is not asked for."""

from __future__ import annotations

import re
from importlib.resources import files
from string import Formatter

import pytest

from marsad.desk.screens import SCREENS
from marsad.desk.settings import Settings
from marsad.desk.wording import PLURALS, DeskWords, plural_form, strings

ROOT = files("marsad.desk")
TEMPLATES = [one.read_text(encoding="utf-8") for one in ROOT.joinpath("templates").iterdir()]
SOURCES = [
    one.read_text(encoding="utf-8")
    for folder in (ROOT, *map(ROOT.joinpath, ("screens", "review", "saved", "identity")))
    for one in folder.iterdir()
    if one.name.endswith(".py")
]
MADE = re.compile(
    r"theme_|sort_|facet_|lanes_|view_|judged_|area_|setting_|language_|digits_|naming_|"
    r"quad_|stage_|outcome_|reason_|mend_|job_|pack_|licence_|copy_|origin_|tier_|value_|near_|context_|role_|grade_|fact_|part_|field_|order_|agreement_o|"
    r"way_|tell_|decided_|evidence_|stand_|rule_|dropped_"
)
"""Keys that are put together from a value."""


def test_both_languages_say_the_same_things() -> None:
    assert set(strings("ar")) == set(strings("en"))
    for key, said in strings("ar").items():
        assert isinstance(said, dict) == isinstance(strings("en")[key], dict), key


@pytest.mark.parametrize("language", PLURALS)
def test_every_counted_thing_has_every_form(language: str) -> None:
    counted = {key: said for key, said in strings(language).items() if isinstance(said, dict)}
    assert counted
    for key, forms in counted.items():
        assert tuple(forms) == PLURALS[language], key
        for form, text in forms.items():
            fields = {name for _, name, _, _ in Formatter().parse(text) if name}
            assert fields <= {"n"}
            assert fields or form in ("zero", "one", "two"), (key, form)


def test_nothing_is_empty_or_said_in_the_other_script() -> None:
    for key, said in strings("ar").items():
        for text in said.values() if isinstance(said, dict) else [said]:
            assert text.strip(), key
            assert key in ("other_language",) or re.search(r"[\u0621-\u064a]", text), key
    for key, said in strings("en").items():
        for text in said.values() if isinstance(said, dict) else [said]:
            assert key == "other_language" or not re.search(r"[\u0621-\u064a]", text), key


def test_every_word_of_the_templates_is_there_and_every_word_is_used() -> None:
    everything = "\n".join([*TEMPLATES, *SOURCES])
    asked = set(re.findall(r'words\["(\w+)"\]', everything)) | set(
        re.findall(r'words\.count\("(\w+)"', everything)
    )
    known = set(strings("ar"))
    assert asked <= known
    made = {key for key in known if MADE.match(key)}
    menu = {screen.name for screen in SCREENS} & known
    quoted = set(re.findall(r'"(\w+)"', everything))
    assert known - asked - made - menu - quoted == set()


@pytest.mark.parametrize(
    ("number", "form"),
    [
        (0, "zero"),
        (1, "one"),
        (2, "two"),
        (10, "few"),
        (103, "few"),
        (111, "many"),
        (200, "other"),
        (1002, "other"),
    ],
)
def test_arabic_has_six_plural_forms(number: int, form: str) -> None:
    assert plural_form("ar", number) == form


@pytest.mark.parametrize(
    ("edtf", "shown"),
    [
        (None, "بلا تاريخ"),
        ("2024", "2024"),
        ("XXXX-09", "XXXX-09"),
        ("2024-03-02/2024-03-05", "2024-03-02/2024-03-05"),
        ("2024-13", "2024-13"),
    ],
)
def test_dates_that_are_not_plain_are_shown_as_they_stand(edtf: str | None, shown: str) -> None:
    assert DeskWords("ar").day(edtf) == shown


def test_digits_and_months_are_the_readers() -> None:
    words = DeskWords("ar", Settings(digits="arabic", months="levant"))
    assert words.day("2024-11-05") == "٥ تشرين الثاني ٢٠٢٤"
    assert words.count("articles", 1103) == "١٬١٠٣ مقالات"
    assert words.moment("2024-08-01T09:05:00Z") == "١ آب ٢٠٢٤ ٠٩:٠٥"
    assert DeskWords("en", Settings(digits="arabic", months="levant")).day("2024-11-05") == "5 November 2024"


@pytest.mark.parametrize(
    ("naming", "january", "july"),
    [
        ("west", "يناير", "يوليو"),
        ("levant", "كانون الثاني", "تموز"),
        ("maghreb_fr", "جانفي", "جويلية"),
        ("morocco", "يناير", "يوليوز"),
    ],
)
def test_months_have_the_names_of_each_region(naming: str, january: str, july: str) -> None:
    months = DeskWords("ar").months_of(naming)
    assert len(months) == 12
    assert (months[0], months[6]) == (january, july)
