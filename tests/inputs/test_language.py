"""Languages told apart, also in short and mixed texts; dialects are Arabic."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.page.language import detect_language, language_doubts

TEXTS = {
    "ar": [
        "حلب",
        "سياسة عربية",
        "أعلن الوزير أمس أن الجسر سيفتح قريبا",
        "شو عم تعمل اليوم يا خالي",
        "وش صاير في الرياض اليوم",
        "بزاف ديال الناس خرجو للشارع",
        "عايز اعرف ايه اللي حصل امبارح",
        "شكو ماكو بالبصرة اليوم",
        "Apple تعلن عن iPhone جديد في الأسواق",
        "شركة Microsoft Corporation الأمريكية",
        "عراقچی وصل إلى بغداد",  # a name typed with Persian letters
        "وصل وزیر الخارجیة الی بغداد في زیارة رسمیة وکان في استقباله المحافظ",  # Arabic on a Persian keyboard
        "القيروان : حجز سلاح و بندقية صيد و خراطيش",  # detached و
        "افتتاح معرض پيكاسو وڤيلاسكيز في متحف المدينة",
        "قالَ المُعلِّمُ إنَّ الدَّرسَ انتهى",
    ],
    "fa": [
        "وزیر امور خارجه گفت که این گفتگوها ادامه خواهد یافت",
        "وزير خارجه گفت كه اين مذاكرات ادامه دارد و نتايج آن روشن است",  # typed with Arabic letters
        "نخست وزیر جدید",
        "باران در شمال کشور ادامه دارد و مدارس تعطیل شد",
    ],
    "ur": ["وزیر اعظم نے کہا ہے کہ حکومت عوام کی خدمت کرے گی", "شہر میں بارشوں سے تباہی"],
    "ckb": ["سەرۆکی هەرێم گوتی کە گفتوگۆکان بەردەوام دەبن", "هەولێر", "دوێنێ لە سلێمانی کۆبوونەوەیەک کرا"],
    "ug": ["ئۇيغۇر ئاپتونوم رايونى بىلەن ئالاقىلىشىش"],
    "ps": ["د افغانستان د بهرنیو چارو وزیر وویل چې خبرې به روانې وي"],
    "he": ["ראש הממשלה אמר כי השיחות יימשכו"],
    "en": ["The minister said on Monday that the talks will continue in the capital"],
    "fr": ["Le ministre a déclaré hier que les négociations vont se poursuivre dans la capitale"],
    "es": ["El ministro dijo ayer que las conversaciones continuarán en la capital"],
    "de": ["Der Minister hat gestern gesagt, dass die Gespräche nicht enden"],
    "it": ["Il ministro ha detto ieri che i colloqui della settimana non sono finiti"],
    "tr": ["Bakan görüşmelerin devam edeceğini söyledi ve yeni bir karar"],
    "ku": ["Serokê Herêmê got ku hevdîtin wê berdewam bin û li Hewlêrê"],
    "ru": ["Министр заявил, что переговоры продолжатся в столице"],
    "uk": ["Міністр заявив, що переговори триватимуть, але їх перенесли"],
    "zh": ["部长昨天表示会谈将继续"],
    "ja": ["大臣は昨日、会談を続けると述べた"],
    "ko": ["장관은 회담이 계속될 것이라고 말했다"],
    "el": ["Ο υπουργός είπε ότι οι συνομιλίες συνεχίζονται"],
}


@pytest.mark.parametrize(
    ("language", "text"), [(code, text) for code, texts in TEXTS.items() for text in texts]
)
def test_languages(language: str, text: str) -> None:
    assert detect_language(text) == language


@pytest.mark.parametrize("text", ["", "   ", "1234 / 56", "…؟!", "😀😀", "\u200f\u200e"])
def test_without_letters_there_is_no_language(text: str) -> None:
    assert detect_language(text) is None


def test_the_larger_part_of_a_mixed_text_decides() -> None:
    arabic, english = TEXTS["ar"][2], TEXTS["en"][0]
    assert detect_language(f"{english}\n{arabic}\n{arabic}\n{arabic}") == "ar"
    assert detect_language(f"{english}. {english}. {english}. {arabic}") == "en"


def test_only_arabic_has_no_doubt() -> None:
    assert language_doubts("ar") == ()
    assert language_doubts("fa")[0].startswith("not_arabic: ")
    assert language_doubts(None)[0].startswith("not_arabic: ")


def test_it_is_fast() -> None:
    text = ("أعلن الوزير أمس أن الجسر سيفتح قريبا، وقال إن العمال أنهوا العمل قبل الموعد. " * 40)[:2000]
    detect_language(text)
    began = time.perf_counter()
    for _ in range(200):
        detect_language(text)
    assert (time.perf_counter() - began) / 200 < 0.002  # ten times what it takes: machines differ


@given(st.text(max_size=60))
@settings(max_examples=200, deadline=None)
def test_any_text_has_a_language_or_none(text: str) -> None:
    language = detect_language(text)
    assert language is None or language.isascii()
    arabic = "أعلن الوزير أمس أن الجسر سيفتح قريبا في المدينة. " * 12
    assert detect_language(f"{text} {arabic}") == "ar"
