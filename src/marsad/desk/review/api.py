"""Review over HTTP: the queue of facts, and how far two people agree."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from litestar import get
from litestar.params import FromQuery, QueryParameter
from litestar.types import ControllerRouterHandler

from marsad.corpus.review import Agreement, Compared, measure
from marsad.desk.listing import Cursor, Limit, Listing, listing, place_of
from marsad.desk.review.agreeing import agree, measure_kinds
from marsad.desk.review.screen import Item, items_of, line_up
from marsad.desk.review.states import Kind, ReviewState
from marsad.desk.session import Session


class ReviewListing(Listing[Item], frozen=True, kw_only=True):
    """Facts of a queue, and how many of all of it are judged."""

    judged: int


class AgreementAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """The agreement of two people on all facts and on each kind, and the facts on which they differ."""

    whole: Agreement
    kinds: dict[str, Agreement]
    differing: list[Compared]


def review_routes(session: Session) -> list[ControllerRouterHandler]:
    """The routes below `/api/v1` that review needs beside the judgements of an article."""

    @get("/review", sync_to_thread=True)
    def list_review(
        q: Annotated[str, QueryParameter(description="A query: docs/search.md.")] = "",
        kind: FromQuery[Kind] = "",
        order: FromQuery[Literal["doubt", "article"]] = "doubt",
        check: Annotated[
            str, QueryParameter(description="Only facts that this person judged, without saying how.")
        ] = "",
        by: Annotated[str, QueryParameter(description="Who checks them: whose decisions are said.")] = "",
        limit: Limit = 50,
        cursor: Cursor = "",
    ) -> ReviewListing:
        """The facts to judge, the least sure first, with what was decided about each."""
        line = line_up(session, ReviewState(q=q, kind=kind, order=order, check=check), by)
        start, total = place_of(cursor), len(line.queue)
        page = listing(tuple(items_of(line, start, start + limit)), total, start, limit)
        return ReviewListing(
            items=page.items, total=total, next=page.next, judged=line.queue.progress(line.done).judged
        )

    @get("/agreement", sync_to_thread=True)
    def find_agreement(
        one: FromQuery[str], other: FromQuery[str], kind: FromQuery[Kind] = ""
    ) -> AgreementAnswer:
        """How far two people agree who judged the same facts: per cent and Cohen's kappa, and where they differ."""
        compared, _ = agree(session, one, other, kind)
        return AgreementAnswer(
            whole=measure(compared),
            kinds=measure_kinds(compared),
            differing=[pair for pair in compared if not pair.agree],
        )

    return [list_review, find_agreement]


__all__ = ["review_routes"]
