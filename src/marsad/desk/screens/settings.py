"""Settings: what a reader can choose, and what it looks like."""

from __future__ import annotations

import msgspec

from marsad.desk.settings import DIGITS, MONTHS, THEMES
from marsad.desk.states import LANGUAGES, State
from marsad.desk.views import Asked, Screen, View


def show(asked: Asked[State]) -> View:
    """The settings in force, with every month by its name in each naming."""
    words = asked.words
    named = {naming: words.months_of(naming) for naming in MONTHS}
    return View(
        title=words["settings"],
        data=words.settings,
        rows=[msgspec.structs.asdict(words.settings)],
        extra={
            "choices": {"language": LANGUAGES, "theme": THEMES, "digits": DIGITS, "months": MONTHS},
            "chosen": {**msgspec.structs.asdict(words.settings), "language": words.language},
            "named": named,
        },
    )


SETTINGS = Screen(name="settings", path="settings", state=State, show=show)
