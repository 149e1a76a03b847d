"""Clients that others' generators make of the contract: they fit, and the server answers them."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from api.openapi.committed import COMMITTED

CALLS = Path(__file__).with_name("clients")
TOOLS = COMMITTED.parent
BIN = Path(sys.executable).parent

EXPECTED = {
    "seated": ["toe-stretch"],
    "dose": 10,
    "helps": "plantar-heel-stretch",
    "wrong": [422, "invalid-request", "region", "heel"],
    "missing": [404, "not-found"],
    "meant": "plantar-heel-pain",
    "planned": ["plan", 3],
    "unchanged": 304,
    "news": [2, True],
}


def run(*command: str | Path, cwd: Path, **environment: str) -> str:
    """Return what a program prints; what it complains of fails the test."""
    done = subprocess.run(
        command,
        cwd=cwd,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def typescript(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the calls, and the types that openapi-typescript made."""
    folder = tmp_path_factory.mktemp("typescript")
    for file in ("calls.ts", "tsconfig.json"):
        shutil.copy(CALLS / file, folder)
    (folder / "package.json").write_text('{"type": "module"}', encoding="utf-8")
    (folder / "node_modules").symlink_to(TOOLS / "node_modules")
    made = ("node_modules/.bin/openapi-typescript", COMMITTED, "--output", "schema.d.ts")
    run(BIN / "node", *made, cwd=folder)
    return folder


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the calls, and the client that openapi-python-client made."""
    folder = tmp_path_factory.mktemp("python")
    shutil.copy(CALLS / "calls.py", folder)
    config = ("--config", TOOLS / "python_client.yaml", "--meta", "none", "--fail-on-warning")
    made = ("generate", "--path", COMMITTED, "--output-path", folder / "instep_client", *config)
    # It formats what it makes by the ruff that it finds.
    run(BIN / "openapi-python-client", *made, cwd=folder, PATH=f"{BIN}:{os.environ['PATH']}")
    return folder


def test_the_calls_in_typescript_fit_the_strictest_types(typescript: Path) -> None:
    run(BIN / "node", "node_modules/.bin/tsc", "--project", ".", cwd=typescript)


def test_the_calls_in_python_fit_the_strictest_types(python: Path) -> None:
    strict = ("--strict", "--follow-imports=silent", "--config-file=")
    run(BIN / "mypy", *strict, "calls.py", cwd=python)


@pytest.mark.parametrize("language", ["typescript", "python"])
def test_the_server_answers_what_they_ask(
    language: str, request: pytest.FixtureRequest, site: str
) -> None:
    folder: Path = request.getfixturevalue(language)
    program: dict[str, list[str | Path]] = {
        "typescript": [BIN / "node", "calls.ts"],
        "python": [BIN / "python", "calls.py"],
    }

    got: dict[str, Any] = json.loads(run(*program[language], site, cwd=folder))

    everything = got.pop("everything")
    assert got == EXPECTED
    assert len(everything) == len(set(everything)) == 12
