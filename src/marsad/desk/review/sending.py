"""What the forms of review send: a judgement on the fact that is shown, or one that is taken back; then the next fact."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

import msgspec
from litestar import MediaType, Response, post
from litestar.enums import RequestEncodingType
from litestar.params import Body
from litestar.response import Redirect
from litestar.types import ControllerRouterHandler

from marsad.corpus.review import FACT_KINDS
from marsad.corpus.store.anchors import find_fact
from marsad.desk.asking import AnyRequest, ask, page_of
from marsad.desk.judging import NAMELESS, check_length, with_name
from marsad.desk.review.fields import fields_of, read_edit, read_groups
from marsad.desk.review.screen import REVIEW, SENT_TO, line_up, own_edits
from marsad.desk.review.states import Key, ReviewState, address_of, key_of
from marsad.desk.session import Session
from marsad.desk.states import LANGUAGES, Language, query_of
from marsad.desk.views import Asked
from marsad.desk.ways import safe_way_back
from marsad.errors import InputError, UsageError

_STAY = frozenset({"note", "tag"})
"""The actions after which the same fact is shown again."""
Said = Mapping[str, str]


class NameForm(msgspec.Struct, frozen=True, kw_only=True):
    """Who judges from now on, on a desk that nobody signs in to."""

    by: str
    back: str = "/"


def sending_routes(session: Session) -> list[ControllerRouterHandler]:
    """The addresses that the forms of review are sent to: one for judgements, one for the name."""

    @post("/reviewer", role="reviewer", include_in_schema=False, sync_to_thread=False)
    def name(data: Annotated[NameForm, Body(media_type=RequestEncodingType.URL_ENCODED)]) -> Response[None]:
        check_length("by", data.by)
        if not data.by.strip():
            raise UsageError("by", "it is empty", remedy="write a name")
        return with_name(Redirect(safe_way_back(data.back), status_code=303), data.by)

    return [name, *(_route(session, language) for language in LANGUAGES)]


def _route(session: Session, language: Language) -> ControllerRouterHandler:
    @post(f"/{language}/{SENT_TO}", role="reviewer", include_in_schema=False, sync_to_thread=True)
    def judge(
        request: AnyRequest, data: Annotated[dict[str, str], Body(media_type=RequestEncodingType.URL_ENCODED)]
    ) -> Response[Any]:
        return _judge(ask(session, REVIEW, language, request, {}), data)

    return judge


def _judge(asked: Asked[ReviewState], said: Said) -> Response[Any]:
    """The way to the next fact; where what was said cannot be, the same page again with what is wrong and what was said."""
    try:
        shown = _store(asked, said)
    except InputError as error:
        view = REVIEW.show(asked)
        extra = {**view.extra, "refused": str(error), "said": said}
        body = page_of(asked, REVIEW, msgspec.structs.replace(view, extra=extra))
        return Response(body, status_code=400, media_type=MediaType.HTML)
    query = query_of(asked.state, at=shown)
    return Redirect(f"/{asked.words.language}/{REVIEW.path}{query}", status_code=303)


def _store(asked: Asked[ReviewState], said: Said) -> str:
    """Stores what was said, and gives the address of the fact to show then."""
    action, by = said.get("action", ""), asked.by or NAMELESS
    key = key_of(said.get("fact", ""))
    if asked.state.check == by and action != "undo":
        raise UsageError("by", "nobody checks their own judgements", remedy="give another name")
    number = int(said["judgement"]) if action == "undo" and said.get("judgement", "").isdigit() else None
    value = number if action == "undo" else _value(asked, key, action, by, said)
    asked.session.judge(key[0], key[1], key[2] or None, action, by=by, value=value)
    return address_of(key) if action in _STAY | {"undo"} else _next(asked, by, key)


def _next(asked: Asked[ReviewState], by: str, key: Key) -> str:
    line = line_up(asked.session, asked.state, by)
    place = line.queue.place(key)
    return "" if place is None else line.following(place)


def _value(asked: Asked[ReviewState], key: Key, action: str, by: str, said: Said) -> Any:
    """The value that an action needs, read from the fields of its form."""
    if action in ("note", "tag", "merge"):
        check_length(action, said.get("value", ""))
        return said.get("value", "").strip()
    if action == "split":
        return read_groups(said.get("value", ""))
    if action != "edit":
        return None
    fact = find_fact(asked.session.library.record(key[0]), key[1], key[2]) if key[1] in FACT_KINDS else None
    if fact is None:
        raise UsageError(address_of(key), "there is no such fact any more", remedy="load the page again")
    judgements = asked.session.review().judged.facts.get(key, [])
    return read_edit(fact, _fields_of(fact, said), own_edits(tuple(judgements), by))


def _fields_of(fact: object, said: Said) -> dict[str, str]:
    """What a form says of the fields of a fact: ``edit.date`` is its field ``date``."""
    names = (one.name for one in fields_of(fact))
    return {name: said[f"edit.{name}"] for name in names if f"edit.{name}" in said}


__all__ = ["sending_routes"]
