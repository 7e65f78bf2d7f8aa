"""Pages that tests are made of."""

from __future__ import annotations

SENTENCE = "قال رئيس البلدية إن أعمال ترميم السور القديم ستنتهي قبل حلول فصل الشتاء المقبل. "


def page(head: str = "", body: str = "") -> str:
    paragraphs = f"<p>{SENTENCE * 2}</p><p>{SENTENCE * 3}</p>"
    return f"<html><head>{head}</head><body><h1>ترميم السور القديم في المدينة</h1>{body}<div class=text>{paragraphs}</div></body></html>"
