"""The door of a desk: which hosts it answers to, and who somebody is by a cookie, a token or the printed address."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterable
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from marsad.desk.access.persons import NOBODY, Person
from marsad.errors import LibraryError

if TYPE_CHECKING:
    from marsad.desk.session import Session

LOCAL = frozenset({"127.0.0.1", "localhost", "[::1]"})
"""The names of this machine: a page elsewhere cannot make a browser ask under another one (DNS rebinding)."""
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
Headers = Iterable[tuple[bytes, bytes]]
_log = logging.getLogger("marsad.desk")


class Door:
    """Who comes in to a desk. One that is not shared knows two: who opened the printed address, and who did not."""

    def __init__(self, session: Session) -> None:
        sharing = session.sharing
        self._session, self.sharing = session, sharing
        self.hosts = LOCAL | sharing.hosts if sharing else LOCAL
        self.secure = sharing is not None and not sharing.plain_http
        self.cookie = ("__Host-" if self.secure else "") + cookie_of(session)

    def enter(self, headers: Headers) -> Person:
        """The person that headers of a request tell of."""
        scheme, _, bearer = header(headers, b"authorization").partition(" ")
        if scheme.lower() == "bearer":
            return self._bearer(bearer.strip())
        return self._of_cookie(cookie(headers, self.cookie))

    def _bearer(self, token: str) -> Person:
        if self.sharing:
            return self.sharing.accounts.of_token(token) or NOBODY
        if self._session.may_write(token):
            return Person(role="admin", token=token, how="bearer")
        return Person(role="reader")

    def _of_cookie(self, said: str) -> Person:
        if self.sharing:
            return (said and self.sharing.accounts.of_session(said)) or NOBODY
        if self._session.may_write(said):
            return Person(role="admin", token=said, how="address")
        return Person(role="reader")

    def keep(self, person: Person, *, address: str, action: str, target: str, outcome: str) -> None:
        """Notes in the trail of a shared desk what somebody did; a trail that cannot be written to goes to the log."""
        if self.sharing is None:
            return
        try:
            self.sharing.accounts.trail.add(
                who=person.name,
                role=person.role or "",
                address=address,
                action=action,
                target=target,
                outcome=outcome,
            )
        except LibraryError as error:
            _log.error("the trail misses %s %s by %s: %s", action, target, person.name or address, error)


def cookie_of(session: Session) -> str:
    """The name of the cookie by which a browser is known; one for each library."""
    return f"marsad-{hashlib.sha256(session.library.id.encode()).hexdigest()[:8]}"


def header(headers: Headers, name: bytes) -> str:
    """A header of a request, or ""."""
    return next((value for key, value in headers if key == name), b"").decode("latin-1")


def cookie(headers: Headers, name: str) -> str:
    """A cookie of a request, or ""; cookies that other programs on this host have set, however written, are passed over.

    >>> cookie([(b"cookie", b'theirs={"a": 1}; ours=secret')], "ours")
    'secret'
    """
    for said in header(headers, b"cookie").split(";"):
        key, _, value = said.strip().partition("=")
        if key == name:
            return value
    return ""


def host_of(headers: Headers) -> str:
    """The name in the header Host, without its port.

    >>> host_of([(b"host", b"[::1]:8642")]), host_of([(b"host", b"Desk.Example")])
    ('[::1]', 'desk.example')
    """
    said = header(headers, b"host").lower()
    bare, colon, _ = said.rpartition(":")
    return said if said.endswith("]") or not colon else bare


def is_foreign(headers: Headers) -> bool:
    """Whether a browser says that the page that made it ask is not one of this desk (CSRF)."""
    origin, site = header(headers, b"origin"), header(headers, b"sec-fetch-site")
    if origin and origin != "null":
        return urlsplit(origin).netloc.lower() != header(headers, b"host").lower()
    return site not in ("same-origin", "none") if site else origin == "null"
