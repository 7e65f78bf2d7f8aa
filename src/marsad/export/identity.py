"""Names that facts have outside their record: an address for each, and one for what several articles name."""

from __future__ import annotations

from urllib.parse import quote

from marsad.corpus.actors.signing import actor_key
from marsad.types import Article, Entity, Record

ROOT = "urn:marsad:"
_BASES = {"wikidata": "http://www.wikidata.org/entity/", "geonames": "https://sws.geonames.org/"}


def iri_of(ident: str) -> str:
    """The address of an article as Marsad holds it, made of its id; any id makes a valid one.

    >>> iri_of("خبر 1")  # news item 1
    'urn:marsad:%D8%AE%D8%A8%D8%B1%201'
    """
    return ROOT + quote(ident, safe=":")


def article_iri(article: Article) -> str:
    """The address of an article."""
    return iri_of(article.id)


def fact_iri(article: Article, fact: str) -> str:
    """The address of a fact of an article's record, or of a field (``text``) of the article."""
    return f"{article_iri(article)}#{quote(fact, safe='/')}"


def entity_iri(record: Record, entity: Entity) -> str:
    """The address of what an entity stands for, the same in all articles that speak of the same actor.

    Who is who is the library's to say (`marsad.corpus.actors`); a record that comes from none knows numbers in a register
    and full names. A family name alone is never taken for the same man: that entity is known within its article only.
    """
    key = actor_key(record, entity)
    if key is None:
        return fact_iri(record.article, entity.id)
    register, _, number = key.partition(":")
    return _address_in(register, number) or f"{ROOT}{register}:{quote(number, safe='')}"


def uri_of(url: str) -> str:
    """A web address in the characters that a URI may have; what is escaped already stays as it is.

    >>> uri_of("https://anba.example/خبر?a=%20&b=1")  # news
    'https://anba.example/%D8%AE%D8%A8%D8%B1?a=%20&b=1'
    """
    return quote(url, safe="%:/?#[]@!$&'()*+,;=~")


def known_links(entity: Entity) -> tuple[str, ...]:
    """The addresses of an entity in the registers that Marsad links to."""
    parted = (link.partition(":") for link in entity.links)
    return tuple(address for name, _, number in parted if (address := _address_in(name, number)))


def _address_in(register: str, number: str) -> str | None:
    if register not in _BASES or not number.isalnum():
        return None
    return _BASES[register] + number + ("/" if register == "geonames" else "")


__all__ = ["article_iri", "entity_iri", "fact_iri", "iri_of", "known_links", "uri_of"]
