"""Whole numbers in addresses: what counts as one, and what does not."""

import httpx

from tests.cases import in_one_test


@in_one_test("written", ["1_0", "+5", "%205", "5%20", "0x5", "1e1", "\uff15", "\u0665", ""])
@in_one_test(
    "address",
    ["/v1/exercises?limit=", "/v1/exercises?max_seconds=", "/v1/search/suggestions?q=heel&limit="],
)
async def test_a_number_is_written_in_digits(
    client: httpx.AsyncClient, address: str, written: str
) -> None:
    response = await client.get(address + written)

    assert response.status_code == 422
    assert response.json()["errors"][0]["code"] == "not_an_integer"


async def test_a_number_may_have_zeros_behind_its_point(client: httpx.AsyncClient) -> None:
    assert len((await client.get("/v1/exercises?limit=2.0")).json()["items"]) == 2
