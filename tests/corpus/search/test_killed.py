"""A writer that is killed leaves what it had committed: no less, and never half of what came after."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from tests.corpus.search.conftest import ENGINES
from tests.corpus.search.writing import AT_ONCE

import marsad
from marsad.corpus.search import parse_query

KILLS = int(os.environ.get("MARSAD_KILLS", "2"))
ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize("engine", ENGINES)
def test_a_killed_writer_leaves_the_last_commit(engine: str, tmp_path: Path) -> None:
    chance = random.Random(7)
    for _ in range(KILLS):
        told = write_and_kill(engine, tmp_path, chance.uniform(0.0, 0.4))
        index = ENGINES[engine](tmp_path)
        mark = index.watermark()
        assert told <= mark <= told + 1
        assert index.count() == mark * AT_ONCE
        assert index.search(parse_query("درنة")).total == mark * AT_ONCE
        index.verify()
        index.close()


def write_and_kill(engine: str, folder: Path, seconds: float) -> int:
    """The last watermark that a writer told before it was killed, so long after its first."""
    path = os.pathsep.join([str(Path(marsad.__file__).parents[1]), str(ROOT)])
    command = [sys.executable, "-m", "tests.corpus.search.writing", engine, str(folder)]
    writer = subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, env=os.environ | {"PYTHONPATH": path}
    )
    with writer:
        assert writer.stdout is not None
        told = int(writer.stdout.readline())
        threading.Timer(seconds, writer.kill).start()
        return max([told, *(int(line) for line in writer.stdout if line.endswith("\n"))])
