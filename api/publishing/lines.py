"""Lines of exercises: what their list filters and orders by, kept in step with what is published.

Derived from rows and documents by one statement, whatever changed: moving a region in the tree
changes what its exercises are found by, though not their documents.
"""

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

WRITE = """
INSERT INTO exercise_lines AS line
    (slug, language, name, estimated_seconds, updated_at, facets, summary)
SELECT e.slug, d.language, e.name, e.estimated_seconds, d.updated_at, ARRAY(
    SELECT 'kind:' || e.kind
    UNION SELECT 'level:' || e.level
    UNION SELECT 'laterality:' || e.laterality
    UNION SELECT 'position:' || position FROM unnest(e.positions) AS position
    UNION SELECT 'region:' || inside
        FROM exercise_regions AS x
        JOIN body_regions AS r ON r.slug = x.region, unnest(r.path) AS inside
        WHERE x.exercise = e.slug
    UNION SELECT 'equipment:' || coalesce(x.equipment, 'none')
        FROM (SELECT e.slug) AS one
        LEFT JOIN exercise_equipment AS x ON x.exercise = one.slug AND x.required
    ORDER BY 1
), d.summary
FROM exercises AS e
JOIN documents AS d ON d.type = 'exercise' AND d.slug = e.slug AND d.change = 'upsert'
ON CONFLICT (slug, language) DO UPDATE
SET name = excluded.name, estimated_seconds = excluded.estimated_seconds,
    updated_at = excluded.updated_at, facets = excluded.facets, summary = excluded.summary
WHERE (line.name, line.estimated_seconds, line.updated_at, line.facets, line.summary)
    IS DISTINCT FROM (excluded.name, excluded.estimated_seconds, excluded.updated_at,
        excluded.facets, excluded.summary)
"""
FORGET = """
DELETE FROM exercise_lines AS line WHERE NOT EXISTS (
    SELECT FROM documents AS d WHERE d.type = 'exercise' AND d.slug = line.slug
        AND d.language = line.language AND d.change = 'upsert')
"""
COUNT = """
MERGE INTO exercise_facets AS known
USING (
    SELECT facet, count(*) AS exercises FROM exercise_lines, unnest(facets) AS facet GROUP BY facet
) AS counted ON counted.facet = known.facet
WHEN MATCHED AND known.exercises <> counted.exercises
    THEN UPDATE SET exercises = counted.exercises
WHEN NOT MATCHED THEN INSERT VALUES (counted.facet, counted.exercises)
"""
FORGET_FACETS = """
DELETE FROM exercise_facets AS known WHERE NOT EXISTS (
    SELECT FROM exercise_lines AS line WHERE line.facets && ARRAY[known.facet])
"""


async def index_for_lists(session: AsyncSession) -> None:
    """Write the lines that differ from what is published, and forget those that are gone."""
    for statement in (WRITE, FORGET, COUNT, FORGET_FACETS):
        await session.execute(text(statement))
