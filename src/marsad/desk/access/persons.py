"""Who is asking: a person with a role, known from the door to the last line that stores something."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Literal, get_args

import msgspec

Role = Literal["reader", "reviewer", "admin"]
ROLES: tuple[Role, ...] = get_args(Role)
"""From the least to the most: readers read, reviewers judge too, admins add and manage too."""


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who asks. `token` is what forms sent by this person bear; `how` is how the person is known."""

    name: str = ""
    role: Role | None = None
    token: str = ""
    how: Literal["nobody", "address", "session", "bearer"] = "nobody"

    def may(self, role: Role) -> bool:
        """Whether this person's role is that one or more.

        >>> Person(role="reviewer").may("reader"), Person(role="reviewer").may("admin"), Person().may("reader")
        (True, False, False)
        """
        return self.role is not None and ROLES.index(self.role) >= ROLES.index(role)


NOBODY = Person()
_PRESENT: ContextVar[Person] = ContextVar("present", default=NOBODY)


def present() -> Person:
    """The person whose request is being answered; nobody where none is."""
    return _PRESENT.get()


@contextmanager
def entering(person: Person) -> Iterator[Person]:
    """Lets a person be the one who is present, in this request and the threads that work for it."""
    before = _PRESENT.set(person)
    try:
        yield person
    finally:
        _PRESENT.reset(before)
