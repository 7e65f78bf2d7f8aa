"""What an engine has to look up: a query's tree turned into terms of fields.

Everything that needs the words of the index (prefixes, words spelt alike, other scripts) is settled here, so that an
engine knows terms and phrases only, and a highlight shows exactly what matched.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice, product

import msgspec
from rapidfuzz import process
from rapidfuzz.distance import OSA

from marsad.corpus.search.analysis import Keys, keys_of, read_words, without_particles
from marsad.corpus.search.crossing import arabic_forms, is_latin
from marsad.corpus.search.days import days_of
from marsad.corpus.search.fields import EVERY, NAMED, RANKED
from marsad.corpus.search.syntax import And, Beside, Filter, Node, Not, Numbered, Or, Phrase, Query, Word
from marsad.text import fold
from marsad.text.readings import strip_article

Terms = Callable[[str, str], Sequence[str]]
"""Gives the terms of a field that begin with something."""
_WORDS = tuple(RANKED)
_MOST_FORMS = 200
"""Words of the index that one word of a query may stand for."""
_MOST_PHRASES = 8
STRICT = 4
"""So many words side by side must all be there; more are a headline or a sentence, which no article repeats word for word.
MRR@10 of headlines: 0.84 so, 0.83 with six, 0.81 when all words are always asked for first (benchmarks/search.py).
"""
_FIELD_NAMES = {"said_by": "speaker"}


class Find(msgspec.Struct, frozen=True, tag=True):
    """Articles that have these terms one after the other in one of the fields.

    `ranked`: that makes them better. `shown`: a snippet marks them.
    """

    fields: tuple[str, ...]
    terms: tuple[str, ...]
    ranked: bool = True
    shown: bool = True


class Begins(msgspec.Struct, frozen=True, tag=True):
    """Articles that have a term that begins so."""

    field: str
    start: str


class Period(msgspec.Struct, frozen=True, tag=True):
    """Articles that can have been published from the first to the last day (YYYYMMDD)."""

    first: int
    last: int


class Among(msgspec.Struct, frozen=True, tag=True):
    """Articles with one of these numbers."""

    numbers: tuple[int, ...]


class Every(msgspec.Struct, frozen=True, tag=True):
    """All of the parts; `loose` ones are asked for together first and may be missing if nothing has them all."""

    parts: tuple[Plan, ...]
    loose: bool = False


class Some(msgspec.Struct, frozen=True, tag=True):
    """Any of the parts; of `alternatives` (ways to write one word) only the best counts."""

    parts: tuple[Plan, ...]
    alternatives: bool = False


class Without(msgspec.Struct, frozen=True, tag=True):
    """Everything but these."""

    part: Plan


Plan = Find | Begins | Period | Among | Every | Some | Without
EVERYTHING = Find(("labels",), (EVERY,), ranked=False)
NOTHING = Some(())


def plan_query(query: Query, terms: Terms) -> Plan:
    """The plan of a query; `terms` is asked for the words of the index."""
    return _Planner(terms, query.cross_script).plan(query.root)


def loosened(plan: Plan) -> Plan | None:
    """The plan that asks for any word where the first one asked for all of them; `None` if it was strict anyway.

    Filters, negations and what AND joins stay as they are.
    """
    words = _words(plan)
    if len(words) < 2:
        return None
    assert isinstance(plan, Every)
    return Every((Some(words), *(part for part in plan.parts if not ranks(part))))


def is_long(plan: Plan) -> bool:
    """Whether so many words stand side by side that it makes no sense to ask for all of them."""
    return len(_words(plan)) > STRICT


def _words(plan: Plan) -> tuple[Plan, ...]:
    """The words that stand side by side at the top of a plan."""
    if not (isinstance(plan, Every) and plan.loose):
        return ()
    return tuple(part for part in plan.parts if ranks(part))


def filters_of(plan: Plan) -> tuple[Plan, ...]:
    """The parts of a plan that make no article better than another: fields, periods, what is left out."""
    parts = plan.parts if isinstance(plan, Every) else (plan,)
    return tuple(part for part in parts if not ranks(part))


def ranks(plan: Plan) -> bool:
    """Whether a plan makes some articles better than others."""
    match plan:
        case Find(ranked=ranked):
            return ranked
        case Every(parts=parts) | Some(parts=parts):
            return any(map(ranks, parts))
        case Begins():
            return True
        case _:
            return False


class _Planner:
    def __init__(self, terms: Terms, cross_script: bool) -> None:
        self._terms, self._cross_script = terms, cross_script

    def plan(self, node: Node) -> Plan:
        """The plan of one node of the tree."""
        match node:
            case Word():
                return self._word(node)
            case Phrase(text):
                return self._phrase([word.keys for word in read_words(text)])
            case Filter(field, body):
                return self._filter(field, body)
            case Not(part):
                return Without(self.plan(part))
            case Numbered(numbers):
                return Among(numbers)
            case Or(parts):
                return Some(tuple(map(self.plan, parts)))
            case And(parts):
                return Every(tuple(map(self.plan, parts)))
            case Beside(parts):
                return Every(tuple(map(self.plan, _worth_asking(parts))), loose=True)

    def _word(self, word: Word) -> Plan:
        keys = [found.keys for found in read_words(word.text)]
        if word.prefix:
            return _any_of(Begins("forms", start) for start in _readings(word.text))
        if word.fuzzy:
            return _any_of(Find(("forms",), (form,)) for form in self._alike(word, "forms"))
        return self._phrase(keys)

    def _phrase(self, keys: list[Keys]) -> Plan:
        plain = Find(_WORDS, tuple(one.stem for one in keys))
        if not self._cross_script or not any(is_latin(one.form) for one in keys):
            return plain
        return _any_of((plain, *self._crossed(keys)))

    def _crossed(self, keys: list[Keys]) -> Iterator[Plan]:
        """The names that a Latin word or phrase can mean: entities with this Latin name, and Arabic words that sound so."""
        yield Find(NAMED, tuple(one.stem for one in keys))
        for names in self._arabic(keys):
            words = Find(_WORDS, tuple(one.stem for one in names))
            if len(names) == 1:  # the very name, ranked as its stem is: «الشاهد», but not «شاهدها»
                words = msgspec.structs.replace(words, shown=False)
                yield Every((Find(("forms",), (names[0].form,)), words))
            else:
                yield words

    def _arabic(self, keys: list[Keys]) -> Iterator[tuple[Keys, ...]]:
        """The words with Arabic names in place of Latin ones, in every way that the index knows."""
        ways = [
            (one, *map(keys_of, arabic_forms(one.form, self._terms))) if is_latin(one.form) else (one,)
            for one in keys
        ]
        return islice(product(*ways), 1, _MOST_PHRASES + 1)

    def _alike(self, word: Word, field: str) -> list[str]:
        """The words of a field that differ in few letters, but not in the first: nobody errs there, and it costs least."""
        near = {
            (letters, other)
            for form in _readings(word.text)
            for other, letters, _ in process.extract(
                form,
                self._terms(field, form[:1]),
                scorer=OSA.distance,
                processor=None,
                limit=None,
                score_cutoff=word.fuzzy,
            )
        }
        return [other for _, other in sorted(near)][:_MOST_FORMS]

    def _filter(self, field: str, body: Node) -> Plan:
        match body:
            case Word() | Phrase():
                return self._value(field, body)
            case Not(part):
                return Without(self._filter(field, part))
            case Or(parts):
                return Some(tuple(self._filter(field, part) for part in parts))
            case And(parts) | Beside(parts):
                return Every(tuple(self._filter(field, part) for part in parts))
            case Filter() | Numbered():  # the parser refuses fields within fields, and knows no numbers
                raise AssertionError(body)

    def _value(self, field: str, value: Word | Phrase) -> Plan:
        text = value.text
        if field in ("from", "to"):
            return _period(field, fold(text).strip())
        if field in ("type", "status", "lang"):
            folded = fold(text).strip()
            return Find(
                ("labels",), (f"{field}/{folded.upper() if field == 'type' else folded}",), ranked=False
            )
        words = [word.keys for word in read_words(text)]
        if field == "exact":
            if isinstance(value, Word) and value.prefix:
                return Begins("exact", words[0].exact)
            return Find(("exact",), tuple(word.exact for word in words))
        return self._name(_FIELD_NAMES.get(field, field), value, words)

    def _name(self, field: str, value: Word | Phrase, words: list[Keys]) -> Plan:
        if isinstance(value, Word) and (value.prefix or value.fuzzy):
            if value.fuzzy:
                forms: Iterable[str] = self._alike(value, "name_forms")
            else:
                forms = (f for start in _readings(value.text) for f in self._terms("name_forms", start))
            stems = dict.fromkeys(keys_of(form).stem for form in islice(forms, _MOST_FORMS))
            return _any_of(Find((field,), (stem,), ranked=False) for stem in stems)
        plain = Find((field,), tuple(word.stem for word in words), ranked=False)
        if not self._cross_script or not any(is_latin(word.form) for word in words):
            return plain
        arabic = (tuple(one.stem for one in names) for names in self._arabic(words))
        return _any_of([plain, *(Find((field,), stems, ranked=False) for stems in arabic)])


def _worth_asking(parts: tuple[Node, ...]) -> tuple[Node, ...]:
    """The parts without words that every article has, unless there is nothing else."""
    kept = tuple(part for part in parts if not (isinstance(part, Word) and _is_stop(part)))
    return kept if any(not isinstance(part, Filter | Not | Numbered) for part in kept) else parts


def _is_stop(word: Word) -> bool:
    words = read_words(word.text)
    return not word.prefix and not word.fuzzy and len(words) == 1 and words[0].keys.stop


def _readings(text: str) -> tuple[str, ...]:
    """What a word that is not whole or not well spelt can be without particles: no list knows its first letter."""
    word = fold(text)
    return tuple(dict.fromkeys((without_particles(word), strip_article(word))))


def _period(field: str, value: str) -> Plan:
    days = days_of(value)
    assert days is not None  # the parser has refused what is no date
    return Period(days.first, 9999_99_99) if field == "from" else Period(0, days.last)


def _any_of(parts: Iterable[Plan]) -> Plan:
    found = tuple(dict.fromkeys(parts))
    return found[0] if len(found) == 1 else Some(found, alternatives=True)
