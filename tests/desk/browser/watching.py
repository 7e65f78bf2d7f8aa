"""A page that is watched: what its console says, what it asks for, and what pops up."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Dialog, Page, Request, Response

WIDTHS = (1440, 768, 390)
HEIGHT = 900
PATIENCE = 120_000
"""Milliseconds: machines that are busy with other work are slow, and not at fault."""
_PROBES = Path(__file__).parent / "probes"
_AXE = Axe()
_WANTED = {"resultTypes": ["violations"], "iframes": False}


class Watched:
    """A page of a browser with all that went wrong on it since it was last asked."""

    def __init__(self, page: Page, origin: str) -> None:
        self.page, self.origin = page, origin
        self._faults: list[str] = []
        self._expected = 200
        page.set_default_timeout(PATIENCE)
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self._faults.append(f"script: {error}"))
        page.on("dialog", self._dismiss)
        page.on("request", self._see_request)
        page.on("requestfailed", self._see_failure)
        page.on("response", self._see_response)

    def open(self, address: str, *, width: int = WIDTHS[0], status: int = 200, **state: str) -> None:
        """Goes to an address of the desk, its state changed so, at a width, and waits for its fonts."""
        query = "&".join(f"{name}={value}" for name, value in state.items())
        joint = "&" if "?" in address else "?"
        self._expected = status
        self.resize(width)
        answer = self.page.goto(f"{self.origin}/{address}{joint if query else ''}{query}")
        assert answer is not None
        assert answer.status == status, address
        self.page.evaluate("document.fonts.ready.then(() => true)")

    def resize(self, width: int) -> None:
        """Gives the window a width."""
        self.page.set_viewport_size({"width": width, "height": HEIGHT})

    def probe(self, name: str, **given: Any) -> Any:
        """What a probe finds on the page; the probes are scripts beside this module."""
        return self.page.evaluate((_PROBES / f"{name}.js").read_text(encoding="utf-8"), given)

    def barriers(self) -> list[str]:
        """What axe-core finds: the rule that is broken, and where."""
        found: Mapping[str, Any] = _AXE.run(self.page, options=_WANTED).response
        return [
            f"{fault['id']}: {fault['help']}: {[node['target'] for node in fault['nodes'][:5]]}"
            f" {fault['nodes'][0].get('failureSummary', '')}"
            for fault in found["violations"]
        ]

    def faults(self) -> list[str]:
        """What went wrong since the last time."""
        told, self._faults = self._faults, []
        return told

    def _hear(self, message: ConsoleMessage) -> None:
        told_by_status = message.location["url"] == self.page.url and str(self._expected) in message.text
        if message.type in ("error", "warning") and not told_by_status:
            self._faults.append(f"console: {message.text} ({message.location['url']})")

    def _dismiss(self, dialog: Dialog) -> None:
        self._faults.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _see_request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if f"{parts.scheme}://{parts.netloc}" != self.origin:
            self._faults.append(f"asked for {request.url}")

    def _see_failure(self, request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # The next page was opened before all of the last had come.
            self._faults.append(f"failed: {request.url}: {request.failure}")

    def _see_response(self, response: Response) -> None:
        if response.status >= 400 and not (
            response.status == self._expected and response.request.is_navigation_request()
        ):
            self._faults.append(f"{response.status}: {response.url}")
