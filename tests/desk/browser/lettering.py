"""Which fonts the letters of a page are drawn with."""

from __future__ import annotations

from typing import Any

from tests.desk.browser.watching import Watched


def strange_letters(page: Watched) -> list[str]:
    """Letters of the page that are drawn with a font of the machine and not one that the desk brings, and with which."""
    if not _foreign_fonts(page, page.probe("letters", each=False)):
        return []
    return _foreign_fonts(page, page.probe("letters", each=True))


def _foreign_fonts(page: Watched, laid: list[dict[str, str]]) -> list[str]:
    """Which of the lines that were laid out are drawn, even in part, with a font of the machine."""
    inside = page.page.context.new_cdp_session(page.page)
    inside.send("DOM.enable")
    inside.send("CSS.enable")
    root = inside.send("DOM.getDocument")["root"]["nodeId"]
    lines = inside.send("DOM.querySelectorAll", {"nodeId": root, "selector": "#letters > div"})["nodeIds"]
    assert len(lines) == len(laid)
    found = []
    for line, what in zip(lines, laid, strict=True):
        fonts: list[dict[str, Any]] = inside.send("CSS.getPlatformFontsForNode", {"nodeId": line})["fonts"]
        if foreign := [one["familyName"] for one in fonts if not one["isCustomFont"]]:
            found.append(f"{what['text']} in {what['family']} {what['weight']}: {foreign}")
    inside.detach()
    return found
