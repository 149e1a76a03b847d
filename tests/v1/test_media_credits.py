"""/v1/media-credits: whom to name for pictures."""

import httpx

from tests.sent import Sent
from tests.v1.lists import everything

INSTEP = {"author": "Instep", "licence": "CC-BY-4.0", "ai_generated": False}


class TestListMediaCredits:
    async def test_it_has_every_exercise_with_pictures_by_name(
        self, client: httpx.AsyncClient
    ) -> None:
        lines = await everything(client, "/v1/exercises", sort="name")
        drawn = [line for line in lines if line["animation"]]

        credited = await everything(client, "/v1/media-credits")

        assert len(drawn) >= 12
        assert credited == [
            {**{name: line[name] for name in ("slug", "url", "name")}, "credits": [INSTEP]}
            for line in drawn
        ]

    async def test_it_has_each_credit_that_a_picture_states(
        self, client: httpx.AsyncClient
    ) -> None:
        for line in await everything(client, "/v1/media-credits"):
            exercise = (await client.get(line["url"])).json()

            assert all(medium["credit"] in line["credits"] for medium in exercise["media"])

    async def test_it_takes_one_statement(
        self, client: httpx.AsyncClient, statements: list[Sent]
    ) -> None:
        await client.get("/v1/media-credits", params={"limit": 7})

        # lines
        assert len(statements) == 1
