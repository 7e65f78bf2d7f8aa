"""Words that come after others: «مكتفيا بالقول», «قبل أن يضيف», and after what is set before the clause."""

from __future__ import annotations

import pytest

from speech.reading import read_report

NAMES = {"people": ["سالم العلي", "هند الراوي"], "places": ["صور"]}


@pytest.mark.parametrize(
    ("text", "cue", "content"),
    [
        (
            "ورفض سالم العلي الخوض في الملف، مكتفيا بالقول: «الأشقاء يعرفون المطلوب».",
            "القول",
            "الأشقاء يعرفون المطلوب",
        ),
        ("وغادر سالم العلي القاعة، قبل أن يضيف: «لن نعود أبدا».", "يضيف", "لن نعود أبدا"),
        ("وغادر سالم العلي القاعة، قبل أن يؤكد أن الحوار مستمر.", "يؤكد", "الحوار مستمر"),
        ("وزار سالم العلي القرية، عاداً أن «ترك الأرض خيانة».", "عاداً", "ترك الأرض خيانة"),
        ("وأدان الإمام الأكبر سالم العلي «الهجوم الآثم الجبان».", "أدان", "الهجوم الآثم الجبان"),
    ],
)
def test_words_that_follow(text: str, cue: str, content: str) -> None:
    (found,) = [a for a in read_report(text, names=NAMES) if a.cue is not None and a.cue.exact == cue]
    assert found.content.exact == content
    assert "سالم العلي" in found.sources[0].exact


@pytest.mark.parametrize(
    "text",
    [
        "ولم يكتف سالم العلي بالقول بل عمل سنوات.",
        "ويجب أن يضيف سالم العلي: الملح والسكر.",
        "وسيسافر سالم العلي قبل أن يؤكد النتائج.",
    ],
)
def test_no_words_follow(text: str) -> None:
    assert read_report(text, names=NAMES) == ()


def test_one_saying_of_two_words_is_one() -> None:
    found = read_report("وصرح سالم العلي بالقول: «سنكمل الطريق كله».", names=NAMES)
    assert [a.content.exact for a in found] == ["سنكمل الطريق كله"]


def test_manner_of_a_woman_is_no_speaker() -> None:
    found = read_report("وتكلمت هند الراوي. وتقول مازحة «سنكمل الطريق كله».", names=NAMES)
    assert [s.exact for a in found for s in a.sources] == ["هند الراوي"]


def test_subject_stands_after_what_is_set_before_the_clause() -> None:
    text = "وقالت هند الراوي إن الطريق مفتوح. وخلال تشييع الضحايا في المدينة، رد سالم العلي على الحشود، قائلا «سنكمل الطريق»."
    found = read_report(text, names=NAMES)
    assert found[-1].sources[0].exact == "سالم العلي"


def test_whom_a_preposition_names_is_no_subject() -> None:
    text = "وقالت هند الراوي إن الطريق مفتوح. وفي المساء، اجتمعت بسالم العلي، قائلة «سنكمل الطريق»."
    found = read_report(text, names=NAMES)
    assert found[-1].sources[0].exact == "هند الراوي"


def test_titles_with_a_pronoun_speak() -> None:
    (found,) = read_report("وأكد جلالته، خلال استقباله كبار الضباط، أن الأمن مستقر.")
    assert ([s.exact for s in found.sources], found.content.exact) == (["جلالته"], "الأمن مستقر")


def test_noun_with_a_pronoun_is_still_content() -> None:
    (found,) = read_report("وأكد سالم العلي تدخله في الأزمة.", names=NAMES)
    assert found.content.exact.startswith("تدخله")


def test_naming_verb_belongs_to_the_speaker() -> None:
    (found,) = read_report("وقال نازح يدعى سالم العلي، عند الحاجز: «تركنا كل شيء هناك».", names=NAMES)
    assert [s.exact for s in found.sources] == ["نازح يدعى سالم العلي"]


def test_clock_of_an_entry_is_no_subject() -> None:
    text = "16:20 - قالت هند الراوي إن الطريق مفتوح.\n15:10 - قال سالم العلي إن الجسر مغلق."
    found = read_report(text, names=NAMES)
    assert [s.exact for a in found for s in a.sources] == ["هند الراوي", "سالم العلي"]


def test_accused_stays_in_the_content_across_an_aside() -> None:
    (found,) = read_report("وكان سالم العلي قد اتهم الجيش، في وقت سابق، بقصف المدنيين.", names=NAMES)
    assert found.content.exact == "الجيش، في وقت سابق، بقصف المدنيين"
