"""Measures the names layer: entity forms against annotated articles, spans against an IOB corpus, romanisation, speed.

    python benchmarks/names.py --gold GOLD_DIR            # articles.jsonl and one annotation a file
    python benchmarks/names.py --iob train.conll          # the last sixth is read; the shipped tagger has learned from
                                                          # that file, so only other files measure it (see its card)
    python benchmarks/names.py --translit dev.tsv         # Arabic name TAB Latin spelling

`--fast` measures the fast tier, else the accurate one is measured. `--pack FOLDER` takes the light tagger from another folder: one
that has not learned from the last sixth (training/model/light.py --held --out FOLDER/light.npz).
`--show PERS` (or LOC, ORG, MISC) lists what the IOB reading missed and invented; `--show person` those of the gold.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from marsad.matching import Scan, load_lexicon, scan_document
from marsad.names import DEEP, LIGHT, find_names, light, romanise
from marsad.names.encoder import load_encoder
from marsad.names.finding import features_of, see_parts
from marsad.names.light import WAYS, load_light
from marsad.names.scripts import same_name
from marsad.names.tagging import best_tags, log_softmax, spans_of
from marsad.reader import ACCURATE, FAST
from marsad.text import read_document
from marsad.types import Article, Names

KINDS = {"PERS": "person", "LOC": "place", "ORG": "organization", "MISC": "misc"}
SENTENCES = 20
PROCLITICS = {
    "",
    "و",
    "ف",
    "ب",
    "ل",
    "ك",
    "وب",
    "ول",
    "فب",
    "فل",
    "لل",
    "بال",
    "وال",
    "ال",
    "ولل",
    "وبال",
    "س",
}
Spans = set[tuple[int, int, str]]
tier = ACCURATE


def read(title: str, text: str) -> Names:
    """The names of one article."""
    article = Article(id="benchmark", title=title, text=text)
    return find(scan_document(read_document(article), load_lexicon()))


def find(scan: Scan) -> Names:
    """The names of a document in the tier that is measured."""
    return find_names(scan, load_encoder()(scan.document.parts) if tier == ACCURATE else ())


def rates(hit: int, gold: int, found: int) -> str:
    """Precision, recall and F1 as one line."""
    p, r = hit / max(found, 1), hit / max(gold, 1)
    return f"P {p:.3f}  R {r:.3f}  F1 {2 * p * r / max(p + r, 1e-9):.3f}  (gold {gold}, found {found})"


def score_gold(folder: Path, show: str | None) -> None:
    """Prints (kind, form) F1 and the B-cubed of merging, as the record's scorer counts them."""
    tally: dict[str, Counter[str]] = defaultdict(Counter)
    b_p = b_r = b_n = 0.0
    for line in (folder / "articles.jsonl").read_text(encoding="utf-8").splitlines():
        article = json.loads(line)
        gold = json.loads((folder / f"{article['id']}.json").read_text(encoding="utf-8"))
        names = read(article["title"], article["text"])
        want = {(e["kind"], f): i for i, e in enumerate(gold["entities"]) for f in e["forms"]}
        have = {(e.kind, f): i for i, e in enumerate(names.entities) for f in e.forms}
        both = want.keys() & have.keys()
        for kind in (*KINDS.values(), "all"):
            for side, keys in (("hit", both), ("gold", want), ("found", have)):
                tally[kind][side] += sum(kind in (k, "all") for k, _ in keys)
        _show_gold(article, names, want, have, show)
        for key in both:
            g = {k for k in both if want[k] == want[key]}
            f = {k for k in both if have[k] == have[key]}
            b_p, b_r, b_n = b_p + len(g & f) / len(f), b_r + len(g & f) / len(g), b_n + 1
    for kind, count in tally.items():
        print(f"{kind:14}", rates(count["hit"], count["gold"], count["found"]))
    p, r = b_p / max(b_n, 1), b_r / max(b_n, 1)
    print(f"{'merging B3':14} P {p:.3f}  R {r:.3f}  F1 {2 * p * r / max(p + r, 1e-9):.3f}")


def _show_gold(article: dict[str, str], names: Names, want: dict, have: dict, show: str | None) -> None:  # type: ignore[type-arg]
    rule = {m.exact: m.rule for m in names.mentions}
    whole = article["title"] + " \n " + article["text"]
    for sign, keys in (("-", want.keys() - have.keys()), ("+", have.keys() - want.keys())):
        for kind, form in sorted(keys):
            if show in (kind, "all"):
                at = whole.find(form)
                context = whole[max(0, at - 35) : at + len(form) + 25].replace("\n", " ")
                print(
                    article["id"],
                    sign,
                    kind[:5],
                    f"[{form}]",
                    rule.get(form, "") if sign == "+" else "",
                    "…",
                    context,
                )


def iob_documents(path: Path) -> Iterator[tuple[list[str], Spans]]:
    """The last sixth of an IOB file, some sentences at a time: its words, and spans of word indexes."""
    sentences = [
        block.split("\n") for block in path.read_text(encoding="utf-8").split("\n\n") if block.strip()
    ]
    sentences = sentences[len(sentences) * 5 // 6 :]
    for at in range(0, len(sentences), SENTENCES):
        rows = [
            line.split()
            for block in sentences[at : at + SENTENCES]
            for line in block
            if len(line.split()) == 2
        ]
        yield [row[0] for row in rows], _iob_spans([row[1] for row in rows])


def _iob_spans(tags: list[str]) -> Spans:
    spans: Spans = set()
    first, kind = 0, ""
    for at, tag in enumerate([*tags, "O"]):
        if kind and tag != f"I-{kind}":
            spans.add((first, at, KINDS[kind]))
            kind = ""
        if tag != "O" and not kind:
            first, kind = at, tag[2:]
    return spans


def found_spans(words: list[str], *, strict: bool) -> Spans:
    """What the names layer finds in a row of words, as spans of word indexes; `strict` refuses split particles."""
    text = " ".join(words)
    starts, ends = {}, {}
    at = 0
    for number, word in enumerate(words):
        ends[at + len(word)] = number + 1
        for skip in range(min(len(word), 5)):
            if skip == 0 or (not strict and word[:skip] in PROCLITICS):
                starts[at + skip] = number
        at += len(word) + 1
    return {
        (starts[m.start], ends[m.end], m.kind)
        for m in read("", text).mentions
        if m.start in starts and m.end in ends
    } | {(-1, m.start, m.kind) for m in read("", text).mentions if m.start not in starts or m.end not in ends}


def tagged_spans(words: list[str]) -> Spans:
    """What the taggers alone say of a row of words in ANERcorp's own way, as spans of word indexes."""
    scan = scan_document(
        read_document(Article(id="benchmark", title="", text=" ".join(words))), load_lexicon()
    )
    seen, tagger = see_parts(scan), load_light()
    at = list(WAYS).index("anercorp")
    starts = {}
    for number, word in enumerate(words):
        begin = sum(len(w) + 1 for w in words[:number])
        starts |= dict.fromkeys(range(begin, begin + len(word)), number)
    found: Spans = set()
    deep = load_encoder().ways([one.part for one in seen]) if tier == ACCURATE else ()
    for number, (one, rows) in enumerate(zip(seen, features_of(seen), strict=True)):
        tokens = one.part.tokens
        scores = tagger.ways(one.part, rows)[:, at]
        if deep:
            scores = log_softmax(LIGHT * scores + DEEP * deep[number][:, 1])
        for first, last, kind in spans_of(best_tags(scores, moves=tagger.moves)):
            found.add((starts[tokens[first].start], starts[tokens[last - 1].start] + 1, kind))
    return found


def score_iob(path: Path, show: str | None) -> None:
    """Prints exact-span F1 by kind over the last sixth of an IOB corpus."""
    for strict in (False, True, None):
        tally: dict[str, Counter[str]] = defaultdict(Counter)
        for words, gold in iob_documents(path):
            found = tagged_spans(words) if strict is None else found_spans(words, strict=strict)
            for kind in (*KINDS.values(), "all"):
                for side, spans in (("hit", gold & found), ("gold", gold), ("found", found)):
                    tally[kind][side] += sum(kind in (s[2], "all") for s in spans)
            if show and strict is False:
                _show_iob(words, gold, found, show)
        heads = {False: "a differing proclitic counts as right", True: "strict"}
        print(heads.get(strict, "the taggers alone, in ANERcorp's own way"))
        for kind, count in tally.items():
            print(f"  {kind:14}", rates(count["hit"], count["gold"], count["found"]))


def _show_iob(words: list[str], gold: Spans, found: Spans, show: str) -> None:
    for sign, spans in (("-", gold - found), ("+", found - gold)):
        for first, last, kind in sorted(spans):
            if show in (kind, "all") and first >= 0:
                context = " ".join(
                    [*words[max(0, first - 4) : first], "[", *words[first:last], "]", *words[last : last + 3]]
                )
                print(sign, kind[:5], context)


def score_translit(path: Path, show: str | None) -> None:
    """Prints how often a Latin spelling is among the first three of `romanise`, and the character error rate."""
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
    hits, first, errors, letters = 0, 0, 0, 0
    for arabic, latin in rows:
        given = [_plain(g) for g in romanise(arabic, thorough=True)[:3]]
        wanted = _plain(latin)
        hits += wanted in given
        first += wanted == given[0]
        errors += _distance(given[0], wanted)
        letters += len(wanted)
        if show and wanted not in given:
            print(arabic, latin, given)
    print(
        f"first {first / len(rows):.3f}  first three {hits / len(rows):.3f}  character errors {errors / letters:.3f}"
    )


def score_matching(path: Path) -> None:
    """Prints precision and recall of matching across scripts: each pair against as many pairs that are none.

    Half of the wrong partners are drawn from all names, half from those that open with the same letter.
    """
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
    draw = random.Random(7)
    by_first: dict[str, list[str]] = defaultdict(list)
    for _, latin in rows:
        by_first[latin[0]].append(latin)
    right = wrong = 0
    for at, (arabic, latin) in enumerate(rows):
        pool = by_first[latin[0]] if at % 2 else [latin for _, latin in rows]
        other = draw.choice(pool)
        right += same_name(arabic, latin)
        wrong += _plain(other) != _plain(latin) and same_name(arabic, other)
    print("matching across scripts", rates(right, len(rows), right + wrong))


def _plain(latin: str) -> str:
    return re.sub("[^a-z]", "", latin.lower())


def _distance(a: str, b: str) -> int:
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        before, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (x != y))
    return row[-1]


def measure_speed(folder: Path) -> None:
    """Prints milliseconds for 2,000 characters, the lexicon scan apart."""
    lexicon = load_lexicon()
    lines = (folder / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    articles = [Article(id=a["id"], title=a["title"], text=a["text"]) for a in map(json.loads, lines)]
    letters = sum(len(a.text) + len(a.title) for a in articles)
    for _ in range(3):
        scans, begun = [], time.perf_counter()
        for article in articles:
            scans.append(scan_document(read_document(article), lexicon))
        scanned = time.perf_counter()
        for scan in scans:
            find(scan)
        named = time.perf_counter()
    print(
        f"scan {(scanned - begun) * 2e6 / letters:.2f} ms, names {(named - scanned) * 2e6 / letters:.2f} ms"
    )


def main() -> None:
    """Runs what the command line asks for."""
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("--gold", "--iob", "--translit"):
        args.add_argument(name, type=Path)
    args.add_argument("--show")
    args.add_argument("--fast", action="store_true")
    args.add_argument("--pack", type=Path)
    given = args.parse_args()
    global tier
    tier = FAST if given.fast else ACCURATE
    if given.pack:
        light.PACK = given.pack
    if given.gold:
        score_gold(given.gold, given.show)
        measure_speed(given.gold)
    if given.iob:
        score_iob(given.iob, given.show)
    if given.translit:
        score_translit(given.translit, given.show)
        score_matching(given.translit)


if __name__ == "__main__":
    main()
