"""Actors: one person under all spellings across the articles of a library."""

from marsad.corpus.actors.finding import find_actors, group_names
from marsad.corpus.actors.values import Actor, Role

__all__ = ["Actor", "Role", "find_actors", "group_names"]
