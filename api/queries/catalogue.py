"""Which catalogue this is, and the state that it is in."""

import uuid
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from api.errors import Overloaded
from api.models import Catalogue


class CatalogueState(NamedTuple):
    """The catalogue's id, the serial of its last committed change, and the history up to it.

    Two answers of the same state are of the same content: a serial alone may be used again after
    the database was put back to a backup.
    """

    catalogue_id: uuid.UUID
    serial: int
    history: str


async def get_catalogue(session: AsyncSession) -> CatalogueState:
    """Return the state that the session's snapshot sees."""
    query = select(Catalogue.catalogue_id, Catalogue.serial, Catalogue.history)
    row = (await session.execute(query)).one_or_none()
    if row is None:
        raise not_ready()
    return CatalogueState(*row)


def not_ready() -> Overloaded:
    return Overloaded("The catalogue is not ready yet.")
