"""Add partners, their keys and their routines.

Revision: 0003
Follows: 0002
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0003"
down_revision: str | None = "0002"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

# Expand, migrate, contract: what a running server still reads is dropped one release later.


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '2s'")
    op.create_table(
        "partners",
        sa.Column("slug", sa.String(length=64, collation="C"), nullable=False),
        sa.Column("name", sa.String(length=120, collation="C"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "slug ~ '^[a-z0-9]+([_-][a-z0-9]+)*$'", name=op.f("ck_partners_slug_shape")
        ),
        sa.CheckConstraint("length(slug) BETWEEN 2 AND 20", name=op.f("ck_partners_slug_length")),
        sa.PrimaryKeyConstraint("slug", name=op.f("pk_partners")),
    )
    op.create_table(
        "api_keys",
        sa.Column("prefix", sa.String(length=15, collation="C"), nullable=False),
        sa.Column("partner", sa.String(length=64, collation="C"), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("scopes", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "cardinality(scopes) BETWEEN 1 AND 2", name=op.f("ck_api_keys_scopes_count")
        ),
        sa.CheckConstraint("expires_at > created_at", name=op.f("ck_api_keys_expires_later")),
        sa.CheckConstraint("octet_length(digest) = 32", name=op.f("ck_api_keys_digest_length")),
        sa.CheckConstraint("prefix ~ '^ik_[0-9a-f]{12}$'", name=op.f("ck_api_keys_prefix_shape")),
        sa.CheckConstraint(
            "scopes <@ ARRAY['read', 'routines:write']::text[]", name=op.f("ck_api_keys_scopes")
        ),
        sa.ForeignKeyConstraint(
            ["partner"],
            ["partners.slug"],
            name=op.f("fk_api_keys_partner"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("prefix", name=op.f("pk_api_keys")),
    )
    op.create_index("ix_api_keys_partner", "api_keys", ["partner", "created_at"], unique=False)
    op.create_table(
        "partner_routines",
        sa.Column("partner", sa.String(length=64, collation="C"), nullable=False),
        sa.Column("name", sa.String(length=64, collation="C"), nullable=False),
        sa.Column("slug", sa.String(length=64, collation="C"), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("definition", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("total_seconds", sa.Integer(), nullable=False),
        sa.Column("version", sa.SmallInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(definition IS NULL) = (state = 'deleted')",
            name=op.f("ck_partner_routines_deleted_has_no_definition"),
        ),
        sa.CheckConstraint(
            "(reason IS NOT NULL) = (state IN ('archived', 'withdrawn', 'deleted'))",
            name=op.f("ck_partner_routines_reason_where_gone"),
        ),
        sa.CheckConstraint(
            "(state = 'draft') = (version = 0)",
            name=op.f("ck_partner_routines_draft_has_no_version"),
        ),
        sa.CheckConstraint("slug = partner || '--' || name", name=op.f("ck_partner_routines_slug")),
        sa.CheckConstraint(
            "name ~ '^[a-z0-9]+([_-][a-z0-9]+)*$'", name=op.f("ck_partner_routines_name_shape")
        ),
        sa.CheckConstraint(
            "state IN ('draft', 'published', 'archived', 'withdrawn', 'deleted')",
            name=op.f("ck_partner_routines_state"),
        ),
        sa.CheckConstraint(
            "length(name) BETWEEN 2 AND 40", name=op.f("ck_partner_routines_name_length")
        ),
        sa.CheckConstraint("revision >= 1", name=op.f("ck_partner_routines_revision")),
        sa.CheckConstraint(
            "total_seconds BETWEEN 1 AND 3600", name=op.f("ck_partner_routines_total_seconds")
        ),
        sa.CheckConstraint("version BETWEEN 0 AND 10000", name=op.f("ck_partner_routines_version")),
        sa.ForeignKeyConstraint(
            ["partner"],
            ["partners.slug"],
            name=op.f("fk_partner_routines_partner"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("partner", "name", name=op.f("pk_partner_routines")),
        sa.UniqueConstraint("slug", name="uq_partner_routines_slug"),
    )
    op.create_table(
        "partner_routine_versions",
        sa.Column("slug", sa.String(length=64, collation="C"), nullable=False),
        sa.Column("number", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("withdrawn_reason", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "number BETWEEN 1 AND 10000", name=op.f("ck_partner_routine_versions_number")
        ),
        sa.ForeignKeyConstraint(
            ["slug"],
            ["partner_routines.slug"],
            name=op.f("fk_partner_routine_versions_slug"),
            onupdate="CASCADE",
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("slug", "number", name=op.f("pk_partner_routine_versions")),
    )
    op.create_table(
        "partner_publications",
        sa.Column("slug", sa.String(length=64, collation="C"), nullable=False),
        sa.Column("name", sa.String(length=120, collation="C"), nullable=False),
        sa.Column("format", sa.String(), nullable=False),
        sa.Column("level", sa.String(), nullable=False),
        sa.Column("total_seconds", sa.Integer(), nullable=False),
        sa.Column("complaints", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("regions", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("line", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "format IN ('short_series', 'one_a_day', 'circuit')",
            name=op.f("ck_partner_publications_format"),
        ),
        sa.CheckConstraint(
            "level IN ('beginner', 'intermediate', 'advanced')",
            name=op.f("ck_partner_publications_level"),
        ),
        sa.CheckConstraint(
            "total_seconds BETWEEN 1 AND 3600",
            name=op.f("ck_partner_publications_total_seconds"),
        ),
        sa.ForeignKeyConstraint(
            ["slug"],
            ["partner_routines.slug"],
            name=op.f("fk_partner_publications_slug"),
            onupdate="CASCADE",
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("slug", name=op.f("pk_partner_publications")),
    )
    op.create_index(
        "ix_partner_publications_complaints",
        "partner_publications",
        ["complaints"],
        unique=False,
        postgresql_using="gin",
    )
    op.create_index(
        "ix_partner_publications_name", "partner_publications", ["name", "slug"], unique=False
    )
    op.create_index(
        "ix_partner_publications_regions",
        "partner_publications",
        ["regions"],
        unique=False,
        postgresql_using="gin",
    )


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '2s'")
    op.drop_table("partner_publications")
    op.drop_table("partner_routine_versions")
    op.drop_table("partner_routines")
    op.drop_index("ix_api_keys_partner", table_name="api_keys")
    op.drop_table("api_keys")
    op.drop_table("partners")
