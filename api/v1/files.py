"""A stored file as an answer: whole or in ranges, kept by caches for good."""

import os
import tempfile
from datetime import datetime
from email.utils import format_datetime

from starlette.responses import FileResponse, Response
from starlette.types import Receive, Scope, Send

FOR_GOOD = "public, max-age=31536000, immutable"


class GzipFile(Response):
    media_type = "application/gzip"


class PassingFileResponse(FileResponse):
    """A file that is gone once it was sent, or refused, or its reader went away."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await super().__call__(scope, receive, send)
        finally:
            os.unlink(self.path)


def file_response(body: bytes, digest: str, created_at: datetime) -> Response:
    """Answer the bytes of a file that never changes; ranges are the framework's work.

    The framework serves ranges from files only, hence the temporary one.
    """
    handle, path = tempfile.mkstemp(prefix="instep-bundle-")
    with os.fdopen(handle, "wb") as file:
        file.write(body)
    headers = {
        "Cache-Control": FOR_GOOD,
        "ETag": f'"{digest[:32]}"',
        "Last-Modified": format_datetime(created_at, usegmt=True),
    }
    return PassingFileResponse(path, media_type=GzipFile.media_type, headers=headers)
