"""From triggers to events: arguments, place, date, status, and whose words carry them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from marsad.events.clause import Roles, as_source, read_clause, read_roles
from marsad.events.linking import link_events
from marsad.events.setting import Setting, read_status
from marsad.matching import Match, Matches, Scan
from marsad.types import Attribution, DateExpression, Event, Names, NounPhrase, Part, Sentence, Source, Span

_CERTAIN, _LIKELY, _WEAK = 0.8, 0.65, 0.45
_ADDRESSED = 8
_WHEN_PLANNED = {"CONSULT": "AGREE", "RETREAT": "CONCEDE"}
_ASKING = frozenset({"الي", "ان", "على", "علي"})


def find_events(
    scan: Scan,
    names: Names,
    dates: Sequence[DateExpression],
    attributions: Sequence[Attribution],
    published: str | None,
) -> tuple[Event, ...]:
    """The events of a document in the order of the text; later mentions of one point to the first."""
    found: list[Event] = []
    for number, (part, matches) in enumerate(zip(scan.document.parts, scan.matches, strict=True)):
        phrases = names.phrases[number] if names.phrases else ()
        setting = Setting(part, names, tuple(dates), tuple(attributions))
        for sentence, trigger in _triggers(part, matches):
            roles = read_roles(read_clause(part, sentence, trigger, phrases))
            event = _event(part, sentence, trigger, roles, setting, matches)
            if event is not None:
                found.append(event)
    return link_events(found)


def _triggers(part: Part, matches: Matches) -> Iterator[tuple[Sentence, Match]]:
    """The triggers of a part with their sentences; none in a sentence that is about sport and the like."""
    barred = {match.first for match in matches.of("not_event")}
    chosen = matches.longest("frame")
    for sentence in part.sentences:
        if barred and any(sentence.first <= at < sentence.last for at in barred):
            continue
        yield from ((sentence, m) for m in chosen if sentence.first <= m.first < sentence.last)


def _event(
    part: Part, sentence: Sentence, trigger: Match, roles: Roles, setting: Setting, matches: Matches
) -> Event | None:
    fields = trigger.entry.fields
    span = (part.tokens[trigger.first].start, part.tokens[trigger.last - 1].end)
    if setting.is_date(*span):  # «فجر الاثنين»
        return None
    speaker = setting.speaker(*span)
    if speaker and fields.get("verbal"):
        roles = Roles(
            recipients=[
                p for p in (*roles.recipients, *roles.actors) if _is_addressed(part, trigger, p, speaker[0])
            ][:1]
        )
    if not (speaker or roles.actors or roles.recipients) and fields["type"] not in (
        "DISASTER",
        "ACCIDENT",
        "ASSAULT",
    ):
        return None
    if not speaker and not _is_wanted(trigger, roles):
        return None
    start, end = span
    own = setting.attribution(start, end, verbal=bool(fields.get("verbal")))
    status = read_status(part, sentence, trigger, matches, own)
    return Event(
        id="",
        trigger=Span(field=part.field, start=start, end=end, exact=part.text[start:end]),
        type=_planned_type(str(fields["type"]), status),
        mode=fields.get("mode"),
        contexts=tuple(fields.get("contexts") or ()),
        actors=speaker if speaker and fields.get("verbal") else _sources(part, roles.actors),
        recipients=_sources(part, roles.recipients),
        place=setting.place(sentence, trigger),
        date=setting.date(sentence, trigger),
        status=status,
        attribution=own.id if own else None,
        rule=f"frame.{trigger.entry.id.removeprefix('ev.')}",
        confidence=_CERTAIN if roles.actors and roles.recipients else _LIKELY if roles.actors else _WEAK,
    )


def _is_addressed(part: Part, trigger: Match, phrase: NounPhrase, source: Source) -> bool:
    """Whether a phrase is whom the speaker addresses: not the speaker, and before the «إلى» of what is asked."""
    if phrase.start < source.end and source.start < phrase.end:
        return False
    between = part.tokens[trigger.last : phrase.first]
    return len(between) <= _ADDRESSED and not any(token.fold in _ASKING for token in between)


def _planned_type(kind: str, status: str) -> str:
    """PLOVER: a meeting or visit still to come is AGREE, a retreat still to come CONCEDE."""
    return _WHEN_PLANNED.get(kind, kind) if status == "planned" else kind


def _is_wanted(trigger: Match, roles: Roles) -> bool:
    """A participle is an event only with both arguments; a verbal act wants somebody who says it."""
    if trigger.feature.startswith(("part", "ppart")):
        return bool(roles.actors and roles.recipients)
    return not trigger.entry.fields.get("verbal") or bool(roles.actors)


def _sources(part: Part, phrases: Sequence[NounPhrase]) -> tuple[Source, ...]:
    return tuple(as_source(part, phrase) for phrase in phrases)
