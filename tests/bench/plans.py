"""What a plan costs in CPU time, and how that grows with the catalogue: `make bench`.

Only requests that end in a plan are counted; from the normal form to the bytes of the answer.
CPU time, because the wall's depends on who else uses the machine.
"""

import time
from random import Random

import pytest

from api.messages.files import get_messages
from api.planner.catalogue import Catalogue
from api.planner.plan import make_plan
from api.planner.rules.features import features_of
from api.planner.rules.validation import normalise
from api.serialisation import serialise
from api.v1.answers.plan_recommendations import plan_recommendation
from tests.planner.catalogues import catalogue_from
from tests.planner.requests import asked_from, seeded

PLANS = 300
SEED_P99_MS, LARGE_P99_MS = 15, 50
"""What the contract of this work allows: on the seed's catalogue, and at 10,000 exercises."""


def milliseconds(catalogue: Catalogue, plans: int = PLANS) -> list[float]:
    """Return the sorted CPU times of so many plans."""
    messages = get_messages("en")
    random, times = Random(1), list[float]()  # noqa: S311
    _ = features_of(catalogue), catalogue.digest
    while len(times) < plans:
        asked = asked_from(random, catalogue)
        started = time.process_time()
        plan = make_plan(normalise(asked, catalogue), catalogue)
        answer = plan_recommendation(plan, messages)
        serialise(answer)
        if answer["outcome"] == "plan":
            times.append(1000 * (time.process_time() - started))
    return sorted(times)


def report(name: str, times: list[float]) -> str:
    p50, p99 = times[len(times) // 2], times[int(len(times) * 0.99)]
    return f"{name:>16}   p50 {p50:6.1f} ms   p99 {p99:6.1f} ms   longest {times[-1]:6.1f} ms"


def test_a_plan_on_the_seed_catalogue() -> None:
    times = milliseconds(seeded(), 3 * PLANS)

    print(report("\nseed, 12", times))
    assert times[int(len(times) * 0.99)] < SEED_P99_MS


@pytest.mark.parametrize("size", [100, 1_000, 10_000])
def test_a_plan_on_a_larger_catalogue(size: int) -> None:
    times = milliseconds(catalogue_from(Random(size), size=size))  # noqa: S311

    print(report(f"\n{size} exercises", times))
    assert times[int(len(times) * 0.99)] < LARGE_P99_MS
