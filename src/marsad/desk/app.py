"""The desk as a web application: the screens in both languages with their twins, the API, files, and what guards them."""

from __future__ import annotations

from importlib.resources import files
from typing import Any
from urllib.parse import urlencode

import msgspec
from anyio.to_thread import run_sync
from litestar import Litestar, MediaType, Response, get
from litestar.config.compression import CompressionConfig
from litestar.datastructures import State as Shelf
from litestar.exceptions import NotFoundException
from litestar.openapi.config import OpenAPIConfig
from litestar.params import FromPath
from litestar.response import Redirect
from litestar.types import ControllerRouterHandler, HTTPScope

from marsad.desk import rendering
from marsad.desk.access.checks import ANYBODY, check
from marsad.desk.access.doors import Door, cookie
from marsad.desk.access.persons import present
from marsad.desk.access.signing import signing_routes
from marsad.desk.adding.routes import adding_routes
from marsad.desk.answering import Answer, answer_of, send
from marsad.desk.api import api_routes
from marsad.desk.asking import AnyRequest, ask, page_of
from marsad.desk.contract import PROBLEM, Contract
from marsad.desk.guard import Explained, Guard
from marsad.desk.identity.routes import identity_routes
from marsad.desk.judging import judging_routes
from marsad.desk.keeping import Stamp
from marsad.desk.originals import page_as_fetched
from marsad.desk.problems import Problem, answer_problem, headers_of, problem_of
from marsad.desk.recall import Recall, Remembered, asked_as
from marsad.desk.review.sending import sending_routes
from marsad.desk.saved.routes import saved_routes
from marsad.desk.screens import SCREENS
from marsad.desk.screens.network import graph_routes
from marsad.desk.screens.search import SEARCH
from marsad.desk.session import Session
from marsad.desk.settings import COOKIE, settings_of, settings_routes
from marsad.desk.states import LANGUAGES, Language, State
from marsad.desk.views import Asked, Screen
from marsad.desk.wording import DeskWords
from marsad.desk.workshop import Order
from marsad.errors import LibraryError
from marsad.version import __version__

STATIC = {
    "marks.css": "marsad.export",
    "dark.css": "marsad.export",
    "desk.css": "marsad.desk.static",
    "keys.js": "marsad.desk.static",
    "add.js": "marsad.desk.static",
    "reader.js": "marsad.desk.static",
    "icon.svg": "marsad.desk.static",
}
"""The styles, scripts and the icon by name, with the package that holds each."""
_TYPES = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml", "woff2": "font/woff2"}
_TWINS = {"": "html", ".json": "json", ".csv": "csv"}
_MEDIA = {"html": "text/html", "json": "application/json", "csv": "text/csv"}
_DAY = "public, max-age=86400"


def build_desk(session: Session) -> Guard:
    """The application of a desk; closing the session is left to who opened it."""
    door = Door(session)
    routes: list[ControllerRouterHandler] = [_home(session, door), static, page_file(session)]
    for screen in SCREENS:
        for language in LANGUAGES:
            routes += _routes(session, screen, language)
    app = Litestar(
        [
            *routes,
            *settings_routes,
            *adding_routes(session),
            *graph_routes(session),
            *judging_routes(session),
            *sending_routes(session),
            *saved_routes(session),
            *identity_routes(session),
            *signing_routes(session, door),
            *api_routes(session),
        ],
        guards=[check],
        state=Shelf({"door": door}),
        compression_config=CompressionConfig(
            backend="gzip",
            minimum_size=1000,
            # 9, the default, takes twice the time for one per cent.
            gzip_compress_level=5,
            exclude_opt_key="skip_compression",
        ),
        exception_handlers={Exception: lambda request, error: _fault(session, request, error)},
        openapi_config=OpenAPIConfig(
            title="Marsad",
            version=__version__,
            description="A library of Arabic news and what was read in it.",
            path="/api/v1/schema",
            render_plugins=[Contract(path="/openapi.json")],
        ),
        request_max_body_size=20_000_000,
    )
    return Guard(Recall(app, session, door), door, lambda scope, error: _explained(session, scope, error))


def _home(session: Session, door: Door) -> ControllerRouterHandler:
    @get("/", role=ANYBODY, include_in_schema=False, sync_to_thread=False)
    def home(request: AnyRequest) -> Response[None]:
        """The first page; the token of the printed address becomes a cookie and leaves the address."""
        accepted = request.headers.get("accept-language", "ar").lower()
        own = "en" if accepted.startswith("en") else "ar"
        chosen = settings_of(request.cookies.get(COOKIE)).language or own
        answer: Response[None] = Redirect(f"/{chosen}/search")
        token = request.query_params.get("token")
        if door.sharing is None and session.may_write(token):
            answer.set_cookie(door.cookie, token, httponly=True, samesite="strict")
        return answer

    return home


def _routes(session: Session, screen: Screen, language: Language) -> list[ControllerRouterHandler]:
    """The addresses of a screen and its twins; where a path ends in a part, the twin is told by the end of that part."""
    ends_in_part = screen.path.endswith("}")
    return [
        _route(session, screen, language, suffix)
        for suffix in ("", *(() if ends_in_part else (".json", ".csv")))
    ]


def _route(session: Session, screen: Screen, language: Language, suffix: str) -> ControllerRouterHandler:
    @get(
        f"/{language}/{screen.path}{suffix}",
        role=screen.role,
        include_in_schema=False,
        skip_compression=True,  # they are packed when they are made
    )
    async def show(request: AnyRequest) -> Response[Any]:
        path = {name: str(value) for name, value in request.path_params.items()}
        twin = suffix
        if path:
            last = list(path)[-1]
            path[last], twin = _split(path[last])
        return await _answer(request, ask(session, screen, language, request, path), screen, _TWINS[twin])

    return show


def _split(part: str) -> tuple[str, str]:
    """A part of a path and the suffix of the twin that is asked for."""
    stem, dot, suffix = part.rpartition(".")
    return (stem, dot + suffix) if dot and dot + suffix in _TWINS else (part, "")


async def _answer(request: AnyRequest, asked: Asked[Any], screen: Screen, twin: str) -> Response[Any]:
    """The screen as it is asked for; one that lasts is made once for each state of the library and each person.

    What is known is sent at once; what has to be made is made beside the others' questions.
    """
    session, answers = asked.session, asked.session.answers
    local = session.library.folder is not None  # a library on a server is asked over the network
    stamp = _stamp(asked, screen) if local else await run_sync(_stamp, asked, screen)
    key = (request.url.path, request.url.query, asked.words.settings, asked.by, present())
    found = answers.find(stamp, key)
    if found is None:
        found = await run_sync(answers.get, stamp, key, lambda: _made(asked, screen, twin))
    if local and screen.lasting:
        article = asked.article if screen.lasting == "article" else None
        page = Remembered(screen.lasting, article, key, _MEDIA[twin])
        session.addresses.put(0, asked_as(request.scope), page)
    return send(request, found, _MEDIA[twin])


def _made(asked: Asked[Any], screen: Screen, twin: str) -> Answer:
    """The answer of a screen, made by another process if the desk has some and they can."""
    workshop = asked.session.workshop
    if workshop is not None and screen.lasting:
        asked.session.overview()  # they have it as soon as the desk has it
        made = workshop.make(
            Order(
                screen=screen.name,
                twin=twin,
                language=asked.words.language,
                settings=asked.words.settings,
                state=msgspec.to_builtins(asked.state),
                path=dict(asked.path),
                by=asked.by,
                person=present(),
            )
        )
        if made is not None:
            return made
    return answer_of(body_of(asked, screen, twin))


def _stamp(asked: Asked[Any], screen: Screen) -> Stamp:
    """What changes when a screen can say something else; nothing where it is made anew each time."""
    if not screen.lasting:
        return None
    if screen.lasting == "search":
        return asked.session.search_stamp()
    return asked.session.stamp(asked.article if screen.lasting == "article" else None)


def body_of(asked: Asked[Any], screen: Screen, twin: str) -> bytes:
    """What a screen answers, as a page or one of its twins."""
    view = screen.show(asked)
    if twin == "json":
        return rendering.json(view)
    if twin == "csv":
        return rendering.table(view.rows).encode()
    return page_of(asked, screen, view)


@get("/static/{name:path}", role=ANYBODY, include_in_schema=False, sync_to_thread=True)
def static(name: FromPath[str]) -> Response[bytes]:
    """A style, a script, a font or the icon."""
    name = name.removeprefix("/")
    kind = _TYPES.get(name.rpartition(".")[2])
    if name in STATIC:
        body = files(STATIC[name]).joinpath(name).read_bytes()
    elif name.startswith("fonts/") and name.removeprefix("fonts/") in fonts():
        body = files("marsad.desk.static").joinpath(name).read_bytes()
    else:
        raise NotFoundException("there is no such file")
    return Response(body, media_type=kind, headers={"Cache-Control": _DAY})


def fonts() -> frozenset[str]:
    """The names of the fonts that are bundled."""
    folder = files("marsad.desk.static").joinpath("fonts")
    return frozenset(one.name for one in folder.iterdir() if one.name.endswith(".woff2"))


def page_file(session: Session) -> ControllerRouterHandler:
    """The address of the bytes that an article was read from."""

    @get("/page/{no:int}", include_in_schema=False, sync_to_thread=True)
    def original(no: FromPath[int]) -> Response[bytes]:
        """The page as it was fetched, to be kept and not to be run."""
        return page_as_fetched(session, no)

    return original


def _fault(session: Session, request: AnyRequest, error: Exception) -> Response[Any]:
    """What went wrong: a page for who reads pages, a problem document for programs."""
    path = request.url.path
    language: Language = "en" if path.startswith("/en/") else "ar"
    if _is_for_programs(path):
        return answer_problem(request, error)
    problem = problem_of(error)
    if problem.status == 401:
        back = urlencode({"back": f"{path}?{request.url.query}" if request.url.query else path})
        return Redirect(f"/{language}/login?{back}", status_code=303)
    body = _page_of(session, language, request.cookies.get(COOKIE), problem)
    headers = headers_of(error)
    return Response(body, status_code=problem.status, media_type=MediaType.HTML, headers=headers)


def _page_of(session: Session, language: Language, settings: str | None, problem: Problem) -> str:
    asked = Asked(session, DeskWords(language, settings_of(settings)), State(), {})
    return rendering.problem_html(
        asked, SEARCH, status=problem.status, title=asked.words["problem"], detail=problem.detail
    )


def _explained(session: Session, scope: HTTPScope, error: LibraryError) -> Explained:
    """What is said of a fault before anybody is known: as `_fault` says it."""
    path, problem, headers = scope["path"], problem_of(error), headers_of(error)
    if _is_for_programs(path):
        return problem.status, {**headers, "content-type": PROBLEM}, msgspec.json.encode(problem)
    language: Language = "en" if path.startswith("/en/") else "ar"
    body = _page_of(session, language, cookie(scope["headers"], COOKIE) or None, problem)
    return problem.status, {**headers, "content-type": "text/html; charset=utf-8"}, body.encode()


def _is_for_programs(path: str) -> bool:
    return path.startswith(("/api/", "/static/")) or path.endswith((".json", ".csv"))


__all__ = ["body_of", "build_desk"]
