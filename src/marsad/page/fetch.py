"""One page from the web: bounded in time, size and redirects, and never from this machine or a private network."""

from __future__ import annotations

import ipaddress
import socket
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from email.message import Message
from typing import Any
from urllib.parse import SplitResult, quote, urljoin, urlsplit, urlunsplit

import httpcore
import msgspec

from marsad.errors import EmptyInput, FetchError, ForbiddenAddress, TooLarge
from marsad.page.unpack import CutShort, Limits, gather, gunzip
from marsad.version import __version__

USER_AGENT = f"Mozilla/5.0 (compatible; Marsad/{__version__}; reads one page at a person's request)"
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_ASKED: dict[str | bytes, str | bytes] = {
    "User-Agent": USER_AGENT,
    "Accept": "text/html,application/xhtml+xml,text/plain;q=0.9,*/*;q=0.5",
    "Accept-Language": "ar,*;q=0.5",
    "Accept-Encoding": "gzip",
    "Connection": "close",
}
_OFFLINE = "check the address and the connection, or save the page and give the file"
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_NOT_PUBLIC = tuple(ipaddress.ip_network(one) for one in ("::/96", "64:ff9b:1::/48", "fec0::/10"))
"""What Python takes for public: IPv4 hidden in IPv6 as of old, translation within a network (RFC 8215), site-local (RFC 3879)."""


class FetchedPage(msgspec.Struct, frozen=True):
    """A page as its server sent it: where it was found in the end, its bytes without gzip, and when (UTC).

    `unchanged` is true where the server said so to a question that named the page's last state; there are no bytes then.
    """

    url: str
    data: bytes
    fetched: str
    media: str = ""
    charset: str | None = None
    doubts: tuple[str, ...] = ()
    headers: tuple[tuple[str, str], ...] = ()
    unchanged: bool = False


def fetch_page(
    url: str,
    *,
    allow_private: bool = False,
    limits: Limits | None = None,
    asked: Mapping[str, str] | None = None,
) -> FetchedPage:
    """The page behind an http or https address.

    Each host, also behind a redirect, is resolved once; an address of this machine, of a private network or of a
    cloud's metadata service is `ForbiddenAddress`, and the connection goes to the very address that was checked.
    Anything else that fails is `FetchError`; too long an answer is `TooLarge`. A body that breaks off comes with a doubt.
    `asked` are headers to send besides the usual ones, such as ``If-None-Match``.
    """
    limits = limits or Limits()
    network = _CheckedNetwork(url, allow_private, time.monotonic() + limits.seconds)
    target, seen = _clean(url, url), set[str]()
    with httpcore.ConnectionPool(network_backend=network, retries=0) as pool:
        for _ in range(limits.redirects + 1):
            seen.add(target)
            try:
                headers = _ASKED | dict(asked or {}) | {"Host": urlsplit(target).netloc}
                with pool.stream("GET", target, headers=headers) as answer:
                    onward = _redirect(answer, target, url)
                    if onward is None:
                        return _page(answer, target, url, limits)
            except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.TimeoutException) as error:
                raise FetchError(url, _reason(error, limits), remedy=_OFFLINE) from None
            if onward in seen:
                raise FetchError(
                    url, f"it redirects in a circle, to {onward}", remedy="give the page's final address"
                )
            target = onward
    raise FetchError(
        url, f"it redirects more than {limits.redirects} times", remedy="give the page's final address"
    )


def _clean(address: str, url: str) -> str:
    """The address in ASCII, without fragment; only http and https, without a password."""
    try:
        parts = urlsplit(address.strip())
        host, port = parts.hostname or "", parts.port
        ascii_host = host if host.isascii() else host.encode("idna").decode("ascii")
    except (ValueError, UnicodeError):
        raise FetchError(url, f"«{address[:200]}» is no web address", remedy="check its spelling") from None
    if parts.scheme not in {"http", "https"} or not ascii_host:
        raise FetchError(
            url, f"«{address[:200]}» is no http or https address", remedy="give the page's own address"
        )
    if parts.username is not None:
        raise FetchError(
            url, "the address holds a user name", remedy="save the page from a browser and give the file"
        )
    netloc = f"[{ascii_host}]" if ":" in ascii_host else ascii_host
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~")
    query = quote(parts.query, safe="/%:@!$&'()*+,;=~?[]")
    return urlunsplit(SplitResult(parts.scheme, f"{netloc}:{port}" if port else netloc, path, query, ""))


def _redirect(answer: httpcore.Response, target: str, url: str) -> str | None:
    location = _header(answer, b"location")
    if answer.status not in _REDIRECTS or not location:
        return None
    try:
        onward = urljoin(target, location)
    except ValueError:
        raise FetchError(
            url, "it redirects to no web address", remedy="give the page's final address"
        ) from None
    return _clean(onward, url)


def _page(answer: httpcore.Response, target: str, url: str, limits: Limits) -> FetchedPage:
    moment = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    headers = tuple((_readable(name), _readable(value)) for name, value in answer.headers)
    if answer.status == 304:
        return FetchedPage(target, b"", moment, headers=headers, unchanged=True)
    if answer.status >= 300:
        raise _refusal(answer, url)
    if (packing := _header(answer, b"content-encoding").lower()) not in {"", "identity", "gzip", "x-gzip"}:
        raise FetchError(url, f"the answer is packed as {packing}", remedy="save the page and give the file")
    length = _header(answer, b"content-length")
    if length.isdigit() and int(length) > limits.item_bytes:
        raise TooLarge(url, f"it has {int(length):,} bytes", remedy="raise the limit on the size of an item")
    chunks = _body(answer)
    data, doubts = gather(gunzip(chunks) if packing.endswith("gzip") else chunks, url, limits)
    if not data:
        raise EmptyInput(url, "the answer is empty", remedy="open the page in a browser and save it")
    media = Message()
    media["Content-Type"] = _header(answer, b"content-type") or "application/octet-stream"
    kind, charset = media.get_content_type(), media.get_content_charset()
    return FetchedPage(target, data, moment, kind, charset, doubts, headers)


def _refusal(answer: httpcore.Response, url: str) -> FetchError:
    phrase = answer.extensions.get("reason_phrase", b"").decode("ascii", "replace")
    error = FetchError(url, f"the server answered {answer.status} {phrase}".rstrip(), remedy=_OFFLINE)
    error.status, error.retry_after = answer.status, _header(answer, b"retry-after")
    return error


def _body(answer: httpcore.Response) -> Iterator[bytes]:
    try:
        yield from answer.iter_stream()
    except (httpcore.RemoteProtocolError, httpcore.ReadError):
        raise CutShort("the server broke off the answer") from None


def _header(answer: httpcore.Response, name: bytes) -> str:
    for key, value in answer.headers:
        if key.lower() == name:
            return _readable(value.strip())
    return ""


def _readable(value: bytes) -> str:
    """A header as text: redirects to Arabic addresses are sent as UTF-8, against the rules and by everyone."""
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode("latin-1")


def _reason(error: Exception, limits: Limits) -> str:
    if isinstance(error, httpcore.TimeoutException):
        return f"it took longer than {limits.seconds:g} seconds"
    return f"the connection failed: {error}".rstrip(": ")


class _CheckedNetwork(httpcore.NetworkBackend):
    """Connections to checked addresses only, all of them closed for good at one deadline."""

    def __init__(self, url: str, allow_private: bool, deadline: float) -> None:
        self._url, self._allow_private, self._deadline = url, allow_private, deadline
        self._plain = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """A connection to the first address of the host that answers, after all of them were checked."""
        failure: Exception = httpcore.ConnectError(f"{host} has no address")
        for address in self._resolve(host, port):
            try:
                stream = self._plain.connect_tcp(
                    address, port, _remaining(self._deadline), local_address, socket_options
                )
                return _TimedStream(stream, self._deadline)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure

    def _resolve(self, host: str, port: int) -> list[str]:
        """The addresses of a host; refused as a whole when one of them is not on the public Internet."""
        try:
            addresses = _look_up(host, port, self._deadline)
        except (OSError, UnicodeError):
            raise FetchError(self._url, f"the host {host} is not known", remedy=_OFFLINE) from None
        for address in addresses:
            if not self._allow_private and not is_public(address):
                raise ForbiddenAddress(
                    self._url,
                    f"{host} is {address}, on this machine or a private network",
                    remedy="allow it with --allow-private if you trust the address",
                )
        return addresses

    def connect_unix_socket(self, *args: Any, **options: Any) -> httpcore.NetworkStream:
        """Refused: a page is never behind a local socket."""
        raise ForbiddenAddress(
            self._url, "it leads to a socket of this machine", remedy="give a public address"
        )


class _TimedStream(httpcore.NetworkStream):
    """A connection whose every step ends at the deadline, however slowly the other side drips."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: float) -> None:
        self._stream, self._deadline = stream, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, _remaining(self._deadline))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _remaining(self._deadline))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: Any, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        secure = self._stream.start_tls(ssl_context, server_hostname, _remaining(self._deadline))
        return _TimedStream(secure, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def _remaining(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise httpcore.ReadTimeout("the time is over")
    return left


def _look_up(host: str, port: int, deadline: float) -> list[str]:
    """The addresses of a host; a name server that does not answer is waited for until the deadline and no longer."""
    found: list[Any] = []

    def ask() -> None:
        try:
            found.append(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
        except (OSError, UnicodeError) as error:
            found.append(error)

    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    asking.join(_remaining(deadline))
    if not found:
        raise httpcore.ConnectTimeout(f"the name server does not answer for {host}")
    if isinstance(found[0], Exception):
        raise found[0]
    return list(dict.fromkeys(str(one[4][0]) for one in found[0]))


def is_public(address: str) -> bool:
    """Whether an IP address lies on the public Internet, as do all addresses hidden in it (mapped, 6to4, NAT64…).

    >>> is_public("169.254.169.254"), is_public("::ffff:127.0.0.1"), is_public("93.184.215.14")
    (False, False, True)
    """
    ip = ipaddress.ip_address(address.split("%", 1)[0])
    if "%" in address or ip.is_multicast or not ip.is_global:
        return False
    if isinstance(ip, ipaddress.IPv4Address):
        return True
    if any(ip in network for network in _NOT_PUBLIC):
        return False
    hidden = [ip.ipv4_mapped, ip.sixtofour, *(ip.teredo or ())]
    if ip in _NAT64:
        hidden.append(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF))
    return all(is_public(str(one)) for one in hidden if one)
