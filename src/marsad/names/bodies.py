"""Bodies, places and named things that no list has, by the noun that opens their name.

«وزارة …», «المجلس … الأعلى», «حزب "…"», «محافظة …»: a construct of nouns up to a definite one or a known name, the
adjectives that agree, a purpose («لمكافحة …»), a seat («بصفاقس»). What a noun wants after it is data (body_nouns.yaml).
"""

from __future__ import annotations

from collections.abc import Sequence

from marsad.matching import Entry, Match, Matches
from marsad.names.body_tail import BELONGING, LISTED, NATIONAL, NISBA, PROPER, WORD, BodyTail
from marsad.names.body_view import body_view
from marsad.names.candidates import Candidate
from marsad.names.links import linking
from marsad.names.plain import plain_words
from marsad.names.words import POSSIBLE, WordSense
from marsad.types import Part

_QUOTED = 5
"""How far quotation marks after the opening noun are trusted: above any list."""
_LONGEST_QUOTED, _LONGEST_CHAIN = 6, 3
_QUOTES = {'"': '"', "«": "»", "“": "”", "'": "'", "(": ")"}
_VERBAL = frozenset("سك")
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
        verbal = _VERBAL & set(noun.clitics)  # «ستجمع المباراة …», but «كمهرجان قرطاج»
        if verbal and not (verbal == {"ك"} and noun.entry.get("sure")):
            continue
        reading = _Reading(view, noun)
        candidate = reading.candidate()
        if candidate is not None:
            found.append(candidate)
    return found


class _Reading(BodyTail):
    """One try at a body: moves from the opening noun to the right and notes what it has proved."""

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
            self._foreign(media=self.fields["kind"] == "organization" and not self.fields.get("untitled"))
        else:
            self._construct(places=wants == "place")
        if self.at == self.noun.last:
            return None
        if not inner:
            self._tail()
        proved = self.proof >= _LEAST[wants] or self._is_department()
        return self._close(inner) if proved else None

    def _part_of(self, noun: Match) -> Candidate | None:
        return _Reading(self.view, noun).candidate()

    def _belongs_to_office(self) -> bool:
        return self.fields.get("after_office") is False and self.noun.first in self.view.offices

    def _close(self, inner: bool) -> Candidate:
        first = self.noun.last if inner else self.noun.first
        start = self.tokens[first].start if inner else self.noun.start
        end = self.tokens[self.at - 1].end
        kind = self.fields["kind"]
        holds, trust = kind == "organization" and not self.fields.get("whole"), 2 - inner
        entries = self._place_entries() if kind == "place" else ()
        sure = bool(self.fields.get("trusted")) and (self.proof == LISTED or bool(self.fields.get("envoy")))
        sure = sure or self.housed or self._is_department() or bool(self.fields.get("sure"))
        honours = self.honours or (bool(self.fields.get("sure")) and kind == "misc")
        rule = "body.honours" if honours else "body.trusted" if sure else f"body.{kind}"
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
        group = kind == "organization" and not inner  # «حركة "إلى الأمام"»
        titled = bool(self.fields.get("work"))  # «مسرحية "في انتظار غودو"», not «قال في برنامج "إن …"»
        titled = titled and self.tokens[opening + 1].fold not in linking("that")
        if any(sense.closed for sense in (senses[1:] if group else senses)) and not (
            titled or all(t.text.isascii() for t in self.tokens[opening + 1 : closing])
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

    @property
    def _unfit(self) -> frozenset[str]:
        """What kinds of names make no name of the noun before them."""
        barred = {"no_person": "person", "unplaced": "place", "short": "organization"}
        return frozenset(kind for field, kind in barred.items() if self.fields.get(field))

    def _construct(self, *, places: bool) -> None:
        """The nouns from the first to a definite one or a known name; stands still when they lead to neither."""
        at = self.at
        for _ in range(_LONGEST_CHAIN + 1):
            if self.fields.get("unowned") and self._is_unnaming(at):
                return
            name = self._name(at)
            if name is not None:
                fits = not self.fields.get("nameless") and (not places or name.kind == "place")
                fits = fits and name.kind not in (self._unfit if at == self.noun.last else ())
                if fits:
                    self.at, self.proof = name.last, PROPER
                return
            if at >= len(self.tokens) or self.tokens[at].kind != "word" or places:
                return
            if self._within(at):
                return
            listed = self._field_of_work(at) or self.view.nouns.get(at)
            if self._is_definite(at):
                if self.view.senses[at].closed or at in self.view.passing:
                    return
                if at in self.view.nations and listed is None:  # «وزارة المالية» is no Malian one
                    return
                self.at, self.proof = at + 1, LISTED if listed else WORD
                bearer = self._bearer(at)
                if bearer:
                    self.at, self.proof, self.honours = bearer, PROPER, bool(self.fields.get("unowned"))
                elif self.view.senses[at].title:  # «جامعة الملك سعود»
                    self._proper_run(at + 1)
                return
            joined = listed is not None and listed.clitics == "و" and at > self.at  # «تطوير وتنمية المدن»
            if listed is None or (listed.clitics and (not joined or listed.definite)):
                self._proper_run(at)
                return
            at += 1

    def _within(self, at: int) -> bool:
        """«مركز [المجلس القومي للبحوث]», «فرع [نقابة المهندسين]»: a body within the body, which the nouns lead to."""
        noun = self.view.nouns.get(at)
        if noun is None or self.fields["kind"] != "organization":
            return False
        if noun.entry.fields["kind"] == "place":
            return self._within_town(noun)
        if noun.entry.fields["kind"] != "organization":
            return False
        body = None if noun.entry.fields.get("inner") else self._part_of(noun)
        if body is None or body.rule == "body.quoted":
            return False
        self.at, self.proof = body.last, PROPER
        return True

    def _within_town(self, noun: Match) -> bool:
        """«شرطة [مدينة الناصرية]», «مديرية أمن [محافظة حماة]»: a listed place with the noun that says what it is."""
        town = self._name(noun.last)
        if town is None or town.kind != "place" or not noun.entry.fields.get("ambiguous"):
            return False
        if "place" in self._unfit and self.at == self.noun.last == noun.first:
            return False
        self.at, self.proof, self.housed = town.last, PROPER, True
        return True

    def _is_unnaming(self, at: int) -> bool:
        """Whether a definite noun after «مستشفى» names nothing: a common one, or an adjective («ساحة الرئيسية»)."""
        if at in self.view.unnaming:
            return not self._bearer(at)  # «حي الأمير عبد القادر»
        return (
            self._is_definite(at) and self.tokens[at].fold.endswith(("يه", "ات")) and self._name(at) is None
        )

    def _bearer(self, at: int) -> int:
        """Where the person ends whose title stands at a token, or 0: «شارع [الأمير عبد القادر]»."""
        name = self._name(at + 1)
        person = name is not None and name.kind == "person" and at + 1 < len(self.tokens)
        return name.last if name is not None and person and at in self.view.titles else 0

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
        if self.fields.get("untitled") and self._is_definite(self.at) and self._is_plain(self.at):
            return  # «موقع الانفجار»
        end = self._run(self.at)
        if end > self.at and not self.view.senses[self.at].adjective:
            self.at, self.proof = end, PROPER
        elif media and self._is_title(self.at):
            self.at, self.proof = self.at + 1, PROPER
            self._adjectives()

    def _is_plain(self, at: int) -> bool:
        return self.tokens[at].fold in plain_words()

    def _is_title(self, at: int) -> bool:
        """Whether a definite word can be a paper's name: no adjective, no word that only passes."""
        if not self._is_definite(at) or at in self.view.passing or at in self.view.nations:
            return False
        if at in self.view.unnaming:
            return False
        return not self.view.senses[at].closed and not self.tokens[at].fold.endswith(NISBA)


__all__ = ["body_candidates"]
