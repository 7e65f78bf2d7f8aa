"""Six articles to search in, written for the tests, with what a reading finds in them."""

from __future__ import annotations

from marsad.corpus.search import IndexedArticle, Name

HAFTAR = Name("خليفة حفتر", ("حفتر", "المشير حفتر", "Khalifa Haftar"))
SARRAJ = Name("فائز السراج", ("السراج", "Fayez al-Sarraj"))
OMAR = Name("عمر الككلي", ("الككلي", "Omar al-Kikli"))
REUTERS = Name("رويترز", ("وكالة رويترز", "Reuters"))
DERNA = Name("درنة", ("Derna",))
TRIPOLI = Name("طرابلس", ("Tripoli",))
ABU_DHABI = Name("أبوظبي", ("أبو ظبي", "Abu Dhabi"))

MEETING = IndexedArticle(
    no=1,
    id="meeting",
    title="حفتر يلتقي السراج في أبوظبي",
    text=(
        "التقى قائد الجيش خليفة حفتر رئيس المجلس الرئاسي فائز السراج في أبوظبي يوم الأربعاء.\n\n"
        "وقال حفتر إن الانتخابات «لن تتأخر»، ونقلت رويترز عن مصدر دبلوماسي أنّ الاتفاق قريب."
    ),
    published="2019-02-27T18:00:00+02:00",
    site=Name("anba.example", ("وكالة الأنباء",)),
    actors=(HAFTAR, SARRAJ),
    speakers=(HAFTAR, Name("مصدر دبلوماسي")),
    sources=(HAFTAR, Name("مصدر دبلوماسي"), REUTERS),
    types=("CONSULT",),
    places=(ABU_DHABI,),
    statuses=("happened",),
    language="ar",
)
FLOOD = IndexedArticle(
    no=2,
    id="flood",
    title="فيضانات درنة: ٣٠٠ قتيل",
    text=(
        "أعلن الهلال الأحمر مقتل 300 شخص في درنة بعد أن هطلت أمطار غزيرة وانهار سد الوادي.\n\n"
        "ونفت حكومة البلاد الحصيلة. وأرسلت للمدينة فرق إنقاذ من طرابلس."
    ),
    published="2023-09-12",
    site=Name("www.dayf.example", ("ضيف نيوز",)),
    actors=(Name("الهلال الأحمر", ("Red Crescent",)),),
    speakers=(Name("الهلال الأحمر"),),
    sources=(Name("الهلال الأحمر"),),
    types=("DISASTER", "AID"),
    places=(DERNA, TRIPOLI),
    statuses=("happened", "denied"),
    language="ar",
)
CLASHES = IndexedArticle(
    no=3,
    id="clashes",
    title="اشتباكات جنوب طرابلس",
    text="اندلعت اشتباكات بين مسلحين جنوب طرابلس. وأضافت مصادر أن عمر الككلي أُصيب، وأن قوات موالية لحفتر تتقدّم.",
    published="2019-04",
    site=Name("anba.example", ("وكالة الأنباء",)),
    actors=(OMAR, HAFTAR),
    speakers=(Name("مصادر"),),
    sources=(Name("مصادر"),),
    types=("ASSAULT",),
    places=(TRIPOLI,),
    statuses=("alleged",),
    language="ar",
)
SECOND_FLOOD = IndexedArticle(
    no=4,
    id="second-flood",
    title="سد درنة: تحقيق في أسباب الانهيار",
    text="فتح النائب العام تحقيقا في انهيار سد الوادي بعد أمطار غزيرة ضربت درنة وأودت بحياة المئات من السكان.",
    published="2023-09-20T09:30:00+02:00",
    site=Name("anba.example", ("وكالة الأنباء",)),
    actors=(Name("النائب العام"),),
    types=("ACCUSE",),
    places=(DERNA,),
    statuses=("happened",),
    language="ar",
)
HOPE = IndexedArticle(
    no=5,
    id="hope",
    title="أمل جديد لمرضى السكري",
    text="قالت الطبيبة أمل العلي إن الآمال كبيرة في علاج جديد، وإن الكُتُب والوزير معها. شاهد بي.بي.سي.",
    published=None,
    language="ar",
)
LATIN = IndexedArticle(
    no=6,
    id="latin",
    title="UN envoy on Haftar",
    text="The UN envoy met Haftar in Benghazi on 3.5 million dollars of aid.",
    published="2020-01-05",
    site=Name("wire.example"),
    language="en-GB",
)
ALL = (MEETING, FLOOD, CLASHES, SECOND_FLOOD, HOPE, LATIN)

FINDS: dict[str, set[str]] = {
    "حفتر": {"meeting", "clashes"},
    "انتخابات": {"meeting"},
    "درنة أمطار": {"flood", "second-flood"},
    "«أمطار غزيرة»": {"flood", "second-flood"},
    '"سد درنة"': {"second-flood"},
    "حفتر OR درنة": {"meeting", "clashes", "flood", "second-flood"},
    "درنة AND تحقيق": {"second-flood"},
    "طرابلس NOT حفتر": {"flood"},
    "طرابلس -حفتر": {"flood"},
    "(حفتر OR السراج) أبوظبي": {"meeting"},
    "اشتباك*": {"clashes"},
    "فيضنات~": {"flood"},
    "exact:أمل": {"hope"},
    "exact:«أمل العلي»": {"hope"},
    "actor:حفتر": {"meeting", "clashes"},
    "actor:«خليفة حفتر» type:CONSULT": {"meeting"},
    "actor:(حفتر AND السراج)": {"meeting"},
    "source:رويترز": {"meeting"},
    "said_by:حفتر انتخابات": {"meeting"},
    "type:ASSAULT": {"clashes"},
    "place:درنة from:2023-09-15": {"second-flood"},
    "from:2019 to:2019-03": {"meeting"},
    "site:dayf.example": {"flood"},
    "site:«وكالة الأنباء» درنة": {"second-flood"},
    "status:denied": {"flood"},
    "lang:en": {"latin"},
    "Haftar": {"meeting", "clashes", "latin"},
    "actor:Haftar": {"meeting", "clashes"},
}
"""Queries of docs/search.md and what they find here."""
