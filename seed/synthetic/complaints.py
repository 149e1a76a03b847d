"""Synthetic complaints: what hurts, and the exercises that are known for it."""

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from seed.synthetic.draws import vocabulary, weighted

DRAWN = {
    "words": vocabulary(),
    "self_cares": weighted(yes=12, with_care=5, after_clearance=2, no=1),
}
EVIDENCE = {
    "grades": weighted(guideline=1, pooled=2, trial=4, expert=6, article=3, indirect=4),
    "results": weighted(supports=12, mixed=3, no_effect=3, caution=2),
}

AILING = """
CREATE TEMPORARY TABLE ailing ON COMMIT DROP AS
SELECT i, 'synthetic-ache-' || lpad(i::text, 8, '0') AS slug,
    pg_temp.pick((SELECT array_agg(slug ORDER BY slug) FROM complaints), pg_temp.chance(i, 51))
        AS template,
    initcap(concat_ws(' ', pg_temp.zipf(:words, pg_temp.chance(i, 52)),
        pg_temp.zipf(:words, pg_temp.chance(i, 53)), 'ache')) AS name,
    pg_temp.pick(:self_cares, pg_temp.chance(i, 54)) AS self_care
FROM generate_series(CAST(1 AS bigint), :count) AS i
"""

COMPLAINTS = """
INSERT INTO complaints SELECT copy.*
FROM ailing JOIN complaints c ON c.slug = ailing.template,
    LATERAL jsonb_populate_record(c, to_jsonb(ailing) - 'i' - 'template') AS copy
"""

LAY_NAMES = """
INSERT INTO complaint_lay_names (complaint, position, text, language, misspelt)
SELECT slug, k, 'my ' || pg_temp.zipf(:words, pg_temp.chance(i, 60 + k)) || ' hurts', 'en', false
FROM ailing, generate_series(0, (5 * pg_temp.chance(i, 55))::int) AS k
"""

REGIONS = """
INSERT INTO complaint_regions (complaint, region, position)
SELECT slug, region, row_number() OVER (PARTITION BY slug ORDER BY min(k)) - 1
FROM ailing, generate_series(71, 71 + (2 * pg_temp.chance(i, 56))::int) AS k,
    (SELECT array_agg(region ORDER BY uses DESC, region) AS common FROM (
        SELECT region, count(*) AS uses FROM complaint_regions GROUP BY region) AS counted) AS used,
    LATERAL pg_temp.zipf(common, pg_temp.chance(i, k)) AS region
GROUP BY slug, region
"""

COPIED = (
    """
    INSERT INTO complaint_red_flags (complaint, red_flag, position)
    SELECT ailing.slug, red_flag, position
    FROM ailing JOIN complaint_red_flags ON complaint = template
    """,
    """
    INSERT INTO complaint_conditions (complaint, condition, position)
    SELECT ailing.slug, condition, position
    FROM ailing JOIN complaint_conditions ON complaint = template
    """,
    """
    INSERT INTO complaint_sources (complaint, source, position)
    SELECT ailing.slug, source, position FROM ailing JOIN complaint_sources ON complaint = template
    """,
    """
    INSERT INTO complaint_codes (complaint, position, system, code)
    SELECT ailing.slug, position, system, code
    FROM ailing JOIN complaint_codes ON complaint = template
    """,
    """
    INSERT INTO complaint_variants (complaint, variant, condition, position, note)
    SELECT slug, 'unstated', NULL, 0, NULL FROM ailing
    """,
    # Without the exercise it names: a real one would have to tell of it.
    """
    INSERT INTO complaint_avoids (complaint, variant, position, exercise, text, why, grade, source)
    SELECT ailing.slug, variant, position, NULL, text, why, grade, source
    FROM ailing JOIN complaint_avoids ON complaint = template AND variant = 'unstated'
    """,
)

# Six exercises to sixty for each complaint, few for most; what recommends comes first.
EXERCISES = """
INSERT INTO complaint_exercises (complaint, variant, exercise, position, grade, result, rank,
    rationale, source)
SELECT slug, 'unstated', exercise, row_number() OVER line - 1, grade, result,
    CASE WHEN result IN ('supports', 'mixed') THEN row_number() OVER line END,
    'Synthetic: nothing is known of it.',
    CASE WHEN draw < 0.5 THEN pg_temp.pick(every, draw * 2) END
FROM (
    SELECT DISTINCT ON (ailing.slug, exercise) ailing.slug, made.slug AS exercise, k,
        pg_temp.pick(:grades, pg_temp.chance(thing, 81)) AS grade,
        pg_temp.pick(:results, pg_temp.chance(thing, 82)) AS result,
        pg_temp.chance(thing, 83) AS draw
    FROM ailing, generate_series(1, 5 + power(56, pg_temp.chance(ailing.i, 57))::int) AS k,
        LATERAL (SELECT ailing.i * 100 + k AS thing) AS pair,
        made
    WHERE made.i = 1 + floor(:exercises * pg_temp.chance(thing, 80))
    ORDER BY ailing.slug, exercise, k
) AS known, (SELECT array_agg(slug::text ORDER BY slug) AS every FROM sources) AS s
WINDOW line AS (PARTITION BY slug ORDER BY result NOT IN ('supports', 'mixed'), k)
"""


async def add_complaints(session: AsyncSession, count: int, exercises: int) -> None:
    """Add the rows; the table `ailing` keeps what was drawn until the transaction ends."""
    await session.execute(text(AILING), {"count": count, **DRAWN})
    await session.execute(text(REGIONS))
    for statement in (COMPLAINTS, *COPIED):
        await session.execute(text(statement))
    await session.execute(text(LAY_NAMES), {"words": DRAWN["words"]})
    await session.execute(text("ANALYZE made"))
    await session.execute(text(EXERCISES), {"exercises": exercises, **EVIDENCE})
