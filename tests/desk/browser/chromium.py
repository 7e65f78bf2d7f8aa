"""The browser that the tests drive: a Chromium of this machine, never one that Playwright would download."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
"""What Chromium is called by those who package it; get_chromium.sh looks for the same."""
MISSING = (
    "no Chromium on this machine (Debian: apt-get install chromium; elsewhere name it in MARSAD_CHROMIUM)"
)
ARGUMENTS = ("--disable-gpu", "--force-color-profile=srgb", "--font-render-hinting=none")


def find_chromium() -> str | None:
    """The program, or `None` where there is none."""
    names = (os.environ.get("MARSAD_CHROMIUM", ""), *NAMES)
    return next((found for name in names if name and (found := shutil.which(name))), None)


@contextmanager
def launch() -> Iterator[Browser]:
    """A browser at work. Where there is none the test is skipped, and fails where all tests must run (CI)."""
    program = find_chromium()
    if program is None:
        if os.environ.get("CI"):
            pytest.fail(MISSING)
        pytest.skip(MISSING)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS, timeout=120_000)
        yield browser
        browser.close()
