"""Stations whose name ends in marks: «الجوهرة "أف أم"»."""

from __future__ import annotations

from marsad.speech.view import View


def is_frequency(view: View, at: int) -> bool:
    """Whether a quotation is only the second half of a station's name: «الجوهرة "أف أم"»."""
    quote = view.quote_at.get(at)
    if quote is None or not quote.closed:
        return False
    return all(view.word(p) in view.words.frequency for p in range(quote.open + 1, quote.close))


def is_told_station(view: View, at: int) -> bool:
    """«مصدر أمني [للجوهرة "أف أم"]»: the station that somebody spoke to, no part of who spoke."""
    return view.word(at).startswith("لل") and is_frequency(view, at + 1)
