"""create catalogue

Revision: 0005
Follows:
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0005"
down_revision: str | None = None
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

# Expand, migrate, contract: what a running server still reads is dropped one release later.


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '2s'")
    op.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    op.create_table(
        "bundles",
        sa.Column("serial", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("sha256 ~ '^[0-9a-f]{64}$'", name=op.f("ck_bundles_sha256")),
        sa.CheckConstraint("serial >= 1", name=op.f("ck_bundles_serial")),
        sa.PrimaryKeyConstraint("serial", "language", name=op.f("pk_bundles")),
    )
    op.create_table(
        "catalogue",
        sa.Column(
            "id", sa.Integer(), server_default=sa.text("1"), autoincrement=False, nullable=False
        ),
        sa.Column(
            "catalogue_id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False
        ),
        sa.Column("serial", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("pruned_serial", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.CheckConstraint("id BETWEEN 1 AND 1", name=op.f("ck_catalogue_id")),
        sa.CheckConstraint(
            "pruned_serial BETWEEN 0 AND serial", name=op.f("ck_catalogue_pruned_serial")
        ),
        sa.CheckConstraint("serial >= 0", name=op.f("ck_catalogue_serial")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_catalogue")),
    )
    op.create_table(
        "documents",
        sa.Column("type", sa.String(length=64, collation="C"), nullable=False),
        sa.Column("slug", sa.String(length=64, collation="C"), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("content_language", sa.String(length=12), nullable=False),
        sa.Column("serial", sa.BigInteger(), nullable=False),
        sa.Column("change", sa.String(length=12), nullable=False),
        sa.Column("replaced_by", sa.String(length=64, collation="C"), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("content_digest", sa.String(length=64), nullable=True),
        sa.Column("body", sa.Text(), nullable=True),
        sa.Column("summary", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "(change = 'upsert') = (body IS NOT NULL) AND (body IS NULL) = (content_digest IS NULL)",
            name=op.f("ck_documents_tombstone_has_no_body"),
        ),
        sa.CheckConstraint("change IN ('upsert', 'delete')", name=op.f("ck_documents_change")),
        sa.CheckConstraint(
            "slug ~ '^[a-z0-9]+([_-][a-z0-9]+)*$'", name=op.f("ck_documents_slug_shape")
        ),
        sa.CheckConstraint(
            "type IN ('exercise', 'complaint', 'body-region', 'condition', 'red-flag', 'equipment', 'contributor', 'source', 'insight', 'routine')",
            name=op.f("ck_documents_type"),
        ),
        sa.CheckConstraint("revision >= 1", name=op.f("ck_documents_revision")),
        sa.CheckConstraint("serial >= 1", name=op.f("ck_documents_serial")),
        sa.PrimaryKeyConstraint("type", "slug", "language", name=op.f("pk_documents")),
    )
    op.create_index(
        "ix_documents_type_updated_at",
        "documents",
        ["type", "language", "updated_at", "slug"],
        unique=False,
    )
    op.create_index("uq_documents_serial", "documents", ["serial"], unique=True)
    op.create_table(
        "facet_counts",
        sa.Column("type", sa.String(length=64, collation="C"), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("facet", sa.Text(), nullable=False),
        sa.Column("things", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "type IN ('exercise', 'complaint', 'body-region', 'condition', 'red-flag', 'equipment', 'contributor', 'source', 'insight', 'routine')",
            name=op.f("ck_facet_counts_type"),
        ),
        sa.PrimaryKeyConstraint("type", "language", "facet", name=op.f("pk_facet_counts")),
    )
    op.create_table(
        "lexicons",
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.CheckConstraint("digest ~ '^[0-9a-f]{64}$'", name=op.f("ck_lexicons_digest")),
        sa.PrimaryKeyConstraint("language", name=op.f("pk_lexicons")),
    )
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
        sa.CheckConstraint(
            "type IN ('exercise', 'complaint', 'body-region', 'condition', 'red-flag', 'equipment', 'contributor', 'source', 'insight', 'routine')",
            name=op.f("ck_listings_type"),
        ),
        sa.PrimaryKeyConstraint("type", "slug", "language", name=op.f("pk_listings")),
    )
    op.create_index(
        "ix_listings_facets_of_complaint",
        "listings",
        ["facets"],
        unique=False,
        postgresql_using="gin",
        postgresql_where="type = 'complaint'",
    )
    op.create_index(
        "ix_listings_facets_of_exercise",
        "listings",
        ["facets"],
        unique=False,
        postgresql_using="gin",
        postgresql_where="type = 'exercise'",
    )
    op.create_index(
        "ix_listings_facets_of_routine",
        "listings",
        ["facets"],
        unique=False,
        postgresql_using="gin",
        postgresql_where="type = 'routine'",
    )
    op.create_index(
        "ix_listings_name", "listings", ["type", "language", "name", "slug"], unique=False
    )
    op.create_index(
        "ix_listings_owner", "listings", ["type", "language", "owner", "name", "slug"], unique=False
    )
    op.create_index(
        "ix_listings_seconds", "listings", ["type", "language", "seconds"], unique=False
    )
    op.create_index(
        "ix_listings_updated_at",
        "listings",
        ["type", "language", "updated_at", "slug"],
        unique=False,
    )
    op.create_table(
        "notices",
        sa.Column("code", sa.String(length=64, collation="C"), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "code ~ '^[a-z0-9]+([_-][a-z0-9]+)*$'", name=op.f("ck_notices_code_shape")
        ),
        sa.PrimaryKeyConstraint("code", "language", name=op.f("pk_notices")),
    )
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
        "retired_slugs",
        sa.Column("type", sa.String(length=64, collation="C"), nullable=False),
        sa.Column("slug", sa.String(length=64, collation="C"), nullable=False),
        sa.Column("reason", sa.String(length=12), nullable=False),
        sa.Column("replaced_by", sa.String(length=64, collation="C"), nullable=True),
        sa.CheckConstraint(
            "reason = 'removed' OR replaced_by IS NOT NULL",
            name=op.f("ck_retired_slugs_renamed_has_a_target"),
        ),
        sa.CheckConstraint(
            "reason IN ('renamed', 'removed')", name=op.f("ck_retired_slugs_reason")
        ),
        sa.CheckConstraint(
            "slug ~ '^[a-z0-9]+([_-][a-z0-9]+)*$'", name=op.f("ck_retired_slugs_slug_shape")
        ),
        sa.CheckConstraint(
            "type IN ('exercise', 'complaint', 'body-region', 'condition', 'red-flag', 'equipment', 'contributor', 'source', 'insight', 'routine')",
            name=op.f("ck_retired_slugs_type"),
        ),
        sa.PrimaryKeyConstraint("type", "slug", name=op.f("pk_retired_slugs")),
    )
    op.create_index(
        "ix_retired_slugs_type_replaced_by", "retired_slugs", ["type", "replaced_by"], unique=False
    )
    op.create_table(
        "routine_versions",
        sa.Column("routine", sa.String(length=64, collation="C"), nullable=False),
        sa.Column("number", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("content_language", sa.String(length=12), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("definition_digest", sa.String(length=64), nullable=True),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("withdrawn_reason", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "definition_digest ~ '^[0-9a-f]{64}$'",
            name=op.f("ck_routine_versions_definition_digest"),
        ),
        sa.CheckConstraint(
            "routine ~ '^[a-z0-9]+([_-][a-z0-9]+)*(--[a-z0-9]+([_-][a-z0-9]+)*)?$'",
            name=op.f("ck_routine_versions_routine_shape"),
        ),
        sa.CheckConstraint("number BETWEEN 1 AND 10000", name=op.f("ck_routine_versions_number")),
        sa.PrimaryKeyConstraint("routine", "number", "language", name=op.f("pk_routine_versions")),
    )
    op.create_table(
        "search_names",
        sa.Column("type", sa.String(length=64, collation="C"), nullable=False),
        sa.Column("slug", sa.String(length=64, collation="C"), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("position", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(length=400), nullable=False),
        sa.Column("folded", sa.String(length=400, collation="C"), nullable=False),
        sa.Column("is_own", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "type IN ('exercise', 'complaint', 'body-region', 'routine', 'insight')",
            name=op.f("ck_search_names_type"),
        ),
        sa.PrimaryKeyConstraint(
            "type", "slug", "language", "position", name=op.f("pk_search_names")
        ),
    )
    op.create_index("ix_search_names_folded", "search_names", ["language", "folded"], unique=False)
    op.create_index(
        "ix_search_names_folded_trigrams",
        "search_names",
        ["folded"],
        unique=False,
        postgresql_using="gin",
        postgresql_ops={"folded": "gin_trgm_ops"},
    )
    op.create_index(
        "ix_search_names_type_folded", "search_names", ["type", "language", "folded"], unique=False
    )
    op.create_table(
        "search_texts",
        sa.Column("type", sa.String(length=64, collation="C"), nullable=False),
        sa.Column("slug", sa.String(length=64, collation="C"), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("name", sa.String(length=400), nullable=False),
        sa.Column("shown", sa.Text(), nullable=False),
        sa.Column("words", postgresql.TSVECTOR(), nullable=False),
        sa.CheckConstraint(
            "type IN ('exercise', 'complaint', 'body-region', 'routine', 'insight')",
            name=op.f("ck_search_texts_type"),
        ),
        sa.PrimaryKeyConstraint("type", "slug", "language", name=op.f("pk_search_texts")),
    )
    op.create_index(
        "ix_search_texts_words", "search_texts", ["words"], unique=False, postgresql_using="gin"
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
        sa.CheckConstraint("prefix ~ '^ik_[0-9a-f]{12}$'", name=op.f("ck_api_keys_prefix_shape")),
        sa.CheckConstraint(
            "scopes <@ ARRAY['read', 'routines:write']::text[]", name=op.f("ck_api_keys_scopes")
        ),
        sa.CheckConstraint(
            "cardinality(scopes) BETWEEN 1 AND 2", name=op.f("ck_api_keys_scopes_count")
        ),
        sa.CheckConstraint("expires_at > created_at", name=op.f("ck_api_keys_expires_later")),
        sa.CheckConstraint("octet_length(digest) = 32", name=op.f("ck_api_keys_digest_length")),
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
        sa.CheckConstraint(
            "name ~ '^[a-z0-9]+([_-][a-z0-9]+)*$'", name=op.f("ck_partner_routines_name_shape")
        ),
        sa.CheckConstraint("slug = partner || '--' || name", name=op.f("ck_partner_routines_slug")),
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
    op.execute("INSERT INTO catalogue DEFAULT VALUES")


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '2s'")
    op.drop_table("partner_routines")
    op.drop_index("ix_api_keys_partner", table_name="api_keys")
    op.drop_table("api_keys")
    op.drop_index("ix_search_texts_words", table_name="search_texts", postgresql_using="gin")
    op.drop_table("search_texts")
    op.drop_index("ix_search_names_type_folded", table_name="search_names")
    op.drop_index(
        "ix_search_names_folded_trigrams",
        table_name="search_names",
        postgresql_using="gin",
        postgresql_ops={"folded": "gin_trgm_ops"},
    )
    op.drop_index("ix_search_names_folded", table_name="search_names")
    op.drop_table("search_names")
    op.drop_table("routine_versions")
    op.drop_index("ix_retired_slugs_type_replaced_by", table_name="retired_slugs")
    op.drop_table("retired_slugs")
    op.drop_table("partners")
    op.drop_table("notices")
    op.drop_index("ix_listings_updated_at", table_name="listings")
    op.drop_index("ix_listings_seconds", table_name="listings")
    op.drop_index("ix_listings_owner", table_name="listings")
    op.drop_index("ix_listings_name", table_name="listings")
    op.drop_index(
        "ix_listings_facets_of_routine",
        table_name="listings",
        postgresql_using="gin",
        postgresql_where="type = 'routine'",
    )
    op.drop_index(
        "ix_listings_facets_of_exercise",
        table_name="listings",
        postgresql_using="gin",
        postgresql_where="type = 'exercise'",
    )
    op.drop_index(
        "ix_listings_facets_of_complaint",
        table_name="listings",
        postgresql_using="gin",
        postgresql_where="type = 'complaint'",
    )
    op.drop_table("listings")
    op.drop_table("lexicons")
    op.drop_table("facet_counts")
    op.drop_index("uq_documents_serial", table_name="documents")
    op.drop_index("ix_documents_type_updated_at", table_name="documents")
    op.drop_table("documents")
    op.drop_table("catalogue")
    op.drop_table("bundles")
