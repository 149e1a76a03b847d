"""What a kept answer costs in each layer, and what compression costs at each level.

`python -m tests.bench.kept_answers` prints both tables; times are the least of some rounds.
"""

import asyncio
import gzip
import time
from collections.abc import Callable

import brotli
import uvloop
from sqlalchemy.engine import URL
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.application import Application
from api.main import create_app
from tests import databases
from tests.http.asked import get, request

EXERCISE = "/v1/exercises/calf-stretch"
COMPRESSED = ("/v1/exercises", EXERCISE, "/v1/complaints/plantar-heel-pain/exercises")
ROUNDS, REQUESTS = 7, 3_000
AT_ONCE = (16, 64)
IDENTITY = ("Accept-Encoding", "identity")


def layers_of(app: Application) -> dict[str, ASGIApp]:
    """Return the layers that a kept answer passes, from the inside out."""
    proxies = app.outermost
    lists = proxies.app  # type: ignore[attr-defined]
    every, cache = lists.app, lists.app.app

    async def ask(scope: Scope, receive: Receive, send: Send) -> None:
        await app.state.freshness.ask()

    return {
        "the shared question": ask,
        "AnswerCache": cache,
        "EveryResponse": every,
        "ListHeaders": lists,
        "TrustedProxies": proxies,
        "Application": app,
    }


async def cost_of(layer: ASGIApp, app: Application, at_once: int) -> float:
    """Return the CPU time of the event loop's thread for one request, in microseconds."""

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        pass

    async def client() -> None:
        for _ in range(REQUESTS // at_once):
            scope = {**request(EXERCISE, [IDENTITY]), "app": app}
            await asyncio.create_task(layer(scope, receive, send))  # type: ignore[arg-type]

    began = time.thread_time()
    await asyncio.gather(*(client() for _ in range(at_once)))
    return (time.thread_time() - began) / REQUESTS * 1_000_000


async def measure(url: URL) -> None:
    app = create_app(databases.settings_for(url, log_level="info"))
    bodies = [(await get(app, path, IDENTITY)).body for path in COMPRESSED]
    layers = layers_of(app)
    for at_once in AT_ONCE:
        least = dict.fromkeys(layers, float("inf"))
        for _ in range(ROUNDS):
            for name, layer in layers.items():
                least[name] = min(least[name], await cost_of(layer, app, at_once))
        print(f"{at_once} at once, µs up to and with:", end="")
        print("".join(f"\n  {name:<20}{cost:6.1f}" for name, cost in least.items()))
    await app.state.database.close()
    for path, body in zip(COMPRESSED, bodies, strict=True):
        print(f"{path}, {len(body):,} bytes")
        for level in (6, 9):
            print_level("gzip", level, body, lambda plain, n: gzip.compress(plain, n, mtime=0))
        for level in (5, 7, 9, 11):
            print_level("brotli", level, body, lambda plain, n: brotli.compress(plain, quality=n))


def print_level(
    name: str, level: int, body: bytes, compress: Callable[[bytes, int], bytes]
) -> None:
    took = []
    for _ in range(ROUNDS):
        began = time.thread_time()
        packed = compress(body, level)
        took.append(time.thread_time() - began)
    print(f"  {name} {level:<4}{len(packed):8,} bytes {min(took) * 1_000:7.2f} ms")


def main() -> None:
    with databases.run_folder() as folder, databases.server(folder) as server:
        template = databases.template(server, folder)
        with databases.database(server, str(template.database)) as url:
            uvloop.run(measure(url))


if __name__ == "__main__":
    main()
