"""Bodies that can be read in two ways are refused: nobody should hear that half of one counted."""

import json
from typing import Any

from fastapi import Request

from api.errors import MalformedBody


async def refuse_ambiguous_bodies(request: Request) -> None:
    """Refuse JSON in which an object names a member twice, or that holds what JSON has not (NaN).

    Parsers keep the first or the last of two members as they please (RFC 8259, 4).
    """
    if request.method not in ("POST", "PUT", "PATCH"):
        return
    if "json" not in request.headers.get("content-type", ""):
        return
    body = await request.body()
    if not body:
        return
    try:
        json.loads(body, object_pairs_hook=refuse_duplicates, parse_constant=refuse_constant)
    except (ValueError, RecursionError):
        raise MalformedBody from None


def refuse_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) < len(pairs):
        raise MalformedBody("An object in the body names a member twice; which one counts?")
    return members


def refuse_constant(name: str) -> None:
    raise MalformedBody(f"The body holds {name}, which is no JSON.")
