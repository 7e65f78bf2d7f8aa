"""A page fetched because somebody in a browser asked for it: from the public Internet and from nowhere else."""

from __future__ import annotations

from marsad.errors import ForbiddenAddress
from marsad.page.fetch import FetchedPage, fetch_page
from marsad.page.unpack import Limits

LIMITS = Limits(item_bytes=10 << 20, seconds=20.0, redirects=5)
"""What one page may cost that a user asks for; the command line allows more."""


def fetch_for_user(url: str, *, limits: Limits = LIMITS) -> FetchedPage:
    """The page behind an http or https address that a user gave; it blocks, so run it in a thread.

    Every host on the way, also behind a redirect, is looked up once, each of its addresses has to be on the public Internet, and the
    connection goes to an address that was checked: neither this machine nor its network can be reached, whatever names
    say later. `ForbiddenAddress` where one is private, loopback, link-local, multicast or reserved; `TooLarge` and `FetchError` for the rest.
    """
    try:
        return fetch_page(url, limits=limits)
    except ForbiddenAddress as error:
        remedy = "give the address of a page on the public Internet"
        raise ForbiddenAddress(error.subject, error.problem, remedy=remedy) from None


__all__ = ["LIMITS", "fetch_for_user"]
