"""Audit: who may come in to a shared desk, and what was done there by whom; for admins."""

from __future__ import annotations

from datetime import UTC, datetime

import msgspec

from marsad.desk.access.trail import Entry
from marsad.desk.session import Session
from marsad.desk.states import ListState, page_numbers
from marsad.desk.views import Asked, Screen, View


class AuditState(ListState, frozen=True, kw_only=True):
    """A page of the trail, the newest entries first."""

    size: int = 100


class UserRow(msgspec.Struct, frozen=True):
    """A user as the screen shows it."""

    name: str
    role: str
    since: str
    tokens: int


class AuditData(msgspec.Struct, frozen=True, kw_only=True):
    """The users and a page of the trail; `broken` is the first entry that was changed behind the desk's back."""

    shared: bool
    users: tuple[UserRow, ...] = ()
    total: int = 0
    page: int = 1
    broken: int | None = None
    items: tuple[Entry, ...] = ()


def show(asked: Asked[AuditState]) -> View:
    """What was done on this desk; a desk of one person notes nothing."""
    data = _read(asked)
    return View(
        title=asked.words["audit"],
        data=data,
        rows=[msgspec.structs.asdict(one) for one in data.items],
        extra={"pages": page_numbers(data.total, asked.state)},
    )


def _read(asked: Asked[AuditState]) -> AuditData:
    sharing, state = asked.session.sharing, asked.state
    if sharing is None:
        return AuditData(shared=False)
    accounts = sharing.accounts
    return AuditData(
        shared=True,
        users=users_of(asked.session),
        total=accounts.trail.count(),
        page=state.page,
        broken=accounts.trail.broken(),
        items=accounts.trail.newest(state.size, skip=state.offset),
    )


def users_of(session: Session) -> tuple[UserRow, ...]:
    """The users of a shared desk by name; of another one nobody."""
    found = session.sharing.accounts.users() if session.sharing else ()
    return tuple(UserRow(one.name, one.role, _day(one.since), one.tokens) for one in found)


def _day(at: float) -> str:
    return datetime.fromtimestamp(at, UTC).date().isoformat()


AUDIT = Screen(name="audit", path="audit", state=AuditState, show=show, role="admin")
