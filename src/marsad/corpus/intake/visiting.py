"""Fetching from other people's servers: as their robots.txt allows, not too often, and again later when they ask for it."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

from marsad.errors import EmptyInput, FetchError, ForbiddenAddress, InputError, NotAllowed
from marsad.page.fetch import FetchedPage, fetch_page
from marsad.page.unpack import Limits
from marsad.version import __version__

NAME = "Marsad"
AGENT = f"Mozilla/5.0 (compatible; {NAME}/{__version__}; keeps a library of news, obeys robots.txt)"
DELAY = 1.0
"""Seconds between two questions to one host, where it does not ask for more."""
LONGEST_DELAY = 60.0
TRIES = 3
FIRST_WAIT = 2.0
LONGEST_WAIT = 120.0
"""How often a server that is busy is asked, and how long it is left alone: 2, 4 … seconds, or what it says."""
ROBOTS_BYTES = 512 << 10
"""RFC 9309 obliges a robot to read 500 kB of a robots.txt, and no more."""


class Visitor:
    """Fetches pages, polite to each host; `sleep` and `clock` are for tests."""

    def __init__(
        self,
        *,
        allow_private: bool = False,
        delay: float = DELAY,
        limits: Limits | None = None,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.limits = limits or Limits()
        self._allow_private, self._delay = allow_private, delay
        self._sleep, self._clock = sleep, clock
        self._free: dict[str, float] = {}
        self._robots: dict[str, RobotFileParser] = {}

    def fetch(self, url: str, *, asked: Mapping[str, str] | None = None, polite: bool = True) -> FetchedPage:
        """The page behind an address.

        A `polite` visit asks robots.txt first (`NotAllowed`); what a person asks for by name needs no leave. A server that
        is busy (429, 503) is asked again after the time it names. Errors are those of `fetch_page`.
        """
        if polite:
            self._ask_leave(url)
        for attempt in range(TRIES):
            self._wait_for(url)
            try:
                return self._fetch(url, asked, self.limits)
            except FetchError as error:
                if error.status not in (429, 503) or attempt == TRIES - 1:
                    raise
                self._sleep(_pause(error.retry_after, attempt))
        raise AssertionError("the last try returns or raises")

    def _fetch(self, url: str, asked: Mapping[str, str] | None, limits: Limits) -> FetchedPage:
        headers = {"User-Agent": AGENT, **(asked or {})}
        return fetch_page(url, allow_private=self._allow_private, limits=limits, asked=headers)

    def _wait_for(self, url: str) -> None:
        """Waits until the host may be asked again."""
        host = _site(url)
        wait = self._free.get(host, 0.0) - self._clock()
        if wait > 0:
            self._sleep(wait)
        self._free[host] = self._clock() + self._delay_of(host)

    def _delay_of(self, host: str) -> float:
        rules = self._robots.get(host)
        wanted = rules.crawl_delay(NAME) if rules else None
        return max(self._delay, min(float(wanted or 0), LONGEST_DELAY))

    def _ask_leave(self, url: str) -> None:
        host = _site(url)
        if host not in self._robots:
            self._robots[host] = self._read_robots(host)
        if not self._robots[host].can_fetch(NAME, url):
            raise NotAllowed(
                url, "the site's robots.txt forbids it", remedy="ask the publisher, or save the page"
            )

    def _read_robots(self, host: str) -> RobotFileParser:
        """The rules of a host. None where it has none; where it cannot say, nothing is allowed (RFC 9309, 2.3.1)."""
        rules = RobotFileParser()
        rules.parse([])
        try:
            self._wait_for(host)
            page = self._fetch(
                f"{host}/robots.txt", None, Limits(item_bytes=ROBOTS_BYTES, seconds=self.limits.seconds)
            )
            rules.parse(page.data.decode("utf-8", "replace").splitlines())
        except (EmptyInput, ForbiddenAddress):
            pass  # no rules; a forbidden address is refused when the page itself is asked for
        except InputError as error:
            if not 400 <= getattr(error, "status", 0) < 500:
                rules.parse(["User-agent: *", "Disallow: /"])
        return rules


def _site(url: str) -> str:
    try:
        parts = urlsplit(url)
    except ValueError:
        raise FetchError(url, "it is no web address", remedy="check its spelling") from None
    return f"{parts.scheme.lower()}://{parts.netloc.lower()}"


def _pause(retry_after: str, attempt: int) -> float:
    """How long a busy server is left alone: what it says (seconds or a date), else twice as long each time."""
    if retry_after.isascii() and retry_after.isdigit():
        return min(float(retry_after), LONGEST_WAIT)
    try:
        return min(max(parsedate_to_datetime(retry_after).timestamp() - time.time(), 0.0), LONGEST_WAIT)
    except (ValueError, OverflowError):
        return FIRST_WAIT * 2.0**attempt
