"""files of pictures, which are only ever added, and which of them a bundle's documents name

Revision: 0012
Follows: 0011
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0012"
down_revision: str | None = "0011"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

REFUSE = """
CREATE FUNCTION refuse_to_change_media() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'files of pictures are never changed or deleted'
        USING ERRCODE = 'restrict_violation';
END
$$
"""
APPEND_ONLY = """
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON media_files
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_change_media()
"""


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '2s'")
    op.create_table(
        "media_files",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("media_type", sa.String(length=60), nullable=False),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("first_published_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("sha256 ~ '^[0-9a-f]{64}$'", name=op.f("ck_media_files_sha256")),
        sa.CheckConstraint("length BETWEEN 0 AND 100000000", name=op.f("ck_media_files_length")),
        sa.CheckConstraint("octet_length(body) = length", name=op.f("ck_media_files_body")),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_media_files")),
    )
    op.execute(REFUSE)
    op.execute(APPEND_ONLY)
    # A bundle that was packed before has documents without pictures.
    op.add_column(
        "published_bundles", sa.Column("media", sa.Text(), nullable=False, server_default="[]")
    )


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '2s'")
    op.drop_column("published_bundles", "media")
    op.drop_table("media_files")
    op.execute("DROP FUNCTION refuse_to_change_media()")
