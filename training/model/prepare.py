"""Gathers every labelled and unlabelled source into one file that the training script reads without Marsad.

python training/model/prepare.py --shared SHARED --annotations DIR --out prepared.pkl [--words 8000]
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
from pathlib import Path

from annotations import Annotated, read_gold, read_own, read_standoff
from encoder import prune, read_encoder
from examples import bare, examples, parts_of, read_corp, read_lists, sloppy, swap, usual_words
from packed import join, small, write

from marsad.names.pieces import Pieces
from marsad.names.windows import cut_windows

HERE = Path(__file__).parent
COPIES = 2
UNSEEN = ("own_articles_5", "own_articles_6")
"""The articles whose even lines nothing learns from: other papers in other years, to see what was learned."""


def copies(
    rows: list[Annotated], scheme: str, pieces: Pieces, lists: dict[str, list[str]], draw: random.Random
) -> list[dict]:  # type: ignore[type-arg]
    """The windows of articles, and of copies with other names, other window sizes, other spelling."""
    out = []
    for one in rows:
        out += examples(one, pieces, scheme)
        for _ in range(COPIES):
            other = swap(one, lists, draw, share=draw.choice((0.3, 0.7)), corp=scheme == "anercorp")
            if draw.random() < 0.2:
                other = sloppy(other, draw)
            out += examples(other, pieces, scheme, room=draw.choice((60, 90, 126, 126)))
    return out


def main() -> None:
    """Writes what the command line asks for."""
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--shared", type=Path, required=True)
    args.add_argument("--annotations", type=Path, default=HERE.parent / "data")
    args.add_argument("--out", type=Path, required=True)
    args.add_argument("--words", type=int, default=15000)
    given = args.parse_args()
    draw = random.Random(11)
    with gzip.open(given.shared / "data/antcorpus/articles.jsonl.gz", "rt") as lines:
        news = {str(a["id"]): a for a in map(json.loads, lines)}
    corp = given.shared / "data/anercorp/train.conll"
    own = [a for path in sorted((HERE.parent / "data").glob("own_*.jsonl")) for a in read_own(path)]
    unseen = [a for name in UNSEEN for a in read_own(HERE.parent / "data" / f"{name}.jsonl")[1::2]]
    own = [a for a in own if a not in unseen]
    encoder = prune(read_encoder())
    plain = Pieces(zip(encoder.pieces, encoder.scores, strict=True))
    checked = {" ".join(a.text.split())[:200] for a in read_gold(given.shared / "gold")}
    news = {k: a for k, a in news.items() if " ".join(a["text"].split())[:200] not in checked}
    texts = (
        [a["text"] for a in news.values()] + [a.text for a in read_corp(corp)] * 3 + [a.text for a in own] * 3
    )
    words = usual_words(texts, plain, given.words)
    rows = list(zip(encoder.pieces, encoder.scores, strict=True)) + [("▁" + w, 1.0) for w in words]
    pieces = Pieces(rows)
    lists = read_lists()
    ours = [a for a in read_standoff(sorted(given.annotations.glob("ant_*.jsonl")), news) if a.names]
    gold = read_gold(given.shared / "gold/train")
    marsad = gold + ours + own
    draw.shuffle(marsad)
    held = [a for a in marsad if a.ident[-1:] in "7" and not a.ident.startswith("trn")]
    data = {
        "pieces": rows,
        "added": [plain.cut(w) for w in words],
        "tensors": {k: small(v) for k, v in encoder.tensors.items()},
        "marsad": copies([a for a in marsad if a not in held], "names", pieces, lists, draw),
        "marsad_held": [e for a in held for e in examples(a, pieces, "names")],
        "unseen": [e for a in unseen for e in examples(a, pieces, "names")],
        "check": [e for a in read_gold(given.shared / "gold") for e in examples(a, pieces, "names")],
        "corp": copies(read_corp(corp, 0, 5 / 6), "anercorp", pieces, lists, draw),
        "corp_held": [e for a in read_corp(corp, 5 / 6, 1) for e in examples(a, pieces, "anercorp")],
        "plain": [],
    }
    data["corp_last"] = copies(read_corp(corp, 5 / 6, 1), "anercorp", pieces, lists, draw)
    for a in news.values():
        one = Annotated("", a["title"], a["text"], [], None)
        data["plain"] += [bare(w) for w in cut_windows(parts_of(one), pieces)]
    for path in (corp,):
        for one in read_corp(path):
            data["plain"] += [bare(w) for w in cut_windows(parts_of(one), pieces)]
    for key, value in data.items():
        if value and isinstance(value, list) and isinstance(value[0], dict):
            size = sum(len(e["ids"]) for e in value)
            print(key, len(value), "windows", size, "pieces", sum(len(e["firsts"]) for e in value), "words")
            data[key] = join(value)
    write(given.out, data)
    print("vocabulary", len(rows), "annotated", len(marsad), "held", len(held), "own", len(own))


if __name__ == "__main__":
    main()
