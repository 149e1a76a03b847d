"""/v1/insights: the claims of the article, one each, and who made them."""

import httpx

from tests.v1.lists import everything

INSIGHTS = "/v1/insights"


class TestListInsights:
    async def test_it_is_every_claim_of_the_article_about_all_its_topics(
        self, client: httpx.AsyncClient
    ) -> None:
        claims = await everything(client, INSIGHTS)

        assert len(claims) >= 50
        assert {claim["topic"] for claim in claims} == {
            "ageing",
            "anatomy",
            "complaints",
            "exercises",
            "flexibility",
            "habits",
            "kinetic_chain",
            "strength",
        }

    async def test_no_two_say_the_same(self, client: httpx.AsyncClient) -> None:
        statements = [claim["statement"] for claim in await everything(client, INSIGHTS)]

        assert len(set(statements)) == len(statements)

    async def test_a_line_refers_by_slug_to_things_that_exist(
        self, client: httpx.AsyncClient
    ) -> None:
        known = {
            field: {line["slug"] for line in await everything(client, address)}
            for field, address in (
                ("contributors", "/v1/contributors"),
                ("regions", "/v1/body-regions"),
                ("complaints", "/v1/complaints"),
            )
        }

        for claim in await everything(client, INSIGHTS):
            for field, slugs in known.items():
                assert set(claim[field]) <= slugs, claim["slug"]

    async def test_it_takes_two_statements(
        self, client: httpx.AsyncClient, statements: list[str]
    ) -> None:
        await client.get(INSIGHTS)

        # catalogue, lines
        assert len(statements) == 2


class TestGetInsight:
    async def test_it_says_who_claims_it_and_where_it_was_read(
        self, client: httpx.AsyncClient
    ) -> None:
        claim = (await client.get(f"{INSIGHTS}/heel-pain-is-very-common")).json()

        assert claim["topic"] == "complaints"
        assert [person["name"] for person in claim["contributors"]] == ["Monica Lam-Feist"]
        assert [source["slug"] for source in claim["sources"]] == ["aaptiv-strengthen-your-feet"]
        assert "plantar-heel-pain" in {complaint["slug"] for complaint in claim["complaints"]}
        assert "heel" in {region["slug"] for region in claim["regions"]}

    async def test_every_claim_names_its_source(self, client: httpx.AsyncClient) -> None:
        for line in await everything(client, INSIGHTS):
            claim = (await client.get(f"{INSIGHTS}/{line['slug']}")).json()
            assert claim["statement"] == line["statement"]
            assert claim["sources"], line["slug"]

    async def test_a_claim_of_nobody_in_particular_names_nobody(
        self, client: httpx.AsyncClient
    ) -> None:
        claim = (await client.get(f"{INSIGHTS}/a-2006-study-backs-the-heel-stretch")).json()

        assert claim["contributors"] == []
