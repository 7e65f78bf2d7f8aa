"""Fetching from a real server on this machine, with the faults of real ones; and never from it unless allowed."""

from __future__ import annotations

import contextlib
import gzip
import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from marsad.errors import EmptyInput, FetchError, ForbiddenAddress, InputError, TooLarge
from marsad.page import fetch
from marsad.page.fetch import fetch_page, is_public
from marsad.page.sources import Input, open_inputs
from marsad.page.unpack import Limits

HTML = "<!doctype html><html><body><h1>افتتاح جسر</h1><p>افتتح المحافظ جسرا جديدا شمال المدينة.</p></body></html>"
BODY = HTML.encode()


class Site(BaseHTTPRequestHandler):
    """Every fault under its own path."""

    asked: list[tuple[str, dict[str, str]]]

    def log_message(self, *args: Any) -> None:
        """Nothing: the tests are quiet."""

    def answer(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        usual = {"Content_Type": "text/html; charset=utf-8", "Content_Length": str(len(body))}
        for name, value in (usual | headers).items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self) -> None:
        type(self).asked.append((self.path, dict(self.headers)))
        name = self.path.split("?")[0].strip("/").split("/")[0]
        method = getattr(self, f"get_{name.replace('-', '_')}", None)
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            method() if method else self.answer(404, b"nothing here")

    def get_page(self) -> None:
        self.answer(200, BODY)

    def get_cp1256(self) -> None:
        self.answer(200, HTML.encode("cp1256"), Content_Type="text/html; charset=windows-1256")

    def get_wrong_charset(self) -> None:
        self.answer(200, HTML.encode("cp1256"), Content_Type="text/html; charset=UTF-8")

    def get_gzip(self) -> None:
        self.answer(200, gzip.compress(BODY), Content_Encoding="gzip")

    def get_brotli(self) -> None:
        self.answer(200, b"xx", Content_Encoding="br")

    def get_bomb(self) -> None:
        self.answer(200, gzip.compress(bytes(64 << 20)), Content_Encoding="gzip")

    def get_loop(self) -> None:
        self.answer(302, Location="/loop2")

    def get_loop2(self) -> None:
        self.answer(301, Location="/loop")

    def get_endless(self) -> None:
        number = int(self.path.rpartition("/")[2] or 0)
        self.answer(302, Location=f"/endless/{number + 1}")

    def get_moved(self) -> None:
        self.answer(301, Location="/page")

    def get_arabic_move(self) -> None:
        self.send_response(302)
        self.wfile.write(b"")
        self._headers_buffer.append("Location: /page/أخبار\r\nContent-Length: 0\r\n".encode())  # type: ignore[attr-defined]
        self.end_headers()

    def get_to_file(self) -> None:
        self.answer(302, Location="file:///etc/passwd")

    def get_to_metadata(self) -> None:
        self.answer(302, Location="http://169.254.169.254/latest/meta-data/")

    def get_broken_location(self) -> None:
        self.answer(302, Location="http://[::1")

    def get_error(self) -> None:
        self.answer(503, b"down")

    def get_empty(self) -> None:
        self.answer(200)

    def get_truncated(self) -> None:
        self.answer(200, BODY, Content_Length=str(len(BODY) + 500))
        self.close_connection = True

    def get_huge_claim(self) -> None:
        self.answer(200, b"x", Content_Length=str(10**12))

    def get_huge(self) -> None:
        self.send_response(200)
        self.end_headers()
        for _ in range(400):
            self.wfile.write(b"x" * 65536)

    def get_drip(self) -> None:
        self.send_response(200)
        self.end_headers()
        for _ in range(100):
            self.wfile.write(b"x")
            time.sleep(0.1)

    def get_drip_head(self) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\n")
        for number in range(100):
            self.wfile.write(f"X-{number}: x\r\n".encode())
            time.sleep(0.1)

    def get_picture(self) -> None:
        self.answer(200, b"\x89PNG\r\n\x1a\n" + bytes(60), Content_Type="image/png")

    def get_text(self) -> None:
        self.answer(200, "سطر واحد من نص".encode(), Content_Type="text/plain; charset=utf-8")


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    server.daemon_threads = True
    Site.asked = []
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


QUICK = Limits(seconds=1.0, item_bytes=1 << 20)


def test_a_page_with_its_charset_and_address(site: str) -> None:
    page = fetch_page(f"{site}/page/خبر?عدد=1#top", allow_private=True)
    assert page.data == BODY
    assert (page.charset, page.media, page.doubts) == ("utf-8", "text/html", ())
    assert page.fetched.endswith("Z")
    path, headers = Site.asked[-1]
    assert path == "/page/%D8%AE%D8%A8%D8%B1?%D8%B9%D8%AF%D8%AF=1"
    assert "Marsad" in headers["User-Agent"]
    assert headers["Host"] == site.removeprefix("http://")


def test_inputs_carry_what_the_server_said(site: str) -> None:
    (item,) = open_inputs([f"{site}/moved"], allow_private=True)
    assert isinstance(item, Input)
    assert (item.kind, item.url, item.declared) == ("html", f"{site}/page", "utf-8")
    assert item.fetched
    (item,) = open_inputs([f"{site}/text"], allow_private=True)
    assert isinstance(item, Input)
    assert item.kind == "text"


@pytest.mark.parametrize("path", ["cp1256", "wrong-charset"])
def test_charsets_right_and_wrong_are_decoded(site: str, path: str) -> None:
    from marsad.page.decode import decode_page

    page = fetch_page(f"{site}/{path}", allow_private=True)
    assert decode_page(page.data, declared=page.charset).text == HTML


def test_redirects_and_gzip(site: str) -> None:
    assert fetch_page(f"{site}/moved", allow_private=True).url == f"{site}/page"
    assert fetch_page(f"{site}/arabic-move", allow_private=True).data == BODY
    assert fetch_page(f"{site}/gzip", allow_private=True).data == BODY


def test_a_broken_off_answer_comes_with_a_doubt(site: str) -> None:
    page = fetch_page(f"{site}/truncated", allow_private=True)
    assert page.data == BODY
    assert page.doubts[0].startswith("truncated: ")


@pytest.mark.parametrize(
    ("path", "kind", "words"),
    [
        ("nowhere", FetchError, "404"),
        ("error", FetchError, "503"),
        ("empty", EmptyInput, "empty"),
        ("loop", FetchError, "circle"),
        ("endless/0", FetchError, "more than 5 times"),
        ("to-file", FetchError, "http or https"),
        ("broken-location", FetchError, "address"),
        ("brotli", FetchError, "packed as br"),
        ("huge-claim", TooLarge, "bytes"),
        ("huge", TooLarge, "bytes"),
        ("bomb", TooLarge, "bytes"),
    ],
)
def test_faults_are_named_with_a_remedy(site: str, path: str, kind: type[InputError], words: str) -> None:
    with pytest.raises(kind, match=words) as caught:
        fetch_page(f"{site}/{path}", allow_private=True, limits=QUICK)
    assert caught.value.subject == f"{site}/{path}"
    assert caught.value.remedy


@pytest.mark.parametrize("path", ["drip", "drip-head"])
def test_a_slow_answer_ends_at_the_limit(site: str, path: str) -> None:
    began = time.monotonic()
    with pytest.raises(FetchError, match=r"longer than 0\.5 seconds"):
        fetch_page(f"{site}/{path}", allow_private=True, limits=Limits(seconds=0.5))
    assert time.monotonic() - began < 2


def test_a_fault_does_not_stop_the_other_inputs(site: str) -> None:
    items = list(open_inputs([f"{site}/nowhere", f"{site}/picture", f"{site}/page"], allow_private=True))
    assert [type(item).__name__ for item in items] == ["FetchError", "NotText", "Input"]


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "0.0.0.0", "[::1]", "[::ffff:127.0.0.1]", "127.1", "2130706433", "0x7f000001", "169.254.169.254", "10.0.0.1", "[fe80::1]", "[fd00:ec2::254]"]
)  # fmt: skip
def test_this_machine_and_private_networks_are_refused(host: str) -> None:
    with pytest.raises((ForbiddenAddress, FetchError)) as caught:
        fetch_page(f"http://{host}/", limits=QUICK)
    assert isinstance(caught.value, ForbiddenAddress) or "not known" in str(caught.value)


def test_the_local_server_is_not_even_asked(site: str) -> None:
    before = len(Site.asked)
    with pytest.raises(ForbiddenAddress, match="allow-private"):
        fetch_page(f"{site}/page")
    assert len(Site.asked) == before


def pretend(monkeypatch: pytest.MonkeyPatch, port: int, answers: dict[str, list[list[str]]]) -> list[str]:
    """A name server whose answers change from question to question, and a public address that leads to the server."""
    asked: list[str] = []

    lookup = socket.getaddrinfo

    def resolve(host: str, *args: Any, **options: Any) -> list[Any]:
        if host == "127.0.0.1":
            return list(lookup(host, *args, **options))
        asked.append(host)
        found = answers[host]
        return [
            (socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, port))
            for one in (found.pop(0) if len(found) > 1 else found[0])
        ]

    real = fetch.httpcore.SyncBackend.connect_tcp

    def connect(self: Any, host: str, *args: Any) -> Any:
        return real(self, "127.0.0.1" if host == "93.184.215.14" else host, *args)

    monkeypatch.setattr(fetch.socket, "getaddrinfo", resolve)
    monkeypatch.setattr(fetch.httpcore.SyncBackend, "connect_tcp", connect)
    return asked


def test_a_redirect_into_the_private_network_is_refused(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    port = int(site.rpartition(":")[2])
    pretend(
        monkeypatch, port, {"news.example": [["93.184.215.14"]], "169.254.169.254": [["169.254.169.254"]]}
    )
    with pytest.raises(ForbiddenAddress, match=r"169\.254\.169\.254"):
        fetch_page(f"http://news.example:{port}/to-metadata", limits=QUICK)


def test_a_name_that_changes_its_address_is_connected_where_it_was_checked(
    site: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    port = int(site.rpartition(":")[2])
    asked = pretend(monkeypatch, port, {"news.example": [["93.184.215.14"], ["127.0.0.1"]]})
    assert fetch_page(f"http://news.example:{port}/page", limits=QUICK).data == BODY
    assert asked == ["news.example"]
    with pytest.raises(ForbiddenAddress):
        fetch_page(f"http://news.example:{port}/page", limits=QUICK)


def test_one_private_address_among_public_ones_is_enough(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    port = int(site.rpartition(":")[2])
    pretend(monkeypatch, port, {"news.example": [["93.184.215.14", "10.1.2.3"]]})
    with pytest.raises(ForbiddenAddress, match=r"10\.1\.2\.3"):
        fetch_page(f"http://news.example:{port}/page", limits=QUICK)


@pytest.mark.parametrize(
    "url",
    ["http://", "http:///x", "https://user:secret@example.org/", "http://exa mple.org/", "http://example.org:99999/", "gopher://example.org/", "http://[::1", "http://" + "a" * 70 + ".example/"],
)  # fmt: skip
def test_bad_addresses_are_refused(url: str) -> None:
    with pytest.raises(FetchError):
        fetch_page(url, limits=QUICK)


def test_nobody_listens(site: str) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(FetchError, match="connection failed"):
        fetch_page(f"http://127.0.0.1:{port}/", allow_private=True, limits=QUICK)


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.215.14", True),
        ("2606:2800:21f:cb07:6820:80da:af6b:8b2c", True),
        ("100.64.0.1", False),
        ("100.100.100.200", False),
        ("192.168.1.1", False),
        ("172.16.0.1", False),
        ("224.0.0.1", False),
        ("ff02::1", False),
        ("255.255.255.255", False),
        ("::ffff:10.0.0.1", False),
        ("64:ff9b::7f00:1", False),
        ("64:ff9b::5db8:d70e", True),
        ("2002:7f00:1::", False),
        ("fe80::1%eth0", False),
        ("::", False),
        ("::127.0.0.1", False),
        ("64:ff9b:1::7f00:1", False),
        ("fec0::1", False),
    ],
)
def test_public_addresses(address: str, public: bool) -> None:
    assert is_public(address) is public


def test_a_name_server_that_does_not_answer_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    answered = threading.Event()
    monkeypatch.setattr(fetch.socket, "getaddrinfo", lambda *_, **__: answered.wait(20))
    begun = time.monotonic()
    with pytest.raises(FetchError, match="longer than"):
        fetch_page("http://news.example/", limits=Limits(seconds=0.3))
    assert time.monotonic() - begun < 15
    answered.set()
