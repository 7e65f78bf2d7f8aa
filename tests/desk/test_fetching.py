"""Fetching for a user: from the public Internet, never from this machine, also where names and redirects lead astray."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from marsad.desk.fetching import fetch_for_user
from marsad.errors import FetchError, ForbiddenAddress, TooLarge
from marsad.page import fetch
from marsad.page.unpack import Limits

PUBLIC = "93.184.215.14"
PAGE = "<p>فتح الميناء أبوابه صباح اليوم.</p>".encode()


class Site(BaseHTTPRequestHandler):
    """A page, and ways that lead from it."""

    def log_message(self, *_: Any) -> None:
        """Nothing: the tests are quiet."""

    def do_GET(self) -> None:
        onward = {"/in": "http://inside.example/page", "/ftp": "ftp://news.example/", "/loop": "/loop"}.get(
            self.path
        )
        self.send_response(302 if onward else 200)
        if onward:
            self.send_header("Location", onward)
        self.send_header("Content-Length", str(len(PAGE)))
        self.end_headers()
        self.wfile.write(PAGE)


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, list[str]]]:
    """A name server of our own, whose answers to one name come one after the other; its public address leads to the site."""
    answers = {"news.example": [PUBLIC], "inside.example": ["10.0.0.7"]}
    with ThreadingHTTPServer(("127.0.0.1", 0), Site) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        real = fetch.httpcore.SyncBackend.connect_tcp
        port = server.server_address[1]

        def look_up(host: str, *_: Any) -> list[str]:
            found = answers.get(host, [host])
            return [found.pop(0) if len(found) > 1 else found[0]]

        def connect(self: Any, host: str, _: int, *more: Any) -> Any:
            assert host == PUBLIC, "connected to an address that was not checked"
            return real(self, "127.0.0.1", port, *more)

        monkeypatch.setattr(fetch, "_look_up", look_up)
        monkeypatch.setattr(fetch.httpcore.SyncBackend, "connect_tcp", connect)
        yield answers
        server.shutdown()


def test_a_public_page_is_fetched(names: dict[str, list[str]]) -> None:
    assert fetch_for_user("http://news.example/page").data == PAGE


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "224.0.0.1", "0.0.0.0", "100.64.0.1", "[::1]", "[fe80::1]", "[fd00::1]", "[ff02::1]", "[::ffff:10.0.0.1]", "inside.example"],
)  # fmt: skip
def test_what_is_not_public_is_refused_without_talk_of_options(
    names: dict[str, list[str]], host: str
) -> None:
    with pytest.raises(ForbiddenAddress, match="public Internet") as caught:
        fetch_for_user(f"http://{host}/")
    assert "--" not in str(caught.value)


@pytest.mark.parametrize("path", ["in", "ftp", "loop"])
def test_redirects_lead_nowhere_else(names: dict[str, list[str]], path: str) -> None:
    with pytest.raises(FetchError):
        fetch_for_user(f"http://news.example/{path}")


def test_a_name_that_changes_is_connected_where_it_was_checked(names: dict[str, list[str]]) -> None:
    names["news.example"] = [PUBLIC, "127.0.0.1"]
    assert fetch_for_user("http://news.example/page").data == PAGE
    with pytest.raises(ForbiddenAddress):
        fetch_for_user("http://news.example/page")


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "ftp://news.example/", "gopher://news.example/", "javascript:1"]
)
def test_only_web_addresses_are_fetched(names: dict[str, list[str]], url: str) -> None:
    with pytest.raises(FetchError, match="no http or https"):
        fetch_for_user(url)


def test_size_is_bounded(names: dict[str, list[str]]) -> None:
    with pytest.raises(TooLarge):
        fetch_for_user("http://news.example/page", limits=Limits(item_bytes=10))
