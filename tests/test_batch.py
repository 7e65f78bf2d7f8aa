"""Inputs that are read in several processes: what a process dies on is refused, and nothing else."""

from __future__ import annotations

import os
import signal
import threading
from pathlib import Path

import pytest

from marsad import batch
from marsad.batch import How, Refusal, read_inputs
from marsad.errors import MarsadError
from marsad.page.sources import Input, input_of
from marsad.types import Record

DEADLY = "قال الوزير القاتل"
FAST = How(tier="fast")


def texts(*numbers: int, deadly: tuple[int, ...] = ()) -> list[Input]:
    return [
        input_of(
            f"{DEADLY if n in deadly else 'قال وزير النقل'} إن الطريق رقم {n} سيفتح غدا.",
            url=f"https://anba.example/{n}",
        )
        for n in numbers
    ]


@pytest.fixture(autouse=True)
def forked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Processes are forked, whatever threads other tests have left: only so do they read with what a test has put in place."""
    monkeypatch.setattr(threading, "active_count", lambda: 1)


def die_on_deadly(monkeypatch: pytest.MonkeyPatch, *, always: Path | None = None) -> None:
    """Lets a reading process kill itself over a text, or, with a file, over the first text only."""
    read_one = batch.read_one

    def read_or_die(item: Input, published: str | None, tier: str | None = None) -> Record | Refusal:
        if DEADLY in (item.text or "") and not (always and always.exists()):
            if always:
                always.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return read_one(item, published, tier)

    monkeypatch.setattr(batch, "read_one", read_or_die)


def test_what_a_process_dies_on_is_refused_and_the_rest_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    die_on_deadly(monkeypatch)
    answers = list(read_inputs(texts(*range(30), deadly=(4, 20)), FAST, jobs=2))
    refused = {n: one for n, one in enumerate(answers) if isinstance(one, Refusal)}
    assert set(refused) == {4, 20}
    assert refused[4].reason == "process ended"
    assert "read it alone" in refused[4].remedy
    read = [one.article.url for one in answers if isinstance(one, Record)]
    assert read == [f"https://anba.example/{n}" for n in range(30) if n not in refused]


def test_an_input_whose_process_was_killed_by_chance_is_read(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    die_on_deadly(monkeypatch, always=tmp_path / "died")
    answers = list(read_inputs(texts(*range(6), deadly=(2,)), FAST, jobs=2))
    assert (tmp_path / "died").exists()
    assert all(isinstance(one, Record) for one in answers)


def test_processes_that_cannot_start_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def die(_: object) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    monkeypatch.setattr(batch, "use_lists", die)
    with pytest.raises(MarsadError, match="end as soon as they start"):
        list(read_inputs(texts(1), FAST, jobs=2))
