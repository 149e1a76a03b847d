"""A real browser, a real server, and other people's pages on another origin."""

import asyncio
import os
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import MappingProxyType
from typing import Any

from playwright.async_api import (
    Browser,
    BrowserContext,
    FloatRect,
    Locator,
    Page,
    Request,
    async_playwright,
)
from sqlalchemy.engine import URL

CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]
PHONE = {"width": 360, "height": 740}
DESKTOP = {"width": 1280, "height": 900}


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@contextmanager
def serving(url: URL, **settings: object) -> Iterator[str]:
    """Run `instep serve` on a database; yield its public address."""
    with serving_process(url, **settings) as (site, _):
        yield site


@contextmanager
def serving_process(
    url: URL, variables: Mapping[str, str] = MappingProxyType({}), /, **settings: object
) -> Iterator[tuple[str, "subprocess.Popen[bytes]"]]:
    """Run `instep serve` on a database; yield its public address and its process.

    `variables` are those of its environment that are no settings.
    """
    port = free_port()
    site = f"http://127.0.0.1:{port}"
    environment = os.environ | {
        "INSTEP_DATABASE_URL": url.set(drivername="postgresql").render_as_string(False),
        "INSTEP_PORT": str(port),
        "INSTEP_PUBLIC_URL": site,
        "INSTEP_LOG_LEVEL": "error",
        # What asks thousands of times is to hear the answers, not that it asks too much.
        "INSTEP_LIMIT_READS": "1000000",
        "INSTEP_LIMIT_POSTS": "1000000",
        "INSTEP_LIMIT_WRONG_KEYS": "1000000",
        **{f"INSTEP_{name.upper()}": str(value) for name, value in settings.items()},
        **variables,
    }
    process = subprocess.Popen([sys.executable, "-m", "api.cli", "serve"], env=environment)
    try:
        wait_until_ready(site)
        yield site, process
    finally:
        process.terminate()
        process.wait(timeout=60)


def wait_until_ready(site: str) -> None:
    deadline = time.monotonic() + 180
    while True:
        try:
            with urllib.request.urlopen(f"{site}/readyz", timeout=5):  # noqa: S310 - our own
                return
        except OSError:
            assert time.monotonic() < deadline, "the server did not become ready"
            time.sleep(0.1)


@dataclass
class Foreign:
    """Somebody else's site: its address, and what it answers, each with its policy."""

    origin: str = ""
    pages: dict[str, tuple[str, str]] = field(default_factory=dict)

    def put(self, path: str, body: str, policy: str) -> str:
        """Serve a page from now on; return its address."""
        html = f'<!doctype html><html lang="en"><head><title>Theirs</title></head>{body}</html>'
        self.pages[path] = (html, policy)
        return self.origin + path


@contextmanager
def foreign_site() -> Iterator[Foreign]:
    foreign = Foreign()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body, policy = foreign.pages.get(self.path, ("", "default-src 'none'"))
            self.send_response(200 if body else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Security-Policy", policy)
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    foreign.origin = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield foreign
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        await browser.close()


async def box(locator: Locator) -> FloatRect:
    """Return where an element stands; it has to be there."""
    found = await locator.bounding_box()
    assert found is not None, "it is not on the page"
    return found


@dataclass
class Watched:
    """A page, and what it did: its requests, and what stood in its console."""

    page: Page
    context: BrowserContext
    requests: list[Request] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def addresses(self) -> list[str]:
        return [request.url for request in self.requests if not request.url.startswith("data:")]

    async def weight(self) -> int:
        """Bytes of the page, its styles and scripts, uncompressed: no pictures, no answers."""
        sizes = 0
        for request in self.requests:
            response = await request.response()
            others = ("data:", "/v1/", "/media/")
            is_file = not any(other in request.url for other in others)
            if response is not None and is_file:
                sizes += len(await response.body())
        return sizes


@asynccontextmanager
async def watched(browser: Browser, **options: Any) -> AsyncIterator[Watched]:
    """Open a page in a context of its own; whatever goes wrong in it is written down."""
    context = await browser.new_context(**{"viewport": DESKTOP} | options)
    page = await context.new_page()
    seen = Watched(page, context)
    page.on("request", lambda request: seen.requests.append(request))
    page.on("pageerror", lambda error: seen.complaints.append(str(error)))
    page.on("dialog", lambda dialog: seen.complaints.append(f"dialog: {dialog.message}"))
    page.on(
        "console",
        lambda said: seen.complaints.append(said.text) if said.type == "error" else None,
    )
    try:
        yield seen
    finally:
        await context.close()
        await asyncio.sleep(0)
