"""One thing, one entity: spellings, short forms and acronyms meet; two people of one family do not."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml

from marsad.names.variants import is_variant, key_of, same_person, units
from marsad.text import fold
from marsad.types import Document, Names

CASES = yaml.safe_load((Path(__file__).parent / "merging.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:40])
def test_forms_are_merged_as_they_must(
    case: dict[str, Any], named: Callable[[str], tuple[Document, Names]]
) -> None:
    _, names = named(case["text"])
    owner = {form: entity.id for entity in names.entities for form in entity.forms}
    for forms in case.get("one", ()):
        assert len({owner[form] for form in forms}) == 1, owner
    for one, two in case.get("two", ()):
        assert owner[one] != owner[two], owner


@pytest.mark.parametrize(
    ("one", "two", "same"),
    [
        ("نتنياهو", "نتانياهو", True),
        ("لانغلي", "لانجلي", True),
        ("محمد", "محمود", False),
        ("سلمان", "سليمان", False),
        ("سعد", "سعيد", False),
        ("حسن", "حسين", False),
    ],
)
def test_parts_of_names(one: str, two: str, same: bool) -> None:
    assert is_variant(fold(one), fold(two)) is same
    assert is_variant(fold(two), fold(one)) is same


def test_a_family_name_alone_is_not_the_father() -> None:
    assert same_person("بن سلمان", "محمد بن سلمان")
    assert not same_person("سلمان", "محمد بن سلمان")


def test_units_keep_particles_with_what_they_open() -> None:
    assert units(fold("محمد بن عبد العزيز آل سعود")) == ("محمد", "بن عبد العزيز", "ال سعود")
    assert units(fold("داود أوغلو")) == ("داود اوغلو",)


def test_spellings_of_one_name_share_a_key() -> None:
    spellings = ["بنيامين نتنياهو", "نتانياهو", "بنيامين نتانياهو"]
    assert all(key_of(one) == key_of(two) for one, two in pairwise(spellings))


def test_a_common_name_is_not_another_states_body(named: Callable[[str], tuple[Document, Names]]) -> None:
    _, here = named("قالت هيئة مكافحة الفساد في تونس إن القضية أحيلت على القضاء التونسي")
    _, there = named("أحال مجلس الوزراء الأردني في عمان ملفا إلى هيئة مكافحة الفساد في الأردن")
    (known,) = [e for e in here.entities if e.name == "هيئة مكافحة الفساد"]
    (other,) = [e for e in there.entities if e.name == "هيئة مكافحة الفساد"]
    assert known.latin_from == "known"
    assert other.latin_from == "composed"
