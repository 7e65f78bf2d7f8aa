"""Desks that are served, and one browser that looks at them."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import uvicorn
from playwright.sync_api import Browser
from tests.corpus.demo import DEMO
from tests.desk.browser.chromium import launch
from tests.desk.browser.watching import Watched
from tests.desk.conftest import TOKEN, demo_pages

from marsad.batch import How
from marsad.corpus import Library
from marsad.corpus.derived import compare_new
from marsad.desk import Session, build_desk


@contextmanager
def served(session: Session) -> Iterator[str]:
    """The origin of a desk that answers as long as it is needed."""
    config = uvicorn.Config(build_desk(session), log_level="warning", server_header=False, ws="none")
    server = uvicorn.Server(config)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        server.should_exit = True
        thread.join()


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """The one browser of the tests."""
    with launch() as browser:
        yield browser


@pytest.fixture(scope="package")
def demo(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The origin of a desk over all demo pages; the first have the numbers that they have in the small library."""
    place = tmp_path_factory.mktemp("demo") / "library"
    pages = dict.fromkeys([*demo_pages(), *map(str, sorted(DEMO.glob("*/*.html")))])
    with Library.create(place) as library:
        for _ in library.add(list(pages), how=How(tier="fast")):
            pass
        for _ in compare_new(library):
            pass
    with Session(place, token=TOKEN) as session:
        session.bring_up_to_date()
        with served(session) as origin:
            yield origin


@pytest.fixture(scope="package")
def hostile(browser: Browser, session: Session) -> Iterator[str]:
    """The origin of a desk over the small library, which holds the article that tries everything."""
    with served(session) as origin:
        yield origin


@pytest.fixture(scope="package")
def page(browser: Browser, demo: str) -> Iterator[Watched]:
    """The one page in which the demo is looked at."""
    with browser.new_context(reduced_motion="reduce") as context:
        yield Watched(context.new_page(), demo)


@pytest.fixture(scope="package")
def writing_page(browser: Browser, demo: str) -> Iterator[Watched]:
    """The one page of who opened the printed address."""
    with browser.new_context(reduced_motion="reduce") as context:
        page = Watched(context.new_page(), demo)
        page.page.goto(f"{demo}/?token={TOKEN}")
        yield page


@pytest.fixture(scope="package")
def hostile_page(browser: Browser, hostile: str) -> Iterator[Watched]:
    """The one page in which the hostile article is looked at."""
    with browser.new_context(reduced_motion="reduce") as context:
        yield Watched(context.new_page(), hostile)
