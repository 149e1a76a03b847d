"""The vignettes as they are written, and the requests that they send.

A vignette has `name`, `person` (plain English) and `asked`: requests, each with what is `expected`
of the answer. A request is one of

- `match: <text>`, `plan: <body>`, `help: <complaint>` (the exercises that help), and
- `variant: [<complaint>, <condition>]`: the advice of a complaint if that condition is stated.

An expectation is one or more checks by name (`tests/vignettes/checks.py`), and `failing: <reason>`
as long as the answer is wrong. Such a test has to fail: whoever mends the answer removes the mark.
In a body `"one_code|another"` stands for the first of these codes that there is.
"""

from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from seed.strict_yaml import load

FOLDER = Path(__file__).parent
ADDRESSES = {"match": "complaint-matches", "plan": "plan-recommendations"}
WAYS = ("match", "plan", "help", "variant")


class Request(NamedTuple):
    """An address below /v1; a body for a POST; for a variant, the condition to look under."""

    address: str
    body: dict[str, Any] | None
    condition: str | None = None

    def __str__(self) -> str:
        return f"/v1/{self.address} {self.body or self.condition or ''}"


class Expectation(NamedTuple):
    """What has to hold of the answer to a request; `failing` says why it does not yet."""

    person: str
    request: Request
    checks: dict[str, Any]
    failing: str | None

    @property
    def label(self) -> str:
        wanted = " ".join(f"{name}={value}" for name, value in self.checks.items())
        return f"{self.person}: {wanted}"[:110]


@cache
def vignettes() -> tuple[dict[str, Any], ...]:
    files = sorted(FOLDER.glob("*.yaml"))
    return tuple(person for file in files for person in load(file.read_text(encoding="utf-8")))


def expectations() -> list[Expectation]:
    return [
        Expectation(
            person["name"],
            request_of(asked),
            {name: value for name, value in expected.items() if name != "failing"},
            expected.get("failing"),
        )
        for person in vignettes()
        for asked in person["asked"]
        for expected in asked["expected"]
    ]


def request_of(asked: dict[str, Any]) -> Request:
    (way,) = (name for name in asked if name in WAYS)
    value = asked[way]
    if way == "match":
        return Request(ADDRESSES[way], {"text": value})
    if way == "plan":
        return Request(ADDRESSES[way], value)
    if way == "help":
        return Request(f"complaints/{value}/exercises", None)
    complaint, condition = value
    return Request(f"complaints/{complaint}", None, condition)
