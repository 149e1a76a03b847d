"""`/.well-known/security.txt` (RFC 9116): whom to tell of a weakness of this server."""

from datetime import UTC, datetime, timedelta

from fastapi import APIRouter, Request
from fastapi.responses import PlainTextResponse

from api import caching
from api.errors import NotFound
from api.serialisation import timestamp

ADDRESS = "/.well-known/security.txt"
VALID = timedelta(days=180)
"""The RFC asks for less than a year; the day is computed, so it never passes unnoticed."""

router = APIRouter(include_in_schema=False)


@router.get(ADDRESS)
async def security_txt(request: Request) -> PlainTextResponse:
    """Answer whom to tell. Raises NotFound if `INSTEP_SECURITY_CONTACT` is unset."""
    settings = request.app.state.settings
    if settings.security_contact is None:
        raise NotFound
    lines = fields(settings.security_contact, settings.base_url, datetime.now(UTC))
    return PlainTextResponse(lines, headers={"Cache-Control": caching.FIVE_MINUTES})


def fields(contact: str, base_url: str, now: datetime) -> str:
    today = now.replace(hour=0, minute=0, second=0)
    return (
        f"Contact: {contact}\n"
        f"Expires: {timestamp(today + VALID)}\n"
        "Preferred-Languages: en\n"
        f"Canonical: {base_url}{ADDRESS}\n"
    )
