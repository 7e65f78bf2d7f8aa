"""What an index's articles mean, in a folder: rows that are only ever added, and one small file that says which count.

The rows are read where they lie (memory-mapped). The small file is replaced whole after the rows are safe, so that a killed
writer leaves what was there before; rows behind those it tells of are cut off by the next writer. Articles that were
replaced leave dead rows; when most are dead, the living ones are written into a new file.
"""

from __future__ import annotations

import os
import zlib
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

import msgspec
import numpy as np
import numpy.typing as npt

from marsad.corpus.search.meaning import KEPT, Floats, Ids, Reading, load_meaning
from marsad.errors import IndexDamaged, LibraryError
from marsad.names.light import ALONE

_STATE = "vectors.state"
_REMEDY = "run: marsad reindex"
_TRIES = 5
_FEW = 1000
"""Dead rows that are never worth writing the others anew."""
_MOST_OPEN = 50_000
"""So many rows are kept in memory as 32-bit numbers, 25 MB of them: what is nearest is found in a fifth of the time."""
_ROUND, _TINY = 127, 1e-9
Rows = npt.NDArray[np.void]
Places = npt.NDArray[np.int64]


class Near(msgspec.Struct, frozen=True):
    """An article and how alike it is: the cosine, which says something only beside that of other articles."""

    no: int
    cosine: float


class Seen(msgspec.Struct, frozen=True):
    """Articles side by side with one vector: how alike they are to it, and the numbers of their first words."""

    numbers: tuple[int, ...]
    cosines: Floats
    words: Ids


class _State(msgspec.Struct, frozen=True):
    """What the small file says: which rows of which file count, and up to which change of the library."""

    watermark: int
    size: int
    checksum: int
    part: int = 0
    dead: bytes = b""
    """Rows that no longer count, as 32-bit numbers."""


class VectorFiles:
    """The vectors of articles in a folder, `width` numbers each, for one writer and any number of readers.

    Raises `IndexDamaged` where the files are not what the small one says; the caller sees to it that only one writes.
    """

    def __init__(self, folder: Path, width: int) -> None:
        self._folder = folder
        self._kind = np.dtype(
            [("no", "<i8"), ("scale", "<f4"), ("vector", "i1", (width,)), ("words", "<u2", (KEPT,))]
        )
        self._seen = -1
        self._state = _State(0, 0, 0)
        self._rows: Rows = np.zeros(0, self._kind)
        self._living: npt.NDArray[np.bool_] = np.zeros(0, bool)
        self._places: tuple[Places, Places] | None = None
        self._open: Floats | None = None
        self._refresh()

    def __len__(self) -> int:
        """How many articles have a vector."""
        self._refresh()
        return int(self._living.sum())

    def watermark(self) -> int:
        """The last change of the library that the vectors hold, 0 if none."""
        self._refresh()
        return self._state.watermark

    def update(self, readings: Mapping[int, Reading], watermark: int, *, gone: Collection[int] = ()) -> None:
        """Puts articles in, in place of those with the same number and of those `gone`, all or nothing."""
        try:
            self._refresh()
            new = self._packed(readings)
            living = self._living.copy()
            living[self._find([*readings, *gone])] = False
            dead = len(living) - int(living.sum())
            if dead > max(_FEW, len(living) // 2):
                self._write_anew(np.concatenate([self._rows[living], new]), watermark)
            else:
                self._append(new, living, watermark)
        except OSError as error:
            raise LibraryError(
                str(self._folder),
                f"the vectors cannot be written: {error}",
                remedy="make room, check the rights",
            ) from error

    def nearest(self, vector: Floats, count: int) -> list[Near]:
        """So many of the articles most like a vector, the most like first."""
        self._refresh()
        cosines = np.where(self._living, self._all_cosines(vector), -np.inf)
        if not len(cosines):
            return []
        best = np.argpartition(-cosines, min(count, len(cosines) - 1))[:count]
        best = best[self._living[best]]
        found = sorted(zip((-cosines[best]).tolist(), self._rows["no"][best].tolist(), strict=True))
        return [Near(no, -cosine) for cosine, no in found]

    def see(self, vector: Floats, numbers: Collection[int]) -> Seen:
        """Certain articles beside a vector, as far as they are there."""
        self._refresh()
        chosen = self._rows[self._find(numbers)]
        return Seen(tuple(chosen["no"].tolist()), self._cosines(chosen, vector), chosen["words"])

    def vector(self, no: int) -> Floats | None:
        """The vector of an article, of length one."""
        self._refresh()
        at = self._find([no])
        if not len(at):
            return None
        row = self._rows[int(at[0])]
        return np.asarray(row["vector"], np.float32) * np.float32(row["scale"])

    def verify(self) -> None:
        """Reads all vectors and raises `IndexDamaged` if they are not as they were written."""
        self._refresh()
        if zlib.crc32(self._rows.tobytes()) != self._state.checksum:
            raise self._damaged("the vectors are not as they were written")

    def _find(self, numbers: Collection[int]) -> Places:
        """The living rows of articles, in the order of their numbers."""
        if self._places is None:
            living = np.flatnonzero(self._living)
            known = self._rows["no"][living]
            order = np.argsort(known, kind="stable")  # mostly in order: articles are numbered as they come
            self._places = known[order], living[order]
        known, at = self._places
        asked = np.unique(np.array(list(numbers), np.int64))
        place = np.searchsorted(known, asked)
        there = place < len(known)
        there[there] = known[place[there]] == asked[there]
        return at[place[there]]

    def _all_cosines(self, vector: Floats) -> Floats:
        """How alike a vector is to every row; few rows are kept as they are multiplied."""
        if len(self._rows) > _MOST_OPEN:
            return self._cosines(self._rows, vector)
        if self._open is None:
            self._open = self._rows["vector"].astype(np.float32) * self._rows["scale"][:, None]
        out = np.empty(len(self._open), np.float32)
        for block in _blocks(out, vector):
            np.matmul(self._open[block], vector, out=out[block])
        return out

    def _cosines(self, rows: Rows, vector: Floats) -> Floats:
        out = np.empty(len(rows), np.float32)
        for block in _blocks(out, vector):
            out[block] = (rows["vector"][block].astype(np.float32) @ vector) * rows["scale"][block]
        return out

    def _packed(self, readings: Mapping[int, Reading]) -> Rows:
        """Rows of articles: eight bits a number, with the scale that makes each vector of length one again."""
        rows = np.zeros(len(readings), self._kind)
        if readings:
            values = np.stack([one.vector for one in readings.values()])
            largest = np.maximum(np.abs(values).max(1, keepdims=True), _TINY)
            rows["no"] = list(readings)
            rows["vector"] = np.rint(values / largest * _ROUND)
            lengths = np.linalg.norm(rows["vector"].astype(np.float32), axis=1)
            rows["scale"] = np.where(lengths > 0, 1 / np.maximum(lengths, _TINY), 0)
            rows["words"] = np.stack([one.words for one in readings.values()])
        return rows

    def _append(self, new: Rows, living: npt.NDArray[np.bool_], watermark: int) -> None:
        state, data = self._state, new.tobytes()
        with self._part(state.part).open("ab") as file:
            file.truncate(state.size * self._kind.itemsize)  # what a killed writer left behind
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        checksum = zlib.crc32(data, state.checksum)
        dead = np.flatnonzero(~living).astype("<u4").tobytes()
        self._say(_State(watermark, state.size + len(new), checksum, state.part, dead))

    def _write_anew(self, rows: Rows, watermark: int) -> None:
        old, part, data = self._part(self._state.part), self._state.part + 1, rows.tobytes()
        with self._part(part).open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        self._say(_State(watermark, len(rows), zlib.crc32(data), part))
        with suppress(OSError):  # a reader may hold it open where that is in the way
            old.unlink()

    def _say(self, state: _State) -> None:
        """Replaces the small file, whole or not at all."""
        path = self._folder / _STATE
        part = path.with_name(f"{_STATE}.part")
        with part.open("wb") as file:
            file.write(msgspec.msgpack.encode(state))
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
        self._refresh()

    def _refresh(self) -> None:
        """Looks at the files again if the small one was replaced."""
        for last in range(_TRIES):
            try:
                stat = (self._folder / _STATE).stat()
            except FileNotFoundError:
                return self._forget()
            if (seen := hash((stat.st_mtime_ns, stat.st_ino))) == self._seen:
                return None
            try:
                self._load()
            except IndexDamaged:
                if last == _TRIES - 1:  # otherwise a writer may have put another file in its place meanwhile
                    raise
            else:
                self._seen = seen
                return None
        return None

    def _forget(self) -> None:
        """There is nothing here (any more)."""
        self._state, self._seen = _State(0, 0, 0), -1
        self._rows, self._living = np.zeros(0, self._kind), np.zeros(0, bool)
        self._places = self._open = None

    def _load(self) -> None:
        try:
            state = msgspec.msgpack.decode((self._folder / _STATE).read_bytes(), type=_State)
            rows: Rows = np.zeros(0, self._kind)
            if state.size:
                rows = np.memmap(self._part(state.part), self._kind, "r", shape=(state.size,))
            living = np.ones(state.size, bool)
            living[np.frombuffer(state.dead, "<u4")] = False
        except (OSError, ValueError, IndexError, msgspec.MsgspecError) as error:
            raise self._damaged(f"the vectors cannot be read: {error}") from error
        self._state, self._rows, self._living = state, rows, living
        self._places = self._open = None

    def _part(self, part: int) -> Path:
        return self._folder / f"vectors-{part}.rows"

    def _damaged(self, fault: str) -> IndexDamaged:
        return IndexDamaged(str(self._folder), fault, remedy=_REMEDY)


def _blocks(out: Floats, vector: Floats) -> Iterator[slice]:
    """The rows so many at a time that one thread multiplies them, and the processor's cache holds them."""
    at_once = ALONE // len(vector)
    return (slice(start, start + at_once) for start in range(0, len(out), at_once))


def open_vectors(folder: Path, watermark: int) -> VectorFiles:
    """The vectors beside an index that holds the library up to a change.

    Raises `IndexDamaged` where they hold less: an index of an older version has none.
    """
    vectors = VectorFiles(folder, load_meaning().width)
    if vectors.watermark() < watermark:
        raise IndexDamaged(str(folder), "the vectors of its newest articles are missing", remedy=_REMEDY)
    return vectors
