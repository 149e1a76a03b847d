"""The guides are true: each of their commands is sent, and its answer is the one shown."""

import json
import re
import shlex
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests import databases
from tests.contract.test_documents import ROOT, SERVED, named, read, shows

PAGES = sorted((ROOT / "docs" / "guides").glob("*.md"))
GUIDES = [path for path in PAGES if "```sh\ncurl" in read(path)]
"""Those with requests; tests/e2e/contract runs the commands of the others."""

STEP = re.compile(r"^```sh\n(curl [^\n]*)\n```\n\n```(json|http)\n(.*?)^```$", re.M | re.S)
EACH = pytest.mark.parametrize("path", GUIDES, ids=named)


@dataclass
class Command:
    """The request of a curl command."""

    method: str = "GET"
    address: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    content: str = ""

    @classmethod
    def of(cls, line: str) -> "Command":
        command, words = cls(), iter(shlex.split(line)[1:])
        for word in words:
            if word == "-H":
                name, _, value = next(words).partition(": ")
                command.headers[name] = value
            elif word == "-X":
                command.method = next(words)
            elif word == "-d":
                command.content = next(words)
                command.method = "POST" if command.method == "GET" else command.method
            elif word == "-I":
                command.method = "HEAD"
            elif word != "-i":
                command.address = word
        return command


def filled(text: str, given: dict[str, Any]) -> str:
    """Replace each `$name` by the value from the previous answer."""
    return re.sub(r"\$(\w+)", lambda name: str(given[name[1]]), text)


async def sent(client: httpx.AsyncClient, line: str, given: dict[str, Any]) -> httpx.Response:
    command = Command.of(line)
    return await client.request(
        command.method,
        filled(command.address.removeprefix(SERVED), given),
        headers={name: filled(value, given) for name, value in command.headers.items()},
        content=command.content,
    )


def given_by(response: httpx.Response) -> dict[str, Any]:
    """Return the values for later steps by name: headers, and members of the body, which win."""
    headers = {name.replace("-", "_"): value for name, value in response.headers.items()}
    return headers | (response.json() if response.content else {})


def is_shown(kind: str, shown: str, response: httpx.Response) -> bool:
    if kind == "json":
        body = json.loads(response.text.replace(databases.PUBLIC_URL, SERVED))
        return matches(json.loads(shown), body)
    status, *lines = shown.splitlines()
    headers = dict(line.split(": ", 1) for line in lines)
    sent = {name: response.headers.get(name, "") for name in headers}
    return status.startswith(f"HTTP/1.1 {response.status_code} ") and all(
        shows(value, sent[name].replace(databases.PUBLIC_URL, SERVED))
        for name, value in headers.items()
    )


def matches(shown: Any, real: Any) -> bool:
    """Compare as the README's answers are compared; a lone `…` stands for any value."""
    return bool(shows(without_any(shown, real), real))


def without_any(shown: Any, real: Any) -> Any:
    """Put the real value where a member of the body is shown as `…`."""
    if not isinstance(real, dict):
        return shown
    return {
        name: real[name] if value == "…" and name in real else value
        for name, value in shown.items()
    }


@EACH
async def test_each_command_answers_what_the_guide_shows(
    path: Path, client: httpx.AsyncClient
) -> None:
    given: dict[str, Any] = {}
    steps = STEP.findall(read(path))
    for line, kind, shown in steps:
        response = await sent(client, line, given)

        assert is_shown(kind, shown, response), f"{line}\n{response.headers}\n{response.text}"
        given = given_by(response)
    assert len(steps) >= 3


@EACH
def test_no_command_goes_without_its_answer(path: Path) -> None:
    assert len(STEP.findall(read(path))) == read(path).count("```sh\n")


def test_ten_tasks_take_at_most_three_requests_each() -> None:
    tasks = read(ROOT / "docs" / "guides" / "tasks.md").split("\n## ")[1:]

    assert len(tasks) == 10
    assert all(1 <= len(STEP.findall(task)) <= 3 for task in tasks)
