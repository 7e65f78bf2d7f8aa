"""What opens the content after a cue: a complementiser, marks, a preposition, a verbal noun."""

from __future__ import annotations

import msgspec

from marsad.names.plain import plain_words
from marsad.speech.beside import asked_later, is_meeting, is_seat, that_comes
from marsad.speech.closed import is_closed, is_finite
from marsad.speech.frequency import is_frequency
from marsad.speech.objects import is_common_object, is_second_country, is_second_noun
from marsad.speech.saying import is_participle, speaks
from marsad.speech.sources import is_content_noun, widen
from marsad.speech.statements import Speaker
from marsad.speech.view import DASHES, View

_NAMED_IN_MARKS = 2
# fmt: off
_PREPOSITIONS = {"to": ("الي",), "of": ("عن", "عما"), "on": ("علي",), "from": ("من", "مما"), "in": ("في",), "with": ("مع",)}
# fmt: on
_THAT_NOT = frozenset({"ألا", "ألّا", "ألاّ", "بألا", "بألّا", "بألاّ"})
"""«أن» and «لا» in one word: the negation is part of what is said."""
_BARE = "ان"
_GLUED = {"by": "ب", "li": "ل"}


class Frame(msgspec.Struct):
    """A cue's surroundings: `opener` is what introduces the content at token `content`, after `skip` characters."""

    at: int
    cue_last: int
    opener: str = ""
    content: int = -1
    skip: int = 0
    source: Speaker | None = None
    other: Speaker | None = None
    relays: tuple[Speaker, ...] = ()
    switch: bool = False
    relative: bool = False
    apart: bool = False
    opened_at: int = -1
    content_last: int = -1


def opens(view: View, frames: tuple[str, ...], frame: Frame, end: int, split: bool) -> bool:
    at, fold = frame.at, view.folds[frame.at]
    frame.opened_at = at
    if "that" in frames and _is_complementiser(view, at):
        return _open(frame, "that", at + 1)
    if "that" in frames and view.tokens[at].text in _THAT_NOT:
        return _open(frame, "that", at, int(view.word(at).startswith("ب")))
    if view.tokens[at].text == ":":
        if at + 1 >= view.ends[at] and frame.cue_last <= 1 and view.word(0).startswith("كتب"):
            return False  # «كتب - فلان:» over an article is its byline
        after = at + 1 if at + 1 < view.ends[at] else _next_line(view, at + 1)
        after += view.word(after) == _BARE and after + 2 < len(view.tokens)  # «وقالت الجريدة: [إن] …»
        return "quote" in frames and not is_titled(view, at) and _open(frame, "colon", after)
    if (
        at in view.quote_at
        and "quote" in frames
        and not is_titled(view, at)
        and not is_frequency(view, at)
        and _is_near(view, frame, at)
        and speaks(view, frame.cue_last, at)
        and not _is_accused(view, frames, frame, split)
    ):
        return _open(frame, "quote", at)
    if at == frame.cue_last and "quote" in frames and _is_ours(view, at):
        return _open(frame, "colon", at)
    if _prepositional(view, frames, frame):
        return True
    if "whether" in frames and fold in view.words.whether and at > frame.cue_last - 1:
        return _open(frame, "whether", at)
    if (
        fold in view.words.anaphor
        and not {"anaphor", "object"}.isdisjoint(frames)
        and _stands_alone(view, at + 1)
    ):
        return _open(frame, "anaphor", at)
    if "object" in frames and at in view.quote_at and is_content_noun(view, at + 1):
        return _open(frame, "object", at)
    if _is_what(view, frames, frame) and not split:
        return _open(frame, "object", at)
    noun = is_content_noun(view, at) or _is_act(view, frame, at)
    if "object" in frames and (
        noun or (not split and _is_own(view, frame, at, any_noun=not {"any", "anaphor"}.isdisjoint(frames)))
    ):
        return _open(frame, "object", at)
    return "any" in frames and not split and _takes_any(view, frame, at) and _open(frame, "any", at)


def _is_accused(view: View, frames: tuple[str, ...], frame: Frame, split: bool) -> bool:
    """«اتهمت الوزارة، أمس، ["جهات خارجية"] بالضلوع…»: behind who speaks, a word or two in marks that ب follows are the accused."""
    quote = view.quote_at[frame.at]
    after = quote.last + 1
    known = split and "by" in frames and frame.source is not None and quote.inside <= _NAMED_IN_MARKS
    return known and after < view.ends[frame.at] and is_glued(view, after, "ب")


def _is_what(view: View, frames: tuple[str, ...], frame: Frame) -> bool:
    """«نفى المتحدث [ما] نشرته الصحيفة»: what others have told, right after who denies it."""
    voice, at = frame.source, frame.at
    told = view.word(at) in view.words.what and not {"any", "object"}.isdisjoint(frames)
    beside = (
        voice.last == at
        if voice is not None
        else (at == frame.cue_last and view.word(at - 1).endswith("ا")) or _is_next(view, frame, at)
    )
    return told and beside and at + 1 < view.ends[at]


def _is_next(view: View, frame: Frame, at: int) -> bool:
    """«ونفت في الوقت نفسه [ما] أثير»: nothing but an aside since the verb, whose subject is dropped."""
    aside = view.asides.get(frame.cue_last)
    return aside is not None and aside.last == at and aside.entry.get("takes") == "nothing"


def _next_line(view: View, at: int) -> int:
    """The first word of the line after a colon that ends its own, past a dash: «وسألت القاضية:\n- [أين] كنت؟»."""
    return at + 1 if at + 1 < len(view.tokens) and view.tokens[at].text in DASHES else at


def _is_complementiser(view: View, at: int) -> bool:
    """«أن», «بأن», and not the name in «أعلن بان، في ختام المؤتمر، أن…»."""
    if view.word(at) not in view.words.that:
        return False
    if view.word(at - 1) == "من" and view.word(at - 2) in view.words.elative:
        return False  # «وأخطر [من أن] تخضع للتجاذب»
    if view.word(at - 1) in view.words.before_that and view.word(at - 2) != "من":  # «قالت من قبل إن»
        return False
    return not (view.tokens[at].text == "بان" and view.comma(at + 1))


def _is_near(view: View, frame: Frame, at: int) -> bool:
    """A word or two in marks are what was said only right after the cue or the speaker («تابعت باريس التطورات «باهتمام»»)."""
    quote = view.quote_at[at]
    if quote.inside > _NAMED_IN_MARKS or at == frame.cue_last or view.comma(at - 1):
        return True
    if view.word(quote.open + 1) in view.words.own_words:
        return True  # «قال ترامب في البيت الأبيض "سوف ننسحب"»
    return view.word(at - 1) in {"ب", "ل"} or (frame.source is not None and frame.source.last >= at)


def is_titled(view: View, at: int) -> bool:
    """Whether a colon or quotation gives a title or slogan: «ندوة بعنوان "…"», «تحت شعار: "…"»."""
    at -= 1
    if view.tokens[at].text == ":":
        at -= 1
    fold = view.word(at)
    return fold in view.words.titled or (fold in view.words.named_as and view.word(at - 1) == "تحت")


def _stands_alone(view: View, after: int) -> bool:
    """Whether nothing completes a demonstrative: «نفى ذلك، مؤكدا…», not «نفى ذلك الخبر»."""
    if after >= len(view.tokens) or view.mark(after):
        return True
    return not view.word(after).startswith("ال") and (is_closed(view, after) or is_participle(view, after))


def _is_ours(view: View, at: int) -> bool:
    """«وقال سنحدد موقفنا…»: the first person right after the verb is the speaker's, marks or none."""
    fold = view.word(at)
    if view.inside[at] is not None or len(fold) < 5:
        return False
    if fold.startswith("سن"):
        return True
    owned = fold.endswith("تنا") and "ال" + fold[:-3] + "ه" in plain_words()  # «يهدد [رياضتنا]»
    led = fold.startswith(("ال", "ل", "ب"))
    past = fold.endswith("نا") and not (led or owned) and at not in view.heads
    return past and not any(view.word(p) in view.words.that for p in range(at, view.ends[at]))


def _is_own(view: View, frame: Frame, at: int, *, any_noun: bool) -> bool:
    """«أكد الوزير تدخله»: after the speaker, a noun with the speaker's pronoun is what is reported."""
    fold = view.word(at)
    if at in view.dates or fold in view.words.time or at in view.asides:
        return False
    named = at - 1 in view.persons or any_noun
    if is_second_noun(view, at) or (named and is_common_object(view, at)):
        return frame.source is not None and frame.source.last == at
    if fold in view.words.honorific or fold in view.words.itself:
        return False  # «أكد جلالته، خلال…، أن»: who speaks
    if view.comma(at - 1) and (at + 1 in view.dates or view.word(at + 1) in view.words.time):
        return False  # «في اجتماع، [عقده] أمس، أن»
    owned = fold.endswith(("ه", "ها", "هم")) and not view.tokens[at].text.endswith("ة") and len(fold) > 4
    dropped = frame.source is None and frame.other is None
    known = (dropped or frame.source is not None) and not frame.relative and view.inside[at] is None
    return owned and known and not is_closed(view, at) and not fold.startswith(("ال", "و", "ل", "ب"))


def _is_act(view: View, frame: Frame, at: int) -> bool:
    """«أعلنت مصر [قطع] علاقاتها»: right after the name of who speaks, an indefinite verbal noun is what is announced."""
    voice = frame.source
    if voice is None or voice.last != at or at not in view.acts:
        return False
    held = view.inside[at - 1]
    if voice.entity is None and (held is None or held.entity is None):
        return False
    ended = at - 1 in view.phrase_ends and view.inside[at] is None
    ended = ended and at not in view.tails and at not in view.asides and not view.word(at).endswith("ا")
    return ended and not view.word(at).startswith(("ال", "و", "ب", "ل"))


def _open(frame: Frame, opener: str, content: int, skip: int = 0) -> bool:
    frame.opener, frame.content, frame.skip = opener, content, skip
    return True


def _prepositional(view: View, frames: tuple[str, ...], frame: Frame) -> bool:
    at, fold = frame.at, view.folds[frame.at]
    if "by" in frames and _is_called(view, at):
        return _open(frame, "by", at + 1)
    if frame.relative:
        return False
    if "li" in frames and at == frame.cue_last and is_meeting(view, at):
        return _open(frame, "li", at, 1)
    for name in frames:
        if name in _PREPOSITIONS and fold in _PREPOSITIONS[name] and at + 1 < len(view.tokens):
            if view.tokens[at].text == "علي" and (view.word(at + 1) == "بن" or view.inside[at] is not None):
                return False  # a man's name
            if name == "to" and _is_posted(view, frame, at + 1):
                return False
            if name == "from" and view.word(at + 1) in view.words.sake:
                return False  # «حزب التكتل [من أجل] العمل»
            if name == "of" and _is_defended(view, frame, at + 1):
                return False
            if name == "on" and view.word(at + 1) in view.words.stretch and "that" in frames:
                return False
            if (
                at in view.asides
                or _is_mouth(view, at)
                or (at + 1 in view.venues and name in {"in", "on", "with"})
            ):
                return False
            return _after_preposition(view, frame, name, at + 1)
        if name == "by" and fold == "بما":
            return _open(frame, name, at + 1)
        if name in _GLUED and is_glued(view, at, _GLUED[name]):
            if fold in {"ب", "ل"}:
                return _after_preposition(view, frame, name, at + 1)
            if name == "by" and is_seat(view, at) and asked_later(view, at):
                return False
            apart = view.comma(at - 1) or is_seat(view, at) or view.word(at - 2) in view.words.into
            if name == "by" and "that" in frames and apart and that_comes(view, at):
                return False  # «أفاد خلال قيامه، أمس، [بزيارة]، أن…», «صرح في الاحتفال [باليوم]…، أن…»
            return _open(frame, name, at, 1)
    return False


def _is_called(view: View, at: int) -> bool:
    """«وصف الجلسة التي عقدها المجلس [بـ] "المسرحية"»: a word or two in marks after ب."""
    quote = view.quote_at.get(at + 1)
    return view.word(at) == "ب" and quote is not None and quote.inside <= _NAMED_IN_MARKS


def opens_content(view: View, frames: tuple[str, ...], at: int) -> bool:
    """Whether a preposition of the cue leads a noun that says what is reported: «ندد الرئيس خلال المؤتمر [بوقف] القتال»."""
    fold, nouns = view.word(at), view.words.content_noun
    if "by" in frames and _is_called(view, at):
        return True
    for name in frames:
        leads = name in _PREPOSITIONS and fold in _PREPOSITIONS[name] and at + 1 < len(view.tokens)
        if leads and is_content_noun(view, at + 1):
            return True
        letter = _GLUED.get(name)
        act = fold[1:] in nouns or at in view.acts
        if letter is not None and fold[:1] == letter and act and is_glued(view, at, letter):
            return True
    return False


def leads_content(view: View, frames: tuple[str, ...], at: int) -> bool:
    """Whether a preposition of the cue stands by itself at a token: «عن», «إلى», «من», «على»."""
    return any(view.word(at) in _PREPOSITIONS.get(name, ()) for name in frames)


def _is_mouth(view: View, at: int) -> bool:
    """«أكدت الحكومة، [على لسان] ناطقها، التزامها»: through whom a body speaks."""
    tail = view.tails.get(at)
    return tail is not None and tail.entry.get("act") == "voice"


def _is_posted(view: View, frame: Frame, at: int) -> bool:
    """«دعا المبعوث الأممي إلى [ليبيا] غسان سلامة …»: where an envoy is sent, not what is called for."""
    voice = frame.source
    if voice is None or voice.last != frame.at or view.word(voice.first) not in view.words.envoy:
        return False
    return at in view.countries or (view.inside[at] is not None and view.inside[at].kind == "place")  # type: ignore[union-attr]


def _is_defended(view: View, frame: Frame, at: int) -> bool:
    """«أعلنت هيئة الدفاع عن [القادة الموقوفين] …»: whom a body defends, not what it announces."""
    voice, phrase = frame.source, view.phrases.get(at)
    if voice is None or voice.last != frame.at or view.word(frame.at - 1) not in view.words.defence:
        return False
    return voice.kind != "person" and phrase is not None and phrase.kind in ("person", "group")


def opens_within(view: View, frames: tuple[str, ...], frame: Frame) -> bool:
    """«حذر الوزير [من التصعيد]» where «الوزير من التصعيد» was taken for one phrase: its last preposition opens the content."""
    voice = frame.source
    if voice is None or voice.first != frame.cue_last:
        return False
    for at in range(voice.last - 2, voice.first, -1):
        if "from" in frames and view.word(at) == "من" and not view.mark(at + 1):
            frame.source, frame.opened_at = widen(view, voice, at), at
            return _open(frame, "from", at + 1)
    return False


def _after_preposition(view: View, frame: Frame, name: str, at: int) -> bool:
    if view.word(at) in view.words.that:
        return _open(frame, "that", at + 1)
    if view.word(at) == "ما" and name in {"by", "of", "from"}:
        at += 1
    return _open(frame, name, at)


def is_glued(view: View, at: int, letter: str) -> bool:
    """Whether ب or ل is written on to a word as a preposition and does not belong to it."""
    token = view.tokens[at]
    if token.kind != "word" or not token.fold.startswith(letter):
        return False
    if token.fold == letter:
        return True
    if token.fold[1:] in view.words.content_noun and token.fold not in view.words.own_b:
        return True
    phrase = view.phrases.get(at)
    if phrase is not None:
        return letter in phrase.clitics
    if at in view.asides or at in view.venues or token.fold in view.words.preposition or view.inside[at]:
        return False
    rest = token.fold[1:]
    if token.fold in view.words.own_b or token.fold in view.words.acting or len(rest) < 3:
        return False
    return rest.startswith("ال") or is_content_noun(view, at) or not is_finite(view, at)


def _takes_any(view: View, frame: Frame, at: int) -> bool:
    """A second noun after the speaker: «أدانت الخارجية الهجوم»."""
    if frame.source is None or frame.relative or at in view.dates:
        return False
    if view.word(at) in view.words.this and view.word(at + 1).startswith("ال"):
        return True
    if is_closed(view, at):
        return False
    if is_participle(view, at) or at in view.verbs:
        return False
    if is_second_country(view, at):
        return True
    if at == frame.source.last and view.inside[at] is view.inside[at - 1] and view.inside[at] is not None:
        return False
    if names_holder(view, frame.source, at) or (at in view.phrases and view.phrases[at].clitics == "و"):
        return False
    if at == frame.source.last and at in view.phrases and view.phrases[at].clitics == "ل":
        return False  # «المركز الإعلامي [لمجلس الوزراء]»
    if frame.apart and frame.source.kind in {"person"} and at in view.phrases:
        return view.phrases[at].kind not in {"person"}
    adjective = (
        at == frame.source.last and view.word(at).startswith("ال") and view.word(at - 1).startswith("ال")
    )
    nisba = view.word(at).endswith(("ي", "يه")) and not is_second_noun(view, at)
    noun = (at in view.heads or at - 1 in view.phrase_ends) and not nisba
    return at not in view.asides and not (adjective and not noun)


def names_holder(view: View, voice: Speaker, at: int) -> bool:
    """«وزير النفط بالوكالة أنس الصالح», «رئيس الحكومة المعين عبد الإله …»: the name of whoever holds the office."""
    if view.inside[voice.first] is None or voice.kind != "person" or voice.last != at:
        return False  # no «وصفت التقارير [الكاتب فلان] بأنه…»
    if view.word(at) in view.words.acting:
        at += 1
    phrase = view.phrases.get(at)
    if phrase is None or phrase.kind != "person" or phrase.entity is None or phrase.clitics:
        return False
    return voice.entity in (None, phrase.entity)
