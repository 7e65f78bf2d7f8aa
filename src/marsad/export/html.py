"""The record as one self-contained page: the article highlighted, the chain of each claim beside it.

Background is the kind of entity, underline is who says it; spans that overlap are cut at all their boundaries, and no
highlight has padding, border or margin, which would break the joining of Arabic letters.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from itertools import pairwise

from marsad.types import Attribution, Record, Source

_STYLE = """
:root{color-scheme:light dark;--ink:#1c1c1c;--paper:#fdfcf9;--line:#c9c3b5;--person:#ffe3a3;--organization:#cfe4ff;
--place:#d3f0cf;--misc:#eedcff;--said:#8a2b06}
@media(prefers-color-scheme:dark){:root{--ink:#efeae0;--paper:#171614;--line:#4b473f;--person:#5c4500;
--organization:#123f6b;--place:#1d4d1a;--misc:#4a2a6b;--said:#ffb38a}}
body{color:var(--ink);background:var(--paper);font:1.15rem/1.9 "Noto Naskh Arabic","Amiri",serif;
margin:0 auto;max-inline-size:70rem;padding:1rem}
.row{display:grid;grid-template-columns:minmax(0,2fr) minmax(0,1fr);gap:1.5rem;border-block-end:1px solid var(--line)}
aside{font-size:.85rem}mark{color:inherit;background:none}mark.person{background:var(--person)}
mark.organization{background:var(--organization)}mark.place{background:var(--place)}mark.misc{background:var(--misc)}
mark.said{text-decoration:underline;text-decoration-color:var(--said);text-underline-offset:.35em}
table{border-collapse:collapse;inline-size:100%;font-size:.9rem}th,td{border:1px solid var(--line);
padding:.2rem .5rem;text-align:start}@media(max-width:48rem){.row{grid-template-columns:1fr}}
"""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"


def page_of_record(record: Record) -> str:
    """The page of a record; it loads nothing and runs nothing."""
    return "".join(_pieces(record))


def _pieces(record: Record) -> Iterator[str]:
    article = record.article
    title = escape(article.title or article.id)
    yield f'<!doctype html><html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>{title}</title>'
    yield f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<style>{_STYLE}</style></head><body><main><h1>{title}</h1>"
    yield f"<p><bdi>{escape(article.published or '')}</bdi></p>"
    start = 0
    for paragraph in article.text.split("\n"):
        if paragraph.strip():
            yield _row(record, start, start + len(paragraph))
        start += len(paragraph) + 1
    yield _events(record)
    yield "</main></body></html>\n"


def _row(record: Record, start: int, end: int) -> str:
    claims = [
        a for a in record.attributions if _in_text(a) and a.content.start < end and start < a.content.end
    ]
    notes = "".join(f"<li>{_chain(a)}</li>" for a in claims)
    return f'<div class="row"><p>{_marked(record, start, end)}</p><aside><ul>{notes}</ul></aside></div>'


def _in_text(claim: Attribution) -> bool:
    return claim.content.field == "text"


def _chain(claim: Attribution) -> str:
    who = " ← ".join(_who(source) for source in claim.sources) or "؟"
    cue = f" ({escape(claim.cue.exact)})" if claim.cue else ""
    return f"<bdi>{who}</bdi>{cue}"


def _who(source: Source) -> str:
    return escape(source.exact) + ("*" if source.implicit else "")


def _marked(record: Record, start: int, end: int) -> str:
    """The characters of a paragraph in pieces, each with the classes of all spans that cover it."""
    spans = [(m.start, m.end, m.kind) for m in record.mentions if m.field == "text"]
    spans += [(a.content.start, a.content.end, "said") for a in record.attributions if _in_text(a)]
    spans = [span for span in spans if span[0] < end and start < span[1]]
    cuts = sorted({start, end, *(min(max(at, start), end) for span in spans for at in span[:2])})
    return "".join(_piece(record.article.text, a, b, spans) for a, b in pairwise(cuts))


def _piece(text: str, start: int, end: int, spans: list[tuple[int, int, str]]) -> str:
    classes = sorted({kind for a, b, kind in spans if a <= start and end <= b})
    words = escape(text[start:end])
    return f'<mark class="{" ".join(classes)}">{words}</mark>' if classes else words


def _events(record: Record) -> str:
    rows = [
        f"<tr><td><bdi>{escape(e.trigger.exact)}</bdi></td><td><bdi>{e.type}</bdi></td>"
        f"<td><bdi>{'، '.join(_who(s) for s in e.actors)}</bdi></td>"
        f"<td><bdi>{'، '.join(_who(s) for s in e.recipients)}</bdi></td>"
        f"<td><bdi>{escape(e.place.exact) if e.place else ''}</bdi></td>"
        f"<td><bdi>{escape(e.date.edtf) if e.date else ''}</bdi></td><td>{e.status}</td></tr>"
        for e in record.events
        if e.same_as is None
    ]
    return f"<table><tbody>{''.join(rows)}</tbody></table>" if rows else ""
