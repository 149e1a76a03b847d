"""A plan that takes long to compute delays nobody: other requests go first, again and again."""

import asyncio
import time

import httpx
import pytest
from sqlalchemy.engine import URL

from tests.e2e.browsing import serving

pytestmark = pytest.mark.timed

SLOW_PLAN = {
    "complaints": ["poor-balance", "tight-toes", "ankle-stiffness", "toe-weakness"],
    "level": "advanced",
    "minutes_per_session": 8,
    "days": ["mon", "tue", "wed", "thu", "fri", "sat", "sun"],
    "weeks": 4,
}
"""The slowest of thousands of random requests to the seed, made slower by hill climbing."""

SECONDS = 4.0
CALLERS = 4


async def time_of(client: httpx.AsyncClient, *, plan: bool) -> float:
    began = time.perf_counter()
    if plan:
        answer = await client.post("/v1/plan-recommendations", json=SLOW_PLAN)
    else:
        answer = await client.get("/healthz")
    assert answer.status_code == 200
    return time.perf_counter() - began


async def test_health_checks_are_answered_while_slow_plans_are_computed(
    catalogue_url: URL,
) -> None:
    with serving(catalogue_url) as site:
        async with httpx.AsyncClient(base_url=site, timeout=60) as client:
            alone = min([await time_of(client, plan=True) for _ in range(5)])
            health = sorted([await time_of(client, plan=False) for _ in range(50)])
            assert alone > 8 * health[25], "this plan is not slow any more: look for another one"
            ends = time.monotonic() + SECONDS

            async def plan_again_and_again() -> None:
                while time.monotonic() < ends:
                    await time_of(client, plan=True)

            planning = asyncio.gather(*(plan_again_and_again() for _ in range(CALLERS)))
            await asyncio.sleep(alone)
            delays = []
            while time.monotonic() < ends:
                delays.append(await time_of(client, plan=False))
                await asyncio.sleep(0.01)
            await planning

    delays.sort()
    # If one computation held up the others, nearly all would wait for whole plans.
    assert len(delays) > 20
    assert delays[len(delays) * 9 // 10] < alone / 2
