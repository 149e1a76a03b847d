"""The same bytes in any process: hashes of strings differ there, and nothing may depend on them."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = """
import hashlib
from random import Random
from api.serialisation import serialise
from tests.planner.requests import ask, asked_from, seeded

digest, random = hashlib.sha256(), Random(7)
for _ in range(60):
    _, answer = ask(asked_from(random, seeded()), seeded())
    digest.update(serialise(answer).encode())
print(digest.hexdigest())
"""


def digest_with(hash_seed: str, script: str = SCRIPT) -> str:
    """Return what a script prints in a process with a hash seed of its own."""
    run = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": hash_seed},
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    return run.stdout.strip()


@pytest.mark.slow
def test_two_processes_with_different_hash_seeds_answer_the_same_bytes() -> None:
    first, second = digest_with("1"), digest_with("4242")

    assert len(first) == 64
    assert first == second
