"""Pictures of the screens for the docs, taken while the screens are tested if MARSAD_PICTURES names a folder for them."""

from __future__ import annotations

import io
import os
from pathlib import Path

from PIL import Image
from tests.desk.browser.watching import Watched
from tests.desk.pages import VARIANTS

FOLDER = Path(__file__).parents[3] / "docs" / "screens"
LARGEST = 300_000
"""Bytes a picture may have, so that the docs stay quick to load."""
LEFT_OUT = VARIANTS | {
    "review",
    "judging",
    "judging an event",
    "judging a claim",
    "reviewing names",
    "identity",
    "saving a search",
    "audit",
}
"""What looks like a screen that is shown."""
ALSO = frozenset({("search", "en", "dark"), ("article", "en", "dark"), ("timeline", "en", "dark")})
"""What is shown in English, dark, on a telephone; all else is in Arabic, light, on a desk."""


def file_name(name: str, language: str = "ar", theme: str = "light") -> str:
    """What the picture of a screen is called."""
    usual = (language, theme) == ("ar", "light")
    return f"{name.replace(' ', '-')}{'' if usual else f'-{language}-{theme}'}.png"


def all_pictures(screens: list[str]) -> set[str]:
    """The names of the pictures that the docs have."""
    return {file_name(name) for name in screens if name not in LEFT_OUT} | {file_name(*one) for one in ALSO}


def take_picture(page: Watched, name: str, language: str, theme: str) -> None:
    """Keeps the picture of a screen, in 256 colours, if pictures are asked for and the docs have this one."""
    folder = "" if name.startswith("hostile") else os.environ.get("MARSAD_PICTURES")
    wanted = file_name(name, language, theme)
    if folder and wanted in all_pictures([name]):
        shot = Image.open(io.BytesIO(page.page.screenshot())).convert("RGB")
        few = shot.quantize(256, dither=Image.Dither.NONE)
        Path(folder).mkdir(parents=True, exist_ok=True)
        few.save(Path(folder) / wanted, optimize=True)
