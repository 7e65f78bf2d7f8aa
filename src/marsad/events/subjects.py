"""The subject of a verb, written before it, after it or not at all, and what a pronoun takes up."""

from __future__ import annotations

import msgspec

from marsad.events.asides import is_resumed
from marsad.events.dependents import Dependents, read_dependents
from marsad.events.phrases import as_source, can_act, is_nobody, read_group
from marsad.events.view import View
from marsad.matching import Match
from marsad.types import Attribution, Mention, NounPhrase, Source

_FARTHEST = 40
_OWN = frozenset({"نا", "ي", "ني"})
_FIRST_PERSON = ("1s", "1p")
_ENDS = frozenset(":؛;«»“”")
_QUOTES = frozenset("\"'")
_DEEPEST = 3
_NUN = ("ون", "ين", "ان")
_RESUMED = ("ه", "ها", "هم")
_SELVES = frozenset({"person", "unnamed"})
_GENDERED = frozenset({"person", "organization"})
_PLURALS = frozenset({"group", "organization", "unnamed"})


class Found(msgspec.Struct):
    """A subject: phrases in the part, or the sources a pronoun stands for."""

    phrases: list[NounPhrase] = []
    sources: list[Source] = []

    def as_sources(self, view: View) -> list[Source]:
        """The subject as values of the record."""
        return [as_source(view, phrase) for phrase in self.phrases] + self.sources


def preposed_subject(view: View, at: int, feature: str, depth: int = 0) -> Found | None:
    """The subject that stands before a verb: «الجيش قصف», «إن الوزير زار», «الذي زار»; None when there is none."""
    sentence = view.sentence(at)
    beside = view.inside.get(at - 1)
    if feature.endswith("3mp") and beside is not None and beside.last == at and beside.kind in _PLURALS:
        return Found([beside])
    start = _clause_start(view, at, sentence.first)
    if start > sentence.first and start - 1 in view.relatives:
        if _resumed(view, at) or not _relative_agrees(view.fold(start - 1), feature):
            return None
        return _head_of_relative(view, start - 1, feature)
    if start > sentence.first and start - 1 in view.that:
        named = _topic(view, start, at, feature)
        return named or _pronoun_of_that(view, start - 1, at)
    if start > sentence.first and start - 1 in view.finite and start - 1 not in view.auxiliaries:
        shared = _shared(view, start - 1, at, depth)
        other = shared is not None and shared.phrases and not agrees(shared.phrases[0], feature)
        return None if other else shared  # «قال الرئيس إن تونس ترفض … وتساند»: not the president
    return _topic(view, start, at, feature)


def _clause_start(view: View, at: int, first: int) -> int:
    """The first token of the clause of a verb: after a subordinator, relative, other verb, colon or quotation mark."""
    if view.fold(at)[:1] in "وف" and view.clitics.get(at, "")[:1] in ("و", "ف") and at > first:
        return _after_verb_before(view, at, first)
    back = at - 1
    while back >= max(first, at - _FARTHEST):
        if back in view.stops or view.tokens[back].text in _ENDS or _closes_quote(view, back):
            return back + 1
        if back in view.finite and back not in view.auxiliaries:
            return back + 1
        back -= 1
    return max(first, back + 1)


def _closes_quote(view: View, at: int) -> bool:
    """Whether a quotation ends here: a straight mark and a comma after it."""
    return view.tokens[at].text in _QUOTES and view.fold(at + 1) in ("،", ",")


def _after_verb_before(view: View, at: int, first: int) -> int:
    """For a verb that «و» joins on: just after the verb it is joined to, or itself."""
    for back in range(at - 1, max(first, at - _FARTHEST) - 1, -1):
        if view.tokens[back].text in ":":
            break
        if back in view.finite and back not in view.auxiliaries and not _is_aside(view, back, at):
            return back + 1
    return at


def _is_aside(view: View, verb: int, at: int) -> bool:
    """Whether a verb only tells in a relative clause who leads a party: «واتهم التحالف الذي [تقوده] الرياض طهران وهدد…»."""
    return is_resumed(view, verb) and not view.fold(at).endswith(_RESUMED)


def _topic(view: View, start: int, at: int, feature: str) -> Found | None:
    """The first phrase of a clause that no preposition governs, if it agrees with the verb."""
    where = start
    while where < at:
        if where in view.links and (where not in view.phrases or view.links[where][0] > where + 1):
            after = view.links[where][0]
            where = after if where in view.pronouns else max(read_group(view, after, at)[1], after)
            continue
        if where in view.dates:
            where = view.dates[where]
            continue
        phrase = view.phrases.get(where)
        if phrase is None:
            where += 1
            continue
        if (
            phrase.clitics in ("", "و", "ف")
            and phrase.last <= at
            and (can_act(phrase) or phrase.kind == "thing")
        ):
            group, _ = read_group(view, where, at)
            return Found(group) if agrees(phrase, feature) and can_act(phrase) else None
        where = max(phrase.last, where + 1)
    return None


def agrees(phrase: NounPhrase, feature: str) -> bool:
    """Whether a phrase can be the subject of a verb form, as far as both tell their gender."""
    who = feature.partition(":")[2]
    if not who.startswith("3") or not phrase.gender or phrase.number != "s" or phrase.kind not in _GENDERED:
        return True
    return who[1] == phrase.gender or who[1:] in ("mp", "md")


def _resumed(view: View, at: int) -> bool:
    """Whether a pronoun on the verb or right after it takes up the relative, which so is no subject: «التي صادق عليها»."""
    if at + 1 in view.pronouns:
        return True
    if at not in view.enclitics:
        return False
    bare = read_dependents(view, at + 1, view.sentence(at).last).bare
    return bool(bare) and can_act(bare[0][0])


def _relative_agrees(relative: str, feature: str) -> bool:
    """Whether the verb agrees with its relative: in «الذي رفضت السلطات طلبه» another subject follows."""
    who = feature.partition(":")[2]
    if relative.endswith("الذي"):
        return who not in ("3fs", "3mp")
    if relative.endswith("الذين"):
        return who not in ("3fs", "3ms")
    return not (relative.endswith("التي") and who in ("3ms", "3mp"))


def relative_head(view: View, at: int) -> Source | None:
    """What the pronoun on the verb of a relative clause takes up: «المسلحون الذين قتلهم الجيش»."""
    start = _clause_start(view, at, view.sentence(at).first)
    if start == 0 or start - 1 not in view.relatives:
        return _described(view, at)
    found = _head_of_relative(view, start - 1, "")
    return as_source(view, found.phrases[0]) if found else None


def _described(view: View, at: int) -> Source | None:
    """An indefinite noun right before a verb that describes it, and whose pronoun takes it up: «فتاة [قتلها] جندي»."""
    before = at - 1 if at - 1 in view.auxiliaries else at  # «رهينة [كانت] تحتجزهم جماعة»
    phrase = view.inside.get(before - 1)
    if phrase is None or phrase.last != before or phrase.entity is not None or view.clitics.get(at, ""):
        return None
    if view.fold(phrase.head).startswith("ال") or view.finite.get(at, "").endswith("3mp"):
        return None
    people = phrase.kind == "person" or (phrase.kind == "group" and phrase.number == "p")
    return as_source(view, phrase) if people else None


def sentence_speaker(view: View, at: int) -> Source | None:
    """Who speaks in the main clause before a token: whom a participle of speech there describes."""
    sentence, start = view.sentence(at), view.tokens[at].start
    first = view.tokens[sentence.first].start
    said = [a for a in view.attributions if a.cue and a.sources and first <= a.cue.start < start]
    main = min(said, key=lambda a: a.cue.start if a.cue else 0, default=None)
    return msgspec.structs.replace(main.sources[0], implicit=True) if main else None


def _head_of_relative(view: View, relative: int, feature: str) -> Found | None:
    """«الرئيس الذي زار»: the noun phrase a relative pronoun takes up."""
    for back in range(relative - 1, max(relative - 4, -1), -1):
        phrase = view.inside.get(back)
        if phrase is not None and can_act(phrase):
            return Found([phrase]) if agrees(phrase, feature) else None
    return None


def _pronoun_of_that(view: View, that: int, at: int) -> Found | None:
    """«إنه زار», «أنها قررت»: the pronoun takes up whoever was spoken of."""
    fold = view.fold(that)
    for pronoun in ("هما", "هم", "ها", "نا", "ه"):
        if fold.endswith(pronoun) and len(fold) > len(pronoun) + 1:
            found = antecedent(view, that, pronoun)
            return Found([], [found]) if found else None
    return None


def _shared(view: View, verb: int, at: int, depth: int) -> Found | None:
    """The subject of the verb before, which a verb joined by «و» shares when it has none of its own."""
    if depth >= _DEEPEST:
        return None
    if view.clitics.get(at, "")[:1] not in ("و", "ف"):
        return None
    own = preposed_subject(view, verb, view.finite[verb], depth + 1)
    if own is not None:
        return own
    group, _ = read_group(view, verb + 1, min(verb + 12, at))
    return Found(group) if group and can_act(group[0]) and not group[0].clitics else None


def subject_after(dependents: Dependents, feature: str) -> list[NounPhrase]:
    """The first bare group after a verb, if it agrees with it."""
    if dependents.bare and agrees(dependents.bare[0][0], feature):
        return dependents.bare[0]
    return []


def main_subject(view: View, at: int) -> Source | None:
    """Who acts in the clause a verbal noun or participle hangs on: the subject of the last verb before it."""
    sentence = view.sentence(at)
    for verb in range(at - 1, sentence.first - 1, -1):
        if verb not in view.finite or verb in view.auxiliaries:
            continue
        found = preposed_subject(view, verb, view.finite[verb], 1)
        if found is None:
            group, _ = read_group(view, verb + 1, at)
            sure = group and can_act(group[0]) and not group[0].clitics and not is_nobody(view, group[0])
            found = Found(group) if sure else None
        if found is not None:
            return found.as_sources(view)[0]
    topic = _topic(view, sentence.first, at, "")
    return as_source(view, topic.phrases[0]) if topic else None


def speaker_at(view: View, at: int) -> Source | None:
    """Whose words a token stands in: the nearest source of the innermost attribution that holds it."""
    start = view.tokens[at].start
    holding = [a for a in view.contents.over(start, start + 1) if a.sources]
    inner = min(holding, key=_length, default=None)
    return msgspec.structs.replace(inner.sources[0], implicit=True) if inner else None


def _length(attribution: Attribution) -> int:
    return attribution.content.end - attribution.content.start


def antecedent(view: View, at: int, pronoun: str, feature: str = "") -> Source | None:
    """Whom a pronoun before or at a token takes up: «لقائه» → the man named before; «لقائنا» → whoever speaks.

    Phrases that no preposition governs are taken first, the nearest of them, then the others, then those of the
    sentence before.
    """
    if pronoun in _OWN or feature.endswith(_FIRST_PERSON):
        return speaker_at(view, at)
    sentence = view.sentence(at)
    found = _nearest(view, sentence.first, at, pronoun) or _holder_before(view, sentence.first, at, pronoun)
    if found is None:
        found = _earlier(view, sentence.first, pronoun)
    return as_source(view, found, implicit=True) if found else speaker_at(view, at)


def _holder_before(view: View, first: int, at: int, pronoun: str) -> NounPhrase | None:
    """The holder of an office, not named here, who acts in the sentence: «شدد [الوزير] لدى استقباله السفير»."""
    for verb in range(at - 1, first - 1, -1):
        phrase = view.phrases.get(verb + 1)
        if verb not in view.finite or phrase is None or phrase.kind != "person" or phrase.last > at:
            continue
        told = view.fold(phrase.head).startswith("ال") or phrase.last > phrase.first + 1
        gender = {"ه": "m", "ها": "f"}.get(pronoun)
        if told and not phrase.clitics and phrase.number == "s" and phrase.gender == gender:
            return phrase
    return None


def _nearest(view: View, first: int, at: int, pronoun: str) -> NounPhrase | None:
    second = third = None
    for back in range(at - 1, first - 1, -1):
        phrase = view.phrases.get(back)
        if phrase is None or phrase.last > at:
            continue
        many = pronoun == "هم" and phrase.number == "d" and can_act(phrase)  # «المتهمين» looks like a dual
        if not (many or fits(phrase, pronoun)):
            continue
        told = pronoun == "ه" and phrase.number in ("p", "d")
        several = told and view.fold(phrase.head).endswith(_NUN)  # «استهدف [مسلحون] قائدا ما أدى إلى مقتله»
        if many or several or (pronoun == "ه" and phrase.kind != "person"):
            third = third or phrase
        elif phrase.clitics in ("", "و", "ف") and back - 1 not in view.links:
            return phrase
        else:
            second = second or phrase
    return second or _within(view, first, at, pronoun) or third


def _within(view: View, first: int, at: int, pronoun: str) -> NounPhrase | None:
    """The man named inside another's phrase, the nearest one: «قالت صفحات تابعة لقوات حمدان إنه…»."""
    if pronoun != "ه":
        return None
    for back in range(at - 1, first - 1, -1):
        holder, man = view.inside.get(back), view.men.get(view.fold(back))
        if man is None or man[0] >= at or holder is None:
            continue
        if holder.kind not in _SELVES and holder.last <= at:
            return _as_phrase(view, back, man[1])
    return None


def _as_phrase(view: View, at: int, mention: Mention) -> NounPhrase:
    token = view.tokens[at]
    return NounPhrase(
        part=view.number,
        first=at,
        last=at + 1,
        start=token.start,
        end=token.end,
        head=at,
        kind="person",
        entity=mention.entity,
    )


def _earlier(view: View, first: int, pronoun: str) -> NounPhrase | None:
    if first == 0:
        return None
    before, governed = view.sentence(first - 1), None
    for at in range(before.first, before.last):
        phrase = view.phrases.get(at)
        if phrase is None or not fits(phrase, pronoun) or phrase.clitics not in ("", "و", "ف"):
            continue
        if pronoun == "ه" and phrase.kind == "person" and phrase.number in ("p", "d"):
            continue
        if at - 1 not in view.links:
            return phrase
        governed = governed or phrase
    return governed


def fits(phrase: NounPhrase, pronoun: str) -> bool:
    """Whether a pronoun can stand for a phrase."""
    if not can_act(phrase) or (phrase.kind == "unnamed" and not phrase.entity):
        return False
    if phrase.kind == "person" and not phrase.entity and phrase.number != "p":
        return False  # nobody known: better no one than «السعادة» or «الخبيرة»
    if pronoun == "ه":
        body = phrase.kind == "organization" or (phrase.kind == "group" and phrase.number == "s")
        return (phrase.kind == "person" and phrase.gender != "f") or (body and phrase.gender == "m")
    if pronoun == "ها":
        return (phrase.kind in ("place", "organization") and phrase.gender != "m") or phrase.gender == "f"
    if pronoun == "هم":
        return phrase.kind == "group" or phrase.number == "p"
    return True


def pronoun_of(feature: str) -> str:
    """The pronoun that the subject a verb form hides would be: «ها» of «قالت»."""
    who = feature.partition(":")[2]
    return {"3fs": "ها", "3mp": "هم", "3fp": "هم"}.get(who, "ه")


def is_described_by(view: View, match: Match, bare: list[list[NounPhrase]]) -> bool:
    """Whether a verb describes the noun its pronoun takes up and has its own subject: «رهائن احتجزتهم [عصابة]»."""
    own = bool(bare) and can_act(bare[0][0])
    return own and bool(match.enclitic) and relative_head(view, match.first) is not None


def is_nominative(view: View, phrase: NounPhrase) -> bool:
    """Whether its ending makes a dual or plural a subject: «وقتل [جنديان]» were killed, «وقتل جنديين» killed two."""
    ending = "ون" if phrase.number == "p" else "ان"
    return phrase.entity is None and phrase.number != "s" and view.fold(phrase.first).endswith(ending)
