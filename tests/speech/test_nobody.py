"""Words beside a verb of saying that are nobody who speaks: things, objects, figures, criteria, passives."""

from __future__ import annotations

import pytest

import marsad


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("عنف الجماهير في الملاعب غول يهدد رياضتنا", ""),
        ("الهاتف يقلل من ساعات نوم الأطفال", ""),
        ("السهر يقلل من تركيز التلاميذ", ""),
        ("", "وضبطت الشرطة بضاعة تبلغ قيمة 40 ألف دينار من شركة للنقل."),
        ("", "وتم انتخاب لجنة التحقيق في ما يسمى «وثائق بنما» أمس."),
        ("", "وتوجه الوفد إلى ما تسمى «المنطقة الآمنة» شمال البلاد."),
        ("", "ويُتوقع ظهور ضباب محلي في الصباح."),
        ("", "وتُعتبر مفخرة مؤكدة أن العملية نجحت."),
        ("", "ووزعت الوزارة المقاعد حسب الأولويات وقابلية الجهات للاستثمار."),
        ("", "ورتبت الأسماء وفق الأقدمية، مع مراعاة السن."),
        ("", "وأدلت بشهادة طبية، فأخلي سبيلها."),
        ("", "وكان ذلك ما ورد في إطار الود بين البلدين."),
    ],
)
def test_nobody_speaks(title: str, text: str) -> None:
    read = marsad.read(text or "جرت المباراة مساء الأحد.", title=title, published="2019-07-18", tier="fast")
    assert [one.content.exact for one in read.attributions] == []


@pytest.mark.parametrize(
    ("title", "by"),
    [
        ("الوزير يقلل من خطورة الوضع", "الوزير"),
        ("تونسي يطالب بإعادته إلى بلاده", "تونسي"),
        ("الداخلية المصرية تتهم عناصر مسلحة بالوقوف خلف الهجوم", "الداخلية المصرية"),
    ],
)
def test_who_speaks_in_a_title(title: str, by: str) -> None:
    read = marsad.read("جرت المباراة مساء الأحد.", title=title, published="2019-07-18", tier="fast")
    assert [one.sources[0].exact for one in read.attributions] == [by]
