"""Records whose strings try every format: direction controls, quotes, markup, line ends, characters XML forbids."""

from __future__ import annotations

from typing import Any

from marsad.types import (
    Article,
    Attribution,
    DateExpression,
    Entity,
    Event,
    EventDate,
    Geo,
    Image,
    Mention,
    Place,
    Record,
    Run,
    Site,
    Size,
    Source,
    Span,
)

NAME = "علي \u202e<b>\"الحسن\"</b> & 'أبو؛ أحمد,'"
TITLE = '🕊 خبر "عاجل" \u2067<script>&amp;]]>\u0007'
TEXT = (
    f"قال {NAME} في طرابلس: «لن\\n نقبل; ]]> أبدا».\r\n\n"
    "وأضاف مصدر أن 🕊 القتال، الذي بدأ في 2019-04/2020-06، انتهى."
)
ARTICLE = Article(
    id='خبر #1/"<&>\u202e',
    url="https://anba.example/1?a=1&b='2'",
    site=Site(name='أنباء "اليوم" & الغد', domain="anba.example"),
    title=TITLE,
    authors=('كاتب <"&">',),
    published="2024-03-14T08:00:00+01:00",
    language="ar",
    text=TEXT,
    images=(Image(url="https://anba.example/1.jpg", caption='صورة "سوق" & <ناس>'),),
    tags=("ليبيا", 'و"سم'),
    raw_sha256="ab" * 32,
    fetched="2024-03-14T09:00:00Z",
)


def span(exact: str, kind: type[Any] = Span, text: str = TEXT, /, **fields: Any) -> Any:
    """Where some words stand in the text."""
    start = text.index(exact)
    return kind(start=start, end=start + len(exact), exact=exact, **fields)


PLACE = Entity(
    id="e2",
    kind="place",
    name="طرابلس",
    latin="Tripoli",
    forms=("طرابلس",),
    links=("geonames:2210247",),
    geo=Geo(lat=32.89, lon=13.19, country="LY", level="city", certainty=0.4),
)
RECORD = Record(
    marsad="0.3.0",
    run=Run(model="fast", lexicon="sha256:00", at="2024-03-15T10:00:00Z"),
    article=ARTICLE,
    entities=(
        Entity(id="e1", kind="person", name=NAME, latin="Ali", forms=(NAME, "علي"), roles=(span("مصدر"),)),
        PLACE,
        Entity(id="e3", kind="misc", name="القتال", forms=("القتال",)),
    ),
    mentions=(
        span(NAME, Mention, id="m1", entity="e1", kind="person", rule="r", confidence=0.9),
        span("طرابلس", Mention, id="m2", entity="e2", kind="place", rule="r", confidence=0.9),
        span("القتال", Mention, id="m3", entity="e3", kind="misc", rule="r", confidence=0.5),
        Mention(
            field="images/0/caption",
            start=6,
            end=9,
            exact="سوق",
            id="m4",
            entity="e3",
            kind="misc",
            rule="r",
            confidence=0.5,
        ),
    ),
    dates=(
        span("2019-04/2020-06", DateExpression, id="d1", edtf="2019-04/2020-06", kind="interval", from_="explicit", rule="r"),
    ),
    attributions=(
        Attribution(
            id="a1",
            content=span("لن\\n نقبل; ]]> أبدا"),
            cue=span("قال"),
            sources=(span(NAME, Source, entity="e1", kind="person"),),
            mode="direct",
            rule="r",
            confidence=0.9,
        ),
        Attribution(
            id="a2",
            content=span("🕊 القتال، الذي بدأ في 2019-04/2020-06، انتهى"),
            cue=span("أضاف"),
            sources=(span("مصدر", Source), span(NAME, Source, entity="e1", kind="person")),
            rule="r",
            confidence=0.8,
        ),
    ),
    events=(
        Event(
            id="v1",
            trigger=span("القتال"),
            type="ASSAULT",
            mode="heavy-weapons",
            contexts=("military",),
            actors=(span(NAME, Source, entity="e1", kind="person"),),
            recipients=(span("مصدر", Source),),
            date=EventDate(edtf="2019-04/2020-06", from_="d1"),
            size=Size(dead=3, at_least=("dead",)),
            attribution="a2",
            rule="r",
            confidence=0.7,
        ),
        Event(
            id="v2",
            trigger=span("انتهى"),
            type="ASSAULT",
            place=span("طرابلس", Place, entity="e2", from_="sentence"),
            same_as="v1",
            attribution="a2",
            rule="r",
            confidence=0.7,
        ),
        Event(id="v3", trigger=span("نقبل"), type="REJECT", status="denied", attribution="a1", rule="r", confidence=0.6),
    ),
)  # fmt: skip
"""An article with everything; its second event is the first one told again, with the place."""
