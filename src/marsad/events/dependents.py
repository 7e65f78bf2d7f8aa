"""What follows a trigger in its clause: bare noun phrases in order, and those that a preposition brings."""

from __future__ import annotations

import msgspec

from marsad.events.asides import relative_end
from marsad.events.phrases import read_group
from marsad.events.view import View
from marsad.types import NounPhrase

_ASIDE = 10
_REACH = 26
_OPENING, _CLOSING = frozenset("«“(["), frozenset("»”)]")
_ENDING = frozenset(".:؛;!?؟…")
_QUIET = frozenset("\"'")
_COMPLEMENTS = frozenset({"from", "to", "on", "about", "against", "bi"})
_WHERE = frozenset({"place", "thing"})
_FARTHEST_BARE = 12
_COMMAS = frozenset("،,")
_PRONOUNS = ("ه", "ها", "هم", "هما")


class Dependents(msgspec.Struct):
    """Groups of joined noun phrases after a trigger."""

    bare: list[list[NounPhrase]] = []
    preps: list[tuple[str, list[NounPhrase]]] = []
    pronouns: list[tuple[str, int, str]] = []

    def led_by(self, name: str) -> list[NounPhrase]:
        """What the first preposition of that name brings."""
        return next((group for prep, group in self.preps if prep == name), [])


def read_dependents(view: View, at: int, end: int) -> Dependents:
    """The dependents from a token on, up to a verb, a subordinate clause or the end of the sentence.

    After «اعتقلت» in «اعتقلت الشرطة أمس ثلاثة متظاهرين في بغداد» they are «الشرطة», «ثلاثة متظاهرين» and, led by
    «في», «بغداد»: the police arrested three demonstrators in Baghdad yesterday.
    """
    found = Dependents([], [], [])
    first, last, apart, aside = at, min(end, at + _REACH), False, False
    while at < last:
        token = view.tokens[at]
        if token.kind == "mark":
            if token.text in _ENDING or (token.text in _CLOSING and at > first):
                break
            comma = token.text in "،,"
            beyond = _beyond_aside(view, found, at, last) if comma and not aside else 0
            if beyond:
                at = beyond
                continue
            opens = comma and not aside and _opens_aside(view, at, last)
            if comma and not (aside or opens or _closes_aside(view, found, at) or _dated(view, at)):
                apart = True
            aside = opens or (aside and not comma)
            at += 1
        elif at in view.dates and at not in view.phrases:
            at = view.dates[at]
        elif at in view.links and (at not in view.phrases or view.links[at][0] > at + 1):
            after, name = view.links[at]
            if at in view.pronouns:
                found.pronouns.append((name, at, view.pronouns[at]))
                counted = name == "between" and bool(found.bare)  # «قتل عنصران بينهما [قائد]»
                at = max(read_group(view, after, last)[1], after) if counted else after
                continue
            group, at = read_group(view, after, last)
            at = max(at, after)
            if group:
                found.preps.append((name, group))
        elif at in view.adverbs and not _is_next_verb(view, at):
            at += 2 if view.fold(at)[:1] == "ب" else 1  # «بصفة نهائية»
        elif at in view.stops or _is_next_verb(view, at):
            beyond = relative_end(view, at, last) if _is_told_of(view, found, at) else 0
            if not beyond:
                break
            at = beyond
        else:
            since = found.bare[-1][-1].last if found.bare else first
            near = not apart and not _is_led_away(view, found) and at - since <= _FARTHEST_BARE
            at = _take(view, found, at, last, bare=near or _is_addressed(view, found, at, last))
    return found


def _is_told_of(view: View, found: Dependents, at: int) -> bool:
    """Whether a relative clause is about the only party so far: «طالبت الحركة [التي يقودها خليل] الحكومة»."""
    if len(found.bare) != 1 or found.preps or found.pronouns:
        return False
    return found.bare[0][-1].last in (at, at - 1)


def _is_led_away(view: View, found: Dependents) -> bool:
    """Whether a complement stands already: after «من», «إلى», «على» no object follows; a place or a thing with ب is none («بجدة», «بمكتبه»)."""
    return any(
        name in _COMPLEMENTS
        and not (name == "from" and found.bare and group[0].first - found.bare[0][-1].last <= 1)
        and not (name == "bi" and (group[0].kind in _WHERE or group[0].first in view.seats))
        for name, group in found.preps
    )


def _is_addressed(view: View, found: Dependents, at: int, last: int) -> bool:
    """Whether a phrase after an aside is the object that «إلى» follows: «دعا الوزير، خلال اللقاء، الأطراف إلى…»."""
    phrase = view.phrases.get(at)
    if phrase is None or phrase.clitics or not found.bare or phrase.last >= last:
        return False
    return len(found.bare) == 1 and view.links.get(phrase.last, (0, ""))[1] == "to"


def _beyond_aside(view: View, found: Dependents, at: int, last: int) -> int:
    """Where the object stands beyond what a comma opens and another closes, if nothing but the subject stood before it.

    «استعاد الجيش، بإسناد من طيران التحالف، [ناحية القيارة]», «زار وفد، يرافقه السفير، [المخيم]».
    """
    if len(found.bare) != 1 or found.preps or found.pronouns or found.bare[0][-1].last != at:
        return 0
    if not _tells_how(view, at + 1):
        return 0
    for ahead in range(at + 2, min(last, at + _ASIDE) - 1):
        if view.tokens[ahead].text in _ENDING:
            return 0
        if view.tokens[ahead].text in _COMMAS:
            return ahead + 1 if _may_be_object(view, ahead + 1) else 0
    return 0


def _may_be_object(view: View, at: int) -> bool:
    """Whether a noun stands there with no particle, and no verb: a phrase, or a word that opens nothing else."""
    phrase = view.phrases.get(at)
    if phrase is not None:
        return not phrase.clitics and phrase.last not in view.finite
    opens = (view.links, view.stops, view.finite, view.adverbs, view.dates, view.clitics, view.auxiliaries)
    return view.tokens[at].kind == "word" and not any(at in known for known in opens)


def _tells_how(view: View, at: int) -> bool:
    """Whether a word opens an aside on how or with whom: with «ب», a preposition, or a verb with a pronoun («يرافقه»)."""
    if at in view.links or view.fold(at)[:1] == "ب":
        return at not in view.mentions
    fold = view.fold(at)
    return at not in view.phrases and fold.startswith(("ي", "ت")) and fold.endswith(_PRONOUNS)


def _opens_aside(view: View, at: int, end: int) -> bool:
    """Whether a comma opens a place or occasion that another closes: «استقبل الأمير، في مكتبه بجدة، الوزير», «…، بمكتبه، …»."""
    led = view.phrases.get(at + 1)
    placed = led is not None and led.clitics == "ب" and led.entity is None
    if view.links.get(at + 1, (0, ""))[1] != "in" and not placed:
        return False
    reach = range(at + 2, min(end, at + _ASIDE))
    return any(view.tokens[ahead].text in "،," for ahead in reach)


def _dated(view: View, at: int) -> bool:
    """Whether a comma stands before or after a date: «اعتقلت الشرطة، أمس الأحد، ثلاثة»."""
    return at + 1 in view.dates or at in view.date_ends


def _closes_aside(view: View, found: Dependents, at: int) -> bool:
    """Whether a comma only closes a name set beside an office: «حذرت الوزيرة، فلانة، الحكومة»."""
    if len(found.bare) != 1 or found.preps or found.bare[0][-1].last != at:
        return False
    return (
        any("،" in view.tokens[i].text for i in range(found.bare[0][0].first, at)) or at + 1 in view.phrases
    )


def _is_next_verb(view: View, at: int) -> bool:
    """Whether a new verb begins here; a bare past form after a noun is rather a noun: «انتقد الوزير حكم المحكمة»."""
    feature = view.finite.get(at)
    if feature is None or at in view.phrases:
        return False
    if feature == "past:3md" and _tells_how_killed(view, at):
        return False
    if feature.endswith("3ms") and feature.startswith("past") and view.clitics.get(at, "") == "":
        if at - 1 in view.finite and at - 1 not in view.auxiliaries:
            return False  # «هاجموا [خط] الغاز»: no verb right behind a verb
        return not view.fold(at + 1).startswith("ال")
    return True


def _tells_how_killed(view: View, at: int) -> bool:
    """Whether a word is a verbal noun of violence, written like its dual verb: «قتل رجل [طعنا] على يد جاره»."""
    deeds = view.matches.over("event_trigger", at)
    return any(m.entry.fields["type"] == "ASSAULT" and not m.clitics and not m.enclitic for m in deeds)


def _take(view: View, found: Dependents, at: int, last: int, *, bare: bool) -> int:
    group, after = read_group(view, at, last)
    if not group:
        return at + 1
    led = group[0].clitics.lstrip("وف")
    if led.startswith("ل"):
        found.preps.append(("li", group))
    elif led.startswith(("ب", "ك")):
        found.preps.append(("bi" if led[0] == "ب" else "other", group))
    elif bare and group[0].clitics in ("", "ف"):
        found.bare.append(group)
    return max(after, at + 1)
