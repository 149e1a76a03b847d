"""For developers: the OpenAPI document, a page to try the API, and a page for each error."""

import html
from pathlib import Path
from urllib.parse import urlsplit

import fastapi_offline
from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.responses import HTMLResponse
from fastapi.staticfiles import StaticFiles

from api import caching
from api.errors import EDGE, REGISTRY, NotFound
from api.languages import FALLBACK
from api.openapi.committed import served_document

ASSETS = StaticFiles(directory=Path(fastapi_offline.__file__).parent / "static")
router = APIRouter(include_in_schema=False)

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline';"
    " img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none';"
    " frame-ancestors 'none'"
)

ROOT = "ROOT"
"""Stands in a page for the path under which the server is reached."""

CACHEABLE = {"Cache-Control": caching.FIVE_MINUTES}
PAGE_HEADERS = {**CACHEABLE, "Content-Security-Policy": POLICY, "Content-Language": FALLBACK}

START = """\
const dark = matchMedia("(prefers-color-scheme: dark)");
const follow = () => document.documentElement.classList.toggle("dark-mode", dark.matches);
dark.addEventListener("change", follow);
follow();

// Reading needs no key, though one may be sent: only what requires a key shows a padlock.
const withoutOptionalKey = (response) => {
  if (!response.url.endsWith("/openapi/v1.json")) return response;
  const { security, ...rest } = JSON.parse(response.text);
  return { ...response, text: JSON.stringify(rest) };
};

window.onload = () => {
  window.ui = SwaggerUIBundle({
    url: "ROOT/openapi/v1.json", dom_id: "#docs", deepLinking: true, docExpansion: "list",
    defaultModelsExpandDepth: 0, tryItOutEnabled: true, responseInterceptor: withoutOptionalKey,
    presets: [SwaggerUIBundle.presets.apis, SwaggerUIBundle.SwaggerUIStandalonePreset],
  });
};
"""

PAGE = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Instep API</title>
<link rel="stylesheet" href="ROOT/docs/assets/swagger-ui.css">
<link rel="icon" href="data:,">
</head>
<body>
<div id="docs"></div>
<noscript>This page needs JavaScript. The document itself is at ROOT/openapi/v1.json.</noscript>
<script src="ROOT/docs/assets/swagger-ui-bundle.js"></script>
<script src="ROOT/docs/start.js"></script>
</body>
</html>
"""

PROBLEM_PAGE = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} ({status})</title>
<link rel="icon" href="data:,">
</head>
<body>
<h1>{title}</h1>
<p>{explanation}</p>
<dl><dt>Status</dt><dd>{status}</dd><dt>Code</dt><dd><code>{code}</code></dd></dl>
<p><a href="{root}/docs">Documentation</a></p>
</body>
</html>
"""


def install(app: FastAPI) -> None:
    """Serve the pages; their scripts come from a package on this machine, not from a CDN."""
    # Read and serialised before the first request, outside the event loop.
    served_document(app.state.settings.base_url)
    app.include_router(router)


@router.get("/openapi/v1.json")
async def openapi_v1(request: Request) -> Response:
    return Response(
        served_document(request.app.state.settings.base_url),
        media_type="application/json",
        headers={"Cache-Control": caching.ONE_MINUTE},
    )


def root_of(request: Request) -> str:
    """Return the path under which the server is reached: "/feet", or nothing."""
    return str(urlsplit(request.app.state.settings.base_url).path)


@router.get("/docs")
async def docs(request: Request) -> HTMLResponse:
    return HTMLResponse(PAGE.replace(ROOT, root_of(request)), headers=PAGE_HEADERS)


@router.get("/docs/start.js")
async def start(request: Request) -> HTMLResponse:
    script = START.replace(ROOT, root_of(request))
    return HTMLResponse(script, media_type="text/javascript", headers=CACHEABLE)


@router.get("/docs/assets/{name}")
async def asset(request: Request, name: str) -> Response:
    """Answer a file of the package, kept by caches for five minutes: an update may change it."""
    response = await ASSETS.get_response(name, request.scope)
    response.headers.update(CACHEABLE)
    return response


@router.get("/problems/{code}")
async def problem(request: Request, code: str) -> HTMLResponse:
    """Explain an error: the page that its `type` links to."""
    for kind in (*REGISTRY, *EDGE):
        if kind.code == code:
            page = PROBLEM_PAGE.format(
                title=html.escape(kind.title),
                explanation=html.escape(kind.explanation),
                status=kind.status,
                code=kind.code,
                root=html.escape(root_of(request)),
            )
            return HTMLResponse(page, headers=PAGE_HEADERS)
    raise NotFound("There is no problem with this code.")
