"""What `instep serve` says once the server answers: the address to open."""

import http.client
import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus

from api import listening
from api.cli.terminal import write_error
from api.config import Settings

PAUSE_SECONDS = 0.1
ANSWER_SECONDS = 5.0


@contextmanager
def announced(settings: Settings, sockets: list[socket.socket]) -> Iterator[None]:
    """Print the address on standard error as soon as the server answers on the first socket.

    It is asked over the network, as callers do; so the line is true with any number of workers.
    """
    host, port = sockets[0].getsockname()[:2]
    host = "127.0.0.1" if listening.is_wildcard(host) else host
    ended = threading.Event()
    waiting = threading.Thread(target=announce, args=(settings, host, port, ended), daemon=True)
    waiting.start()
    try:
        yield
    finally:
        ended.set()


def announce(settings: Settings, host: str, port: int, ended: threading.Event) -> None:
    """Wait until the server answers, and print the message; print nothing if it ends before."""
    while not ended.wait(PAUSE_SECONDS):
        try:
            faults = readiness_faults(host, port)
        except (OSError, http.client.HTTPException, ValueError):
            continue
        write_error(message(settings, faults))
        return


def readiness_faults(host: str, port: int) -> list[str]:
    """Return what keeps the server from being ready. Raises OSError if it does not answer yet."""
    connection = http.client.HTTPConnection(host, port, timeout=ANSWER_SECONDS)
    try:
        connection.request("GET", "/readyz")
        answer = connection.getresponse()
        checks: dict[str, str] = json.loads(answer.read()).get("checks", {})
    finally:
        connection.close()
    if answer.status == HTTPStatus.OK:
        return []
    return [f"{name} {state}" for name, state in checks.items() if state != "ok"]


def message(settings: Settings, faults: list[str]) -> str:
    address = settings.base_url
    if faults:
        return f"Instep is running, but not ready: {'; '.join(faults)} ({address}/readyz)"
    return f"Instep is ready: {address}/ (API docs: {address}/docs)"
