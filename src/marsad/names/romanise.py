"""Latin spellings of Arabic names: the usual ones where a list knows them, else those that a learned model finds.

Arab names keep their article («al-…») and the spellings Arabs use; foreign names go back to the letters they came from,
which the model reads off the shape of the word («شويغو» is Shoigu, not Shwyghw).
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from marsad.matching import Entry, load_lexicon
from marsad.names.graphones import graphones, quick_graphones
from marsad.text import fold

_MOST = 3
_QUICK_BEAM = 8
_SHORTEST_WITH_ARTICLE = 5
_WORLD_LIST = "gn."
_MARKS = re.compile(
    "[\u0304\u0323\u0331\u0324]|(?<=[DdTtHhSsZzRr])\u0327|[\u02bb\u02bc\u02bf\u02be\u2018\u2019`]"
)
"""Lines over and under letters, dots and cedillas under consonants, signs for ع and ء: transliteration, not spelling."""
_ARTICLES = ("al", "el", "ul")


def usual_spelling(entry: Entry) -> str:
    """The English name of a listed entry; the world list of places has marks that the press leaves out («Al Maţarīyah»)."""
    name = str(entry.get("en"))
    if not entry.id.startswith(_WORLD_LIST):
        return name
    return unicodedata.normalize("NFC", _MARKS.sub("", unicodedata.normalize("NFD", name)))


def romanise(name: str, *, thorough: bool = False) -> tuple[str, ...]:
    """The Latin spellings of a name, at most three, the likeliest first.

    `thorough` takes the whole model, half a second to load, for searches; a reading needs one good spelling only.

    >>> romanise("محمود")[0]  # a given name
    'Mahmoud'
    """
    words = [spellings for word in name.replace('"', " ").split() if (spellings := _word(word, thorough))]
    if not words:
        return ("",)
    count = max(len(spellings) for spellings in words)
    lines = (" ".join(spellings[min(at, len(spellings) - 1)] for spellings in words) for at in range(count))
    return tuple(dict.fromkeys(lines))


@cache
def _word(word: str, thorough: bool) -> tuple[str, ...]:
    if word.isascii():
        return (word,)
    key = fold(word)
    listed = _listed(key)
    if listed and not thorough:
        return listed
    rest = key.removeprefix("ال")
    if rest != key and len(key) >= _SHORTEST_WITH_ARTICLE and not listed:
        bare = _listed(rest) or _spelled(word[2:], thorough)
        return tuple(s if s.lower().startswith(_ARTICLES) else f"al-{s}" for s in bare)
    return tuple(dict.fromkeys([*listed[:1], *_spelled(word, thorough), *listed[1:]]))[:_MOST]


def _listed(key: str) -> tuple[str, ...]:
    """The usual spellings of a name that the lexicon lists."""
    rows = (entry for entry, _ in load_lexicon().senses(key) if entry.kind == "name_word")
    return next((tuple(str(row.get("en")).split("|")[:_MOST]) for row in rows), ())


def _spelled(word: str, thorough: bool) -> tuple[str, ...]:
    model, beam = (graphones(), {}) if thorough else (quick_graphones(), {"beam": _QUICK_BEAM})
    return tuple(spelling.capitalize() for spelling in model.spell(word, _MOST, **beam) if spelling)
