"""The composition root: what the server is made of, read from top to bottom."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI

from api import docs, health, v1
from api.config import Settings, load_settings
from api.db import open_database
from api.http import problems
from api.http.requests import RequestLog
from api.logs import configure_logs


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    yield
    await app.state.database.close()


def create_app(settings: Settings | None = None) -> FastAPI:
    """Return the application; without arguments it reads the environment."""
    settings = settings or load_settings()
    configure_logs(settings.log_level)
    app = FastAPI(
        title="Instep", lifespan=lifespan, openapi_url=None, docs_url=None, redoc_url=None
    )
    app.state.settings = settings
    app.state.database = open_database(settings)
    problems.install(app)
    app.include_router(v1.router)
    app.include_router(health.router)
    docs.install(app)
    app.add_middleware(RequestLog)
    return app
