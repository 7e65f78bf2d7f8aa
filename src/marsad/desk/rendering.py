"""Pages made of a view: HTML from a template, and its twins, JSON and CSV."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache, cached_property, lru_cache
from types import MethodType
from typing import Any
from urllib.parse import quote, quote_plus

import jinja2
import msgspec
from markupsafe import Markup, escape

from marsad.desk import faults
from marsad.desk.access.persons import present
from marsad.desk.overview import Happening, Overview, Party
from marsad.desk.states import LANGUAGES, State, query_of
from marsad.desk.views import Asked, Screen, View
from marsad.desk.wording import DeskWords
from marsad.export import html_tables
from marsad.export.csv_table import write_csv
from marsad.types import Source

_WEB = re.compile(r"https?://", re.IGNORECASE)
_LONGEST_NAME = 80
_HOLE = "\0"
"""Stands in an address for what will be put there: no address has it, since no page can be asked for it."""
BOM = "\ufeff"
"""Spreadsheets read Arabic in CSV only behind this mark."""


class Page:
    """What every template is given to write a page with: words, links, and strings made safe."""

    def __init__(self, asked: Asked[Any], screen: Screen, *, token: str, by: str) -> None:
        self.words, self.state, self.screen = asked.words, asked.state, screen
        self.language, self.direction = asked.words.language, asked.words.direction
        self.path, self.token, self.by = asked.path, token, by
        self.theme = asked.words.settings.theme
        self.person = present()
        self._kept = {name: getattr(asked.state, name) for name in State.__struct_fields__}
        self._common = query_of(State(**self._kept))
        self._comma = Markup("، " if self.language == "ar" else ", ")
        self._named: dict[tuple[str, str | None], Markup] = {}
        self._days: dict[str | None, Markup] = {}

    def link(self, name: str, suffix: str = "", *, fragment: str = "", **changes: Any) -> str:
        """The address of a screen: its path, and the state with some of its values changed.

        Values named in the screen's path are put there.
        """
        screen = by_name()[name]
        if not (suffix or fragment) and _parts(screen.path) == tuple(changes):
            return f"/{self.language}/{_filled(screen.path, tuple(changes.values()))}{self._common}"
        return self._address(self.language, screen, {}, changes, suffix, fragment)

    def here(self, suffix: str = "", language: str = "", *, fragment: str = "", **changes: Any) -> str:
        """The address of this page with some of its state changed, as a twin or in another language."""
        return self._address(language or self.language, self.screen, self._own(), changes, suffix, fragment)

    def asking(self, query: str) -> str:
        """The address of this page for another query, from its first page on; many of them stand on a page of hits."""
        return "+".join([_quoted(word) for word in query.split(" ")]).join(self._about_query)

    @cached_property
    def _about_query(self) -> list[str]:
        """What stands before and behind the query in an address of this page."""
        return self.here(q=_HOLE, page=1).split(quote(_HOLE))

    def named(self, name: str, key: str | None) -> Markup:
        """A name, which leads to the page of the actor with a key, if there is one.

        What stands on a page by the hundred is written here: a macro of a template takes several times as long.
        """
        said = self._named.get((name, key))
        if said is None:
            said = bdi(name)
            if key:
                address = quote_plus(key).join(self._about_actor)
                said = Markup(f'<a href="{escape(address)}">{said}</a>')
            self._named[name, key] = said
        return said

    @cached_property
    def _about_actor(self) -> list[str]:
        """What stands before and behind the key in the address of an actor."""
        return self.link("actor", key=_HOLE).split(quote(_HOLE))

    def people(self, sources: Iterable[Source], keys: Mapping[str, str]) -> Markup:
        """Those whom a record names, one after the other."""
        return self._comma.join([self.named(one.exact, keys.get(one.entity or "")) for one in sources])

    def parties(self, those: Iterable[Party]) -> Markup:
        """Those who take part in an event, one after the other."""
        return self._comma.join([self.named(one.name, one.key) for one in those])

    def happenings(self, those: Iterable[Happening], overview: Overview) -> Markup:
        """Events as rows of a table: when, what, who, to whom, where, whether it happened, and who tells it."""
        return Markup("\n".join([self._happening(one, overview) for one in those]))

    def _happening(self, one: Happening, overview: Overview) -> str:
        event = escape(self.link("event", no=one.article, event=one.id))
        outlet = bdi(overview.outlet(one.article) or self.words["unknown_outlet"])
        cells = (
            self.day(one.date),
            f'<a href="{event}">{escape(self.words.value(one.type))}</a> <span class="soft">{bdi(one.trigger)}</span>',
            self.parties(one.actors),
            self.parties(one.recipients),
            self.named(one.place.name, one.place.key) if one.place else "",
            escape(self.words.value(one.status)),
            f'<a href="{escape(self.link("article", no=one.article))}">{outlet}</a>',
        )
        return f"<tr><td>{'</td><td>'.join(cells)}</td></tr>"

    def chain(self, sources: Iterable[Source], keys: Mapping[str, str], outlet: str | None) -> Markup:
        """A chain of sources outward to the outlet."""
        arrow = "←" if self.language == "ar" else "→"
        names = [self.named(one.exact, keys.get(one.entity or "")) for one in sources]
        links = [
            f'<span class="link">{name}</span> <span aria-hidden="true">{arrow}</span> '
            for name in names or [escape(self.words["nobody"])]
        ]
        last = bdi(outlet or self.words["unknown_outlet"])
        return Markup(f'<span class="chain">{"".join(links)}<span class="link outlet">{last}</span></span>')

    def day(self, edtf: str | None) -> Markup:
        """A date as people write it, and as machines do."""
        said = self._days.get(edtf)
        if said is None:
            moment = f' datetime="{escape(edtf[:10])}"' if edtf else ""
            said = Markup(f'<time{moment} class="day"><bdi>{escape(self.words.day(edtf))}</bdi></time>')
            self._days[edtf] = said
        return said

    @property
    def menu(self) -> list[Screen]:
        """The screens of the menu that this person may see; a desk without users has no audit to show."""
        from marsad.desk.screens import MENU

        hidden = () if self.person.name else ("audit",)
        return [one for one in MENU if self.person.may(one.role) and one.name not in hidden]

    @property
    def other_language(self) -> str:
        """The language that this page is not in."""
        return next(one for one in LANGUAGES if one != self.language)

    def _own(self) -> dict[str, Any]:
        return {**self.path, **msgspec.structs.asdict(self.state)}

    def _address(
        self,
        language: str,
        screen: Screen,
        own: Mapping[str, Any],
        changes: Mapping[str, Any],
        suffix: str,
        fragment: str,
    ) -> str:
        values = {**self._kept, **own, **changes}
        path = _filled(screen.path, tuple([values.pop(name) for name in _parts(screen.path)]))
        said = tuple([(name, values[name]) for name in screen.state.__struct_fields__ if name in values])
        anchor = f"#{quote(fragment, safe='')}" if fragment else ""
        return f"/{language}/{path}{suffix}{_query(screen.state, said)}{anchor}"

    def filtered(self, **changes: Any) -> list[tuple[str, str]]:
        """What a form that changes some of the state has to carry along, as names and values."""
        said = msgspec.to_builtins(self.state)
        renamed = dict(zip(self.state.__struct_fields__, self.state.__struct_encode_fields__, strict=True))
        left_out = {renamed.get(name, name) for name in changes}
        return [(name, str(value)) for name, value in said.items() if name not in left_out]


@cache
def _pieces(path: str) -> tuple[str, ...]:
    """A path in pieces: every second one is the name of a part."""
    return tuple(re.split(r"\{(\w+):\w+\}", path))


@cache
def _parts(path: str) -> tuple[str, ...]:
    """The names of the parts of a path, in order."""
    return _pieces(path)[1::2]


@lru_cache(maxsize=1 << 14)
def _filled(path: str, values: tuple[object, ...]) -> str:
    """A path with values for its parts."""
    texts = list(_pieces(path))
    texts[1::2] = [quote(str(value), safe="") for value in values]
    return "".join(texts)


@lru_cache(maxsize=1 << 14)
def _quoted(word: str) -> str:
    """A word as it stands in an address."""
    return quote_plus(word)


@lru_cache(maxsize=1 << 14)
def _query(kind: type[State], said: tuple[tuple[str, Any], ...]) -> str:
    """The query string of a state; most links of a page have the same."""
    return query_of(kind(**dict(said)))


def bdi(text: object) -> Markup:
    """A string from outside, escaped and isolated from the direction of what stands around it."""
    return _isolated(html_tables.bdi, text)


def latin(text: object) -> Markup:
    """A string in Latin letters or digits, escaped, isolated, and named so for screen readers."""
    return _isolated(html_tables.latin, text)


def _isolated(isolate: Callable[[str], str], text: object) -> Markup:
    said = "" if text is None else str(text)
    return _name(isolate, said) if len(said) < _LONGEST_NAME else Markup(isolate(said))


@lru_cache(maxsize=1 << 14)
def _name(isolate: Callable[[str], str], name: str) -> Markup:
    """The same names stand on a page, and on most pages, again and again."""
    return Markup(isolate(name))


@jinja2.pass_context
def number(context: jinja2.runtime.Context, value: float | str) -> str:
    """A number in the digits of the reader's settings."""
    words: DeskWords = context["words"]
    return words.number(value)


@jinja2.pass_context
def told(context: jinja2.runtime.Context, message: str) -> Markup:
    """What went wrong, in the language of the page."""
    return faults.told(message, context["words"].language)


def is_web(url: str | None) -> bool:
    """Whether an address leads to the web and nowhere else: no ``javascript:``."""
    return bool(url and _WEB.match(url))


@cache
def by_name() -> dict[str, Screen]:
    """The screens by name."""
    from marsad.desk.screens import SCREENS

    return {screen.name: screen for screen in SCREENS}


class _Context(jinja2.runtime.Context):
    """What a template knows; it calls methods of what it is given as they are."""

    def call(self, called: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        """Calls something; whether it wants the context is asked of what may: templates call methods by the hundred."""
        if type(called) is MethodType:
            kwargs.pop("_loop_vars", None)
            kwargs.pop("_block_vars", None)
            return called(*args, **kwargs)
        return super().call(called, *args, **kwargs)


@cache
def environment() -> jinja2.Environment:
    """The templates, everything in them escaped, and nothing undefined passed over."""
    made = jinja2.Environment(
        loader=jinja2.PackageLoader("marsad.desk"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.context_class = _Context
    made.filters.update(bdi=bdi, latin=latin, number=number, told=told)
    made.tests["web"] = is_web
    return made


def html(asked: Asked[Any], screen: Screen, view: View, *, token: str = "", by: str = "") -> str:
    """A view as a page."""
    page = Page(asked, screen, token=token, by=by)
    template = environment().get_template(f"{screen.name}.html")
    return template.render(
        page=page, words=asked.words, view=view, data=view.data, state=asked.state, **view.extra
    )


def problem_html(asked: Asked[State], screen: Screen, *, status: int, title: str, detail: str) -> str:
    """A page that says what went wrong and what to do."""
    page = Page(asked, screen, token="", by="")
    return (
        environment()
        .get_template("problem.html")
        .render(
            page=page,
            words=asked.words,
            status=status,
            title=title,
            detail=detail,
            state=asked.state,
        )
    )


def json(view: View) -> bytes:
    """A view as JSON."""
    return msgspec.json.encode(view.data)


def table(rows: Iterable[Mapping[str, Any]]) -> str:
    """Rows as CSV, with the mark by which spreadsheets read Arabic in it."""
    return BOM + "".join(write_csv(rows, line_end="\r\n"))
