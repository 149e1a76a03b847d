"""Synthetic exercises: their rows, drawn or copied from a real one."""

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from seed.synthetic.draws import vocabulary, weighted

DRAWN = {
    "words": vocabulary(),
    "kinds": weighted(stretch=9, strength=5, mobility=3, motor_control=2, balance=1),
    "levels": weighted(beginner=6, intermediate=3, advanced=1),
    "loads": weighted(low=4, high=1),
    "lateralities": weighted(each_side=7, both_together=3),
    "positions": weighted(seated=7, standing=8, kneeling=2, lying=3),
}

MADE = """
CREATE TEMPORARY TABLE made ON COMMIT DROP AS
SELECT i, 'synthetic-' || lpad(i::text, 8, '0') AS slug,
    pg_temp.pick((SELECT array_agg(slug ORDER BY slug) FROM exercises), pg_temp.chance(i, 1))
        AS template,
    initcap(concat_ws(' ', pg_temp.zipf(:words, pg_temp.chance(i, 2)),
        pg_temp.zipf(:words, pg_temp.chance(i, 3)), pg_temp.zipf(:words, pg_temp.chance(i, 4))
    )) AS name,
    CASE WHEN pg_temp.chance(i, 5) < 0.3
        THEN ARRAY[initcap(pg_temp.zipf(:words, pg_temp.chance(i, 6))) || ' hold']
        ELSE ARRAY[]::text[] END AS aliases,
    pg_temp.pick(:kinds, pg_temp.chance(i, 7)) AS kind,
    pg_temp.pick(:levels, pg_temp.chance(i, 8)) AS level,
    pg_temp.pick(:loads, pg_temp.chance(i, 9)) AS load,
    pg_temp.pick(:lateralities, pg_temp.chance(i, 10)) AS laterality,
    (SELECT array_agg(DISTINCT place) FROM unnest(ARRAY[
        pg_temp.pick(:positions, pg_temp.chance(i, 11)),
        pg_temp.pick(:positions, CASE WHEN pg_temp.chance(i, 12) < 0.3
            THEN pg_temp.chance(i, 13) ELSE pg_temp.chance(i, 11) END)
    ]) AS place) AS positions,
    (20 * power(60, pg_temp.chance(i, 14)))::int AS estimated_seconds
FROM generate_series(CAST(1 AS bigint), :count) AS i
"""

EXERCISES = """
INSERT INTO exercises SELECT copy.*
FROM made JOIN exercises e ON e.slug = made.template,
    LATERAL jsonb_populate_record(e, to_jsonb(made) - 'i' - 'template') AS copy
"""

COPIED = (
    """
    INSERT INTO exercise_steps (exercise, number, phase, text)
    SELECT made.slug, number, phase, text FROM made JOIN exercise_steps ON exercise = template
    """,
    """
    INSERT INTO exercise_contraindications (exercise, condition, position, action, advice)
    SELECT made.slug, condition, position, action, advice
    FROM made JOIN exercise_contraindications ON exercise = template
    """,
    """
    INSERT INTO exercise_ladders (exercise, direction, position, other, text, criterion)
    SELECT made.slug, direction, position, other, text, criterion
    FROM made JOIN exercise_ladders ON exercise = template
    """,
    """
    INSERT INTO exercise_contributors (exercise, contributor, position, role)
    SELECT made.slug, contributor, position, role
    FROM made JOIN exercise_contributors ON exercise = template
    """,
    """
    INSERT INTO exercise_sources (exercise, source, position)
    SELECT made.slug, source, position FROM made JOIN exercise_sources ON exercise = template
    """,
)

# One region to five; those that the real exercises name most are the common ones.
REGIONS = """
INSERT INTO exercise_regions (exercise, region, position, role, effect)
SELECT slug, region, number - 1, CASE number WHEN 1 THEN 'primary' ELSE 'secondary' END,
    CASE kind WHEN 'stretch' THEN 'stretches' WHEN 'strength' THEN 'strengthens'
        WHEN 'mobility' THEN 'mobilises' ELSE 'controls' END
FROM (
    SELECT slug, kind, region, row_number() OVER (PARTITION BY slug ORDER BY min(k)) AS number
    FROM made,
        generate_series(20, 20 + (5 * power(pg_temp.chance(i, 15), 2))::int) AS k,
        (SELECT array_agg(region ORDER BY uses DESC, region) AS common FROM (
            SELECT region, count(*) AS uses FROM exercise_regions GROUP BY region
        ) AS counted) AS used,
        LATERAL pg_temp.zipf(common, pg_temp.chance(i, k)) AS region
    GROUP BY slug, kind, region
) AS drawn WHERE number <= 5
"""

# Nothing for four in ten; what every household has is the common equipment.
EQUIPMENT = """
INSERT INTO exercise_equipment (exercise, equipment, position, required)
SELECT slug, equipment, row_number() OVER (PARTITION BY slug ORDER BY min(k)) - 1,
    pg_temp.chance(min(i), 16) < 0.6
FROM made,
    generate_series(31, 30 + (3 * greatest(0, pg_temp.chance(i, 17) - 0.3))::int + CASE
        WHEN pg_temp.chance(i, 17) < 0.4 THEN 0 ELSE 1 END) AS k,
    (SELECT array_agg(code::text ORDER BY household DESC, position) AS common FROM equipment) AS e,
    LATERAL pg_temp.zipf(common, pg_temp.chance(i, k)) AS equipment
GROUP BY slug, equipment
"""


async def add_exercises(session: AsyncSession, count: int) -> None:
    """Add the rows; the table `made` keeps what was drawn until the transaction ends."""
    await session.execute(text(MADE), {"count": count, **DRAWN})
    await session.execute(text("CREATE UNIQUE INDEX ON made (i)"))
    # In this order: what is common is counted among the real exercises only.
    for statement in (EXERCISES, REGIONS, EQUIPMENT, *COPIED):
        await session.execute(text(statement))
