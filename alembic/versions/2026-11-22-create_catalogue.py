"""Create the catalogue: every table that content is kept in and served from.

Revision: 0001
Follows:
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0001"
down_revision: str | None = None
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

# Expand, migrate, contract: what a running server still reads is dropped one release later.


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '2s'")
    op.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    op.create_table(
        "body_regions",
        sa.Column("slug", sa.String(length=64, collation="C"), nullable=False),
        sa.Column("name", sa.String(length=120, collation="C"), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("parent", sa.String(length=64, collation="C"), nullable=True),
        sa.Column("path", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("synonyms", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('area', 'joint', 'muscle_group', 'muscle', 'tendon', 'fascia', 'bone')",
            name=op.f("ck_body_regions_kind"),
        ),
        sa.CheckConstraint(
            "slug ~ '^[a-z0-9]+([_-][a-z0-9]+)*$'", name=op.f("ck_body_regions_slug_shape")
        ),
        sa.ForeignKeyConstraint(
            ["parent"],
            ["body_regions.slug"],
            name=op.f("fk_body_regions_parent"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("slug", name=op.f("pk_body_regions")),
    )
    op.create_index("ix_body_regions_name", "body_regions", ["name", "slug"], unique=False)
    op.create_index("ix_body_regions_parent", "body_regions", ["parent"], unique=False)
    op.create_index(
        "ix_body_regions_path", "body_regions", ["path"], unique=False, postgresql_using="gin"
    )
    op.create_table(
        "bundles",
        sa.Column("serial", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("language IN ('en')", name=op.f("ck_bundles_language")),
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
        "complaints",
        sa.Column("slug", sa.String(length=64, collation="C"), nullable=False),
        sa.Column("name", sa.String(length=120, collation="C"), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("self_care", sa.String(), nullable=False),
        sa.Column("notice", sa.Text(), nullable=True),
        sa.Column("same_plan_as", sa.String(length=64, collation="C"), nullable=True),
        sa.Column(
            "plan_shape", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=True
        ),
        sa.Column("evidence_note", sa.Text(), nullable=False),
        sa.Column("provenance", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.CheckConstraint(
            "self_care IN ('yes', 'with_care', 'after_clearance', 'no')",
            name=op.f("ck_complaints_self_care"),
        ),
        sa.CheckConstraint(
            "slug ~ '^[a-z0-9]+([_-][a-z0-9]+)*$'", name=op.f("ck_complaints_slug_shape")
        ),
        sa.ForeignKeyConstraint(
            ["same_plan_as"],
            ["complaints.slug"],
            name=op.f("fk_complaints_same_plan_as"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("slug", name=op.f("pk_complaints")),
    )
    op.create_index("ix_complaints_name", "complaints", ["name", "slug"], unique=False)
    op.create_index("ix_complaints_same_plan_as", "complaints", ["same_plan_as"], unique=False)
    op.create_table(
        "documents",
        sa.Column("type", sa.String(length=64, collation="C"), nullable=False),
        sa.Column("slug", sa.String(length=64, collation="C"), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
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
        sa.CheckConstraint("language IN ('en')", name=op.f("ck_documents_language")),
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
        "equipment",
        sa.Column("code", sa.String(length=64, collation="C"), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("name", sa.String(length=120, collation="C"), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("effect", sa.Text(), nullable=False),
        sa.Column("advice", sa.Text(), nullable=False),
        sa.Column("household", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "code ~ '^[a-z0-9]+([_-][a-z0-9]+)*$'", name=op.f("ck_equipment_code_shape")
        ),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_equipment")),
    )
    op.create_table(
        "exercises",
        sa.Column("slug", sa.String(length=64, collation="C"), nullable=False),
        sa.Column("name", sa.String(length=120, collation="C"), nullable=False),
        sa.Column("aliases", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("load", sa.String(), nullable=False),
        sa.Column("positions", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("level", sa.String(), nullable=False),
        sa.Column("laterality", sa.String(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("feel", sa.Text(), nullable=False),
        sa.Column("cues", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("mistakes", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("range_sets_min", sa.SmallInteger(), nullable=True),
        sa.Column("range_sets_max", sa.SmallInteger(), nullable=True),
        sa.Column("range_reps_min", sa.SmallInteger(), nullable=True),
        sa.Column("range_reps_max", sa.SmallInteger(), nullable=True),
        sa.Column("range_hold_seconds_min", sa.SmallInteger(), nullable=True),
        sa.Column("range_hold_seconds_max", sa.SmallInteger(), nullable=True),
        sa.Column("estimated_seconds", sa.Integer(), nullable=False),
        sa.Column("interpretation", sa.String(), nullable=False),
        sa.Column("interpretation_note", sa.Text(), nullable=True),
        sa.Column("provenance", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("sets", sa.SmallInteger(), nullable=True),
        sa.Column("reps", sa.SmallInteger(), nullable=True),
        sa.Column("reps_start", sa.SmallInteger(), nullable=True),
        sa.Column("hold_seconds", sa.SmallInteger(), nullable=True),
        sa.Column("rep_seconds", sa.SmallInteger(), nullable=True),
        sa.Column("rest_seconds", sa.SmallInteger(), nullable=True),
        sa.Column("tempo", sa.String(length=12), nullable=True),
        sa.Column("each_side", sa.Boolean(), nullable=False),
        sa.Column("duration_seconds", sa.SmallInteger(), nullable=True),
        sa.Column("sessions_per_day", sa.SmallInteger(), nullable=True),
        sa.Column("days_per_week", sa.SmallInteger(), nullable=True),
        sa.Column("when", sa.String(length=32), nullable=True),
        sa.CheckConstraint(
            "interpretation IN ('described', 'standard', 'probable', 'ambiguous')",
            name=op.f("ck_exercises_interpretation"),
        ),
        sa.CheckConstraint(
            "kind IN ('stretch', 'strength', 'mobility', 'motor_control', 'balance')",
            name=op.f("ck_exercises_kind"),
        ),
        sa.CheckConstraint(
            "laterality IN ('each_side', 'both_together')", name=op.f("ck_exercises_laterality")
        ),
        sa.CheckConstraint(
            "level IN ('beginner', 'intermediate', 'advanced')", name=op.f("ck_exercises_level")
        ),
        sa.CheckConstraint("load IN ('low', 'high')", name=op.f("ck_exercises_load")),
        sa.CheckConstraint(
            "positions <@ ARRAY['seated', 'standing', 'kneeling', 'lying']::text[]",
            name=op.f("ck_exercises_positions"),
        ),
        sa.CheckConstraint(
            "slug ~ '^[a-z0-9]+([_-][a-z0-9]+)*$'", name=op.f("ck_exercises_slug_shape")
        ),
        sa.CheckConstraint(
            "\"when\" IN ('before_first_steps', 'end_of_day', 'before_bed')",
            name=op.f("ck_exercises_when"),
        ),
        sa.CheckConstraint(
            "cardinality(positions) BETWEEN 1 AND 4", name=op.f("ck_exercises_positions_count")
        ),
        sa.CheckConstraint(
            "days_per_week BETWEEN 1 AND 7", name=op.f("ck_exercises_days_per_week")
        ),
        sa.CheckConstraint(
            "duration_seconds BETWEEN 10 AND 3600", name=op.f("ck_exercises_duration_seconds")
        ),
        sa.CheckConstraint(
            "estimated_seconds BETWEEN 1 AND 36000", name=op.f("ck_exercises_estimated_seconds")
        ),
        sa.CheckConstraint(
            "hold_seconds BETWEEN 1 AND 300", name=op.f("ck_exercises_hold_seconds")
        ),
        sa.CheckConstraint(
            "range_hold_seconds_max BETWEEN 1 AND 300",
            name=op.f("ck_exercises_range_hold_seconds_max"),
        ),
        sa.CheckConstraint(
            "range_hold_seconds_min <= range_hold_seconds_max",
            name=op.f("ck_exercises_range_hold_seconds_ordered"),
        ),
        sa.CheckConstraint(
            "range_hold_seconds_min BETWEEN 1 AND 300",
            name=op.f("ck_exercises_range_hold_seconds_min"),
        ),
        sa.CheckConstraint(
            "range_reps_max BETWEEN 1 AND 100", name=op.f("ck_exercises_range_reps_max")
        ),
        sa.CheckConstraint(
            "range_reps_min <= range_reps_max", name=op.f("ck_exercises_range_reps_ordered")
        ),
        sa.CheckConstraint(
            "range_reps_min BETWEEN 1 AND 100", name=op.f("ck_exercises_range_reps_min")
        ),
        sa.CheckConstraint(
            "range_sets_max BETWEEN 1 AND 10", name=op.f("ck_exercises_range_sets_max")
        ),
        sa.CheckConstraint(
            "range_sets_min <= range_sets_max", name=op.f("ck_exercises_range_sets_ordered")
        ),
        sa.CheckConstraint(
            "range_sets_min BETWEEN 1 AND 10", name=op.f("ck_exercises_range_sets_min")
        ),
        sa.CheckConstraint("rep_seconds BETWEEN 1 AND 60", name=op.f("ck_exercises_rep_seconds")),
        sa.CheckConstraint("reps BETWEEN 1 AND 100", name=op.f("ck_exercises_reps")),
        sa.CheckConstraint("reps_start BETWEEN 1 AND 100", name=op.f("ck_exercises_reps_start")),
        sa.CheckConstraint(
            "rest_seconds BETWEEN 0 AND 300", name=op.f("ck_exercises_rest_seconds")
        ),
        sa.CheckConstraint(
            "sessions_per_day BETWEEN 1 AND 6", name=op.f("ck_exercises_sessions_per_day")
        ),
        sa.CheckConstraint("sets BETWEEN 1 AND 10", name=op.f("ck_exercises_sets")),
        sa.PrimaryKeyConstraint("slug", name=op.f("pk_exercises")),
    )
    op.create_index(
        "ix_exercises_estimated_seconds", "exercises", ["estimated_seconds"], unique=False
    )
    op.create_index("ix_exercises_kind", "exercises", ["kind", "name", "slug"], unique=False)
    op.create_index(
        "ix_exercises_laterality", "exercises", ["laterality", "name", "slug"], unique=False
    )
    op.create_index("ix_exercises_level", "exercises", ["level", "name", "slug"], unique=False)
    op.create_index("ix_exercises_name", "exercises", ["name", "slug"], unique=False)
    op.create_index(
        "ix_exercises_positions", "exercises", ["positions"], unique=False, postgresql_using="gin"
    )
    op.create_table(
        "insights",
        sa.Column("slug", sa.String(length=64, collation="C"), nullable=False),
        sa.Column("statement", sa.Text(), nullable=False),
        sa.Column("topic", sa.String(), nullable=False),
        sa.CheckConstraint(
            "slug ~ '^[a-z0-9]+([_-][a-z0-9]+)*$'", name=op.f("ck_insights_slug_shape")
        ),
        sa.CheckConstraint(
            "topic IN ('anatomy', 'flexibility', 'strength', 'kinetic_chain', 'complaints', 'ageing', 'habits', 'exercises')",
            name=op.f("ck_insights_topic"),
        ),
        sa.PrimaryKeyConstraint("slug", name=op.f("pk_insights")),
    )
    op.create_index("ix_insights_topic", "insights", ["topic"], unique=False)
    op.create_table(
        "notices",
        sa.Column("code", sa.String(length=64, collation="C"), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "code ~ '^[a-z0-9]+([_-][a-z0-9]+)*$'", name=op.f("ck_notices_code_shape")
        ),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_notices")),
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
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("definition_digest", sa.String(length=64), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("withdrawn_reason", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "definition_digest ~ '^[0-9a-f]{64}$'",
            name=op.f("ck_routine_versions_definition_digest"),
        ),
        sa.CheckConstraint(
            "routine ~ '^[a-z0-9]+([_-][a-z0-9]+)*$'",
            name=op.f("ck_routine_versions_routine_shape"),
        ),
        sa.CheckConstraint("number BETWEEN 1 AND 10000", name=op.f("ck_routine_versions_number")),
        sa.PrimaryKeyConstraint("routine", "number", name=op.f("pk_routine_versions")),
    )
    op.create_table(
        "routines",
        sa.Column("slug", sa.String(length=64, collation="C"), nullable=False),
        sa.Column("name", sa.String(length=120, collation="C"), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("goal", sa.String(), nullable=False),
        sa.Column("format", sa.String(), nullable=False),
        sa.Column("level", sa.String(), nullable=False),
        sa.Column("schedule", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("total_seconds", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("owner_kind", sa.String(), nullable=False),
        sa.Column("owner_name", sa.String(length=120, collation="C"), nullable=False),
        sa.Column("provenance", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("definition_digest", sa.String(length=64), nullable=False),
        sa.CheckConstraint(
            "format IN ('short_series', 'one_a_day', 'circuit')", name=op.f("ck_routines_format")
        ),
        sa.CheckConstraint(
            "goal IN ('relieve', 'flexibility', 'strength', 'control', 'balance', 'prevent')",
            name=op.f("ck_routines_goal"),
        ),
        sa.CheckConstraint(
            "level IN ('beginner', 'intermediate', 'advanced')", name=op.f("ck_routines_level")
        ),
        sa.CheckConstraint(
            "owner_kind IN ('editors', 'partner')", name=op.f("ck_routines_owner_kind")
        ),
        sa.CheckConstraint(
            "slug ~ '^[a-z0-9]+([_-][a-z0-9]+)*$'", name=op.f("ck_routines_slug_shape")
        ),
        sa.CheckConstraint(
            "total_seconds BETWEEN 1 AND 36000", name=op.f("ck_routines_total_seconds")
        ),
        sa.CheckConstraint("version BETWEEN 1 AND 10000", name=op.f("ck_routines_version")),
        sa.PrimaryKeyConstraint("slug", name=op.f("pk_routines")),
    )
    op.create_index(
        "ix_routines_owner_kind_name", "routines", ["owner_kind", "name", "slug"], unique=False
    )
    op.create_index("ix_routines_total_seconds", "routines", ["total_seconds"], unique=False)
    op.create_table(
        "search_names",
        sa.Column("type", sa.String(length=64, collation="C"), nullable=False),
        sa.Column("slug", sa.String(length=64, collation="C"), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("position", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(length=400), nullable=False),
        sa.Column("folded", sa.String(length=400, collation="C"), nullable=False),
        sa.Column("is_own", sa.Boolean(), nullable=False),
        sa.CheckConstraint("language IN ('en')", name=op.f("ck_search_names_language")),
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
    op.create_table(
        "search_texts",
        sa.Column("type", sa.String(length=64, collation="C"), nullable=False),
        sa.Column("slug", sa.String(length=64, collation="C"), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("name", sa.String(length=400), nullable=False),
        sa.Column("shown", sa.Text(), nullable=False),
        sa.Column("words", postgresql.TSVECTOR(), nullable=False),
        sa.CheckConstraint("language IN ('en')", name=op.f("ck_search_texts_language")),
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
        "sources",
        sa.Column("slug", sa.String(length=64, collation="C"), nullable=False),
        sa.Column("title", sa.String(length=400, collation="C"), nullable=False),
        sa.Column("authors", sa.Text(), nullable=True),
        sa.Column("publisher", sa.Text(), nullable=True),
        sa.Column("year", sa.SmallInteger(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("tier", sa.SmallInteger(), nullable=False),
        sa.Column("doi", sa.Text(), nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("read", sa.String(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "doi IS NULL OR url = 'https://doi.org/' || doi", name=op.f("ck_sources_doi_is_the_url")
        ),
        sa.CheckConstraint(
            "kind IN ('article', 'guideline', 'systematic_review', 'randomised_trial', 'observational_study', 'review', 'leaflet', 'unidentified_study')",
            name=op.f("ck_sources_kind"),
        ),
        sa.CheckConstraint(
            "read IN ('full', 'abstract', 'excerpt', 'not_read')", name=op.f("ck_sources_read")
        ),
        sa.CheckConstraint(
            "slug ~ '^[a-z0-9]+([_-][a-z0-9]+)*$'", name=op.f("ck_sources_slug_shape")
        ),
        sa.CheckConstraint("tier BETWEEN 1 AND 2", name=op.f("ck_sources_tier")),
        sa.CheckConstraint("year BETWEEN 1950 AND 2100", name=op.f("ck_sources_year")),
        sa.PrimaryKeyConstraint("slug", name=op.f("pk_sources")),
    )
    op.create_index("ix_sources_title", "sources", ["title", "slug"], unique=False)
    op.create_table(
        "body_region_connections",
        sa.Column("region", sa.String(length=64, collation="C"), nullable=False),
        sa.Column("connected", sa.String(length=64, collation="C"), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("source", sa.String(length=64, collation="C"), nullable=True),
        sa.ForeignKeyConstraint(
            ["connected"],
            ["body_regions.slug"],
            name=op.f("fk_body_region_connections_connected"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["region"],
            ["body_regions.slug"],
            name=op.f("fk_body_region_connections_region"),
            onupdate="CASCADE",
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["source"],
            ["sources.slug"],
            name=op.f("fk_body_region_connections_source"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("region", "connected", name=op.f("pk_body_region_connections")),
    )
    op.create_index(
        "ix_body_region_connections_connected",
        "body_region_connections",
        ["connected"],
        unique=False,
    )
    op.create_index(
        "ix_body_region_connections_source", "body_region_connections", ["source"], unique=False
    )
    op.create_table(
        "complaint_codes",
        sa.Column("complaint", sa.String(length=64, collation="C"), nullable=False),
        sa.Column("position", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("system", sa.String(length=24), nullable=False),
        sa.Column("code", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["complaint"],
            ["complaints.slug"],
            name=op.f("fk_complaint_codes_complaint"),
            onupdate="CASCADE",
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("complaint", "position", name=op.f("pk_complaint_codes")),
    )
    op.create_table(
        "complaint_lay_names",
        sa.Column("complaint", sa.String(length=64, collation="C"), nullable=False),
        sa.Column("position", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("text", sa.String(length=80), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("misspelt", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "language IN ('en', 'es', 'de', 'fr')", name=op.f("ck_complaint_lay_names_language")
        ),
        sa.ForeignKeyConstraint(
            ["complaint"],
            ["complaints.slug"],
            name=op.f("fk_complaint_lay_names_complaint"),
            onupdate="CASCADE",
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("complaint", "position", name=op.f("pk_complaint_lay_names")),
    )
    op.create_table(
        "complaint_regions",
        sa.Column("complaint", sa.String(length=64, collation="C"), nullable=False),
        sa.Column("region", sa.String(length=64, collation="C"), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["complaint"],
            ["complaints.slug"],
            name=op.f("fk_complaint_regions_complaint"),
            onupdate="CASCADE",
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["region"],
            ["body_regions.slug"],
            name=op.f("fk_complaint_regions_region"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("complaint", "region", name=op.f("pk_complaint_regions")),
    )
    op.create_index(
        "ix_complaint_regions_region", "complaint_regions", ["region", "complaint"], unique=False
    )
    op.create_table(
        "complaint_sources",
        sa.Column("complaint", sa.String(length=64, collation="C"), nullable=False),
        sa.Column("source", sa.String(length=64, collation="C"), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["complaint"],
            ["complaints.slug"],
            name=op.f("fk_complaint_sources_complaint"),
            onupdate="CASCADE",
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["source"],
            ["sources.slug"],
            name=op.f("fk_complaint_sources_source"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("complaint", "source", name=op.f("pk_complaint_sources")),
    )
    op.create_index("ix_complaint_sources_source", "complaint_sources", ["source"], unique=False)
    op.create_table(
        "conditions",
        sa.Column("code", sa.String(length=64, collation="C"), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("name", sa.String(length=120, collation="C"), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("effect", sa.String(), nullable=False),
        sa.Column("row", sa.Text(), nullable=False),
        sa.Column("advice", sa.Text(), nullable=False),
        sa.Column("source", sa.String(length=64, collation="C"), nullable=True),
        sa.CheckConstraint(
            "code ~ '^[a-z0-9]+([_-][a-z0-9]+)*$'", name=op.f("ck_conditions_code_shape")
        ),
        sa.CheckConstraint(
            "effect IN ('no_exercises_until_cleared', 'seated_or_supported_only', 'per_exercise', 'chooses_variant')",
            name=op.f("ck_conditions_effect"),
        ),
        sa.ForeignKeyConstraint(
            ["source"],
            ["sources.slug"],
            name=op.f("fk_conditions_source"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_conditions")),
    )
    op.create_index("ix_conditions_source", "conditions", ["source"], unique=False)
    op.create_table(
        "contributors",
        sa.Column("slug", sa.String(length=64, collation="C"), nullable=False),
        sa.Column("name", sa.String(length=120, collation="C"), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("credentials", sa.Text(), nullable=True),
        sa.Column("affiliation", sa.Text(), nullable=True),
        sa.Column("source", sa.String(length=64, collation="C"), nullable=False),
        sa.CheckConstraint(
            "slug ~ '^[a-z0-9]+([_-][a-z0-9]+)*$'", name=op.f("ck_contributors_slug_shape")
        ),
        sa.ForeignKeyConstraint(
            ["source"],
            ["sources.slug"],
            name=op.f("fk_contributors_source"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("slug", name=op.f("pk_contributors")),
    )
    op.create_index("ix_contributors_name", "contributors", ["name", "slug"], unique=False)
    op.create_index("ix_contributors_source", "contributors", ["source"], unique=False)
    op.create_table(
        "exercise_equipment",
        sa.Column("exercise", sa.String(length=64, collation="C"), nullable=False),
        sa.Column("equipment", sa.String(length=64, collation="C"), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("required", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["equipment"],
            ["equipment.code"],
            name=op.f("fk_exercise_equipment_equipment"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["exercise"],
            ["exercises.slug"],
            name=op.f("fk_exercise_equipment_exercise"),
            onupdate="CASCADE",
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("exercise", "equipment", name=op.f("pk_exercise_equipment")),
    )
    op.create_index(
        "ix_exercise_equipment_equipment",
        "exercise_equipment",
        ["equipment", "exercise"],
        unique=False,
    )
    op.create_table(
        "exercise_ladders",
        sa.Column("exercise", sa.String(length=64, collation="C"), nullable=False),
        sa.Column("direction", sa.String(), nullable=False),
        sa.Column("position", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("other", sa.String(length=64, collation="C"), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("criterion", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "direction IN ('easier', 'harder')", name=op.f("ck_exercise_ladders_direction")
        ),
        sa.ForeignKeyConstraint(
            ["exercise"],
            ["exercises.slug"],
            name=op.f("fk_exercise_ladders_exercise"),
            onupdate="CASCADE",
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["other"],
            ["exercises.slug"],
            name=op.f("fk_exercise_ladders_other"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint(
            "exercise", "direction", "position", name=op.f("pk_exercise_ladders")
        ),
    )
    op.create_index("ix_exercise_ladders_other", "exercise_ladders", ["other"], unique=False)
    op.create_table(
        "exercise_regions",
        sa.Column("exercise", sa.String(length=64, collation="C"), nullable=False),
        sa.Column("region", sa.String(length=64, collation="C"), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("effect", sa.String(), nullable=False),
        sa.CheckConstraint(
            "effect IN ('stretches', 'strengthens', 'mobilises', 'controls')",
            name=op.f("ck_exercise_regions_effect"),
        ),
        sa.CheckConstraint(
            "role IN ('primary', 'secondary')", name=op.f("ck_exercise_regions_role")
        ),
        sa.ForeignKeyConstraint(
            ["exercise"],
            ["exercises.slug"],
            name=op.f("fk_exercise_regions_exercise"),
            onupdate="CASCADE",
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["region"],
            ["body_regions.slug"],
            name=op.f("fk_exercise_regions_region"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("exercise", "region", name=op.f("pk_exercise_regions")),
    )
    op.create_index(
        "ix_exercise_regions_region", "exercise_regions", ["region", "exercise"], unique=False
    )
    op.create_table(
        "exercise_sources",
        sa.Column("exercise", sa.String(length=64, collation="C"), nullable=False),
        sa.Column("source", sa.String(length=64, collation="C"), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["exercise"],
            ["exercises.slug"],
            name=op.f("fk_exercise_sources_exercise"),
            onupdate="CASCADE",
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["source"],
            ["sources.slug"],
            name=op.f("fk_exercise_sources_source"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("exercise", "source", name=op.f("pk_exercise_sources")),
    )
    op.create_index("ix_exercise_sources_source", "exercise_sources", ["source"], unique=False)
    op.create_table(
        "exercise_steps",
        sa.Column("exercise", sa.String(length=64, collation="C"), nullable=False),
        sa.Column("number", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("phase", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "phase IN ('setup', 'move', 'hold', 'return', 'safety')",
            name=op.f("ck_exercise_steps_phase"),
        ),
        sa.CheckConstraint("number BETWEEN 1 AND 12", name=op.f("ck_exercise_steps_number")),
        sa.ForeignKeyConstraint(
            ["exercise"],
            ["exercises.slug"],
            name=op.f("fk_exercise_steps_exercise"),
            onupdate="CASCADE",
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("exercise", "number", name=op.f("pk_exercise_steps")),
    )
    op.create_table(
        "insight_complaints",
        sa.Column("insight", sa.String(length=64, collation="C"), nullable=False),
        sa.Column("complaint", sa.String(length=64, collation="C"), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["complaint"],
            ["complaints.slug"],
            name=op.f("fk_insight_complaints_complaint"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["insight"],
            ["insights.slug"],
            name=op.f("fk_insight_complaints_insight"),
            onupdate="CASCADE",
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("insight", "complaint", name=op.f("pk_insight_complaints")),
    )
    op.create_index(
        "ix_insight_complaints_complaint", "insight_complaints", ["complaint"], unique=False
    )
    op.create_table(
        "insight_regions",
        sa.Column("insight", sa.String(length=64, collation="C"), nullable=False),
        sa.Column("region", sa.String(length=64, collation="C"), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["insight"],
            ["insights.slug"],
            name=op.f("fk_insight_regions_insight"),
            onupdate="CASCADE",
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["region"],
            ["body_regions.slug"],
            name=op.f("fk_insight_regions_region"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("insight", "region", name=op.f("pk_insight_regions")),
    )
    op.create_index("ix_insight_regions_region", "insight_regions", ["region"], unique=False)
    op.create_table(
        "insight_sources",
        sa.Column("insight", sa.String(length=64, collation="C"), nullable=False),
        sa.Column("source", sa.String(length=64, collation="C"), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["insight"],
            ["insights.slug"],
            name=op.f("fk_insight_sources_insight"),
            onupdate="CASCADE",
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["source"],
            ["sources.slug"],
            name=op.f("fk_insight_sources_source"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("insight", "source", name=op.f("pk_insight_sources")),
    )
    op.create_index("ix_insight_sources_source", "insight_sources", ["source"], unique=False)
    op.create_table(
        "red_flags",
        sa.Column("code", sa.String(length=64, collation="C"), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("name", sa.String(length=120, collation="C"), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("sign", sa.Text(), nullable=False),
        sa.Column("tier", sa.String(), nullable=False),
        sa.Column("effect", sa.Text(), nullable=False),
        sa.Column("advice", sa.Text(), nullable=False),
        sa.Column("source", sa.String(length=64, collation="C"), nullable=True),
        sa.CheckConstraint(
            "code ~ '^[a-z0-9]+([_-][a-z0-9]+)*$'", name=op.f("ck_red_flags_code_shape")
        ),
        sa.CheckConstraint(
            "tier IN ('emergency', 'urgent', 'see_clinician')", name=op.f("ck_red_flags_tier")
        ),
        sa.ForeignKeyConstraint(
            ["source"],
            ["sources.slug"],
            name=op.f("fk_red_flags_source"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_red_flags")),
    )
    op.create_index("ix_red_flags_source", "red_flags", ["source"], unique=False)
    op.create_table(
        "routine_complaints",
        sa.Column("routine", sa.String(length=64, collation="C"), nullable=False),
        sa.Column("complaint", sa.String(length=64, collation="C"), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["complaint"],
            ["complaints.slug"],
            name=op.f("fk_routine_complaints_complaint"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["routine"],
            ["routines.slug"],
            name=op.f("fk_routine_complaints_routine"),
            onupdate="CASCADE",
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("routine", "complaint", name=op.f("pk_routine_complaints")),
    )
    op.create_index(
        "ix_routine_complaints_complaint",
        "routine_complaints",
        ["complaint", "routine"],
        unique=False,
    )
    op.create_table(
        "routine_items",
        sa.Column("routine", sa.String(length=64, collation="C"), nullable=False),
        sa.Column("number", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("exercise", sa.String(length=64, collation="C"), nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("sets", sa.SmallInteger(), nullable=True),
        sa.Column("reps", sa.SmallInteger(), nullable=True),
        sa.Column("reps_start", sa.SmallInteger(), nullable=True),
        sa.Column("hold_seconds", sa.SmallInteger(), nullable=True),
        sa.Column("rep_seconds", sa.SmallInteger(), nullable=True),
        sa.Column("rest_seconds", sa.SmallInteger(), nullable=True),
        sa.Column("tempo", sa.String(length=12), nullable=True),
        sa.Column("each_side", sa.Boolean(), nullable=False),
        sa.Column("duration_seconds", sa.SmallInteger(), nullable=True),
        sa.Column("sessions_per_day", sa.SmallInteger(), nullable=True),
        sa.Column("days_per_week", sa.SmallInteger(), nullable=True),
        sa.Column("when", sa.String(length=32), nullable=True),
        sa.CheckConstraint(
            "\"when\" IN ('before_first_steps', 'end_of_day', 'before_bed')",
            name=op.f("ck_routine_items_when"),
        ),
        sa.CheckConstraint(
            "days_per_week BETWEEN 1 AND 7", name=op.f("ck_routine_items_days_per_week")
        ),
        sa.CheckConstraint(
            "duration_seconds BETWEEN 10 AND 3600", name=op.f("ck_routine_items_duration_seconds")
        ),
        sa.CheckConstraint(
            "hold_seconds BETWEEN 1 AND 300", name=op.f("ck_routine_items_hold_seconds")
        ),
        sa.CheckConstraint("number BETWEEN 1 AND 50", name=op.f("ck_routine_items_number")),
        sa.CheckConstraint(
            "rep_seconds BETWEEN 1 AND 60", name=op.f("ck_routine_items_rep_seconds")
        ),
        sa.CheckConstraint("reps BETWEEN 1 AND 100", name=op.f("ck_routine_items_reps")),
        sa.CheckConstraint(
            "reps_start BETWEEN 1 AND 100", name=op.f("ck_routine_items_reps_start")
        ),
        sa.CheckConstraint(
            "rest_seconds BETWEEN 0 AND 300", name=op.f("ck_routine_items_rest_seconds")
        ),
        sa.CheckConstraint("seconds BETWEEN 1 AND 36000", name=op.f("ck_routine_items_seconds")),
        sa.CheckConstraint(
            "sessions_per_day BETWEEN 1 AND 6", name=op.f("ck_routine_items_sessions_per_day")
        ),
        sa.CheckConstraint("sets BETWEEN 1 AND 10", name=op.f("ck_routine_items_sets")),
        sa.ForeignKeyConstraint(
            ["exercise"],
            ["exercises.slug"],
            name=op.f("fk_routine_items_exercise"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["routine"],
            ["routines.slug"],
            name=op.f("fk_routine_items_routine"),
            onupdate="CASCADE",
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("routine", "number", name=op.f("pk_routine_items")),
    )
    op.create_index(
        "ix_routine_items_exercise", "routine_items", ["exercise", "routine"], unique=False
    )
    op.create_table(
        "complaint_conditions",
        sa.Column("complaint", sa.String(length=64, collation="C"), nullable=False),
        sa.Column("condition", sa.String(length=64, collation="C"), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["complaint"],
            ["complaints.slug"],
            name=op.f("fk_complaint_conditions_complaint"),
            onupdate="CASCADE",
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["condition"],
            ["conditions.code"],
            name=op.f("fk_complaint_conditions_condition"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("complaint", "condition", name=op.f("pk_complaint_conditions")),
    )
    op.create_index(
        "ix_complaint_conditions_condition", "complaint_conditions", ["condition"], unique=False
    )
    op.create_table(
        "complaint_red_flags",
        sa.Column("complaint", sa.String(length=64, collation="C"), nullable=False),
        sa.Column("red_flag", sa.String(length=64, collation="C"), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["complaint"],
            ["complaints.slug"],
            name=op.f("fk_complaint_red_flags_complaint"),
            onupdate="CASCADE",
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["red_flag"],
            ["red_flags.code"],
            name=op.f("fk_complaint_red_flags_red_flag"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("complaint", "red_flag", name=op.f("pk_complaint_red_flags")),
    )
    op.create_index(
        "ix_complaint_red_flags_red_flag", "complaint_red_flags", ["red_flag"], unique=False
    )
    op.create_table(
        "complaint_variants",
        sa.Column("complaint", sa.String(length=64, collation="C"), nullable=False),
        sa.Column("variant", sa.String(length=64, collation="C"), nullable=False),
        sa.Column("condition", sa.String(length=64, collation="C"), nullable=True),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "(variant = 'unstated') = (condition IS NULL) AND (condition IS NULL OR condition = variant)",
            name=op.f("ck_complaint_variants_variant_is_its_condition"),
        ),
        sa.ForeignKeyConstraint(
            ["complaint"],
            ["complaints.slug"],
            name=op.f("fk_complaint_variants_complaint"),
            onupdate="CASCADE",
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["condition"],
            ["conditions.code"],
            name=op.f("fk_complaint_variants_condition"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("complaint", "variant", name=op.f("pk_complaint_variants")),
    )
    op.create_index(
        "ix_complaint_variants_condition", "complaint_variants", ["condition"], unique=False
    )
    op.create_table(
        "exercise_contraindications",
        sa.Column("exercise", sa.String(length=64, collation="C"), nullable=False),
        sa.Column("condition", sa.String(length=64, collation="C"), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("advice", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "action IN ('exclude', 'modify', 'needs_clearance')",
            name=op.f("ck_exercise_contraindications_action"),
        ),
        sa.ForeignKeyConstraint(
            ["condition"],
            ["conditions.code"],
            name=op.f("fk_exercise_contraindications_condition"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["exercise"],
            ["exercises.slug"],
            name=op.f("fk_exercise_contraindications_exercise"),
            onupdate="CASCADE",
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint(
            "exercise", "condition", name=op.f("pk_exercise_contraindications")
        ),
    )
    op.create_index(
        "ix_exercise_contraindications_condition",
        "exercise_contraindications",
        ["condition"],
        unique=False,
    )
    op.create_table(
        "exercise_contributors",
        sa.Column("exercise", sa.String(length=64, collation="C"), nullable=False),
        sa.Column("contributor", sa.String(length=64, collation="C"), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.CheckConstraint(
            "role IN ('describes', 'echoes')", name=op.f("ck_exercise_contributors_role")
        ),
        sa.ForeignKeyConstraint(
            ["contributor"],
            ["contributors.slug"],
            name=op.f("fk_exercise_contributors_contributor"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["exercise"],
            ["exercises.slug"],
            name=op.f("fk_exercise_contributors_exercise"),
            onupdate="CASCADE",
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("exercise", "contributor", name=op.f("pk_exercise_contributors")),
    )
    op.create_index(
        "ix_exercise_contributors_contributor",
        "exercise_contributors",
        ["contributor"],
        unique=False,
    )
    op.create_table(
        "insight_contributors",
        sa.Column("insight", sa.String(length=64, collation="C"), nullable=False),
        sa.Column("contributor", sa.String(length=64, collation="C"), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["contributor"],
            ["contributors.slug"],
            name=op.f("fk_insight_contributors_contributor"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["insight"],
            ["insights.slug"],
            name=op.f("fk_insight_contributors_insight"),
            onupdate="CASCADE",
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("insight", "contributor", name=op.f("pk_insight_contributors")),
    )
    op.create_index(
        "ix_insight_contributors_contributor", "insight_contributors", ["contributor"], unique=False
    )
    op.create_table(
        "complaint_avoids",
        sa.Column("complaint", sa.String(length=64, collation="C"), nullable=False),
        sa.Column("variant", sa.String(length=64, collation="C"), nullable=False),
        sa.Column("position", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("exercise", sa.String(length=64, collation="C"), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("grade", sa.String(), nullable=False),
        sa.Column("source", sa.String(length=64, collation="C"), nullable=True),
        sa.CheckConstraint(
            "grade IN ('guideline', 'pooled', 'trial', 'expert', 'article', 'indirect', 'none')",
            name=op.f("ck_complaint_avoids_grade"),
        ),
        sa.ForeignKeyConstraint(
            ["complaint", "variant"],
            ["complaint_variants.complaint", "complaint_variants.variant"],
            name="fk_complaint_avoids_variant",
            onupdate="CASCADE",
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["exercise"],
            ["exercises.slug"],
            name=op.f("fk_complaint_avoids_exercise"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["source"],
            ["sources.slug"],
            name=op.f("fk_complaint_avoids_source"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint(
            "complaint", "variant", "position", name=op.f("pk_complaint_avoids")
        ),
    )
    op.create_index(
        "ix_complaint_avoids_exercise", "complaint_avoids", ["exercise", "complaint"], unique=False
    )
    op.create_index("ix_complaint_avoids_source", "complaint_avoids", ["source"], unique=False)
    op.create_table(
        "complaint_exercises",
        sa.Column("complaint", sa.String(length=64, collation="C"), nullable=False),
        sa.Column("variant", sa.String(length=64, collation="C"), nullable=False),
        sa.Column("exercise", sa.String(length=64, collation="C"), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("grade", sa.String(), nullable=False),
        sa.Column("result", sa.String(), nullable=False),
        sa.Column("rank", sa.SmallInteger(), nullable=True),
        sa.Column("rationale", sa.Text(), nullable=False),
        sa.Column("source", sa.String(length=64, collation="C"), nullable=True),
        sa.CheckConstraint(
            "(rank IS NOT NULL) = (result IN ('supports', 'mixed'))",
            name=op.f("ck_complaint_exercises_only_what_recommends_ranks"),
        ),
        sa.CheckConstraint(
            "grade IN ('guideline', 'pooled', 'trial', 'expert', 'article', 'indirect', 'none')",
            name=op.f("ck_complaint_exercises_grade"),
        ),
        sa.CheckConstraint(
            "result IN ('supports', 'mixed', 'no_effect', 'caution', 'avoid')",
            name=op.f("ck_complaint_exercises_result"),
        ),
        sa.CheckConstraint("rank BETWEEN 1 AND 100", name=op.f("ck_complaint_exercises_rank")),
        sa.ForeignKeyConstraint(
            ["complaint", "variant"],
            ["complaint_variants.complaint", "complaint_variants.variant"],
            name="fk_complaint_exercises_variant",
            onupdate="CASCADE",
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["exercise"],
            ["exercises.slug"],
            name=op.f("fk_complaint_exercises_exercise"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["source"],
            ["sources.slug"],
            name=op.f("fk_complaint_exercises_source"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint(
            "complaint", "variant", "exercise", name=op.f("pk_complaint_exercises")
        ),
    )
    op.create_index(
        "ix_complaint_exercises_exercise",
        "complaint_exercises",
        ["exercise", "complaint"],
        unique=False,
    )
    op.create_index(
        "ix_complaint_exercises_rank",
        "complaint_exercises",
        ["complaint", "variant", "rank"],
        unique=False,
    )
    op.create_index(
        "ix_complaint_exercises_source", "complaint_exercises", ["source"], unique=False
    )
    op.execute("INSERT INTO catalogue DEFAULT VALUES")


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '2s'")
    op.drop_index("ix_complaint_exercises_source", table_name="complaint_exercises")
    op.drop_index("ix_complaint_exercises_rank", table_name="complaint_exercises")
    op.drop_index("ix_complaint_exercises_exercise", table_name="complaint_exercises")
    op.drop_table("complaint_exercises")
    op.drop_index("ix_complaint_avoids_source", table_name="complaint_avoids")
    op.drop_index("ix_complaint_avoids_exercise", table_name="complaint_avoids")
    op.drop_table("complaint_avoids")
    op.drop_index("ix_insight_contributors_contributor", table_name="insight_contributors")
    op.drop_table("insight_contributors")
    op.drop_index("ix_exercise_contributors_contributor", table_name="exercise_contributors")
    op.drop_table("exercise_contributors")
    op.drop_index(
        "ix_exercise_contraindications_condition", table_name="exercise_contraindications"
    )
    op.drop_table("exercise_contraindications")
    op.drop_index("ix_complaint_variants_condition", table_name="complaint_variants")
    op.drop_table("complaint_variants")
    op.drop_index("ix_complaint_red_flags_red_flag", table_name="complaint_red_flags")
    op.drop_table("complaint_red_flags")
    op.drop_index("ix_complaint_conditions_condition", table_name="complaint_conditions")
    op.drop_table("complaint_conditions")
    op.drop_index("ix_routine_items_exercise", table_name="routine_items")
    op.drop_table("routine_items")
    op.drop_index("ix_routine_complaints_complaint", table_name="routine_complaints")
    op.drop_table("routine_complaints")
    op.drop_index("ix_red_flags_source", table_name="red_flags")
    op.drop_table("red_flags")
    op.drop_index("ix_insight_sources_source", table_name="insight_sources")
    op.drop_table("insight_sources")
    op.drop_index("ix_insight_regions_region", table_name="insight_regions")
    op.drop_table("insight_regions")
    op.drop_index("ix_insight_complaints_complaint", table_name="insight_complaints")
    op.drop_table("insight_complaints")
    op.drop_table("exercise_steps")
    op.drop_index("ix_exercise_sources_source", table_name="exercise_sources")
    op.drop_table("exercise_sources")
    op.drop_index("ix_exercise_regions_region", table_name="exercise_regions")
    op.drop_table("exercise_regions")
    op.drop_index("ix_exercise_ladders_other", table_name="exercise_ladders")
    op.drop_table("exercise_ladders")
    op.drop_index("ix_exercise_equipment_equipment", table_name="exercise_equipment")
    op.drop_table("exercise_equipment")
    op.drop_index("ix_contributors_source", table_name="contributors")
    op.drop_index("ix_contributors_name", table_name="contributors")
    op.drop_table("contributors")
    op.drop_index("ix_conditions_source", table_name="conditions")
    op.drop_table("conditions")
    op.drop_index("ix_complaint_sources_source", table_name="complaint_sources")
    op.drop_table("complaint_sources")
    op.drop_index("ix_complaint_regions_region", table_name="complaint_regions")
    op.drop_table("complaint_regions")
    op.drop_table("complaint_lay_names")
    op.drop_table("complaint_codes")
    op.drop_index("ix_body_region_connections_source", table_name="body_region_connections")
    op.drop_index("ix_body_region_connections_connected", table_name="body_region_connections")
    op.drop_table("body_region_connections")
    op.drop_index("ix_sources_title", table_name="sources")
    op.drop_table("sources")
    op.drop_index("ix_search_texts_words", table_name="search_texts", postgresql_using="gin")
    op.drop_table("search_texts")
    op.drop_index(
        "ix_search_names_folded_trigrams",
        table_name="search_names",
        postgresql_using="gin",
        postgresql_ops={"folded": "gin_trgm_ops"},
    )
    op.drop_index("ix_search_names_folded", table_name="search_names")
    op.drop_table("search_names")
    op.drop_index("ix_routines_total_seconds", table_name="routines")
    op.drop_index("ix_routines_owner_kind_name", table_name="routines")
    op.drop_table("routines")
    op.drop_table("routine_versions")
    op.drop_index("ix_retired_slugs_type_replaced_by", table_name="retired_slugs")
    op.drop_table("retired_slugs")
    op.drop_table("notices")
    op.drop_index("ix_insights_topic", table_name="insights")
    op.drop_table("insights")
    op.drop_index("ix_exercises_positions", table_name="exercises", postgresql_using="gin")
    op.drop_index("ix_exercises_name", table_name="exercises")
    op.drop_index("ix_exercises_level", table_name="exercises")
    op.drop_index("ix_exercises_laterality", table_name="exercises")
    op.drop_index("ix_exercises_kind", table_name="exercises")
    op.drop_index("ix_exercises_estimated_seconds", table_name="exercises")
    op.drop_table("exercises")
    op.drop_table("equipment")
    op.drop_index("uq_documents_serial", table_name="documents")
    op.drop_index("ix_documents_type_updated_at", table_name="documents")
    op.drop_table("documents")
    op.drop_index("ix_complaints_same_plan_as", table_name="complaints")
    op.drop_index("ix_complaints_name", table_name="complaints")
    op.drop_table("complaints")
    op.drop_table("catalogue")
    op.drop_table("bundles")
    op.drop_index("ix_body_regions_path", table_name="body_regions", postgresql_using="gin")
    op.drop_index("ix_body_regions_parent", table_name="body_regions")
    op.drop_index("ix_body_regions_name", table_name="body_regions")
    op.drop_table("body_regions")
