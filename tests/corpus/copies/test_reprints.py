"""Reprints as papers make them are found as copies, and what is like them and none is not."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import yaml

from marsad.corpus.copies import find_copies
from marsad.types import Article, Site

DATA = yaml.safe_load(Path(__file__).with_name("reprints.yaml").read_text(encoding="utf-8"))
REPORTS = DATA["reports"]
Pair = tuple[str, Article, Article]


def printed(ident: str, text: str, day: int, outlet: str) -> Article:
    return Article(
        id=ident,
        text=text,
        published=f"2024-05-{day:02}T09:00:00Z",
        site=Site(domain=f"{outlet}.example", name=outlet),
    )


def sentences(text: str) -> list[str]:
    return re.split(r"(?<=\.) ", text)


def reprints(number: int, chance: random.Random) -> Iterator[tuple[str, str]]:
    """The ways in which a report is printed by others."""
    text, place = REPORTS[number]["text"], REPORTS[number]["place"]
    parts, other = sentences(text), REPORTS[(number + 1) % len(REPORTS)]["text"]
    figures = text
    for one, another in REPORTS[number]["figures"]:
        assert one in figures
        figures = figures.replace(one, another)
    words = text.split()
    yield "credit", f"{place} (الضفاف) - {text}"
    yield "cut tail", " ".join(parts[:3])
    yield "first words", f"{chance.choice(DATA['openings'])} {' '.join(words[8:])}"
    yield "joined", f"{' '.join(parts[:3])}\n\n{' '.join(sentences(other)[:3])}"
    yield "figures", figures
    yield "boilerplate", f"{text}\n\n{chance.choice(DATA['boilerplate'])}"
    yield "head alone", " ".join(parts[:2])
    yield "reordered", " ".join([parts[0], *parts[:0:-1]])
    yield "own lead", f"{sentences(REPORTS[number]['own'])[0]} {' '.join(parts[1:])}"
    yield (
        "all at once",
        f"{place} - {' '.join(figures.split()[5:60])}.\n\n{chance.choice(DATA['boilerplate'])}",
    )


def planted() -> list[Pair]:
    chance = random.Random(5)
    return [
        (
            kind,
            printed(f"r{number}", REPORTS[number]["text"], 10, "agency"),
            printed(f"r{number}-{kind}", text, 10, "paper"),
        )
        for number in range(len(REPORTS))
        for kind, text in reprints(number, chance)
    ]


def fill(number: int, chance: random.Random, day: str) -> str:
    text, choices = DATA["forms"][number]
    drawn = {name: chance.choice(values) for name, values in choices.items()}
    return str(text).format(*chance.sample(range(5, 60), 10), d=day, **drawn)


def apart() -> list[Pair]:
    """Pairs that are no copies: the same event in a reporter's own words, two days of what is printed every day."""
    chance = random.Random(9)
    pairs = [
        (
            "own words",
            printed(f"e{n}", one["text"], 10, "agency"),
            printed(f"e{n}-own", one["own"], 10, "paper"),
        )
        for n, one in enumerate(REPORTS)
    ]
    days = ["اليوم الأحد", "اليوم الاثنين", "اليوم الثلاثاء", "اليوم الأربعاء", "اليوم الخميس"]
    for number in range(len(DATA["forms"])):
        filled = [fill(number, chance, day) for day in days]
        for one, other in combinations(range(len(days)), 2):
            first = printed(f"f{number}-{one}", filled[one], 12 + one, "paper")
            outlet = "paper" if (one + other) % 2 else "other"
            pairs.append(("form", first, printed(f"f{number}-{other}", filled[other], 12 + other, outlet)))
    for one, other in combinations(range(len(REPORTS)), 2):
        texts = (f"{REPORTS[at]['text']}\n\n{DATA['boilerplate'][0]}" for at in (one, other))
        first, second = (
            printed(f"b{at}", text, 10, "paper") for at, text in zip((one, other), texts, strict=True)
        )
        pairs.append(("one foot", first, second))
    return pairs


def is_found(pair: Pair) -> bool:
    return bool(find_copies(pair[1:]))


def test_reprints_are_found() -> None:
    pairs = planted()
    assert len(pairs) == 60
    assert [one[2].id for one in pairs if not is_found(one)] == []


def test_what_is_like_a_reprint_is_none() -> None:
    pairs = apart()
    assert len(pairs) >= 60
    assert [(one[0], one[1].id, one[2].id) for one in pairs if is_found(one)] == []


def test_both_reports_that_were_joined_are_found() -> None:
    joined = next(two for kind, _, two in planted() if kind == "joined")
    origins = [printed(f"r{n}", REPORTS[n]["text"], 10, "agency") for n in (0, 1)]
    found = {frozenset((copy.article, copy.origin)) for copy in find_copies([*origins, joined])}
    assert found == {frozenset(("r0", joined.id)), frozenset(("r1", joined.id))}


def test_a_report_with_new_figures_is_still_one() -> None:
    text = REPORTS[3]["text"]
    later = text.replace("11 قتيلا", "14 قتيلا").replace("38 جريحا", "45 جريحا")
    assert is_found(("update", printed("a", text, 10, "agency"), printed("b", later, 11, "paper")))
