"""Records as one self-contained page: the article highlighted, the chain of each claim in the margin.

Background is the kind of name, underline is who says it. The page asks for nothing from anywhere, runs nothing, and
its policy forbids both.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from marsad.export.highlights import clean
from marsad.export.html_article import article_of_record
from marsad.export.wording import Wording
from marsad.types import Record

LANGUAGE = "ar"


def page_of_record(record: Record, *, explain: bool = False, language: str = LANGUAGE) -> str:
    """The page of one record."""
    return "".join(page_of_records([record], explain=explain, language=language))


def page_of_records(
    records: Iterable[Record], *, explain: bool = False, language: str = LANGUAGE
) -> Iterator[str]:
    """The page of several records, piece by piece, so that it can be written while they are read.

    It bears the title of the first; nothing is yielded when there is no record.
    """
    number = -1
    for number, record in enumerate(records):
        if number == 0:
            yield page_start(record.article.title or record.article.id, language=language)
        yield section_of_record(record, explain=explain, language=language, number=number)
    if number >= 0:
        yield PAGE_END


def page_start(title: str, *, language: str = LANGUAGE) -> str:
    """The page up to its first article."""
    direction = "rtl" if language == "ar" else "ltr"
    return (
        f'<!doctype html>\n<html lang="{language}" dir="{direction}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_policy()}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{clean(title)}</title>\n<style>{_style()}</style>\n</head>\n<body>\n<main>\n"
    )


def section_of_record(
    record: Record, *, explain: bool = False, language: str = LANGUAGE, number: int = 0
) -> str:
    """One record as a section of a page; `number` keeps its anchors apart from those of other sections."""
    return article_of_record(record, Wording(language), explain=explain, number=number)


PAGE_END = "</main>\n</body>\n</html>\n"


@cache
def _style() -> str:
    marks, dark, page = (
        Path(__file__).with_name(f"{name}.css").read_text(encoding="utf-8")
        for name in ("marks", "dark", "page")
    )
    return f"{marks}@media (prefers-color-scheme: dark) {{\n{dark}}}\n{page}"


@cache
def _policy() -> str:
    digest = base64.b64encode(hashlib.sha256(_style().encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


__all__ = ["PAGE_END", "page_of_record", "page_of_records", "page_start", "section_of_record"]
