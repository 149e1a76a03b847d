"""The servers that are compared, each on one core, which they share with PostgreSQL."""

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.engine import URL

from tests.bench.wire.asked import HOST, Kinds, Request, ask
from tests.bench.wire.usage import children, family

PATIENCE = 180
UNLIMITED = {"INSTEP_LIMIT_READS": "1000000", "INSTEP_LIMIT_POSTS": "1000000"}
STAMPED_BY_SERVER = {"date", "connection"}


@dataclass(frozen=True)
class Cores:
    """Which core serves, and which one sends requests."""

    server: int
    client: int

    @property
    def of_server(self) -> list[str]:
        """The beginning of a command that keeps what follows on the server's core."""
        return ["taskset", "--cpu-list", str(self.server)]

    @property
    def of_client(self) -> list[str]:
        return ["taskset", "--cpu-list", str(self.client)]


def first_cores() -> Cores:
    cores = sorted(os.sched_getaffinity(0))
    return Cores(cores[0], cores[-1])


@dataclass(frozen=True)
class Server:
    """A server that runs; `postmaster` is the process of the database that it asks, if any."""

    name: str
    port: int
    pid: int
    postmaster: int | None = None

    @property
    def pids(self) -> list[int]:
        return family(self.pid)

    @property
    def database_pids(self) -> list[int]:
        return [] if self.postmaster is None else children(self.postmaster)


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind((HOST, 0))
        return int(listener.getsockname()[1])


@contextmanager
def running(
    name: str, command: list[str], port: int, cores: Cores, postmaster: int | None = None
) -> Iterator[Server]:
    """Run a command that serves on a port; another process reads and drops what it writes."""
    reader = subprocess.Popen(
        [*cores.of_client, "cat"], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL
    )
    assert reader.stdin is not None
    with reader.stdin as log:
        process = subprocess.Popen([*cores.of_server, *command], stderr=log)
    try:
        wait_until_listening(name, process, port)
        yield Server(name, port, process.pid, postmaster)
    finally:
        process.terminate()
        process.wait(timeout=60)
        reader.wait(timeout=60)


def wait_until_listening(name: str, process: "subprocess.Popen[bytes]", port: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while True:
        if process.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"{name} did not start")
        try:
            socket.create_connection((HOST, port), timeout=5).close()
        except OSError:
            time.sleep(0.05)
        else:
            return


@contextmanager
def instep(
    name: str, url: URL, postmaster: int, cores: Cores, **settings: object
) -> Iterator[Server]:
    """Run `instep serve` with one worker and its log, on a database that is filled."""
    port = free_port()
    address = url.set(drivername="postgresql").render_as_string(hide_password=False)
    given = {f"INSTEP_{setting.upper()}={value}" for setting, value in settings.items()}
    known = {f"{setting}={value}" for setting, value in UNLIMITED.items()}
    where = {f"INSTEP_DATABASE_URL={address}", f"INSTEP_PORT={port}"}
    command = ["env", *sorted(where | known | given), sys.executable, "-m", "api.cli", "serve"]
    with running(name, command, port, cores, postmaster) as server:
        while ask(port, Request("/readyz")).status != 200:
            time.sleep(0.05)
        yield server


@contextmanager
def earlier(name: str, checkout: Path, cores: Cores) -> Iterator[Server]:
    """Run `instep serve` of another checkout, which has a `.venv`, with a PostgreSQL of its own."""
    with tempfile.TemporaryDirectory(prefix="instep-earlier-") as made:
        # Run as root, PostgreSQL serves under an account of its own.
        Path(made).chmod(0o711)
        port = free_port()
        known = [f"{setting}={value}" for setting, value in UNLIMITED.items()]
        where = [f"INSTEP_DATA_DIR={made}/data", f"INSTEP_PORT={port}"]
        python = str(checkout.resolve() / ".venv" / "bin" / "python")
        command = ["env", f"--chdir={checkout}", *known, *where, python, "-m", "api.cli", "serve"]
        with running(name, command, port, cores) as server:
            while ask(port, Request("/readyz")).status != 200:
                time.sleep(0.05)
            yield server


@contextmanager
def raw(
    name: str, answers: Path, cores: Cores, url: URL | None = None, postmaster: int | None = None
) -> Iterator[Server]:
    """Run the application of `raw` with recorded answers, and with a database if one is named."""
    port = free_port()
    database = []
    if url is not None:
        database = [url.set(drivername="postgresql").render_as_string(hide_password=False)]
    module = [sys.executable, "-m", "tests.bench.wire.raw"]
    command = [*module, str(port), str(answers), *database]
    with running(name, command, port, cores, postmaster) as server:
        yield server


NGINX = """
worker_processes 1; daemon off; pid {folder}/nginx.pid; error_log stderr crit;
events {{ worker_connections 1024; }}
http {{
    access_log off; sendfile on; keepalive_requests 1000000; default_type application/json;
    client_body_temp_path {folder}; proxy_temp_path {folder}; fastcgi_temp_path {folder};
    uwsgi_temp_path {folder}; scgi_temp_path {folder};
    server {{ listen 127.0.0.1:{port}; {locations} }}
}}
"""


@contextmanager
def nginx(name: str, kinds: Kinds, port_of_instep: int, cores: Cores) -> Iterator[Server]:
    """Run nginx with a file for each path, which holds what Instep answers there."""
    with tempfile.TemporaryDirectory(prefix="instep-nginx-") as made:
        folder, port = Path(made), free_port()
        # Run as root, nginx serves under an account of its own.
        folder.chmod(0o755)
        locations = []
        for number, kind in enumerate(kinds.values()):
            (folder / str(number)).write_bytes(ask(port_of_instep, kind[0]).body)
            locations.append(f"location = {kind[0].path} {{ alias {folder}/{number}; }}")
        configuration = folder / "nginx.conf"
        text = NGINX.format(folder=folder, port=port, locations=" ".join(locations))
        configuration.write_text(text)
        command = ["nginx", "-p", made, "-e", "stderr", "-c", str(configuration)]
        with running(name, command, port, cores) as server:
            yield server


def write_answers(kinds: Kinds, port: int, file: Path) -> None:
    """Write down what Instep answers to the first request of each kind, for `raw`."""
    recorded = []
    for request in (kind[0] for kind in kinds.values()):
        answer = ask(port, request)
        headers = [pair for pair in answer.headers if pair[0].lower() not in STAMPED_BY_SERVER]
        recorded.append(
            {
                "path": request.path,
                "asked": request.headers,
                "status": answer.status,
                "headers": headers,
                "body": b64encode(answer.body).decode(),
            }
        )
    file.write_text(json.dumps(recorded))
