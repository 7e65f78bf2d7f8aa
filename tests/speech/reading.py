"""Attributions of a text whose names are given, so that these tests stand on the speech layer alone."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from marsad.matching import Scan, load_lexicon, scan_document
from marsad.names.phrases import find_phrases
from marsad.speech import find_attributions
from marsad.text import read_document
from marsad.types import Article, Attribution, Document, Entity, Mention, Names

_KINDS = {"people": "person", "organizations": "organization", "places": "place"}


def read_report(
    text: str, title: str = "", names: Mapping[str, Sequence[str]] | None = None
) -> tuple[Attribution, ...]:
    """The attributions of a report in which `names` lists the people, organizations and places."""
    article = Article(id="t", title=title, text=text)
    scan = scan_document(read_document(article), load_lexicon())
    return find_attributions(scan, _given(scan, names or {}))


def _given(scan: Scan, names: Mapping[str, Sequence[str]]) -> Names:
    forms = [(form, kind) for field, kind in _KINDS.items() for form in names.get(field, ())]
    entities = [
        Entity(id=f"e{n}", kind=kind, name=form, forms=(form,)) for n, (form, kind) in enumerate(forms)
    ]
    mentions = _mentions(scan.document, forms)
    return Names(tuple(entities), tuple(mentions), find_phrases(scan, mentions))


def _mentions(document: Document, forms: Sequence[tuple[str, str]]) -> list[Mention]:
    found: list[Mention] = []
    for part in document.parts:
        taken: list[tuple[int, int]] = []
        for number, (form, kind) in sorted(enumerate(forms), key=lambda item: -len(item[1][0])):
            for hit in re.finditer(
                rf"(?<!\w){re.escape(form)}(?!\w)|(?<=\b[ولب]){re.escape(form)}(?!\w)", part.text
            ):
                if any(hit.start() < end and start < hit.end() for start, end in taken):
                    continue
                taken.append(hit.span())
                found.append(_mention(part.field, hit, number, kind))
    return sorted(found, key=lambda m: (m.field != "title", m.start))


def _mention(field: str, hit: re.Match[str], number: int, kind: str) -> Mention:
    return Mention(
        field=field,
        start=hit.start(),
        end=hit.end(),
        exact=hit.group(),
        id=f"m{number}.{hit.start()}",
        entity=f"e{number}",
        kind=kind,
        rule="given",
        confidence=1.0,
    )
