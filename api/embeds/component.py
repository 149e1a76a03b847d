"""`/embed.js`: the elements `<instep-routine>` and `<instep-exercise>`."""

import json
from functools import cache
from pathlib import Path

from fastapi import APIRouter, Request, Response

from api.languages import FALLBACK, served
from api.messages.files import get_messages
from api.pages.assets import asset_response

SOURCE = Path(__file__).parent / "element.js"
PUBLIC_URL = b'"INSTEP_PUBLIC_URL"'
TITLES = b'"INSTEP_TITLES"'

router = APIRouter()


@cache
def component(base_url: str, languages: tuple[str, ...]) -> bytes:
    """Return the script. It frames pages of the public address only.

    It carries the titles that a frame has until its page is there, in each language; the fallback
    comes first.
    """
    ordered = sorted(languages, key=lambda language: language != FALLBACK)
    titles = {language: get_messages(language).section("embed") for language in ordered}
    return (
        SOURCE.read_bytes()
        .replace(PUBLIC_URL, json.dumps(base_url).encode())
        .replace(TITLES, json.dumps(titles, ensure_ascii=False).encode())
    )


@router.get("/embed.js")
async def embed_script(request: Request, v: str = "") -> Response:
    """Answer the script; `v` of its present bytes is kept for good, anything else for a while."""
    return asset_response(component(request.app.state.settings.base_url, served()), ".js", v)
