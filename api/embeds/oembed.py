"""`/oembed`: from the URL of an embedded page to the HTML of a frame around it (oEmbed 1.0).

https://oembed.com: unknown arguments are ignored, a format that is not served is 501, and a URL
of any other page is 404.
"""

import json
import re
from typing import Annotated, Any, get_args
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import JSONResponse
from markupsafe import Markup
from pydantic import BeforeValidator
from sqlalchemy.ext.asyncio import AsyncSession

from api import caching
from api.db import ReadSession
from api.embeds.routines import NEWEST_VERSION
from api.errors import FormatNotServed, Moved, NotFound
from api.languages import negotiate
from api.listening import is_loopback
from api.messages.files import get_messages
from api.pages.reader import LONGEST_LANGUAGE
from api.pages.templates import Theme
from api.queries.documents import get_document
from api.queries.routines import get_routine, get_routine_version
from api.whole_numbers import WRITTEN_IN_DIGITS

WIDTH, HEIGHT = 640, 720
CACHE_AGE = 3600
"""Seconds that a consumer may keep the answer."""

KINDS = {"routines": "routine", "exercises": "exercise"}
KEPT = ("version", "lang", "theme")
"""Parameters of an embedded page that the frame keeps."""

PAGE = re.compile(r"/embed/(?P<kind>routines|exercises)(?:/(?:(?P<slug>[^/]+)/?)?)?")
PORTS = {"http": 80, "https": 443}

FRAME = Markup(
    '<iframe src="{src}" title="{title}" width="{width}" height="{height}"'
    ' frameborder="0" loading="lazy" referrerpolicy="no-referrer"'
    ' allow="screen-wake-lock"></iframe>'
)

EMPTY_IS_NONE = BeforeValidator(lambda value: None if value == "" else value)
Size = Annotated[int | None, Query(ge=1, le=100_000), WRITTEN_IN_DIGITS, EMPTY_IS_NONE]
"""The most that a consumer has room for; some send the parameter without a value."""

router = APIRouter()


@router.get("/oembed")
async def oembed(
    request: Request,
    session: ReadSession,
    url: Annotated[str, Query(min_length=1, max_length=2_000)],
    maxwidth: Size = None,
    maxheight: Size = None,
    format: Annotated[str, Query(max_length=20)] = "json",  # noqa: A002 - oEmbed's own name
) -> Response:
    if format.lower() not in ("json", ""):
        raise FormatNotServed("This address answers in JSON only.")
    base_url = request.app.state.settings.base_url
    kind, slug, query = embedded(url, base_url)
    thing = await find_thing(session, KINDS[kind], slug, query) if slug else index_of(kind, query)
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
    Nothing is ever fetched from it. The slug of an index page is empty.
    """
    try:
        wanted, is_ours = urlsplit(url), is_same_site(url, base_url)
        given = dict(parse_qsl(wanted.query))
    except ValueError:
        raise NotFound("This is not a web address.") from None
    found = PAGE.fullmatch(wanted.path.removeprefix(urlsplit(base_url).path)) if is_ours else None
    if found is None:
        raise NotFound(f"Only pages below {base_url}/embed/ can be embedded.")
    query = {name: given[name] for name in KEPT if name in given}
    refuse_what_the_page_refuses(query)
    return found["kind"], unquote(found["slug"] or ""), query


def is_same_site(url: str, base_url: str) -> bool:
    """Say whether a URL is of this server, by either scheme and by any name of this machine.

    An old link may still say http, and a browser shows `localhost` where the server says
    127.0.0.1. The answer names the public address in each case. Raises ValueError for no URL.
    """
    wanted, ours = urlsplit(url), urlsplit(base_url)
    has_user = "@" in wanted.netloc
    if wanted.scheme not in PORTS or has_user or not wanted.path.startswith(f"{ours.path}/"):
        return False
    ports = [site.port or PORTS[site.scheme] for site in (wanted, ours)]
    if ports[0] != ports[1] and ports != [PORTS[wanted.scheme], PORTS[ours.scheme]]:
        return False
    hosts = {(wanted.hostname or "").rstrip("."), ours.hostname}
    return len(hosts) == 1 or all(is_loopback(host or "") for host in hosts)


def refuse_what_the_page_refuses(query: dict[str, str]) -> None:
    """Raises NotFound if the page would answer 422: the frame would show an error."""
    if query.get("theme", "auto") not in get_args(Theme):
        raise NotFound(f"The theme of a page must be one of {', '.join(get_args(Theme))}.")
    if len(query.get("lang", "")) > LONGEST_LANGUAGE:
        raise NotFound(f"The language of a page must have at most {LONGEST_LANGUAGE} characters.")


def index_of(kind: str, query: dict[str, str]) -> dict[str, Any]:
    """Return the index page of a kind as a thing that can be embedded."""
    if query.pop("version", None) is not None:
        raise NotFound("An index page has no versions.")
    messages = get_messages(negotiate(query.get("lang")))
    return {"slug": "", "name": messages.text(f"index.{kind}")}


async def find_thing(
    session: AsyncSession, kind: str, slug: str, query: dict[str, str]
) -> dict[str, Any]:
    """Return the routine or exercise that a page shows; a renamed one under its new slug.

    Raises NotFound or Gone, as the page does.
    """
    version, language = query.get("version"), negotiate(query.get("lang"))
    try:
        if kind == "routine" and version is not None:
            if not is_version(version):
                raise NotFound(f"A version must be a whole number from 1 to {NEWEST_VERSION}.")
            found = await get_routine_version(session, slug, int(version), language)
        elif kind == "routine":
            found = await get_routine(session, slug, language)
        elif version is not None:
            raise NotFound("An exercise has no versions to pin.")
        else:
            found = await get_document(session, kind, slug, language)
        document: dict[str, Any] = json.loads(found.body)
        return document
    except Moved as moved:
        return await find_thing(session, kind, moved.new, query)


def is_version(written: str) -> bool:
    """Say whether this is a version that the page of a routine takes."""
    return re.fullmatch("[0-9]{1,5}", written) is not None and 1 <= int(written) <= NEWEST_VERSION


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
