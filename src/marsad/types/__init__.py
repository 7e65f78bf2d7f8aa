"""Every public value of Marsad: frozen, slotted, and shaped exactly like the record it is written to."""

from marsad.types.article import Article, Comment, Comments, Dropped, Entry, Image, RelatedLink, Site
from marsad.types.document import Document, Part, Sentence, Token
from marsad.types.facts import (
    ENTITY_KINDS,
    STATUSES,
    Attribution,
    DateExpression,
    Entity,
    Event,
    EventDate,
    Flag,
    Geo,
    Mention,
    Place,
    Size,
    Source,
    Span,
)
from marsad.types.phrases import Names, NounPhrase
from marsad.types.record import Record, Run

__all__ = [
    "ENTITY_KINDS",
    "STATUSES",
    "Article",
    "Attribution",
    "Comment",
    "Comments",
    "DateExpression",
    "Document",
    "Dropped",
    "Entity",
    "Entry",
    "Event",
    "EventDate",
    "Flag",
    "Geo",
    "Image",
    "Mention",
    "Names",
    "NounPhrase",
    "Part",
    "Place",
    "Record",
    "RelatedLink",
    "Run",
    "Sentence",
    "Site",
    "Size",
    "Source",
    "Span",
    "Token",
]
