"""REDbot looks at one address of each kind as a cache would: nothing bad, no warning unexplained.

It asks anew with compression, with conditions and for a part, and compares.
"""

import json
import subprocess
import sys
from typing import Any

import httpx
import pytest

from tests.http.addresses import CATALOGUE, CURRENT, IN_TWO_FORMS, PEOPLE, WATCHED

EXPLAINED = {
    # Without it a shared cache must not keep the answer to a request that shows a key.
    "STORE_PUBLIC_UNNECESSARY",
}
BUNDLE = "the bundle's file"


def report(address: str) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.e2e.contract.redbot_report", address],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    told: dict[str, Any] = json.loads(done.stdout)
    return told


@pytest.mark.parametrize(
    "path",
    [*CATALOGUE, *IN_TWO_FORMS, *CURRENT, BUNDLE, "/openapi/v1.json", *PEOPLE, *WATCHED],
)
def test_finds_nothing_bad(path: str, site: str) -> None:
    if path == BUNDLE:
        path = httpx.get(f"{site}/v1/bundle").json()["path"]

    told = report(f"{site}{path}")

    found = [note for note in told["notes"] if note[0] in ("bad", "warning")]
    assert [note for note in found if note[1] not in EXPLAINED] == []
    assert told["revalidates"] or path in WATCHED
    assert told["compresses"] or path not in CATALOGUE
