"""A stored file as a response: whole, or one range of its bytes (RFC 9110, section 14)."""

import re
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime

from starlette.responses import Response, StreamingResponse

from api import caching
from api.conditions import has_failed, is_current, wants_range
from api.errors import RangeNotSatisfiable
from api.list_headers import entries

RANGE = re.compile(r"\s*(\d{0,100})\s*-\s*(\d{0,100})\s*", re.ASCII)
UNIT = "bytes"


@dataclass(frozen=True)
class StoredFile:
    """A file that never changes: its size, its SHA-256 (hex), and since when it is there."""

    size: int
    sha256: str
    created_at: datetime


def file_response(
    body: bytes, digest: str, created_at: datetime, request: Mapping[str, str], media_type: str
) -> Response:
    """Answer a file that never changes, or the range that the request's headers ask for.

    `digest` is the SHA-256 of the body in hexadecimal.
    Raises RangeNotSatisfiable if the range begins after the end.
    """
    status, headers, part = ranged(StoredFile(len(body), digest, created_at), request)
    return Response(body[part.start : part.stop], status, headers, media_type)


def streamed_response(
    file: StoredFile,
    request: Mapping[str, str],
    media_type: str,
    read: Callable[[range], AsyncIterator[bytes]],
) -> Response:
    """Answer like `file_response`; `read` yields the bytes when they are sent."""
    status, headers, part = ranged(file, request)
    if is_conditional(request, headers):
        return Response(headers=headers, media_type=media_type)
    headers["Content-Length"] = str(len(part))
    return StreamingResponse(read(part), status, headers, media_type)


def ranged(file: StoredFile, request: Mapping[str, str]) -> tuple[int, dict[str, str], range]:
    """Return status, headers, and which bytes to send."""
    headers = {
        "Accept-Ranges": "bytes",
        "Cache-Control": caching.IMMUTABLE,
        "ETag": f'"{file.sha256[:32]}"',
        "Last-Modified": format_datetime(file.created_at, usegmt=True),
    }
    part = None
    if not is_conditional(request, headers) and wants_range(request, lowered(headers)):
        part = requested_range(file.size, request.get("range", ""))
    if part is None:
        return 200, headers, range(file.size)
    headers["Content-Range"] = f"bytes {part.start}-{part.stop - 1}/{file.size}"
    return 206, headers, part


def is_conditional(request: Mapping[str, str], headers: Mapping[str, str]) -> bool:
    """Say whether a condition is answered and no file: `ConditionalAndCompressed` does that.

    Conditions come before the range.
    """
    return has_failed(request, lowered(headers)) or is_current(request, lowered(headers))


def lowered(headers: Mapping[str, str]) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items()}


def requested_range(size: int, header: str) -> range | None:
    """Return the bytes that a `Range` header asks for; None if that is the whole file.

    Several ranges, other units and malformed ones count as the whole file, as the RFC allows.
    Examples for a file of 100 bytes: `bytes=0-9` is the first ten, `bytes=-10` the last ten,
    `bytes=90-` all from the 91st on.
    """
    unit, _, ranges = header.partition("=")
    asked = entries(ranges) if unit.strip().lower() == UNIT else []
    found = RANGE.fullmatch(asked[0]) if len(asked) == 1 else None
    first, last = found.groups() if found else ("", "")
    if first:
        part = range(int(first), min(int(last) + 1, size) if last else size)
        if last and int(last) < int(first):
            return None
    elif last:
        part = range(size - min(int(last), size), size)
    else:
        return None
    if not part:
        raise RangeNotSatisfiable(headers={"Content-Range": f"bytes */{size}"})
    return part
