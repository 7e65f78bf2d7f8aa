"""Settings: what a reader can choose, and what it looks like."""

from __future__ import annotations

import msgspec

from marsad.desk.settings import DIGITS, MONTHS, THEMES
from marsad.desk.states import LANGUAGES, State
from marsad.desk.views import Asked, Screen, View


class SettingsData(msgspec.Struct, frozen=True, kw_only=True):
    """The settings in force, and what the twelve months are called in each naming that can be chosen."""

    language: str
    theme: str
    digits: str
    months: str
    namings: dict[str, tuple[str, ...]]


def show(asked: Asked[State]) -> View:
    """The settings in force, with every month by its name in each naming."""
    words = asked.words
    named = {str(naming): words.months_of(naming) for naming in MONTHS}
    chosen = {**msgspec.structs.asdict(words.settings), "language": words.language}
    return View(
        title=words["settings"],
        data=SettingsData(**chosen, namings=named),
        rows=[chosen],
        extra={
            "choices": {"language": LANGUAGES, "theme": THEMES, "digits": DIGITS, "months": MONTHS},
            "chosen": chosen,
            "named": named,
        },
    )


SETTINGS = Screen(name="settings", path="settings", state=State, show=show)
