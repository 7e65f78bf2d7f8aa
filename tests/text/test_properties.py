"""What must hold for every text, however mangled: nothing is lost, and every span quotes its own characters."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.text import fold, normalise, read_part, read_word, tokenize
from marsad.text.normalise import CONTROLS as INVISIBLE
from marsad.text.normalise import MARKS, TATWEEL
from marsad.text.sentences import LONGEST, split_sentences

REPORT = (
    "قال الرئيس إن الوزير د. سامي عاد إلى موسكو أمس، وأضاف «سنعود.. قريبا». ورأى 3.5 ملايين أن أ.ف.ب نقلت "
    " عن مصادر: ”لا تعليق”؟ نعم! ١٧ أيلول/سبتمبر 2023 (صور) - Reuters U.S. لم يعلّق… إِسْتَنْبُول مُدَرِّ "
)
WORDS = REPORT.split()

DIACRITICS = "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0670\u0653\u0654"
PRESENTATION = "ﻻﺍﻟﺴﻼﻡﷺﷲﱠﹰﺂﭐﮎ１Ａ"
CONTROLS = "\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202e\u2066\u2067\u2069\ufeff\u061c\u00ad"
OTHER = "ـ🇱🇾👨‍👩‍👧e\u0301İςΣ\ud800\udfff\u0e33\u0939\u093f½²Ⅷ\x00\x1c\u2028\u0085\r\u00a0_"

words = st.sampled_from(WORDS)
gaps = st.sampled_from([" ", " ", " ", "\n", "\n\n", "\r\n", "  ", "", "\u00a0", "\t"])
noise = st.sampled_from(list(DIACRITICS + PRESENTATION + CONTROLS + OTHER))


@st.composite
def news(draw: st.DrawFn) -> str:
    """Words of a report with ordinary and odd gaps between them."""
    return "".join(draw(st.lists(st.builds(str.__add__, words, gaps), max_size=25)))


@st.composite
def mangled(draw: st.DrawFn) -> str:
    """A report with odd characters put anywhere in it."""
    text = draw(news())
    for char in draw(st.lists(noise, max_size=12)):
        at = draw(st.integers(0, len(text)))
        text = text[:at] + char + text[at:]
    return text


texts = st.one_of(news(), mangled(), st.text(max_size=80))

FEW = settings(max_examples=150, deadline=None)


def is_silent(char: str) -> bool:
    """Whether a character may stand outside all tokens."""
    return re.fullmatch(rf"[\s{MARKS}{INVISIBLE}]", char) is not None


@FEW
@given(texts)
def test_normalise_agrees_with_fold_and_maps_every_letter_back(text: str) -> None:
    mapped = normalise(text)
    assert mapped.text == fold(text)
    assert len(mapped.offsets) == len(mapped.text) + 1
    assert mapped.offsets[-1] == len(text)
    assert list(mapped.offsets) == sorted(mapped.offsets)
    for at, letter in enumerate(mapped.text):
        start, end = mapped.original(at, at + 1)
        assert end == start + 1
        assert letter in fold(text[start:end])


@FEW
@given(texts)
def test_fold_is_stable(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@FEW
@given(texts)
def test_tokens_quote_themselves_and_leave_out_only_silence(text: str) -> None:
    tokens = tokenize(text)
    at = 0
    for token in tokens:
        assert text[token.start : token.end] == token.text != ""
        assert token.fold == fold(token.text)
        assert all(is_silent(char) for char in text[at : token.start])
        at = token.end
    assert all(is_silent(char) for char in text[at:])


@FEW
@given(texts)
def test_sentences_cover_all_tokens_in_order(text: str) -> None:
    part = read_part(text)
    at = paragraph = 0
    for sentence in part.sentences:
        assert sentence.first == at < sentence.last
        assert sentence.start == part.tokens[sentence.first].start
        assert sentence.end == part.tokens[sentence.last - 1].end
        assert 0 <= sentence.paragraph - paragraph <= 1
        at, paragraph = sentence.last, sentence.paragraph
    assert at == len(part.tokens)


@FEW
@given(texts)
def test_a_reading_keeps_the_word_whole(text: str) -> None:
    for token in tokenize(text):
        if token.kind != "word":
            continue
        for reading in read_word(token.text):
            kept = token.text[reading.skip : len(token.text) - reading.tail]
            assert kept
            before = fold(token.text[: reading.skip])  # a ligature (ﻷ) cannot be cut and stays with the stem
            assert before.startswith(reading.clitics) or reading.clitics.startswith(before)
            assert fold(token.text[len(token.text) - reading.tail :]) == reading.enclitic


@FEW
@given(texts)
def test_a_line_break_always_ends_a_sentence(text: str) -> None:
    part = read_part(text)
    for sentence in part.sentences:
        gaps = zip(
            part.tokens[sentence.first : sentence.last - 1],
            part.tokens[sentence.first + 1 : sentence.last],
            strict=True,
        )
        for before, after in gaps:
            assert "\n" not in text[before.end : after.start]


@pytest.mark.parametrize("odd", [*DIACRITICS, *CONTROLS, TATWEEL])
def test_a_word_with_something_invisible_inside_is_still_that_word(odd: str) -> None:
    (token,) = tokenize("قا" + odd + "ل")
    assert (token.kind, token.fold) == ("word", "قال")


@pytest.mark.parametrize(
    ("shown", "meant"), [("ﺍﻟﺴﻼﻡ", "السلام"), ("ﷲ", "الله"), ("ﻣﻮﺳﻜﻮ", "موسكو"), ("كﱠ", "ك")]
)
def test_presentation_forms_are_the_letters_they_show(shown: str, meant: str) -> None:
    assert fold(shown) == fold(meant)
    assert " " not in fold(shown)


def test_presentation_forms_are_each_mapped_to_the_character_that_shows_them() -> None:
    mapped = normalise("سﻻم")
    assert mapped.text == "سلام"
    assert mapped.original(1, 3) == (1, 2)
    assert all(fold(char) for char in PRESENTATION if char not in "ﱠﹰ")


def test_folding_the_spellings_of_one_name() -> None:
    spellings = ["إستنبول", "استنبول", "أستنبول", "اسـتنبول", "إِسْتَنْبُول", "\u200fاستنبول"]
    assert {fold(word) for word in spellings} == {"استنبول"}
    assert fold("١٧") == fold("۱۷") == "17"
    assert fold("کرملین") == fold("كرملين")


def test_sentences_of_no_tokens() -> None:
    assert split_sentences("", ()) == ()
    assert read_part(" \n ").sentences == ()


def test_a_very_long_line_is_read_in_bounded_time() -> None:
    text = "قال " * 100_000
    part = read_part(text)
    assert len(part.tokens) == 100_000
    assert max(s.last - s.first for s in part.sentences) == LONGEST
