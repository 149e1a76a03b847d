"""The pages' own scripts and styles, addressed by what is in them and kept for good."""

import hashlib
from functools import cache
from pathlib import Path

from fastapi import APIRouter
from fastapi.responses import Response

from api.errors import NotFound

FOLDER = Path(__file__).parent / "static"
MEDIA_TYPES = {".css": "text/css", ".js": "text/javascript"}
FOR_GOOD = "public, max-age=31536000, immutable"
FOR_NOW = "public, max-age=300"
"""For an address without the right version: an old page may still ask for it."""

router = APIRouter(include_in_schema=False)


@cache
def files() -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(FOLDER.iterdir())}


def version_of(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()[:12]


@cache
def address_of(name: str) -> str:
    """Return the path of a file, with the version that its bytes have."""
    return f"/embed/assets/{name}?v={version_of(files()[name])}"


@router.get("/embed/assets/{name}")
async def asset(name: str, v: str = "") -> Response:
    """Answer one of the files of the folder; nothing else on the disk has a name here."""
    body = files().get(name)
    if body is None:
        raise NotFound("There is no file of this name.")
    return file_response(body, Path(name).suffix, v)


def file_response(body: bytes, suffix: str, version: str) -> Response:
    """Answer a file: for good if it was asked for by its version, else for a while."""
    kept = FOR_GOOD if version == version_of(body) else FOR_NOW
    return Response(body, media_type=MEDIA_TYPES[suffix], headers={"Cache-Control": kept})
