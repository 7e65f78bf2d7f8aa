"""The sentences of an article, with their words, names, and who says them."""

from __future__ import annotations

from functools import cached_property
from typing import Unpack

from marsad.corpus.corroboration.values import Claim, Said
from marsad.corpus.search.analysis import Word, read_words
from marsad.matching import Scan, load_lexicon, scan_document
from marsad.text import read_document
from marsad.types import Attribution, Part, Record, Sentence

COUNTRY = "country"


class Reading:
    """A record together with its text's tokens, words and lexicon matches, each read once."""

    def __init__(self, record: Record) -> None:
        self.record, self.article = record, record.article

    @cached_property
    def scan(self) -> Scan:
        """The article's text with the lexicon's entries found in it."""
        return scan_document(read_document(self.article), load_lexicon())

    @cached_property
    def part(self) -> Part | None:
        """The text of the article, cut into sentences and tokens; `None` where there is none."""
        return self.scan.document.part("text")

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """The words of the text with their keys."""
        return tuple(read_words(self.article.text))

    def stems(self, start: int, end: int) -> frozenset[str]:
        """The stems of a passage, without words that are in every text."""
        return frozenset(
            word.keys.stem for word in self.words if start <= word.start < end and not word.keys.stop
        )

    def names(self, start: int, end: int) -> frozenset[str]:
        """The last words of the names in a passage, which are the same however full a name is given."""
        inside = (m for m in self.record.mentions if m.field == "text" and start <= m.start < end)
        last = ([word.keys.form for word in read_words(mention.exact)] for mention in inside)
        return frozenset(words[-1] for words in last if words)

    def places(self, start: int, end: int) -> frozenset[str]:
        """The words of the towns and regions that a passage names, not of countries: all of a country's news names it."""
        known = {one.id: one for one in self.record.entities if one.kind == "place"}
        inside = (m for m in self.record.mentions if m.field == "text" and start <= m.start < end)
        found = (known[mention.entity] for mention in inside if mention.entity in known)
        names = [one.name for one in found if not (one.geo and one.geo.level == COUNTRY)]
        return frozenset(word.keys.form for name in names for word in read_words(name))

    def sentence(self, at: int) -> Sentence | None:
        """The sentence a character stands in."""
        sentences = self.part.sentences if self.part else ()
        return next((one for one in sentences if one.start <= at < one.end), None)

    def attribution(self, at: int) -> Attribution | None:
        """The innermost attribution in whose content a character stands."""
        found = [
            one
            for one in self.record.attributions
            if one.content.field == "text" and one.content.start <= at < one.content.end
        ]
        return min(found, key=lambda one: one.content.end - one.content.start, default=None)

    def sources(self, at: int) -> tuple[str, ...]:
        """On whose word a character stands there, whose word it is first."""
        found = self.attribution(at)
        return tuple(source.exact for source in found.sources) if found else ()

    def claim(self, topic: str, start: int, end: int, at: int, **said: Unpack[Said]) -> Claim:
        """What the passage `text[start:end]` claims, on the word of whoever says what stands at the character `at`."""
        return Claim(
            article=self.article.id,
            start=start,
            end=end,
            exact=self.article.text[start:end],
            topic=topic,
            published=self.article.published,
            sources=self.sources(at),
            **said,
        )
