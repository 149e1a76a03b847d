"""ingredients of documents, and pieces that bundles share: a publication makes only what changed

Revision: 0014
Follows: 0013
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0014"
down_revision: str | None = "0013"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

# A file of before is one piece. The next publication packs a file of several.
PIECES = """
INSERT INTO bundle_pieces (sha256, crc32, bytes_unpacked, body)
SELECT sha256, 0, bytes_unpacked, body FROM bundle_files WHERE body IS NOT NULL
"""
PARTS = """
INSERT INTO bundle_parts (file, starts_at, bytes, piece, counts, media)
SELECT sha256, 0, octet_length(body), sha256, '{}', '{}' FROM bundle_files WHERE body IS NOT NULL
"""
BODIES = """
UPDATE bundle_files AS file SET body = (
    SELECT string_agg(piece.body, ''::bytea ORDER BY part.starts_at)
    FROM bundle_parts AS part JOIN bundle_pieces AS piece ON piece.sha256 = part.piece
    WHERE part.file = file.sha256
)
"""


def reference(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column],
        [f"{target}.sha256"],
        name=op.f(f"fk_{table}_{column}_{target}"),
        onupdate="CASCADE",
        initially="DEFERRED",
        deferrable=True,
    )


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '2s'")
    op.add_column("catalogue", sa.Column("made_by", sa.String(64), nullable=True))
    op.create_table(
        "ingredients",
        sa.Column("name", sa.Text(collation="C"), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_ingredients")),
    )
    op.create_table(
        "recipes",
        sa.Column("type", sa.String(64, collation="C"), nullable=False),
        sa.Column("slug", sa.String(64, collation="C"), nullable=False),
        sa.Column("ingredients", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.PrimaryKeyConstraint("type", "slug", name=op.f("pk_recipes")),
    )
    op.create_index("ix_recipes_ingredients", "recipes", ["ingredients"], postgresql_using="gin")
    op.create_table(
        "bundle_pieces",
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("crc32", sa.BigInteger(), nullable=False),
        sa.Column("bytes_unpacked", sa.BigInteger(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("sha256 ~ '^[0-9a-f]{64}$'", name=op.f("ck_bundle_pieces_sha256")),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_bundle_pieces")),
    )
    op.create_table(
        "bundle_parts",
        sa.Column("file", sa.String(64), nullable=False),
        sa.Column("starts_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("bytes", sa.Integer(), nullable=False),
        sa.Column("piece", sa.String(64), nullable=False),
        sa.Column("last_type", sa.String(64, collation="C"), nullable=True),
        sa.Column("last_slug", sa.String(64, collation="C"), nullable=True),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("media", postgresql.ARRAY(sa.Text()), nullable=False),
        reference("bundle_parts", "file", "bundle_files"),
        reference("bundle_parts", "piece", "bundle_pieces"),
        sa.PrimaryKeyConstraint("file", "starts_at", name=op.f("pk_bundle_parts")),
    )
    op.create_index("ix_bundle_parts_piece", "bundle_parts", ["piece"])
    op.add_column("bundle_files", sa.Column("bytes", sa.BigInteger(), nullable=True))
    op.execute(PIECES)
    op.execute(PARTS)
    op.execute("UPDATE bundle_files SET bytes = octet_length(body)")
    # Before the first release no other version reads it.
    op.execute("-- squawk-ignore ban-drop-column\nALTER TABLE bundle_files DROP COLUMN body")
    op.execute(
        "-- squawk-ignore require-concurrent-index-creation\n"
        "CREATE INDEX ix_documents_tombstones ON documents (updated_at) WHERE change = 'delete'"
    )


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '2s'")
    op.drop_index("ix_documents_tombstones", table_name="documents")
    op.add_column("bundle_files", sa.Column("body", sa.LargeBinary(), nullable=True))
    op.execute(BODIES)
    op.drop_column("bundle_files", "bytes")
    op.drop_table("bundle_parts")
    op.drop_table("bundle_pieces")
    op.drop_table("recipes")
    op.drop_table("ingredients")
    op.drop_column("catalogue", "made_by")
