"""Judgements by plain forms: who judges what how, and the way back to the page."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from litestar import Response, post
from litestar.enums import RequestEncodingType
from litestar.params import Body
from litestar.response import Redirect
from litestar.types import ControllerRouterHandler

from marsad.desk.asking import BY, kept_name
from marsad.desk.session import Session
from marsad.desk.ways import safe_way_back
from marsad.errors import UsageError

LONGEST = 2000
"""Characters that a note, a tag or a name may have."""
NAMELESS = "desk"
"""Under which name somebody judges who gave none."""
_YEAR = 365 * 24 * 3600


class JudgementForm(msgspec.Struct, frozen=True, kw_only=True):
    """What a form says: a fact, what is to be done with it, by whom, and the page to go back to."""

    article: int
    kind: Literal["entity", "mention", "date", "attribution", "event", "article"]
    action: Literal["accept", "reject", "note", "tag", "rate", "undo"]
    by: str
    fact: str = ""
    note: str = ""
    grade: str = ""
    back: str = "/"


class GradeForm(msgspec.Struct, frozen=True, kw_only=True):
    """What a form says of a source: its key, the letter of the Admiralty code, by whom, and the page to go back to."""

    source: str
    grade: str
    by: str
    back: str = "/"


def judging_routes(session: Session) -> list[ControllerRouterHandler]:
    """The addresses that forms of the reader, the cards and the list of sources are sent to."""

    @post("/judge", role="reviewer", include_in_schema=False, sync_to_thread=True)
    def judge(
        data: Annotated[JudgementForm, Body(media_type=RequestEncodingType.URL_ENCODED)],
    ) -> Response[None]:
        check_length("note", data.note)
        check_length("by", data.by)
        note = data.note.strip()
        value = {"note": note, "tag": note, "rate": data.grade}.get(data.action)
        session.judge(data.article, data.kind, data.fact or None, data.action, by=data.by, value=value)
        return with_name(Redirect(safe_way_back(data.back), status_code=303), data.by)

    @post("/grade", role="reviewer", include_in_schema=False, sync_to_thread=True)
    def grade(
        data: Annotated[GradeForm, Body(media_type=RequestEncodingType.URL_ENCODED)],
    ) -> Response[None]:
        check_length("source", data.source)
        check_length("by", data.by)
        session.rate(data.source, data.grade, by=data.by)
        return with_name(Redirect(safe_way_back(data.back), status_code=303), data.by)

    return [judge, grade]


def check_length(name: str, said: str) -> None:
    """Nothing, or `UsageError` for what is too long to be a note or a name."""
    if len(said) > LONGEST:
        raise UsageError(name, f"it is longer than {LONGEST} characters", remedy="say it in fewer words")


def with_name(answer: Response[None], name: str) -> Response[None]:
    """An answer that lets this browser remember who judges."""
    answer.set_cookie(BY, kept_name(name), max_age=_YEAR, httponly=True, samesite="strict")
    return answer


__all__ = ["LONGEST", "NAMELESS", "check_length", "judging_routes", "with_name"]
