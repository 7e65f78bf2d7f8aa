"""An article as a document: title, text and captions cut into sentences and tokens."""

from __future__ import annotations

from marsad.text.sentences import split_sentences
from marsad.text.tokens import tokenize
from marsad.types import Article, Document, Part


def read_part(text: str, field: str = "text") -> Part:
    """One field of an article with its tokens and sentences.

    >>> len(read_part("وصل الوزير. ثم غادر.").sentences)  # The minister arrived. Then he left.
    2
    """
    tokens = tokenize(text)
    return Part(field, text, tokens, split_sentences(text, tokens))


def read_document(article: Article) -> Document:
    """The article's title and text, and its captions, ready to be read."""
    parts = [read_part(article.title, "title"), read_part(article.text, "text")]
    parts += [
        read_part(image.caption, f"images/{at}/caption")
        for at, image in enumerate(article.images)
        if image.caption
    ]
    return Document(tuple(parts))
