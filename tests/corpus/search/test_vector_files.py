"""The vectors beside an index: replaced, removed, continued after a kill, read by others meanwhile."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from marsad.corpus.search import vector_files
from marsad.corpus.search.meaning import KEPT, Floats, Reading
from marsad.corpus.search.vector_files import VectorFiles, open_vectors
from marsad.errors import IndexDamaged, LibraryError

WIDTH = 8


def towards(axis: int, aside: float = 0.0) -> Floats:
    """A vector of length one along an axis, a little towards the next one."""
    vector = np.zeros(WIDTH, np.float32)
    vector[axis], vector[(axis + 1) % WIDTH] = 1.0, aside
    return vector / np.float32(np.linalg.norm(vector))


def read(axis: int, aside: float = 0.0) -> Reading:
    """An article that means such a vector, of one word."""
    return Reading(towards(axis, aside), np.array([axis + 1, *[0] * (KEPT - 1)], np.uint16))


@pytest.fixture
def files(tmp_path: Path) -> VectorFiles:
    """The vectors of three articles."""
    files = VectorFiles(tmp_path, WIDTH)
    files.update({1: read(0), 2: read(0, 0.5), 3: read(4)}, 3)
    return files


def order(files: VectorFiles, vector: Floats, count: int = 10) -> list[int]:
    """The numbers of the nearest."""
    return [one.no for one in files.nearest(vector, count)]


def test_the_nearest_come_first(files: VectorFiles) -> None:
    assert order(files, towards(0)) == [1, 2, 3]
    assert order(files, towards(4), 1) == [3]
    near = files.nearest(towards(0), 2)
    assert near[0].cosine == pytest.approx(1.0, abs=0.01)
    assert near[1].cosine == pytest.approx(0.894, abs=0.01)
    seen = files.see(towards(0), [2, 3, 99])
    assert seen.numbers == (2, 3)
    assert seen.cosines.tolist() == pytest.approx([0.894, 0.0], abs=0.01)
    assert seen.words[:, 0].tolist() == [1, 5]


def test_a_vector_is_kept_but_for_rounding(files: VectorFiles) -> None:
    vector = files.vector(2)
    assert vector is not None
    assert float(vector @ towards(0, 0.5)) == pytest.approx(1.0, abs=0.001)
    assert files.vector(99) is None


def test_an_article_is_replaced_or_goes(files: VectorFiles) -> None:
    files.update({1: read(4)}, 4, gone=[3])
    assert order(files, towards(4)) == [1, 2]
    assert (len(files), files.watermark()) == (2, 4)
    files.verify()


def test_others_see_what_was_written_and_what_was_written_anew(
    files: VectorFiles, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vector_files, "_FEW", 2)
    reader = VectorFiles(tmp_path, WIDTH)
    for mark in range(4, 12):
        files.update({1: read(mark % WIDTH)}, mark)
        assert order(reader, towards(mark % WIDTH), 1) == [1]
    assert sorted(order(reader, towards(0))) == [1, 2, 3]
    assert len(list(tmp_path.glob("*.rows"))) == 1
    assert next(tmp_path.glob("*.rows")).stat().st_size < 8 * (WIDTH + 12 + 2 * KEPT)
    reader.verify()


def test_what_a_killed_writer_left_is_not_read(files: VectorFiles, tmp_path: Path) -> None:
    path = next(tmp_path.glob("*.rows"))
    path.write_bytes(path.read_bytes() + b"half a row")
    after = VectorFiles(tmp_path, WIDTH)
    assert order(after, towards(0)) == [1, 2, 3]
    after.update({4: read(1)}, 4)
    assert order(VectorFiles(tmp_path, WIDTH), towards(1), 1) == [4]
    after.verify()


@pytest.mark.parametrize("name", ["vectors-0.rows", "vectors.state"])
def test_a_file_that_was_cut_is_damage(files: VectorFiles, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    data = path.read_bytes()
    path.unlink()
    path.write_bytes(data[: len(data) // 2])
    with pytest.raises(IndexDamaged, match="marsad reindex"):
        VectorFiles(tmp_path, WIDTH)


def test_a_changed_byte_is_found_by_verifying(files: VectorFiles, tmp_path: Path) -> None:
    path = tmp_path / "vectors-0.rows"
    data = bytearray(path.read_bytes())
    data[14] ^= 0x55
    path.write_bytes(data)
    with pytest.raises(IndexDamaged, match="not as they were written"):
        VectorFiles(tmp_path, WIDTH).verify()


def test_vectors_that_lag_behind_their_index_are_damage(tmp_path: Path) -> None:
    assert len(open_vectors(tmp_path, 0)) == 0
    with pytest.raises(IndexDamaged, match="missing"):
        open_vectors(tmp_path, 3)


def test_a_disk_that_takes_nothing_is_told(files: VectorFiles, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(vector_files.os, "fsync", full)
    with pytest.raises(LibraryError, match="cannot be written"):
        files.update({9: read(1)}, 9)
    assert (len(files), files.watermark()) == (3, 3)


def test_nothing_is_near_in_an_empty_folder(tmp_path: Path) -> None:
    files = VectorFiles(tmp_path, WIDTH)
    assert files.nearest(towards(0), 5) == []
    assert files.see(towards(0), [1]).numbers == ()
    files.verify()


def test_an_article_without_words_is_like_none(tmp_path: Path) -> None:
    files = VectorFiles(tmp_path, WIDTH)
    nothing = Reading(np.zeros(WIDTH, np.float32), np.zeros(KEPT, np.uint16))
    files.update({1: nothing, 2: read(0)}, 2)
    assert files.see(towards(0), [1, 2]).cosines.tolist() == pytest.approx([0.0, 1.0], abs=0.01)
