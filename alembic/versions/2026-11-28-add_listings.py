"""Add the listings that every list reads, in place of a table for exercises and one for partners.

Revision: 0005
Follows: 0004
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0005"
down_revision: str | None = "0004"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

TYPES = """type IN ('exercise', 'complaint', 'body-region', 'insight', 'routine', 'condition',
 'red-flag', 'equipment', 'contributor', 'source')"""

# Facets and the listings of editors follow from documents: the next `instep seed` writes them.
FILL = """
INSERT INTO listings (type, slug, language, owner, position, name, seconds, updated_at, facets,
    summary)
SELECT 'routine', p.slug, 'en', r.partner, 0, p.name, p.total_seconds, r.published_at, '{}', p.line
FROM partner_publications AS p JOIN partner_routines AS r ON r.slug = p.slug
"""


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '2s'")
    op.create_table(
        "listings",
        sa.Column("type", sa.String(length=64, collation="C"), nullable=False),
        sa.Column("slug", sa.String(length=64, collation="C"), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("owner", sa.String(length=64, collation="C"), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("name", sa.String(length=400, collation="C"), nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("facets", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.CheckConstraint("language IN ('en')", name=op.f("ck_listings_language")),
        sa.CheckConstraint(TYPES, name=op.f("ck_listings_type")),
        sa.PrimaryKeyConstraint("type", "slug", "language", name=op.f("pk_listings")),
    )
    for name, last in (
        ("name", ["name", "slug"]),
        ("updated_at", ["updated_at", "slug"]),
        ("seconds", ["seconds"]),
        ("owner", ["owner", "name", "slug"]),
    ):
        op.create_index(f"ix_listings_{name}", "listings", ["type", "language", *last])
    for kind in ("exercise", "complaint", "routine"):
        op.create_index(
            f"ix_listings_facets_of_{kind}",
            "listings",
            ["facets"],
            postgresql_using="gin",
            postgresql_where=sa.text(f"type = '{kind}'"),
        )
    op.create_table(
        "facet_counts",
        sa.Column("type", sa.String(length=64, collation="C"), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("facet", sa.Text(), nullable=False),
        sa.Column("things", sa.Integer(), nullable=False),
        sa.CheckConstraint("language IN ('en')", name=op.f("ck_facet_counts_language")),
        sa.CheckConstraint(TYPES, name=op.f("ck_facet_counts_type")),
        sa.PrimaryKeyConstraint("type", "language", "facet", name=op.f("pk_facet_counts")),
    )
    op.execute(FILL)
    for table in ("partner_publications", "exercise_facets", "exercise_lines"):
        op.drop_table(table)


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '2s'")
    op.create_table(
        "exercise_lines",
        sa.Column("slug", sa.String(length=64, collation="C"), primary_key=True),
        sa.Column("language", sa.String(length=12), primary_key=True),
        sa.Column("name", sa.String(length=120, collation="C"), nullable=False),
        sa.Column("estimated_seconds", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("facets", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
    )
    op.create_table(
        "exercise_facets",
        sa.Column("facet", sa.Text(), primary_key=True),
        sa.Column("exercises", sa.Integer(), nullable=False),
    )
    op.create_table(
        "partner_publications",
        sa.Column("slug", sa.String(length=64, collation="C"), primary_key=True),
        sa.Column("name", sa.String(length=120, collation="C"), nullable=False),
        sa.Column("format", sa.String(), nullable=False),
        sa.Column("level", sa.String(), nullable=False),
        sa.Column("total_seconds", sa.Integer(), nullable=False),
        sa.Column("complaints", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("regions", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("line", sa.Text(), nullable=False),
    )
    op.drop_table("facet_counts")
    op.drop_table("listings")
