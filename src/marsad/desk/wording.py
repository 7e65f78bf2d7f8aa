"""The words of the desk in Arabic and English, with the plural forms of each."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files
from typing import Any

from marsad.desk.settings import Settings
from marsad.desk.states import Language
from marsad.desk.tracing import way_of
from marsad.export.wording import Wording
from marsad.matching.store import SOURCES
from marsad.matching.tables import load_table

Forms = dict[str, str]
PLURALS: dict[str, tuple[str, ...]] = {
    "ar": ("zero", "one", "two", "few", "many", "other"),
    "en": ("one", "other"),
}
"""The plural forms of each language (Unicode CLDR 44)."""
_ARABIC_INDIC = str.maketrans("0123456789,.%", "٠١٢٣٤٥٦٧٨٩٬٫٪")
_BOUNDS = {"≥": "at_least", "≤": "at_most", "≈": "about"}
_SCALES = (("milliards", 10**9), ("millions", 10**6))
_USUAL = Settings()


class DeskWords:
    """The words of one language: what the desk says, and what values of a record are called.

    >>> words = DeskWords("ar")
    >>> [words.count("articles", number) for number in (0, 1, 2, 5, 11, 100)]
    ['لا مقالات', 'مقالة واحدة', 'مقالتان', '5 مقالات', '11 مقالة', '100 مقالة']
    """

    def __init__(self, language: Language, settings: Settings = _USUAL) -> None:
        self.language, self.settings = language, settings
        self.direction = "rtl" if language == "ar" else "ltr"
        self._said = strings(language)
        self._values = Wording(language)
        self._days: dict[str | None, str] = {}
        self._ways: dict[str, str] = {}
        self._called: dict[str | None, str] = {}

    def __getitem__(self, key: str) -> str:
        """What the desk says; a key that is not there is a fault of the desk, not of who reads."""
        said = self._said[key]
        if not isinstance(said, str):
            raise TypeError(f"{key} has plural forms: say how many")
        return said

    def count(self, key: str, number: int) -> str:
        """A number of things, in the form that the number asks for."""
        forms = self._said[key]
        if isinstance(forms, str):
            raise TypeError(f"{key} has no plural forms")
        return forms[plural_form(self.language, number)].format(n=self.number(number))

    def number(self, number: float | str) -> str:
        """A number in the digits of the settings; Arabic-Indic ones are for Arabic alone.

        >>> DeskWords("ar", Settings(digits="arabic")).number(1250)
        '١٬٢٥٠'
        """
        said = number if isinstance(number, str) else f"{number:,}"
        return said.translate(_ARABIC_INDIC) if self._indic else said

    def amount(self, said: str) -> str:
        """A count as a claim has it, in words where a sign could be read from either side.

        >>> words = DeskWords("ar")
        >>> words.amount("≥9"), words.amount("≤150"), words.amount("154000000000"), words.amount("100–999")
        ('9 على الأقل', '150 على الأكثر', '154 مليار', '100 إلى 999')
        """
        sign = _BOUNDS.get(said[:1])
        if sign:
            return self[sign].format(n=self._figure(said[1:]))
        first, dash, last = said.partition("–")
        return (
            self["from_to"].format(n=self._figure(first), m=self._figure(last))
            if dash
            else self._figure(said)
        )

    def _figure(self, said: str) -> str:
        """A figure with its thousands parted, in milliards or millions where it is round."""
        if not said.isascii() or not said.isdigit():
            return self.number(said)
        for name, scale in _SCALES:
            if int(said) >= scale and int(said) * 1000 % scale == 0:
                return self[name].format(n=self.number(f"{int(said) / scale:.10g}"))
        return self.number(int(said))

    @property
    def _indic(self) -> bool:
        return self.language == "ar" and self.settings.digits == "arabic"

    def value(self, value: str | None) -> str:
        """What a value of a record is called; one without words of its own is shown as it stands.

        Types of events are English words already, only that they shout.

        >>> DeskWords("en").value("ASSAULT"), DeskWords("ar").value("ASSAULT")
        ('assault', 'اعتداء')
        """
        called = self._called.get(value)
        if called is None:
            own = self._said.get(f"value_{value}")
            said = own if isinstance(own, str) else self._values[value or "unknown"]
            called = said.lower() if said == value and len(said) > 2 and said.isupper() else said
            self._called[value] = called
        return called

    def named(self, group: str, value: str) -> str:
        """What a value of a group is called, such as ``disasters`` of the group ``context``."""
        said = self._said.get(f"{group}_{value}", value)
        return said if isinstance(said, str) else value

    def way(self, rule: str) -> str:
        """How a fact was found, in words; a rule that has none is shown as it stands.

        >>> DeskWords("en").way("speech.verb.that"), DeskWords("ar").way("person.title")
        ('a verb of saying followed by “that”', 'لقب قبل الاسم')
        """
        if rule not in self._ways:
            self._ways[rule] = way_of(rule, self._said)
        return self._ways[rule]

    def found(self, rule: str, confidence: float) -> str:
        """How a fact was found, and how sure that is.

        >>> DeskWords("ar").found("tagger.person", 0.914)
        'اسم عرفه النموذج · 91%'
        """
        return f"{self.way(rule)} · {self.number(f'{confidence:.0%}')}"

    def country(self, code: str) -> str:
        """The name of a country by its two letters; one that the lexicon lacks is shown by them.

        >>> DeskWords("ar").country("TN"), DeskWords("en").country("TN")
        ('تونس', 'Tunisia')
        """
        return _countries(self.language).get(code, code)

    def months_of(self, naming: str) -> tuple[str, ...]:
        """The twelve months as the press of a region calls them; in English there is one naming.

        >>> DeskWords("ar").months_of("levant")[0], DeskWords("ar").months_of("maghreb_fr")[0]
        ('كانون الثاني', 'جانفي')
        """
        return _months("english" if self.language == "en" else naming)

    def month_name(self, number: int) -> str:
        """A month of the year by its name."""
        return self.months_of(self.settings.months)[number - 1]

    def month(self, month: str) -> str:
        """A month, ``2024-03``, by its name and year.

        >>> DeskWords("ar").month("2024-03")
        'مارس 2024'
        """
        year, _, number = month.partition("-")
        return f"{self.month_name(int(number))} {self.number(year)}"

    def day(self, edtf: str | None) -> str:
        """A date as people write it: by day and month where it has them, as it stands where it is not that plain.

        >>> DeskWords("ar").day("2024-03-05T10:20:00Z"), DeskWords("en").day("2024-03")
        ('5 مارس 2024', 'March 2024')
        """
        if edtf not in self._days:
            self._days[edtf] = self._day(edtf)
        return self._days[edtf]

    def _day(self, edtf: str | None) -> str:
        parts = (edtf or "")[:10].split("-")
        if not edtf or "/" in edtf or not all(part.isascii() and part.isdigit() for part in parts):
            return self.number(edtf) if edtf else self["undated"]
        if len(parts) == 1 or not 1 <= int(parts[1]) <= 12:
            return self.number(edtf)
        month = self.month("-".join(parts[:2]))
        return month if len(parts) == 2 else f"{self.number(int(parts[2]))} {month}"

    def moment(self, stamp: str) -> str:
        """A moment of UTC, ``2024-03-05T10:20:00Z``, by its day and minute.

        >>> DeskWords("ar").moment("2024-03-05T10:20:00Z")
        '5 مارس 2024 10:20'
        """
        clock = stamp[11:16]
        return f"{self.day(stamp)} {self.number(clock)}" if clock else self.day(stamp)


def plural_form(language: str, number: int) -> str:
    """The name of the plural form of a number.

    >>> [plural_form("ar", number) for number in (0, 1, 2, 3, 110, 11, 99, 100, 102)]
    ['zero', 'one', 'two', 'few', 'few', 'many', 'many', 'other', 'other']
    """
    if language == "en":
        return "one" if number == 1 else "other"
    if number in (0, 1, 2):
        return ("zero", "one", "two")[number]
    rest = number % 100
    return "few" if 3 <= rest <= 10 else "many" if rest >= 11 else "other"


@cache
def strings(language: str) -> dict[str, str | Forms]:
    """Everything the desk says in a language, by key."""
    import yaml

    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    source = files("marsad.desk").joinpath("strings", f"{language}.yaml").read_text(encoding="utf-8")
    said: dict[str, str | Forms] = yaml.load(source, Loader=loader)
    return said


@cache
def _months(naming: str) -> tuple[str, ...]:
    """The first spelling of each month in a naming of the lexicon of dates."""
    names = (str(month[naming][0]) for month in load_table("page_text", "dates")["months"])
    return tuple(name[0].upper() + name[1:] for name in names)


@cache
def _countries(language: str) -> dict[str, str]:
    """The name of each country in the lexicon by its two letters, its usual one."""
    source = (SOURCES / "gazetteer" / "countries.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(line for line in source.splitlines() if not line.startswith("#"))
    return {row["iso2"]: row["en"] if language == "en" else row["forms"].split("|")[0] for row in rows}
