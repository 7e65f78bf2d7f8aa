"""Builds `lexicon/names/name_words.csv` and `lexicon/names/plain_words.csv`, the name reader's knowledge of words.

Each list has one purpose and no word stands in both: words that people bear as names, and words that are none.

Inputs (none is needed at run time):
- `arabic-name-romanizer` 0.2.0: `resources/names.sqlite3`, Arabic names with attested Latin spellings, their role and
  count (code MIT, data Wikidata CC0).
- `rigour` 1.3.0, MIT: `data/names/persons.txt`, one Wikidata name a line in all scripts (CC0): the foreign names.
- `wordfreq` 3.x: ranks the Latin spellings of one line by how usual they are; nothing of it is copied.
- any Arabic news as JSON Lines with `title` and `text` (gzip or plain), for example the ANT corpus: how often a word
  is a name there (`share`), and which words are no names at all. Counts only; no sentence is kept.

    python training/build_name_words.py --persons persons.txt --news articles.jsonl.gz
"""

from __future__ import annotations

import argparse
import csv
import gzip
import itertools
import json
import math
import re
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

import msgspec

from marsad.matching import load_lexicon, scan_document
from marsad.names.shapes import word_shapes
from marsad.text import tokenize
from marsad.text.normalise import fold

OUT = Path(__file__).parent.parent / "src/marsad/lexicon/names"
CLEAN = re.compile("[\u0621-\u063a\u0641-\u064a]{2,12}")
CLEAN_ABD = re.compile("عبد [\u0621-\u063a\u0641-\u064a]{3,10}")
SURNAME_SHAPE = re.compile("ال.{2,8}ي")
LATIN = re.compile(r"[a-z][a-z'’-]{1,14}")
PLACE_HEADS = "مدينه ولايه محافظه معتمديه منطقه بلده قريه ضاحيه بلديه جزيره مطار ميناء اقليم العاصمه دوله"
NO_NAMES = "الله الدين ال ابو ابي بن ابن بنت ام عبد ذو من في علي الي عن مع هذا قد ان او لا ما"
ROUNDS, PRIOR_WEIGHT = 3, 6
NO_NAME, SURE_GIVEN, SURNAME = 0.04, 0.4, 0.1
FEWEST = {"wikidata": 2, "news": 5, "plain": 4, "foreign": 40, "surname": 15}


class Name(msgspec.Struct):
    """What the sources say of one written name."""

    given: int = 0
    family: int = 0
    latin: Counter[str] = msgspec.field(default_factory=Counter)
    foreign: bool = True
    form: str = ""


def read_romanizer(names: dict[str, Name]) -> None:
    """Adds the names of the romanizer's tables: roles from its units, places in the name from its full names."""
    path = resources.files("arabic_name_romanizer") / "resources/names.sqlite3"
    base = sqlite3.connect(str(path))
    for key, latin, role, count in base.execute("select arabic_key, latin, role, count from units"):
        known = names[fold(key)]
        known.foreign = False
        known.latin[latin] += count
        known.given += count if role == "given" else 0
        known.family += count if role == "surname" else 0
        known.given += count if role == "unknown" and not key.startswith("ال") else 0


def read_persons(path: Path, names: dict[str, Name]) -> None:
    """Adds the names of rigour's list; a Latin spelling weighs by its use in English and the line's languages."""
    from wordfreq import zipf_frequency

    for line in path.read_text(encoding="utf-8").splitlines():
        spellings = [part.strip() for part in line.partition(" => ")[0].split(",")]
        weight = math.log2(len(spellings) + 1)
        latin = {s: 1 + zipf_frequency(s, "en") for s in spellings if LATIN.fullmatch(s)}
        for spelling in spellings:
            if CLEAN.fullmatch(spelling) and latin:
                known = names[fold(spelling)]
                known.form = known.form or spelling
                best = sorted(latin, key=lambda s: -latin[s])[:2]
                for rank, choice in enumerate(best):
                    known.latin[choice.title()] += int(10 * weight * latin[choice] / (10 + 10 * rank)) + 1


def read_lines(path: Path) -> Iterator[str]:
    """The lines of a file, packed or not."""
    unpack = gzip.open if path.suffix == ".gz" else open
    with unpack(path, "rt", encoding="utf-8") as lines:
        yield from lines


def read_news(path: Path) -> Iterator[list[str]]:
    """The folded tokens of each article."""
    for line in read_lines(path):
        article = json.loads(line)
        tokens = tokenize(f"{article['title']} . {article['text']}")
        yield [token.fold if token.kind == "word" else "." for token in tokens]


def name_shares(articles: list[list[str]], names: dict[str, Name]) -> tuple[Counter[str], dict[str, float]]:
    """How often each word stands in the news, and the part of it in which it is a name there.

    The first guess weighs how many people bear the name against how often the news writes the word; then each
    occurrence beside a likely name speaks for the word, in a few rounds.
    """
    counts: Counter[str] = Counter()
    for tokens in articles:
        counts.update(tokens)
    barred = set(NO_NAMES.split())
    size = sum(counts.values()) / 1e6
    borne = {k: sum(n.latin.values()) for k, n in names.items() if k not in barred}
    prior = {k: b / (b + counts[k] / size) for k, b in borne.items()}
    shares = dict(prior)
    for _ in range(ROUNDS):
        proof: dict[str, float] = defaultdict(float)
        for tokens in articles:
            likely = [shares.get(token, 0.0) for token in tokens]
            for at in range(1, len(tokens) - 1):
                word = tokens[at]
                if word in prior:
                    proof[word] += max(likely[at - 1], likely[at + 1])
        shares = {
            k: (PRIOR_WEIGHT * prior[k] + proof[k]) / (PRIOR_WEIGHT + counts[k]) for k in prior if counts[k]
        } | {k: p for k, p in prior.items() if not counts[k]}
    return counts, {k: s for k, s in shares.items() if counts[k] >= FEWEST["news"]}


def reread(articles: list[list[str]], rows: Iterator[str], shares: dict[str, float]) -> dict[str, float]:
    """The shares as the name reader itself sees them: how many occurrences stand inside a person's mention."""
    from marsad.names import find_names
    from marsad.text import read_document
    from marsad.types import Article

    load_lexicon.cache_clear()
    inside: Counter[str] = Counter()
    counts: Counter[str] = Counter()
    for tokens in articles:
        counts.update(tokens)
    for line in rows:
        article = json.loads(line)
        page = Article(id="news", title=article["title"], text=article["text"])
        for mention in find_names(scan_document(read_document(page), load_lexicon())).mentions:
            if mention.kind == "person":
                inside.update(fold(word) for word in mention.exact.split())
    return {
        k: (PRIOR_WEIGHT * s / 2 + inside[k]) / (PRIOR_WEIGHT / 2 + max(counts[k], inside[k]))
        for k, s in shares.items()
    }


def place_words(articles: list[list[str]], counts: Counter[str]) -> set[str]:
    """Words that are often names of places in the news: after «مدينة …», «ولاية …», and after «ب» or «في»."""
    heads = {particle + head for head in PLACE_HEADS.split() for particle in ("", "ب", "و", "ل")}
    after_head: Counter[str] = Counter()
    after_in: Counter[str] = Counter()
    for tokens in articles:
        for left, right in itertools.pairwise(tokens):
            after_head[right] += left in heads
            after_in[right] += left in ("في", "الي", "من")
    found = set()
    for word, n in counts.items():
        often = after_head[word] >= 2 and n >= FEWEST["plain"]
        if often and (
            (after_head[word] >= 0.03 * n and counts["ب" + word] >= 0.04 * n)
            or (after_head[word] >= 0.02 * n and after_in[word] >= 0.3 * n)
        ):
            found.add(word)
    return found


def surnames(articles: list[list[str]], names: dict[str, Name], shares: dict[str, float]) -> set[str]:
    """Words of no list that the news mostly writes right after a sure given name."""
    after: Counter[str] = Counter()
    counts: Counter[str] = Counter()
    sure = {k for k, share in shares.items() if share >= SURE_GIVEN and use_of(names[k]) != "family"}
    for tokens in articles:
        counts.update(tokens)
        after.update(right for left, right in itertools.pairwise(tokens) if left in sure)
    return {word for word, n in after.items() if n >= max(2, SURNAME * counts[word])}


def wanted(key: str, names: dict[str, Name], counts: Counter[str], shares: dict[str, float]) -> bool:
    """Whether a name is frequent and clean enough to be listed, and no ordinary word in the news."""
    name = names[key]
    if shares.get(key, 1) < NO_NAME:
        return False
    if CLEAN_ABD.fullmatch(key):
        return sum(name.latin.values()) >= 5
    if not CLEAN.fullmatch(key) or key in NO_NAMES.split() or _holds_particle(key, names):
        return False
    return sum(name.latin.values()) >= (3 if not name.foreign else 4) or counts[key] >= FEWEST["news"]


def _holds_particle(key: str, names: dict[str, Name]) -> bool:
    """Whether a key is a name with a particle written on to it: «لمحمد»."""
    rest = names.get(key[1:]) if key[0] in "لبوف" and len(key) > 4 else None
    return rest is not None and sum(rest.latin.values()) > 10 * sum(names[key].latin.values())


def gazetteer_words() -> set[str]:
    """The folded words of the listed persons' names."""
    return {
        fold(w)
        for entry in load_lexicon().table("person")
        for form in entry.fields["forms"]
        for w in form.split()
    }


def use_of(name: Name) -> str:
    """``given``, ``family`` or ``both``."""
    if name.given >= 4 * name.family and name.given:
        return "given"
    if name.family >= 4 * name.given and name.family:
        return "family"
    return "both"


def spellings(name: Name) -> str:
    """The three most usual Latin spellings, `|` between them."""
    clean = [s for s, _ in name.latin.most_common(6) if re.fullmatch(r"[A-Za-z][A-Za-z' -]{1,20}", s)]
    return "|".join(dict.fromkeys(clean[:3]))


def write_names(names: dict[str, Name], counts: Counter[str], shares: dict[str, float]) -> int:
    """Writes the name table; returns how many rows."""
    rows = [
        (
            names[k].form or k,
            spellings(names[k]),
            use_of(names[k]),
            f"{round(100 * shares[k])}" if k in shares else "",
        )
        for k in sorted(names)
        if wanted(k, names, counts, shares)
    ]
    rows = [row for row in rows if row[1]]
    with (OUT / "name_words.csv").open("w", encoding="utf-8", newline="") as file:
        file.write(
            "# kind: name_word\n# Built by training/build_name_words.py; do not edit: write to name_words.yaml instead.\n"
        )
        out = csv.writer(file, lineterminator="\n")
        out.writerows([("forms", "en", "use", "share"), *rows])
    return len(rows)


def write_plain_words(
    names: dict[str, Name], counts: Counter[str], shares: dict[str, float], others: set[str]
) -> int:
    """Writes the words that the news uses and that are hardly ever names there; returns how many."""
    shapes = word_shapes(load_lexicon())
    plain = [
        w
        for w, n in counts.items()
        if n >= FEWEST["plain"]
        and CLEAN.fullmatch(w)
        and w not in others
        and not (w in names and wanted(w, names, counts, shares))
        and (n >= FEWEST["surname"] or not SURNAME_SHAPE.fullmatch(w))
        and (n >= FEWEST["foreign"] or w.startswith("ال") or shapes.foreignness(w) < 0.5)
    ]
    blocks: dict[str, list[str]] = defaultdict(list)
    for word in sorted(plain):
        blocks[word[0]].append(word)
    with (OUT / "plain_words.csv").open("w", encoding="utf-8", newline="") as file:
        file.write("# kind: plain_words\n# Built by training/build_name_words.py; do not edit.\n")
        out = csv.writer(file, lineterminator="\n")
        out.writerows(
            [("id", "words"), *((f"pw.{at}", " ".join(words)) for at, words in enumerate(blocks.values()))]
        )
    return len(plain)


def main() -> None:
    """Reads the inputs named on the command line and writes both files."""
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--persons", type=Path, required=True)
    args.add_argument("--news", type=Path, required=True)
    args.add_argument("--rounds", type=int, default=2, help="how often the name reader rereads the news")
    given = args.parse_args()
    names: dict[str, Name] = defaultdict(Name)
    read_romanizer(names)
    read_persons(given.persons, names)
    articles = list(read_news(given.news))
    counts, shares = name_shares(articles, names)
    places = place_words(articles, counts)
    write_names(names, counts, shares)
    write_plain_words(names, counts, shares, places | surnames(articles, names, shares) | gazetteer_words())
    for _ in range(given.rounds):
        shares = reread(articles, read_lines(given.news), shares)
        print(
            write_names(names, counts, shares),
            write_plain_words(
                names, counts, shares, places | surnames(articles, names, shares) | gazetteer_words()
            ),
        )


if __name__ == "__main__":
    main()
