"""A server whose log nobody reads goes on, and writes what waits when it is read or ends."""

import json
import os
import signal
import subprocess
import sys
from http.client import HTTPConnection

import pytest
from sqlalchemy.engine import URL

from tests.e2e.browsing import free_port, wait_until_ready

REQUESTS = 600
"""Their lines are twice what a pipe holds."""


@pytest.mark.parametrize("workers", [1, 2])
def test_it_answers_and_loses_no_line(catalogue_url: URL, workers: int) -> None:
    port = free_port()
    environment = {k: v for k, v in os.environ.items() if not k.startswith("INSTEP_")} | {
        "INSTEP_PORT": str(port),
        "INSTEP_WORKERS": str(workers),
        "INSTEP_DATABASE_URL": catalogue_url.set(drivername="postgresql").render_as_string(False),
    }
    with subprocess.Popen(
        [sys.executable, "-m", "api.cli", "serve"],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    ) as server:
        wait_until_ready(f"http://127.0.0.1:{port}")
        ids = [f"request-{number}" for number in range(REQUESTS)]
        for request_id in ids:
            # A connection each, so that every worker gets some.
            connection = HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/healthz", headers={"X-Request-Id": request_id})
            assert connection.getresponse().status == 200
            connection.close()
        server.send_signal(signal.SIGTERM)
        _, said = server.communicate(timeout=60)

    lines = [json.loads(line) for line in said.splitlines() if line.startswith(b"{")]
    logged = [line["request_id"] for line in lines if line.get("event") == "request"]
    asked = [request_id for request_id in logged if request_id in set(ids)]
    assert sorted(asked) == sorted(ids)
    assert workers > 1 or asked == ids
    assert server.returncode == 0
