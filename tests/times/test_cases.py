"""The cases of the benchmark, all of them: what once was read right stays so."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

PATH = Path(__file__).parents[2] / "benchmarks/dates.py"


def _benchmark() -> ModuleType:
    spec = importlib.util.spec_from_file_location("benchmark_of_dates", PATH)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_cases() -> None:
    benchmark = _benchmark()
    cases = list(benchmark.read_cases())
    wrong = [case for case in cases if not benchmark.is_right(*case[1:])[0]]
    assert len(cases) >= 600
    assert wrong == []
