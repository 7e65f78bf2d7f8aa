"""Documents written piece by piece: JSON whose lists are as long as a library, and text that XML allows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any
from xml.sax.saxutils import escape

import msgspec

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def json_text(value: Any) -> str:
    """A value as JSON, Arabic unescaped."""
    return msgspec.json.encode(value).decode()


def json_document(head: str, items: Iterable[Any], tail: str) -> Iterator[str]:
    """A document with one long list: its head up to the bracket, an item a line, and what closes it.

    >>> "".join(json_document('{"a":[', [1, 2], "]}"))
    '{"a":[\\n1,\\n2\\n]}\\n'
    """
    yield head + "\n"
    for number, item in enumerate(items):
        yield (",\n" if number else "") + json_text(item)
    yield f"\n{tail}\n"


def given(**fields: Any) -> dict[str, Any]:
    """The fields that have a value; `None`, the empty string and empty lists are none.

    >>> given(title="خبر", url=None, tags=[])  # a news item
    {'title': 'خبر'}
    """
    return {name: value for name, value in fields.items() if value not in (None, "", [], (), {})}


def xml_text(text: str) -> str:
    """A string for the content or a quoted attribute of XML; characters that XML 1.0 forbids become U+FFFD.

    >>> xml_text('قال: "نعم & لا" <\\x00>')  # he said: yes and no
    'قال: &quot;نعم &amp; لا&quot; &lt;\\ufffd&gt;'
    """
    return escape(_FORBIDDEN.sub("\ufffd", text), {'"': "&quot;", "\r": "&#13;"})


__all__ = ["given", "json_document", "json_text", "xml_text"]
