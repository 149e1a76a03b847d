"""Slugs that the catalogue had once."""

from api.db import Database
from api.models import RetiredSlug


async def retire(database: Database, kind: str, slug: str, replaced_by: str | None = None) -> None:
    """Retire a slug: renamed if something replaces it, or else removed."""
    reason = "removed" if replaced_by is None else "renamed"
    async with database.writing() as session:
        session.add(RetiredSlug(type=kind, slug=slug, reason=reason, replaced_by=replaced_by))
