"""How often anybody may ask: an allowance that fills up again with time."""

from __future__ import annotations

import ipaddress
import math
import threading
import time
from collections import OrderedDict
from collections.abc import Callable

_KNOWN = 10_000
"""How many askers are remembered; who asked longest ago is forgotten first, with a full allowance."""


def network_of(address: str) -> str:
    """The asker that an address stands for: of IPv6 its network of 64 bits, all of which one machine may take (RFC 6177).

    >>> network_of("203.0.113.7"), network_of("2001:db8:1:2:3::4"), network_of("::ffff:203.0.113.7")
    ('203.0.113.7', '2001:db8:1:2::/64', '203.0.113.7')
    """
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address  # what a proxy or a socket without a network calls who asks
    if isinstance(ip, ipaddress.IPv4Address):
        return address
    return str(ip.ipv4_mapped or ipaddress.ip_network((ip, 64), strict=False))


class Allowance:
    """So many requests at once, filling up again within some seconds, for each asker (a token bucket)."""

    def __init__(self, most: int, seconds: float, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._most, self._rate, self._clock = most, most / seconds, clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = threading.Lock()

    def wait_of(self, asker: str) -> int:
        """The whole seconds until this asker may ask again; 0: now."""
        with self._lock:
            lacking = 1 - self._now(asker)
        return math.ceil(lacking / self._rate) if lacking > 0 else 0

    def take(self, asker: str) -> int:
        """Takes one from the asker's allowance; where nothing is left, the seconds to wait."""
        with self._lock:
            left = self._now(asker)
            if left < 1:
                return math.ceil((1 - left) / self._rate)
            self._left[asker] = (left - 1, self._clock())
            self._left.move_to_end(asker)
            if len(self._left) > _KNOWN:
                self._left.popitem(last=False)
            return 0

    def _now(self, asker: str) -> float:
        left, at = self._left.get(asker, (float(self._most), self._clock()))
        return min(float(self._most), left + (self._clock() - at) * self._rate)
