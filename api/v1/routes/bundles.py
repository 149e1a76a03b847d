"""The bundle: the whole catalogue as one file, for offline use."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Path, Request, Response

from api import caching
from api.byte_ranges import StoredFile
from api.db import ReadSession
from api.errors import Gone, NotFound, Overloaded, RangeNotSatisfiable
from api.languages import served
from api.last_known_state import LastKnownState
from api.openapi.responses import problems
from api.queries.bundles import get_bundle_file as get_stored_file
from api.queries.bundles import get_current_bundle, stream_bundle_file
from api.v1.answers.bundles import manifest_of
from api.v1.gzip_files import GzipFile, range_response
from api.v1.known_catalogue import KnownCatalogue
from api.v1.reader import CatalogueReader
from api.v1.schemas.bundles import BundleLine, Manifest
from api.v1.while_away import SAYS_SO, Known, LastingRoute, while_away

router = APIRouter(tags=["sync"], route_class=LastingRoute)


async def get_known_bundle(reader: Known) -> Response:
    known = reader.known
    manifest = manifest_of(known.bundle, reader.language, served(), reader.base_url)
    return reader.value(manifest, cache_control=caching.REVALIDATE)


async def get_known_bundle_file(sha256: str, request: Request) -> Response:
    """Answer the current file of any language; whether an older one still lives is not known."""
    state: LastKnownState[KnownCatalogue] = request.app.state.last_known_state
    for known in state.known.values():
        file = known.file
        if file is not None and file.sha256 == sha256:
            stored = StoredFile(len(file.body), sha256, file.created_at)
            return range_response(stored, request.headers, file.read)
    raise Overloaded


@router.get(
    "/bundle",
    response_model=Manifest,
    summary="Get the bundle's manifest",
    responses=SAYS_SO,
)
@while_away(get_known_bundle)
async def get_bundle(reader: CatalogueReader) -> Response:
    """Return where the newest bundle is: the whole catalogue as one file, for offline use."""
    bundle = await get_current_bundle(reader.reads, reader.language)
    manifest = manifest_of(bundle, reader.language, served(), reader.base_url)
    return reader.value(manifest, cache_control=caching.REVALIDATE)


@router.get(
    "/bundles/{sha256}.ndjson.gz",
    response_class=GzipFile,
    summary="Get a bundle",
    responses={
        200: {
            "model": BundleLine,
            # Generators that know no application/gzip take the file as bytes.
            "content": {kind: {} for kind in GzipFile.other_media_types},
            "headers": {"Accept-Ranges": {}, "Cache-Status": {}, "ETag": {}, "Last-Modified": {}},
        },
        **problems(NotFound, Gone, RangeNotSatisfiable),
    },
)
@while_away(get_known_bundle_file)
async def get_bundle_file(
    sha256: Annotated[
        str,
        Path(
            description="The `sha256` of a manifest.",
            json_schema_extra={"pattern": "^[0-9a-f]{64}$", "maxLength": 64},
        ),
    ],
    session: ReadSession,
    request: Request,
) -> Response:
    """Return a gzipped file of JSON lines, each a `BundleLine`: all documents, then supplements.

    It never changes, and lives on for at least 30 publications and 7 days. A `Range` is answered
    with 206, so an interrupted download can go on.
    """
    file = await get_stored_file(session, sha256)
    stored = StoredFile(file.bytes, sha256, file.created_at)
    read = partial(stream_bundle_file, request.app.state.database, sha256)
    return range_response(stored, request.headers, read)
