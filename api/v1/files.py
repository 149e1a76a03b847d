"""A stored file as an answer: whole or one part of it (RFC 9110, 14), kept by caches for good."""

import re
from collections.abc import Mapping
from datetime import datetime
from email.utils import format_datetime

from starlette.responses import Response

from api.errors import RangeNotSatisfiable

FOR_GOOD = "public, max-age=31536000, immutable"
PART = re.compile(r"bytes=(\d{0,18})-(\d{0,18})", re.ASCII)


class GzipFile(Response):
    media_type = "application/gzip"


def file_response(
    body: bytes, digest: str, created_at: datetime, asked: Mapping[str, str]
) -> Response:
    """Answer the bytes of a file that never changes, or the part that the headers ask for.

    Raises RangeNotSatisfiable for a part that begins after the end.
    """
    headers = {
        "Accept-Ranges": "bytes",
        "Cache-Control": FOR_GOOD,
        "ETag": f'"{digest[:32]}"',
        "Last-Modified": format_datetime(created_at, usegmt=True),
    }
    part = None
    if asked.get("if-range", headers["ETag"]) == headers["ETag"]:
        part = part_of(len(body), asked.get("range", ""))
    if part is None:
        return GzipFile(body, headers=headers)
    headers["Content-Range"] = f"bytes {part.start}-{part.stop - 1}/{len(body)}"
    return GzipFile(body[part.start : part.stop], status_code=206, headers=headers)


def part_of(size: int, asked: str) -> range | None:
    """Return which bytes a `Range` header asks for; None where that is all.

    Several parts at once, other units and what is no range count as all, as the RFC allows.
    """
    given = PART.fullmatch(asked.replace(" ", ""))
    first, last = given.groups() if given else ("", "")
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
