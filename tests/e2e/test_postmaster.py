"""The embedded PostgreSQL is killed while partners write, and ends with the server.

A write that was acknowledged is there afterwards; whoever meets the kill gets 503, never 500.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest

from api.embedded.server import is_alive, read_pid_file
from tests.e2e.browsing import free_port
from tests.partners.written import DESK, definition
from tests.soak import rounds

pytestmark = [pytest.mark.soak, pytest.mark.timed]

PATIENCE = 60.0
BACK_WITHIN = 5.0
WRITERS, READERS = 4, 4


@dataclass
class Instep:
    """`instep` with a data folder of its own."""

    folder: Path
    port: int = field(default_factory=free_port)

    @property
    def site(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def cluster(self) -> Path:
        return self.folder / "data" / "cluster"

    def command(self, *words: str, **settings: object) -> "subprocess.Popen[str]":
        inherited = {k: v for k, v in os.environ.items() if not k.startswith("INSTEP_")}
        named = {f"INSTEP_{name.upper()}": str(value) for name, value in settings.items()}
        generous = {f"INSTEP_LIMIT_{name}": "1000000" for name in ("READS", "POSTS", "KEYED")}
        own = {"INSTEP_DATA_DIR": str(self.folder / "data"), "INSTEP_PORT": str(self.port)}
        with (self.folder / "log").open("a") as log:
            return subprocess.Popen(
                [sys.executable, "-m", "api.cli", *words],
                env=inherited | own | generous | named,
                stdout=subprocess.PIPE if words[0] == "keys" else subprocess.DEVNULL,
                stderr=log,
                text=True,
                start_new_session=True,
            )

    def output(self, *words: str) -> str:
        process = self.command(*words)
        output, _ = process.communicate(timeout=PATIENCE)
        assert process.returncode == 0
        return (output or "").strip()

    @contextmanager
    def serving(self, workers: int = 1) -> Iterator["subprocess.Popen[str]"]:
        process = self.command("serve", workers=workers)
        try:
            self.wait_until_ready()
            yield process
        finally:
            process.terminate()
            process.wait(timeout=PATIENCE)

    def wait_until_ready(self) -> float:
        """Return the seconds until the server reads from its database."""
        began = time.monotonic()
        with httpx.Client(base_url=self.site, timeout=5) as client:
            while time.monotonic() - began < PATIENCE:
                with suppress(httpx.TransportError):
                    if client.get("/readyz").status_code == 200:
                        return time.monotonic() - began
                time.sleep(0.02)
        raise AssertionError("the server never was ready")

    def postmaster(self) -> int:
        found = read_pid_file(self.cluster)
        assert found is not None
        return found.pid

    def log(self) -> list[str]:
        return [line for line in (self.folder / "log").read_text().splitlines() if line]


@pytest.fixture(scope="module")
def instep() -> Iterator[Instep]:
    folder = Path(tempfile.mkdtemp(prefix="instep-postmaster-"))
    folder.chmod(0o711)
    made = Instep(folder)
    made.output("seed")
    yield made
    shutil.rmtree(folder)


class Callers:
    """Readers and writers, each in a thread, until they are told to stop."""

    def __init__(self, site: str, key: str) -> None:
        self.site, self.key = site, key
        self.stopping = threading.Event()
        self.statuses: Counter[tuple[str, int]] = Counter()
        self.without_retry_after: list[str] = []
        self.written = [0] * WRITERS
        self.published = [0] * WRITERS
        works = [(self.write, n) for n in range(WRITERS)] + [(self.read, n) for n in range(READERS)]
        self.threads = [threading.Thread(target=work, args=(number,)) for work, number in works]

    def __enter__(self) -> "Callers":
        with self.partner() as client:
            for number in range(WRITERS):
                assert self.save(client, number, 0, {"If-None-Match": "*"}).status_code == 201
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stopping.set()
        for thread in self.threads:
            thread.join()

    def noted(self, what: str, answer: httpx.Response) -> httpx.Response:
        self.statuses[what, answer.status_code] += 1
        if answer.status_code == 503:
            if "retry-after" not in answer.headers:
                self.without_retry_after.append(what)
            time.sleep(0.1)
        return answer

    def read(self, number: int) -> None:
        paths = [
            "/v1/exercises?limit=2",
            "/v1/exercises/calf-stretch",
            "/v1/changes?after=0&limit=1",
        ]
        with httpx.Client(base_url=self.site, timeout=PATIENCE) as client:
            while not self.stopping.is_set():
                self.noted("read", client.get(paths[number % len(paths)]))

    def write(self, number: int) -> None:
        """Save a draft with a number that rises, and publish each second."""
        with self.partner() as client:
            attempt = 0
            while not self.stopping.is_set():
                attempt += 1
                saved = self.save(client, number, attempt, {"If-Match": "*"})
                if saved.is_success:
                    self.written[number] = attempt
                    if attempt % 2 == 0:
                        at = f"{DESK}/writer-{number}/publish"
                        sent = client.post(at, headers={"If-Match": "*"})
                        if self.noted("publish", sent).is_success:
                            self.published[number] = sent.json()["version"]

    def partner(self) -> httpx.Client:
        headers = {"Authorization": f"Bearer {self.key}", "Content-Type": "application/json"}
        return httpx.Client(base_url=self.site, headers=headers, timeout=PATIENCE)

    def save(
        self, client: httpx.Client, number: int, attempt: int, condition: dict[str, str]
    ) -> httpx.Response:
        body = json.dumps(definition(summary=f"attempt {attempt}"))
        at = f"{DESK}/writer-{number}"
        return self.noted("save", client.put(at, content=body, headers=condition))

    def lost(self) -> list[str]:
        """Name each acknowledged write that the server does not have."""
        found = []
        with self.partner() as client:
            for number in range(WRITERS):
                draft = client.get(f"{DESK}/writer-{number}")
                assert draft.status_code == 200, draft.text
                stored = draft.json()["definition"]["summary"]
                if int(stored.split()[1]) < self.written[number]:
                    found.append(f"draft {self.written[number]} of writer {number}")
                for version in range(1, self.published[number] + 1):
                    path = f"/v1/routines/acme--writer-{number}/versions/{version}"
                    if client.get(path).status_code != 200:
                        found.append(f"version {version} of writer {number}")
        return found


def test_killed_under_readers_and_writers_it_is_back_and_nothing_is_lost(instep: Instep) -> None:
    kills = rounds(short=3, long=20)
    scopes = ("--scope", "read", "--scope", "routines:write")
    key = instep.output("keys", "create", "acme", "--name", "Acme", *scopes)
    took = []
    with instep.serving(workers=2):
        began = len(instep.log())
        with Callers(instep.site, key) as callers:
            for number in range(kills):
                time.sleep(0.5 + (number % 4) / 3)
                postmaster = instep.postmaster()
                os.kill(postmaster, signal.SIGKILL)
                while is_alive(postmaster, instep.cluster):
                    time.sleep(0.001)
                took.append(instep.wait_until_ready())
            time.sleep(1)
        lost = callers.lost()
        told = [line for line in instep.log()[began:] if "PostgreSQL ended" in line]
    print(took, told, callers.statuses, callers.published, sep="\n")  # noqa: T201 - figures
    assert max(took) < BACK_WITHIN
    assert lost == []
    assert len(told) == kills
    assert all("SIGKILL" in line and "it was started again" in line for line in told)
    wrong = [line for line in instep.log()[began:] if "500" in line or '"away": false' in line]
    assert {status for _, status in callers.statuses} <= {200, 201, 503}, wrong[:5]
    assert callers.without_retry_after == []
    assert all(callers.written)
    assert any(callers.published)


ENDS = [("KILL", 1), ("HUP", 1), ("KILL", 2), ("QUIT", 1), ("INT", 1), ("TERM", 2), ("HUP", 2)]


@pytest.mark.parametrize(("name", "workers"), ENDS[: rounds(short=3, long=len(ENDS))])
def test_it_ends_with_the_server(name: str, workers: int, instep: Instep) -> None:
    with instep.serving(workers) as process:
        postmaster = instep.postmaster()
        if (name, workers) == ("HUP", 2):
            process.send_signal(signal.SIGHUP)  # the workers are replaced, the server goes on
            time.sleep(3)
            instep.wait_until_ready()
            assert instep.postmaster() == postmaster
            process.terminate()
        else:
            process.send_signal(getattr(signal, f"SIG{name}"))
        process.wait(timeout=PATIENCE)
        began = time.monotonic()
        while is_alive(postmaster, instep.cluster):
            assert time.monotonic() - began < 10
            time.sleep(0.02)
