"""News that nobody wrote, with records that nobody read: as many articles as a library is to be measured with.

Sentences are made of templates and of words whose frequencies fall as in real text (Zipf's law); persons, places and bodies too
are of the few whom everybody names and the many whom hardly anybody does. The records are such as the reader makes: every span
stands where it says, a library finds no fault with them.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import accumulate

from marsad.types import (
    Article,
    Attribution,
    DateExpression,
    Entity,
    Event,
    Mention,
    Record,
    Site,
    Source,
    Span,
)
from marsad.types.facts import EventDate, Place, Size
from marsad.types.record import Run

FREQUENT = "في من على أن إلى التي عن مع هذا ما الذي بعد قبل كان هذه بين كل خلال حتى أو لم منذ غير عند حول ذلك كما لا قد ثم نحو ضد أي أكثر أول اليوم أمس عدد رئيس دولة حكومة"
ROOTS = "كتب علم حكم قرر عمل سمع دخل خرج وصل حضر شرك نظم فتح غلق بحث طلب رفض قبل منع سمح جمع فرق قطع ربط زرع صنع تجر سفر نقل حمل بني هدم قصف ضرب جرح قتل حرر حصر دعم ساند نصر هزم ملك وزر رأس ندب نخب صوت عرض طرح نشر ذكر شرح وضح كشف خفي ظهر بدأ ختم قدم أخر زاد نقص رفع خفض شري بيع دفع قبض صرف وفر كلف ربح خسر مطر جفف فاض سيل برد حرق طفئ"
PATTERNS = (
    "{0}ا{1}{2}",
    "م{0}{1}و{2}",
    "ت{0}{1}ي{2}",
    "است{0}{1}ا{2}",
    "ا{0}ت{1}ا{2}",
    "م{0}ا{1}{2}ة",
    "{0}{1}ا{2}ة",
    "ا{0}{1}{2}",
    "م{0}{1}{2}",
    "{0}{1}{2}ات",
)
ENDINGS = ("", "ة", "ات", "ين", "هم", "ها", "ي", "ية", "نا", "ه", "ان", "وا")
BEFORE = ("", "ال", "و", "وال", "ب", "بال", "لل", "ل", "ف", "ك")
GIVEN = "محمد أحمد علي حسن سالم يوسف خالد عمر إبراهيم سمير جمال كريم نبيل فؤاد رياض طارق زياد ماهر عادل وليد ليلى سعاد منى هدى نادية سلمى رنا أمل فاطمة مريم"
TITLES = ("وزير النقل", "المتحدث باسم الحكومة", "رئيس البلدية", "النائب", "محافظ المدينة", "القائد")
KINDS = ("قرية", "مدينة", "بلدة", "حي")
BODIES = ("وزارة", "لجنة", "هيئة", "نقابة", "جمعية", "مجلس")
SAYING = (("قال", "state"), ("أكد", "confirm"), ("نفى", "deny"), ("حذر", "warn"))
TYPES = ("ASSAULT", "CONSULT", "PROTEST", "AGREE", "DISASTER", "GOVERN")
SKEW = 1.05
SHIFT = 2.7
"""Mandelbrot's form of Zipf's law: the word of rank r stands in proportion to 1 / (r + SHIFT) ** SKEW."""
RUN = Run(model="none", lexicon="none", at="2024-03-14T00:00:00Z")


class Pool:
    """Things that are named as often as their rank says."""

    def __init__(self, things: list[str]) -> None:
        self.things = things
        self._weights = list(accumulate(1 / (rank + SHIFT) ** SKEW for rank in range(len(things))))

    def draw(self, chance: random.Random, count: int) -> list[str]:
        """Some of them."""
        return chance.choices(self.things, cum_weights=self._weights, k=count)


class Press:
    """Makes articles, the same ones for the same seed."""

    def __init__(self, seed: int = 7) -> None:
        self.chance = chance = random.Random(seed)
        stems = [pattern.format(*root[:3]) for root in ROOTS.split() for pattern in PATTERNS]
        words = [before + stem + ending for stem in stems for ending in ENDINGS for before in BEFORE]
        chance.shuffle(words)
        self.words = Pool(list(dict.fromkeys([*FREQUENT.split(), *words])))
        family = [f"ال{stem}ي" for stem in stems]
        persons = [f"{given} {name}" for given in GIVEN.split() for name in family]
        chance.shuffle(persons)
        self.persons = Pool(persons)
        self.places = Pool([f"{kind} ال{stem}" for stem in stems for kind in KINDS])
        self.bodies = Pool([f"{body} ال{stem}" for stem in stems for body in BODIES])

    def records(self, count: int) -> Iterator[Record]:
        """So many records, each of an article of its own."""
        for number in range(count):
            yield Draft(self, number).record()


class Draft:
    """One article while it is written."""

    def __init__(self, press: Press, number: int) -> None:
        self.press, self.chance, self.number = press, press.chance, number
        self._text: list[str] = []
        self._at = 0
        self._entities: dict[tuple[str, str], str] = {}
        self._mentions: list[Mention] = []
        self._claims: list[Attribution] = []
        self._events: list[Event] = []
        self._dates: list[DateExpression] = []
        self.day = f"20{10 + number % 15}-{1 + number % 12:02}-{1 + number % 28:02}"

    def record(self) -> Record:
        """The article with all that stands in it."""
        title = " ".join(self.press.words.draw(self.chance, 6))
        for sentence in range(self.chance.randrange(5, 13)):
            self.chance.choice((self._claim, self._event, self._plain, self._plain))()
            self._say("\n\n" if sentence % 3 == 2 else " ")
        article = Article(
            id=f"made-{self.number}",
            url=f"https://site{self.number % 40}.example/{self.number}",
            site=Site(name=f"صحيفة {self.number % 40}", domain=f"site{self.number % 40}.example"),
            title=title,
            text="".join(self._text).rstrip(),
            published=self.day,
            published_from="given",
            language="ar",
        )
        entities = tuple(
            Entity(id=ident, kind=kind, name=name, forms=(name,))
            for (kind, name), ident in self._entities.items()
        )
        return Record(
            marsad="made",
            run=RUN,
            article=article,
            entities=entities,
            mentions=tuple(self._mentions),
            dates=tuple(self._dates),
            attributions=tuple(self._claims),
            events=tuple(self._events),
        )

    def _say(self, words: str) -> Span:
        start = self._at
        self._text.append(words)
        self._at += len(words)
        return Span(start=start, end=self._at, exact=words)

    def _plain(self, least: int = 8, most: int = 22) -> Span:
        return self._say(
            " ".join(self.press.words.draw(self.chance, self.chance.randrange(least, most))) + "."
        )

    def _name(self, kind: str, pool: Pool) -> Source:
        (name,) = pool.draw(self.chance, 1)
        span = self._say(name)
        entity = self._entities.setdefault((kind, name), f"e{len(self._entities) + 1}")
        ident = f"m{len(self._mentions) + 1}"
        self._mentions.append(
            Mention(
                id=ident,
                entity=entity,
                kind=kind,
                start=span.start,
                end=span.end,
                exact=name,
                rule="made",
                confidence=1.0,
            )
        )
        return Source(start=span.start, end=span.end, exact=name, entity=entity, kind=kind)

    def _claim(self) -> None:
        word, act = self.chance.choice(SAYING)
        cue = self._say(word)
        self._say(f" {self.chance.choice(TITLES)} ")
        source = self._name("person", self.press.persons)
        self._say(" إن ")
        self._claims.append(
            Attribution(
                id=f"a{len(self._claims) + 1}",
                content=self._plain(),
                cue=cue,
                sources=(source,),
                act=act,
                rule="made",
                confidence=1.0,
            )
        )

    def _event(self) -> None:
        trigger, dead = self._say("قتل"), self.chance.randrange(1, 40)
        self._say(f" {dead} من ")
        actor = self._name("organization", self.press.bodies)
        self._say(" في ")
        place = self._name("place", self.press.places)
        self._say(" في ")
        date = self._say(self.day)
        self._say(" ")
        self._plain(3, 9)
        ident = f"d{len(self._dates) + 1}"
        self._dates.append(
            DateExpression(
                id=ident,
                start=date.start,
                end=date.end,
                exact=date.exact,
                edtf=self.day,
                kind="date",
                from_="explicit",
                rule="made",
            )
        )
        self._events.append(
            Event(
                id=f"v{len(self._events) + 1}",
                trigger=trigger,
                type=self.chance.choice(TYPES),
                recipients=(actor,),
                place=Place(
                    start=place.start, end=place.end, exact=place.exact, entity=place.entity, from_="clause"
                ),
                date=EventDate(edtf=self.day, from_=ident),
                size=Size(dead=dead),
                rule="made",
                confidence=1.0,
            )
        )
