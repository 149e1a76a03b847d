"""`instep serve` as a process of its own, which the tests end in every way."""

import fcntl
import os
import pty
import socket
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from http.client import HTTPConnection
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
    terminal: int

    def close_terminal(self) -> None:
        """Close the terminal of the server, as somebody closes a window."""
        with suppress(OSError):
            os.close(self.terminal)

    @property
    def site(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def workers(self) -> list[int]:
        """The numbers of its worker processes."""
        parent = self.process.pid
        children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
        return [int(child) for child in children if b"spawn_main" in command_of(int(child))]

    def get(self, path: str) -> "Answer":
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)) as connection:
            connection.request("GET", path)
            answer = connection.getresponse()
            return Answer(
                answer.status, {n.lower(): v for n, v in answer.getheaders()}, answer.read()
            )

    def is_listening(self) -> bool:
        try:
            socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE).close()
        except OSError:
            return False
        return True


@dataclass(frozen=True)
class Answer:
    """Status, headers by their names in small letters, and body."""

    status: int
    headers: dict[str, str]
    body: bytes


def command_of(pid: int) -> bytes:
    """The command of a process; empty if it is gone or a zombie."""
    with suppress(FileNotFoundError, ProcessLookupError):
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    return b""


@contextmanager
def serving(
    url: URL | None, folder: Path, *, on_terminal: bool = False, **settings: object
) -> Iterator[Serving]:
    """Run a server on a database (None: its own PostgreSQL in `folder`)."""
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
    ours, theirs = pty.openpty()
    log = folder / f"serve-{port}.log"
    with log.open("ab") as lines:
        process = subprocess.Popen(
            [sys.executable, "-m", "api.cli", "serve"],
            env=environment,
            stdout=lines,
            stderr=lines,
            start_new_session=not on_terminal,
            preexec_fn=partial(take_terminal, theirs) if on_terminal else None,
        )
    os.close(theirs)
    started = Serving(process, port, log, ours)
    try:
        wait_until_ready(started.site)
        wait_for(lambda: len(started.workers()) in (0, int(str(settings.get("workers", 1)))))
        yield started
    finally:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=PATIENCE)
        if process.poll() is None:
            process.kill()
            raise AssertionError(f"it did not end:\n{log.read_text()[-4_000:]}")
        started.close_terminal()


def take_terminal(descriptor: int) -> None:
    """Make a terminal the one of this process, as a terminal's program does."""
    os.setsid()
    fcntl.ioctl(descriptor, termios.TIOCSCTTY, 0)


def wait_for(is_so: Callable[[], bool], seconds: float = PATIENCE) -> float:
    """Wait until something is so; return after how many seconds."""
    began = time.monotonic()
    while not is_so():
        assert time.monotonic() - began < seconds, "it never came"
        time.sleep(0.01)
    return time.monotonic() - began
