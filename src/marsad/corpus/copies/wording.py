"""The words of an article as copies are told by: one spelling, no particles, no article."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence

import msgspec

from marsad.corpus.search.analysis import keys_in, read_words
from marsad.corpus.store.identity import address_of
from marsad.types import Article

SHINGLE = 5
"""Words in a shingle: four let set phrases of news («على هامش أعمال القمة العربية») through."""
KEPT = 4
"""One shingle in so many is kept in a sketch: an excerpt of forty words shares nine of them, and fewer than two once in 800."""
_QUOTED = re.compile('«[^«»]{1,1500}»|“[^“”]{1,1500}”|"[^"\n]{1,1500}"')
MOST_WORDS = 8_000
"""How much of a text is compared: more than the longest interviews have; time must stay bounded."""


class Wording(msgspec.Struct, frozen=True):
    """The words of an article's text: their keys, where each one stands, and whether it is somebody's, in quotation marks."""

    keys: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    quoted: tuple[bool, ...] = ()


class Compared(msgspec.Struct, frozen=True):
    """An article ready for comparison."""

    article: Article
    wording: Wording
    address: str | None

    @property
    def id(self) -> str:
        """The article's id."""
        return self.article.id

    @property
    def host(self) -> str | None:
        """Where the outlet stands."""
        return self.article.site.domain or (self.address.split("/")[0] if self.address else None)


def prepare(article: Article) -> Compared:
    """The article with its words read."""
    return Compared(article, wording_of(article.text), address_of(article.url))


def wording_of(text: str) -> Wording:
    """The words of a text, written in one way.

    >>> wording_of("وأعلنت الهيئةُ إغلاق الميناء").keys == wording_of("أعلنت الهيئه اغلاق الميناء").keys  # one spelling
    True
    """
    words = read_words(text, MOST_WORDS)
    spans = [match.span() for match in _QUOTED.finditer(text)]
    return Wording(
        tuple(word.keys.form for word in words),
        tuple(word.start for word in words),
        tuple(word.end for word in words),
        tuple(_within([word.start for word in words], spans)),
    )


def _within(starts: Sequence[int], spans: Sequence[tuple[int, int]]) -> Iterator[bool]:
    """For each place whether it lies in one of some spans, both in order."""
    at = 0
    for start in starts:
        while at < len(spans) and spans[at][1] <= start:
            at += 1
        yield at < len(spans) and spans[at][0] <= start


def forms_of(text: str) -> list[str]:
    """The words of `wording_of` without their places."""
    return [keys.form for keys in keys_in(text)[:MOST_WORDS]]


def sketch_of(keys: Sequence[str]) -> frozenset[int]:
    """The hashes of those shingles of a text whose hash is small: the same ones of every text that has them.

    This is FracMinHash (Irber et al. 2022, «Lightweight compositional analysis of metagenomes with FracMinHash and
    minimum metagenome covers», bioRxiv 2022.01.11.475838): unlike a MinHash signature of fixed length it tells how much of
    a short text lies within a long one, which is what an excerpt is.
    """
    found = set()
    words = [key.encode("utf-8", "surrogatepass") for key in keys]
    for at in range(len(words) - SHINGLE + 1):
        digest = hashlib.blake2b(b" ".join(words[at : at + SHINGLE]), digest_size=6).digest()
        if digest[-1] % KEPT == 0:  # that of the whole number, for KEPT divides 256
            found.add(int.from_bytes(digest, "big") // KEPT)
    return frozenset(found)
