"""Common words that look like a verb or participle of saying and are none."""

from __future__ import annotations

import pytest

import marsad


@pytest.mark.parametrize(
    "text",
    [
        'قتل الجيش إرهابيين اثنين "خطيرين" في كمين قرب المدينة.',
        'واستهدف الهجوم ناقلتين "عملاقتين" في بحر العرب.',
        "ومن أبرز النقاط: الأمن والصحة.",
        "وأجرى اتصالا هاتفيا بنظيره. وكان الرقم هاتفي المنزلي: خمسة.",
        'وضربت المنطقة موجة "حر شديدة" منذ أمس.',
        'وتنخفض الحرارة ليلا وأحيانا "تهطل الأمطار".',
        'وارتفعت ملوحة "مياه الشط" هذا العام.',
        "وتتحمل الشركة مسؤولية الصيانة وتحمل مسؤولية التأخير.",
        'ولقي رفضا "قاطعا" من السكان.',
        "أُعلنت القوة القاهرة بعده بثلاثة أيام.",
        "وتقدر قيمتها بأكثر من مليار دولار.",
        "أكدت على التبرع الذي يكشف عن أمراض.",
        'وبلغ عددها "خمسين" شاحنة.',
    ],
)
def test_no_cue(text: str) -> None:
    found = marsad.read(text, published="2023-09-28").attributions
    assert [one for one in found if one.cue is not None and not one.cue.exact.startswith("أكدت")] == []


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("وثمن الوزير جهود رجال الأمن.", "ثمن"),
        ("أبرز الوزير أن الأمن تحسن.", "أبرز"),
        ("وقالا إن الطريق مفتوح.", "قالا"),
        ("وحمّل الحزب الحكومة مسؤولية الأزمة.", "حمّل"),
    ],
)
def test_the_same_letters_as_a_cue(text: str, cue: str) -> None:
    found = marsad.read(
        "قال الوزير سالم المبروك والنائب علي حسن: نعم. " + text, published="2023-09-28"
    ).attributions
    assert cue in [one.cue.exact for one in found if one.cue is not None]
