"""What the rules propose for a word: a trigger in a sense, its arguments, and the event they would make of it."""

from __future__ import annotations

import msgspec

from marsad.events.roles import Roles
from marsad.events.triggers import Trigger
from marsad.types import Event


class Proposal(msgspec.Struct, frozen=True, gc=False):
    """A trigger of the rules with its arguments; `event` is None when they find too little for one."""

    trigger: Trigger
    roles: Roles
    event: Event | None
