"""An application with low limits, and its callers at addresses of their own."""

import time

import httpx
from fastapi import FastAPI
from sqlalchemy.engine import URL

from api.main import create_app
from tests import databases

LOW = {"limit_reads": 5, "limit_posts": 3, "limit_keyed": 4, "limit_wrong_keys": 2}


def client_from(app: FastAPI, address: str) -> httpx.AsyncClient:
    transport = httpx.ASGITransport(app=app, client=(address, 4711))
    return httpx.AsyncClient(transport=transport, base_url=databases.PUBLIC_URL)


def strict_app(url: URL, **changes: object) -> FastAPI:
    """Return an application whose limits are low, and whose minute does not end."""
    app = create_app(databases.settings_for(url, **LOW, **changes))
    storage = app.state.rate_limiter.windows
    began = time.time() // 60 * 60
    storage.clock = lambda: began + 1
    return app
