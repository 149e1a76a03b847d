"""One read of the catalogue for one request: a snapshot, its language, the response's headers."""

from dataclasses import dataclass, replace
from typing import Self

from sqlalchemy.ext.asyncio import AsyncSession

from api.queries.catalogue import get_catalogue


@dataclass(frozen=True)
class CatalogueSnapshot:
    """A session, its language and the headers of its response, for JSON and HTML alike."""

    session: AsyncSession
    language: str
    headers: dict[str, str]
    base_url: str

    def outside_catalogue(self) -> Self:
        """Return a copy without the `Catalogue-*` headers: partners' routines have no serial."""
        kept = {
            name: value for name, value in self.headers.items() if not name.startswith("Catalogue-")
        }
        return replace(self, headers=kept)


async def catalogue_headers(session: AsyncSession, language: str) -> dict[str, str]:
    """Return the headers of a response that is read from the catalogue.

    It is the first statement of a request, so all that is read later is of the same snapshot.
    """
    catalogue_id, serial, _ = await get_catalogue(session)
    return {
        "Catalogue-Id": str(catalogue_id),
        "Catalogue-Serial": str(serial),
        "Content-Language": language,
        "Vary": "Accept-Language",
    }
