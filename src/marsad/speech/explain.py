"""An attribution told in words: who says it, through whom, by which cue, and how sure that is."""

from __future__ import annotations

from marsad.matching import load_lexicon
from marsad.speech.rules import meaning_of, signs_of
from marsad.types import Attribution, Source


def explain_attribution(attribution: Attribution) -> str:
    """Why this is an attribution, one step a line: cue, speaker, relays, content, rule and confidence."""
    lines = [_cue(attribution), _speaker(attribution)]
    lines += [f"passed on by «{source.exact}» ({source.kind})" for source in attribution.sources[1:]]
    lines.append(
        f"{attribution.mode} content, characters {attribution.content.start}–{attribution.content.end}"
    )
    if attribution.hedge is not None:
        lines.append(f"hedged by «{attribution.hedge.exact}»")
    if attribution.parent is not None:
        lines.append(f"stands inside {attribution.parent}")
    lexicon = load_lexicon()
    for sign in signs_of(attribution.rule, attribution.sources, attribution.parent is not None):
        lines.append(f"less sure, since {meaning_of(sign, lexicon)}")
    meaning = meaning_of(attribution.rule, lexicon)
    lines.append(
        f"rule {attribution.rule}: {meaning or 'no description'} (confidence {attribution.confidence:.2f})"
    )
    return "\n".join(line for line in lines if line)


def _cue(attribution: Attribution) -> str:
    return f"cue «{attribution.cue.exact}», act: {attribution.act}" if attribution.cue else ""


def _speaker(attribution: Attribution) -> str:
    if not attribution.sources:
        return "nobody is named as the speaker (passive)"
    speaker: Source = attribution.sources[0]
    if speaker.implicit:
        return f"the subject is not written; antecedent «{speaker.exact}» ({speaker.kind})"
    return f"said by «{speaker.exact}» ({speaker.kind})"
