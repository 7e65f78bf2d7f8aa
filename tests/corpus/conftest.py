"""Articles of our own and libraries that hold them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.postgres import Server, run_server

from marsad.batch import How
from marsad.corpus import Added, Library, Refused
from marsad.page.given import read_given_article
from marsad.page.sources import Input

FAST = How(tier="fast")
TEXTS = (
    "قال وزير الموارد المائية سالم الحيدري إن السد الجديد سيفتتح في آذار/مارس المقبل. وأضاف أن الأعمال انتهت.",
    'أعلنت بلدية المنارة إغلاق الطريق الساحلي أسبوعا. وقال رئيس البلدية جمال عواد: "نعتذر من المواطنين".',
    "قتل ثلاثة أشخاص في انفجار قرب سوق المدينة أمس، بحسب مصدر طبي. ونفت وزارة الداخلية وجود تفجير.",
    "التقى الرئيس التونسي قيس سعيد وزير الخارجية الجزائري في تونس، وبحثا ملف الحدود.",
)


def page(title: str, text: str, published: str = "2024-03-14") -> bytes:
    """A page as a newspaper might serve it."""
    return (
        f'<!doctype html><html lang="ar"><head><meta charset="utf-8"><title>{title}</title>'
        f'<meta property="article:published_time" content="{published}T08:00:00+01:00"></head>'
        f"<body><article><h1>{title}</h1><p>{text}</p><p>{TEXTS[1]}</p></article></body></html>"
    ).encode()


def given(number: int, text: str | None = None, **fields: Any) -> Input:
    """An article as a line of JSON gives it."""
    fields = {
        "id": f"a{number}",
        "title": f"خبر رقم {number}",
        "text": text if text is not None else f"{TEXTS[number % len(TEXTS)]} الخبر {number}.",
        "published": "2024-03-14",
        "url": f"https://anba.example/{number}",
    } | fields
    article = read_given_article(fields, name=f"line {number}")
    return Input(name=f"line {number}", kind="article", article=article, id=article.id, url=article.url)


def put(library: Library, *inputs: Any, **options: Any) -> list[Added | Refused]:
    """What becomes of inputs."""
    return list(library.add(inputs, how=FAST, **options))


def outcomes(answers: list[Added | Refused]) -> list[str]:
    """The outcomes, or the reasons of what was refused."""
    return [one.outcome if isinstance(one, Added) else one.reason for one in answers]


in_folder = pytest.mark.parametrize("location", ["folder"], indirect=True)
"""For tests of what only a library in a folder has: its files."""


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A PostgreSQL server."""
    with run_server() as server:
        yield server


@pytest.fixture(params=["folder", "server"])
def location(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Where a library can be made: a folder that is not there yet, or an empty database on a server."""
    if request.param == "folder":
        return str(tmp_path / "lib")
    monkeypatch.setattr("marsad.corpus.library.cache_folder", lambda: tmp_path / "cache")
    server: Server = request.getfixturevalue("server")
    return server.new_database()


@pytest.fixture
def library(location: str) -> Iterator[Library]:
    """A new library, open for writing."""
    with Library.create(location) as library:
        yield library
