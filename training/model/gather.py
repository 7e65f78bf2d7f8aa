"""Gathers what `joint.py` learns from into one file that is read without Marsad.

    python training/model/gather.py --shared SHARED --out gathered.xz [--silver 7000]

Beside the windows of `prepare.py` it holds whole articles: their windows, for each word where it stands among the pieces,
and what is asked of each trigger (`marsad.events.arguments`) with the answers where people marked them. In `silver`, articles
nobody annotated, the triggers are those the event layer finds, and the answers are left open.
"""

from __future__ import annotations

import argparse
import gzip
import json
import time
from collections.abc import Iterator
from functools import partial
from multiprocessing import Pool
from pathlib import Path
from typing import Any

import numpy as np
from annotations import Annotated, read_gold
from examples import bare, examples, parts_of
from packed import join, read, write

from events import TIMES, marked_triggers, read_all, read_article, take_part
from marsad.events.arguments import CODES, KINDS, Asked, ask
from marsad.events.coder import Part, Read
from marsad.events.deciding import by_cause, choose_triggers
from marsad.events.head import load_head
from marsad.events.pair_features import read_pairs
from marsad.events.parties import Spot
from marsad.names.light import load_light
from marsad.names.windows import OVERLAP, cut_token, cut_windows

OPEN = -1
"""The answer to a question nobody was asked."""
Row = dict[str, Any]


def packet(one: Annotated, published: str | None, types: list[str]) -> Row:
    """An article with its windows, its words' places in them, and the questions."""
    pieces = load_light().vectors.pieces
    parts = parts_of(one)
    windows = list(cut_windows(parts, pieces))
    offsets = np.cumsum([0, *(len(part.tokens) for part in parts)])
    place = np.zeros((offsets[-1], 2), np.int64)
    for number, window in enumerate(windows):
        for n, (part, token) in enumerate(window.tokens):
            at = offsets[part] + token
            if n >= OVERLAP // 2 or not place[at, 1]:
                place[at] = number, window.firsts[n]
    cuts = [cut_token(pieces, token.text, token.kind)[:12] for part in parts for token in part.tokens]
    labelled = one.events is not None
    rows = list(examples(one, pieces, "names")) if labelled else [bare(window) for window in windows]
    return {
        "windows": rows,
        "place": place.astype(np.int16),
        "cut": np.array([piece for cut in cuts for piece in cut], np.uint16),
        "cuts": np.array([len(cut) for cut in cuts], np.uint8),
        "questions": list(questions(one, published, types, offsets)),
        "id": one.ident,
    }


def questions(one: Annotated, published: str | None, types: list[str], offsets: np.ndarray) -> Iterator[Row]:
    """What is asked of an article, its tokens counted over all parts."""
    read_ = read_article(one, published)
    number = {id(part): n for n, part in enumerate(read_.parts)}
    for seen in read_.parts:
        if not seen.view.tokens:
            continue
        spots, events = _marked(seen, one) if one.events is not None else (_found(seen, read_), [])
        vectors = load_light().word_vectors(seen.view.part)
        pairs = read_pairs(seen.view, spots, read_.grammar.senses, vectors, read_.fame)
        parts = np.full(len(pairs.party), OPEN)
        if one.events is not None:
            parts = take_part(seen.view.part.field, pairs, events)
        entities = [pairs.parties[p].entity for p in pairs.party]
        for asked in ask(seen.view.part.sentences, pairs):
            names = [entities[n] for n in asked.rows]
            known = {name: n for n, name in enumerate(dict.fromkeys(filter(None, names)))}
            yield _row(asked, types, int(offsets[number[id(seen)]])) | {
                "parts": parts[asked.rows].astype(np.int8),
                "entities": np.array([known.get(name, -1) for name in names], np.int8),
            }


def _marked(seen: Part, one: Annotated) -> tuple[list[Spot], list[Any]]:
    marked = marked_triggers(seen, one)
    return [seen.spot(at, event.type) for at, event in marked], [event for _, event in marked]


def _found(seen: Part, read_: Read) -> list[Spot]:
    view, head = seen.view, load_head()
    words = head.words(view.tokens)
    scores = head.trigger_scores(head.trigger_sums(view, seen.proposals, words), words["vector"])
    chosen = choose_triggers(view, seen.proposals, seen.retold, scores, head.types, read_.grammar.senses)
    return [
        Spot(one.trigger.match.first, one.trigger.match.last, one.type, one.listed, one.proposal)
        for one in by_cause(view, chosen, read_.grammar.senses)
    ]


def _row(asked: Asked, types: list[str], offset: int) -> Row:
    head = [types.index(asked.type), asked.first + offset, asked.last + offset, asked.before, *asked.trigger]
    return {
        "head": np.array(head, np.int16),
        "begin": asked.begin.astype(np.uint8),
        "end": asked.end.astype(np.uint8),
        "kinds": asked.kinds.astype(np.uint8),
        "codes": asked.codes.astype(np.int16),
    }


def packed_articles(packets: list[Row]) -> Row:
    """Articles as few large arrays: how many windows, words and questions each has, and these end to end."""
    questions_ = [q for one in packets for q in one["questions"]]
    return {
        "ids": [one["id"] for one in packets],
        "windows": join([w for one in packets for w in one["windows"]]),
        "questions": join(questions_),
        "words": join([{k: one[k] for k in ("cut", "cuts")} for one in packets]),
        "place": np.concatenate([one["place"] for one in packets]),
        "counts": np.array(
            [(len(one["windows"]), len(one["place"]), len(one["questions"])) for one in packets]
        ),
    }


def _pack(job: tuple[Annotated, str | None], types: list[str]) -> Row:
    return packet(*job, types)


def gather(rows: list[Annotated], published: dict[str, str | None], types: list[str], jobs: int) -> Row:
    """The articles, read by so many processes."""
    began = time.time()
    with Pool(jobs) as pool:
        listed = [(one, published.get(one.ident)) for one in rows]
        packets = list(pool.imap(partial(_pack, types=types), listed, chunksize=8))
    kept = [one for one in packets if one["windows"]]
    count = sum(len(one["questions"]) for one in kept)
    print(len(kept), "articles", count, "questions", f"{time.time() - began:.0f}s", flush=True)
    return packed_articles(kept)


def main() -> None:
    """Writes what the command line asks for."""
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--shared", type=Path, required=True)
    args.add_argument("--prepared", type=Path, required=True, help="what prepare.py wrote")
    args.add_argument("--out", type=Path, required=True)
    args.add_argument("--silver", type=int, default=7000)
    args.add_argument("--jobs", type=int, default=2)
    given = args.parse_args()
    sets, published = read_all(given.shared)
    types = sorted({e.type for articles in sets.values() for a in articles for e in a.events or ()})
    check = read_gold(given.shared / "gold")
    for path in (given.shared / "gold/articles").glob("*.json"):
        article = json.loads(path.read_text())
        published[str(article["id"])] = article["published"]
    with gzip.open(given.shared / "data/antcorpus/articles.jsonl.gz", "rt") as lines:
        news = [json.loads(line) for line in lines]
    known = {" ".join(a.text.split())[:200] for a in [*check, *(a for s in sets.values() for a in s)]}
    silver = [
        Annotated(str(a["id"]), a["title"], a["text"], [], None)
        for a in news
        if " ".join(a["text"].split())[:200] not in known
    ]
    silver = silver[:: max(1, len(silver) // given.silver)][: given.silver]
    learned, held = [], []
    times = {one.ident: TIMES[name] for name, articles in sets.items() for one in articles}
    for name, articles in sets.items():
        for one in articles:
            if one.events is not None:
                (held if name != "gold" and one.ident.endswith("7") else learned).append(one)
    data = read(given.prepared)
    data |= {"types": types, "codes": CODES, "kinds": KINDS, "times": times}
    for name, rows in {"check": check, "held": held, "learned": learned, "silver": silver}.items():
        data[f"asked_{name}"] = gather(rows, published, types, given.jobs)
    write(given.out, data)
    print(given.out.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
