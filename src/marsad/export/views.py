"""DuckDB views over a folder of Parquet tables."""

from __future__ import annotations

VIEWS = "views.sql"
"""The file with the views inside such a folder."""
_TABLES = ("articles", "entities", "mentions", "claims", "events")
_TABLE = (
    "CREATE OR REPLACE VIEW {name} AS SELECT * FROM read_parquet('{folder}/{name}/*/*.parquet', "
    "hive_partitioning = true, hive_types = {{'month': VARCHAR}});\n"
)
_DERIVED = """
-- Each event once, with the name of the outlet: what later mentions repeat is left out.
CREATE OR REPLACE VIEW happenings AS
SELECT e.*, coalesce(a.site, a.domain, a.url, a.article_id) AS outlet
FROM events e JOIN articles a USING (article_id) WHERE e.same_as IS NULL;

-- Each claim with the one whose word it is: the name of the entity, else the words of the text («مصدر أمني»).
CREATE OR REPLACE VIEW voices AS
SELECT c.*, coalesce(e.name, c.source) AS speaker, e.iri AS speaker_iri, a.published
FROM claims c JOIN articles a USING (article_id)
LEFT JOIN entities e ON e.article_id = c.article_id AND e.entity_id = c.source_entity;

-- Who is named in how many articles, under the address that is the same in all of them.
CREATE OR REPLACE VIEW actors AS
SELECT iri, any_value(kind) AS kind, mode(name) AS name, any_value(latin) AS latin,
       count(DISTINCT article_id) AS articles
FROM entities WHERE kind <> 'place' GROUP BY iri;
"""


def views_of(folder: str) -> str:
    """The statements that make the views of a folder: its five tables, and happenings, voices and actors.

    >>> "FROM read_parquet('news/events/*/*.parquet'" in views_of("news")
    True
    """
    quoted = folder.replace("'", "''")
    return "".join(_TABLE.format(name=name, folder=quoted) for name in _TABLES) + _DERIVED


__all__ = ["VIEWS", "views_of"]
