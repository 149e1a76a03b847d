"""A gzipped file as a response: whole, or one range of its bytes."""

from collections.abc import AsyncIterator, Callable, Mapping

from starlette.responses import Response

from api.byte_ranges import StoredFile, streamed_response
from api.list_headers import accepts


class GzipFile(Response):
    """A gzipped file; as plain bytes for those who accept only these."""

    media_type = "application/gzip"
    other_media_types = ("application/octet-stream",)

    @classmethod
    def media_type_for(cls, accept: str | None) -> str:
        """Return the first media type that an `Accept` header allows."""
        offered = (cls.media_type, *cls.other_media_types)
        return next((kind for kind in offered if accepts(accept, kind)), cls.media_type)


def range_response(
    file: StoredFile, request: Mapping[str, str], read: Callable[[range], AsyncIterator[bytes]]
) -> Response:
    """Answer a gzipped file, or the range that the request's headers ask for.

    `read` yields the bytes when they are sent. Raises RangeNotSatisfiable if the range begins after
    the end.
    """
    media_type = GzipFile.media_type_for(request.get("accept"))
    response = streamed_response(file, request, media_type, read)
    response.headers["Vary"] = "Accept"
    return response
