"""`/media/`: files of pictures. The address is a digest, so what it answers never changes."""

from fastapi import APIRouter, Request, Response

from api.byte_ranges import file_response
from api.db import ReadSession
from api.errors import NotFound
from api.queries.media import find_media
from api.records.media import MEDIA_TYPES, TYPE_OF_ENDING

POLICIES = {
    MEDIA_TYPES["svg"]: "default-src 'none'; style-src 'unsafe-inline'; sandbox",
}
"""Content-Security-Policy of a file that is a document if somebody opens it by itself.

An SVG keeps its styles, which move it; it runs no script and loads nothing.
"""

FOUND = 200
COMPRESSED = (MEDIA_TYPES["lottie"], MEDIA_TYPES["svg"])

router = APIRouter(include_in_schema=False)


@router.get("/media/{name}")
async def media_file(name: str, request: Request, session: ReadSession) -> Response:
    """Answer a file of a picture, for good: also one that no exercise shows any more."""
    sha256, _, ending = name.partition(".")
    file = await find_media(session, sha256)
    if file is None or TYPE_OF_ENDING.get(ending) != file.media_type:
        raise NotFound("There is no picture with this address. Exercises name theirs in `media`.")
    created_at = file.first_published_at
    response = file_response(file.body, sha256, created_at, request.headers, file.media_type)
    if file.media_type in POLICIES:
        response.headers["Content-Security-Policy"] = POLICIES[file.media_type]
    if file.media_type in COMPRESSED and response.status_code == FOUND:
        # Its ETag depends on the encoding, which is chosen later.
        del response.headers["ETag"]
    return response
