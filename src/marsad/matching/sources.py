"""The lexicon's source files, read and checked.

Every folder under ``lexicon/`` has a ``schema.yaml`` that names its kinds and their fields; every other YAML or CSV
file in it holds entries of one kind::

    # What this file lists and what its fields mean.
    kind: cue
    entries:
      - id: cue.qala
        verb: {past: قال, present: يقول, participle: قائل, masdar: قول}
        act: state

A CSV file opens with ``# kind: …`` and comment lines, then a header; ``|`` separates the forms of one entry.
Forms come from `forms` (as they stand), `verb` and `noun` (inflected).
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from marsad.errors import LexiconError
from marsad.matching.inflection import inflect_noun, inflect_verb
from marsad.text import fold, tokenize

COMMON_FIELDS = frozenset(
    {"id", "forms", "verb", "noun", "gloss", "variety", "source", "ambiguous", "yes", "no", "note", "letters"}
)
_FORBIDDEN = re.compile("[\ufb50-\ufdff\ufe70-\ufefc\u0640\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_PERSIAN = re.compile("[\u06cc\u06a9\u06af\u067e\u0686\u0698]")
_TRUTHS = {True: "yes", False: "no"}
_VERB_PARTS = frozenset(
    {"past", "present", "participle", "passive_participle", "masdar", "past_passive", "present_passive"}
)
_NOUN_PARTS = frozenset({"singular", "plural", "feminine", "feminine_plural", "gender"})


class KindSchema(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What entries of a kind may hold, and how their words may be written.

    `fields` maps a field to ``str``, ``list``, ``int``, ``float``, ``bool``, ``map``, ``any`` or the list of the
    words allowed; `required` are those that must be there. `enclitics` lets a pronoun follow («لقائه»),
    `proclitics` lets particles precede, `article` lets ال precede a form listed without it.
    """

    fields: dict[str, Any] = {}
    required: list[str] = []
    enclitics: bool = False
    proclitics: bool = True
    article: bool = True
    matched: bool = True
    """False for kinds that are tables read by code (`Lexicon.table`), not words to find."""
    homonyms: bool = False
    """True where several entries may well share a form: two towns of one name."""
    glossed: bool = False
    """True where every entry must say in English what it means."""
    references: dict[str, str] = {}
    """Fields that name something else: ``{args: event_pattern}`` its id, ``{country: country.iso2}`` a field of it; the
    field ``@`` stands for every word written ``@id``."""


class RawEntry(msgspec.Struct, frozen=True):
    """An entry as its file has it, with all its written forms: `(form, feature code)`."""

    id: str
    kind: str
    file: str
    forms: tuple[tuple[str, str], ...]
    fields: dict[str, Any]


def read_schema(folder: Path) -> dict[str, KindSchema]:
    """The kinds of a lexicon folder; refuses an unknown property."""
    path = folder / "schema.yaml"
    raw = load_yaml(path)
    try:
        return {kind: msgspec.convert(schema or {}, KindSchema) for kind, schema in raw.items()}
    except msgspec.ValidationError as error:
        raise LexiconError(str(path), str(error)) from error


def read_entries(path: Path, schema: Mapping[str, KindSchema]) -> list[RawEntry]:
    """The entries of one file; refuses unknown kinds and fields, missing ones, and characters that hide."""
    kind, rows = _csv_rows(path) if path.suffix == ".csv" else _yaml_rows(path)
    if kind not in schema:
        raise LexiconError(
            str(path), f"unknown kind {kind!r}", remedy=f"name it in {path.parent.name}/schema.yaml"
        )
    entries = []
    for number, row in enumerate(rows, 1):
        where = f"{path.name} entry {number} ({row.get('id', 'no id')})"
        entries.append(_read_entry(row, kind, schema[kind], where, path, number))
    return entries


def _read_entry(
    row: dict[str, Any], kind: str, schema: KindSchema, where: str, path: Path, number: int
) -> RawEntry:
    extra = {k: v for k, v in row.items() if k not in COMMON_FIELDS}
    _check_fields(extra, schema, where)
    forms = tuple(dict.fromkeys(_forms(row, where)))
    if schema.matched and not forms:
        raise LexiconError(where, "has no form", remedy="give forms, verb or noun")
    if not row.get("letters"):
        for form, _ in forms:
            _check_letters(form, where)
    ident = str(row.get("id") or f"{kind}.{path.stem}.{number}")
    kept = extra | {
        k: row[k] for k in ("ambiguous", "yes", "no", "variety", "gloss") if row.get(k) is not None
    }
    return RawEntry(ident, kind, f"{path.parent.name}/{path.name}", forms, kept)


def _check_fields(extra: Mapping[str, Any], schema: KindSchema, where: str) -> None:
    for name, value in extra.items():
        if name not in schema.fields:
            raise LexiconError(
                where, f"unknown field {name!r}", remedy=f"allowed: {', '.join(sorted(schema.fields))}"
            )
        _check_value(name, value, schema.fields[name], where)
    missing = [name for name in schema.required if extra.get(name) in (None, "")]
    if missing:
        raise LexiconError(where, f"lacks {', '.join(missing)}")


_TYPES: dict[str, tuple[type, ...]] = {
    "str": (str,),
    "list": (list,),
    "int": (int,),
    "float": (float, int),
    "bool": (bool,),
    "map": (dict,),
    "any": (object,),
}


def _check_value(name: str, value: Any, wanted: Any, where: str) -> None:
    if isinstance(wanted, list):
        given = value if isinstance(value, list) else [value]
        wrong = [item for item in given if item not in wanted]
        if wrong:
            raise LexiconError(
                where, f"{name} is {wrong[0]!r}", remedy=f"one of {', '.join(map(str, wanted))}"
            )
    elif not isinstance(value, _TYPES[wanted]):
        raise LexiconError(where, f"{name} is {value!r}", remedy=f"a {wanted} is wanted")


def _check_letters(form: str, where: str) -> None:
    if _FORBIDDEN.search(form):
        raise LexiconError(where, f"form {form!r} has a tatweel, a presentation form or an invisible control")
    if _PERSIAN.search(form):
        raise LexiconError(
            where, f"form {form!r} has a Persian letter", remedy="mark it `letters: foreign` if meant"
        )


def _forms(row: Mapping[str, Any], where: str) -> Iterator[tuple[str, str]]:
    for form in row.get("forms") or ():
        yield str(form), ""
    verbs = row.get("verb") or []
    for verb in [verbs] if isinstance(verbs, dict) else verbs:
        if not isinstance(verb, dict) or verb.keys() - _VERB_PARTS:
            raise LexiconError(where, f"verb is {verb!r}", remedy=f"parts: {', '.join(sorted(_VERB_PARTS))}")
        yield from inflect_verb(verb)
    nouns = row.get("noun") or []
    for noun in [nouns] if isinstance(nouns, dict) else nouns:
        if not isinstance(noun, dict) or noun.keys() - _NOUN_PARTS:
            raise LexiconError(where, f"noun is {noun!r}", remedy=f"parts: {', '.join(sorted(_NOUN_PARTS))}")
        yield from inflect_noun(noun)


def key_of(form: str) -> str:
    """The look-up key of a form: its folded tokens joined by spaces."""
    return " ".join(token.fold for token in tokenize(form))


def load_yaml(path: Path) -> Any:
    """The content of a YAML file."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=loader)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise LexiconError(str(path), str(error), remedy="mend the YAML") from error


def _yaml_rows(path: Path) -> tuple[str, list[dict[str, Any]]]:
    raw = load_yaml(path)
    if not isinstance(raw, dict) or not {"kind", "entries"} <= raw.keys():
        raise LexiconError(str(path), "is not {kind: …, entries: […]}")
    return str(raw["kind"]), [_named(row) for row in raw["entries"] or ()]


def _named(row: dict[Any, Any]) -> dict[str, Any]:
    """An entry whose `yes` and `no` are names of fields: YAML reads them as true and false."""
    return {_TRUTHS[key] if isinstance(key, bool) else str(key): row[key] for key in row}


def _csv_rows(path: Path) -> tuple[str, list[dict[str, Any]]]:
    lines = path.read_text(encoding="utf-8").splitlines()
    comments = [line for line in lines if line.startswith("#")]
    kind = next((line.split(":", 1)[1].strip() for line in comments if line.startswith("# kind:")), "")
    rows: list[dict[str, Any]] = []
    for row in csv.DictReader(line for line in lines if line and not line.startswith("#")):
        filled: dict[str, Any] = {k: v for k, v in row.items() if k and v}
        if "forms" in filled:
            filled["forms"] = [form for form in filled["forms"].split("|") if form]
        rows.append(filled)
    return kind, rows


__all__ = [
    "COMMON_FIELDS",
    "KindSchema",
    "RawEntry",
    "fold",
    "key_of",
    "load_yaml",
    "read_entries",
    "read_schema",
]
