"""The start of a server: the line that says where it is, the addresses it answers, its counters."""

import json
import os
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from sqlalchemy.engine import URL

from tests.e2e.browsing import free_port

PATIENCE = 120


@dataclass
class Server:
    """A running `instep serve`: its port, and what it has written on standard error so far."""

    port: int
    process: subprocess.Popen[str]
    lines: list[str] = field(default_factory=list)

    def read(self) -> None:
        assert self.process.stderr is not None
        with self.process.stderr as written:
            for line in written:
                self.lines.append(line.rstrip("\n"))

    def said(self, beginning: str) -> str:
        """Wait for the line that begins like this, and return it."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            for line in list(self.lines):
                if line.startswith(beginning):
                    return line
            assert self.process.poll() is None, self.lines
            time.sleep(0.05)
        raise AssertionError(self.lines)


@contextmanager
def starting(database: URL, **settings: object) -> Iterator[Server]:
    port = free_port()
    kept = {n: v for n, v in os.environ.items() if not n.startswith("INSTEP_")}
    named = {
        "database_url": database.set(drivername="postgresql").render_as_string(False),
        "port": port,
        **settings,
    }
    environment = kept | {f"INSTEP_{name.upper()}": str(value) for name, value in named.items()}
    process = subprocess.Popen(
        [sys.executable, "-m", "api.cli", "serve"],
        env=environment,
        stderr=subprocess.PIPE,
        text=True,
    )
    server = Server(port, process)
    reading = threading.Thread(target=server.read)
    reading.start()
    try:
        yield server
    finally:
        process.terminate()
        process.wait(timeout=60)
        reading.join()


def get(address: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(address, timeout=30) as answer:  # noqa: S310 - our own
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as refused:
        return refused.code, refused.read().decode()


def test_one_process_on_every_address_says_where_it_is(catalogue_url: URL) -> None:
    with starting(catalogue_url, host="::", public_url="") as server:
        site = f"http://127.0.0.1:{server.port}"
        ready = server.said("Instep is ready: ")

        assert ready == f"Instep is ready: {site}/ (API docs: {site}/docs)"
        assert f"name {site}, which only this machine can reach" in server.said("instep: ")
        for host in ("127.0.0.1", "[::1]"):
            assert get(f"http://{host}:{server.port}/healthz") == (200, '{"status":"ok"}')
        status, problem = get(f"{site}/v1/exercises/nothing")
        assert (status, json.loads(problem)["type"]) == (404, f"{site}/problems/not-found")
        assert get(f"{site}/metrics")[0] == 404

    logged = [line for line in server.lines if not line.lower().startswith("instep")]
    assert all(json.loads(line) for line in logged)


def test_several_processes_count_together_on_a_port_of_their_own(catalogue_url: URL) -> None:
    metrics = free_port()
    with starting(
        catalogue_url,
        workers=2,
        environment="production",
        public_url="https://api.example.org/feet",
        metrics_port=metrics,
    ) as server:
        assert server.said("Instep is ready: ") == (
            "Instep is ready: https://api.example.org/feet/"
            " (API docs: https://api.example.org/feet/docs)"
        )
        for _ in range(20):
            assert get(f"http://127.0.0.1:{server.port}/v1/exercises/calf-stretch")[0] == 200
        status, text = get(f"http://127.0.0.1:{metrics}/metrics")
        counted = [line for line in text.splitlines() if 'method="GET",status="200"' in line]

    assert status == 200
    # The line above was written after one question.
    assert [float(line.split()[-1]) for line in counted] == [21.0]


def test_a_server_without_a_schema_says_what_to_run(empty_url: URL) -> None:
    with starting(empty_url, log_level="error") as server:
        line = server.said("Instep is running, but not ready: ")
    assert "instep migrate" in line
