"""/v1/exercises: the list with its filters and orders, and each exercise complete."""

from typing import Any

import httpx
import pytest

from tests.cases import in_one_test
from tests.sent import Sent
from tests.v1.lists import Answer, everything

EXERCISES = "/v1/exercises"
NEEDS_A_COUNTER = {
    "single-leg-balance",
    "single-leg-heel-raise",
    "standing-heel-lifts",
    "standing-toe-circuit",
}
NEEDS_A_WALL = {"achilles-tendon-stretch", "calf-stretch"}


async def slugs(client: httpx.AsyncClient, **query: Any) -> list[str]:
    return [line["slug"] for line in await everything(client, EXERCISES, **query)]


async def details(client: httpx.AsyncClient) -> dict[str, Answer]:
    found = await slugs(client)
    return {slug: (await client.get(f"{EXERCISES}/{slug}")).json() for slug in found}


class TestListExercises:
    @in_one_test(
        ("parameter", "field", "values"),
        [
            ("kind", "kind", ["mobility"]),
            ("kind", "kind", ["balance"]),
            ("collection", "collection", ["article"]),
            ("collection", "collection", ["extended"]),
            ("kind", "kind", ["stretch", "strength"]),
            ("level", "level", ["intermediate"]),
            ("position", "positions", ["lying"]),
            ("position", "positions", ["lying", "standing"]),
            ("laterality", "laterality", ["both_together"]),
        ],
    )
    async def test_a_filter_keeps_what_fits_and_all_of_it(
        self, client: httpx.AsyncClient, parameter: str, field: str, values: list[str]
    ) -> None:
        wanted = {
            slug
            for slug, exercise in (await details(client)).items()
            if set(values) & set(exercise[field] if parameter == "position" else [exercise[field]])
        }

        kept = await slugs(client, **{parameter: values})

        assert 0 < len(kept) < len(await slugs(client))
        assert set(kept) == wanted

    async def test_a_region_gives_what_works_on_anything_inside_it(
        self, client: httpx.AsyncClient
    ) -> None:
        exercises = await details(client)
        paths = {
            line["slug"]: line["path"] for line in await everything(client, "/v1/body-regions")
        }

        for region in ("foot", "calf", "big-toe"):
            wanted = {
                slug
                for slug, exercise in exercises.items()
                if any(region in paths[worked["slug"]] for worked in exercise["regions"])
            }
            assert set(await slugs(client, region=region)) == wanted, region

    async def test_different_filters_narrow_each_other(self, client: httpx.AsyncClient) -> None:
        kept = await slugs(client, region="toes", kind="stretch", position="seated")

        assert kept == ["foot-flexibility-stretch", "plantar-heel-stretch", "toe-stretch"]

    @pytest.mark.parametrize("seconds", [67, 68, 134, 36_000])
    async def test_max_seconds_is_what_one_session_takes_at_most(
        self, client: httpx.AsyncClient, seconds: int
    ) -> None:
        lines = await everything(client, EXERCISES)

        kept = await slugs(client, max_seconds=seconds)

        assert kept == [e["slug"] for e in lines if e["estimated_seconds"] <= seconds]

    async def test_nothing_that_fits_is_an_empty_list(self, client: httpx.AsyncClient) -> None:
        page = (await client.get(EXERCISES, params={"max_seconds": 1})).json()

        assert page == {"items": [], "next_cursor": None, "notices": []}


class TestListExercisesByEquipment:
    """`equipment` is what I own: only exercises that require no more, whatever they can use."""

    async def test_none_means_not_even_a_wall(self, client: httpx.AsyncClient) -> None:
        needing = {
            slug
            for slug, exercise in (await details(client)).items()
            if any(thing["required"] for thing in exercise["equipment"])
        }

        kept = set(await slugs(client, equipment="none"))

        assert needing >= NEEDS_A_COUNTER | NEEDS_A_WALL
        assert kept == set(await slugs(client)) - needing

    async def test_a_thing_that_is_owned_adds_what_it_allows(
        self, client: httpx.AsyncClient
    ) -> None:
        bare = set(await slugs(client, equipment="none"))

        walled = set(await slugs(client, equipment=["none", "wall"]))

        assert walled == bare | NEEDS_A_WALL

    async def test_owning_one_thing_more_never_takes_an_exercise_away(
        self, client: httpx.AsyncClient
    ) -> None:
        owned = ["none"]
        before: set[str] = set()
        for thing in await everything(client, "/v1/equipment"):
            owned.append(thing["code"])
            after = set(await slugs(client, equipment=owned))
            assert after >= before, thing["code"]
            before = after

        assert before == set(await slugs(client))

    async def test_household_things_are_at_hand_unless_none_is_said(
        self, client: httpx.AsyncClient
    ) -> None:
        kept = set(await slugs(client, equipment="resistance-band"))

        assert kept >= NEEDS_A_COUNTER | NEEDS_A_WALL


class TestListExercisesByComplaint:
    async def test_they_stand_in_the_order_in_which_they_help(
        self, client: httpx.AsyncClient
    ) -> None:
        for complaint in ("plantar-heel-pain", "calf-tightness", "achilles-tendinitis"):
            helping = (await client.get(f"/v1/complaints/{complaint}/exercises")).json()
            ranked = [item["exercise"]["slug"] for item in helping["items"]]
            assert await slugs(client, complaint=complaint) == ranked, complaint

    async def test_two_complaints_give_each_exercise_once_by_its_better_rank(
        self, client: httpx.AsyncClient
    ) -> None:
        ranks: dict[str, int] = {}
        for complaint in ("plantar-heel-pain", "calf-tightness"):
            helping = (await client.get(f"/v1/complaints/{complaint}/exercises")).json()
            for item in helping["items"]:
                slug = item["exercise"]["slug"]
                ranks[slug] = min(item["rank"], ranks.get(slug, item["rank"]))

        both = await slugs(client, complaint=["plantar-heel-pain", "calf-tightness"])

        assert both == sorted(ranks, key=lambda slug: (ranks[slug], slug))

    @pytest.mark.parametrize("complaint", ["foot-fracture", "nerve-symptoms"])
    async def test_where_a_clinician_comes_first_it_is_empty_and_says_why(
        self, client: httpx.AsyncClient, complaint: str
    ) -> None:
        page = (await client.get(EXERCISES, params={"complaint": complaint})).json()

        [notice] = page["notices"]
        assert page["items"] == []
        assert (notice["code"], notice["complaint"]) == ("after_clearance", complaint)
        assert "clinician" in notice["text"]

    async def test_beside_such_a_complaint_the_others_still_get_theirs(
        self, client: httpx.AsyncClient
    ) -> None:
        asked = ["foot-fracture", "calf-tightness"]

        page = (await client.get(EXERCISES, params={"complaint": asked})).json()

        assert [line["slug"] for line in page["items"]] == await slugs(
            client, complaint="calf-tightness"
        )
        assert [notice["complaint"] for notice in page["notices"]] == ["foot-fracture"]

    async def test_notices_are_there_and_empty_where_nothing_is_to_say(
        self, client: httpx.AsyncClient
    ) -> None:
        for query in ({}, {"complaint": "plantar-heel-pain"}, {"q": "heel"}):
            assert (await client.get(EXERCISES, params=query)).json()["notices"] == []


class TestListExercisesInOrder:
    async def test_they_can_be_sorted_by_name_even_for_a_complaint(
        self, client: httpx.AsyncClient
    ) -> None:
        by_fit = await everything(client, EXERCISES, complaint="plantar-heel-pain")

        by_name = await everything(client, EXERCISES, complaint="plantar-heel-pain", sort="name")

        assert by_name == sorted(by_fit, key=lambda line: line["name"])
        assert by_name != by_fit

    async def test_words_bring_the_nearest_name_first(self, client: httpx.AsyncClient) -> None:
        found = await slugs(client, q="towl grab")

        assert found[0] == "towel-grab-exercise"

    async def test_words_are_found_only_inside_the_filters(self, client: httpx.AsyncClient) -> None:
        anywhere = await everything(client, EXERCISES, q="stretch")

        found = await everything(client, EXERCISES, q="stretch", kind="mobility")

        assert found == [line for line in anywhere if line["kind"] == "mobility"]
        assert found[0]["slug"] == "gentle-foot-and-ankle-stretch"

    async def test_relevance_without_words_or_complaint_is_the_name(
        self, client: httpx.AsyncClient
    ) -> None:
        assert await slugs(client, sort="relevance") == await slugs(client)

    async def test_any_filter_takes_the_same_few_statements(
        self, client: httpx.AsyncClient, statements: list[Sent]
    ) -> None:
        await client.get(EXERCISES, params={"region": "foot", "complaint": "foot-pain", "q": "toe"})

        # meaning of the slugs and how much each filter leaves, self-care rules, lines
        assert len(statements) == 3


class TestGetExercise:
    async def test_the_plantar_heel_stretch_is_as_the_article_describes_it(
        self, client: httpx.AsyncClient
    ) -> None:
        stretch = (await client.get(f"{EXERCISES}/plantar-heel-stretch")).json()

        told = stretch["provenance"]
        assert stretch["interpretation"] == "described"
        assert stretch["dosage"]["hold_seconds"] == 10
        assert told["default"] == {"origin": "article", "source": "aaptiv-strengthen-your-feet"}
        assert "dosage.hold_seconds" not in told["fields"]
        assert told["fields"]["dosage_range.hold_seconds"]["origin"] == "reference"

    async def test_steps_are_numbered_and_begin_with_getting_ready(
        self, client: httpx.AsyncClient
    ) -> None:
        for slug, exercise in (await details(client)).items():
            numbers = [step["number"] for step in exercise["steps"]]
            assert numbers == list(range(1, len(numbers) + 1)), slug
            assert exercise["steps"][0]["phase"] == "setup", slug

    async def test_a_list_tells_the_same_in_short(self, client: httpx.AsyncClient) -> None:
        exercises = await details(client)

        for line in await everything(client, EXERCISES):
            exercise = exercises[line["slug"]]
            shared = ("name", "collection", "kind", "level", "summary", "estimated_seconds")
            assert line["positions"] == exercise["positions"]
            assert [line[field] for field in shared] == [exercise[field] for field in shared]
            assert line["regions"] == [region["slug"] for region in exercise["regions"]]
            assert line["equipment"] == [thing["slug"] for thing in exercise["equipment"]]

    async def test_what_is_easier_and_what_is_harder_can_be_looked_up(
        self, client: httpx.AsyncClient
    ) -> None:
        exercises = await details(client)

        rungs = [r for e in exercises.values() for r in (*e["easier"], *e["harder"])]
        assert all(rung["text"] for rung in rungs)
        assert {rung["exercise"] for rung in rungs} - {None} <= set(exercises)

    async def test_it_says_that_no_clinician_has_reviewed_it(
        self, client: httpx.AsyncClient
    ) -> None:
        exercise = (await client.get(f"{EXERCISES}/calf-stretch")).json()

        assert exercise["review"] == {
            "status": "not_clinically_reviewed",
            "by": None,
            "registration": None,
            "at": None,
            "scope": None,
        }
        assert exercise["licence"]
        assert exercise["attribution"]

    async def test_it_takes_one_statement(
        self, client: httpx.AsyncClient, statements: list[Sent]
    ) -> None:
        await client.get(f"{EXERCISES}/calf-stretch")

        # the document, with the state of the catalogue beside it
        assert len(statements) == 1
