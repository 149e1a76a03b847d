"""A hundred thousand exercises cost as much to ask as twelve; `make bench` takes some minutes."""

from collections.abc import AsyncIterator, Iterator

import httpx
import pytest
import pytest_asyncio
from fastapi import FastAPI
from sqlalchemy.engine import URL

from api.bench.measure import compare, table
from api.bench.publications import publication_table
from api.cli.bench import changed_costs
from seed.synthetic import grow
from tests import databases
from tests.bench.wire import figures
from tests.conftest import client_of, served
from tests.grown import grown_database
from tests.queries.plans import ADDRESSES, Budget, assert_bounded

SIZE = 100_000
ROUNDS = 40
AT_MOST = 2.0
"""Times as much as on the small catalogue."""

READS = ("list", "filtered list", "detail", "search")
AT_MOST_OF_READS = 1.5
"""Times as long, of the reads that are asked for most."""

SECONDS_TO_PUBLISH = 5.0
"""A small change in a large catalogue."""

MOST_BUILT = 200


@pytest.fixture(scope="module")
def large_url(server: URL, template: URL) -> Iterator[URL]:
    with grown_database(server, template, SIZE) as url:
        yield url


@pytest_asyncio.fixture(loop_scope="session", scope="module")
async def large_app(large_url: URL) -> AsyncIterator[FastAPI]:
    async with served(large_url) as app:
        yield app


@pytest_asyncio.fixture(loop_scope="session", scope="module")
async def large_client(large_app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    async with client_of(large_app) as client:
        yield client


async def test_answers_take_hardly_longer_and_at_most_twice_as_much_cpu(
    catalogue_url: URL, large_url: URL
) -> None:
    machine = figures.machine()
    async with (
        served(catalogue_url, answer_cache_bytes=0) as small,
        served(large_url, answer_cache_bytes=0) as large,
    ):
        compared = await compare(small, large, rounds=ROUNDS)

    lines = list(table(compared, SIZE))
    print("", *lines, sep="\n")
    assert {row.kind: row.passed_ratio for row in compared if row.passed_ratio > AT_MOST} == {}
    assert {row.kind: row.cpu_ratio for row in compared if row.cpu_ratio > AT_MOST} == {}
    reads = {row.kind: row.passed_ratio for row in compared if row.kind in READS}
    assert {kind: ratio for kind, ratio in reads.items() if ratio > AT_MOST_OF_READS} == {}
    figures.write_part("growth", [machine, "", "```", *lines, "```"])


async def test_one_changed_exercise_is_published_within_seconds(large_url: URL) -> None:
    edition = grow(databases.seed_content().edition(), SIZE)
    machine = figures.machine()

    costs = await changed_costs(databases.settings_for(large_url), edition)

    lines = list(publication_table(costs))
    print("", *lines, sep="\n")
    for cost in costs:
        assert cost.passed < SECONDS_TO_PUBLISH, cost
        assert cost.built < MOST_BUILT, cost
    figures.write_part("publications", [machine, "", "```", *lines, "```"])


@pytest.mark.parametrize("asked", ADDRESSES, ids=lambda asked: asked.address)
async def test_every_statement_reads_few_rows(
    asked: Budget, large_app: FastAPI, large_client: httpx.AsyncClient
) -> None:
    await assert_bounded(asked, large_app, large_client)
