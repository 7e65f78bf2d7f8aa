"""GraphML: well-formed, every edge between nodes, everybody once."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
from msgspec.structs import replace

from marsad.export.graphml import write_graphml
from marsad.types import Record

from .hostile import NAME, RECORD

NAMESPACE = "{http://graphml.graphdrawing.org/xmlns}"
Nodes = dict[str, dict[str, str]]
Edges = list[tuple[str, str, str]]


def graph(*records: Record) -> tuple[Nodes, Edges]:
    """Nodes and edges as a reader of the format sees them; keys that are not declared fail."""
    root = ElementTree.fromstring("".join(write_graphml(records)))
    assert root.tag == f"{NAMESPACE}graphml"
    keys = {
        key.get("id"): (key.get("for"), key.get("attr.name") or "") for key in root.iter(f"{NAMESPACE}key")
    }
    nodes: Nodes = {}
    edges: Edges = []
    for item in root.find(f"{NAMESPACE}graph") or []:
        kind = item.tag.removeprefix(NAMESPACE)
        data = {}
        for one in item:
            place, name = keys[one.get("key")]
            assert place == kind
            data[name] = one.text or ""
        if kind == "node":
            ident = item.get("id") or ""
            assert re.fullmatch(r"[\w.:-]+", ident)
            assert ident not in nodes
            nodes[ident] = data
        else:
            edges.append((item.get("source") or "", item.get("target") or "", data["role"]))
    assert all(end in nodes for source, target, _ in edges for end in (source, target))
    return nodes, edges


def named(nodes: Nodes, edges: Edges) -> set[tuple[str, str, str]]:
    return {(nodes[source]["label"], role, nodes[target]["label"]) for source, target, role in edges}


def test_who_did_what_to_whom_on_whose_word() -> None:
    clean = NAME
    assert named(*graph(RECORD)) == {
        (clean, "actor", "القتال"),
        ("القتال", "recipient", "مصدر"),
        ("القتال", "place", "طرابلس"),
        ("مصدر", "source", "القتال"),
        (clean, "relay", "القتال"),
        (clean, "source", "نقبل"),
    }


def test_whoever_two_articles_name_is_one_node_but_not_by_a_family_name() -> None:
    other = replace(RECORD, article=replace(RECORD.article, id="other"))
    labels = [node["label"] for node in graph(RECORD, other)[0].values()]
    assert labels.count(NAME) == 1
    assert labels.count("طرابلس") == 1
    assert labels.count("القتال") == 2
    assert labels.count("مصدر") == 2
    family = replace(RECORD.entities[0], name="الحسن")
    alone = [replace(one, entities=(family, *one.entities[1:])) for one in (RECORD, other)]
    assert [node["label"] for node in graph(*alone)[0].values()].count("الحسن") == 2


def test_characters_that_xml_forbids_are_marked() -> None:
    entity = replace(RECORD.entities[0], name="علي\x00 \ufffe الحسن")
    nodes, _ = graph(replace(RECORD, entities=(entity, *RECORD.entities[1:])))
    assert "علي\ufffd \ufffd الحسن" in [node["label"] for node in nodes.values()]


def test_networkx_reads_it(record: Record) -> None:
    networkx = pytest.importorskip("networkx")
    text = "".join(write_graphml([RECORD, record]))
    nodes, edges = graph(RECORD, record)
    read = networkx.parse_graphml(text)
    assert read.is_directed()
    assert (len(read), read.number_of_edges()) == (len(nodes), len(edges))
    assert {data["kind"] for _, data in read.nodes(data=True)} >= {"event", "person", "place"}
