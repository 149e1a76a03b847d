"""For monitoring: is the process alive, is it ready to answer, and its counters."""

import hmac

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse
from prometheus_client import CONTENT_TYPE_LATEST

from api import caching, metrics
from api.errors import NotFound
from api.lame_duck import is_lame_duck

router = APIRouter(include_in_schema=False)

SHUTTING_DOWN = {"server": "shutting down"}


@router.get("/healthz")
async def healthz() -> JSONResponse:
    """Alive: the process answers. The database is not asked: its loss is no reason to restart."""
    return JSONResponse({"status": "ok"}, headers={"Cache-Control": caching.NO_STORE})


@router.get("/readyz")
async def readyz(request: Request) -> JSONResponse:
    """Ready: the database answers, has the schema that the code expects, and holds a catalogue.

    A server that is about to end is not ready, whatever the database says.
    """
    if is_lame_duck(request.scope):
        checks = SHUTTING_DOWN
    else:
        checks = await request.app.state.readiness.find()
    ready = all(value == "ok" for value in checks.values())
    return JSONResponse(
        {"status": "ready" if ready else "not_ready", "checks": checks},
        status_code=200 if ready else 503,
        headers={"Cache-Control": caching.NO_STORE} | ({} if ready else {"Retry-After": "2"}),
    )


@router.get("/metrics")
async def read_metrics(request: Request) -> Response:
    """Counters for operators: for callers with the token, and for nobody if there is none."""
    token = request.app.state.settings.metrics_token
    if token is None or not shows(request, token.get_secret_value()):
        raise NotFound
    headers = {"Cache-Control": caching.NO_STORE}
    return Response(metrics.exposition(), media_type=CONTENT_TYPE_LATEST, headers=headers)


def shows(request: Request, token: str) -> bool:
    """Say whether a request has a bearer token. The time does not depend on how much is right."""
    scheme, _, shown = request.headers.get("authorization", "").partition(" ")
    is_right = hmac.compare_digest(shown.strip().encode("latin-1"), token.encode())
    return is_right and scheme.lower() == "bearer"
