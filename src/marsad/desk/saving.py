"""Searches that are saved under a name by a form."""

from __future__ import annotations

from typing import Annotated

import msgspec
from litestar import Response, post
from litestar.enums import RequestEncodingType
from litestar.params import Body
from litestar.response import Redirect
from litestar.types import ControllerRouterHandler

from marsad.corpus.search.watches import Watch, save_watch
from marsad.desk.session import Session
from marsad.desk.ways import safe_way_back


class SavingForm(msgspec.Struct, frozen=True, kw_only=True):
    """A query, the name to save it under, and the page to go back to."""

    name: str
    query: str
    back: str = "/"


def saving_routes(session: Session) -> list[ControllerRouterHandler]:
    """The address that searches to be saved are sent to; `marsad watch` tells of what they find."""

    @post("/searches", role="reviewer", include_in_schema=False, sync_to_thread=True)
    def save(
        data: Annotated[SavingForm, Body(media_type=RequestEncodingType.URL_ENCODED)],
    ) -> Response[None]:
        """Saves a search; its name gets hyphens for its blanks."""
        save_watch(session.library, Watch(name="-".join(data.name.split()), query=data.query.strip()))
        return Redirect(safe_way_back(data.back), status_code=303)

    return [save]
