"""Bad input: what each hostile page costs and what Marsad answers. Every line must end in an error or a record.

    python benchmarks/hostile.py [NAME...]

Each input is read by `marsad read` in a process of its own, with its time, its greatest memory and its answer. The
bounds are those of the README: 20 seconds and 1.5 GB for the worst of them.
"""

from __future__ import annotations

import gzip
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

SECONDS, MEMORY_MB = 20.0, 1500
SENTENCE = "قال وزير الخارجية إن الوفد سيصل إلى العاصمة يوم الخميس لبحث وقف إطلاق النار مع الجانبين. "
HEAD = '<!DOCTYPE html><html lang="ar"><head><meta charset="utf-8"><title>عنوان الخبر</title></head><body>'


def page(body: str) -> bytes:
    """A page around a body."""
    return f"{HEAD}<article><h1>عنوان الخبر من العاصمة</h1>{body}</article></body></html>".encode()


def paragraphs(count: int) -> str:
    """Paragraphs of ordinary news."""
    return f"<p>{SENTENCE * 3}</p>" * count


def _noise(size: int) -> bytes:
    return random.Random(7).randbytes(size)


HOSTILE: dict[str, tuple[str, Callable[[], bytes]]] = {
    "empty file": ("a.html", lambda: b""),
    "blank file": ("a.html", lambda: b" \n\t\n" * 1000),
    "binary": ("a.html", lambda: _noise(2_000_000)),
    "png named html": ("a.html", lambda: b"\x89PNG\r\n\x1a\n" + _noise(100_000)),
    "truncated gzip": ("a.html.gz", lambda: gzip.compress(page(paragraphs(3000)))[:4_000]),
    "gzip bomb": ("a.html.gz", lambda: gzip.compress(b"<p>" * 10_000_000, 9) * 30),
    "100 MB page": ("a.html", lambda: page(paragraphs(100_000_000 // len(paragraphs(1).encode())))),
    "30 MB page": ("a.html", lambda: page(paragraphs(30_000_000 // len(paragraphs(1).encode())))),
    "million characters, one sentence": ("a.txt", lambda: (SENTENCE.replace(". ", " و") * 11_000).encode()),
    "million characters, no spaces": ("a.txt", lambda: ("وزيرالخارجيةقال" * 70_000).encode()),
    "million quotation marks": ("a.txt", lambda: ("قال «" * 200_000).encode()),
    "million digits": ("a.txt", lambda: (SENTENCE + "1" * 1_000_000).encode()),
    "dates without end": ("a.txt", lambda: ("في 17 أيلول/سبتمبر 2023 و" * 40_000).encode()),
    "names without end": ("a.txt", lambda: ("محمد أحمد علي حسن " * 60_000).encode()),
    "prepositions without end": ("a.txt", lambda: ("من على في إلى عن " * 60_000).encode()),
    "cues without end": ("a.txt", lambda: ("وقال إن وأضاف أن وأكد أن " * 40_000).encode()),
    "marks over one letter": ("a.txt", lambda: ("قال الوزير م" + "\u064b" * 1_000_000).encode()),
    "tatweel": ("a.txt", lambda: (SENTENCE + "ـ" * 1_000_000 + SENTENCE).encode()),
    "blank lines": ("a.txt", lambda: (SENTENCE + "\n" * 1_000_000 + SENTENCE).encode()),
    "100,000 deep divs": ("a.html", lambda: page("<div>" * 100_000 + paragraphs(5) + "</div>" * 100_000)),
    "100,000 open spans": ("a.html", lambda: page("<p>" + "<span>خبر " * 100_000)),
    "million entities": ("a.html", lambda: page("<p>" + "&#1602;&#1575;&#1604; " * 330_000 + "</p>")),
    "huge attribute": ("a.html", lambda: page(f'<p data-x="{"x" * 5_000_000}">{SENTENCE * 3}</p>')),
    "million links": ("a.html", lambda: page(paragraphs(5) + '<a href="/x">خبر آخر</a>' * 300_000)),
    "deep JSON-LD": (
        "a.html",
        lambda: page(paragraphs(4) + '<script type="application/ld+json">' + "[" * 200_000 + "</script>"),
    ),
    "unclosed script": ("a.html", lambda: page(paragraphs(4) + "<script>" + "var x = 1; " * 200_000)),
    "unclosed comment": ("a.html", lambda: page(paragraphs(4) + "<!-- " + "خبر " * 500_000)),
    "null bytes": ("a.html", lambda: page(paragraphs(4)).replace(b" ", b" \x00")),
    "UTF-16 without mark": ("a.html", lambda: page(paragraphs(4)).decode().encode("utf-16-le")),
    "cut inside a letter": ("a.html", lambda: page(paragraphs(9))[:1501]),
    "two encodings": ("a.html", lambda: page(paragraphs(3)) + paragraphs(3).encode("cp1256")),
    "bad mhtml": (
        "a.mhtml",
        lambda: (
            b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\n"
            b"Content-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\n!!!!not base64!!!!\r\n--x--\r\n"
        ),
    ),
    "bad lines": ("a.jsonl", lambda: b'{"text": "\xd9\x82\xd8\xa7\xd9\x84"}\n{"text": 5}\n{bad\n\n[]\n"x"\n'),
    "deep JSON": ("a.json", lambda: b"[" * 500_000),
    "surrogates": ("a.jsonl", lambda: b'{"text": "\\ud800 \\u0642\\u0627\\u0644 \\udfff"}\n'),
}


def measure(name: str, make: Callable[[], bytes]) -> tuple[float, float, int, str]:
    """Seconds, MB, exit status and the answer of `marsad read` on some bytes."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(make())
        command = [sys.executable, "-m", "marsad", "read", str(path), "--format", "jsonl"]
        out, err = Path(folder) / "out", Path(folder) / "err"
        begun = time.perf_counter()
        with out.open("wb") as stdout, err.open("wb") as stderr:
            process = subprocess.Popen(command, stdout=stdout, stderr=stderr)
            status, usage = _await(process, begun)
        seconds = time.perf_counter() - begun
        return seconds, usage.ru_maxrss / 1024, os.waitstatus_to_exitcode(status), _answer(out, err)


def _await(process: subprocess.Popen[bytes], begun: float) -> tuple[int, resource.struct_rusage]:
    """The end of a process, which is killed at three times the bound."""
    while True:
        done, status, usage = os.wait4(process.pid, os.WNOHANG)
        if done:
            return status, usage
        if time.perf_counter() - begun > 3 * SECONDS:
            process.kill()
        time.sleep(0.02)


def _answer(out: Path, err: Path) -> str:
    records = out.read_bytes().count(b'{"marsad"')
    problems = [line.rsplit("/", 1)[-1] for line in err.read_text(errors="replace").splitlines()]
    return " | ".join([f"{records} record(s)", *problems])[:150]


def main() -> int:
    """Prints a line for each input; 1 when one breaks a bound, crashes, or is answered with nothing."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    wanted = sys.argv[1:]
    failed = 0
    for label, (name, make) in HOSTILE.items():
        if wanted and label not in wanted:
            continue
        seconds, memory, status, answer = measure(name, make)
        silent = answer == "0 record(s)"
        bad = (
            seconds > SECONDS or memory > MEMORY_MB or status not in (0, 1) or silent or "Traceback" in answer
        )
        failed += bad
        print(
            f"{'BAD ' if bad else '    '}{label:34} {seconds:6.1f} s {memory:6.0f} MB  {answer}", flush=True
        )
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
