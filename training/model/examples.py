"""Annotated articles as windows of pieces with a label for each task, and copies with other names in them."""

from __future__ import annotations

import csv
import random
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
from annotations import KINDS, Annotated, Event, Span
from network import NAME_TAGS, STATUSES, TYPES

from marsad.names.pieces import Pieces
from marsad.names.windows import Window, cut_windows
from marsad.text import read_part
from marsad.types import Part

NONE = -100
"""The label of a word that a task says nothing of."""
TASKS = ("names", "anercorp", "strip", "types", "status")
_CORP = {"PERS": "person", "LOC": "place", "ORG": "organization", "MISC": "misc"}
_GAZETTEER = Path(__file__).parents[2] / "src/marsad/lexicon/gazetteer"
_CLITIC_LETTERS = frozenset("وفبلكس")


def read_corp(path: Path, first: float = 0.0, last: float = 1.0, size: int = 12) -> list[Annotated]:
    """A stretch of an IOB file as articles of `size` sentences, one sentence a line; names include their proclitics."""
    blocks = [b.split("\n") for b in path.read_text(encoding="utf-8").split("\n\n") if b.strip()]
    blocks = blocks[round(len(blocks) * first) : round(len(blocks) * last)]
    out = []
    for at in range(0, len(blocks), size):
        text, names, kind, start = "", [], "", 0
        for block in blocks[at : at + size]:
            for row in [line.split() for line in block if len(line.split()) == 2]:
                word, tag = row
                if kind and tag != f"I-{kind}":
                    names.append((("text", start, len(text.rstrip())), _CORP[kind]))
                    kind = ""
                if tag != "O" and not kind:
                    kind, start = tag[2:], len(text)
                text += word + " "
            if kind:
                names.append((("text", start, len(text.rstrip())), _CORP[kind]))
                kind = ""
            text = text.rstrip() + "\n"
        out.append(Annotated(f"corp{at}", "", text, names, None))
    return out


def read_lists() -> dict[str, list[str]]:
    """The forms of our gazetteers by kind, for names to be put in the place of others."""
    out: dict[str, list[str]] = {kind: [] for kind in KINDS}
    kind_of = {
        "countries": "place",
        "places": "place",
        "organizations": "organization",
        "persons": "person",
        "misc": "misc",
    }
    for path in sorted(_GAZETTEER.glob("*.csv")):
        kind = kind_of.get(path.stem.partition("_")[0])
        if kind is None or path.stem.startswith("geonames"):
            continue
        rows = csv.DictReader(line for line in path.open(encoding="utf-8") if not line.startswith("#"))
        for row in rows:
            if not row.get("needs"):
                out[kind] += row["forms"].split("|")
    return out


def swap(
    one: Annotated,
    lists: dict[str, list[str]],
    draw: random.Random,
    share: float = 0.6,
    *,
    corp: bool = False,
) -> Annotated:
    """A copy in which some names, each wherever it stands, have given way to listed ones of their kind."""
    fields = {"title": one.title, "text": one.text}
    chosen: dict[str, str] = {}
    moves: dict[str, list[tuple[int, int, str]]] = {"title": [], "text": []}
    for (field, start, end), kind in one.names:
        form = fields[field][start:end]
        if corp and (form[:1] in _CLITIC_LETTERS or kind in ("organization", "misc")):
            continue
        if form not in chosen:
            words = len(form.split())
            fitting = (
                lists[kind]
                if kind != "person" or words > 1
                else [f.split()[-1] for f in draw.sample(lists[kind], 20)]
            )
            chosen[form] = draw.choice(fitting) if draw.random() < share else form
        if chosen[form] != form and not fields[field][max(0, start - 2) : start].endswith("لل"):
            moves[field].append((start, end, chosen[form]))
    texts, maps = {}, {}
    for field, text in fields.items():
        texts[field], maps[field] = _moved(text, sorted(moves[field]))

    def moved(span: Span) -> Span:
        return span[0], maps[span[0]][span[1]], maps[span[0]][span[2]]

    events = None
    if one.events is not None:
        events = [
            Event(
                [moved(t) for t in e.triggers],
                e.type,
                e.status,
                *([[moved(s) for s in a] for a in x] for x in e[3:]),
            )
            for e in one.events
        ]
    names = [(moved(span), kind) for span, kind in one.names]
    return Annotated(one.ident + "~", texts["title"], texts["text"], names, events)


def _moved(text: str, moves: list[tuple[int, int, str]]) -> tuple[str, list[int]]:
    out, where, at = "", [], 0
    for start, end, new in moves:
        if start < at:
            continue
        where += [len(out) + n for n in range(start - at)]
        out += text[at:start]
        where += [len(out)] * (end - start)
        out += new
        at = end
    where += [len(out) + n for n in range(len(text) - at + 1)]
    return out + text[at:], where


def sloppy(one: Annotated, draw: random.Random) -> Annotated:
    """A copy spelt as careless papers spell: no hamza on alef, or ya for alef maqsura, letter for letter."""
    table = draw.choice(
        [{"أ": "ا", "إ": "ا", "آ": "ا"}, {"ى": "ي"}, {"أ": "ا", "إ": "ا", "ى": "ي", "ة": "ه"}]
    )
    change = str.maketrans(table)
    return one._replace(
        ident=one.ident + "^", title=one.title.translate(change), text=one.text.translate(change)
    )


def parts_of(one: Annotated) -> list[Part]:
    """The title and the text, read as the reader reads them."""
    return [read_part(one.title, "title"), read_part(one.text, "text")]


def _labels(one: Annotated, parts: list[Part], scheme: str) -> dict[str, list[np.ndarray]]:
    number = {"title": 0, "text": 1}
    labels = {task: [np.full(len(p.tokens), NONE) for p in parts] for task in TASKS}
    for part in labels[scheme]:
        part[:] = 0
    index = [{c: n for n, t in enumerate(p.tokens) for c in range(t.start, t.end)} for p in parts]
    for (field, start, end), kind in one.names:
        p = number[field]
        first, last = index[p].get(start), index[p].get(end - 1)
        if first is None or last is None:
            continue
        labels[scheme][p][first] = NAME_TAGS.index(f"B-{kind}")
        labels[scheme][p][first + 1 : last + 1] = NAME_TAGS.index(f"I-{kind}")
        gap = start - parts[p].tokens[first].start
        if scheme == "names":
            labels["strip"][p][first] = gap if gap <= 3 else NONE
    if one.events is not None:
        for part in labels["types"]:
            part[:] = 0
        for event in one.events:
            for field, start, _ in event.triggers:
                p = number[field]
                at = index[p].get(start)
                if at is None:
                    continue
                labels["types"][p][at] = TYPES.index(event.type)
                labels["status"][p][at] = STATUSES.index(event.status)
    return labels


def examples(one: Annotated, pieces: Pieces, scheme: str, room: int = 126) -> Iterator[dict[str, np.ndarray]]:
    """The windows of an article: `ids`, `firsts`, a label a word for each task, and `events`: whether events were looked for."""
    parts = parts_of(one)
    labels = _labels(one, parts, scheme)
    for window in cut_windows(parts, pieces, room):
        row = {task: np.array([labels[task][p][t] for p, t in window.tokens], np.int16) for task in TASKS}
        row["events"] = np.array(one.events is not None)
        yield row | bare(window)


def bare(window: Window) -> dict[str, np.ndarray]:
    """A window without labels."""
    return {"ids": np.array(window.pieces, np.uint16), "firsts": np.array(window.firsts, np.int16)}


def usual_words(texts: Iterable[str], pieces: Pieces, count: int) -> list[str]:
    """The words whose being whole pieces would save most."""
    from collections import Counter

    from marsad.names.windows import shown

    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(re.findall("[\u0621-\u063a\u0641-\u064a]{2,20}", shown(text)))
    saved = Counter({w: n * (len(pieces.cut(w)) - 1) for w, n in counts.items()})
    return [word for word, _ in saved.most_common(count)]
