"""Files of pictures, by their digest."""

import re

from sqlalchemy.ext.asyncio import AsyncSession

from api.models import StoredMedia

SHA256 = re.compile("[0-9a-f]{64}")


async def find_media(session: AsyncSession, sha256: str) -> StoredMedia | None:
    """Return a file that was ever published; None for anything else."""
    return await session.get(StoredMedia, sha256) if SHA256.fullmatch(sha256) else None
