"""name histories

Revision: 0007
Follows: 0006
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0007"
down_revision: str | None = "0006"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

# The history of what was published before histories were kept: two databases that differ get two.
FIRST_HISTORY = """
UPDATE catalogue SET history = (
    SELECT left(encode(sha256(convert_to(coalesce(string_agg(
        concat_ws(' ', serial, type, slug, language, change, replaced_by, body), E'\\n'
        ORDER BY serial
    ), ''), 'UTF8')), 'hex'), 32)
    FROM documents
) WHERE serial > 0
"""
FIRST_ROW = """
INSERT INTO serial_histories (serial, history, created_at)
SELECT serial, history, now() FROM catalogue WHERE serial > 0
"""


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '2s'")
    op.create_table(
        "serial_histories",
        sa.Column("serial", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("history", sa.String(length=32), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("history ~ '^[0-9a-f]{32}$'", name=op.f("ck_serial_histories_history")),
        sa.CheckConstraint("serial >= 1", name=op.f("ck_serial_histories_serial")),
        sa.PrimaryKeyConstraint("serial", name=op.f("pk_serial_histories")),
    )
    op.create_index("ix_serial_histories_created_at", "serial_histories", ["created_at"])
    op.create_table(
        "bundle_files",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("bytes_unpacked", sa.BigInteger(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint("sha256 ~ '^[0-9a-f]{64}$'", name=op.f("ck_bundle_files_sha256")),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_bundle_files")),
    )
    op.create_table(
        "published_bundles",
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("serial", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.CheckConstraint("serial >= 1", name=op.f("ck_published_bundles_serial")),
        sa.ForeignKeyConstraint(
            ["sha256"],
            ["bundle_files.sha256"],
            name=op.f("fk_published_bundles_sha256_bundle_files"),
            onupdate="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("language", "serial", name=op.f("pk_published_bundles")),
    )
    op.create_index("ix_published_bundles_sha256", "published_bundles", ["sha256"])
    op.add_column(
        "catalogue",
        sa.Column("history", sa.String(length=32), server_default=32 * "0", nullable=False),
    )
    op.add_column("catalogue", sa.Column("supplements_digest", sa.String(length=64)))
    op.execute(FIRST_HISTORY)
    op.execute(FIRST_ROW)
    # Before the first release no other version reads it; the next import packs a new bundle.
    op.execute("-- squawk-ignore ban-drop-table\nDROP TABLE bundles")


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '2s'")
    op.drop_column("catalogue", "supplements_digest")
    op.drop_column("catalogue", "history")
    op.drop_table("published_bundles")
    op.drop_table("bundle_files")
    op.drop_table("serial_histories")
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
