"""The words reports use for the parts and values of a record, in English or Arabic."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from marsad.errors import UsageError
from marsad.export.highlights import clean

LANGUAGES = ("ar", "en")


class Wording:
    """The words of one language; a value without words of its own is shown as it stands.

    >>> Wording("ar")["CONSULT"], Wording("en")["CONSULT"]  # consultation
    ('تشاور', 'CONSULT')
    """

    def __init__(self, language: str) -> None:
        if language not in LANGUAGES:
            raise UsageError("language", f"{language!r} is not one of: {', '.join(LANGUAGES)}")
        self.language, self._words = language, _labels()[language]

    @property
    def values(self) -> frozenset[str]:
        """The parts and values that have words of their own."""
        return frozenset(self._words)

    def __getitem__(self, value: str) -> str:
        return self._words.get(value, value)


class SafeWording(Wording):
    """The same words, safe inside HTML: a value without words of its own may come from anywhere."""

    def __getitem__(self, value: str) -> str:
        return clean(super().__getitem__(value))


@cache
def _labels() -> dict[str, dict[str, str]]:
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    source = Path(__file__).with_name("labels.yaml").read_text(encoding="utf-8")
    labels: dict[str, dict[str, str]] = yaml.load(source, Loader=loader)
    return labels


__all__ = ["LANGUAGES", "SafeWording", "Wording"]
