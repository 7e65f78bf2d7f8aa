"""Which parties take no part whatever is weighed: deeds, those that hold their trigger, or stand too far off."""

from __future__ import annotations

import numpy as np

from marsad.events.asides import takes_up_thing, told_in_relatives
from marsad.events.head import Floats
from marsad.events.pairs import Flags, Pairs
from marsad.events.parties import (
    HIDDEN_ACTOR,
    HIDDEN_RECIPIENT,
    RULE_ACTOR,
    RULE_RECIPIENT,
    SPEAKER,
    TOLD_ACTOR,
    TOLD_RECIPIENT,
    VOICE,
    Party,
    Spot,
)
from marsad.events.trigger_features import Ints
from marsad.events.triggers import form_of
from marsad.events.view import View

_SITES = frozenset({"place", "thing", "misc", "loose", "unnamed"})
_DEEDS = frozenset({"ASSAULT", "ACCIDENT"})
_HARMS = frozenset({"ASSAULT", "ACCIDENT", "DISASTER"})
_FORCE = _HARMS | {"COERCE", "PROTEST", "MOBILIZE"}
_MEETINGS = frozenset({"CONSULT", "AGREE", "COOPERATE"})
_PEOPLE = frozenset({"person", "group"})
_GENDERS = {"ه": 1, "ها": -1, "m": 1, "f": -1}
_SURE = 0.5
_JOINED = RULE_ACTOR | RULE_RECIPIENT | HIDDEN_ACTOR | HIDDEN_RECIPIENT | TOLD_ACTOR | TOLD_RECIPIENT


def are_no_party(view: View, pairs: Pairs) -> Flags:
    """Of which pairs the party has no part in the event: a deed, or a phrase that holds the trigger itself."""
    return (
        _are_deeds(view, pairs)
        | _are_round(pairs)
        | _are_said_to_be(view, pairs)
        | _are_kin_of(pairs)
        | _are_aside(view, pairs)
    )


def _are_aside(view: View, pairs: Pairs) -> Flags:
    """Of which pairs the party is only named to tell who leads another, and the trigger stands outside: «القوات التي يقودها [حفتر]»."""
    clauses = told_in_relatives(view)
    if not clauses:
        return pairs.none()
    around = np.array([clauses.get(party.first, (-1, -1)) for party in pairs.parties], np.int64)[pairs.party]
    low, high = around[:, 0], around[:, 1]
    return (high > 0) & ((pairs.opens < low) | (pairs.opens >= high)) & ~pairs.said(_JOINED)


def _are_kin_of(pairs: Pairs) -> Flags:
    """Of which pairs the party is only named to tell who another is: «محمود الطويل، شقيق القيادي [سالم الطويل]»."""
    found = [
        party.kind == "name person"
        and party.holder is not None
        and party.holder.kind == "person"
        and party.holder.entity not in (None, party.entity)
        for party in pairs.parties
    ]
    return pairs.where_party(found)


def _are_said_to_be(view: View, pairs: Pairs) -> Flags:
    """Of which pairs the party only says what somebody is: «سلطات الزاوية، وهي [بلدة قريبة من طرابلس]، …».

    Names there tell who is meant: «دولتان أخريان وهما [الإمارات والبحرين]».
    """
    behind = {
        match.last
        for match in view.matches.of("particle")
        if match.entry.fields["role"] == "pronoun" and view.fold(match.first).startswith("و")
    } - view.mentions.keys()
    if not behind:
        return pairs.none()
    return pairs.where_party(
        [party.first in behind or (party.holder or party).first in behind for party in pairs.parties]
    )


def _are_round(pairs: Pairs) -> Flags:
    """Of which pairs the party's words go round the trigger: «إلى [جانب دعوة رئيس الحكومة]», «[قرار إقالة الوزير]»."""
    nameless = pairs.where_party([party.entity is None for party in pairs.parties])
    return (pairs.first < pairs.opens) & (pairs.opens < pairs.last) & nameless


def are_victims(pairs: Pairs, recipient: Floats) -> Flags:
    """Of which pairs of an accusation the party is rather whom the deed befell that is condemned.

    `recipient` `[pairs]` are the probabilities that a party is acted on: «نددت المنظمة باغتيال [القيادي]».
    """
    kinds = [spot.type for spot in pairs.spots]
    if "ACCUSE" not in kinds or _HARMS.isdisjoint(kinds):
        return pairs.none()
    blame = pairs.where_spot([kind == "ACCUSE" for kind in kinds])
    befallen = np.zeros(len(pairs.parties), np.float32)
    rows = np.flatnonzero(pairs.where_spot([kind in _HARMS for kind in kinds]))
    np.maximum.at(befallen, pairs.party[rows], recipient[rows])
    likely = befallen[pairs.party]
    return blame & (likely > _SURE) & (likely > recipient)


def are_announcers(view: View, pairs: Pairs, recipient: Floats) -> Flags:
    """Of which pairs the party only announces that men of its own came to harm: «أعلن [الجيش] مقتل ثلاثة من جنوده».

    `recipient` `[pairs]` are the probabilities that a party is acted on.
    """
    undergone = np.array([spot.first in view.undergone for spot in pairs.spots], np.bool_)
    if not view.losses or not undergone.any():
        return pairs.none()
    lost = pairs.where_party(
        [any(at in view.losses for at in range(party.first, party.last)) for party in pairs.parties]
    )
    mourned = np.zeros(len(pairs.spots), np.bool_)
    mourned[pairs.spot[lost & (recipient > _SURE)]] = True
    return (
        pairs.said(VOICE | SPEAKER) & ~pairs.said(RULE_ACTOR | TOLD_ACTOR) & (mourned & undergone)[pairs.spot]
    )


def are_earlier(view: View, pairs: Pairs) -> Flags:
    """Of which pairs the party stands before the sentence of the trigger, and nothing else is said of it.

    A noun with the article («الهجوم») points back, and may take up whoever stood there.
    """
    opened = np.array(
        [
            0 if spot.match is not None and spot.match.definite else view.sentence(spot.first).first
            for spot in pairs.spots
        ]
    )
    found: Flags = (pairs.first < opened[pairs.spot]) & (pairs.codes == 0)
    return found


def are_counted_apart(pairs: Pairs, beside: Flags) -> Flags:
    """Of which pairs of a noun or verb that counts dead or injured the party is counted by another, and has its own beside it.

    «مقتل [19 مدنيا] وإصابة عشرة آخرين»: the dead are not the injured. `beside` is what `are_beside` says.
    """
    listed = [spot.match is not None and "size" in spot.match.entry.fields for spot in pairs.spots]
    if not any(listed):
        return pairs.none()
    tolls = pairs.where_spot(listed)
    ahead = (pairs.last == pairs.opens) & pairs.said(TOLD_RECIPIENT)  # «[شخصين] قتلا»
    beside = beside | ahead
    rows = np.flatnonzero(beside & tolls)
    counted, own = np.zeros(len(pairs.parties), np.bool_), np.zeros(len(pairs.spots), np.bool_)
    counted[pairs.party[rows]], own[pairs.spot[rows]] = True, True
    return tolls & own[pairs.spot] & counted[pairs.party] & ~beside


def are_not_befallen(view: View, pairs: Pairs, beside: Flags) -> Flags:
    """Of which pairs the party is not acted on: another counts it, or the trigger says of whom by a pronoun of its own.

    «ولدى القبض عليه أطلق النار على [الدورية]». `beside` is what `are_beside` says.
    """
    told = [s.last - 1 > s.first and s.last - 1 in view.pronouns for s in pairs.spots]
    found = pairs.where_spot(told) & (pairs.first >= pairs.ends) if any(told) else pairs.none()
    other = are_counted_apart(pairs, beside) | _are_of_other_gender(pairs)
    return found | other | _are_left(view, pairs) | _are_doers_beyond(pairs)


def _are_doers_beyond(pairs: Pairs) -> Flags:
    """Of which pairs the party does, by the rules, what another trigger between tells, and another is acted on here.

    «أنقذ خفر السواحل رهائن احتجزتهم [عصابة]».
    """
    told = np.unique(pairs.spot[pairs.said(TOLD_RECIPIENT)])
    nearest = _last_ends(pairs, np.flatnonzero(pairs.said(TOLD_ACTOR) & (pairs.ends <= pairs.first)))
    found: Flags = (nearest[pairs.party] > pairs.ends) & (pairs.codes == 0) & np.isin(pairs.spot, told)
    return found


def _last_ends(pairs: Pairs, rows: Ints) -> Ints:
    """`[parties]`: where the last trigger ends among those pairs of each party, -1 where it has none."""
    ends = np.full(len(pairs.parties), -1, np.int64)
    np.maximum.at(ends, pairs.party[rows], pairs.ends[rows])
    return ends


def _are_left(view: View, pairs: Pairs) -> Flags:
    """Of which pairs of a deed of force the party is a place that «من» tells where from: «أحبط تهريب أسلحة من [ليبيا]»."""
    left = {last for last, name in view.links.values() if name == "from"}
    froms = [party.first in left and party.kind.endswith("place") for party in pairs.parties]
    if not any(froms):
        return pairs.none()
    deeds = pairs.where_spot([spot.type in _FORCE for spot in pairs.spots])
    found: Flags = deeds & pairs.where_party(froms) & (pairs.codes == 0)
    return found


def _are_of_other_gender(pairs: Pairs) -> Flags:
    """Of which pairs the pronoun on a verb stands for somebody of the other gender: «قتل [رجل] زوجته بعد أن طعنها»."""
    wanted = [_GENDERS.get(_object_pronoun(spot), 0) for spot in pairs.spots]
    if not any(wanted):
        return pairs.none()
    given = np.array([_gender(party) for party in pairs.parties], np.int64)[pairs.party]
    found: Flags = np.array(wanted, np.int64)[pairs.spot] * given < 0
    return found


def _object_pronoun(spot: Spot) -> str:
    """The pronoun that is a verb's object, where one is written on to it."""
    return spot.match.enclitic if spot.match is not None and form_of(spot.match) == "verb" else ""


def _gender(party: Party) -> int:
    """1 of one man, -1 of one woman, 0 of all others."""
    held = party.holder
    if held is None or party.kind != "person" or held.number != "s":
        return 0
    return _GENDERS.get(held.gender, 0)


def are_beside(view: View, pairs: Pairs) -> Flags:
    """Of which pairs the party is the rules' recipient and stands right behind the trigger, or right behind its actor.

    «يغلقون [حقل الفيل]», «قصف الطيران [مواقع للحوثيين]»: an object no other word parts from its verb.
    """
    spot = pairs.spot
    ends = np.array([view.dates.get(one.last, one.last) for one in pairs.spots], np.int64)[spot]
    behind = pairs.first == ends
    subject = np.full(len(pairs.spots), -1, np.int64)
    rows = np.flatnonzero(pairs.said(TOLD_ACTOR) & behind)
    subject[spot[rows]] = pairs.last[rows]
    found: Flags = (behind | (pairs.first == subject[spot])) & pairs.said(TOLD_RECIPIENT)
    return found


def are_of_before(pairs: Pairs, beside: Flags) -> Flags:
    """Of which pairs somebody stands before the trigger, nothing is said of him, and another is acted on right behind it.

    «دعت الهيئة [الأحزاب] إلى الهدوء، وأنذرت قائمتين»: whoever the verb before had for its object. `beside` is what `are_beside` says.
    """
    taken = np.zeros(len(pairs.spots), np.bool_)
    taken[pairs.spot[beside]] = True
    return (pairs.last <= pairs.opens) & ~pairs.said(_JOINED) & taken[pairs.spot]


def are_of_next(pairs: Pairs, beside: Flags) -> Flags:
    """Of which pairs another trigger stands between and has the party right behind it, while this one has an object of its own.

    «اقتحمت القوات المخيم وقتلت [شابين]»: the camp was stormed, two were killed. `beside` is what `are_beside` says.
    """
    own = np.full(len(pairs.spots), -1, np.int64)
    rows = np.flatnonzero(beside)
    own[pairs.spot[rows]] = pairs.first[rows]
    held, theirs = own[pairs.spot], _last_ends(pairs, rows)[pairs.party]
    return (held >= 0) & (theirs > held) & (theirs > pairs.ends) & ~pairs.said(_JOINED)


def are_subjects_before(view: View, pairs: Pairs, actor: Floats) -> Flags:
    """Of which pairs somebody stands before a verb whose subject stands behind it, or before a noun such a verb describes.

    Nothing is said of him. «منعت [قوات الأمن] الصحافيين من الدخول، فيما منع الحرس الوفد من المغادرة»: each verb has its own; «صد [الجيش] هجوما شنته قوات
    الدعم السريع». `actor` `[pairs]` are the probabilities that a party acts.
    """
    verbs = np.array(
        [
            s.type not in _MEETINGS
            and ((s.match is not None and form_of(s.match) == "verb") or _is_made_next(view, s))
            for s in pairs.spots
        ],
        np.bool_,
    )
    own = np.zeros(len(pairs.spots), np.bool_)
    own[pairs.spot[pairs.said(TOLD_ACTOR) & (actor > _SURE) & (pairs.first >= pairs.ends)]] = True
    return (own & verbs)[pairs.spot] & (pairs.last <= pairs.ends) & ~pairs.said(_JOINED)


def _is_made_next(view: View, spot: Spot) -> bool:
    """Whether a verb right behind a noun of attack takes it up by a pronoun: «هجوما [شنته] قوات الدعم السريع»."""
    return (
        spot.type == "ASSAULT" and spot.last in view.finite and takes_up_thing(view, spot.last, spot.last + 1)
    )


def are_passive(pairs: Pairs) -> Flags:
    """Of which pairs the party is the subject of a passive verb that only the head takes for an event (`passive_of`)."""
    passive = [
        one is not None and one.event is None and one.trigger.form == "verb" and not one.roles.actors
        for one in (spot.proposal for spot in pairs.spots)
    ]
    if not any(passive):
        return pairs.none()
    before = pairs.last <= pairs.opens  # «أوقفت [مصالح الأمن] تسعة» may act
    return pairs.where_spot(passive) & before & pairs.said(RULE_RECIPIENT)


def are_behind_nouns(pairs: Pairs) -> Flags:
    """Of which pairs nothing is said, and the party stands right behind a noun with the article, which governs nobody.

    «يطالب المربون من خلال هذه الإضرابات [سلطة الإشراف] بصرف المستحقات».
    """
    nouns = [
        s.match is not None and s.match.definite and form_of(s.match) in ("masdar", "noun")
        for s in pairs.spots
    ]
    found: Flags = pairs.where_spot(nouns) & (pairs.first == pairs.ends) & (pairs.codes == 0)
    return found


def are_goals(view: View, pairs: Pairs) -> Flags:
    """Of which pairs «على» or «إلى» right behind the trigger leads to the party: «وإحالتهم على [النيابة العامة]»."""
    goals = {
        at: last
        for at, (last, name) in view.links.items()
        if name in ("on", "to") and at not in view.pronouns
    }
    led = [-1 if _is_participle(spot) else goals.get(spot.last, -1) for spot in pairs.spots]
    if max(led) < 0:
        return pairs.none()
    found: Flags = (pairs.first == np.array(led, np.int64)[pairs.spot]) & ~pairs.said(_JOINED)
    return found


def _is_participle(spot: Spot) -> bool:
    return spot.match is not None and form_of(spot.match) in ("participle", "ppart")


def are_another(pairs: Pairs) -> Flags:
    """Of which pairs the party is, by the rules, the recipient of another trigger that stands between, and nothing is said here.

    «قطعت جيبوتي علاقاتها مع إيران تضامنا مع [السعودية]»; whom one deed of harm befell may have been hurt by another, and
    the country visited is spoken of more than once.
    """
    if len(pairs.spots) == 1:
        return pairs.none()
    ends, party = pairs.ends, pairs.party
    rows = np.flatnonzero(pairs.said(TOLD_RECIPIENT) & (ends <= pairs.first))
    nearest = _last_ends(pairs, rows)
    kinds = np.array(
        [1 if one.type in _HARMS else 2 if one.type in _MEETINGS else 0 for one in pairs.spots], np.int64
    )[pairs.spot]
    theirs = np.zeros(len(pairs.parties), np.int64)
    last = rows[ends[rows] == nearest[party[rows]]]
    theirs[party[last]] = kinds[last]
    shared = (kinds > 0) & (kinds == theirs[party])
    found: Flags = (nearest[party] > ends) & ~pairs.said(_JOINED) & ~shared
    return found


def do_nothing(view: View, pairs: Pairs, actor: Floats) -> Flags:
    """Of which pairs the party does not act: a site, a goal, the subject of a verb before.

    `actor` `[pairs]` are the probabilities that a party acts.
    """
    return (
        are_sites(view, pairs)
        | are_behind_nouns(pairs)
        | are_goals(view, pairs)
        | are_subjects_before(view, pairs, actor)
    )


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
    return pairs.where_party(sites)


def _are_deeds(view: View, pairs: Pairs) -> Flags:
    """Of which pairs the party is an attack or a disaster itself, which is nobody: «وأسفر [التفجير] عن مقتل ثلاثة».

    «الاحتلال» is also those who hold the land: «اعتقل الاحتلال ثلاثة شبان».
    """
    deeds = {
        match.first
        for match in view.matches.of("event_trigger")
        if match.feature.partition(":")[0] in ("masdar", "noun")
        and match.entry.fields["type"] in _DEEDS
        and match.entry.fields["args"] != "themselves"
        and "size" not in match.entry.fields
    }
    nameless = [
        party.entity is None and party.first in deeds and party.kind not in _PEOPLE for party in pairs.parties
    ]
    return pairs.where_party(nameless)
