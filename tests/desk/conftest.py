"""A small library of demo pages and hostile ones, and a desk over it."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest
from litestar.testing import TestClient
from tests.desk.signing import CHEAP, PASSWORD, PEOPLE, SITE

from marsad.batch import How
from marsad.corpus import Added, Library
from marsad.corpus.derived import compare_new
from marsad.desk import Session, build_desk
from marsad.desk.access import Accounts, Sharing
from marsad.page.given import read_given_article
from marsad.page.sources import Input

TOKEN = "a-token-that-nobody-guesses"
LOCAL = "http://127.0.0.1"
PAGES = (
    "arkhabil/2024-03-02-strike.html",
    "arkhabil/2024-04-16-convoy-five.html",
    "arkhabil/2024-04-16-convoy-seven.html",
    "asturlab/2024-04-17-convoy-report.html",
    "asturlab/2024-04-17-convoy-report_corrected.html",
    "asturlab/2024-05-20-agreement-live.html",
    "durur/2024-03-25-russian-envoy.html",
    "habara/2024-04-17-convoy-denial.html",
    "habara/2024-05-20-agreement.html",
    "khottaf/2024-04-17-boukrim-phone.html",
    "mashrabiya/2024-03-27-cairo-meeting.html",
    "mashrabiya/2024-04-16-convoy-nine.html",
)
EVIL = '"><script>alert(1)</script><svg onload=alert(2)>'
HOSTILE = {
    "id": f"evil-{EVIL}",
    "url": "javascript:alert(3)",
    "title": f"\u202eخبر عاجل {EVIL} \u2066لا يغلق",
    "text": f"قال الوزير سامي {EVIL} الحداد في بنغازي إن «{EVIL} \u202eالطريق مفتوح». "
    + "ب" * 3000
    + "\x00\x1b نهاية.",
    "published": "2024-04-01",
}


def demo_pages() -> list[str]:
    """The paths of the demo pages that the tests' library holds."""
    folder = files("marsad.samples").joinpath("demo")
    return [str(folder.joinpath(page)) for page in PAGES]


def hostile() -> Input:
    """An article that tries everything a page could."""
    article = read_given_article(HOSTILE, name="hostile")
    return Input(name="hostile", kind="article", article=article, id=article.id, url=article.url)


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the library, made once."""
    place = tmp_path_factory.mktemp("desk") / "library"
    with Library.create(place) as library:
        answers = list(library.add([*demo_pages(), hostile()], how=How(tier="fast")))
        for _ in compare_new(library):
            pass
    assert all(isinstance(one, Added) for one in answers)
    return place


@pytest.fixture(scope="session")
def session(folder: Path) -> Iterator[Session]:
    """A desk at work over it."""
    with Session(folder, token=TOKEN) as held:
        held.bring_up_to_date()
        yield held


@pytest.fixture(scope="session")
def reader(session: Session) -> Iterator[TestClient]:  # type: ignore[type-arg]
    """Somebody who came without the printed address: reads, and may not judge."""
    with TestClient(build_desk(session), base_url=LOCAL, raise_server_exceptions=True) as client:
        yield client


@pytest.fixture
def judge(session: Session) -> Iterator[TestClient]:  # type: ignore[type-arg]
    """Somebody who opened the printed address."""
    with TestClient(build_desk(session), base_url=LOCAL) as client:
        client.get("/", params={"token": TOKEN})
        yield client


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Accounts]:
    """Accounts of one user of each role."""
    with Accounts(tmp_path, cost=CHEAP) as held:
        for role, name in PEOPLE.items():
            held.add(name, role, PASSWORD)  # type: ignore[arg-type]
        yield held


@pytest.fixture
def shared(folder: Path, kept: Accounts) -> Iterator[Session]:
    """A desk that others reach, over the library of the tests."""
    with Session(folder, sharing=Sharing(kept, ["desk.example"])) as held:
        held.bring_up_to_date()
        yield held


@pytest.fixture
def stranger(shared: Session) -> Iterator[TestClient]:  # type: ignore[type-arg]
    """Somebody who has not signed in."""
    with TestClient(build_desk(shared), base_url=SITE) as client:
        yield client
