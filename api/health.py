"""For machines that watch the server: is it alive, and is it ready to answer?"""

import structlog
from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from api.db import database_of
from api.migrations import newest_revision, revision_of
from api.models import Catalogue

logger = structlog.get_logger()
router = APIRouter(include_in_schema=False)


@router.get("/healthz")
async def healthz() -> JSONResponse:
    """Alive: the process answers. Says nothing of the database: its loss restarts no one."""
    return JSONResponse({"status": "ok"}, headers={"Cache-Control": "no-store"})


@router.get("/readyz")
async def readyz(request: Request) -> JSONResponse:
    """Ready: the database answers, its schema is the code's, and a catalogue is in it."""
    checks = await readiness(request)
    ready = all(value == "ok" for value in checks.values())
    return JSONResponse(
        {"status": "ready" if ready else "not_ready", "checks": checks},
        status_code=200 if ready else 503,
        headers={"Cache-Control": "no-store"} | ({} if ready else {"Retry-After": "2"}),
    )


async def readiness(request: Request) -> dict[str, str]:
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
