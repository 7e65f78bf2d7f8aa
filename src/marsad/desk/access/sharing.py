"""How a desk is shared with others: under which names, by whom, and how often each of them may ask."""

from __future__ import annotations

from collections.abc import Iterable

from marsad.desk.access.accounts import Accounts
from marsad.desk.access.rates import Allowance, network_of

PER_MINUTE = 1200
"""Requests of one user, or of one address whose user is not known. A page is one; its styles and fonts are not counted."""
_BURST = 200
_LOGINS = {"address": 60, "name": 100, "both": 10}
"""Tries to sign in within `_LOGIN_SECONDS`. A name has more than one address trying it, so that none can lock others out."""
_LOGIN_SECONDS = 900.0


class Sharing:
    """A desk that others reach: its accounts, the names it answers to, and what it allows.

    Unless `plain_http`, sessions begin behind TLS alone: their cookies are never sent in the clear.
    """

    def __init__(
        self,
        accounts: Accounts,
        hosts: Iterable[str],
        *,
        plain_http: bool = False,
        per_minute: int = PER_MINUTE,
    ) -> None:
        self.accounts, self.plain_http = accounts, plain_http
        self.hosts = frozenset(host.lower() for host in hosts)
        burst = min(_BURST, per_minute)
        self.requests = Allowance(burst, 60 * burst / per_minute)
        self._logins = {what: Allowance(most, _LOGIN_SECONDS) for what, most in _LOGINS.items()}

    def take_login(self, address: str, name: str) -> int:
        """Takes one try to sign in from what an address and a name are allowed; where nothing is left, the seconds to wait."""
        address = network_of(address)
        askers = {"address": address, "name": name, "both": f"{address} {name}"}
        wait = max(self._logins[what].wait_of(asker) for what, asker in askers.items())
        if not wait:
            for what, asker in askers.items():
                self._logins[what].take(asker)
        return wait
