"""The query language: a query's text read into its tree.

::

    query   = either { either }                    side by side: all of them
    either  = all { "OR" all }
    all     = part { "AND" part }
    part    = [ "NOT" | "-" ] ( "(" query ")" | field ":" part | phrase | word [ "*" | "~" [ "1" | "2" ] ] )

``AND`` binds closer than ``OR``, and ``OR`` closer than standing side by side: «a b OR c» is a, and one of b and c.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable
from functools import cache

from marsad.corpus.search.analysis import read_words
from marsad.corpus.search.days import days_of
from marsad.corpus.search.lexing import Piece, cut
from marsad.corpus.search.syntax import And, Beside, Filter, Node, Not, Or, Phrase, Query, Word
from marsad.corpus.store.edits import STATUSES
from marsad.errors import QueryError
from marsad.text import fold

_DATES = ("from", "to")
_VALUES = ("type", "status", "lang", *_DATES)
"""Fields that take one word as it stands."""
LONGEST, DEEPEST, MOST = 4000, 30, 200
"""Characters, brackets within brackets, and words that a query may have."""
_EXAMPLES = {
    "exact": "أمل",
    "actor": "حفتر",
    "source": "رويترز",
    "said_by": "حفتر",
    "type": "ASSAULT",
    "place": "درنة",
    "status": "denied",
    "site": "aljazeera.net",
    "lang": "ar",
    "from": "2023-09",
    "to": "2023-09-28",
}
FIELDS = tuple(_EXAMPLES)
_FUZZY = re.compile(r"(.*)~(\d*)", re.DOTALL)
Reader = Callable[[], Node | None]
NestedReader = Callable[[Piece], Node | None]
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*")


def parse_query(text: str, *, cross_script: bool = True) -> Query:
    """The query that a text means.

    >>> parse_query("حفتر OR السراج").root  # Haftar or Sarraj
    Or(parts=(Word(text='حفتر', at=0, prefix=False, fuzzy=0), Word(text='السراج', at=8, prefix=False, fuzzy=0)))

    Raises `QueryError`, which names the character and what to write instead.
    """
    if len(text) > LONGEST:
        raise QueryError(
            text, LONGEST, f"a query has at most {LONGEST:,} characters", remedy="leave words out"
        )
    return Query(text, _Parser(text).read(), cross_script)


class _Parser:
    """Recursive descent over the pieces of one query."""

    def __init__(self, text: str) -> None:
        self._text, self._pieces, self._next = text, cut(text), 0
        self._depth = self._words = 0

    def read(self) -> Node:
        """The tree of the whole query."""
        root = self._beside()
        if self._here.kind == ")":
            raise self._error(self._here.at, "this bracket closes nothing", "leave it out, or put ( before")
        if root is None:
            raise self._error(
                0, "there is no word to search for", "write a word, a name or a filter such as site:"
            )
        return root

    @property
    def _here(self) -> Piece:
        return self._pieces[self._next]

    def _take(self) -> Piece:
        piece = self._here
        self._next += 1
        return piece

    def _error(self, at: int, problem: str, remedy: str) -> QueryError:
        return QueryError(self._text, at, problem, remedy=remedy)

    def _beside(self) -> Node | None:
        parts: list[Node] = []
        while self._here.kind not in (")", "end"):
            part = self._either()
            if part is not None:
                parts.append(part)
        return _one_or(Beside, parts)

    def _either(self) -> Node | None:
        return self._joined("OR", self._all, Or)

    def _all(self) -> Node | None:
        return self._joined("AND", self._part, And)

    def _joined(self, operator: str, read: Reader, kind: type[And] | type[Or]) -> Node | None:
        """Parts joined by an operator; a mark alone («،») is no part, but an operator must have one on both sides."""
        first = self._operand(operator, read)
        parts = [first] if first is not None else []
        while self._here.kind == operator:
            sign = self._take()
            if not parts:
                raise self._error(sign.at, f"{operator} has nothing before it", "put a word before it")
            part = self._operand(operator, read)
            if part is None:
                raise self._error(sign.at, f"{operator} has nothing behind it", "put a word behind it")
            parts.append(part)
        return _one_or(kind, parts)

    def _operand(self, operator: str, read: Reader) -> Node | None:
        piece = self._here
        if piece.kind == operator or piece.kind in ("AND", "OR"):
            raise self._error(piece.at, f"{piece.kind} has nothing before it", "put a word before it")
        if piece.kind in (")", "end"):
            return None
        return read()

    def _part(self) -> Node | None:
        piece = self._take()
        if piece.kind == "NOT":
            part = self._nested(piece, self._signed)
            return Not(part) if part is not None else None
        if piece.kind == "(":
            return self._nested(piece, self._bracket)
        if piece.kind == "field":
            return self._nested(piece, self._filter)
        self._words += 1
        if self._words > MOST:
            raise self._error(piece.at, f"a query has at most {MOST} words", "leave words out")
        return self._phrase(piece) if piece.kind == "phrase" else self._word(piece)

    def _nested(self, piece: Piece, read: NestedReader) -> Node | None:
        self._depth += 1
        if self._depth > DEEPEST:
            raise self._error(piece.at, f"more than {DEEPEST} brackets in each other", "leave brackets out")
        node = read(piece)
        self._depth -= 1
        return node

    def _signed(self, sign: Piece) -> Node | None:
        if self._here.kind in ("AND", "OR", ")", "end"):
            raise self._error(sign.at, "NOT has nothing behind it", "put a word behind it")
        return self._part()

    def _bracket(self, opening: Piece) -> Node | None:
        node = self._beside()
        if self._here.kind != ")":
            raise self._error(opening.at, "this bracket is never closed", "put ) behind its last word")
        self._take()
        if node is None:
            raise self._error(
                opening.at, "there is nothing in these brackets", "put a word in, or leave them out"
            )
        return node

    def _filter(self, piece: Piece) -> Node:
        name = piece.text.lower()
        if name not in FIELDS:
            near = difflib.get_close_matches(name, FIELDS, 1)
            meant = f"did you mean {near[0]}:" if near else f"fields are {', '.join(FIELDS)}"
            raise self._error(piece.at, f"{piece.text}: is no field", f"{meant}; a plain word goes into «»")
        if self._here.kind not in (("word", "phrase") if name in _VALUES else ("word", "phrase", "(")):
            raise self._error(
                piece.at, f"{name}: has no value behind it", f"write one, such as {name}:{_EXAMPLES[name]}"
            )
        body = self._part()
        if body is None:
            raise self._error(
                piece.at, f"{name}: has no value behind it", f"write one, such as {name}:{_EXAMPLES[name]}"
            )
        self._check(name, body)
        return Filter(name, body, piece.at)

    def _check(self, name: str, body: Node) -> None:
        """Refuses a value that the field cannot have."""
        match body:
            case Filter():
                raise self._error(body.at, f"a field stands inside {name}:", "close the bracket before it")
            case Word() | Phrase():
                self._check_value(name, body)
            case Not(part):
                self._check(name, part)
            case Beside(parts) | And(parts) | Or(parts):
                for part in parts:
                    self._check(name, part)

    def _check_value(self, name: str, value: Word | Phrase) -> None:
        if name not in _VALUES:
            if name == "exact" and isinstance(value, Word) and value.fuzzy:
                raise self._error(value.at, "exact: and ~ exclude each other", "leave one of them out")
            return
        if isinstance(value, Word) and (value.prefix or value.fuzzy):
            raise self._error(value.at, f"{name}: takes a whole value", "leave * and ~ out")
        problem = _problem(name, fold(value.text).strip())
        if problem:
            raise self._error(value.at, f"this is no {problem[0]}", problem[1])

    def _phrase(self, piece: Piece) -> Node | None:
        if starred := re.search(r"\w[*~]", piece.text):
            at = piece.at + starred.start() + 2
            raise self._error(at, "* and ~ have no meaning inside a quotation", "put the word outside «»")
        return Phrase(piece.text, piece.at) if read_words(piece.text) else None

    def _word(self, piece: Piece) -> Node | None:
        text, prefix, fuzzy = piece.text, False, 0
        if text.endswith("*"):
            text, prefix = text[:-1], True
        elif match := _FUZZY.fullmatch(text):
            text, fuzzy = match[1], self._distance(piece, match[2])
        if (wrong := max(text.find("*"), text.find("~"))) >= 0:
            raise self._error(
                piece.at + wrong, f"{text[wrong]} can only stand at the end of a word", "move it there"
            )
        words = len(read_words(text))
        if not words and not (prefix or fuzzy):
            return None
        if (prefix or fuzzy) and words != 1:
            raise self._error(piece.at, "* and ~ stand behind one word", "put a word before it")
        return Word(text, piece.at, prefix, fuzzy)

    def _distance(self, piece: Piece, digits: str) -> int:
        distance = int(digits[:3]) if digits else 1
        if distance not in (1, 2):
            at = piece.at + piece.text.rindex("~")
            raise self._error(at, "~ allows one or two letters to differ", "write ~1 or ~2")
        return distance


def _one_or(kind: type[Beside] | type[And] | type[Or], parts: list[Node]) -> Node | None:
    if len(parts) < 2:
        return parts[0] if parts else None
    return kind(tuple(parts))


def _problem(name: str, value: str) -> tuple[str, str] | None:
    """What is wrong with a folded value of a field, and the remedy."""
    if name in _DATES and days_of(value) is None:
        return "date", "write 2023, 2023-09 or 2023-09-28"
    if name == "status" and value not in STATUSES:
        return "status", f"one of {', '.join(STATUSES)}"
    if name == "type" and value.upper() not in event_types():
        return "type of events", f"one of {', '.join(event_types())}"
    if name == "lang" and not _LANGUAGE.fullmatch(value):
        return "language", "write ar, en, fr …"
    return None


@cache
def event_types() -> tuple[str, ...]:
    """The types of events that ``type:`` takes."""
    from marsad.matching import load_lexicon

    return tuple(entry.id for entry in load_lexicon().table("event_type"))
