"""One read of the catalogue for a page: a snapshot, its language, its look, its answer."""

from dataclasses import dataclass, replace
from typing import Annotated, Any

from fastapi import Depends, Header, Query, Request, Response
from fastapi.responses import HTMLResponse
from sqlalchemy.ext.asyncio import AsyncSession

from api.db import ReadSession
from api.languages import negotiate
from api.pages.templates import ANYWHERE, Theme, render
from api.queries.catalogue import get_catalogue

CACHE_CONTROL = "public, max-age=60, stale-while-revalidate=600"


@dataclass(frozen=True)
class View:
    """What the address of a page needs to read the catalogue and to answer from it."""

    session: AsyncSession
    language: str
    theme: Theme
    headers: dict[str, str]
    base_url: str

    def outside(self) -> "View":
        """Return the view of what is no part of the catalogue, and so has no serial of it."""
        kept = {k: v for k, v in self.headers.items() if not k.startswith("Catalogue-")}
        return replace(self, headers=kept)

    def page(self, template: str, *, policy: str = ANYWHERE, **values: Any) -> Response:
        body = render(
            template, base_url=self.base_url, language=self.language, theme=self.theme, **values
        )
        headers = {"Content-Security-Policy": policy, **self.headers}
        return HTMLResponse(body, headers=headers)


async def open_view(
    request: Request,
    session: ReadSession,
    lang: Annotated[str | None, Query(max_length=35)] = None,
    theme: Theme = "auto",
    accept_language: Annotated[str | None, Header(max_length=1000)] = None,
) -> View:
    """Read the catalogue's id and serial first: all that follows is of the same snapshot.

    A language that is not served falls back to English, as everywhere. Parameters that are not
    ours pass: people's pages and mail programs append theirs.
    """
    catalogue_id, serial = await get_catalogue(session)
    language = negotiate(lang or accept_language)
    headers = {
        "Cache-Control": CACHE_CONTROL,
        "Catalogue-Id": str(catalogue_id),
        "Catalogue-Serial": str(serial),
        "Content-Language": language,
        "Vary": "Accept-Language",
    }
    return View(session, language, theme, headers, request.app.state.settings.base_url)


PageView = Annotated[View, Depends(open_view, scope="function")]
