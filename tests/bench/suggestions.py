"""What suggestions cost, asked as people type: `make bench`.

CPU time of the server and the database together, for whole requests.
"""

from collections.abc import Iterator
from random import Random
from urllib.parse import quote

from fastapi import FastAPI
from sqlalchemy import Text, func, select
from sqlalchemy.engine import URL

from api.bench.measure import backend_of, cost_of
from api.models import SearchName
from tests.conftest import served

P99_MS = 10.0
ASKED = 3_000
WARM = 50
LONGEST = 80
"""Letters that `q` may have."""


def typed(names: list[str]) -> Iterator[str]:
    """Yield what somebody types on the way to a name: its beginning, as it is or mistyped."""
    random = Random(1)  # noqa: S311
    while True:
        name = random.choice(names)[:LONGEST]
        begun = name[: random.randint(1, len(name))]
        place = random.randrange(len(begun))
        yield random.choice([begun, begun[:place] + random.choice("aeiourst") + begun[place + 1 :]])


async def milliseconds(app: FastAPI) -> list[float]:
    """Return the sorted CPU times of so many requests, each for another beginning."""
    async with app.state.database.reading() as session:
        some = select(SearchName.name).order_by(func.md5(SearchName.name.cast(Text))).limit(1_500)
        names = list(await session.scalars(some))
    backend, asked = await backend_of(app), typed(names)
    costs = [
        await cost_of(app, backend, f"/v1/search/suggestions?q={quote(next(asked))}")
        for _ in range(WARM + ASKED)
    ]
    return sorted(cost.server + cost.database for cost in costs[WARM:])


def report(name: str, times: list[float]) -> str:
    p50, p99 = times[len(times) // 2], times[int(len(times) * 0.99)]
    return f"suggestions, {name}: n {len(times)}, p50 {p50:.1f} ms, p99 {p99:.1f} ms of CPU"


async def test_suggestions_are_cheap(catalogue_url: URL) -> None:
    # An answer that is kept would cost less the second time.
    async with served(catalogue_url, answer_cache_bytes=0) as app:
        times = await milliseconds(app)

    print("", report("seed", times), sep="\n")
    assert times[int(len(times) * 0.99)] < P99_MS
