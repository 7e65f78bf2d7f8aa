"""An article as fields of terms: the one shape that every search engine is fed with.

Terms of a field are joined by single spaces; engines cut there and nowhere else.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from functools import lru_cache

import msgspec

from marsad.corpus.search.analysis import Keys, keys_in
from marsad.corpus.search.articles import IndexedArticle, Name
from marsad.corpus.search.days import Days, days_of, month_of, second_of

LEAD = 30
"""Words that open an article count once more: news says first what matters. Measured with benchmarks/search.py: 0.84
against 0.82 (MRR@10) without; 15 to 45 words do not differ."""
BOUNDARY = "¦"
"""A term that stands between two names, so that no phrase reaches from one into the next."""
RANKED = {"title": 2.0, "text": 1.0, "lead": 0.4}
"""The fields that rank, stems in the order of the text, with what they weigh."""
NAMED = ("actor", "place", "source", "speaker", "site")
"""Fields of names, as stems."""
PLAIN = ("exact", *NAMED)
"""Fields whose terms stand in order and weigh nothing."""
BAGS = ("forms", "name_forms", "sounds", "labels")
"""Fields that only say which terms an article has: words without particles, those of names, how names sound
(``sounds/form``), and what the article is (``type/ASSAULT``)."""
FACETS = ("site", "actor", "place", "type", "month")
EVERY = "every"
"""A label of every article."""
_EFFORT = 6
_NAMES = 1 << 15
"""Names whose words are kept."""
_ARABIC = ("\u0621", "\u064a")


class Stored(msgspec.Struct, frozen=True, kw_only=True):
    """What an index keeps of an article to show it."""

    no: int
    id: str
    title: str
    text: str
    published: str | None
    site: str | None


class Fields(msgspec.Struct, frozen=True, kw_only=True):
    """An article ready for an engine."""

    stored: Stored
    terms: dict[str, str]
    facets: dict[str, tuple[str, ...]]
    days: Days | None
    moment: int


class Words(msgspec.Struct, frozen=True):
    """The words of an article, read once for all that they are needed for."""

    title: list[Keys]
    text: list[Keys]


def words_of(article: IndexedArticle) -> Words:
    """The words of an article's title and text."""
    return Words(keys_in(article.title), keys_in(article.text))


def fields_of(article: IndexedArticle, words: Words | None = None) -> Fields:
    """The fields of an article, whose words may be at hand."""
    site = article.site.name if article.site else None
    return Fields(
        stored=Stored(
            no=article.no,
            id=article.id,
            title=article.title,
            text=article.text,
            published=article.published,
            site=site,
        ),
        terms=_word_terms(words or words_of(article))
        | _name_terms(article)
        | {"labels": " ".join(_labels(article))},
        facets=_facets(article),
        days=days_of(article.published),
        moment=second_of(article.published),
    )


def _word_terms(words: Words) -> dict[str, str]:
    title, text = words.title, words.text
    stems = [keys.stem for keys in text]
    return {
        "title": " ".join([keys.stem for keys in title]),
        "text": " ".join(stems),
        "lead": " ".join(stems[:LEAD]),
        "exact": " ".join([*[k.exact for k in title], BOUNDARY, *[k.exact for k in text]]),
        "forms": " ".join({keys.form for keys in (*title, *text)}),
    }


def _name_terms(article: IndexedArticle) -> dict[str, str]:
    named = {
        "actor": article.actors,
        "place": article.places,
        "source": article.sources,
        "speaker": article.speakers,
        "site": (article.site,) if article.site else (),
    }
    everybody = (*article.actors, *article.places, *article.sources)
    forms = {word for name in everybody for form in name.forms() for word in _read_name(form)[1]}
    sounds = {_sounding(form) for form in forms if _is_arabic(form)}
    return {field: _joined(names) for field, names in named.items()} | {
        "name_forms": " ".join(forms),
        "sounds": " ".join(sounds),
    }


def arabic_sounds(form: str) -> str:
    """The consonants of an Arabic word that survive in Latin script, as `marsad.names` compares them."""
    from marsad.names.scripts import arabic_key

    return arabic_key(form)


@lru_cache(maxsize=_NAMES)
def _sounding(form: str) -> str:
    return f"{arabic_sounds(form)}/{form}"


@lru_cache(maxsize=_NAMES)
def _read_name(name: str) -> tuple[str, tuple[str, ...]]:
    """The stems of a name, joined, and the forms of its words; most names stand in many articles."""
    words = keys_in(name)
    return " ".join(keys.stem for keys in words), tuple(keys.form for keys in words)


def _joined(names: Iterable[Name]) -> str:
    values = dict.fromkeys(_read_name(form)[0] for name in names for form in name.forms())
    return f" {BOUNDARY} ".join(value for value in values if value)


def _is_arabic(form: str) -> bool:
    return _ARABIC[0] <= form[:1] <= _ARABIC[1]


def _labels(article: IndexedArticle) -> list[str]:
    language = article.language or ""
    labels = [
        EVERY,
        *(f"type/{one}" for one in article.types),
        *(f"status/{one}" for one in article.statuses),
    ]
    if language:
        labels += dict.fromkeys((f"lang/{language.lower()}", f"lang/{language.split('-')[0].lower()}"))
    return labels


def _facets(article: IndexedArticle) -> dict[str, tuple[str, ...]]:
    month = month_of(article.published)
    return {
        "site": (article.site.name,) if article.site else (),
        "actor": tuple(dict.fromkeys(name.name for name in article.actors)),
        "place": tuple(dict.fromkeys(name.name for name in article.places)),
        "type": article.types,
        "month": (month,) if month else (),
    }


def pack(stored: Stored) -> bytes:
    """What is kept of an article, squeezed."""
    return zlib.compress(msgspec.msgpack.encode(stored), _EFFORT)


def unpack(body: bytes) -> Stored:
    """What was kept of an article."""
    return msgspec.msgpack.decode(zlib.decompress(body), type=Stored)
