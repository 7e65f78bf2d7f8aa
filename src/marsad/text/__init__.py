"""Text: a string cut into tokens, clitic readings and sentences, with every character accounted for."""

from marsad.text.document import read_document, read_part
from marsad.text.normalise import Normalised, fold, normalise
from marsad.text.readings import Reading, read_word
from marsad.text.sentences import split_sentences
from marsad.text.tokens import tokenize

__all__ = [
    "Normalised",
    "Reading",
    "fold",
    "normalise",
    "read_document",
    "read_part",
    "read_word",
    "split_sentences",
    "tokenize",
]
