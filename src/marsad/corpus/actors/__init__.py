"""Actors: one person, body or place under all spellings across the articles of a library."""

from marsad.corpus.actors.careers import periods_of
from marsad.corpus.actors.directory import Directory
from marsad.corpus.actors.finding import find_actors, who_is_who
from marsad.corpus.actors.grouping import group_names
from marsad.corpus.actors.proposing import evidence_for, propose_for, propose_merges
from marsad.corpus.actors.signing import Signed, signed_records
from marsad.corpus.actors.values import Actor, Evidence, Period, Proposal, Role

__all__ = [
    "Actor",
    "Directory",
    "Evidence",
    "Period",
    "Proposal",
    "Role",
    "Signed",
    "evidence_for",
    "find_actors",
    "group_names",
    "periods_of",
    "propose_for",
    "propose_merges",
    "signed_records",
    "who_is_who",
]
