"""One read of the catalogue for one request: a snapshot, its language, the response's headers."""

from dataclasses import dataclass, replace
from typing import Self

from sqlalchemy.ext.asyncio import AsyncSession

from api.queries.catalogue import CatalogueState


@dataclass(frozen=True)
class CatalogueSnapshot:
    """A session, its language and the headers of its response, for JSON and HTML alike."""

    session: AsyncSession
    language: str
    headers: dict[str, str]
    base_url: str

    def outside_catalogue(self) -> Self:
        """Return a copy without the `Catalogue-*` headers: partners' routines have no serial."""
        return replace(self, headers=without_catalogue(self.headers))


def without_catalogue(headers: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in headers.items() if not name.startswith("Catalogue-")}


def catalogue_headers(state: CatalogueState, language: str) -> dict[str, str]:
    """Return the headers of a response that is read from the catalogue in this state."""
    return {
        "Catalogue-Id": str(state.catalogue_id),
        "Catalogue-Serial": str(state.serial),
        "Content-Language": language,
        "Vary": "Accept-Language",
    }
