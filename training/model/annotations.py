"""Annotated articles as spans of characters, whatever way they were written down.

Three ways are read: gold files (forms of entities, words of events), the project's own articles (the same, with their
text), and stand-off files (`id` and spans only, for articles that others hold the rights to).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

KINDS = ("person", "place", "organization", "misc")
_PROCLITICS = "(?:[وف]?(?:لل|[بلكس])?|)"
_LETTER = "\u0621-\u065f\u0670-\u06d3A-Za-z0-9"
Span = tuple[str, int, int]
"""Field (`title` or `text`), start, end."""


class Event(NamedTuple):
    """An event: its trigger words, and for each actor, recipient and place all spans that name it."""

    triggers: list[Span]
    type: str
    status: str
    actors: list[list[Span]]
    recipients: list[list[Span]]
    place: list[list[Span]]


class Annotated(NamedTuple):
    """An article with what people wrote down of it; `events` is None where nobody looked for events."""

    ident: str
    title: str
    text: str
    names: list[tuple[Span, str]]
    events: list[Event] | None


def occurrences(article: dict[str, str], form: str) -> Iterator[Span]:
    """Where a form stands as whole words, a proclitic before it apart: «لأمم المتحدة» of «للأمم المتحدة» too."""
    whole = re.escape(form)
    if form.startswith("ال"):
        whole += f"|(?<=لل){re.escape(form[2:])}"
    pattern = re.compile(f"(?<![{_LETTER}]){_PROCLITICS}({whole})(?![{_LETTER}])")
    for field in ("title", "text"):
        for match in pattern.finditer(article[field]):
            yield field, match.start(1), match.end(1)


def _nth(article: dict[str, str], word: str, n: int) -> Span | None:
    field, at = ("title" if n == 0 else "text"), -1
    for _ in range(max(n, 1)):
        at = article[field].find(word, at + 1)
        if at < 0:
            return None
    return field, at, at + len(word)


def _placed(
    article: dict[str, str], listed: dict[str, list[str]], at: list[dict[str, str]]
) -> list[tuple[Span, str]]:
    """The spans of all forms, longer ones first, none overlapping another."""
    found = [
        (span, kind)
        for kind, forms in listed.items()
        for form in forms
        if form
        for span in occurrences(article, form)
    ]
    for one in at:
        for field in ("title", "text"):
            start = article[field].find(one["before"] + one["form"])
            if start >= 0:
                start += len(one["before"])
                found.insert(0, ((field, start, start + len(one["form"])), one["kind"]))
    taken: set[tuple[str, int]] = set()
    kept = []
    for span, kind in sorted(found, key=lambda f: f[0][1] - f[0][2]):
        letters = {(span[0], c) for c in range(span[1], span[2])}
        if taken.isdisjoint(letters):
            taken |= letters
            kept.append((span, kind))
    return sorted(kept)


def _event(article: dict[str, str], raw: dict, forms: dict[str, list[str]]) -> Event:  # type: ignore[type-arg]
    def named(one: str) -> list[Span]:
        return [s for f in dict.fromkeys([one, *forms.get(one, [])]) for s in occurrences(article, f)]

    place = [named(raw["place"])] if raw.get("place") else []
    triggers = [s for word, n in raw["triggers"] if (s := _nth(article, word, n))]
    return Event(
        triggers,
        raw["type"],
        raw["status"],
        *([named(one) for one in raw[k]] for k in ("actors", "recipients")),
        place,
    )


def from_forms(article: dict[str, str], raw: dict) -> Annotated:  # type: ignore[type-arg]
    """An article whose annotation lists forms: a gold file, an own article, or a list of names by kind."""
    entities = raw.get("entities", raw.get("names"))
    if entities is None:
        entities = [{"kind": k, "forms": raw.get(k, [])} for k in KINDS]
    listed: dict[str, list[str]] = {}
    forms: dict[str, list[str]] = {}
    for entity in entities:
        listed.setdefault(entity["kind"], []).extend(entity["forms"])
        for form in entity["forms"]:
            forms[form] = entity["forms"]
    events = [_event(article, e, forms) for e in raw["events"]] if "events" in raw else None
    names = _placed(article, listed, raw.get("at", []))
    return Annotated(str(raw["id"]), article["title"], article["text"], names, events)


def read_gold(folder: Path) -> list[Annotated]:
    """The articles of a folder of gold files."""
    out = []
    for path in sorted(folder.glob("*.json")):
        raw = json.loads(path.read_text(encoding="utf-8"))
        article = json.loads((folder / "articles" / path.name).read_text(encoding="utf-8"))
        out.append(from_forms(article, raw))
    return out


def read_own(path: Path) -> list[Annotated]:
    """Articles that carry their own text; a file of attributions alone has none."""
    rows = map(json.loads, filter(None, path.read_text(encoding="utf-8").splitlines()))
    return [from_forms(raw, raw) for raw in rows if "text" in raw]


def to_standoff(one: Annotated) -> str:
    """One line without any text of the article."""
    names = [[*span, kind] for span, kind in one.names]
    row: dict[str, object] = {"id": one.ident, "names": names}
    if one.events is not None:
        row["events"] = [event._asdict() for event in one.events]
    return json.dumps(row, ensure_ascii=False)


def read_standoff(paths: Iterable[Path], articles: dict[str, dict[str, str]]) -> list[Annotated]:
    """Annotations of names or events kept as spans, joined to the articles they are of; others are left out.

    Where nobody looked for names there are none.
    """
    out = []
    for path in paths:
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if not {"names", "events"} & row.keys() or row["id"] not in articles:
                continue
            article = articles[row["id"]]
            names = [((f, s, e), kind) for f, s, e, kind in row.get("names", ())]
            events = None
            if "events" in row:
                events = [
                    Event(
                        [tuple(t) for t in e["triggers"]],
                        e["type"],
                        e["status"],
                        *(
                            [[tuple(s) for s in one] for one in e[k]]
                            for k in ("actors", "recipients", "place")
                        ),
                    )
                    for e in row["events"]
                ]
            out.append(Annotated(row["id"], article["title"], article["text"], names, events))
    return out
