"""/v1/complaints: the list, each complaint, and what helps for it."""

import httpx


class TestGetComplaintExercises:
    async def test_plantar_heel_pain_gets_the_plantar_heel_stretch_first(
        self, client: httpx.AsyncClient
    ) -> None:
        answer = (await client.get("/v1/complaints/plantar-heel-pain/exercises")).json()

        first = answer["items"][0]
        assert first["rank"] == 1
        assert first["exercise"]["slug"] == "plantar-heel-stretch"
        assert first["evidence"]["result"] == "supports"
        assert first["steps"][0]["phase"] == "setup"
        assert first["dosage"]["hold_seconds"] == 10
        assert [person["slug"] for person in first["contributors"]] == ["monica-lam-feist"]
        assert first["source"]["url"].startswith("https://doi.org/")

    async def test_ranks_count_from_one_and_only_recommend(self, client: httpx.AsyncClient) -> None:
        for slug in ("plantar-heel-pain", "calf-tightness", "shin-splints", "flat-feet"):
            answer = (await client.get(f"/v1/complaints/{slug}/exercises")).json()
            ranks = [item["rank"] for item in answer["items"]]
            results = {item["evidence"]["result"] for item in answer["items"]}
            assert ranks == list(range(1, len(ranks) + 1)), slug
            assert results <= {"supports", "mixed"}, slug

    async def test_a_fracture_offers_nothing_and_says_why(self, client: httpx.AsyncClient) -> None:
        answer = (await client.get("/v1/complaints/foot-fracture/exercises")).json()

        assert answer["self_care"] == "after_clearance"
        assert answer["items"] == []
        assert "clinician" in answer["notice"]
        assert answer["avoid"]

    async def test_the_same_plan_answers_under_both_names(self, client: httpx.AsyncClient) -> None:
        pain = (await client.get("/v1/complaints/plantar-heel-pain/exercises")).json()
        fasciitis = (await client.get("/v1/complaints/plantar-fasciitis/exercises")).json()

        assert fasciitis["items"] == pain["items"]

    async def test_an_unknown_complaint_is_not_found(self, client: httpx.AsyncClient) -> None:
        response = await client.get("/v1/complaints/plantar-hell-pain/exercises")

        assert response.status_code == 404
        assert response.json()["code"] == "not-found"

    async def test_it_takes_the_same_few_statements_for_any_complaint(
        self, client: httpx.AsyncClient, statements: list[str]
    ) -> None:
        await client.get("/v1/complaints/plantar-heel-pain/exercises")

        # catalogue, complaint's document, notices, exercises' documents
        assert len(statements) == 4
