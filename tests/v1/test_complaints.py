"""/v1/complaints: the list, and each complaint."""

import httpx
import pytest

from tests.sent import Sent
from tests.v1.lists import Answer, everything

COMPLAINTS = "/v1/complaints"


async def complaint(client: httpx.AsyncClient, slug: str) -> Answer:
    answer: Answer = (await client.get(f"{COMPLAINTS}/{slug}")).json()
    return answer


async def slugs(client: httpx.AsyncClient, **query: object) -> list[str]:
    return [line["slug"] for line in await everything(client, COMPLAINTS, **query)]


class TestListComplaints:
    async def test_a_region_gives_the_complaints_of_anything_inside_it(
        self, client: httpx.AsyncClient
    ) -> None:
        regions = await everything(client, "/v1/body-regions")
        paths = {line["slug"]: line["path"] for line in regions}
        lines = await everything(client, COMPLAINTS)

        for region in ("foot", "calf", "heel"):
            inside = [
                line["slug"]
                for line in lines
                if any(region in paths[affected] for affected in line["regions"])
            ]
            assert await slugs(client, region=region) == inside, region

    @pytest.mark.parametrize(
        ("typed", "meant"),
        [
            ("planter facitis", "plantar-fasciitis"),
            ("Fersensporn", "plantar-fasciitis"),
            ("juanete", "bunion"),
            ("shin splint", "shin-splints"),
        ],
    )
    async def test_lay_words_bring_what_they_mean_first(
        self, client: httpx.AsyncClient, typed: str, meant: str
    ) -> None:
        assert (await slugs(client, q=typed))[0] == meant

    async def test_words_are_found_only_inside_the_region(self, client: httpx.AsyncClient) -> None:
        anywhere = await slugs(client, q="pain")

        at_the_heel = await slugs(client, q="pain", region="heel")

        assert at_the_heel == [s for s in anywhere if s in await slugs(client, region="heel")]
        assert "plantar-heel-pain" in at_the_heel
        assert "knee-pain" in set(anywhere) - set(at_the_heel)

    async def test_it_takes_the_same_few_statements_with_every_filter(
        self, client: httpx.AsyncClient, statements: list[Sent]
    ) -> None:
        await client.get(COMPLAINTS, params={"region": "foot", "q": "pain"})

        # meaning of the slug, lines
        assert len(statements) == 2


class TestGetComplaint:
    async def test_red_flags_stand_from_the_most_to_the_least_pressing(
        self, client: httpx.AsyncClient
    ) -> None:
        order = ("emergency", "urgent", "see_clinician")
        for slug in await slugs(client):
            flags = (await complaint(client, slug))["red_flags"]
            tiers = [order.index(flag["tier"]) for flag in flags]
            assert tiers, slug
            assert tiers == sorted(tiers), slug

    async def test_what_only_needs_caution_is_told_without_a_rank(
        self, client: httpx.AsyncClient
    ) -> None:
        pain = await complaint(client, "plantar-heel-pain")

        told = {item["slug"]: item for item in pain["exercises"]}
        assert told["foot-flexibility-stretch"]["evidence"]["result"] == "caution"
        assert told["foot-flexibility-stretch"]["rank"] is None

    async def test_each_exercise_has_the_whole_dose_for_this_complaint(
        self, client: httpx.AsyncClient
    ) -> None:
        cramps, tightness = [await complaint(client, s) for s in ("foot-cramps", "calf-tightness")]

        places = [item["slug"] for item in cramps["exercises"]]
        at, usual = places.index("calf-stretch"), tightness["exercises"][0]
        for_cramps = cramps["exercises"][at]

        assert usual["slug"] == "calf-stretch"
        assert usual["dosage"]["text"].startswith("3 times, hold each for 30 seconds")
        assert for_cramps["dosage"]["text"] == (
            "3 times, hold each for 10 seconds, on each side."
            " Once a day, every day, just before bed."
        )
        assert for_cramps["dosage_range"]["hold_seconds"] == [10, 10]
        claims = cramps["provenance"]["fields"]
        assert claims[f"exercises.{at}.dosage.hold_seconds"]["source"] == "hallegraeff-2012"

    async def test_an_exercise_for_later_names_its_week(self, client: httpx.AsyncClient) -> None:
        pain = await complaint(client, "plantar-heel-pain")

        weeks = {item["slug"]: item["from_week"] for item in pain["exercises"]}
        assert weeks["plantar-heel-stretch"] is None
        assert weeks["standing-heel-lifts"] == 3

    async def test_each_reading_of_a_complaint_that_hides_two_is_asked_for(
        self, client: httpx.AsyncClient
    ) -> None:
        for slug in ("achilles-tendinitis", "ankle-sprain"):
            hiding = await complaint(client, slug)
            chosen = {variant["condition"] for variant in hiding["variants"]}
            assert chosen, slug
            assert chosen <= {asked["code"] for asked in hiding["asks"]}, slug

    async def test_a_code_of_the_classification_stands_on_no_mere_symptom(
        self, client: httpx.AsyncClient
    ) -> None:
        fasciitis = await complaint(client, "plantar-fasciitis")
        pain = await complaint(client, "foot-pain")

        assert fasciitis["codes"] == [{"system": "icd-10", "code": "M72.2"}]
        assert pain["codes"] == []

    async def test_it_takes_one_statement(
        self, client: httpx.AsyncClient, statements: list[Sent]
    ) -> None:
        await client.get(f"{COMPLAINTS}/plantar-heel-pain")

        # the document, with the state of the catalogue beside it
        assert len(statements) == 1
