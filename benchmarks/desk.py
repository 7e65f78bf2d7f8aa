"""How fast the desk answers, how much it sends, and how many it serves at once; on 127.0.0.1, for a bounded time.

    python benchmarks/desk.py LIB [--seconds 10] [--readers 50] [--asked 40] [--workers 2] [--adding FILE] [--profile SCREEN]

Server time: each screen asked for `--asked` times within this process, articles and queries drawn anew each time, so that nothing is
answered from the last answer; wall clock and processor time, page weight as sent (gzip) and before. Load: `marsad desk` as a process of
its own, `--readers` who each ask one thing after another for `--seconds`; requests a second, errors, the server's processor time
a request. `--adding FILE` adds the articles of that file meanwhile. `--profile SCREEN` prints where the time of a screen goes.
Targets: article p95 < 80 ms, search p95 < 120 ms, timeline, network, map < 300 ms, page < 150 KB, 200 requests/s with 50 readers.
"""

from __future__ import annotations

import argparse
import asyncio
import cProfile
import logging
import os
import pstats
import random
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from urllib.parse import quote

import msgspec
from litestar.testing import TestClient

from marsad.desk import Session, build_desk

LOCAL = "http://127.0.0.1"
SEED = 7
MOST_SECONDS, MOST_READERS = 60.0, 200
Draw = Callable[[random.Random], str]


class Timing(msgspec.Struct, frozen=True, kw_only=True):
    """What answering took, in milliseconds, and what it weighed, in kilobytes."""

    screen: str
    wall: list[float]
    processor: list[float]
    sent: list[float]
    whole: list[float]

    def line(self) -> str:
        """The timing as a row of a table."""
        parts = [
            f"{at(values, share):8.1f}" for values in (self.wall, self.processor) for share in (0.5, 0.95)
        ]
        return f"{self.screen:10}{''.join(parts)}{at(self.sent, 0.95):8.1f}{at(self.whole, 0.95):8.1f}"


def at(values: Sequence[float], share: float) -> float:
    """The value below which a share of the values lies."""
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def draws(session: Session) -> dict[str, Draw]:
    """For each screen, what draws an address of it."""
    overview = session.overview()
    numbers = list(overview.articles)
    actors = sorted(overview.actors.values(), key=lambda one: -one.weight)[:200]
    names = [one.name for one in actors]
    types = ["", *sorted({one.type for one in overview.happenings})]
    words = [word for name in names for word in name.split() if len(word) > 3]

    def search(chance: random.Random) -> str:
        return f"/ar/search?q={quote(chance.choice(words))}&page={chance.choice((1, 1, 1, 2))}"

    def actor(chance: random.Random) -> str:
        return f"/ar/actor?key={quote(chance.choice(actors).key)}"

    return {
        "article": lambda chance: f"/ar/article/{chance.choice(numbers)}",
        "voices": lambda chance: f"/ar/article/{chance.choice(numbers)}?view=voices",
        "search": search,
        "first page": lambda chance: "/ar/search",
        "actor": actor,
        "timeline": lambda chance: (
            f"/ar/timeline?lanes={chance.choice(('actor', 'place'))}&type={chance.choice(types)}"
        ),
        "network": lambda chance: f"/ar/network?type={chance.choice(types)}",
        "map": lambda chance: (
            f"/ar/map?area={chance.choice(('region', 'world'))}&type={chance.choice(types)}"
        ),
        "sources": lambda chance: f"/ar/sources?page={chance.randint(1, 5)}",
        "record": lambda chance: f"/api/v1/records/{chance.choice(numbers)}",
    }


def ask_each(library: str, asked: int, profiled: str) -> Iterator[str]:
    """A row for each screen."""
    with Session(library) as session, TestClient(build_desk(session), base_url=LOCAL) as client:
        session.bring_up_to_date()
        begun = time.process_time()
        count = len(session.overview().articles)
        yield f"{count} articles; overview in {time.process_time() - begun:.2f} s of processor time"
        yield f"{'':10}{'wall p50':>8}{'p95':>8}{'cpu p50':>8}{'p95':>8}{'KB sent':>8}{'whole':>8}"
        for screen, draw in draws(session).items():
            with profiling(screen == profiled):
                yield time_screen(client, screen, draw, asked).line()


def time_screen(client: TestClient, screen: str, draw: Draw, asked: int) -> Timing:
    """What it took to answer a screen so many times; the first answer, which loads templates, is not counted."""
    chance = random.Random(SEED)
    found = Timing(screen=screen, wall=[], processor=[], sent=[], whole=[])
    client.get(draw(chance))
    for _ in range(asked):
        address = draw(chance)
        wall, processor = time.perf_counter(), time.process_time()
        answer = client.get(address)
        found.processor.append(1000 * (time.process_time() - processor))
        found.wall.append(1000 * (time.perf_counter() - wall))
        assert answer.status_code == 200, address
        found.sent.append(int(answer.headers["content-length"]) / 1000)
        found.whole.append(len(answer.content) / 1000)
    return found


@contextmanager
def profiling(wanted: bool) -> Iterator[None]:
    """Prints where the time went, if wanted; threads of the server are profiled by their own start."""
    if not wanted:
        yield
        return
    import threading

    profiles: list[cProfile.Profile] = []

    def begin(*_: object) -> None:
        profiles.append(profile := cProfile.Profile())
        profile.enable()

    threading.setprofile(begin)
    yield
    threading.setprofile(None)
    if profiles:
        stats = pstats.Stats(profiles[0])
        for one in profiles[1:]:
            stats.add(one)
        stats.sort_stats("tottime").print_stats(25)


@contextmanager
def serving(library: str, workers: int) -> Iterator[tuple[int, int]]:
    """The port and the number of a desk of its own process, which has so many others make its pages."""
    command = [sys.executable, "-m", "marsad", "desk", library, "--port", "0", "--workers", str(workers)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            found = re.search(r":(\d+)/", process.stdout.readline())
            assert found is not None
            yield int(found[1]), process.pid
        finally:
            process.terminate()


async def read_on(
    port: int, addresses: Iterator[str], until: float, took: list[float], codes: Counter[int]
) -> None:
    """One reader: asks one thing after another over one connection until the time is over."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    while time.perf_counter() < until and (address := next(addresses, "")):
        begun = time.perf_counter()
        head = f"GET {address} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept-Encoding: gzip\r\n\r\n"
        writer.write(head.encode())
        said = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
        size = re.search(r"content-length: (\d+)", said)
        assert size is not None
        await reader.readexactly(int(size[1]))
        took.append(1000 * (time.perf_counter() - begun))
        codes[int(said.split(maxsplit=2)[1])] += 1
    writer.close()


async def load(
    port: int, mix: Sequence[Draw], readers: int, seconds: float
) -> tuple[list[float], Counter[int]]:
    """What so many readers were answered, in milliseconds, and with which status."""
    chance = random.Random(SEED)
    addresses = iter(lambda: chance.choice(mix)(chance), "")
    took: list[float] = []
    codes: Counter[int] = Counter()
    until = time.perf_counter() + seconds
    await asyncio.gather(*(read_on(port, addresses, until, took, codes) for _ in range(readers)))
    return took, codes


async def ask_once(port: int, addresses: Sequence[str]) -> None:
    """Asks for each of some pages once."""
    until = time.perf_counter() + MOST_SECONDS
    await read_on(port, iter(addresses), until, [], Counter())


def processor_time(process: int) -> float:
    """The seconds of processor time that a process and those it started have had (Linux)."""
    told = [one.read_text().rpartition(")")[2].split() for one in Path("/proc").glob("[0-9]*/stat")]
    own = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    fields = [own, *(one for one in told if int(one[1]) == process)]
    return sum(int(one[11]) + int(one[12]) for one in fields) / os.sysconf("SC_CLK_TCK")


def load_line(
    library: str, readers: int, seconds: float, label: str, *, among: int = 0, workers: int = 2
) -> str:
    """Readers of articles mostly, of searches and of other screens, and how they fared.

    With `among` they read so many pages, which were asked for once before; else whatever the library has. They begin when the
    desk has worked out what its screens share.
    """
    with Session(library) as session:
        kinds = draws(session)
    mix = [kinds[name] for name in ("article",) * 6 + ("search",) * 2 + ("timeline", "record")]
    chance = random.Random(SEED)
    known = [chance.choice(mix)(chance) for _ in range(among)]
    with serving(library, workers) as (port, process):
        asyncio.run(ask_once(port, ["/ar/timeline", "/ar/review", "/ar/timeline"]))
        asyncio.run(load(port, mix[:1], 2, 1.0))
        if known:
            asyncio.run(ask_once(port, known))
            mix = [lambda chance: chance.choice(known)]
        before, begun = processor_time(process), time.perf_counter()
        took, codes = asyncio.run(load(port, mix, readers, seconds))
        elapsed, used = time.perf_counter() - begun, processor_time(process) - before
    errors = sum(count for code, count in codes.items() if code != 200)
    return (
        f"{label}: {len(took) / elapsed:.0f} requests/s, {errors} errors, p50 {at(took, 0.5):.0f} ms, p95 {at(took, 0.95):.0f} ms; "
        f"processor {1000 * used / len(took):.1f} ms a request ({len(took) / used:.0f} requests a second of it), "
        f"{100 * used / elapsed:.0f} % of one core, {2 * len(took) / used:.0f} requests/s on two that did nothing else"
    )


@contextmanager
def adding(library: str, file: str) -> Iterator[None]:
    """`marsad add` at work meanwhile."""
    command = [sys.executable, "-m", "marsad", "add", "--quiet", library, file]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        try:
            time.sleep(3)
            yield
            print(
                f"adding {'went on all the time' if process.poll() is None else 'ended before the readers did'}"
            )
        finally:
            process.terminate()


def main() -> None:
    """Prints the figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("library")
    parser.add_argument("--seconds", type=float, default=10.0)
    parser.add_argument("--readers", type=int, default=50)
    parser.add_argument("--asked", type=int, default=40)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--adding", default="")
    parser.add_argument("--profile", default="")
    said = parser.parse_args()
    logging.disable(logging.INFO)
    seconds, readers = min(said.seconds, MOST_SECONDS), min(said.readers, MOST_READERS)
    for line in ask_each(said.library, said.asked, said.profile):
        print(line, flush=True)
    if seconds:
        served = partial(load_line, said.library, readers, seconds, workers=said.workers)
        print(served(f"{readers} readers of anything"), flush=True)
        print(served(f"{readers} readers of 200 pages", among=200), flush=True)
        if said.adding:
            with adding(said.library, said.adding):
                print(served(f"{readers} readers while adding"))


if __name__ == "__main__":
    main()
