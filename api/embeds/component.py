"""`/embed.js`: the elements `<instep-routine>` and `<instep-exercise>`."""

import json
from functools import cache
from pathlib import Path

from fastapi import APIRouter, Request, Response

from api.pages.assets import asset_response

SOURCE = Path(__file__).parent / "element.js"
PLACE = b'"INSTEP_PUBLIC_URL"'

router = APIRouter()


@cache
def component(base_url: str) -> bytes:
    """Return the script. It frames pages of the public address only, whoever serves it."""
    return SOURCE.read_bytes().replace(PLACE, json.dumps(base_url).encode())


@router.get("/embed.js")
async def embed_script(request: Request, v: str = "") -> Response:
    """Answer the script; `v` of its present bytes is kept for good, anything else for a while."""
    return asset_response(component(request.app.state.settings.base_url), ".js", v)
