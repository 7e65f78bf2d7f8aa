"""How sure each rule of the speech layer is: its precision on annotated articles, and whether it keeps its word on others.

    python benchmarks/confidence.py [--write]

Reads ``../shared/gold``, ``../shared/data/antcorpus`` and ``training/data``. A rule's precision is counted on the articles
that the rules were fitted to (``gold/train`` and one half of each own set), drawn towards the more general rule where
it is rare, and lowered by what all rules together lose on the other halves; signs that speak against a finding (it
stands inside another's words, its speaker is no known name) shift its odds. Printed: for each range of confidence what
is promised and what was right, on the other halves and on the thirty articles for checking. ``--write`` puts the
confidences into ``lexicon/speech/rules.yaml``.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from math import exp, log
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from marsad.matching import load_lexicon, scan_document
from marsad.names import find_names
from marsad.names.offices import read_offices
from marsad.speech import find_attributions
from marsad.speech.rules import signs_of
from marsad.text import fold, read_document
from marsad.times import read_dates
from marsad.types import Article, Attribution

HERE = Path(__file__).parent
DATA, SHARED = HERE.parent / "training/data", HERE.parent.parent / "shared"
RULES = HERE.parent / "src/marsad/lexicon/speech/rules.yaml"
SIGN_FILE = RULES.with_name("signs.yaml")
SIGNS = ("sign.nested", "sign.dropped", "sign.unnamed")
_ROUNDS = 12
_PRIOR = 12
"""How many findings of the more general rule a rule is counted together with."""
_RANGES = (0.0, 0.65, 0.75, 0.8, 0.85, 0.9, 1.01)
_SIGN = re.compile(r"(\{id: )(sign\.\w+)(, shift: )(-?[\d.]+)")
_ENTRY = re.compile(r"(\{id: )(speech[\w.]*)(, confidence: )([\d.]+)")

Row = dict[str, Any]


class Finding(NamedTuple):
    """What a rule found: the signs that make it less sure, and whether it was right."""

    rule: str
    signs: tuple[str, ...]
    right: bool


class Estimate(NamedTuple):
    """The share of each rule's findings that are right, and what each sign takes from its log odds."""

    rules: dict[str, float]
    shifts: dict[str, float]

    def of(self, finding: Finding) -> float:
        """How sure a finding is."""
        odds = _logit(rule_of(self.rules, finding.rule)) + sum(self.shifts[sign] for sign in finding.signs)
        return 1 / (1 + exp(-odds))


def main() -> int:
    """Prints the tables of promises; returns the exit status."""
    if not SHARED.exists():
        print("no annotated articles beside the project: nothing measured")
        return 0
    fitted, other, thirty = _read_all()
    estimate, lost = lower(estimate_all(fitted), other)
    print(f"{len(fitted)} findings counted, {len(other)} on the other halves: {lost:.3f} lost there")
    print({sign: round(shift, 2) for sign, shift in estimate.shifts.items()})
    for name, findings in (("the other halves", other), ("the thirty", thirty)):
        _print_table(name, findings, estimate)
    if "--write" in sys.argv[1:]:
        write(estimate)
    return 0


def estimate_all(findings: list[Finding]) -> Estimate:
    """The precision of the rules where no sign speaks against them, and the shifts of the signs."""
    shifts = dict.fromkeys(SIGNS, 0.0)
    rules = _precision(findings, Estimate({}, shifts))
    for _ in range(_ROUNDS):
        estimate = Estimate(rules, shifts)
        shifts = {sign: shifts[sign] + _step(estimate, findings, sign) for sign in SIGNS}
        rules = _precision(findings, Estimate(rules, shifts))
    return Estimate(rules, shifts)


def _step(estimate: Estimate, findings: list[Finding], sign: str) -> float:
    """One step of Newton's method towards the shift that makes the sign's findings as often right as they are."""
    odds = [(estimate.of(f), f.right) for f in findings if sign in f.signs]
    slope = sum(p * (1 - p) for p, _ in odds)
    return sum(right - p for p, right in odds) / slope if slope else 0.0


def _precision(findings: list[Finding], known: Estimate) -> dict[str, float]:
    """The precision of every rule and of the more general ones above it, rare ones drawn to the next above.

    A finding that signs speak against counts with what its rule alone would have made of it.
    """
    counts: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
    for finding in findings:
        if any(known.shifts[sign] for sign in finding.signs):
            continue
        for rule in _upwards(finding.rule):
            counts[rule][0] += finding.right
            counts[rule][1] += 1
    found: dict[str, float] = {}
    for rule in sorted(counts, key=len):
        right, total = counts[rule]
        above = rule.rpartition(".")[0]
        prior = found[above] if above else right / total
        found[rule] = (right + _PRIOR * prior) / (total + _PRIOR)
    return found


def lower(estimate: Estimate, other: list[Finding]) -> tuple[Estimate, float]:
    """The estimate with every rule lowered by what all together lose on articles nobody fitted them to, and that loss."""
    lost = _mean([estimate.of(f) for f in other]) - _mean([f.right for f in other])
    low, high = 0.0, 2.0
    for _ in range(30):
        middle = (low + high) / 2
        over = _mean([_lowered(estimate, middle).of(f) for f in other]) > _mean([f.right for f in other])
        low, high = (middle, high) if over else (low, middle)
    return _lowered(estimate, low), lost


def _lowered(estimate: Estimate, by: float) -> Estimate:
    rules = {rule: 1 / (1 + exp(by - _logit(p))) for rule, p in estimate.rules.items()}
    return estimate._replace(rules=rules)


def _logit(p: float) -> float:
    return log(p / (1 - p))


def _upwards(rule: str) -> Iterator[str]:
    """A rule and the more general ones above it."""
    while rule:
        yield rule
        rule = rule.rpartition(".")[0]


def rule_of(rules: dict[str, float], rule: str) -> float:
    """The figure of a rule, or of the next more general one."""
    return next(rules[name] for name in _upwards(rule) if name in rules)


def write(estimate: Estimate) -> None:
    """Puts the confidences of the rules and the shifts of the signs into their files."""
    text = RULES.read_text(encoding="utf-8")
    text = _ENTRY.sub(lambda m: f"{m[1]}{m[2]}{m[3]}{rule_of(estimate.rules, m[2]):.2f}", text)
    RULES.write_text(text, encoding="utf-8")
    text = SIGN_FILE.read_text(encoding="utf-8")
    text = _SIGN.sub(lambda m: f"{m[1]}{m[2]}{m[3]}{estimate.shifts[m[2]]:.2f}", text)
    SIGN_FILE.write_text(text, encoding="utf-8")


def _print_table(name: str, findings: list[Finding], estimate: Estimate) -> None:
    print(f"\n{name}: {len(findings)} findings\n{'promised':>12} {'findings':>9} {'mean':>6} {'right':>6}")
    off = 0.0
    for low, high in pairwise(_RANGES):
        within = [(estimate.of(f), f.right) for f in findings if low <= estimate.of(f) < high]
        if within:
            promised, right = _mean([p for p, _ in within]), _mean([r for _, r in within])
            off += abs(promised - right) * len(within) / len(findings)
            print(f"{low:5.2f}–{min(high, 1):5.2f} {len(within):9} {promised:6.2f} {right:6.2f}")
    print(f"mean distance between promise and fact: {off:.3f}")


def _mean(values: list[float] | list[bool]) -> float:
    return sum(values) / len(values) if values else 0.0


def _read_all() -> tuple[list[Finding], list[Finding], list[Finding]]:
    fitted: list[Finding] = []
    other: list[Finding] = []
    for article, rows, half in _own_sets():
        (fitted if half else other).extend(_judged(article, rows))
    for article, rows in _gold(SHARED / "gold/train"):
        fitted.extend(_judged(article, rows))
    thirty = [finding for article, rows in _gold(SHARED / "gold") for finding in _judged(article, rows)]
    return fitted, other, thirty


def _gold(folder: Path) -> Iterator[tuple[Article, list[Row]]]:
    for path in sorted(folder.glob("*.json")):
        rows = json.loads(path.read_text(encoding="utf-8"))["attributions"]
        yield _article(json.loads((folder / "articles" / path.name).read_text(encoding="utf-8"))), rows


def _own_sets() -> Iterator[tuple[Article, list[Row], bool]]:
    """The articles annotated for Marsad, with the half they belong to: true for the fitted one."""
    with gzip.open(SHARED / "data/antcorpus/articles.jsonl.gz", "rt", encoding="utf-8") as lines:
        texts = {row["id"]: row for row in map(json.loads, lines)}
    for name in ("own_articles", "own_articles_2"):
        texts |= {row["id"]: row for row in _lines(name)}
    for name in ("ant_attributions", "own_attributions"):
        for row in _lines(name):
            digest = int(hashlib.md5(row["id"].encode(), usedforsecurity=False).hexdigest(), 16)
            raw = texts[row["id"]]
            yield _article(raw), [_quoted(raw, a) for a in row["attributions"]], digest % 2 == 0
    for row in _lines("own_articles_3"):
        yield _article(row), row["attributions"], int(row["id"][-2:]) % 2 == 0


def _lines(name: str) -> list[Row]:
    return [
        json.loads(line) for line in (DATA / f"{name}.jsonl").read_text(encoding="utf-8").splitlines() if line
    ]


def _quoted(raw: Row, row: Row) -> Row:
    """An annotation by places with the words at them."""

    def words(place: list[Any]) -> str:
        return str(raw[place[0]][place[1] : place[2]])

    return {"content": words(row["content"]), "sources": [words(place) for place in row["sources"]]}


def _article(raw: Row) -> Article:
    return Article(id=raw["id"], title=raw["title"], text=raw["text"], published=raw.get("published"))


def _judged(article: Article, rows: list[Row]) -> list[Finding]:
    """What the layer finds in an article, each with whether content and nearest source are right."""
    lexicon = load_lexicon()
    scan = scan_document(read_document(article), lexicon)
    names, dates = find_names(scan), read_dates(scan, article.published)
    held = msgspec.structs.replace(names, phrases=read_offices(scan.document.parts, names).phrases)
    open_rows, found = list(rows), list[Finding]()
    for attribution in find_attributions(scan, held, dates):
        match = next((row for row in open_rows if is_right(row, attribution)), None)
        if match is not None:
            open_rows.remove(match)
        signs = signs_of(attribution.rule, attribution.sources, attribution.parent is not None)
        found.append(Finding(attribution.rule, signs, match is not None))
    return found


def is_right(row: Row, attribution: Attribution) -> bool:
    """Whether an attribution says what an annotation says: half of the content shared, and the nearest source."""
    if not _overlaps(row["content"], attribution.content.exact):
        return False
    if not row["sources"] or not attribution.sources:
        return bool(row["sources"]) == bool(attribution.sources)
    return _alike(row["sources"][0], attribution.sources[0].exact)


def _overlaps(one: str, other: str) -> bool:
    inside = one in other or other in one
    return inside and min(len(one), len(other)) >= 0.5 * max(len(one), len(other))


def _alike(one: str, other: str) -> bool:
    first, second = set(re.findall(r"\w+", fold(one))), set(re.findall(r"\w+", fold(other)))
    return len(first & second) >= 0.5 * min(len(first), len(second))


if __name__ == "__main__":
    sys.exit(main())
