"""Passive verbs that only the head takes for events: their subject is whom they befell."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marsad.events.deciding import Chosen
from marsad.events.proposals import Proposal
from marsad.events.roles import read_roles
from marsad.events.view import View


def passive_of(view: View, one: Chosen, patterns: Mapping[str, Mapping[str, Any]]) -> Proposal | None:
    """What the rules make of such a verb: «جماهير الفريق [منعت] من الدخول» (the fans were kept from entering)."""
    pattern = patterns[one.trigger.sense.args]
    if one.listed is None or one.listed.entry.fields["type"] != one.type:
        return None  # «[أضرب] المحامون» is not ضرب
    if one.trigger.form != "verb" or not pattern.get("passive"):
        return None
    roles = read_roles(view, one.trigger, pattern)
    return Proposal(one.trigger, roles, None) if roles.recipients and not roles.actors else None
