"""Judgements by plain forms: who judges what how, and the way back to the page."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from litestar import Response, post
from litestar.enums import RequestEncodingType
from litestar.params import Body
from litestar.response import Redirect
from litestar.types import ControllerRouterHandler

from marsad.desk.session import Session
from marsad.desk.ways import safe_way_back
from marsad.errors import UsageError

BY = "marsad-by"
"""The cookie that remembers the name of who judges."""
_LONGEST = 2000
_YEAR = 365 * 24 * 3600


class JudgementForm(msgspec.Struct, frozen=True, kw_only=True):
    """What a form says: a fact, what is to be done with it, by whom, and the page to go back to."""

    article: int
    kind: Literal["entity", "mention", "date", "attribution", "event", "article"]
    action: Literal["accept", "reject", "note"]
    by: str
    fact: str = ""
    note: str = ""
    back: str = "/"


def judging_routes(session: Session) -> list[ControllerRouterHandler]:
    """The one address that forms are sent to."""

    @post("/judge", role="reviewer", include_in_schema=False, sync_to_thread=True)
    def judge(
        data: Annotated[JudgementForm, Body(media_type=RequestEncodingType.URL_ENCODED)],
    ) -> Response[None]:
        if max(len(data.note), len(data.by)) > _LONGEST:
            raise UsageError(
                "note", f"it is longer than {_LONGEST} characters", remedy="say it in fewer words"
            )
        value = data.note if data.action == "note" else None
        if data.action == "note" and not data.note.strip():
            raise UsageError("note", "it is empty", remedy="write what is to be noted")
        session.judge(data.article, data.kind, data.fact or None, data.action, by=data.by, value=value)
        answer: Response[None] = Redirect(safe_way_back(data.back), status_code=303)
        answer.set_cookie(BY, _cookie(data.by), max_age=_YEAR, httponly=True, samesite="strict")
        return answer

    return [judge]


def _cookie(text: str) -> str:
    from urllib.parse import quote

    return quote(text.strip()[:100], safe="")
