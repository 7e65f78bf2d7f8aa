"""The report of a record for a terminal: each claim under its source chain, then who, what, where and when."""

from __future__ import annotations

from collections.abc import Iterator

from marsad.types import Attribution, Event, Record, Source

_ISOLATE, _POP = "\u2068", "\u2069"


def report_of_record(record: Record, *, explain: bool = False) -> str:
    """The report of a record, with every Arabic string isolated so that the lines keep their order."""
    return "\n".join(_lines(record, explain))


def _lines(record: Record, explain: bool) -> Iterator[str]:
    article = record.article
    yield _safe(article.title) if article.title else article.id
    yield f"published: {article.published or 'unknown'}   site: {_safe(article.site.name or article.site.domain or '-')}"
    yield from _section("On whose word", [_claim(a, explain) for a in record.attributions])
    yield from _section("What happened", [_event(e, explain) for e in record.events if e.same_as is None])
    for kind in ("person", "organization", "place", "misc"):
        found = [e for e in record.entities if e.kind == kind]
        yield from _section(kind, [f"{_safe(e.name)}  {e.latin or ''}".rstrip() for e in found])
    yield from _section("When", [f"{_safe(d.exact)}  {d.edtf or d.duration or '-'}" for d in record.dates])
    yield from _section("Doubts", [f"{f.flag}  {_safe(f.exact)}  {f.note}".rstrip() for f in record.flags])


def _section(title: str, lines: list[str]) -> Iterator[str]:
    if lines:
        yield ""
        yield f"{title} ({len(lines)})"
        yield from (f"  {line}" for line in lines)


def _claim(claim: Attribution, explain: bool) -> str:
    chain = " ← ".join(_who(source) for source in claim.sources) or "unknown"
    why = f"  [{claim.rule}, {claim.confidence:.2f}]" if explain else ""
    return f"{chain}  ({claim.act}, {claim.mode}){why}\n      {_safe(claim.content.exact)}"


def _who(source: Source) -> str:
    return _safe(source.exact) + (" (understood)" if source.implicit else "")


def _event(event: Event, explain: bool) -> str:
    actors = ", ".join(_who(s) for s in event.actors) or "?"
    recipients = ", ".join(_who(s) for s in event.recipients)
    kind = f"{event.type}/{event.mode}" if event.mode else event.type
    pieces = [kind, actors + (f" → {recipients}" if recipients else "")]
    pieces += [f"at {_safe(event.place.exact)}"] if event.place else []
    pieces += [f"on {event.date.edtf}"] if event.date else []
    pieces += [event.status] if event.status != "happened" else []
    pieces += [f"[{event.rule}, {event.confidence:.2f}]"] if explain else []
    return f"{_safe(event.trigger.exact)}  " + "  ".join(pieces)


def _safe(text: str) -> str:
    return f"{_ISOLATE}{' '.join(text.split())}{_POP}"
