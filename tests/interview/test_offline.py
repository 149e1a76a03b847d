"""An app that has nothing but the bundle's screens asks and decides as the API does."""

import gzip
import json
from random import Random
from typing import Any

import httpx
import pytest

from api.interview.check import SafetyCheck
from api.interview.situation import CheckRequest
from api.messages.files import get_messages
from api.records import Records
from api.serialisation import serialise
from api.v1.answers.safety_checks import safety_check
from api.v1.documents import Context
from api.v1.documents.screens import build_screens
from tests.databases import seed_content
from tests.interview.offline import Step, next_step
from tests.interview.walks import Respond, no_but, random_responses, rules, walk

CHECKS = "/v1/safety-checks"
LONGEST = 12
"""More steps than a check has."""

PEOPLE = {
    "nothing else": no_but(),
    "a parent": no_but(under_18="yes", someone_else="yes"),
    "after a long flight": no_but(long_journey="yes"),
    "with diabetes": no_but(diabetes="yes", diabetes_low_risk="yes"),
    "not sure of a fever": no_but(infection="unsure"),
}


async def in_the_bundle(client: httpx.AsyncClient) -> Any:
    manifest = (await client.get("/v1/bundle")).json()
    lines = gzip.decompress((await client.get(manifest["path"])).content).splitlines()
    [line] = [one for one in map(json.loads, lines) if one["type"] == "screens"]
    return line["screens"]


def offline(document: Any, complaints: list[str], respond: Respond) -> list[Step]:
    answers: dict[str, str] = {}
    steps: list[Step] = []
    while not steps or steps[-1].codes:
        assert len(steps) < LONGEST
        steps.append(next_step(document, complaints, answers))
        answers |= {code: respond(code) for code in steps[-1].codes}
    return steps


def as_offline(step: dict[str, Any]) -> Step:
    """Return a step of the API in the form of the reference."""
    screen = step["screen"]
    codes = [question["code"] for question in screen["questions"]] if screen else []
    return Step(screen["title"] if screen else None, codes, step["decision"])


@pytest.mark.parametrize("respond", PEOPLE.values(), ids=PEOPLE)
async def test_heel_pain_is_asked_and_decided_alike(
    respond: Respond, client: httpx.AsyncClient
) -> None:
    document = await in_the_bundle(client)
    answers: list[dict[str, str]] = []
    for expected in offline(document, ["plantar-heel-pain"], respond):
        body = {"complaints": ["plantar-heel-pain"], "answers": answers}
        step = (await client.post(CHECKS, json=body)).json()
        found = as_offline(step)
        assert (found.title, [*found.codes], found.decision) == (
            expected.title,
            [*expected.codes],
            expected.decision,
        )
        assert step["rules_version"] == document["rules_version"]
        answers += [{"code": code, "answer": respond(code)} for code in found.codes]


def by_the_api(step: SafetyCheck) -> Step:
    return as_offline(safety_check(step, None, None, get_messages("en")))


@pytest.mark.parametrize(
    "number", [1, pytest.param(40, marks=pytest.mark.slow)], ids=["some", "many"]
)
def test_every_complaint_is_asked_and_decided_alike(number: int) -> None:
    original = Records(**seed_content().records())
    context = Context("en", get_messages("en"), original, original)
    document = json.loads(serialise(build_screens(context)))
    for at, slug in enumerate(sorted(rules().complaints) * number):
        random = Random(at)  # noqa: S311 - nothing secret
        complaints = sorted(
            {slug, *random.sample(sorted(rules().complaints), random.choice([0, 0, 2]))}
        )
        respond = random_responses(random)
        expected = [by_the_api(one) for one in walk(CheckRequest(tuple(complaints)), respond)]
        found = offline(document, complaints, respond)
        assert [(one.title, [*one.codes], one.decision) for one in found] == [
            (one.title, [*one.codes], one.decision) for one in expected
        ], complaints
