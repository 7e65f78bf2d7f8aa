"""What was made of a page, for the eyes of a person: what was kept, what was dropped, and why."""

from __future__ import annotations

from itertools import groupby

from marsad.types import Article, Dropped, Image

_LINE = 110
_SHOWN = 12


def describe_page(article: Article) -> str:
    """A plain-text account of an article read from a page: its fields, its text, everything dropped with the reason.

    >>> page = Article(id="1", title="افتتاح الجسر", text="افتتح الجسر.", dropped=(Dropped("share", "شارك"),))
    >>> print(describe_page(page))
    title      افتتاح الجسر
    published  unknown
    text       1 paragraph, 12 characters
    <BLANKLINE>
    افتتح الجسر.
    <BLANKLINE>
    dropped (1)
      share ×1
        شارك
    """
    parts = ["\n".join(_fields(article)), article.text or "(no text)"]
    if article.related:
        parts.append(
            "\n".join(
                [f"related ({len(article.related)})", *(f"  {_cut(one.title)}" for one in article.related)]
            )
        )
    if article.dropped:
        parts.append("\n".join([f"dropped ({len(article.dropped)})", *_dropped(article.dropped)]))
    return "\n\n".join(parts)


def _fields(article: Article) -> list[str]:
    paragraphs = len(article.text.split("\n\n")) if article.text else 0
    published = f"{article.published} (from {article.published_from})" if article.published else "unknown"
    size = f"{paragraphs} paragraph{'' if paragraphs == 1 else 's'}, {len(article.text)} characters"
    rows = [
        ("title", article.title),
        ("site", " · ".join(part for part in (article.site.name, article.site.domain) if part)),
        ("url", article.url or ""),
        ("section", article.section or ""),
        ("authors", ", ".join(article.authors)),
        ("sources", ", ".join(article.sources)),
        ("published", published),
        ("modified", article.modified or ""),
        ("language", article.language or ""),
        ("tags", ", ".join(article.tags)),
        ("comments", _comments(article)),
        *(("image", _image(image)) for image in article.images[:_SHOWN]),
        *(
            ("entry", f"{entry.published or '?'} {_cut(entry.title or '')}".rstrip())
            for entry in article.entries[:_SHOWN]
        ),
        ("text", size),
        *(("doubt", doubt) for doubt in article.doubts),
    ]
    return [f"{name:<10} {value}" for name, value in rows if value]


def _comments(article: Article) -> str:
    count, shown = article.comments.count, len(article.comments.items)
    return "" if count is None else f"{count}" + (f" ({shown} shown)" if shown else "")


def _image(image: Image) -> str:
    return " · ".join(part for part in (image.caption, image.credit, image.url) if part)


def _dropped(dropped: tuple[Dropped, ...]) -> list[str]:
    lines: list[str] = []
    ordered = sorted(dropped, key=lambda one: one.reason)
    for reason, group in groupby(ordered, key=lambda one: one.reason):
        pieces = list(group)
        lines.append(f"  {reason} ×{len(pieces)}")
        lines += [f"    {_cut(piece.exact)}" for piece in pieces[:_SHOWN]]
        if len(pieces) > _SHOWN:
            lines.append(f"    … and {len(pieces) - _SHOWN} more")
    return lines


def _cut(text: str) -> str:
    return text if len(text) <= _LINE else text[: _LINE - 1] + "…"
