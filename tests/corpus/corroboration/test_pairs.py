"""Articles of many countries set side by side: every relation that is expected is found, and none besides."""

from __future__ import annotations

import pytest

from .pairs import cases, expected_in, found_in

MISSED = {name for name, case in cases().items() if case.get("missed")}


@pytest.mark.parametrize("name", sorted(cases().keys() - MISSED))
def test_what_is_expected_is_found_and_nothing_else(name: str) -> None:
    assert found_in(cases()[name]) == expected_in(cases()[name])


@pytest.mark.parametrize("name", sorted(MISSED))
def test_what_is_not_seen_yet_is_at_least_not_told_wrongly(name: str) -> None:
    found, expected = found_in(cases()[name]), expected_in(cases()[name])
    assert found < expected
