"""Relative clauses that tell who leads or holds a party: «القوات [التي يقودها حفتر]», and things a verb takes up by a pronoun."""

from __future__ import annotations

from marsad.events.phrases import can_act, read_group
from marsad.events.view import View

_PRONOUNS = ("ه", "ها", "هم", "هما")
_DESCRIBED = frozenset({"thing", "document", "loose", "misc"})
_REACH = 12


def is_resumed(view: View, verb: int) -> bool:
    """Whether a verb stands right behind a relative and takes it up by a pronoun, so that somebody else is its subject."""
    return (
        verb in view.finite
        and verb - 1 in view.relatives
        and verb not in view.inside
        and view.fold(verb).endswith(_PRONOUNS)
    )


def relative_end(view: View, at: int, last: int) -> int:
    """Where a relative clause of a verb with a pronoun and its subject ends: «[التي يقودها حفتر] المدينة»; 0 if none opens there."""
    if at not in view.relatives or at + 2 >= last or not is_resumed(view, at + 1):
        return 0
    group, after = read_group(view, at + 2, min(last, at + _REACH))
    if not group or group[0].clitics or not can_act(group[0]):
        return 0
    return after + (after < last and view.tokens[after].text in "،,")


def told_in_relatives(view: View) -> dict[int, tuple[int, int]]:
    """Of each token that opens the subject of such a clause on a party, the tokens of the clause.

    Not of one on a deed: «القرار الذي اتخذته [الحكومة]», «الحرب التي تقودها [حكومة الشاهد]»; but whoever did something to a thing
    right before is not who the thing's fate befell: «أسقط الجيش طائرة أطلقها [الحوثيون]».
    """
    found: dict[int, tuple[int, int]] = {}
    for at in view.relatives:
        told = view.inside.get(at - 1) or (view.inside.get(at - 2) if view.is_mark(at - 1) else None)
        if told is None or not can_act(told):
            continue
        end = relative_end(view, at, view.sentence(at).last)
        found.update(dict.fromkeys(range(at + 2, end), (at, end)))
    for verb in view.finite:
        thing = view.inside.get(verb - 1) or view.inside.get(verb - 2)  # «صاروخا [باليستيا] أطلقه»
        if thing is None or thing.kind != "thing" or not view.fold(verb).endswith(_PRONOUNS):
            continue
        if takes_up_thing(view, verb, verb + 1):
            _, end = read_group(view, verb + 1, view.sentence(verb).last)
            found.update(dict.fromkeys(range(verb + 1, end), (verb, end)))
    return found


def takes_up_thing(view: View, at: int, after: int) -> bool:
    """Whether the pronoun on a verb takes up the thing right before it: «صاروخا [أطلقه] الحوثيون», «هجوما شنته قوات حفتر».

    So it does where the verb has a subject of its own behind it, and no particle before.
    """
    before = at - 1
    if view.clitics.get(at, "") or before < view.sentence(at).first or view.tokens[before].kind != "word":
        return False
    group, _ = read_group(view, after, min(view.sentence(at).last, after + _REACH))
    if not group or group[0].clitics or group[0].first != after or not can_act(group[0]):
        return False
    known = (
        view.stops,
        view.finite,
        view.links,
        view.auxiliaries,
        view.denials,
        view.adverbs,
        view.date_ends,
    )
    if any(before in words for words in known):
        return False
    holder = view.inside.get(before)
    if holder is not None:
        return holder.kind in _DESCRIBED and holder.last == at
    return view.fold(before).endswith("ا") or before in view.plain
