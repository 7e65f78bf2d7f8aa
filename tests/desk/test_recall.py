"""Pages that are known are sent again as they were made: packed or not, to the person they were made for, while they hold."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from litestar.testing import TestClient
from tests.desk.conftest import LOCAL, TOKEN, demo_pages

from marsad.batch import How
from marsad.corpus import Library
from marsad.corpus.search.watches import Watch, delete_watch, save_watch
from marsad.desk import Session, app, build_desk
from marsad.desk.access import Accounts, Sharing
from marsad.desk.access.passwords import Cost

Client = TestClient[Any]
PAGES = ("/ar/article/1", "/ar/search?q=قافلة", "/en/timeline", "/ar/sources.json", "/ar/sources.csv")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with Library.create(tmp_path / "lib") as library:
        list(library.add(demo_pages()[:4], how=How(tier="fast")))
    return tmp_path / "lib"


def counted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The screens that the application is asked for from now on, what is recalled left out."""
    asked: list[str] = []
    answer = app._answer

    async def noted(request: Any, *rest: Any) -> Any:
        asked.append(request.url.path)
        return await answer(request, *rest)

    monkeypatch.setattr(app, "_answer", noted)
    return asked


@pytest.mark.parametrize("address", PAGES)
def test_a_page_is_recalled_as_it_was_answered(
    folder: Path, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    asked = counted(monkeypatch)
    with (
        Session(folder, token=TOKEN) as session,
        TestClient(build_desk(session), base_url=LOCAL) as client,
    ):
        session.refresh()
        first, second = client.get(address), client.get(address)
        assert len(asked) == 1
        assert first.status_code == second.status_code == 200
        assert first.content == second.content
        assert dict(first.headers) == dict(second.headers)
        known = client.get(address, headers={"If-None-Match": first.headers["etag"]})
        assert (known.status_code, known.content) == (304, b"")
        assert known.headers["etag"] == first.headers["etag"]
        assert client.head(address).headers["content-length"] == second.headers["content-length"]


def test_gzip_is_sent_to_those_who_take_it(folder: Path) -> None:
    with (
        Session(folder, token=TOKEN) as session,
        TestClient(build_desk(session), base_url=LOCAL) as client,
    ):
        taken = {"gzip": True, "gzip;q=0": False, "identity": False, "br;q=1, *;q=0.5": True, "": False}
        for _ in range(2):  # made, and recalled
            for accepted, packed in taken.items():
                answer = client.get("/ar/article/1", headers={"Accept-Encoding": accepted})
                assert ("content-encoding" in answer.headers) is packed, accepted
                assert answer.text.endswith("</html>")
                assert "Accept-Encoding" in answer.headers["vary"]


def test_settings_persons_and_roles_have_their_own_pages(folder: Path) -> None:
    with (
        Session(folder, token=TOKEN) as session,
        TestClient(build_desk(session), base_url=LOCAL) as client,
    ):
        for _ in range(2):
            assert "/judge" not in client.get("/ar/article/1").text
            said = {"Authorization": f"Bearer {TOKEN}"}
            assert "/judge" in client.get("/ar/article/1", headers=said).text
            dark = client.get("/ar/article/1", headers={"Cookie": "marsad-settings=theme%3Ddark"})
            assert 'data-theme="dark"' in dark.text
            assert 'data-theme="auto"' in client.get("/ar/article/1").text


def test_a_search_holds_until_the_index_or_a_saved_search_is_another(folder: Path) -> None:
    with (
        Session(folder, token=TOKEN) as session,
        TestClient(build_desk(session), base_url=LOCAL) as client,
    ):
        session.refresh()

        def look() -> Any:
            return client.get("/en/search.json?q=حادثة").json()

        assert look() == look()
        before = look()
        with Library.open(folder, "w") as library:
            list(library.add(demo_pages()[4:], how=How(tier="fast")))
        session.refresh()
        assert look()["hits"]["missing"] == 0
        assert look()["hits"]["total"] >= before["hits"]["total"]
        save_watch(session.library, Watch(name="حوادث", query="حادثة"))
        assert [one["name"] for one in look()["saved"]] == ["حوادث"]
        delete_watch(session.library, "حوادث")
        assert look()["saved"] == []


def test_what_is_recalled_counts_and_who_is_signed_out_is_not_answered(folder: Path) -> None:
    with Accounts(folder, cost=Cost(passes=1, memory=64, lanes=1)) as accounts:
        accounts.add("سلمى", "reader", "كلمة سر طويلة")
        sharing = Sharing(accounts, ["desk.example"], per_minute=6)
        secret = accounts.new_token("سلمى", 1)
        said = {"Authorization": f"Bearer {secret}", "Host": "desk.example"}
        with (
            Session(folder, sharing=sharing) as session,
            TestClient(build_desk(session), base_url="https://desk.example") as client,
        ):
            codes = [client.get("/ar/article/1", headers=said).status_code for _ in range(8)]
            assert codes == [200] * 6 + [429] * 2
            accounts.revoke_tokens("سلمى")
            away = client.get("/ar/article/1", headers=said, follow_redirects=False)
            assert away.status_code == 303
