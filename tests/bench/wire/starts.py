"""How long `instep serve` takes to its first answer: with a new data folder, and again."""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.bench.wire.asked import Request, ask
from tests.bench.wire.servers import UNLIMITED, free_port, wait_until_listening


def seconds_of_starts() -> tuple[float, float]:
    """Return the seconds of a first start, with a PostgreSQL and content, and of a second one."""
    with tempfile.TemporaryDirectory(prefix="instep-start-") as made:
        # Run as root, PostgreSQL serves under an account of its own.
        Path(made).chmod(0o711)
        data = Path(made) / "data"
        return seconds_of_start(data), seconds_of_start(data)


def seconds_of_start(data: Path) -> float:
    port = free_port()
    environment = {k: v for k, v in os.environ.items() if not k.startswith("INSTEP_")}
    given = UNLIMITED | {"INSTEP_DATA_DIR": str(data), "INSTEP_PORT": str(port)}
    began = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "-m", "api.cli", "serve"],
        env=environment | given,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_until_listening("Instep", process, port)
        while ask(port, Request("/readyz")).status != 200:
            time.sleep(0.02)
        return time.monotonic() - began
    finally:
        process.terminate()
        process.wait(timeout=60)
