"""The one place that checks a request's body before it is validated: JSON in UTF-8, unambiguous."""

import json
from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import Request, Response
from fastapi.routing import APIRoute
from starlette.datastructures import Headers

from api.errors import ENCODED_BODY, MalformedBody, UnsupportedMediaType
from api.list_headers import is_encoded


class JsonBodyRoute(APIRoute):
    """A route that refuses a bad body before anything else; one without a body is not checked.

    Use it as the `route_class` of a router. A dependency would be too late: FastAPI parses the body
    before any dependency runs, and accepts UTF-16, half surrogate pairs, NaN, and an object that
    names a member twice.
    """

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()
        if self.body_field is None:
            return handle

        async def check_and_handle(request: Request) -> Response:
            check_headers(request.headers)
            check_json(await request.body())
            return await handle(request)

        return check_and_handle


def check_headers(headers: Headers) -> None:
    """Raises UnsupportedMediaType unless the headers say uncompressed JSON (RFC 9110, 15.5.16)."""
    media_type = headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type != "application/json":
        raise UnsupportedMediaType
    if is_encoded(headers.get("content-encoding")):
        raise UnsupportedMediaType(ENCODED_BODY)


def check_json(body: bytes) -> None:
    """Raises MalformedBody unless the bytes are JSON in UTF-8 that can be read in one way only.

    A byte order mark, which some programs write in front, is passed over (RFC 8259, 8.1).
    """
    if not body:
        raise MalformedBody("The body is empty. Send a JSON object.")
    try:
        json.loads(
            body.decode("utf-8-sig"),
            object_pairs_hook=refuse_duplicates,
            parse_constant=refuse_constant,
        )
    except (ValueError, RecursionError):
        raise MalformedBody from None


def refuse_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Parsers keep the first or the last of two members as they please (RFC 8259, section 4)."""
    members = dict(pairs)
    if len(members) < len(pairs):
        raise MalformedBody("An object in the body names a member twice. Name each one once.")
    return members


def refuse_constant(name: str) -> None:
    raise MalformedBody(f"The body holds {name}, which is not JSON.")
