"""repeat writes: answers kept for repetition, keys without an end, sizes of versions

Revision: 0006
Follows: 0005
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0006"
down_revision: str | None = "0005"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

# Expand, migrate, contract: what a running server still reads is dropped one release later.


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '2s'")
    op.create_table(
        "repeatable_answers",
        sa.Column("partner", sa.String(length=64, collation="C"), nullable=False),
        sa.Column("key", sa.String(length=255, collation="C"), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("status", sa.SmallInteger(), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("etag", sa.Text(), nullable=True),
        sa.Column("location", sa.Text(), nullable=True),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint(
            "length(key) BETWEEN 1 AND 255", name=op.f("ck_repeatable_answers_key_length")
        ),
        sa.CheckConstraint(
            "octet_length(digest) = 32", name=op.f("ck_repeatable_answers_digest_length")
        ),
        sa.CheckConstraint("status BETWEEN 200 AND 299", name=op.f("ck_repeatable_answers_status")),
        sa.ForeignKeyConstraint(
            ["partner"],
            ["partners.slug"],
            name=op.f("fk_repeatable_answers_partner"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("partner", "key", name=op.f("pk_repeatable_answers")),
    )
    op.create_index("ix_repeatable_answers_created_at", "repeatable_answers", ["created_at"])
    op.create_index(
        "ix_repeatable_answers_partner", "repeatable_answers", ["partner", "created_at"]
    )
    # Keys that only read have no end. A server of the release before takes such a key for expired,
    # and there is none before the commands of this release make one.
    op.execute(
        "-- squawk-ignore ban-drop-not-null\n"
        "ALTER TABLE api_keys ALTER COLUMN expires_at DROP NOT NULL"
    )
    op.add_column("api_keys", sa.Column("last_used_on", sa.Date(), nullable=True))
    op.add_column("routine_versions", sa.Column("bytes", sa.Integer(), nullable=True))
    op.execute(
        "UPDATE routine_versions SET bytes = octet_length(body::text) WHERE routine LIKE '%--%'"
    )


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '2s'")
    op.drop_column("routine_versions", "bytes")
    op.drop_column("api_keys", "last_used_on")
    op.execute(
        "UPDATE api_keys SET expires_at = created_at + interval '3650 days'"
        " WHERE expires_at IS NULL"
    )
    op.alter_column("api_keys", "expires_at", nullable=False)
    op.drop_index("ix_repeatable_answers_partner", table_name="repeatable_answers")
    op.drop_index("ix_repeatable_answers_created_at", table_name="repeatable_answers")
    op.drop_table("repeatable_answers")
