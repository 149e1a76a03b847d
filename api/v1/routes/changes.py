"""Sync: the changes since a serial, and everything at once as one file."""

import uuid
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response

from api import caching
from api.db import ReadSession
from api.errors import Gone, NotFound, RangeNotSatisfiable
from api.openapi.responses import problems
from api.queries.changes import find_changes, get_bundle_of, get_newest_bundle
from api.queries.vocabularies import get_notice
from api.terms import LICENCE, REVIEW
from api.v1.answers.changes import changes_json
from api.v1.byte_ranges import GzipFile, range_response
from api.v1.params import LanguagePath
from api.v1.reader import CatalogueReader
from api.v1.schemas.changes import Changes, Manifest

router = APIRouter(tags=["sync"])


@router.get(
    "/changes", response_model=Changes, summary="Get what changed", responses=problems(Gone)
)
async def get_changes(
    reader: CatalogueReader,
    after: Annotated[
        int, Query(ge=0, le=2**53 - 1, description="The serial you have; 0 to begin with.")
    ] = 0,
    catalogue_id: Annotated[
        uuid.UUID | None,
        Query(
            description="The catalogue you know; another one answers 410.",
            json_schema_extra={"maxLength": 36},
        ),
    ] = None,
    limit: Annotated[int, Query(ge=1, le=100, description="Changes in one answer.")] = 100,
) -> Response:
    """Answer the changes after a serial, oldest first, one current row for each document.

    An answer that equals the last one is a 304 if you send its `ETag`.
    """
    found = await find_changes(reader.session, after, catalogue_id, limit, reader.language)
    return reader.json(changes_json(found), cache_control=caching.REVALIDATE)


@router.get("/bundle", response_model=Manifest, summary="Get the bundle's manifest")
async def get_bundle(reader: CatalogueReader) -> Response:
    """Answer where the newest bundle is: the whole catalogue as one file, for offline use."""
    newest = await get_newest_bundle(reader.session, reader.language)
    manifest = {
        "catalogue_id": reader.headers["Catalogue-Id"],
        **newest,
        "language": reader.language,
        "url": reader.url(f"/v1/bundles/{newest['serial']}-{reader.language}.ndjson.gz"),
        "licence": LICENCE,
        "attribution": await get_notice(reader.session, "attribution", reader.language),
        "review": REVIEW,
    }
    return reader.value(manifest, cache_control=caching.REVALIDATE)


@router.get(
    "/bundles/{serial}-{language}.ndjson.gz",
    response_class=GzipFile,
    summary="Get a bundle",
    responses={
        200: {"headers": {"Accept-Ranges": {}, "ETag": {}, "Last-Modified": {}}},
        **problems(NotFound, Gone, RangeNotSatisfiable),
    },
)
async def get_bundle_file(
    serial: Annotated[int, Path(ge=1, le=2**53 - 1, description="Its serial.")],
    language: LanguagePath,
    session: ReadSession,
    request: Request,
) -> Response:
    """Answer a file of one JSON line a document (`serial, type, slug, document`), gzipped.

    It never changes. A `Range` is answered with 206, so an interrupted download can go on.
    """
    bundle = await get_bundle_of(session, serial, language)
    return range_response(bundle.body, bundle.sha256, bundle.created_at, request.headers)
