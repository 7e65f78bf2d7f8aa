"""Builds `lexicon/search/whole_words.yaml`: words whose first letter only looks like a particle (و ف ب ل ك).

Search cuts particles off («ولحفتر» is found by «حفتر») and must know where to stop: «وزير» is no «و» and «زير». Everything
is read from the lexicon itself, so run this again when many words have been added to it.

    python training/build_search_words.py
"""

from __future__ import annotations

from pathlib import Path

from marsad.matching.index import build_index
from marsad.matching.store import SOURCES

OUT = SOURCES / "search/whole_words.yaml"
PARTICLES = "وفبلك"
NAMES = frozenset({"person", "place", "country", "organization", "name_word"})
SHORT = 4
"""A listed word of so few letters is whole: what would be left of it is too short to be told from chance."""
HEAD = """# Folded words that begin with a letter that could be a particle (و ف ب ل ك) and are whole all the same.
# Built by training/build_search_words.py from the lexicon; do not edit.
# A word is whole if it is a name, if the article is written before it somewhere («الوزير»: no particle stands behind an
# article), or if the lexicon lists it and what follows its first letters is no listed word.
"""


def read_words() -> tuple[set[str], set[str]]:
    """All folded words of the lexicon, and those that are names of one word."""
    index = build_index(SOURCES)
    kinds = [row.split("\t", 1)[0] for row in _rows(index)]
    words, names = set(), set()
    for form, codes in index["forms"].items():
        parts = form.split()
        words.update(parts)
        listed = {kinds[code // 256] for code in ((codes,) if isinstance(codes, int) else codes)}
        if len(parts) == 1 and listed & NAMES:
            names.add(form)
    for row in _rows(index):
        if row.startswith("plain_words\t"):
            words.update(row.split('"words":"')[1].split('"')[0].split())
    return words, names


def _rows(index: dict[str, bytes]) -> list[str]:
    ends = memoryview(index["ends"]).cast("I").tolist()
    return [index["rows"][a:b].decode() for a, b in zip([0, *ends], ends, strict=False)]


def is_whole(word: str, words: set[str], names: set[str]) -> bool:
    """Whether the first letter of a word belongs to it."""
    if word in names or "ال" + word in words:
        return True
    if word not in words or len(word) <= SHORT:
        return word in words
    rest = word
    while rest[0] in PARTICLES and len(rest) > SHORT - 1:
        rest = rest[1:]
        if rest in words:
            return False
    return not word.startswith("لل") and word[1:3] != "ال"


def main() -> None:
    words, names = read_words()
    candidates = words | {word[2:] for word in words if word.startswith("ال")}
    whole = sorted(w for w in candidates if w and w[0] in PARTICLES and is_whole(w, words, names))
    lines = [HEAD]
    for first in PARTICLES:
        lines.append(f"{first}: {' '.join(w for w in whole if w[0] == first)}\n")
    OUT.write_text("".join(lines), encoding="utf-8")
    print(f"{len(whole)} words, {Path(OUT).stat().st_size / 1024:.0f} KB")


if __name__ == "__main__":
    main()
