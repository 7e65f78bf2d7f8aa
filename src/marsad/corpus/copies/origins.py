"""Which of two articles the other was made from, and whom an article names as its source."""

from __future__ import annotations

from functools import cache

from marsad.corpus.copies.values import Evidence
from marsad.corpus.copies.wording import Compared
from marsad.corpus.search.analysis import keys_of, read_words
from marsad.matching.tables import load_table
from marsad.types import Article

HEAD, TAIL = 400, 250
"""Characters at the head and the end of a text where a source is named: the date line and the last line."""
CLEAR_SHARE = 0.25
"""By how much the shares must differ for the one text to be a part of the other."""


def likely_origin(one: Compared, other: Compared, share: float, other_share: float) -> tuple[bool, Evidence]:
    """Whether the second article is the likelier origin of the two, and from what that was seen.

    A credit tells more than a time (an agency's page may come later than its customers'), a time more than the shares.
    """
    credited, back = names_outlet(one.article, other.article), names_outlet(other.article, one.article)
    if bool(credited) != bool(back):
        return bool(credited), "credit"
    order = _earlier(one.article.published, other.article.published)
    if order:
        return order > 0, "time"
    if abs(share - other_share) >= CLEAR_SHARE:
        return share > other_share, "share"
    return one.id > other.id, "order"


def names_outlet(article: Article, other: Article) -> str | None:
    """The word by which an article names the outlet of another one as its source.

    The by-line, the credit, the head and the end of the text are looked at; a name within the text counts only there.
    """
    known = outlet_names(other)
    if not known or known == outlet_names(article):
        return None
    for text in (*article.authors, *article.sources, article.text[:HEAD], article.text[-TAIL:]):
        for word in read_words(text):
            if word.keys.form in known:
                return text[word.start : word.end]
    return None


def outlet_names(article: Article) -> frozenset[str]:
    """The words of an outlet's name that are its own.

    >>> from marsad.types import Site
    >>> sorted(outlet_names(Article(id="1", site=Site(name="وكالة أرخبيل للأنباء"))))  # Archipelago News Agency
    ['ارخبيل']
    """
    words = (word.keys.form for word in read_words(article.site.name or ""))
    return frozenset(word for word in words if word not in _common_words() and len(word) > 2)


def credit_of(article: Article, origin: Article) -> str | None:
    """Whom a copy names as its source: the outlet of the origin, or an agency."""
    return names_outlet(article, origin) or next(iter(article.sources), None)


def _earlier(one: str | None, other: str | None) -> int:
    """1 if the second time is earlier, -1 if the first is, 0 where neither can be told."""
    if not one or not other:
        return 0
    from marsad.times.edtf import moment_of

    first, second = moment_of(one), moment_of(other)
    if first is None or second is None:
        return 0
    if len(one) <= 10 or len(other) <= 10:
        first, second = (moment.replace(hour=0, minute=0, second=0) for moment in (first, second))
    return (first > second) - (first < second)


@cache
def _common_words() -> frozenset[str]:
    table = load_table("corpus", "outlet_words")
    return frozenset(keys_of(word).form for words in table.values() for word in words.split())
