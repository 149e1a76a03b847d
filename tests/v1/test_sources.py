"""/v1/sources: the cited publications, their URLs, and how much of them the editors read."""

from urllib.parse import urlsplit

import httpx

from tests.sent import Sent
from tests.v1.lists import everything

SOURCES = "/v1/sources"


class TestListSources:
    async def test_each_says_how_much_of_it_was_read(self, client: httpx.AsyncClient) -> None:
        read = {source["read"] for source in await everything(client, SOURCES)}

        assert read == {"full", "abstract", "excerpt", "not_read"}

    async def test_a_digital_object_identifier_is_its_address(
        self, client: httpx.AsyncClient
    ) -> None:
        identified = [source for source in await everything(client, SOURCES) if source["doi"]]

        assert identified
        for source in identified:
            assert source["url"] == f"https://doi.org/{source['doi']}", source["slug"]

    async def test_an_address_is_one_that_a_browser_opens_safely(
        self, client: httpx.AsyncClient
    ) -> None:
        addresses = [source["url"] for source in await everything(client, SOURCES)]

        for address in filter(None, addresses):
            parts = urlsplit(address)
            assert (parts.scheme, parts.username, parts.port) == ("https", None, None), address

    async def test_it_takes_one_statement(
        self, client: httpx.AsyncClient, statements: list[Sent]
    ) -> None:
        await client.get(SOURCES)

        # lines
        assert len(statements) == 1


class TestGetSource:
    async def test_the_article_is_read_in_full_and_called_what_it_is(
        self, client: httpx.AsyncClient
    ) -> None:
        article = (await client.get(f"{SOURCES}/aaptiv-strengthen-your-feet")).json()

        assert article["publisher"] == "Aaptiv"
        assert (article["kind"], article["read"]) == ("article", "full")
        assert "not medical evidence" in article["note"]

    async def test_the_study_that_the_article_does_not_name_stays_unidentified(
        self, client: httpx.AsyncClient
    ) -> None:
        study = (await client.get(f"{SOURCES}/foot-knee-hip-study-2017")).json()

        assert (study["kind"], study["read"]) == ("unidentified_study", "not_read")
        assert (study["doi"], study["url"], study["authors"]) == (None, None, None)

    async def test_every_source_behind_an_answer_can_be_looked_up(
        self, client: httpx.AsyncClient
    ) -> None:
        known = {source["slug"] for source in await everything(client, SOURCES)}

        for address in ("/v1/exercises", "/v1/complaints"):
            for line in await everything(client, address):
                thing = (await client.get(f"{address}/{line['slug']}")).json()
                assert {source["slug"] for source in thing["sources"]} <= known, line["slug"]
