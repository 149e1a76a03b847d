"""`/oembed`: from the URL of an embedded page to the HTML of a frame around it (oEmbed 1.0).

https://oembed.com: unknown arguments are ignored, a format that is not served is 501, and a URL
of any other page is 404.
"""

import json
from typing import Annotated, Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import JSONResponse
from markupsafe import Markup
from sqlalchemy.ext.asyncio import AsyncSession

from api import caching
from api.db import ReadSession
from api.errors import FormatNotServed, Moved, NotFound
from api.languages import negotiate
from api.queries.documents import get_document
from api.queries.routines import get_routine, get_routine_version

WIDTH, HEIGHT = 640, 720
CACHE_AGE = 3600
"""Seconds that a consumer may keep the answer."""

KINDS = {"routines": "routine", "exercises": "exercise"}
KEPT = ("version", "lang", "theme")
"""Parameters of an embedded page that the frame keeps."""

FRAME = Markup(
    '<iframe src="{src}" title="{title}" width="{width}" height="{height}"'
    ' frameborder="0" loading="lazy" referrerpolicy="no-referrer"></iframe>'
)

router = APIRouter()


@router.get("/oembed")
async def oembed(
    request: Request,
    session: ReadSession,
    url: Annotated[str, Query(min_length=1, max_length=2_000)],
    maxwidth: Annotated[int | None, Query(ge=1, le=100_000)] = None,
    maxheight: Annotated[int | None, Query(ge=1, le=100_000)] = None,
    format: Annotated[str, Query(max_length=20)] = "json",  # noqa: A002 - oEmbed's own name
) -> Response:
    if format != "json":
        raise FormatNotServed("This address answers JSON only.")
    base_url = request.app.state.settings.base_url
    kind, slug, query = embedded(url, base_url)
    thing = await find_thing(session, KINDS[kind], slug, query)
    address = f"{base_url}/embed/{kind}/{thing['slug']}"
    answer = rich(
        thing,
        src=f"{address}?{urlencode(query)}" if query else address,
        base_url=base_url,
        width=min(WIDTH, maxwidth or WIDTH),
        height=min(HEIGHT, maxheight or HEIGHT),
    )
    return JSONResponse(answer, headers={"Cache-Control": caching.CATALOGUE})


def embedded(url: str, base_url: str) -> tuple[str, str, dict[str, str]]:
    """Return the kind and the slug of an embedded page, and the parameters that its frame keeps.

    For example `("routines", "desk-feet", {"theme": "dark"})`. Raises NotFound for any other URL.
    Nothing is ever fetched from it.
    """
    ours = urlsplit(base_url)
    try:
        wanted = urlsplit(url)
        parts = wanted.path.removeprefix(ours.path).strip("/").split("/")
        is_ours = (wanted.scheme, wanted.netloc.lower()) == (ours.scheme, ours.netloc.lower())
    except ValueError:
        raise NotFound("This is not an address.") from None
    if not is_ours or len(parts) != 3 or parts[0] != "embed" or parts[1] not in KINDS:
        raise NotFound(f"Only pages below {base_url}/embed/ can be embedded.")
    given = dict(parse_qsl(wanted.query, max_num_fields=50))
    return parts[1], parts[2], {name: given[name] for name in KEPT if name in given}


async def find_thing(
    session: AsyncSession, kind: str, slug: str, query: dict[str, str]
) -> dict[str, Any]:
    """Return the routine or exercise that a page shows; a renamed one under its new slug.

    Raises NotFound or Gone, as the page does.
    """
    version, language = query.get("version"), negotiate(query.get("lang"))
    try:
        if kind == "routine" and version is not None:
            if not version.isascii() or not version.isdigit() or len(version) > 5:
                raise NotFound("A version is a whole number.")
            found = await get_routine_version(session, slug, int(version), language)
        elif kind == "routine":
            found = await get_routine(session, slug, language)
        else:
            found = await get_document(session, kind, slug, language)
        document: dict[str, Any] = json.loads(found.body)
        return document
    except Moved as moved:
        return await find_thing(session, kind, moved.new, query)


def rich(
    thing: dict[str, Any], *, src: str, base_url: str, width: int, height: int
) -> dict[str, Any]:
    """Return the answer of type `rich`; names are escaped inside `html`."""
    author = thing["owner"]["name"] if "owner" in thing else None
    return {
        "version": "1.0",
        "type": "rich",
        "title": thing["name"],
        **({"author_name": author} if author else {}),
        "provider_name": "Instep",
        "provider_url": f"{base_url}/",
        "cache_age": CACHE_AGE,
        "html": FRAME.format(src=src, title=thing["name"], width=width, height=height),
        "width": width,
        "height": height,
    }
