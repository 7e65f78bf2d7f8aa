"""What Marsad itself is made of: its model packs with their cards, its floors, and the licences of what it brings along."""

from __future__ import annotations

import hashlib
import json
import re
from functools import cache
from importlib import metadata
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import msgspec

PACKS = {"names": "marsad.names", "events": "marsad.events", "search": "marsad.corpus.search"}
"""The packages with a folder ``pack`` of weights and a card."""
_REQUIREMENT = re.compile(r"^[A-Za-z0-9._-]+")
_FOR_DEVELOPERS = re.compile(r"extra\s*==\s*[\"'](dev|benchmarks|interchange)[\"']")
"""What only those who work on Marsad install, which no desk runs."""
_DISTRIBUTION = "marsad"


class PackFile(msgspec.Struct, frozen=True, kw_only=True):
    """A file of a pack with its SHA-256; `whole` says whether that is the one its card names."""

    name: str
    sha256: str
    whole: bool


class Pack(msgspec.Struct, frozen=True, kw_only=True):
    """A model: what its card says of where it comes from, its licence, its scores (table, measure, value) and its limits."""

    name: str
    made_by: str
    licence: str
    measured_on: str
    data: dict[str, str]
    scores: tuple[tuple[str, str, float], ...]
    limits: tuple[str, ...]
    files: tuple[PackFile, ...]


class Floor(msgspec.Struct, frozen=True, kw_only=True):
    """The least a score may be, and the beginning of the SHA-256 of the data it was measured on."""

    data: str
    sha256: str
    measure: str
    f1: float


class Licence(msgspec.Struct, frozen=True, kw_only=True):
    """Something that is brought along, and under which licence."""

    name: str
    kind: str
    licence: str


@cache
def list_packs() -> tuple[Pack, ...]:
    """The model packs of this installation; their files are hashed once a process."""
    return tuple(_pack(name, files(package).joinpath("pack")) for name, package in PACKS.items())


def _pack(name: str, folder: Traversable) -> Pack:
    card: dict[str, Any] = json.loads(folder.joinpath("card.json").read_text(encoding="utf-8"))
    scores = dict(card.get("scores", {}))
    measured_on = str(scores.pop("measured_on", ""))
    return Pack(
        name=name,
        made_by=str(card.get("made_by", "")),
        licence=str(card.get("licence", "")),
        measured_on=measured_on,
        data=dict(card.get("data", {})),
        scores=tuple(
            (table, measure, float(value))
            for table, measures in scores.items()
            if isinstance(measures, dict)
            for measure, value in measures.items()
            if isinstance(value, int | float)
        ),
        limits=tuple(card.get("limits", ())),
        files=tuple(_pack_file(folder, one, sha256) for one, sha256 in card.get("files", {}).items()),
    )


def _pack_file(folder: Traversable, name: str, expected: str) -> PackFile:
    found = folder.joinpath(name)
    sha256 = hashlib.sha256(found.read_bytes()).hexdigest() if found.is_file() else ""
    return PackFile(name=name, sha256=sha256 or expected, whole=sha256 == expected)


@cache
def list_floors() -> tuple[Floor, ...]:
    """The floors that the scores of this version were held to; none in an installation that does not bring them."""
    source = next((one for one in _floor_files() if one.is_file()), None)
    if source is None:
        return ()
    said: dict[str, dict[str, Any]] = json.loads(source.read_text(encoding="utf-8"))
    return tuple(
        Floor(data=name, sha256=table["data"], measure=measure, f1=f1)
        for name, table in sorted(said.items())
        for measure, f1 in sorted(table["f1"].items())
    )


def _floor_files() -> tuple[Traversable, ...]:
    """Where the floors are in a wheel, and in a working copy."""
    return (
        files("marsad.desk").joinpath("floors.json"),
        Path(__file__).parents[3] / "benchmarks/floors.json",
    )


@cache
def list_licences() -> tuple[Licence, ...]:
    """The licences of fonts, data and libraries that come with the desk, as each of them says itself."""
    said: list[dict[str, str]] = json.loads(
        files("marsad.desk").joinpath("licences.json").read_text(encoding="utf-8")
    )
    own = [msgspec.convert(one, Licence) for one in said]
    return (*own, *_libraries())


def _libraries() -> list[Licence]:
    try:
        wanted = metadata.requires(_DISTRIBUTION) or []
    except metadata.PackageNotFoundError:
        return []
    used = [one for one in wanted if not _FOR_DEVELOPERS.search(one)]
    names = {found[0] for one in used if (found := _REQUIREMENT.match(one)) and found[0] != _DISTRIBUTION}
    return [one for name in sorted(names, key=str.lower) if (one := _library(name)) is not None]


def _library(name: str) -> Licence | None:
    """A library that is installed; those of extras that are not are left out."""
    try:
        about = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return None
    classified = _classified(about.get_all("Classifier") or [])
    licence = _field(about, "License-Expression") or classified or _field(about, "License")
    first = licence.strip().splitlines()[:1]
    return Licence(name=f"{name} {about['Version']}", kind="library", licence=first[0] if first else "?")


def _field(about: metadata.PackageMetadata, name: str) -> str:
    return str((about.get_all(name) or [""])[0])


def _classified(classifiers: list[str]) -> str:
    named = [one.rpartition(" :: ")[2] for one in classifiers if one.startswith("License ::")]
    return ", ".join(one for one in named if one != "OSI Approved")


__all__ = ["Floor", "Licence", "Pack", "list_floors", "list_licences", "list_packs"]
