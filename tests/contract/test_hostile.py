"""The page of hostile and clumsy requests shows the server's answers."""

import httpx

from tests.cases import in_one_test
from tests.contract import hostile

EACH = in_one_test("asked", hostile.REQUESTS, ids=lambda asked: asked.who)


async def test_the_page_is_what_the_server_answers(client: httpx.AsyncClient) -> None:
    committed = hostile.PAGE.read_text(encoding="utf-8")

    assert await hostile.page(client) == committed, "run `make openapi` and read the difference"
    assert len(hostile.REQUESTS) == 25


@EACH
async def test_none_is_a_fault_of_the_server_or_reveals_its_internals(
    client: httpx.AsyncClient, asked: hostile.Hostile
) -> None:
    response = await hostile.ask(client, asked)

    answer = f"{response.headers}{response.text}".lower()
    assert response.status_code < 500
    assert not [
        word for word in ("traceback", "sqlalchemy", "select ", "/api/", "evil") if word in answer
    ]
    assert response.is_success or response.headers["content-type"] == "application/problem+json"
    assert response.is_success or response.headers["cache-control"] == "no-store"
