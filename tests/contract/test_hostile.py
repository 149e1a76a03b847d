"""The page of hostile and clumsy requests tells what the server answers."""

import httpx
import pytest

from tests.contract import hostile

EACH = pytest.mark.parametrize("asked", hostile.REQUESTS, ids=lambda asked: asked.who)


async def test_the_page_is_what_the_server_answers(client: httpx.AsyncClient) -> None:
    committed = hostile.PAGE.read_text(encoding="utf-8")

    assert await hostile.page(client) == committed, "run `make openapi` and read the difference"
    assert len(hostile.REQUESTS) == 25


@EACH
async def test_none_is_a_failure_of_ours_or_tells_of_us(
    client: httpx.AsyncClient, asked: hostile.Hostile
) -> None:
    response = await hostile.ask(client, asked)

    told = f"{response.headers}{response.text}".lower()
    assert response.status_code < 500
    assert not [
        word for word in ("traceback", "sqlalchemy", "select ", "/api/", "evil") if word in told
    ]
    assert response.is_success or response.headers["content-type"] == "application/problem+json"
    assert response.is_success or response.headers["cache-control"] == "no-store"
