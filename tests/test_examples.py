"""The examples in docstrings give what they say."""

from __future__ import annotations

import doctest
import pkgutil
from importlib import import_module

import pytest

import marsad

MODULES = [
    found.name for found in pkgutil.walk_packages(marsad.__path__, "marsad.") if "__main__" not in found.name
]


@pytest.mark.parametrize("name", ["marsad", *MODULES])
def test_examples(name: str) -> None:
    assert doctest.testmod(import_module(name)).failed == 0


def test_there_are_examples() -> None:
    finder = doctest.DocTestFinder(exclude_empty=True)
    found = sum(len(test.examples) for name in MODULES for test in finder.find(import_module(name)))
    assert found > 25
