"""facets of insights: an index for the filters of their list

Revision: 0009
Follows: 0008
"""

from collections.abc import Sequence

from alembic import op

revision: str = "0009"
down_revision: str | None = "0008"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '2s'")
    # The next `instep seed` writes the facets. Until then a filtered list of insights is empty.
    # The table has a few hundred rows, and only a publication writes to it.
    op.execute(
        "-- squawk-ignore require-concurrent-index-creation\n"
        "CREATE INDEX ix_listings_facets_of_insight ON listings"
        " USING gin (facets) WHERE type = 'insight'"
    )


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '2s'")
    op.drop_index("ix_listings_facets_of_insight", table_name="listings")
