"""The API keeps its contract: schemathesis asks each route what the document allows and what it does not."""

from __future__ import annotations

import io
import json
import re
import shlex
import shutil
import threading
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any, get_args
from urllib.parse import parse_qsl, urlsplit
from zipfile import ZipFile

import msgspec
import pytest
import schemathesis
import uvicorn
from hypothesis import HealthCheck, Phase, given, settings
from litestar.testing import TestClient
from tests.desk.conftest import TOKEN

from marsad.cli.export import ExportFormat, ExportTable
from marsad.corpus import Library, Refused
from marsad.corpus.actors import signed_records
from marsad.desk import Session, api, build_desk
from marsad.desk.adding import Adder, Task
from marsad.desk.adding.jobs import JobLog
from marsad.desk.api import LARGEST
from marsad.desk.contract import FILES
from marsad.desk.exporting import Table
from marsad.export.streams import FORMS
from marsad.page.fetch import FetchedPage

Client = TestClient[Any]
EXAMPLES = 8
"""Tries of each route: the whole is to take less than a minute."""


class Idle(Adder):
    """Takes in whatever is handed in and reads none of it: nonsense by the hundred, and addresses all over the web."""

    def _add(self, library: Library, task: Task, log: JobLog) -> None:
        log.note(Refused(name=task.title, reason="unreadable", message="nothing is read here"))


def judged(**changes: Any) -> bytes:
    """A judgement as a program sends it."""
    said = {"kind": "article", "action": "note", "by": "سلمى", "value": "راجع الأصل"}
    return msgspec.json.encode(said | changes)


@pytest.fixture(scope="module")
def address(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A desk behind a port of this machine, on a library of its own, since it is written to."""
    own = tmp_path_factory.mktemp("contract") / "library"
    shutil.copytree(folder, own)
    with Session(own, token=TOKEN) as session:
        session.bring_up_to_date()
        session._adder = Idle(session)
        server = uvicorn.Server(uvicorn.Config(build_desk(session), port=0, log_level="error"))
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
        server.should_exit = True
        thread.join(10)


def test_no_answer_is_undocumented(address: str) -> None:
    known = schemathesis.checks
    checks = (
        known.not_a_server_error,
        known.status_code_conformance,
        known.content_type_conformance,
        known.response_schema_conformance,
    )
    schema = schemathesis.openapi.from_url(f"{address}/api/v1/schema/openapi.json")
    quick = settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    tried, reached = 0, set()
    for found in schema.get_all_operations():
        operation = found.ok()

        def ask(case: Any) -> None:
            nonlocal tried
            tried += 1
            for name in {"no", "number"} & set(case.path_parameters if tried % 2 else ()):
                case.path_parameters[name] = 1 + tried % 9
            answer = case.call(headers={"Authorization": f"Bearer {TOKEN}"})
            case.validate_response(answer, checks=checks)
            if answer.status_code == 200:
                reached.add(case.operation.label)

        takes = {"parameters", "requestBody"} & set(operation.definition.raw)
        for mode in schemathesis.GenerationMode:
            if not takes and mode is schemathesis.GenerationMode.NEGATIVE:
                continue  # what asks for nothing cannot be asked wrongly
            quick(given(case=operation.as_strategy(generation_mode=mode))(ask))()
    assert tried > 35 * EXAMPLES
    # Keys of entities and judgements that make sense are beyond chance; tests of their own have them.
    assert len(reached) >= 24, sorted(reached)


def test_every_format_of_the_command_line_can_be_had() -> None:
    assert set(FILES) == {one.value for one in ExportFormat}
    assert set(get_args(Table)) - {"gold"} == {one.value for one in ExportTable}


@pytest.mark.parametrize("format", FORMS)
def test_every_format_is_sent_as_it_is_written(reader: Client, format: str) -> None:
    answer = reader.get(f"/api/v1/export/{format}", params={"q": "ليبيا"})
    assert answer.status_code == 200
    assert answer.headers["content-type"].partition(";")[0] == FORMS[format].media
    assert answer.headers["content-disposition"] == f'attachment; filename="marsad.{FORMS[format].ending}"'
    assert len(answer.text) > 500


def test_parquet_is_sent_as_a_zip_of_its_folder(reader: Client, tmp_path: Path) -> None:
    pq = pytest.importorskip("pyarrow.parquet")
    answer = reader.get("/api/v1/export/parquet", params={"q": "ليبيا"})
    assert answer.headers["content-type"].partition(";")[0] == "application/zip"
    with ZipFile(io.BytesIO(answer.content)) as archive:
        assert archive.testzip() is None
        archive.extractall(tmp_path)
    folder = tmp_path / "marsad.parquet"
    assert {"articles", "entities", "mentions", "claims", "events", "views.sql"} <= {
        one.name for one in folder.iterdir()
    }
    few = [json.loads(line) for line in reader.get("/api/v1/export/jsonl?q=ليبيا").text.splitlines()]
    rows = sum(pq.read_metadata(one).num_rows for one in folder.joinpath("articles").rglob("*.parquet"))
    assert rows == len(few) > 1


@pytest.mark.parametrize("table", ["articles", "entities", "mentions", "claims", "events", "refusals"])
def test_a_table_is_exported_as_the_library_has_it(reader: Client, session: Session, table: str) -> None:
    lines = reader.get("/api/v1/export/jsonl", params={"table": table}).text.splitlines()
    assert len(lines) == len(list(session.library.rows(table)))
    header = reader.get("/api/v1/export/csv", params={"table": table}).text.splitlines()[0]
    assert header.split(",")[: len(session.library.columns(table))] == session.library.columns(table)


def test_what_people_judged_is_exported(reader: Client, session: Session) -> None:
    lines = reader.get("/api/v1/export/jsonl?table=gold").text.splitlines()
    assert [json.loads(line) for line in lines] == list(session.library.gold())


def test_an_export_is_that_of_the_library(reader: Client, session: Session) -> None:
    whole = reader.get("/api/v1/export/jsonl").text
    assert whole == "".join(f"{record.to_json()}\n" for record in signed_records(session.library))
    numbers = session.select("ليبيا")
    some = reader.get("/api/v1/export/jsonl", params={"q": "ليبيا"}).text.splitlines()
    assert 0 < len(some) == len(numbers) < len(whole.splitlines())


@pytest.mark.parametrize(
    ("method", "address", "headers", "body", "status"),
    [
        ("DELETE", "articles", {}, b"", 405),
        ("GET", "articles", {"accept": "image/png"}, b"", 406),
        ("GET", "export/ics", {"accept": "application/json"}, b"", 406),
        ("GET", "export/xlsx", {}, b"", 404),
        ("GET", "export/ics?table=claims", {}, b"", 400),
        ("GET", "export/csv?table=gold", {}, b"", 400),
        ("GET", "export/jsonl?table=refusals&q=x", {}, b"", 400),
        ("GET", "articles/1/claims/a999", {}, b"", 404),
        ("GET", "export/rss", {}, b"", 400),
        ("POST", "read", {"content-type": "image/png"}, b"x", 415),
        ("POST", "read", {"content-type": "text/plain"}, b"\0" * (LARGEST + 1), 413),
        ("POST", "read", {"content-type": "text/plain"}, b"  ", 422),
        ("POST", "read?url=http%3A%2F%2F127.0.0.1%2F", {}, b"", 422),
        ("POST", "articles/1/judgements", {"content-type": "text/plain"}, b"x", 415),
        ("POST", "articles/1/judgements", {"content-type": "application/json"}, judged(by="س" * 3000), 422),
        (
            "POST",
            "articles/1/judgements",
            {"content-type": "application/json"},
            judged(value="x" * 3000),
            422,
        ),
        (
            "POST",
            "articles/1/judgements",
            {"content-type": "application/json"},
            judged(value=["x"] * 30000),
            413,
        ),
        ("POST", "jobs", {"content-type": "application/json"}, b'{"text": ""}', 422),
        ("POST", "feeds", {"content-type": "application/json"}, b'{"url": "ftp://a.example/"}', 422),
        ("DELETE", "feeds?url=https%3A%2F%2Fnobody.example%2Ffeed", {}, b"", 400),
        ("GET", "jobs/77", {}, b"", 404),
        ("GET", "jobs/77/events", {}, b"", 404),
        ("GET", "stories/999", {}, b"", 404),
        ("GET", "articles/1/events/v999", {}, b"", 404),
        ("GET", "timeline?from=2024-13", {}, b"", 400),
        ("GET", "network?from=2024&to=2023", {}, b"", 400),
        ("POST", "articles/1/judgements", {"content-type": "application/json"}, b"{", 400),
        ("POST", "articles/1/judgements", {"content-type": "application/json"}, b'{"kind": "crime"}', 422),
        ("GET", "articles/99999999999999999999999", {}, b"", 404),
    ],
)
def test_every_refusal_is_a_problem_document(
    reader: Client, method: str, address: str, headers: dict[str, str], body: bytes, status: int
) -> None:
    told = {"authorization": f"Bearer {TOKEN}", **headers}
    answer = reader.request(method, f"/api/v1/{address}", headers=told, content=body)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert (problem["status"], problem["type"]) == (status, "about:blank")
    assert problem["detail"]
    assert status != 405 or "GET" in answer.headers["allow"]


@pytest.mark.parametrize(
    ("method", "headers", "status"),
    [("GET", {"host": "evil.example"}, 400), ("POST", {"origin": "http://evil.example"}, 403)],
)
def test_what_the_door_refuses_is_a_problem_document_too(
    reader: Client, method: str, headers: dict[str, str], status: int
) -> None:
    answer = reader.request(method, "/api/v1/read", headers=headers, content=b"x")
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["status"] == status
    plain = reader.request(method, "/ar/search", headers=headers)
    assert (plain.status_code, plain.headers["content-type"]) == (status, "text/plain; charset=utf-8")
    assert {"ا", "a"} <= set(plain.text)


def test_what_has_not_changed_is_not_sent_again(reader: Client) -> None:
    first = reader.get("/api/v1/records/6")
    tag = first.headers["etag"]
    for known in (tag, f'"x", {tag}', "*"):
        again = reader.get("/api/v1/records/6", headers={"if-none-match": known})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    other = reader.get("/api/v1/records/7", headers={"if-none-match": tag})
    assert (other.status_code, other.headers["etag"] != tag) == (200, True)


def test_a_page_of_the_web_is_read(reader: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "قال الوزير سامي الحداد أمس إن الطريق مفتوح.".encode("cp1256")
    fetched = FetchedPage(
        "https://news.example/1", text, "2024-03-01T00:00:00Z", "text/plain", "windows-1256"
    )
    monkeypatch.setattr(api, "fetch_for_user", lambda url: fetched)
    answer = reader.post("/api/v1/read", params={"url": "https://news.example/", "published": "2023-09-28"})
    assert answer.json()["article"]["url"] == "https://news.example/1"
    assert answer.json()["dates"][0]["edtf"] == "2023-09-27"


def test_every_request_of_the_docs_is_one_that_the_desk_knows(reader: Client) -> None:
    page = (Path(__file__).parents[2] / "docs" / "api.md").read_text(encoding="utf-8")
    asked = [shlex.split(line) for line in page.splitlines() if line.startswith("curl ")]
    assert len(asked) > 3
    known = reader.get("/api/v1/schema/openapi.json").json()["paths"]
    for words in asked:
        address = next(word for word in words if word.startswith("http://"))
        assert address.isascii(), "a server may refuse an address that is not percent-encoded"
        parts = urlsplit(address)
        sends = "--data-binary" in words
        (own,) = [path for path in known if re.fullmatch(re.sub(r"\{\w+\}", "[0-9]+", path), parts.path)]
        assert ("post" if sends else "get") in known[own]
        given = parse_qsl(parts.query) + [
            tuple(one.split("=", 1)) for flag, one in pairwise(words) if flag in ("-d", "--data-urlencode")
        ]
        taken = {one["name"] for one in known[own]["post" if sends else "get"].get("parameters", ())}
        assert {name for name, _ in given} <= taken
        if own == "/api/v1/search":
            assert reader.get(parts.path, params=dict(given)).status_code == 200
