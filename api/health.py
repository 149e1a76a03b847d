"""For monitoring: is the process alive, is it ready to answer, and its counters."""

import hmac

import structlog
from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse
from prometheus_client import CONTENT_TYPE_LATEST
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from api import caching, metrics
from api.db import database_of
from api.errors import NotFound
from api.migrations import newest_revision, revision_of
from api.models import Catalogue

logger = structlog.get_logger()
router = APIRouter(include_in_schema=False)


@router.get("/healthz")
async def healthz() -> JSONResponse:
    """Alive: the process answers. The database is not asked: its loss is no reason to restart."""
    return JSONResponse({"status": "ok"}, headers={"Cache-Control": caching.NO_STORE})


@router.get("/readyz")
async def readyz(request: Request) -> JSONResponse:
    """Ready: the database answers, has the schema that the code expects, and holds a catalogue."""
    checks = await readiness(request)
    ready = all(value == "ok" for value in checks.values())
    return JSONResponse(
        {"status": "ready" if ready else "not_ready", "checks": checks},
        status_code=200 if ready else 503,
        headers={"Cache-Control": caching.NO_STORE} | ({} if ready else {"Retry-After": "2"}),
    )


@router.get("/metrics")
async def read_metrics(request: Request) -> Response:
    """Counters for operators: for callers with the token, or on this machine."""
    if not may_read_metrics(request):
        raise NotFound
    headers = {"Cache-Control": caching.NO_STORE}
    return Response(metrics.exposition(), media_type=CONTENT_TYPE_LATEST, headers=headers)


def may_read_metrics(request: Request) -> bool:
    token = request.app.state.settings.metrics_token
    if token is not None:
        expected = f"Bearer {token.get_secret_value()}"
        shown = request.headers.get("authorization", "")
        return hmac.compare_digest(shown.encode(), expected.encode())
    # A proxy on this machine passes on requests from elsewhere.
    is_proxied = any(name in request.headers for name in ("x-forwarded-for", "forwarded", "via"))
    is_local = request.client is not None and request.client.host in ("127.0.0.1", "::1")
    return is_local and not is_proxied


async def readiness(request: Request) -> dict[str, str]:
    """Return the result of each check by name: `ok`, or a remedy."""
    try:
        async with database_of(request).engine.connect() as connection:
            revision = await connection.run_sync(revision_of)
            expected = newest_revision()
            if revision is None:
                return {"database": "ok", "schema": "empty; run: instep migrate"}
            if revision != expected:
                behind = f"at {revision}, the code expects {expected}; run: instep migrate"
                return {"database": "ok", "schema": behind}
            serial = await connection.scalar(select(Catalogue.serial))
    except (SQLAlchemyError, OSError, TimeoutError) as error:
        logger.warning("not_ready", error=type(error).__name__)
        return {"database": "does not answer"}
    catalogue = "ok" if serial else "empty; run: instep seed"
    return {"database": "ok", "schema": "ok", "catalogue": catalogue}
