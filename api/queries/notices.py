"""Standing notices: texts that many answers quote."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from api.models import Notice


async def find_notices(session: AsyncSession, *codes: str) -> dict[str, str]:
    """Return the texts of those that exist, by code."""
    rows = await session.execute(select(Notice.code, Notice.text).where(Notice.code.in_(codes)))
    return {row.code: row.text for row in rows}
