"""How a reader wants the desk: language, colours, digits and the names of months; kept in a cookie, overruled by the address."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal
from urllib.parse import parse_qsl, quote, unquote, urlencode

import msgspec
from litestar import Response, post
from litestar.enums import RequestEncodingType
from litestar.params import Body
from litestar.response import Redirect
from litestar.types import ControllerRouterHandler

from marsad.desk.states import Digits, Language, Months, State, Theme

COOKIE = "marsad-settings"
BY = "marsad-by"
"""The cookie that remembers the name of who judges on a desk that nobody signs in to."""
_YEAR = 365 * 24 * 3600
THEMES: tuple[Theme, ...] = ("auto", "light", "dark")
DIGITS: tuple[Digits, ...] = ("western", "arabic")
MONTHS: tuple[Months, ...] = ("west", "levant", "maghreb_fr", "morocco")


class Settings(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a reader chose; `language` is None where that is left to the browser."""

    language: Language | None = None
    theme: Literal["auto", "light", "dark"] = "auto"
    digits: Literal["western", "arabic"] = "western"
    months: Literal["west", "levant", "maghreb_fr", "morocco"] = "west"


def settings_of(cookie: str | None) -> Settings:
    """The settings that a cookie keeps; those by default where it keeps none, or nonsense.

    >>> settings_of("digits%3Darabic").digits, settings_of("digits%3Droman").digits
    ('arabic', 'western')
    """
    try:
        return msgspec.convert(dict(parse_qsl(unquote(cookie or ""))), Settings)
    except msgspec.ValidationError:
        return Settings()


def cookie_value(settings: Settings) -> str:
    """The settings as a cookie keeps them."""
    return quote(urlencode(msgspec.to_builtins(settings)), safe="")


def overruled(kept: Settings, state: State) -> Settings:
    """The settings with what an address says of its own.

    >>> overruled(Settings(theme="dark"), State(digits="arabic"))
    Settings(language=None, theme='dark', digits='arabic', months='west')
    """
    said: Mapping[str, str] = {
        name: value for name in ("theme", "digits", "months") if (value := getattr(state, name))
    }
    return msgspec.structs.replace(kept, **said)


@post("/settings", role="reader", form=False, include_in_schema=False, sync_to_thread=False)
def keep_settings(
    data: Annotated[Settings, Body(media_type=RequestEncodingType.URL_ENCODED)],
) -> Response[None]:
    """Keeps the settings in a cookie of this browser; nothing is stored on the desk."""
    answer: Response[None] = Redirect(f"/{data.language or 'ar'}/settings", status_code=303)
    answer.set_cookie(COOKIE, cookie_value(data), max_age=_YEAR, httponly=True, samesite="lax")
    return answer


settings_routes: list[ControllerRouterHandler] = [keep_settings]

__all__ = ["Settings", "cookie_value", "overruled", "settings_of", "settings_routes"]
