"""Latin spellings of Arabic names: the usual ones where a list knows them, else those that a learned model finds.

Arab names keep their article («al-…») and the spellings Arabs use; foreign names go back to the letters they came from,
which the model reads off the shape of the word («شويغو» is Shoigu, not Shwyghw).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache

from marsad.matching import Entry, load_lexicon
from marsad.names.graphones import graphones, quick_graphones
from marsad.names.links import linking
from marsad.text import fold

_MOST = 3
_REMEMBERED = 200_000
_QUICK_BEAM = 8
_SHORTEST_WITH_ARTICLE = 5
_WORLD_LIST = "gn."
_MARKS = re.compile(
    "[\u0304\u0323\u0331\u0324]|(?<=[DdTtHhSsZzRr])\u0327|[\u02bb\u02bc\u02bf\u02be\u2018\u2019`]"
)
"""Lines over and under letters, dots and cedillas under consonants, signs for ع and ء: transliteration, not spelling."""
_ARTICLES = ("al", "el", "ul")
_ARTICLE = re.compile(r"^(?:[AaEe]l-|[AE]l )(?=.{3})")
_LOOSE_ARTICLE = re.compile(r"^[Aa]l[- ](?=[A-Z])")


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
    words = [spelled for word in _units(name.replace('"', " ").split()) if (spelled := _word(word, thorough))]
    if not words:
        return ("",)
    count = max(len(spellings) for spellings in words)
    lines = (" ".join(spellings[min(at, len(spellings) - 1)] for spellings in words) for at in range(count))
    return tuple(dict.fromkeys(f"{line[0].upper()}{line[1:]}" for line in lines))


def _units(words: list[str]) -> Iterator[str]:
    """The words, those together that are spelled as one: «داود أوغلو» Davutoglu, «عبد الحميد» Abdelhamid."""
    at = 0
    while at < len(words):
        pair = " ".join(words[at : at + 2])
        double = " " in pair and (fold(pair) in _spellings() or _is_servant(words[at], words[at + 1]))
        yield pair if double else words[at]
        at += 2 if double else 1


def _is_servant(first: str, second: str) -> bool:
    return fold(first) in linking("servant") and second.startswith("ال")


@lru_cache(_REMEMBERED)
def _word(word: str, thorough: bool) -> tuple[str, ...]:
    """The spellings of a word, the likeliest first; of a thorough reading one with and one without the article."""
    if word.isascii():
        return (word,)
    key = fold(word)
    (servant,) = linking("servant")
    if key.startswith(f"{servant} "):
        return _servant(key)
    listed = _listed(key)
    if listed and not thorough:
        return listed
    if not listed and key.startswith(f"{servant}ال"):
        return _servant(f"{servant} {key[len(servant) :]}")
    if not key.startswith("ال") or len(key) < _SHORTEST_WITH_ARTICLE:
        return _merged(listed, _spelled(word, thorough))
    if listed:
        found = _merged(listed, _spelled(word, thorough))
    else:
        bare = _listed(key[2:])
        spelled = bare if bare and not thorough else _merged(bare, _spelled(word[2:], thorough))
        found = tuple(one if _has_article(one) else f"al-{one}" for one in spelled)
    return _with_and_without(found) if thorough else found


def _merged(listed: tuple[str, ...], spelled: tuple[str, ...]) -> tuple[str, ...]:
    """Listed and learned spellings in turn."""
    return tuple(dict.fromkeys([*listed[:1], *spelled[:1], *listed[1:2], *spelled[1:]]))[:_MOST]


def _has_article(spelling: str) -> bool:
    return spelling.lower().startswith(_ARTICLES)


def _with_and_without(spellings: tuple[str, ...]) -> tuple[str, ...]:
    """The first spelling with and without its article, then the second («al-Zniti», «Zniti»)."""
    first = spellings[0]
    bare = _ARTICLE.sub("", first)
    other = f"al-{first}" if bare == first else f"{bare[0].upper()}{bare[1:]}"
    return tuple(dict.fromkeys((first, other, *spellings[1:])))[:_MOST]


def _servant(key: str) -> tuple[str, ...]:
    """«عبد الحميد»: as people write it who bear it, else Abdel with the name of God."""
    listed = _listed(key) or _listed(key.replace(" ", ""))
    if listed:
        return listed
    bare = key.partition(" ")[2].removeprefix("ال")
    return tuple(f"Abdel {one}" for one in (_listed(bare) or _spelled(bare, thorough=False)))


def _listed(key: str) -> tuple[str, ...]:
    """The usual spellings of a name that the lexicon lists, the press's own first; the article always as «al-»."""
    own = _spellings().get(key)
    rows = (entry for entry, _ in load_lexicon().senses(key) if entry.kind == "name_word")
    borne = next((str(row.get("en")).split("|") for row in rows), [])
    found = dict.fromkeys([*([own] if own else []), *(_LOOSE_ARTICLE.sub("al-", one) for one in borne)])
    return tuple(found)[:_MOST]


@cache
def _spellings() -> dict[str, str]:
    rows = load_lexicon().table("latin_spelling")
    return {fold(form): str(row.get("en")) for row in rows for form in row.fields["forms"]}


def _spelled(word: str, thorough: bool) -> tuple[str, ...]:
    model, beam = (graphones(), {}) if thorough else (quick_graphones(), {"beam": _QUICK_BEAM})
    return tuple(spelling.capitalize() for spelling in model.spell(word, _MOST, **beam) if spelling)
