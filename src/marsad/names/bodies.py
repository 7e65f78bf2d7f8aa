"""Bodies, places and named things that no list has, by the noun that opens their name.

«وزارة …», «المجلس … الأعلى», «حزب "…"», «محافظة …»: a construct of nouns up to a definite one or a known name, the
adjectives that agree, a purpose («لمكافحة …»), a seat («بصفاقس»). What a noun wants after it is data (body_nouns.yaml).
"""

from __future__ import annotations

from collections.abc import Sequence

from marsad.matching import Entry, Match, Matches
from marsad.names.body_view import BodyView, body_view
from marsad.names.candidates import Candidate
from marsad.names.links import linking
from marsad.names.words import POSSIBLE, WordSense
from marsad.types import Part

_QUOTED = 5
"""How far quotation marks after the opening noun are trusted: above any list."""
_LONGEST, _LONGEST_QUOTED, _LONGEST_CHAIN = 12, 6, 3
_QUOTES = {'"': '"', "«": "»", "“": "”", "'": "'", "(": ")"}
_NISBA = ("ي", "يه", "يين", "يون")
_VERBAL = frozenset("سك")
NOTHING, WORD, LISTED, BELONGING, NATIONAL, PROPER = range(6)
"""What the words after the opening noun prove, in rising order."""

_LEAST = {
    "word": WORD,
    "listed": LISTED,
    "proper": NATIONAL,
    "foreign": PROPER,
    "place": PROPER,
    "adjective": BELONGING,
}
_LEAST |= {"nationality": NATIONAL}


def body_candidates(
    part: Part, matches: Matches, senses: tuple[WordSense, ...], settled: Sequence[Candidate]
) -> list[Candidate]:
    """The bodies, facilities and named things of a part that an opening noun shows."""
    nouns = matches.of("body_noun")
    if not nouns:
        return []
    view = body_view(part, matches, senses, settled)
    found = []
    for noun in nouns:
        if _VERBAL & set(noun.clitics):  # «ستجمع المباراة …»
            continue
        reading = _Reading(view, noun)
        candidate = reading.candidate()
        if candidate is not None:
            found.append(candidate)
    return found


class _Reading:
    """One try at a body: moves from the opening noun to the right and notes what it has proved."""

    def __init__(self, view: BodyView, noun: Match) -> None:
        self.view, self.noun, self.fields = view, noun, noun.entry.fields
        self.at, self.proof = noun.last, NOTHING
        self.tokens = view.part.tokens
        self.definite = noun.definite

    def candidate(self) -> Candidate | None:
        """The body, or None when too little follows its noun."""
        wants = self.fields["article" if self.definite else "wants"]
        if not self.definite:
            quoted = self._quoted()
            if quoted is not None:
                return quoted
        if self.definite and wants == "quoted":
            self._adjectives()
            return self._quoted() or self._apposed()
        if wants in ("never", "quoted") or self._belongs_to_office():
            return None
        inner = bool(self.fields.get("inner"))
        if self.definite:
            self._adjectives()
        elif inner or wants == "foreign":
            self._foreign(media=self.fields["kind"] == "organization")
        else:
            self._construct(places=wants == "place")
        if self.at == self.noun.last:
            return None
        if not inner:
            self._tail()
        return self._close(inner) if self.proof >= _LEAST[wants] else None

    def _belongs_to_office(self) -> bool:
        return self.fields.get("after_office") is False and self.noun.first in self.view.offices

    def _close(self, inner: bool) -> Candidate:
        first = self.noun.last if inner else self.noun.first
        start = self.tokens[first].start if inner else self.noun.start
        end = self.tokens[self.at - 1].end
        kind = self.fields["kind"]
        holds, trust = kind == "organization" and not self.fields.get("whole"), 2 - inner
        entries, rule = self._place_entries() if kind == "place" else (), f"body.{kind}"
        short = self._short()
        return Candidate(first, self.at, start, end, kind, rule, trust, entries, inside=short, holds=holds)

    def _place_entries(self) -> tuple[Entry, ...]:
        """What lists know of the place: «محافظة البيضاء» lies where «البيضاء» does, «مسجد موسكو» is another thing."""
        name = self._name(self.noun.last)
        known = name is not None and name.kind == "place" and name.last == self.at
        return name.entries if known and name is not None and self.fields.get("short") else ()

    def _short(self) -> tuple[tuple[int, int], ...]:
        """The name without its opening noun, where it is used alone too: «تلكلخ» of «بلدة تلكلخ»."""
        name = self._name(self.noun.last)
        if (
            not self.fields.get("short")
            or self.definite
            or any(e.kind == "country" for e in (name.entries if name else ()))
        ):
            return ()
        return ((self.tokens[self.noun.last].start, self.tokens[self.at - 1].end),)

    def _quoted(self) -> Candidate | None:
        """«حركة "…"» with its quotation marks, «صحيفة "…"» the name inside alone."""
        at = self.at
        if at >= len(self.tokens) or self.tokens[at].text not in _QUOTES:
            return None
        closing = _QUOTES[self.tokens[at].text]
        for end in range(at + 2, min(at + _LONGEST_QUOTED, len(self.tokens))):
            token = self.tokens[end]
            if token.text == closing:
                return self._between(at, end)
            if token.kind == "mark" and token.text not in ".-":
                return None
        return None

    def _apposed(self) -> Candidate | None:
        """The name alone that stands right after «العاصفة …»: a person's or a foreign word."""
        name = self._name(self.at)
        last = name.last if name is not None and name.kind == "person" else self._run(self.at)
        if last == self.at or (name is not None and name.kind != "person"):
            return None
        start, end = self.tokens[self.at].start, self.tokens[last - 1].end
        return Candidate(self.at, last, start, end, self.fields["kind"], "body.quoted", _QUOTED)

    def _between(self, opening: int, closing: int) -> Candidate | None:
        kind, inner = self.fields["kind"], bool(self.fields.get("inner"))
        senses = self.view.senses[opening + 1 : closing]
        if any(sense.closed for sense in senses) and not all(
            t.text.isascii() for t in self.tokens[opening + 1 : closing]
        ):
            return None
        if self.tokens[opening].text == "(" and not inner:
            return None
        name = self._name(opening + 1)
        entries = name.entries if name is not None and name.kind == kind and name.last == closing else ()
        if inner:
            start, end = self.tokens[opening + 1].start, self.tokens[closing - 1].end
            return Candidate(opening + 1, closing, start, end, kind, "body.quoted", _QUOTED, entries)
        if kind != "organization":
            return None
        rule = "body.quoted"
        return Candidate(
            self.noun.first, closing + 1, self.noun.start, self.tokens[closing].end, kind, rule, 2, entries
        )

    def _construct(self, *, places: bool) -> None:
        """The nouns from the first to a definite one or a known name; stands still when they lead to neither."""
        at = self.at
        for _ in range(_LONGEST_CHAIN + 1):
            if self.fields.get("unowned") and self._is_unnaming(at):
                return
            name = self._name(at)
            if name is not None:
                fits = not self.fields.get("nameless") and (not places or name.kind == "place")
                fits = fits and not (self.fields.get("no_person") and name.kind == "person")
                if fits:
                    self.at, self.proof = name.last, PROPER
                return
            if at >= len(self.tokens) or self.tokens[at].kind != "word" or places:
                return
            listed = self.view.words.get(at) or self.view.nouns.get(at)
            if self._is_definite(at):
                if self.view.senses[at].closed or at in self.view.passing or at in self.view.nations:
                    return
                self.at, self.proof = at + 1, LISTED if listed else WORD
                if self.view.senses[at].title:  # «جامعة الملك سعود»
                    self._proper_run(at + 1)
                return
            joined = listed is not None and listed.clitics == "و" and at > self.at  # «تطوير وتنمية المدن»
            if listed is None or (listed.clitics and (not joined or listed.definite)):
                self._proper_run(at)
                return
            at += 1

    def _is_unnaming(self, at: int) -> bool:
        """Whether a definite noun after «مستشفى» names nothing: a common one, or an adjective («ساحة الرئيسية»)."""
        if at in self.view.unnaming:
            return True
        return (
            self._is_definite(at) and self.tokens[at].fold.endswith(("يه", "ات")) and self._name(at) is None
        )

    def _proper_run(self, at: int) -> None:
        """Words that only look like a name: «شركة يونايتد إيرلاينز», «مدرسة …»."""
        end = self._run(at)
        if end > at:
            self.at, self.proof = end, PROPER

    def _run(self, at: int) -> int:
        senses = self.view.senses
        end = at
        while end < len(self.tokens) and end - at < 4 and not senses[end].closed and not senses[end].skip:
            token = self.tokens[end]
            latin = token.kind == "word" and token.text.isascii()
            if not (latin or senses[end].foreign or senses[end].like >= POSSIBLE or senses[end].joins):
                break
            end += 1
        return end

    def _foreign(self, *, media: bool) -> None:
        """A bare name after «صحيفة» or «مدينة»: words that look foreign; a definite noun only after a medium."""
        name = self._name(self.at)
        if name is not None:
            return
        end = self._run(self.at)
        if end > self.at and not self.view.senses[self.at].adjective:
            self.at, self.proof = end, PROPER
        elif media and self._is_title(self.at):
            self.at, self.proof = self.at + 1, PROPER
            self._adjectives()

    def _is_title(self, at: int) -> bool:
        """Whether a definite word can be a paper's name: no adjective, no word that only passes."""
        if not self._is_definite(at) or at in self.view.passing or at in self.view.nations:
            return False
        if at in self.view.unnaming:
            return False
        return not self.view.senses[at].closed and not self.tokens[at].fold.endswith(_NISBA)

    def _tail(self) -> None:
        while self.at < len(self.tokens) and self.at - self.noun.first < _LONGEST:
            before = self.at
            self._adjectives()
            self._second_adjective()
            if self.fields.get("joined"):
                self._joined()
            if self.fields.get("purpose"):
                self._purpose()
            self._owner()
            if self.fields.get("local") and self._seat():
                return
            if self.at == before:
                return

    def _adjectives(self) -> None:
        while self.at < len(self.tokens) and self._is_definite(self.at) and self._is_adjective_here(self.at):
            at, fold = self.at, self.tokens[self.at].fold
            building = at in self.view.building and self.fields["kind"] == "place"
            if not building and (at in self.view.passing or self.view.senses[at].closed):
                return
            if building:
                self.proof = max(self.proof, BELONGING)
            elif at in self.view.nations:
                self.proof = max(self.proof, NATIONAL)
            elif at in self.view.adjectives:
                self.proof = max(self.proof, BELONGING)
            elif at in self.view.ordinals:
                if self.proof < BELONGING:
                    return  # «المحكمة الكبرى الجنائية [الرابعة]», not «المحكمة [الثانية]»
            elif self._is_whole() or not (fold.endswith(_NISBA) and len(fold) > 5):
                return  # «جلسة مجلس الأمة [الاعتيادية]»
            self.at = at + 1

    def _second_adjective(self) -> None:
        """«الإنماء الاقتصادي والاجتماعي»: one adjective more, which agrees with the one before it."""
        at = self.at
        if at >= len(self.tokens) or at not in self.view.free or at in self.view.names or self._is_listed():
            return
        before, fold = self.tokens[at - 1].fold, self.tokens[at].fold
        ending = next((e for e in ("يه", "ي") if before.endswith(e)), "")
        if ending and before.startswith("ال") and fold.startswith("وال") and fold.endswith(ending):
            self.at = at + 1

    def _is_listed(self) -> bool:
        """Whether what has been read is the whole of a listed name: «المجلس الأعلى للدولة» with «والقوى …» after it."""
        name = self.view.names.get(self.noun.first)
        return name is not None and bool(name.entries) and name.last == self.at

    def _is_adjective_here(self, at: int) -> bool:
        """«السعودية» after a feminine noun is an adjective although it names a country too."""
        return at in self.view.nations or self._name(at) is None

    def _joined(self) -> None:
        """«وزارة الشباب والرياضة»; a second body («… والمحكمة الدستورية») is none of it."""
        at = self.at
        if self._is_listed():
            return
        if at + 1 < len(self.tokens) and self.tokens[at].text == "و" and self._is_definite(at + 1):
            self.at = at + 2
        elif at < len(self.tokens) and self.tokens[at].fold.startswith("وال"):
            word = self.view.words.get(at)
            if word is not None and self.view.names.get(at) is None:
                self.at = at + 1

    def _is_whole(self) -> bool:
        return self.fields["kind"] == "organization" and self._is_listed()

    def _purpose(self) -> None:
        """«للهجرة», «لمكافحة الإرهاب»: after an adjective or a known name."""
        at = self.at
        known = self.proof >= BELONGING or self.definite or bool(self.fields.get("trades"))
        if at >= len(self.tokens) or not known:
            return
        word = self.view.words.get(at)
        if word is None or not word.clitics.startswith("ل"):
            return
        self.at, self.proof = at + 1, max(self.proof, NATIONAL)
        if self.tokens[at].fold.startswith("لل"):
            self._adjectives()
            self._object()
            return
        proof = self.proof
        self._construct(places=False)
        self.proof = proof

    def _object(self) -> None:
        """What a purpose is done to: «للرقابة [على الأغذية]», «للإشراف العام [على سلامة الانتخابات]»."""
        at = self.at + (self.at in self.view.adjectives)
        if at + 1 >= len(self.tokens) or self.tokens[at].fold not in linking("object"):
            return
        if self._is_definite(at + 1):
            self.at = at + 2
        elif self._name(at + 1) is None and at + 1 in self.view.words:
            before, self.at, proof = self.at, at + 1, self.proof
            self._construct(places=False)
            self.at, self.proof = self.at if self.at > at + 1 else before, proof

    def _owner(self) -> None:
        """«المكتب السياسي لحركة …»: the body it is part of, after an adjective."""
        at = self.at
        if at >= len(self.tokens) or not self.definite or self.proof < BELONGING:
            return
        name = self.view.names.get(at)
        if name is not None and name.kind == "organization" and self._particle(at, name).startswith("ل"):
            self.at, self.proof = name.last, PROPER
            return
        noun = self.view.owners.get(at)
        if noun is not None:
            owner = _Reading(self.view, noun).candidate()
            if owner is not None and owner.kind == "organization":
                self.at, self.proof = owner.last, PROPER

    def _seat(self) -> bool:
        """«بصفاقس», «في واشنطن»."""
        at = self.at
        if at >= len(self.tokens):
            return False
        name = self.view.names.get(at)
        if name is not None and name.kind in ("place", "organization") and self._particle(at, name) == "ب":
            self.at = name.last
            return True
        if name is not None and name.kind == "place" and self._is_town_council(at, name):
            self.at = name.last
            return True
        after = self._name(at + 1)
        if self.tokens[at].fold in linking("branch") and after is not None and after.kind == "place":
            self.at = after.last
            return True
        if (
            self.tokens[at].fold in linking("seat")
            and after is not None
            and after.kind == "place"
            and self.proof < PROPER
        ):
            self.at = after.last
            return True
        return False

    def _is_town_council(self, at: int, name: Candidate) -> bool:
        """«المجلس البلدي درنة»: the town right after the adjective."""
        fold = self.tokens[at - 1].fold
        return self.definite and fold in linking("town") and name.start == self.tokens[at].start

    def _particle(self, at: int, name: Candidate) -> str:
        return self.view.part.text[self.tokens[at].start : name.start]

    def _name(self, at: int) -> Candidate | None:
        """The known name that opens at a token without a particle."""
        name = self.view.names.get(at)
        return name if name is not None and name.start == self.tokens[at].start else None

    def _is_definite(self, at: int) -> bool:
        if at >= len(self.tokens) or self.tokens[at].kind != "word":
            return False
        fold = self.tokens[at].fold
        return fold.startswith("ال") and len(fold) > 4


__all__ = ["body_candidates"]
