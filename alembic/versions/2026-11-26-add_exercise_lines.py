"""Add the lines that lists of exercises read, and find names of one type by their beginning.

Revision: 0004
Follows: 0003
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0004"
down_revision: str | None = "0003"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

# Expand, migrate, contract: what a running server still reads is dropped one release later.

FILL = """
INSERT INTO exercise_lines (slug, language, name, estimated_seconds, updated_at, facets, summary)
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
"""
COUNT = """
INSERT INTO exercise_facets (facet, exercises)
SELECT facet, count(*) FROM exercise_lines, unnest(facets) AS facet GROUP BY facet
"""


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '2s'")
    op.create_table(
        "exercise_lines",
        sa.Column("slug", sa.String(length=64, collation="C"), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("name", sa.String(length=120, collation="C"), nullable=False),
        sa.Column("estimated_seconds", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("facets", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.CheckConstraint("language IN ('en')", name=op.f("ck_exercise_lines_language")),
        sa.PrimaryKeyConstraint("slug", "language", name=op.f("pk_exercise_lines")),
    )
    op.create_index("ix_exercise_lines_name", "exercise_lines", ["language", "name", "slug"])
    op.create_index(
        "ix_exercise_lines_updated_at", "exercise_lines", ["language", "updated_at", "slug"]
    )
    op.create_index("ix_exercise_lines_estimated_seconds", "exercise_lines", ["estimated_seconds"])
    op.create_index(
        "ix_exercise_lines_facets", "exercise_lines", ["facets"], postgresql_using="gin"
    )
    op.create_table(
        "exercise_facets",
        sa.Column("facet", sa.Text(), nullable=False),
        sa.Column("exercises", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("facet", name=op.f("pk_exercise_facets")),
    )
    op.execute(FILL)
    op.execute(COUNT)
    op.execute("""
        -- A few names for each thing, written by imports only; they wait for a moment.
        -- squawk-ignore require-concurrent-index-creation
        CREATE INDEX ix_search_names_type_folded ON search_names (type, language, folded)
    """)
    op.execute("UPDATE search_texts SET words = words || array_to_tsvector(ARRAY['type:' || type])")


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '2s'")
    op.execute("UPDATE search_texts SET words = ts_delete(words, 'type:' || type)")
    op.drop_index("ix_search_names_type_folded", table_name="search_names")
    op.drop_table("exercise_facets")
    op.drop_table("exercise_lines")
