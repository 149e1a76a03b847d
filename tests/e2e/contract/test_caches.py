"""The caches of nginx and of a browser revalidate an answer, and then show what was published.

nginx stands in front of Instep twice: one server makes two seconds of the minute in `max-age`, so
that the test need not wait, and changes nothing else; the other one keeps what it gets from that.
"""

import asyncio
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.async_api import Browser, Page
from sqlalchemy.engine import URL

from api.db import Database
from seed.content import Content
from seed.importer import import_content
from tests.databases import PUBLISHED
from tests.e2e import browsing
from tests.e2e.browsing import Foreign, free_port, watched
from tests.e2e.edge.proxies import running
from tests.seed.factories import edited

pytestmark = pytest.mark.timed

EXERCISE = "/v1/exercises/calf-stretch"
CHANGES = "/v1/changes?limit=1"
FRESH_SECONDS = 2
ENCODINGS = ("identity", "gzip", "br")

CONFIGURATION = """
daemon off; worker_processes 1; pid {folder}/nginx.pid; error_log stderr crit;
events {{ worker_connections 256; }}
http {{
    log_format status "$request_uri $status";
    access_log off;
    proxy_temp_path {folder}; client_body_temp_path {folder}; fastcgi_temp_path {folder};
    uwsgi_temp_path {folder}; scgi_temp_path {folder};
    proxy_cache_path {folder}/kept keys_zone=kept:1m;
    map $upstream_http_cache_control $sooner {{
        "~^(.*)max-age=60(.*)$" "$1max-age={fresh}$2";
        default $upstream_http_cache_control;
    }}
    server {{
        listen 127.0.0.1:{sooner};
        access_log {folder}/statuses status;
        location / {{
            proxy_pass {instep};
            proxy_hide_header Cache-Control;
            add_header Cache-Control $sooner always;
        }}
    }}
    server {{
        listen 127.0.0.1:{keeping};
        location / {{
            proxy_pass http://127.0.0.1:{sooner};
            proxy_cache kept;
            proxy_cache_revalidate on;
            add_header X-Cache $upstream_cache_status always;
        }}
    }}
}}
"""

FETCH = """async ([address, cache]) => {
  const answer = await fetch(address, {cache});
  return [answer.status, (await answer.json()).feel];
}"""


@dataclass(frozen=True)
class Caches:
    """The two servers of nginx, and the file with what the first one answered."""

    sooner: str
    keeping: str
    statuses: Path

    def answered(self, path: str) -> list[str]:
        """Return the statuses with which Instep answered a path, in their order."""
        lines = [line.split() for line in self.statuses.read_text().splitlines()]
        return [status for asked, status in lines if asked == path]


@contextmanager
def in_front_of(instep: str) -> Iterator[Caches]:
    with tempfile.TemporaryDirectory(prefix="instep-caches-") as made:
        folder = Path(made)
        # Run as root, nginx serves under an account of its own, which writes here.
        folder.chmod(0o777)
        ports = {"sooner": free_port(), "keeping": free_port()}
        configuration = folder / "nginx.conf"
        text = CONFIGURATION.format(folder=folder, instep=instep, fresh=FRESH_SECONDS, **ports)
        configuration.write_text(text)
        command = ["nginx", "-p", made, "-e", "stderr", "-c", str(configuration)]
        with running(command, ports["keeping"]):
            sooner, keeping = (f"http://127.0.0.1:{port}" for port in ports.values())
            yield Caches(sooner, keeping, folder / "statuses")


@pytest.fixture
def caches(scratch_url: URL) -> Iterator[Caches]:
    with browsing.serving(scratch_url) as site, in_front_of(site) as caches:
        yield caches


async def feel_otherwise(scratch: Database, content: Content) -> None:
    changed = edited(content, "exercises", "calf-stretch", feel="Otherwise.")
    await import_content(scratch, changed, now=PUBLISHED + timedelta(days=1))


async def grow_old() -> None:
    await asyncio.sleep(FRESH_SECONDS + 1)


async def asked(client: httpx.AsyncClient) -> list[tuple[str, str, str]]:
    """Ask in each encoding; return what the cache did, how the exercise feels, and the tag."""
    answers = [
        await client.get(EXERCISE, headers={"Accept-Encoding": encoding}) for encoding in ENCODINGS
    ]
    return [(a.headers["x-cache"], a.json()["feel"], a.headers["etag"]) for a in answers]


async def test_nginx_keeps_an_answer_revalidates_it_and_then_has_the_new_one(
    caches: Caches, scratch: Database, content: Content
) -> None:
    async with httpx.AsyncClient(base_url=caches.keeping) as client:
        first = await asked(client)
        again = await asked(client)
        await grow_old()
        older = await asked(client)
        before = await client.get(CHANGES)
        await feel_otherwise(scratch, content)
        after = await client.get(CHANGES)
        await grow_old()
        changed = await asked(client)

    assert [what for what, *_ in first + again] == ["MISS"] * 3 + ["HIT"] * 3
    assert [what for what, *_ in older] == ["REVALIDATED"] * 3
    assert [rest for _, *rest in first] == [rest for _, *rest in again]
    assert [rest for _, *rest in first] == [rest for _, *rest in older]
    assert [(what, feel) for what, feel, _ in changed] == [("EXPIRED", "Otherwise.")] * 3
    assert len({tag for *_, tag in first + changed}) == 6
    assert caches.answered(EXERCISE) == ["200"] * 3 + ["304"] * 3 + ["200"] * 3
    # Of changes it has to ask each time.
    assert after.json()["serial"] > before.json()["serial"]


async def fetch(page: Page, address: str, cache: str = "default") -> Any:
    return await page.evaluate(FETCH, [address, cache])


async def test_a_browser_revalidates_and_shows_the_new_document(
    caches: Caches, scratch: Database, content: Content, foreign: Foreign, browser: Browser
) -> None:
    address = caches.sooner + EXERCISE
    theirs = foreign.put("/cache", "<body>Theirs</body>", "default-src 'none'; connect-src *")
    async with watched(browser) as seen:
        await seen.page.goto(theirs)
        first = await fetch(seen.page, address)
        assert await fetch(seen.page, address) == first
        assert caches.answered(EXERCISE) == ["200"]

        assert await fetch(seen.page, address, "no-cache") == first
        assert caches.answered(EXERCISE) == ["200", "304"]

        await feel_otherwise(scratch, content)
        await grow_old()
        # While it asks anew, it may show once what it has: stale-while-revalidate.
        assert await fetch(seen.page, address) in (first, [200, "Otherwise."])
        await until_answered(caches, 3)
        assert await fetch(seen.page, address) == [200, "Otherwise."]
        assert await fetch(seen.page, address, "no-cache") == [200, "Otherwise."]
    assert caches.answered(EXERCISE)[2:4] == ["200", "304"]


async def until_answered(caches: Caches, count: int) -> None:
    deadline = time.monotonic() + 20
    while len(caches.answered(EXERCISE)) < count:
        assert time.monotonic() < deadline
        await asyncio.sleep(0.05)
