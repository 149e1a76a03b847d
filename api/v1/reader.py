"""How a route of v1 reads the catalogue, and answers JSON from it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Any, Self
from urllib.parse import urlencode

from fastapi import Depends, Request, Response

from api import caching
from api.catalogue_snapshot import CatalogueSnapshot, catalogue_headers, without_catalogue
from api.pagination import Page
from api.queries.catalogue import CatalogueState
from api.queries.documents import StoredDocument
from api.queries.reads import CatalogueReads
from api.serialisation import serialise, serialised
from api.v1.params import Language


class JsonAnswers:
    """Answers as JSON, with the headers of what they are made of."""

    headers: dict[str, str]
    base_url: str
    request: Request

    def document(self, stored: StoredDocument) -> Response:
        """Answer a published document, byte for byte, and say which language it is really in."""
        headers = {"Cache-Control": caching.CATALOGUE, **self.headers}
        headers["Content-Language"] = stored.language
        return Response(stored.body, media_type="application/json", headers=headers)

    def json(self, body: str | bytes, *, cache_control: str = caching.CATALOGUE) -> Response:
        """Answer finished JSON."""
        headers = {"Cache-Control": cache_control, **self.headers}
        return Response(body, media_type="application/json", headers=headers)

    def value(self, value: Any, *, cache_control: str = caching.CATALOGUE) -> Response:
        """Answer a value that was made for this request."""
        return self.json(serialised(value), cache_control=cache_control)

    def page(
        self, page: Page, *, cache_control: str = caching.CATALOGUE, **more_fields: Any
    ) -> Response:
        """Answer a page of finished summaries; `more_fields` are further fields of this list."""
        rest = serialise({"next_cursor": page.next_cursor, **more_fields})
        body = f'{{"items":[{",".join(page.items)}],{rest[1:]}'
        return self.linked(self.json(body, cache_control=cache_control), page.next_cursor)

    def values(self, items: Sequence[Any], next_cursor: str | None) -> Response:
        """Answer a page of values that were made for this request."""
        return self.linked(self.value({"items": items, "next_cursor": next_cursor}), next_cursor)

    def linked(self, response: Response, next_cursor: str | None) -> Response:
        """Return the response of a page, with a link to the next page if there is one."""
        if next_cursor is not None:
            link = f'<{self.next_url(next_cursor)}>; rel="next"'
            response.raw_headers.append((b"link", link.encode("latin-1")))
        return response

    def url(self, path: str) -> str:
        """Return an absolute URL of the public host; the caller's `Host` does not matter."""
        return f"{self.base_url}{path}"

    def next_url(self, cursor: str) -> str:
        given = self.request.query_params.multi_items()
        query = [(name, value) for name, value in given if name != "cursor"]
        # A cursor has only letters, digits, - and _, which need no escaping.
        asked = f"{urlencode(query)}&cursor={cursor}" if query else f"cursor={cursor}"
        return self.url(f"{self.request.scope['path']}?{asked}")


@dataclass(frozen=True)
class JsonReader(JsonAnswers):
    """Reads of the catalogue for one request, and its answers as JSON.

    `headers` are filled with the catalogue's state as soon as something was read.
    """

    reads: CatalogueReads
    language: str
    headers: dict[str, str]
    base_url: str
    request: Request

    def outside_catalogue(self) -> Self:
        """Return a copy without the `Catalogue-*` headers: partners' routines have no serial."""
        self.request.state.catalogue_version = None
        return replace(self, headers=without_catalogue(self.headers))


async def open_json_reader(request: Request, language: Language) -> JsonReader:
    headers: dict[str, str] = {}

    def note(state: CatalogueState) -> None:
        request.state.catalogue_version = state
        headers.update(catalogue_headers(state, language))

    reads = CatalogueReads(request.app.state.database, note)
    return JsonReader(reads, language, headers, request.app.state.settings.base_url, request)


CatalogueReader = Annotated[JsonReader, Depends(open_json_reader)]
"""How an address reads the catalogue: single statements, each with the state that it saw."""


@dataclass(frozen=True)
class SnapshotJsonReader(JsonAnswers, CatalogueSnapshot):
    """A snapshot of the catalogue for a partner's request, and its answers as JSON."""

    request: Request
