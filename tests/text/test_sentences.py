"""Where Arabic news sentences end, and where they do not."""

from __future__ import annotations

import pytest

from marsad.text import read_part

CASES = {
    "stop": "وصل الوزير إلى بغداد.| وغادرها مساء.",
    "question and exclamation": "هل يعود؟| لا أحد يعلم!| انتظروا.",
    "Urdu stop": "انتهى الخبر۔| وبدأ آخر.",
    "no stop at the end": "وصل الوزير.| وغادر",
    "paragraphs without stops": "وصل الوزير إلى بغداد|\n\nوغادرها مساء",
    "Windows line ends": "وصل الوزير|\r\nوغادر",
    "old Mac line ends": "وصل الوزير|\rوغادر",
    "Unicode line separator": "وصل الوزير|\u2028وغادر",
    "title of a doctor": "قال د. سامي إن م. هدى سافرت.| ثم عاد.",
    "title written on to the name": "قال د.سامي إنه سافر.| ثم عاد.",
    "agency with spaces": "نقلت أ. ف. ب عن مصدر قوله إنه عاد.| ولم يزد.",
    "agency without spaces": "نقلت أ.ف.ب عن مصدر.| ولم يزد.",
    "agency at the end of a sentence": "هذا ما نقلته أ.ف.ب.| ولم يصدر تعليق.",
    "agency with spaces at the end": "هذا ما نقلته د. ب. أ.| ولم يصدر تعليق.",
    "initials of a suspect": "أوقف المتهم م. ع. في سوسة.| ثم أفرج عنه.",
    "decimal": "بلغت القوة 4.6 درجات.| ولم تقع أضرار.",
    "decimal with the Arabic separator": "بلغت القوة ٤٫٦ درجات.| ولم تقع أضرار.",
    "number at the end": "بلغ عدد القتلى 17.| وأصيب 30.",
    "date with stops": "وقع الهجوم في 17.09.2023 قرب المدينة.| ولم يعلق أحد.",
    "list of numbered items": "1. وقف إطلاق النار.|\n2. تبادل الأسرى.|\n3. فتح المعابر.",
    "list of bullets": "- وقف إطلاق النار|\n- تبادل الأسرى|\n• فتح المعابر",
    "two dots as a comma": "الوزير يعود إلى بغداد.. ومباحثات مع الرئيس",
    "ellipsis as a comma": "الوزير يعود… ومباحثات... مع الرئيس",
    "guillemets close after the stop": "قال: «سنعود.»| وغادر.",
    "guillemets close before the stop": "قال: «سنعود».| وغادر.",
    "straight quotes after the stop": 'قال: "سنعود."| وغادر.',
    "straight quotes open after the stop": 'وغادر.| "سنعود" قالها مرتين.',
    "straight quotes written on to the stop before": 'وغادر.|"سنعود" قالها مرتين.',
    "curly quotes": "قال: “سنعود.”| وغادر.",
    "question inside quotes": "سأل: «هل تعود؟»| وانتظر.",
    "brackets after the stop": "عاد الوزير (وهو من البصرة.)| وغادر.",
    "several marks": "هل يعقل هذا؟!!| نعم.",
    "tokenised text with a free stop": "قال الوزير إنه عاد .| وغادر .",
    "Latin names with stops": "أعلنت Booking.com و U.S. Steel ذلك.| ثم صمتت.",
    "missing space after the stop": "وصل الوزير.|وغادر الرئيس.",
    "spelt-out letters in brackets": "نقلت (بي.بي.سي) عن مصدر قوله إنه عاد.| ولم يزد.",
    "spelt-out letters in quotes": "بثت «إم.بي.سي» لقاء معه.| ثم عاد.",
    "spelt-out letters alone": "نقلت بي.بي.سي عن مصدر.| ثم عاد.",
    "spelt-out letters with a last stop": "قناة (سي.إن.إن.) أعلنت ذلك.| وعاد.",
    "spelt-out letters and a word": "قالت (يو.إس.إيه توداي) ذلك.| وعاد.",
    "two spelt-out letters in brackets": "باعت شركة (إل.جي) مصنعها.| وعادت.",
    "long letter names": "حذر صندوق دبليو.دبليو.إف من الصيد.| وعاد.",
    "missing space between short words": "قالها له.|ثم عاد.",
    "single guillemets": "قال: ‹سنعود.›| وغادر.",
    "single curly quotes": "قال: ‘سنعود.’| وغادر.",
    "low and high quotes": "قال: „سنعود.“| وغادر.",
    "curly quotes the other way round": "قال: ”سنعود.“| وغادر.",
    "guillemets the other way round": "قال: »سنعود.«| وغادر.",
    "quotes of two apostrophes": "قال: ''سنعود.''| وغادر.",
    "quotes of two straight marks": 'قال: ""سنعود.""| وغادر.',
    "double angle brackets": "قال: <<سنعود.>>| وغادر.",
    "ornate parentheses": "قرأ: ﴿والعصر.﴾| وغادر.",
    "double brackets": "قال: ((سنعود.))| وغادر.",
    "square brackets": "قال: [سنعود.]| وغادر.",
    "guillemets open after a stop without a space": "عاد الوزير.| «سنعود» قالها.",
    "letters of a list": "أ) وقف إطلاق النار|\nب) تبادل الأسرى",
    "source in brackets before the stop": "عاد الوزير (رويترز).| ثم غادر.",
    "run-on line of headlines": "وصل الوزير إلى بغداد وقال إنه متفائل بالاتفاق وأضاف أن اللقاء كان جيدا",
}


@pytest.mark.parametrize("marked", CASES.values(), ids=CASES.keys())
def test_sentence_ends(marked: str) -> None:
    text = marked.replace("|", "")
    wanted = [piece.strip() for piece in marked.split("|")]
    assert [text[s.start : s.end] for s in read_part(text).sentences] == wanted


def test_paragraphs_are_counted_by_line_breaks() -> None:
    part = read_part("أولا. ثانيا.\n\nثالثا\nرابعا. خامسا.")
    assert [sentence.paragraph for sentence in part.sentences] == [0, 0, 1, 2, 2]
