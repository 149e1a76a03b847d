"""The composition root: what the server is made of, read from top to bottom."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from api import docs, embeds, health, home
from api.config import Settings, load_settings
from api.db import open_database
from api.http import problems
from api.http.announcements import Announcements
from api.http.answers import Answers
from api.http.bodies import Bodies
from api.http.faults import Faults
from api.http.keys import Keys
from api.http.limits import Limits
from api.http.origins import Origins
from api.http.requests import RequestLog
from api.http.safety import Safety
from api.logs import configure_logs
from api.pages import assets
from api.partners.keyring import KeyRing
from api.partners.quotas import Quotas
from api.v1.router import router as v1_router

LARGEST_BODY = 64 * 1024
"""Bytes; the longest text that is taken has 2,000 characters."""


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    yield
    await app.state.database.close()


def create_app(settings: Settings | None = None) -> FastAPI:
    """Return the application; without arguments it reads the environment."""
    settings = settings or load_settings()
    configure_logs(settings.log_level)
    app = FastAPI(
        title="Instep",
        lifespan=lifespan,
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )
    app.state.settings = settings
    app.state.database = open_database(settings)
    app.state.keyring = KeyRing(app.state.database)
    app.state.quotas = Quotas(settings)
    problems.install(app)
    app.include_router(v1_router)
    app.include_router(home.router)
    app.include_router(embeds.router)
    app.include_router(assets.router)
    app.include_router(health.router)
    docs.install(app)
    # Each wraps the ones above it: the last one is the outermost.
    app.add_middleware(Faults)
    app.add_middleware(Bodies, limit=LARGEST_BODY)
    app.add_middleware(Answers)
    app.add_middleware(Announcements)
    app.add_middleware(Limits)
    app.add_middleware(Keys)
    app.add_middleware(Origins)
    app.add_middleware(Safety, https=settings.public_url.scheme == "https")
    app.add_middleware(RequestLog)
    app.add_middleware(ProxyHeadersMiddleware, trusted_hosts=settings.proxies)
    return app
