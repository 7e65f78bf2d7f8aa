"""How the name of a body goes on behind its first nouns: adjectives, «و», a purpose, its owner, its seat."""

from __future__ import annotations

from abc import ABC, abstractmethod

from marsad.matching import Match
from marsad.names.body_view import BodyView
from marsad.names.candidates import Candidate
from marsad.names.links import linking

_LONGEST = 12
NISBA = ("ي", "يه", "يين", "يون")
NOTHING, WORD, LISTED, BELONGING, NATIONAL, PROPER = range(6)
"""What the words after the opening noun prove, in rising order."""


_MEDIA = frozenset(("agency", "newspaper", "channel", "radio", "website", "magazine"))
_SOLE = frozenset(
    ("parliament", "government", "ministry", "international", "army", "party", "agency", "alliance")
)


class BodyTail(ABC):
    """A reading of a body that stands at the token `at` and has proved `proof`; moves to the right."""

    def __init__(self, view: BodyView, noun: Match) -> None:
        self.view, self.noun, self.fields = view, noun, noun.entry.fields
        self.at, self.proof = noun.last, NOTHING
        self.tokens = view.part.tokens
        self.definite = noun.definite
        self.housed = False
        """Whether the body it is part of has been read as its end."""
        self.nation = ""
        """The country that an adjective tells."""
        self.honours = False
        """Whether it is a street or quarter called after somebody with his title, or a hospital with its adjective."""

    @abstractmethod
    def _construct(self, *, places: bool) -> None:
        """The nouns up to a definite one or a known name."""

    @abstractmethod
    def _part_of(self, noun: Match) -> Candidate | None:
        """The body that opens with another noun."""

    def _tail(self) -> None:
        while self.at < len(self.tokens) and self.at - self.noun.first < _LONGEST:
            before = self.at
            self._adjectives()
            self._second_adjective()
            if self.fields.get("joined"):
                self._joined()
            if self.fields.get("purpose"):
                self._purpose()
            self._charged()
            self._guarded()
            self._owner()
            if self._seat(local=bool(self.fields.get("local"))):
                return
            if self.at == before:
                return

    def _adjectives(self) -> None:
        while self.at < len(self.tokens) and self._is_definite(self.at) and self._is_adjective_here(self.at):
            at, fold = self.at, self.tokens[self.at].fold
            building = at in self.view.building and self.fields["kind"] == "place"
            passing = at in self.view.passing and not self._leads_on(at)
            if not building and (passing or self.view.senses[at].closed):
                return
            if building:
                self.honours = self.proof == PROPER  # «مستشفى الكرك الحكومي»
                self.proof = max(self.proof, BELONGING)
            elif at in self.view.nations:
                self.proof, self.nation = max(self.proof, NATIONAL), self.view.nations[at]
            elif at in self.view.adjectives:
                self.proof = max(self.proof, BELONGING)
            elif at in self.view.ordinals:
                if self.proof < BELONGING and not self._is_numbered():
                    return  # «المحكمة الكبرى الجنائية [الرابعة]», not «المحكمة [الثانية]»
            elif self._is_whole() or not (fold.endswith(NISBA) and len(fold) > 5):
                return  # «جلسة مجلس الأمة [الاعتيادية]»
            self.at = at + 1

    def _is_numbered(self) -> bool:
        """«المؤتمر الثاني لحزب …»: a meeting of which there are several."""
        return self.definite and self.fields["kind"] == "misc"

    def _leads_on(self, at: int) -> bool:
        """Whether a passing adjective is part of the name, as a purpose shows behind it: «المؤسسة المحلية للمياه»."""
        if at in self.view.ordinals and self._is_numbered():
            return True
        word = self.view.words.get(at + 1)
        return at in self.view.adjectives and word is not None and word.clitics.startswith("ل")

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
        at, listed = self.at, self._is_listed()
        if at >= len(self.tokens):
            return
        word = self.view.words.get(at)
        if (
            not listed
            and at + 1 < len(self.tokens)
            and self.tokens[at].text == "و"
            and self._is_definite(at + 1)
        ):
            self.at = at + 2
        elif self.tokens[at].fold.startswith("وال"):
            known = word is not None and (not listed or bool(word.entry.fields.get("task")))
            if known and self.view.names.get(at) is None and at not in self.view.bodies:
                self.at = at + 1
        elif self.tokens[at].fold in linking("affairs"):
            self._more_affairs()

    def _more_affairs(self) -> None:
        """«وزارة الخارجية [وشؤون المغتربين]»."""
        before, proof = self.at, self.proof
        self.at += 1
        self._construct(places=False)
        self.at, self.proof = self.at if self.at > before + 1 else before, max(proof, self.proof)

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
        if at + 1 < len(self.tokens) and self.tokens[at].fold in linking("object"):
            self._done_to(at)

    def _guarded(self) -> None:
        """«هيئة الوقاية [من التعذيب]»."""
        at = self.at
        if at + 1 >= len(self.tokens) or self.tokens[at].fold not in linking("against"):
            return
        if self.tokens[at - 1].fold in linking("guarding"):
            self._done_to(at)

    def _done_to(self, at: int) -> None:
        if self._is_definite(at + 1):
            self.at = at + 2
        elif self._name(at + 1) is None and at + 1 in self.view.words:
            before, self.at, proof = self.at, at + 1, self.proof
            self._construct(places=False)
            self.at, self.proof = self.at if self.at > at + 1 else before, proof

    def _charged(self) -> None:
        """«لجنة الأمم المتحدة المعنية بوضع المرأة»: what a body of a known one or a nation is there for."""
        at = self.at + 1
        if (
            at >= len(self.tokens)
            or self.proof < NATIONAL
            or self.tokens[self.at].fold not in linking("charged")
        ):
            return
        word = self.view.words.get(at)
        if word is None or word.clitics != "ب":
            return
        before, proof = self.at, self.proof
        self.at = at + 1
        if not word.definite:
            self._construct(places=False)
        else:
            self._adjectives()
        self.at, self.proof = self.at if word.definite or self.at > at + 1 else before, proof

    def _owner(self) -> None:
        """«المكتب السياسي لحركة …»: the body it is part of, after an adjective."""
        at = self.at
        known = (
            self.proof >= BELONGING or self.at > self.noun.last
        )  # «المؤتمر الثاني لحزب …», «المكتب الإعلامي لمجلس …»
        if at >= len(self.tokens) or not self.definite or not known:
            return
        name = self.view.names.get(at)
        if name is not None and name.kind == "organization" and self._particle(at, name).startswith("ل"):
            if any(entry.get("type") in _MEDIA for entry in name.entries):
                return  # «قالت الخارجية الروسية لوكالة …»
            self.at, self.proof = name.last, PROPER
            return
        if self.fields.get("envoy") and name is not None and self._particle(at, name).startswith("ل"):
            self.at, self.proof = name.last, PROPER
            return
        noun = self.view.owners.get(at)
        if noun is not None:
            owner = None if noun.entry.fields.get("inner") else self._part_of(noun)
            if owner is not None and owner.kind == "organization":
                self.at, self.proof = owner.last, PROPER
                return
            town = self._name(noun.last)
            council = self.tokens[at - 1].fold in linking("town")  # «المجلس البلدي لمدينة بيروت»
            if council and town is not None and town.kind == "place" and noun.entry.fields["kind"] == "place":
                self.at = town.last

    def _field_of_work(self, at: int) -> Match | None:
        """The word that carries on a body's name at a token; some do so behind a noun of departments alone."""
        word = self.view.words.get(at)
        desk = word is not None and bool(word.entry.fields.get("desk"))
        return None if desk and not self.fields.get("staffed") else word

    def _is_department(self) -> bool:
        """Whether who heads it, or whom it belongs to, makes a field of work the name of a department.

        «مدير إدارة السير», «دائرة السير التابعة لـ…».
        """
        if not self.fields.get("staffed") or self.proof < LISTED or self.definite:
            return False
        if self.housed:  # «دائرة الصحة في دهوك»
            return True
        beside = [self.tokens[self.noun.first - 1].fold] if self.noun.first else []
        beside += [token.fold for token in self.tokens[self.at : self.at + 1]]
        return self.noun.first in self.view.offices or not linking("owned").isdisjoint(beside)

    def _house(self) -> bool:
        """«دائرة العلاقات العامة [في بلدية بيروت]», «كلية الطب [في جامعة دمشق]»: the body that a part is of."""
        at = self.at
        fits = self.fields.get("housed") and self.at > self.noun.last and WORD <= self.proof < NATIONAL
        if not fits or self.definite or self.tokens[at].fold not in linking("within"):
            return False
        listed, noun = self._name(at + 1), self.view.nouns.get(at + 1)
        built = self._part_of(noun) if noun is not None and not noun.entry.fields.get("inner") else None
        bodies = [b for b in (listed, built) if b is not None and b.kind == "organization"]
        if not bodies or any(entry.get("type") in _MEDIA for b in bodies for entry in b.entries):
            return False
        self.at, self.proof, self.housed = max(b.last for b in bodies), PROPER, True
        return True

    def _seat(self, *, local: bool) -> bool:
        """«بصفاقس», «في واشنطن», «بوزارة الصحة»."""
        at = self.at
        if at >= len(self.tokens) or self.fields["kind"] != "organization":
            return False
        if self._house():
            return True
        name = self.view.names.get(at)
        within = name is not None and self._particle(at, name) == "ب"
        if name is not None and within and name.kind == "organization" and not self.fields.get("partisan"):
            self.at, self.proof = name.last, PROPER  # «قسم البحوث بوزارة الصحة»
            return True
        local = local and not self._is_sole()
        seated = self._is_seated(at, local=local) or (local and self._in_town(at, name, within=within))
        council = self.definite and self.tokens[at - 1].fold in linking("town")
        towned = bool(self.fields.get("towned")) and self.proof == LISTED
        self.housed = self.housed or (seated and (council or towned))
        return seated

    def _is_sole(self) -> bool:
        """Whether a listed body of which a state has one has been read: «مجلس نواب الشعب» with «بباردو» after it."""
        name = self.view.names.get(self.noun.first)
        return self._is_listed() and name is not None and any(e.get("type") in _SOLE for e in name.entries)

    def _in_town(self, at: int, name: Candidate | None, *, within: bool) -> bool:
        if name is not None and name.kind == "place" and (within or self._is_town_council(at, name)):
            self.at = name.last
            return True
        after = self._name(at + 1)
        if after is None or after.kind != "place" or self._is_listed():
            return False
        branch = self.tokens[at].fold in linking("branch")
        branch = branch or (bool(self.fields.get("envoy")) and self.tokens[at].fold in linking("court"))
        home = self.nation != "" and {entry.get("country") for entry in after.entries} == {self.nation}
        seat = self.tokens[at].fold in linking("seat") and self.proof < PROPER
        seat = seat and not home  # «مجلس الوزراء الأردني» in Amman, but «السفارة السويدية في واشنطن»
        if branch or (seat and not any(entry.kind == "country" for entry in after.entries)):
            self.at = after.last
            return True
        return False

    def _is_seated(self, at: int, *, local: bool) -> bool:
        """«مركز التدريب بالجهاز المركزي للإحصاء», «بولاية نابل»: a body that no list has, or a province, behind «ب»."""
        noun = self.view.seats.get(at)
        if noun is None or self.fields.get("partisan"):
            return False
        body = self._part_of(noun)
        if body is None or body.rule == "body.quoted":
            return False
        if body.kind == "place" and local and noun.entry.fields.get("short") and self.proof < PROPER:
            self.at = body.last
            return True
        if body.kind == "organization":
            self.at, self.proof = body.last, PROPER
        return body.kind == "organization"

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
        return fold.startswith("ال") and (len(fold) > 4 or at in self.view.words)


__all__ = ["BELONGING", "LISTED", "NATIONAL", "NISBA", "NOTHING", "PROPER", "WORD", "BodyTail"]
