"""One read of the catalogue: a snapshot, its language, and how its answers look."""

from dataclasses import dataclass, replace
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import Depends, Request, Response
from sqlalchemy.ext.asyncio import AsyncSession

from api.db import ReadSession
from api.pagination import Page
from api.queries.catalogue import get_catalogue
from api.serialisation import serialise
from api.v1.params import Language

CACHE_CONTROL = "public, max-age=60, stale-while-revalidate=600"


@dataclass(frozen=True)
class View:
    """What a route needs to read the catalogue and to answer from it."""

    session: AsyncSession
    language: str
    headers: dict[str, str]
    request: Request

    def document(self, body: str, *, cache_control: str = CACHE_CONTROL) -> Response:
        """Answer finished JSON as it is."""
        headers = {"Cache-Control": cache_control, **self.headers}
        return Response(body, media_type="application/json", headers=headers)

    def outside(self) -> "View":
        """Return the view of what is no part of the catalogue, and so has no serial of it."""
        kept = {k: v for k, v in self.headers.items() if not k.startswith("Catalogue-")}
        return replace(self, headers=kept)

    def value(self, value: Any, *, cache_control: str = CACHE_CONTROL) -> Response:
        """Answer a value that was put together for this request."""
        return self.document(serialise(value), cache_control=cache_control)

    def address(self, path: str) -> str:
        """Return an absolute address, whatever host the caller named."""
        return f"{self.request.app.state.settings.base_url}{path}"

    def page(self, page: Page, *, cache_control: str = CACHE_CONTROL, **around: Any) -> Response:
        """Answer a page of finished lines; `around` is what else this list carries."""
        rest = serialise({"next_cursor": page.next_cursor, **around})
        body = f'{{"items":[{",".join(page.items)}],{rest[1:]}'
        response = self.document(body, cache_control=cache_control)
        if page.next_cursor is not None:
            response.headers["Link"] = f'<{self.next_address(page.next_cursor)}>; rel="next"'
        return response

    def next_address(self, cursor: str) -> str:
        query = [
            (name, value)
            for name, value in self.request.query_params.multi_items()
            if name != "cursor"
        ]
        return self.address(
            f"{self.request.scope['path']}?{urlencode([*query, ('cursor', cursor)])}"
        )


async def open_view(request: Request, session: ReadSession, language: Language) -> View:
    """Read the catalogue's id and serial first: all that follows is of the same snapshot."""
    catalogue_id, serial = await get_catalogue(session)
    headers = {
        "Catalogue-Id": str(catalogue_id),
        "Catalogue-Serial": str(serial),
        "Content-Language": language,
        "Vary": "Accept-Language",
    }
    return View(session, language, headers, request)


CatalogueView = Annotated[View, Depends(open_view, scope="function")]
