"""Pages as they were fetched, byte for byte."""

from __future__ import annotations

from litestar import Response
from litestar.exceptions import NotFoundException

from marsad.desk.session import Session

BYTES = "application/octet-stream"


def page_as_fetched(session: Session, no: int) -> Response[bytes]:
    """The page that an article was read from, to be kept and not to be run; 404 where it was given without one."""
    page = session.library.page(no)
    if page is None:
        raise NotFoundException("the article was given without a page")
    ending = page.kind if page.kind.isalnum() else "bin"
    named = {"Content-Disposition": f'attachment; filename="{page.sha256}.{ending}"'}
    return Response(page.data, media_type=BYTES, headers=named)


__all__ = ["BYTES", "page_as_fetched"]
