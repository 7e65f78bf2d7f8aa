"""Who may come in to a shared desk, and what was done there, for programs of admins."""

from __future__ import annotations

from litestar import get
from litestar.types import ControllerRouterHandler

from marsad.desk.access.trail import Entry
from marsad.desk.listing import Cursor, Limit, Listing, cursor_of, place_of
from marsad.desk.screens.audit import UserRow, users_of
from marsad.desk.session import Session


class AuditListing(Listing[Entry], frozen=True, kw_only=True):
    """Entries of the trail, the newest first; `broken` is the number of the first that was changed behind the desk's back.

    A desk that is not `shared` knows no users and notes nothing.
    """

    shared: bool
    broken: int | None = None


def access_api(session: Session) -> list[ControllerRouterHandler]:
    """The routes below `/api/v1` for admins."""

    @get("/audit", role="admin", sync_to_thread=True)
    def list_audit(limit: Limit = 50, cursor: Cursor = "") -> AuditListing:
        """What was done on this desk and by whom; the cursor holds its place while entries are added."""
        if session.sharing is None:
            return AuditListing(items=(), total=0, next=None, shared=False)
        trail = session.sharing.accounts.trail
        items = trail.before(place_of(cursor) or None, limit)
        more = bool(items) and items[-1].no > 1
        return AuditListing(
            items=items,
            total=trail.count(),
            next=cursor_of(items[-1].no) if more else None,
            shared=True,
            broken=trail.broken(),
        )

    @get("/users", role="admin", sync_to_thread=True)
    def list_users() -> list[UserRow]:
        """Who may come in to this desk, with which role; nobody is named on one that is not shared."""
        return list(users_of(session))

    return [list_audit, list_users]


__all__ = ["access_api"]
