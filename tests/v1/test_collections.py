"""The article's twelve exercises credit it; the extended ones never carry its name."""

import httpx

from tests.v1.lists import everything
from tests.v1.test_exercises import EXERCISES, slugs


class TestCollections:
    async def test_the_twelve_are_the_article_s_and_credit_it(
        self, client: httpx.AsyncClient
    ) -> None:
        for slug in await slugs(client, collection="article"):
            exercise = (await client.get(f"{EXERCISES}/{slug}")).json()
            assert "aaptiv-strengthen-your-feet" in [one["slug"] for one in exercise["sources"]]
            assert "Aaptiv" in exercise["attribution"]

        assert len(await slugs(client, collection="article")) == 12

    async def test_nothing_in_an_extended_one_speaks_of_the_article_or_its_people(
        self, client: httpx.AsyncClient
    ) -> None:
        people = [line["name"] for line in await everything(client, "/v1/contributors")]
        extended = await slugs(client, collection="extended")

        for slug in extended:
            told = (await client.get(f"{EXERCISES}/{slug}")).text
            page = (await client.get(f"/embed/exercises/{slug}")).text
            for name in ("aaptiv", "the article", *people):
                assert name.casefold() not in told.casefold(), (slug, name)
                assert name.casefold() not in page.casefold(), (slug, name)
        assert set(extended) >= {
            "hamstring-stretch",
            "seated-heel-raise",
            "single-leg-balance",
            "single-leg-heel-raise",
        }
