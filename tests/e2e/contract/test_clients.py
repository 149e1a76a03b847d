"""Clients that others' generators make of the contract: they fit, and the server answers them."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.contract.conftest import BIN, BRIEF, GENERATOR, JAKARTA, run

EXPECTED = {
    "seated": ["hamstring-stretch", "toe-stretch"],
    "dose": 10,
    "helps": "plantar-heel-stretch",
    "wrong": [422, "invalid-request", "region", "heel"],
    "missing": [404, "not-found"],
    "meant": "plantar-heel-pain",
    "planned": ["plan", 3],
    "unchanged": 304,
    "news": [2, True],
}


def test_the_calls_in_typescript_fit_the_strictest_types(typescript: Path) -> None:
    run(BIN / "node", "node_modules/.bin/tsc", "--project", ".", cwd=typescript)


def test_the_calls_in_python_fit_the_strictest_types(python: Path) -> None:
    strict = ("--strict", "--follow-imports=silent", "--config-file=")
    run(BIN / "mypy", *strict, "calls.py", cwd=python)


@pytest.mark.parametrize("language", ["typescript", "python", "java"])
def test_the_server_answers_what_they_ask(
    language: str, request: pytest.FixtureRequest, site: str
) -> None:
    folder: Path = request.getfixturevalue(language)
    program: dict[str, list[str | Path]] = {
        "typescript": [BIN / "node", "calls.ts"],
        "python": [BIN / "python", "calls.py"],
        "java": ["java", *BRIEF, "-cp", f"{folder}:{GENERATOR}:{JAKARTA}", "Calls"],
    }

    got: dict[str, Any] = json.loads(run(*program[language], site, cwd=folder))

    everything = got.pop("everything")
    assert got == EXPECTED
    assert len(everything) == len(set(everything)) == 16
