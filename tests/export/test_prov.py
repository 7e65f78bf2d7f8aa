"""W3C PROV-JSON: the way from the page to each fact is there without a gap, and so are those who judged."""

from __future__ import annotations

import json
import warnings
from typing import Any
from urllib.parse import quote

import pytest

from marsad.corpus import Judgement, Standing
from marsad.export.prov import write_prov
from marsad.types import Record

from .hostile import ARTICLE, RECORD

RELATIONS = {
    "wasDerivedFrom": {"prov:generatedEntity": "entity", "prov:usedEntity": "entity"},
    "wasGeneratedBy": {"prov:entity": "entity", "prov:activity": "activity"},
    "wasAttributedTo": {"prov:entity": "entity", "prov:agent": "agent"},
    "wasAssociatedWith": {"prov:activity": "activity", "prov:agent": "agent"},
    "used": {"prov:activity": "activity", "prov:entity": "entity"},
}
"""What each relation of the PROV data model joins."""
JUDGEMENT = Judgement(
    no=7,
    at="2024-04-01T10:00:00Z",
    by='ليلى "<&>',
    article=1,
    kind="event",
    fact="v1",
    exact="القتال",
    action="edit",
    value={"type": "PROTEST"},
)


def bundles(records: list[Record], **options: Any) -> list[dict[str, Any]]:
    document = json.loads("".join(write_prov(records, **options)))
    assert set(document) == {"prefix", "bundle"}
    for bundle in document["bundle"].values():
        check(bundle, document["prefix"])
    return list(document["bundle"].values())


def check(bundle: dict[str, Any], prefixes: dict[str, str]) -> None:
    """Every relation joins things of the right sort that the bundle has, and every name has a prefix."""
    things = {kind: bundle.get(kind, {}) for kind in ("entity", "activity", "agent")}
    assert set(bundle) <= {"prefix", *things, *RELATIONS}
    for name in [one for kind in things.values() for one in kind]:
        assert name.partition(":")[0] in prefixes
        assert name.isascii()
    for relation, ends in RELATIONS.items():
        for statement in bundle.get(relation, {}).values():
            for end, kind in ends.items():
                assert statement[end] in things[kind], (relation, statement)


def test_every_fact_leads_back_to_the_page(record: Record) -> None:
    for one, bundle in zip((RECORD, record), bundles([RECORD, record]), strict=True):
        facts = (*one.entities, *one.mentions, *one.dates, *one.attributions, *one.events)
        from_ = {
            s["prov:generatedEntity"]: s["prov:usedEntity"]
            for s in bundle["wasDerivedFrom"].values()
            if "prov:type" not in s
        }
        ends = set()
        for name in bundle["entity"]:
            while name in from_:
                name = from_[name]
            ends.add(name)
        page = one.article.raw_sha256
        assert ends == {f"page:{page}" if page else f"marsad:{quote(one.article.id, safe='')}"}
        assert len(bundle["entity"]) == len(facts) + (3 if page else 2)


def test_hostile_strings_come_back_as_they_are() -> None:
    (bundle,) = bundles([RECORD])
    labels = [entity.get("prov:label") for entity in bundle["entity"].values()]
    assert ARTICLE.title in labels
    assert {one.content.exact for one in RECORD.attributions} <= set(labels)
    agents = [agent["prov:label"] for agent in bundle["agent"].values()]
    assert {"Marsad 0.3.0", ARTICLE.site.name, "مصدر"} <= set(agents)


def test_who_judged_is_an_agent() -> None:
    (bundle,) = bundles(
        [RECORD], judged=lambda record: [Standing(judgement=JUDGEMENT, fact=record.events[0])]
    )
    judging = bundle["activity"]["marsad:judgement/7"]
    assert judging["marsad:action"] == "edit"
    assert json.loads(judging["marsad:value"]) == JUDGEMENT.value
    (used,) = (s for s in bundle["used"].values() if s["prov:activity"] == "marsad:judgement/7")
    assert bundle["entity"][used["prov:entity"]]["prov:label"] == "القتال"
    people = [
        a["prov:label"] for a in bundle["agent"].values() if a.get("prov:type", {}).get("$") == "prov:Person"
    ]
    assert people == [JUDGEMENT.by]


def test_a_library_without_articles_is_a_document() -> None:
    assert bundles([]) == []


def test_a_reader_of_the_format_understands_it(record: Record) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model = pytest.importorskip("prov.model")
        text = "".join(write_prov([RECORD, record]))
        read = model.ProvDocument.deserialize(content=text, format="json")
    counts = [
        sum(len(group) for name, group in bundle.items() if name != "prefix")
        for bundle in bundles([RECORD, record])
    ]
    assert [len(bundle.records) for bundle in read.bundles] == counts
