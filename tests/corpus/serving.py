"""A newspaper on this machine: pages, feeds and sitemaps, with the faults of real ones under their own paths."""

from __future__ import annotations

import contextlib
import gzip
import threading
from collections import Counter
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from .conftest import TEXTS, page


class Newspaper:
    """The server with what it serves, and who asked for what."""

    def __init__(self) -> None:
        self.pages: dict[str, bytes] = {}
        self.headers: dict[str, dict[str, str]] = {}
        self.broken: dict[str, int] = {}
        self.moved: dict[str, str] = {}
        self.asked: Counter[str] = Counter()
        self.url = ""

    def put(self, path: str, data: bytes | str, **headers: str) -> str:
        """Serves something, and its address."""
        self.pages[path] = data.encode() if isinstance(data, str) else data
        self.headers[path] = {name.replace("_", "-"): value for name, value in headers.items()}
        return f"{self.url}{path}"

    def articles(self, count: int) -> list[str]:
        """Serves articles, and their addresses."""
        return [
            self.put(f"/news/{n}", page(f"خبر رقم {n} من المدينة", f"{TEXTS[n % 4]} الخبر {n}."))
            for n in range(count)
        ]

    def rss(self, urls: list[str], path: str = "/feed.xml", head: str = "", **headers: str) -> str:
        """Serves an RSS feed of these addresses."""
        items = "".join(
            f"<item><title>خبر {n}</title><link>{url}</link><pubDate>Thu, 14 Mar 2024 0{n % 10}:10:00 +0300</pubDate></item>"
            for n, url in enumerate(urls)
        )
        text = f'{head}<rss version="2.0"><channel><title>الأنباء</title>{items}</channel></rss>'
        return self.put(path, f'<?xml version="1.0" encoding="utf-8"?>{text}', **headers)


@contextlib.contextmanager
def serve() -> Iterator[Newspaper]:
    """A newspaper that answers on 127.0.0.1."""
    paper = Newspaper()

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *args: Any) -> None:
            """Nothing: the tests are quiet."""

        def do_GET(self) -> None:
            paper.asked[self.path] += 1
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                answer(self, paper)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    paper.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield paper
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def answer(request: BaseHTTPRequestHandler, paper: Newspaper) -> None:
    """Answers one question."""
    path = request.path
    if path in paper.broken:
        send(request, paper.broken[path], b"", {"Retry-After": "7"})
    elif path in paper.moved:
        send(request, 302, b"", {"Location": paper.moved[path]})
    elif path == "/endless.xml":
        request.send_response(200)
        request.end_headers()
        request.wfile.write(b'<?xml version="1.0"?><rss version="2.0"><channel>')
        for _ in range(4000):
            request.wfile.write(b"<item><title>x</title></item>" * 2000)
    elif path not in paper.pages:
        send(request, 404, b"nothing here", {})
    else:
        headers = {"Content-Type": "text/html; charset=utf-8", **paper.headers[path]}
        same = headers.get("ETag") and request.headers.get("If-None-Match") == headers["ETag"]
        send(request, 304 if same else 200, b"" if same else paper.pages[path], headers)


def send(request: BaseHTTPRequestHandler, status: int, data: bytes, headers: dict[str, str]) -> None:
    request.send_response(status)
    for name, value in headers.items():
        request.send_header(name, value)
    request.send_header("Content-Length", str(len(data)))
    request.end_headers()
    request.wfile.write(data)


def warc(*pages: tuple[str, bytes, str], packed: bool = False, status: str = "200 OK") -> bytes:
    """A WARC archive of these answers (address, body, more headers)."""
    records = []
    for url, body, headers in pages:
        answer = f"HTTP/1.1 {status}\r\n{headers}Content-Length: {len(body)}\r\n\r\n".encode() + body
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2024-03-15T10:00:00Z\r\n"
            "WARC-Record-ID: <urn:uuid:12345678-1234-1234-1234-123456789abc>\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
        )
        record = head.encode() + answer + b"\r\n\r\n"
        records.append(gzip.compress(record) if packed else record)
    return b"".join(records)
