"""The pages' own files; a URL contains a digest of the file, so it never changes."""

import hashlib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import rcssmin
import rjsmin
from fastapi import APIRouter, Request
from fastapi.responses import Response

from api import caching
from api.errors import NotFound
from api.headers import PRIVATE

FOLDER = Path(__file__).parent / "static"
MEDIA_TYPES = {
    ".css": "text/css",
    ".ico": "image/x-icon",
    ".js": "text/javascript",
    ".png": "image/png",
    ".svg": "image/svg+xml",
}

SHORTENED: dict[str, Callable[[bytes], bytes]] = {".css": rcssmin.cssmin, ".js": rjsmin.jsmin}

router = APIRouter(include_in_schema=False)


@cache
def files() -> dict[str, bytes]:
    """Return the files as they are sent, by name."""
    return {path.name: sent(path) for path in sorted(FOLDER.iterdir())}


def sent(path: Path) -> bytes:
    """Return a file without the comments and the spaces that only its editors need."""
    body = path.read_bytes()
    if path.suffix in SHORTENED:
        body = SHORTENED[path.suffix](body)
    return body


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
    return asset_response(body, Path(name).suffix, v)


@router.get("/favicon.ico")
async def favicon_ico() -> Response:
    """Answer the icon that browsers and readers ask for at this address."""
    return asset_response(files()["favicon.ico"], ".ico", "")


@router.get("/favicon.svg")
async def favicon_svg() -> Response:
    """Answer the icon in any size."""
    return asset_response(files()["favicon.svg"], ".svg", "")


@router.get("/robots.txt")
async def robots(request: Request) -> Response:
    """Tell crawlers that everything public may be read, and that the rest answers them 401."""
    root = urlsplit(request.app.state.settings.base_url).path
    text = f"User-agent: *\nAllow: {root}/\nDisallow: {root}{PRIVATE}\n"
    headers = {"Cache-Control": caching.FIVE_MINUTES}
    return Response(text, media_type="text/plain", headers=headers)


def asset_response(body: bytes, suffix: str, version: str) -> Response:
    """Answer a file, to be kept for good if the request named the version of these bytes.

    Otherwise (a page of an older release may still ask for it) it may be kept for five minutes.
    """
    is_current = version == version_of(body)
    cache_control = caching.IMMUTABLE if is_current else caching.FIVE_MINUTES
    return Response(body, media_type=MEDIA_TYPES[suffix], headers={"Cache-Control": cache_control})
