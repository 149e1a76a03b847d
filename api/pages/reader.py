"""How the address of a page reads the catalogue, and answers HTML from it."""

from dataclasses import dataclass, replace
from typing import Annotated, Any, Self

from fastapi import Depends, Header, Query, Request, Response
from fastapi.responses import HTMLResponse

from api import caching
from api.catalogue_snapshot import CatalogueSnapshot, catalogue_headers
from api.db import ReadSession
from api.languages import negotiate
from api.pages.templates import ANYWHERE, Theme, render
from api.queries.catalogue import get_catalogue

LONGEST_LANGUAGE = 35
"""Characters of a language tag (RFC 5646, 4.4.1)."""


@dataclass(frozen=True)
class HtmlReader(CatalogueSnapshot):
    """A snapshot of the catalogue, and its answers as pages of one theme."""

    theme: Theme
    contact: str | None = None
    """Whom to tell of a wrong or harmful text, as `mailto:…`, `https://…` or `tel:…`."""

    def in_language(self, language: str) -> Self:
        """Return a copy whose pages are in the language that a document is really in.

        A document that is not translated is English, and then so is the whole page around it.
        """
        headers = {**self.headers, "Content-Language": language}
        return replace(self, language=language, headers=headers)

    def page(self, template: str, *, policy: str = ANYWHERE, **values: Any) -> Response:
        """Answer a template; `policy` is its Content-Security-Policy."""
        body = render(
            template,
            base_url=self.base_url,
            language=self.language,
            theme=self.theme,
            contact=self.contact,
            **values,
        )
        headers = {
            "Content-Security-Policy": policy,
            "Cache-Control": caching.CATALOGUE,
            **self.headers,
        }
        return HTMLResponse(body, headers=headers)


async def open_html_reader(
    request: Request,
    session: ReadSession,
    lang: Annotated[str | None, Query(max_length=LONGEST_LANGUAGE)] = None,
    theme: Theme = "auto",
    accept_language: Annotated[str | None, Header()] = None,
) -> HtmlReader:
    """Open a reader in the language of `lang`, or else of `Accept-Language`.

    A language that is not served falls back to English. Unknown parameters are ignored: the sites
    and mail programs that link to a page append their own.
    """
    language = negotiate(lang or accept_language)
    # The first statement of a request, so all that is read later is of the same snapshot.
    state = request.state.catalogue_version = await get_catalogue(session)
    headers = catalogue_headers(state, language)
    settings = request.app.state.settings
    return HtmlReader(
        session, language, headers, settings.base_url, theme, settings.security_contact
    )


PageReader = Annotated[HtmlReader, Depends(open_html_reader, scope="function")]
