"""`instep serve` as a process of its own, which the tests end in every way."""

import http.client
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.engine import URL

from tests.e2e.browsing import free_port, wait_until_ready

PATIENCE = 60.0


@dataclass
class Serving:
    """A running server; `log` is the file with its lines."""

    process: subprocess.Popen[bytes]
    port: int
    log: Path

    @property
    def site(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def workers(self) -> list[int]:
        """The numbers of its worker processes."""
        parent = self.process.pid
        children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
        return [int(child) for child in children if b"spawn_main" in command_of(int(child))]

    def get(self, path: str) -> http.client.HTTPResponse:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        connection.request("GET", path)
        return connection.getresponse()

    def is_listening(self) -> bool:
        try:
            http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE).connect()
        except OSError:
            return False
        return True


def command_of(pid: int) -> bytes:
    """The command of a process; empty if it is gone or a zombie."""
    with suppress(FileNotFoundError, ProcessLookupError):
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    return b""


@contextmanager
def serving(url: URL | None, folder: Path, **settings: object) -> Iterator[Serving]:
    """Run a server on a database (None: its own PostgreSQL in `folder`), without a terminal."""
    port = int(str(settings.pop("port", 0))) or free_port()
    environment = {k: v for k, v in os.environ.items() if not k.startswith("INSTEP_")}
    environment |= {
        "INSTEP_PORT": str(port),
        "INSTEP_DATA_DIR": str(folder / "data"),
        **{f"INSTEP_{name.upper()}": str(value) for name, value in settings.items()},
    }
    if url is not None:
        named = url.set(drivername="postgresql").render_as_string(False)
        environment["INSTEP_DATABASE_URL"] = named
    log = folder / f"serve-{port}.log"
    with log.open("ab") as lines:
        process = subprocess.Popen(
            [sys.executable, "-m", "api.cli", "serve"],
            env=environment,
            stdout=lines,
            stderr=lines,
            start_new_session=True,
        )
    started = Serving(process, port, log)
    try:
        wait_until_ready(started.site)
        wait_for(lambda: len(started.workers()) in (0, int(str(settings.get("workers", 1)))))
        yield started
    finally:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=PATIENCE)
        process.kill()


def wait_for(is_so: Callable[[], bool], seconds: float = PATIENCE) -> float:
    """Wait until something is so; return after how many seconds."""
    began = time.monotonic()
    while not is_so():
        assert time.monotonic() - began < seconds, "it never came"
        time.sleep(0.01)
    return time.monotonic() - began
