"""Ways back to a page after a form was sent."""

from __future__ import annotations

from marsad.desk.states import LANGUAGES


def safe_way_back(address: str) -> str:
    """An address of this desk, or its first page: never another site.

    >>> safe_way_back("/ar/article/3#v1"), safe_way_back("//evil.example/")
    ('/ar/article/3#v1', '/')
    """
    own = any(address.startswith(f"/{language}/") for language in LANGUAGES)
    return address if own and "\\" not in address and address.isprintable() else "/"
