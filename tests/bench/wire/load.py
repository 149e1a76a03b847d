"""Load: kept connections on which wrk sends one request after the other."""

import json
import subprocess
from dataclasses import dataclass
from pathlib import Path

from tests.bench.wire.asked import HOST, Request
from tests.bench.wire.servers import Cores, Server
from tests.bench.wire.usage import cpu_seconds

SCRIPT = Path(__file__).with_name("load.lua")


@dataclass(frozen=True)
class Measured:
    """What one server did under load for a while: rates, waits, and CPU time of each answer."""

    per_second: float
    p50_ms: float
    p99_ms: float
    server_us: float
    database_us: float


def write_requests(requests: tuple[Request, ...], folder: Path) -> list[str]:
    """Write the bytes of each request into a file of its own; return the files."""
    folder.mkdir()
    files = [folder / str(number) for number in range(len(requests))]
    for file, request in zip(files, requests, strict=True):
        file.write_bytes(request.wire)
    return [str(file) for file in files]


def load(
    server: Server, files: list[str], connections: int, seconds: int, cores: Cores
) -> Measured:
    """Send the requests of these files for some seconds; nothing but success counts."""
    used = cpu_seconds(server.pids), cpu_seconds(server.database_pids)
    how = f"--threads 1 --connections {connections} --duration {seconds}s --timeout 10s"
    address = f"http://{HOST}:{server.port}"
    done = subprocess.run(
        [*cores.of_client, "wrk", *how.split(), "--script", str(SCRIPT), address, "--", *files],
        capture_output=True,
        text=True,
        check=True,
        timeout=seconds + 60,
    )
    told = json.loads(done.stdout.splitlines()[-1])
    if told["refused"] or told["broken"] or not told["answers"]:
        raise RuntimeError(f"{server.name} failed under load: {told}")
    each = 1_000_000 / told["answers"]
    return Measured(
        told["answers"] / told["seconds"],
        told["p50"],
        told["p99"],
        each * (cpu_seconds(server.pids) - used[0]),
        each * (cpu_seconds(server.database_pids) - used[1]),
    )
