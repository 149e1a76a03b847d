"""Which catalogue this is, and the serial of its last committed change."""

import uuid

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from api.errors import Overloaded
from api.models import Catalogue


async def get_catalogue(session: AsyncSession) -> tuple[uuid.UUID, int]:
    """Return the catalogue's id and serial as the session's snapshot sees them."""
    row = (await session.execute(select(Catalogue.catalogue_id, Catalogue.serial))).one_or_none()
    if row is None:
        raise Overloaded("The catalogue is not ready yet.")
    return row.catalogue_id, row.serial
