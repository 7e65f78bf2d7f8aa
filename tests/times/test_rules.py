"""Every date rule of the lexicon has examples, and they come out as written."""

from __future__ import annotations

import pytest

from marsad.matching.sources import RawEntry
from marsad.times.examples import read_rules, wrong_examples

RULES = read_rules()


def test_every_rule_has_examples() -> None:
    assert [rule.id for rule in RULES if not (rule.fields.get("yes") and rule.fields.get("no"))] == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_examples(rule: RawEntry) -> None:
    assert list(wrong_examples(rule)) == []


def test_a_wrong_example_is_told() -> None:
    rule = RawEntry(
        id="date.year",
        kind="date_rule",
        forms=(),
        file="rules.yaml",
        fields={"yes": ["عام [2011] = 2012"], "no": ["منذ عام 2011"]},
    )
    assert len(list(wrong_examples(rule))) == 2
