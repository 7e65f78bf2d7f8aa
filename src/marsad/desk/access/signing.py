"""Signing in and out: the page, the form it sends, and the session that begins."""

from __future__ import annotations

import hmac
import secrets
from typing import Annotated, Any

import msgspec
from anyio.to_thread import run_sync
from litestar import MediaType, Request, Response, get, post
from litestar.enums import RequestEncodingType
from litestar.exceptions import PermissionDeniedException
from litestar.params import Body
from litestar.response import Redirect
from litestar.types import ControllerRouterHandler

from marsad.desk import rendering
from marsad.desk.access.accounts import kept_name
from marsad.desk.access.checks import ANYBODY, address_of, refuse_hasty
from marsad.desk.access.doors import LOCAL, Door, cookie, host_of
from marsad.desk.access.persons import Person
from marsad.desk.access.sharing import Sharing
from marsad.desk.session import Session
from marsad.desk.states import LANGUAGES, Language, State, read_state
from marsad.desk.views import Asked, Screen, View
from marsad.desk.ways import safe_way_back
from marsad.desk.wording import DeskWords

_LONGEST = 1024
AnyRequest = Request[Any, Any, Any]


class SigningState(State, frozen=True, kw_only=True):
    """The page to go on to."""

    back: str = ""


class SigningForm(msgspec.Struct, frozen=True, kw_only=True):
    """Who says to be who, in which language the answer is to be, and where to go on."""

    name: str
    password: str
    token: str
    back: str = "/"
    language: str = "ar"


class SigningData(msgspec.Struct, frozen=True, kw_only=True):
    """What the page shows: a name that was tried in vain, and whether the connection is safe to sign in over."""

    tried: str = ""
    safe: bool = True


def _show(asked: Asked[SigningState]) -> View:
    return View(title=asked.words["sign_in"], data=SigningData(), rows=[])


LOGIN = Screen(name="login", path="login", state=SigningState, show=_show)


def signing_routes(session: Session, door: Door) -> list[ControllerRouterHandler]:
    """The routes of a shared desk by which people come and go; a desk of one has none."""
    if door.sharing is None:
        return []
    sharing = door.sharing
    pages = [_page_route(session, door, language) for language in LANGUAGES]

    @post("/login", role=ANYBODY, include_in_schema=False)
    async def sign_in(
        request: AnyRequest,
        data: Annotated[SigningForm, Body(media_type=RequestEncodingType.URL_ENCODED)],
    ) -> Response[Any]:
        _check_form(door, request, data)
        secret = await _try(door, sharing, request, data)
        if secret is None:
            return _page(session, door, request, data)
        answer: Response[Any] = Redirect(safe_way_back(data.back), status_code=303)
        answer.set_cookie(door.cookie, secret, httponly=True, samesite="lax", secure=door.secure)
        return answer

    @post("/logout", role="reader", include_in_schema=False)
    async def sign_out(request: AnyRequest) -> Response[Any]:
        await run_sync(sharing.accounts.sign_out, cookie(request.scope["headers"], door.cookie))
        answer: Response[Any] = Redirect("/", status_code=303)
        # Browsers take back a cookie called __Host- only where that is said as it was set: Secure.
        answer.set_cookie(door.cookie, "", max_age=0, httponly=True, samesite="lax", secure=door.secure)
        return answer

    return [*pages, sign_in, sign_out]


def _page_route(session: Session, door: Door, language: Language) -> ControllerRouterHandler:
    @get(f"/{language}/login", role=ANYBODY, include_in_schema=False, sync_to_thread=True)
    def page(request: AnyRequest) -> Response[Any]:
        return _page(session, door, request, None, language)

    return page


def _page(
    session: Session,
    door: Door,
    request: AnyRequest,
    tried: SigningForm | None,
    language: Language = "ar",
) -> Response[Any]:
    """The page to sign in on; 401 where that was tried in vain. Its form bears what a cookie bears too."""
    if tried is not None:
        language = "en" if tried.language == "en" else "ar"
    state = read_state(SigningState, {"back": tried.back} if tried else dict(request.query_params))
    data = SigningData(tried=tried.name if tried else "", safe=_is_safe(door, request))
    asked = Asked(session, DeskWords(language), state, {})
    view = msgspec.structs.replace(_show(asked), data=data)
    token = secrets.token_urlsafe(24)
    body = rendering.html(asked, LOGIN, view, token=token)
    answer: Response[Any] = Response(
        body,
        status_code=401 if tried else 200,
        media_type=MediaType.HTML,
        headers={"Cache-Control": "no-store"},
    )
    answer.set_cookie(_form_cookie(door), token, httponly=True, samesite="strict", secure=door.secure)
    return answer


def _check_form(door: Door, request: AnyRequest, data: SigningForm) -> None:
    """Nothing, or an exception where the form is of no page of this desk, or would send a password in the clear."""
    expected = request.cookies.get(_form_cookie(door), "")
    if not expected or not hmac.compare_digest(expected.encode(), data.token.encode()):
        raise PermissionDeniedException("the page is of an earlier session: load it again, and do it again")
    if not _is_safe(door, request):
        raise PermissionDeniedException(
            "this connection is not encrypted: open the desk by its https address"
        )


def _form_cookie(door: Door) -> str:
    return f"{door.cookie}-form"


def _is_safe(door: Door, request: AnyRequest) -> bool:
    """Whether a password may be sent: over TLS, on this machine, or where the desk was told that it may."""
    here = host_of(request.scope["headers"]) in LOCAL
    return here or not door.secure or request.url.scheme == "https"


async def _try(door: Door, sharing: Sharing, request: AnyRequest, data: SigningForm) -> str | None:
    """The secret of a new session, or `None`; each try takes from what the address and the name are allowed."""
    address, name = address_of(request), kept_name(data.name)[:_LONGEST]
    refuse_hasty(sharing.take_login(address, name))
    secret = await run_sync(sharing.accounts.sign_in, name, data.password)
    outcome = "refused" if secret is None else "signed in"

    def keep() -> None:
        door.keep(Person(name=name), address=address, action="sign in", target="", outcome=outcome)

    await run_sync(keep)
    return secret


__all__ = ["LOGIN", "signing_routes"]
