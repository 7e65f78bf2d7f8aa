"""Pages of many publishing systems, made of the templates in pages/ and the reports in articles.yaml."""

from __future__ import annotations

import html
import json
import re
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

HERE = Path(__file__).parent
_SLOT = re.compile(r"\{\{(\w+)(?::(\d+)(-?)(\d*))?\}\}")


class Sample(NamedTuple):
    """A page, where it stood, and what its article is."""

    name: str
    html: str
    url: str | None
    title: str
    body: str
    published: str | None
    leaks: tuple[str, ...]
    expected: dict[str, Any]


@cache
def load_samples() -> tuple[Sample, ...]:
    """Every page of pages.yaml, filled in."""
    reports = yaml.safe_load((HERE / "articles.yaml").read_text(encoding="utf-8"))
    pages = yaml.safe_load((HERE / "pages.yaml").read_text(encoding="utf-8"))
    return tuple(_sample(name, reports[page["article"]], page) for name, page in pages.items())


def _sample(name: str, report: dict[str, Any], page: dict[str, Any]) -> Sample:
    template = (HERE / "pages" / f"{name}.html").read_text(encoding="utf-8")
    paragraphs: list[str] = report["paragraphs"]
    chosen = [paragraphs[n - 1] for n in page["paragraphs"]] if "paragraphs" in page else paragraphs
    return Sample(
        name=name,
        html=_SLOT.sub(lambda match: _fill(match, report), template),
        url=page.get("url"),
        title=page.get("title", "") + report["title"],
        body="\n\n".join([*page.get("head", []), *page.get("extra", []), *chosen]),
        published=page.get("published"),
        leaks=tuple(page["leaks"]),
        expected=page,
    )


def _fill(match: re.Match[str], report: dict[str, Any]) -> str:
    slot, first, dash, last = match.groups()
    paragraphs: list[str] = report["paragraphs"]
    if first:
        end = int(last) if last else (len(paragraphs) if dash else int(first))
        paragraphs = paragraphs[int(first) - 1 : end]
    if slot in ("title", "author", "caption"):
        return html.escape(report[slot], quote=True) if slot == "caption" else str(report[slot])
    if slot == "json":
        return json.dumps("\n".join(paragraphs), ensure_ascii=False)
    return _markup(slot, paragraphs)


def _markup(slot: str, paragraphs: list[str]) -> str:
    if slot == "text":
        return " ".join(paragraphs).replace('"', "&quot;")
    if slot == "br":
        return "<br /><br />\n".join(paragraphs)
    if slot == "br1":
        return "<br />\n".join(paragraphs)
    wrappers = {
        "h3": "<h3>{}</h3>\n",
        "mso": '<p class="MsoNormal" style="text-align:justify"><font face="Arial"><span lang="AR-SA">{}</span></font><o:p></o:p></p>\n',
        "blocks": '<div class="article__block" data-type="text"><div class="article__text">{}</div></div>\n',
        "p": "<p>{}</p>\n",
        "divs": '<div dir="rtl">{}</div>\n',
        "cmp": '<div class="text"><div class="cmp-text" data-cmp-data-layer="x"><p>{}</p></div></div>\n',
        "wrap": '<div dir="rtl" class="mjz-1a3"><p class="mjz-pp">{}</p></div>\n',
    }
    return "".join(wrappers[slot].format(text) for text in paragraphs)
