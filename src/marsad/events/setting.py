"""Where and when an event happened, with what status, and in whose words it stands."""

from __future__ import annotations

import msgspec

from marsad.matching import Match, Matches
from marsad.types import Attribution, DateExpression, EventDate, Names, Part, Place, Sentence, Source

_NEAR = 3
_STATUS_OF_ACT = {"request": "called_for", "accuse": "alleged", "deny": "denied"}
_NOT_YET = frozenset({"future"})
_PERHAPS = frozenset({"conditional", "question"})


class Setting(msgspec.Struct, frozen=True):
    """What surrounds the triggers of a part."""

    part: Part
    names: Names
    dates: tuple[DateExpression, ...]
    attributions: tuple[Attribution, ...]

    def attribution(self, start: int, end: int, *, verbal: bool) -> Attribution | None:
        """The innermost attribution whose content holds the trigger; none for a saying that is its own cue."""
        holding = [a for a in self.attributions if _holds(a, self.part.field, start, end)]
        inner = min(holding, key=lambda a: a.content.end - a.content.start, default=None)
        if verbal and inner is not None and inner.cue and inner.cue.start < end and start < inner.cue.end:
            return None
        return inner

    def is_date(self, start: int, end: int) -> bool:
        """Whether the characters belong to a date."""
        return any(d.field == self.part.field and d.start < end and start < d.end for d in self.dates)

    def speaker(self, start: int, end: int) -> tuple[Source, ...]:
        """Whose word it is where the trigger is the cue of an attribution: the actor of a verbal event."""
        for attribution in self.attributions:
            cue = attribution.cue
            if cue and cue.field == self.part.field and cue.start < end and start < cue.end:
                return attribution.sources[:1]
        return ()

    def place(self, sentence: Sentence, trigger: Match) -> Place | None:
        """The place named nearest to the trigger in its sentence, those led by a preposition of place first."""
        text = self.part.text
        best: tuple[bool, int] | None = None
        chosen: Place | None = None
        for mention in self.names.mentions:
            if mention.kind != "place" or mention.field != self.part.field:
                continue
            if not sentence.start <= mention.start < sentence.end:
                continue
            before = text[max(0, mention.start - _NEAR) : mention.start]
            located = before.endswith(("في ", "ب"))
            rank = (not located, abs(mention.start - trigger.end))
            if best is None or rank < best:
                best = rank
                chosen = Place(
                    field=mention.field,
                    start=mention.start,
                    end=mention.end,
                    exact=mention.exact,
                    entity=mention.entity,
                )
        return chosen

    def date(self, sentence: Sentence, trigger: Match) -> EventDate | None:
        """The date nearest to the trigger in its sentence."""
        near = [
            d
            for d in self.dates
            if d.field == self.part.field and d.edtf and sentence.start <= d.start < sentence.end
        ]
        best = min(near, key=lambda d: abs(d.start - trigger.end), default=None)
        return EventDate(edtf=best.edtf or "", from_=best.id) if best else None


def _holds(attribution: Attribution, field: str, start: int, end: int) -> bool:
    content = attribution.content
    return content.field == field and content.start <= start and end <= content.end


def read_status(
    part: Part, sentence: Sentence, trigger: Match, matches: Matches, own: Attribution | None
) -> str:
    """Whether the event happened, is planned, called for, denied, alleged or only supposed."""
    if trigger.entry.fields.get("status"):
        return str(trigger.entry.fields["status"])
    before = [
        m
        for m in matches.of("particle")
        if sentence.first <= m.first and trigger.first - 4 <= m.first < trigger.first
    ]
    roles = {m.entry.fields["role"]: m for m in before}
    if "negation" in roles and roles["negation"].last >= trigger.first:
        return "denied"
    if "س" in trigger.clitics or _NOT_YET & roles.keys():
        return "planned"
    if _PERHAPS & roles.keys():
        return "hypothetical"
    return _STATUS_OF_ACT.get(own.act, "happened") if own else "happened"
