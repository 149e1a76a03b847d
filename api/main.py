"""The composition root: every part of the server, from top to bottom."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from fastapi import FastAPI

from api import docs, embeds, health, home, media, memory, security_txt
from api.application import Application
from api.config import Settings, load_settings
from api.db import open_database
from api.freshness import Freshness
from api.http import exception_handlers
from api.http.admission_control import AdmissionControl, Places
from api.http.answer_cache import AnswerCache
from api.http.authentication import Authentication
from api.http.body_limit import LARGER_BODIES, LARGEST_BODY, BodyLimit
from api.http.catch_errors import CatchErrors
from api.http.conditional_and_compressed import ConditionalAndCompressed
from api.http.database_deadline import DatabaseDeadline
from api.http.deprecation_headers import DeprecationHeaders
from api.http.every_response import EveryResponse
from api.http.kept_answers import KeptAnswers
from api.http.list_headers import ListHeaders
from api.http.rate_limit import RateLimit
from api.http.route_table import CompiledReads, RouteTable
from api.http.shortcut import Shortcut
from api.http.trusted_proxies import TrustedProxies
from api.languages import FALLBACK
from api.last_known_state import LastKnownState
from api.limits.rate_limiter import RateLimiter
from api.logs import configure_logs
from api.pages import assets, templates
from api.partners.key_cache import KeyCache
from api.readiness import Readiness
from api.v1.known_catalogue import read_known_catalogue
from api.v1.router import PREFIX
from api.v1.router import router as v1_router

WARM_SECONDS = 5.0
"""How long a process waits for a database that does not answer before it serves all the same."""


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    await warm_up(app)
    keeping = asyncio.create_task(app.state.last_known_state.keep())
    yield
    keeping.cancel()
    await app.state.database.close()


async def warm_up(app: FastAPI) -> None:
    """Read and compile before the first request what requests need, if the database answers."""
    templates.compile_templates(FALLBACK)
    memory.forget_what_importing_needed()
    # What this and importing left behind goes first, so that its place is taken again.
    memory.settle()
    with suppress(TimeoutError):
        async with asyncio.timeout(WARM_SECONDS):
            await app.state.last_known_state.try_refresh()
    memory.settle()


def create_app(settings: Settings | None = None) -> Application:
    """Return the application; without arguments it reads the environment."""
    memory.keep_one_heap()
    settings = settings or load_settings()
    configure_logs(settings.log_level)
    app = Application(
        title="Instep",
        lifespan=lifespan,
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        # Nobody exports it, and to find that out would cost each request five microseconds.
        telemetry={"tracing": False, "metrics": False, "logs": False},
    )
    app.state.settings = settings
    app.state.database = open_database(settings)
    app.state.freshness = Freshness(app.state.database, settings.database_wait_seconds)
    app.state.last_known_state = LastKnownState(
        app.state.database, app.state.freshness, read_known_catalogue
    )
    app.state.answers = KeptAnswers(settings.answer_cache_bytes)
    app.state.readiness = Readiness(app.state.database)
    app.state.keys = KeyCache(app.state.database)
    app.state.rate_limiter = RateLimiter(settings)
    app.state.places = Places(settings.max_requests, settings.kept_requests)
    exception_handlers.install(app)
    table = add_routes(app)
    add_middleware(app, table, settings)
    return app


def add_routes(app: FastAPI) -> RouteTable:
    """Add every router; return the table that finds their routes."""
    # With a prefix that is given here. Otherwise FastAPI would look for routes without a path, and
    # keep what it makes of all routes for that.
    app.include_router(v1_router, prefix=PREFIX)
    app.include_router(home.router)
    app.include_router(embeds.router)
    app.include_router(assets.router)
    app.include_router(media.router)
    app.include_router(health.router)
    app.include_router(security_txt.router)
    docs.install(app)
    table = RouteTable(app)
    app.routes.insert(0, table)
    return table


def add_middleware(app: Application, table: RouteTable, settings: Settings) -> None:
    """Add the middlewares; each wraps those above it, so the last one is the outermost."""
    app.surround(CompiledReads, table=table)
    app.surround(CatchErrors)
    app.surround(AdmissionControl, places=app.state.places)
    app.surround(BodyLimit, limit=LARGEST_BODY, larger=LARGER_BODIES)
    app.surround(ConditionalAndCompressed)
    app.surround(DeprecationHeaders)
    app.surround(RateLimit)
    app.surround(Authentication)
    app.surround(DatabaseDeadline, seconds=settings.database_wait_seconds)
    cache = None
    if settings.answer_cache_bytes:
        cache = app.surround(
            AnswerCache,
            answers=app.state.answers,
            freshness=app.state.freshness,
            limiter=app.state.rate_limiter,
        )
    app.surround(EveryResponse, https=settings.base_url.startswith("https:"))
    app.surround(ListHeaders)
    proxies = app.surround(TrustedProxies, proxies=settings.proxies)
    app.shortcut = None if cache is None else Shortcut(cache, proxies)
