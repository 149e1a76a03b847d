"""A stored file as a response: whole, or one range of its bytes (RFC 9110, section 14)."""

import re
from collections.abc import Mapping
from datetime import datetime
from email.utils import format_datetime

from starlette.responses import Response

from api import caching
from api.conditions import has_failed, is_current, wants_range
from api.errors import RangeNotSatisfiable
from api.list_headers import entries

RANGE = re.compile(r"\s*(\d{0,100})\s*-\s*(\d{0,100})\s*", re.ASCII)
UNIT = "bytes"


def file_response(
    body: bytes, digest: str, created_at: datetime, request: Mapping[str, str], media_type: str
) -> Response:
    """Answer a file that never changes, or the range that the request's headers ask for.

    `digest` is the SHA-256 of the body in hexadecimal.
    Raises RangeNotSatisfiable if the range begins after the end.
    """
    headers = {
        "Accept-Ranges": "bytes",
        "Cache-Control": caching.IMMUTABLE,
        "ETag": f'"{digest[:32]}"',
        "Last-Modified": format_datetime(created_at, usegmt=True),
    }
    part, seen = None, {name.lower(): value for name, value in headers.items()}
    # These conditions come before the range; `ConditionalAndCompressed` answers them.
    is_conditional = has_failed(request, seen) or is_current(request, seen)
    if not is_conditional and wants_range(request, seen):
        part = requested_range(len(body), request.get("range", ""))
    if part is None:
        return Response(body, headers=headers, media_type=media_type)
    headers["Content-Range"] = f"bytes {part.start}-{part.stop - 1}/{len(body)}"
    return Response(body[part.start : part.stop], 206, headers, media_type)


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
