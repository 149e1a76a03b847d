"""/v1/complaints/{slug}/exercises: what helps, and what stands around it."""

import httpx
import pytest

from api.db import Database
from seed.content import Content
from seed.importer import import_content
from tests.databases import PUBLISHED
from tests.seed.factories import edited
from tests.sent import Sent
from tests.v1.lists import Answer, everything
from tests.v1.test_complaints import COMPLAINTS, complaint, slugs

STUDIED = ("guideline", "pooled", "trial")


async def helping(client: httpx.AsyncClient, slug: str) -> Answer:
    answer: Answer = (await client.get(f"{COMPLAINTS}/{slug}/exercises")).json()
    return answer


class TestGetComplaintExercises:
    async def test_plantar_heel_pain_gets_the_plantar_heel_stretch_first(
        self, client: httpx.AsyncClient
    ) -> None:
        answer = await helping(client, "plantar-heel-pain")

        first = answer["items"][0]
        assert first["rank"] == 1
        assert first["exercise"]["slug"] == "plantar-heel-stretch"
        assert first["evidence"] == {"grade": "guideline", "result": "supports"}
        assert first["steps"][0]["phase"] == "setup"
        assert first["dosage"]["hold_seconds"] == 10
        assert first["rationale"].endswith(".")
        assert [person["slug"] for person in first["contributors"]] == ["monica-lam-feist"]
        assert first["source"]["url"].startswith("https://doi.org/")

    async def test_the_dose_is_the_one_for_the_complaint(self, client: httpx.AsyncClient) -> None:
        answer = await helping(client, "foot-cramps")
        document = await complaint(client, "foot-cramps")

        links = {item["slug"]: item for item in document["exercises"]}
        for item in answer["items"]:
            link = links[item["exercise"]["slug"]]
            for field in ("dosage", "dosage_range", "from_week"):
                assert item[field] == link[field]
            assert item["dosage"]["when"] == "before_bed"

    async def test_ranks_count_from_one_and_only_recommend(self, client: httpx.AsyncClient) -> None:
        for slug in await slugs(client):
            items = (await helping(client, slug))["items"]
            assert [item["rank"] for item in items] == list(range(1, len(items) + 1)), slug
            assert {item["evidence"]["result"] for item in items} <= {"supports", "mixed"}, slug

    async def test_what_was_studied_for_it_stands_above_what_was_not(
        self, client: httpx.AsyncClient
    ) -> None:
        for slug in await slugs(client):
            items = (await helping(client, slug))["items"]
            unstudied = [item["evidence"]["grade"] not in STUDIED for item in items]
            assert unstudied == sorted(unstudied), slug

    async def test_it_never_offers_what_it_says_to_avoid(self, client: httpx.AsyncClient) -> None:
        for slug in await slugs(client):
            answer = await helping(client, slug)
            avoided = {thing["exercise"] for thing in answer["avoid"]} - {None}
            assert not avoided & {item["exercise"]["slug"] for item in answer["items"]}, slug
            assert all(thing["text"] and thing["why"] for thing in answer["avoid"]), slug

    async def test_it_is_the_catalogue_s_own_exercise_in_short_with_how_it_is_done(
        self, client: httpx.AsyncClient
    ) -> None:
        lines = {line["slug"]: line for line in await everything(client, "/v1/exercises")}

        for item in (await helping(client, "plantar-heel-pain"))["items"]:
            slug = item["exercise"]["slug"]
            exercise = (await client.get(f"/v1/exercises/{slug}")).json()
            assert item["exercise"] == lines[slug]
            for field in ("steps", "feel", "dosage", "contraindications", "interpretation"):
                assert item[field] == exercise[field], (slug, field)

    async def test_around_the_exercises_stands_what_to_heed(
        self, client: httpx.AsyncClient
    ) -> None:
        for slug in await slugs(client):
            answer = await helping(client, slug)
            told = await complaint(client, slug)
            around = ["self_care", "red_flags", "asks", "avoid", "evidence_note", "review"]
            around += ["self_care_advice", "plan_shape", "pain_rule"]
            assert {field: answer[field] for field in around} == {f: told[f] for f in around}
            assert answer["complaint"] == {"slug": slug, "name": told["name"]}
            assert answer["stop_rule"].startswith("A mild stretch")

    @pytest.mark.parametrize("slug", ["foot-fracture", "nerve-symptoms"])
    async def test_where_a_clinician_comes_first_nothing_is_offered_and_it_says_why(
        self, client: httpx.AsyncClient, slug: str
    ) -> None:
        answer = await helping(client, slug)

        assert answer["self_care"] == "after_clearance"
        assert answer["items"] == []
        assert "clinician" in answer["notice"]
        assert answer["avoid"]
        assert answer["red_flags"]

    async def test_that_is_so_although_the_complaint_knows_what_helps_once_cleared(
        self, client: httpx.AsyncClient
    ) -> None:
        known = (await complaint(client, "nerve-symptoms"))["exercises"]

        assert [item["rank"] for item in known if item["rank"]] == [1, 2, 3, 4]

    async def test_unsaid_which_of_two_it_is_the_stricter_reading_answers(
        self, client: httpx.AsyncClient
    ) -> None:
        answer = await helping(client, "achilles-tendinitis")

        offered = {item["exercise"]["slug"] for item in answer["items"]}
        avoided = {thing["exercise"] for thing in answer["avoid"]}
        assert {"calf-stretch", "achilles-tendon-stretch"} <= avoided - offered
        assert "Until you do" in answer["notice"]
        assert {"achilles_insertional", "achilles_midportion"} <= {
            asked["code"] for asked in answer["asks"]
        }

    async def test_where_no_exercise_has_been_shown_to_help_there_is_none(
        self, client: httpx.AsyncClient
    ) -> None:
        answer = await helping(client, "hip-pain")

        assert answer["items"] == []
        assert (answer["self_care"], answer["decision"]) == ("no", "see_clinician")
        assert answer["evidence_note"]

    async def test_the_same_plan_answers_under_both_names(self, client: httpx.AsyncClient) -> None:
        pain = await helping(client, "plantar-heel-pain")
        fasciitis = await helping(client, "plantar-fasciitis")

        assert fasciitis["items"] == pain["items"]
        assert fasciitis["self_care_advice"] == pain["self_care_advice"]

    @pytest.mark.parametrize("slug", ["plantar-heel-pain", "foot-fracture", "hip-pain"])
    async def test_what_else_helps_is_told_with_its_source_or_as_our_own(
        self, client: httpx.AsyncClient, slug: str
    ) -> None:
        advice = (await helping(client, slug))["self_care_advice"]

        named = {item["source"]["slug"] for item in advice if item["source"]}
        known = {line["slug"] for line in await everything(client, "/v1/sources")}
        assert named
        assert named <= known
        assert [item["topic"] for item in advice if item["source"] is None]

    async def test_an_unknown_complaint_is_not_found(self, client: httpx.AsyncClient) -> None:
        response = await client.get(f"{COMPLAINTS}/plantar-hell-pain/exercises")

        assert response.status_code == 404
        assert response.json()["code"] == "not-found"

    @pytest.mark.parametrize(
        ("slug", "count"), [("plantar-heel-pain", 3), ("foot-fracture", 2), ("hip-pain", 2)]
    )
    async def test_it_takes_few_statements_for_any_complaint(
        self, client: httpx.AsyncClient, statements: list[Sent], slug: str, count: int
    ) -> None:
        await client.get(f"{COMPLAINTS}/{slug}/exercises")

        # complaint's document, notices, and where exercises are offered their documents
        assert len(statements) == count

    async def test_a_complaint_that_is_not_for_exercise_offers_none_whatever_is_known(
        self, scratch: Database, scratch_client: httpx.AsyncClient, content: Content
    ) -> None:
        why = "See a clinician; this is not for exercise at home."
        unfit = edited(content, "complaints", "calf-tightness", self_care="no", notice=why)

        await import_content(scratch, unfit, now=PUBLISHED)

        answer = await helping(scratch_client, "calf-tightness")
        page = await scratch_client.get("/v1/exercises", params={"complaint": "calf-tightness"})
        assert (answer["self_care"], answer["notice"], answer["items"]) == ("no", why, [])
        assert page.json() == {
            "items": [],
            "next_cursor": None,
            "notices": [{"code": "see_clinician", "complaint": "calf-tightness", "text": why}],
        }
