"""Where facts come from, as W3C PROV-JSON: page, article, record and facts, who or what made each, who judged it.

Every article is a bundle of its own, so that a library of any size is written as it is read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import quote

from marsad.corpus.store.judging import Standing
from marsad.corpus.store.values import Judgement
from marsad.export.pieces import given, json_text
from marsad.types import Attribution, Record

Node = dict[str, Any]
PREFIXES = {"marsad": "urn:marsad:", "page": "urn:sha256:", "fact": "urn:marsad:fact:"}
FACTS = {
    "entity": "entities",
    "mention": "mentions",
    "date": "dates",
    "attribution": "attributions",
    "event": "events",
}
Judged = Callable[[Record], Iterable[Standing]]


def write_prov(records: Iterable[Record], judged: Judged = lambda record: ()) -> Iterator[str]:
    """One PROV-JSON document in pieces, a bundle an article; `judged` tells what people said of its facts."""
    yield f'{{"prefix":{json_text(PREFIXES)},"bundle":{{\n'
    for number, record in enumerate(records):
        name, bundle = f"marsad:{_local(record.article.id)}/bundle", bundle_of_record(record, judged(record))
        yield (",\n" if number else "") + f"{json_text(name)}:{json_text(bundle)}"
    yield "\n}}\n"


def bundle_of_record(record: Record, judged: Iterable[Standing] = ()) -> Node:
    """The statements about one article: entities, activities, agents, and how each came from the other."""
    bundle = Bundle(record)
    bundle.add_reading()
    for kind, field in FACTS.items():
        for fact in getattr(record, field):
            bundle.add_fact(kind, fact)
    for standing in judged:
        bundle.add_judgement(standing)
    return {"prefix": PREFIXES, **bundle.statements}


class Bundle:
    """The statements about one article, in the groups of PROV-JSON."""

    def __init__(self, record: Record) -> None:
        self.record, self.statements = record, defaultdict[str, Node](dict)
        self.article = f"marsad:{_local(record.article.id)}"
        self.reading = f"{self.article}/reading"
        self.result = f"{self.article}/record"
        self._names = {entity.id: entity.name for entity in record.entities}

    def add_reading(self) -> None:
        """The page, the article in it, the record made of it, and Marsad, which made both."""
        record, article = self.record, self.record.article
        software = f"marsad:software/{_local(record.marsad)}"
        version = {"marsad:model": record.run.model, "marsad:lexicon": record.run.lexicon}
        self._put(
            "agent",
            software,
            {"prov:type": _name("prov:SoftwareAgent"), "prov:label": f"Marsad {record.marsad}"},
        )
        self._put("activity", self.reading, {"prov:endTime": record.run.at} | version)
        self._relate("wasAssociatedWith", {"prov:activity": self.reading, "prov:agent": software})
        about = given(
            **{"prov:label": article.title, "marsad:url": article.url, "marsad:published": article.published}
        )
        self._put("entity", self.article, {"prov:type": _name("marsad:Article")} | about)
        self._put("entity", self.result, {"prov:type": _name("marsad:Record")})
        self._generated(self.result, record.run.at)
        self._derived(self.result, self.article)
        self._add_page()
        self._add_publisher()

    def add_fact(self, kind: str, fact: Any) -> None:
        """A fact of the record, and the rule by which it was read."""
        name = self._fact(fact.id)
        known = given(
            **{
                "marsad:rule": getattr(fact, "rule", None),
                "marsad:confidence": getattr(fact, "confidence", None),
            }
        )
        self._put(
            "entity",
            name,
            {"prov:type": _name(f"marsad:{kind.capitalize()}"), "prov:label": _label(fact)} | known,
        )
        self._derived(name, self.result)
        if isinstance(fact, Attribution):
            self._quote(name, fact)

    def add_judgement(self, standing: Standing) -> None:
        """What somebody said of a fact: an activity that uses it, and who did it."""
        one = standing.judgement
        name, agent = f"marsad:judgement/{one.no}", f"marsad:person/{_local(one.by)}"
        self._put("agent", agent, {"prov:type": _name("prov:Person"), "prov:label": one.by})
        self._put("activity", name, {"prov:startTime": one.at, "prov:endTime": one.at} | _decision(one))
        self._relate("wasAssociatedWith", {"prov:activity": name, "prov:agent": agent})
        judged = self._fact(standing.fact.id) if standing.fact is not None else self.article
        self._relate("used", {"prov:activity": name, "prov:entity": judged})

    def _add_page(self) -> None:
        """The bytes that were read, if they were a page."""
        article = self.record.article
        if article.raw_sha256 is None:
            return
        page = f"page:{article.raw_sha256}"
        address = given(**{"prov:location": article.url, "marsad:fetched": article.fetched})
        self._put("entity", page, {"prov:type": _name("marsad:Page")} | address)
        self._relate("used", {"prov:activity": self.reading, "prov:entity": page})
        self._derived(self.article, page)

    def _add_publisher(self) -> None:
        site = self.record.article.site
        name = site.name or site.domain
        if name:
            agent = f"marsad:publisher/{_local(name)}"
            self._put("agent", agent, {"prov:type": _name("prov:Organization"), "prov:label": name})
            self._relate("wasAttributedTo", {"prov:entity": self.article, "prov:agent": agent})

    def _quote(self, name: str, said: Attribution) -> None:
        """Those on whose word it is, and those who relay it: the statement is attributed to each.

        An entity of the record is one agent however often it speaks; words that name none are one each time.
        """
        for at, source in enumerate(said.sources):
            agent = self._fact(source.entity or f"{said.id}/source/{at}")
            label = self._names.get(source.entity or "", source.exact)
            self._put("agent", agent, {"prov:label": label, "marsad:kind": source.kind})
            role = "source" if at == 0 else "relay"
            self._relate("wasAttributedTo", {"prov:entity": name, "prov:agent": agent, "marsad:role": role})
        if said.parent:
            self._derived(name, self._fact(said.parent), {"prov:type": _name("prov:Quotation")})

    def _generated(self, entity: str, at: str) -> None:
        self._relate(
            "wasGeneratedBy", {"prov:entity": entity, "prov:activity": self.reading, "prov:time": at}
        )

    def _derived(self, entity: str, source: str, more: Mapping[str, Any] = {}) -> None:
        self._relate("wasDerivedFrom", {"prov:generatedEntity": entity, "prov:usedEntity": source, **more})

    def _fact(self, fact: str) -> str:
        return f"fact:{_local(self.record.article.id)}/{fact}"

    def _put(self, group: str, name: str, attributes: Node) -> None:
        self.statements[group][name] = attributes

    def _relate(self, relation: str, attributes: Node) -> None:
        group = self.statements[relation]
        group[f"_:{relation}{len(group) + 1}"] = attributes


def _decision(judgement: Judgement) -> Node:
    value = None if judgement.value is None else json_text(judgement.value)
    fields = {"marsad:action": judgement.action, "marsad:on": judgement.kind}
    return fields | given(**{"marsad:exact": judgement.exact, "marsad:value": value})


def _label(fact: Any) -> str:
    """The words by which a fact is known."""
    if isinstance(fact, Attribution):
        return fact.content.exact
    return str(getattr(fact, "name", None) or getattr(fact, "exact", None) or fact.trigger.exact)


def _name(value: str) -> Node:
    return {"$": value, "type": "prov:QUALIFIED_NAME"}


def _local(text: str) -> str:
    """A string as the local part of a qualified name: nothing in it has a meaning there."""
    return quote(text, safe="")


__all__ = ["bundle_of_record", "write_prov"]
