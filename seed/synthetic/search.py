"""What the search knows of synthetic things: their names, and the words of their text."""

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

# Names of letters and spaces are folded by their case alone.
NAMES = """
INSERT INTO search_names (type, slug, language, position, name, folded, is_own)
SELECT type, slug, 'en', row_number() OVER (PARTITION BY type, slug ORDER BY max(at)) - 1,
    (array_agg(name ORDER BY at))[1], lower(name), min(at) = 0
FROM (
    SELECT 'exercise' AS type, slug, 0 AS at, name FROM made
    UNION ALL SELECT 'exercise', slug, at, alias
        FROM made, unnest(aliases) WITH ORDINALITY AS x(alias, at)
    UNION ALL SELECT 'complaint', slug, 0, name FROM ailing
    UNION ALL SELECT 'complaint', ailing.slug, 1 + x.position, x.text
        FROM ailing JOIN complaint_lay_names AS x ON x.complaint = ailing.slug
) AS named GROUP BY type, slug, lower(name)
"""

TEXTS = """
INSERT INTO search_texts (type, slug, language, name, shown, words)
SELECT type, slug, 'en', names[1], shown,
    setweight(to_tsvector('english', array_to_string(names, ' . ')), 'A') ||
    setweight(to_tsvector('english', array_to_string(shown || told || regions, ' . ')), 'B') ||
    array_to_tsvector(ARRAY['type\\:' || type])
FROM (
    SELECT 'exercise' AS type, e.slug, ARRAY[e.name::text] || e.aliases AS names,
        e.summary AS shown,
        ARRAY[e.feel] || ARRAY(
            SELECT text FROM exercise_steps WHERE exercise = e.slug ORDER BY number) AS told,
        ARRAY(SELECT r.name::text FROM exercise_regions AS x JOIN body_regions AS r
            ON r.slug = x.region WHERE x.exercise = e.slug ORDER BY x.position) AS regions
    FROM made JOIN exercises AS e ON e.slug = made.slug
    UNION ALL
    SELECT 'complaint', c.slug, ARRAY[c.name::text] || ARRAY(
            SELECT text::text FROM complaint_lay_names
            WHERE complaint = c.slug ORDER BY position),
        c.description, ARRAY[]::text[],
        ARRAY(SELECT r.name::text FROM complaint_regions AS x JOIN body_regions AS r
            ON r.slug = x.region WHERE x.complaint = c.slug ORDER BY x.position)
    FROM ailing JOIN complaints AS c ON c.slug = ailing.slug
) AS thing
"""


async def add_search(session: AsyncSession) -> None:
    """Add the rows, as publishing would."""
    for statement in (NAMES, TEXTS):
        await session.execute(text(statement))
