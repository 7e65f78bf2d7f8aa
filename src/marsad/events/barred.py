"""Which parties take no part whatever is weighed: deeds, those that hold their trigger, or stand too far off."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from marsad.events.asides import told_in_relatives
from marsad.events.head import Floats
from marsad.events.pair_features import Pairs
from marsad.events.parties import (
    HIDDEN_ACTOR,
    HIDDEN_RECIPIENT,
    RULE_ACTOR,
    RULE_RECIPIENT,
    SPEAKER,
    TOLD_ACTOR,
    TOLD_RECIPIENT,
    VOICE,
    Spot,
)
from marsad.events.trigger_features import Ints
from marsad.events.triggers import form_of
from marsad.events.view import View

_SITES = frozenset({"place", "thing", "misc", "loose", "unnamed"})
_DEEDS = frozenset({"ASSAULT", "ACCIDENT"})
_HARMS = frozenset({"ASSAULT", "ACCIDENT", "DISASTER"})
_MEETINGS = frozenset({"CONSULT", "AGREE", "COOPERATE"})
_SURE = 0.5
_JOINED = RULE_ACTOR | RULE_RECIPIENT | HIDDEN_ACTOR | HIDDEN_RECIPIENT | TOLD_ACTOR | TOLD_RECIPIENT
Flags = npt.NDArray[np.bool_]


def are_no_party(view: View, pairs: Pairs, spots: Sequence[Spot]) -> Flags:
    """Of which pairs the party has no part in the event: a deed, or a phrase that holds the trigger itself."""
    return (
        _are_deeds(view, pairs)
        | _are_round(pairs, spots)
        | _are_said_to_be(view, pairs)
        | _are_kin_of(pairs)
        | _are_aside(view, pairs, spots)
    )


def _are_aside(view: View, pairs: Pairs, spots: Sequence[Spot]) -> Flags:
    """Of which pairs the party is only named to tell who leads another, and the trigger stands outside: «القوات التي يقودها [حفتر]»."""
    clauses = told_in_relatives(view)
    around = np.array([clauses.get(party.first, (-1, -1)) for party in pairs.parties], np.int64).reshape(
        -1, 2
    )
    at = np.array([spot.first for spot in spots], np.int64)[pairs.spot]
    low, high = around[pairs.party, 0], around[pairs.party, 1]
    found: Flags = (high > 0) & ((at < low) | (at >= high)) & (pairs.codes & _JOINED == 0)
    return found


def _are_kin_of(pairs: Pairs) -> Flags:
    """Of which pairs the party is only named to tell who another is: «محمود الطويل، شقيق القيادي [سالم الطويل]»."""
    found = [
        party.kind == "name person"
        and party.holder is not None
        and party.holder.kind == "person"
        and party.holder.entity not in (None, party.entity)
        for party in pairs.parties
    ]
    return np.array(found, np.bool_)[pairs.party]


def _are_said_to_be(view: View, pairs: Pairs) -> Flags:
    """Of which pairs the party only says what somebody is: «سلطات الزاوية، وهي [بلدة قريبة من طرابلس]، …».

    Names there tell who is meant: «دولتان أخريان وهما [الإمارات والبحرين]».
    """
    behind = {
        match.last
        for match in view.matches.of("particle")
        if match.entry.fields["role"] == "pronoun" and view.fold(match.first).startswith("و")
    } - view.mentions.keys()
    openings = [{party.first, (party.holder or party).first} for party in pairs.parties]
    found: Flags = np.array([bool(one & behind) for one in openings], np.bool_)[pairs.party]
    return found


def _are_round(pairs: Pairs, spots: Sequence[Spot]) -> Flags:
    """Of which pairs the party's words go round the trigger: «إلى [جانب دعوة رئيس الحكومة]», «[قرار إقالة الوزير]»."""
    first, last = pairs.edges()
    at = np.array([spot.first for spot in spots], np.int64)[pairs.spot]
    nameless = np.array([party.entity is None for party in pairs.parties], np.bool_)
    found: Flags = (first[pairs.party] < at) & (at < last[pairs.party]) & nameless[pairs.party]
    return found


def are_victims(pairs: Pairs, recipient: Floats, spots: Sequence[Spot]) -> Flags:
    """Of which pairs of an accusation the party is rather whom the deed befell that is condemned.

    `recipient` `[pairs]` are the probabilities that a party is acted on: «نددت المنظمة باغتيال [القيادي]».
    """
    kinds = [spot.type for spot in spots]
    harm, blame = (np.array([kind in wanted for kind in kinds], np.bool_) for wanted in (_HARMS, {"ACCUSE"}))
    befallen = np.zeros(len(pairs.parties), np.float32)
    rows = np.flatnonzero(harm[pairs.spot])
    np.maximum.at(befallen, pairs.party[rows], recipient[rows])
    likely = befallen[pairs.party]
    found: Flags = blame[pairs.spot] & (likely > _SURE) & (likely > recipient)
    return found


def are_announcers(view: View, pairs: Pairs, recipient: Floats, spots: Sequence[Spot]) -> Flags:
    """Of which pairs the party only announces that men of its own came to harm: «أعلن [الجيش] مقتل ثلاثة من جنوده».

    `recipient` `[pairs]` are the probabilities that a party is acted on.
    """
    lost = np.array(
        [any(at in view.losses for at in range(party.first, party.last)) for party in pairs.parties], np.bool_
    )
    undergone = np.array([spot.first in view.undergone for spot in spots], np.bool_)
    mourned = np.zeros(len(spots), np.bool_)
    mourned[pairs.spot[lost[pairs.party] & (recipient > _SURE)]] = True
    says = (pairs.codes & (VOICE | SPEAKER) > 0) & (pairs.codes & (RULE_ACTOR | TOLD_ACTOR) == 0)
    found: Flags = says & (mourned & undergone)[pairs.spot]
    return found


def are_earlier(view: View, pairs: Pairs, spots: Sequence[Spot]) -> Flags:
    """Of which pairs the party stands before the sentence of the trigger, and nothing else is said of it.

    A noun with the article («الهجوم») points back, and may take up whoever stood there.
    """
    opened = np.array(
        [
            0 if spot.match is not None and spot.match.definite else view.sentence(spot.first).first
            for spot in spots
        ]
    )
    first, _ = pairs.edges()
    told: Flags = (first[pairs.party] < opened[pairs.spot]) & (pairs.codes == 0)
    return told


def are_counted_apart(pairs: Pairs, spots: Sequence[Spot], beside: Flags) -> Flags:
    """Of which pairs of a noun or verb that counts dead or injured the party is counted by another, and has its own beside it.

    «مقتل [19 مدنيا] وإصابة عشرة آخرين»: the dead are not the injured. `beside` is what `are_beside` says.
    """
    tolls = np.array([s.match is not None and "size" in s.match.entry.fields for s in spots], np.bool_)
    counted = np.zeros(len(pairs.parties), np.int64)
    own = np.zeros(len(spots), np.bool_)
    opens, (_, last) = np.array([one.first for one in spots], np.int64), pairs.edges()
    ahead = (last[pairs.party] == opens[pairs.spot]) & (pairs.codes & TOLD_RECIPIENT > 0)  # «[شخصين] قتلا»
    beside = beside | ahead
    rows = np.flatnonzero(beside & tolls[pairs.spot])
    counted[pairs.party[rows]], own[pairs.spot[rows]] = 1, True
    found: Flags = tolls[pairs.spot] & own[pairs.spot] & (counted[pairs.party] > 0) & ~beside
    return found


def are_not_befallen(view: View, pairs: Pairs, spots: Sequence[Spot], beside: Flags) -> Flags:
    """Of which pairs the party is not acted on: another counts it, or the trigger says of whom by a pronoun of its own.

    «ولدى القبض عليه أطلق النار على [الدورية]». `beside` is what `are_beside` says.
    """
    ends, (first, _) = ends_of(spots), pairs.edges()
    told = np.array([s.last - 1 > s.first and s.last - 1 in view.pronouns for s in spots], np.bool_)
    found: Flags = told[pairs.spot] & (first[pairs.party] >= ends[pairs.spot])
    return found | are_counted_apart(pairs, spots, beside)


def are_beside(view: View, pairs: Pairs, spots: Sequence[Spot]) -> Flags:
    """Of which pairs the party is the rules' recipient and stands right behind the trigger, or right behind its actor.

    «يغلقون [حقل الفيل]», «قصف الطيران [مواقع للحوثيين]»: an object no other word parts from its verb.
    """
    ends = np.array([view.dates.get(one.last, one.last) for one in spots], np.int64)
    (first, last), spot, party = pairs.edges(), pairs.spot, pairs.party
    subject = np.full(len(spots), -1, np.int64)
    rows = np.flatnonzero((pairs.codes & TOLD_ACTOR > 0) & (first[party] == ends[spot]))
    subject[spot[rows]] = last[party[rows]]
    direct = (first[party] == ends[spot]) | (first[party] == subject[spot])
    found: Flags = direct & (pairs.codes & TOLD_RECIPIENT > 0)
    return found


def are_of_before(pairs: Pairs, spots: Sequence[Spot], beside: Flags) -> Flags:
    """Of which pairs somebody stands before the trigger, nothing is said of him, and another is acted on right behind it.

    «دعت الهيئة [الأحزاب] إلى الهدوء، وأنذرت قائمتين»: whoever the verb before had for its object. `beside` is what `are_beside` says.
    """
    opens, (_, last) = np.array([one.first for one in spots], np.int64), pairs.edges()
    taken = np.zeros(len(spots), np.bool_)
    taken[pairs.spot[beside]] = True
    before = (last[pairs.party] <= opens[pairs.spot]) & (pairs.codes & _JOINED == 0)
    found: Flags = before & taken[pairs.spot]
    return found


def are_subjects_before(pairs: Pairs, actor: Floats, spots: Sequence[Spot]) -> Flags:
    """Of which pairs somebody stands before a verb whose subject stands behind it, and nothing is said of him.

    «منعت [قوات الأمن] الصحافيين من الدخول، فيما منع الحرس الوفد من المغادرة»: each verb has its own. `actor` `[pairs]` are the
    probabilities that a party acts.
    """
    verbs = np.array(
        [s.match is not None and form_of(s.match) == "verb" and s.type not in _MEETINGS for s in spots],
        np.bool_,
    )
    ends, (first, last) = ends_of(spots), pairs.edges()
    behind = (pairs.codes & TOLD_ACTOR > 0) & (actor > _SURE) & (first[pairs.party] >= ends[pairs.spot])
    own = np.zeros(len(spots), np.bool_)
    own[pairs.spot[behind]] = True
    found: Flags = (
        (own & verbs)[pairs.spot] & (last[pairs.party] <= ends[pairs.spot]) & (pairs.codes & _JOINED == 0)
    )
    return found


def are_passive(pairs: Pairs, spots: Sequence[Spot]) -> Flags:
    """Of which pairs the party is the subject of a passive verb that only the head takes for an event (`passive_of`)."""
    passive = [
        one is not None and one.event is None and one.trigger.form == "verb" and not one.roles.actors
        for one in (spot.proposal for spot in spots)
    ]
    opens, (_, last) = np.array([spot.first for spot in spots], np.int64), pairs.edges()
    before = last[pairs.party] <= opens[pairs.spot]  # «أوقفت [مصالح الأمن] تسعة» may act
    found: Flags = np.array(passive, np.bool_)[pairs.spot] & before & (pairs.codes & RULE_RECIPIENT > 0)
    return found


def are_goals(view: View, pairs: Pairs, spots: Sequence[Spot]) -> Flags:
    """Of which pairs «على» or «إلى» right behind the trigger leads to the party: «وإحالتهم على [النيابة العامة]»."""
    goals = {
        at: last
        for at, (last, name) in view.links.items()
        if name in ("on", "to") and at not in view.pronouns
    }
    signs = [s.match is not None and form_of(s.match) in ("participle", "ppart") for s in spots]
    ends = np.array(
        [-1 if sign else goals.get(s.last, -1) for sign, s in zip(signs, spots, strict=True)], np.int64
    )
    first, _ = pairs.edges()
    found: Flags = (first[pairs.party] == ends[pairs.spot]) & (pairs.codes & _JOINED == 0)
    return found


def are_another(pairs: Pairs, spots: Sequence[Spot]) -> Flags:
    """Of which pairs the party is, by the rules, the recipient of another trigger that stands between, and nothing is said here.

    «قطعت جيبوتي علاقاتها مع إيران تضامنا مع [السعودية]»; whom one deed of harm befell may have been hurt by another, and
    the country visited is spoken of more than once.
    """
    ends, (first, _) = ends_of(spots), pairs.edges()
    spot, party = pairs.spot, pairs.party
    nearest = np.full(len(pairs.parties), -1, np.int64)
    rows = np.flatnonzero((pairs.codes & TOLD_RECIPIENT > 0) & (ends[spot] <= first[party]))
    np.maximum.at(nearest, party[rows], ends[spot[rows]])
    kinds = np.array(
        [1 if one.type in _HARMS else 2 if one.type in _MEETINGS else 0 for one in spots], np.int64
    )
    theirs = np.zeros(len(pairs.parties), np.int64)
    last = rows[ends[spot[rows]] == nearest[party[rows]]]
    theirs[party[last]] = kinds[spot[last]]
    shared = (kinds[spot] > 0) & (kinds[spot] == theirs[party])
    found: Flags = (nearest[party] > ends[spot]) & (pairs.codes & _JOINED == 0) & ~shared
    return found


def ends_of(spots: Sequence[Spot]) -> Ints:
    """Where each trigger ends, in tokens."""
    return np.array([spot.last for spot in spots], np.int64)


def do_nothing(view: View, pairs: Pairs, actor: Floats, spots: Sequence[Spot]) -> Flags:
    """Of which pairs the party does not act: a site, a goal, the subject of a verb before.

    `actor` `[pairs]` are the probabilities that a party acts.
    """
    return are_sites(view, pairs) | are_goals(view, pairs, spots) | are_subjects_before(pairs, actor, spots)


def are_sites(view: View, pairs: Pairs) -> Flags:
    """Of which pairs the party is a building, a way or a land, which does nothing: «تفجير استهدف [مسجد الإمام الصادق]».

    Nor does a place that «ب» or «في» leads in: «السفير الفلسطيني ب[تونس]».
    """
    within = {last for last, name in view.links.values() if name == "in"}
    sites = [
        (party.first in view.sites and party.kind.rpartition(" ")[2] in _SITES)
        or (party.kind.endswith("place") and (party.clitics.endswith("ب") or party.first in within))
        for party in pairs.parties
    ]
    found: Flags = np.array(sites, np.bool_)[pairs.party]
    return found


def _are_deeds(view: View, pairs: Pairs) -> Flags:
    """Of which pairs the party is an attack or a disaster itself, which is nobody: «وأسفر [التفجير] عن مقتل ثلاثة»."""
    deeds = {
        match.first
        for match in view.matches.of("event_trigger")
        if match.feature.partition(":")[0] in ("masdar", "noun")
        and match.entry.fields["type"] in _DEEDS
        and match.entry.fields["args"] != "themselves"
        and "size" not in match.entry.fields
    }
    nameless = [party.entity is None and party.first in deeds for party in pairs.parties]
    found: Flags = np.array(nameless, np.bool_)[pairs.party]
    return found
