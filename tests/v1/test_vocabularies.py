"""/v1/conditions, /v1/red-flags, /v1/equipment: the questions that an app asks people."""

import httpx
import pytest

from tests.sent import Sent
from tests.v1.lists import everything

CONDITIONS, RED_FLAGS, EQUIPMENT = "/v1/conditions", "/v1/red-flags", "/v1/equipment"
EACH = pytest.mark.parametrize("address", [CONDITIONS, RED_FLAGS, EQUIPMENT])


class TestListVocabulary:
    @EACH
    async def test_each_word_comes_with_a_question_that_anybody_can_answer(
        self, client: httpx.AsyncClient, address: str
    ) -> None:
        for word in await everything(client, address):
            assert word["question"].endswith("?"), word["code"]
            assert word["effect"], word["code"]
            assert word["advice"], word["code"]

    @EACH
    async def test_a_line_tells_all_but_the_revision(
        self, client: httpx.AsyncClient, address: str
    ) -> None:
        for line in (await client.get(address, params={"limit": 3})).json()["items"]:
            word = (await client.get(f"{address}/{line['code']}")).json()
            assert line.items() <= word.items()

    @EACH
    async def test_it_takes_one_statement(
        self, client: httpx.AsyncClient, statements: list[Sent], address: str
    ) -> None:
        await client.get(address)

        # lines
        assert len(statements) == 1


class TestListConditions:
    async def test_both_readings_of_a_complaint_that_hides_two_can_be_stated(
        self, client: httpx.AsyncClient
    ) -> None:
        codes = {condition["code"] for condition in await everything(client, CONDITIONS)}

        assert {"achilles_insertional", "achilles_midportion"} <= codes
        assert {"sprain_under_72h", "sprain_later"} <= codes

    async def test_whatever_a_complaint_asks_or_an_exercise_warns_of_is_a_condition(
        self, client: httpx.AsyncClient
    ) -> None:
        codes = {condition["code"] for condition in await everything(client, CONDITIONS)}
        named = set()
        for line in await everything(client, "/v1/complaints"):
            complaint = (await client.get(f"/v1/complaints/{line['slug']}")).json()
            named |= {asked["code"] for asked in complaint["asks"]}
        for line in await everything(client, "/v1/exercises"):
            exercise = (await client.get(f"/v1/exercises/{line['slug']}")).json()
            named |= {warning["condition"] for warning in exercise["contraindications"]}

        assert named == codes


class TestGetCondition:
    async def test_it_states_its_effect_and_the_rule_behind_it(
        self, client: httpx.AsyncClient
    ) -> None:
        pregnancy = (await client.get(f"{CONDITIONS}/pregnancy")).json()

        assert pregnancy["question"] == "Are you pregnant?"
        assert pregnancy["effect"]["offers"] == "restricted"
        assert pregnancy["restriction"] == "seated_or_supported_only"
        assert "seated or well supported" in pregnancy["rationale"]


class TestListRedFlags:
    async def test_each_is_an_emergency_or_urgent_or_for_a_clinician(
        self, client: httpx.AsyncClient
    ) -> None:
        tiers = {flag["tier"] for flag in await everything(client, RED_FLAGS)}

        assert tiers == {"emergency", "urgent", "see_clinician"}

    async def test_no_country_s_emergency_number_is_assumed(
        self, client: httpx.AsyncClient
    ) -> None:
        for flag in await everything(client, RED_FLAGS):
            assert not {"911", "999", "112", "111"} & set(flag["advice"].split()), flag["code"]

    async def test_each_is_asked_for_by_a_complaint(self, client: httpx.AsyncClient) -> None:
        asked = set()
        for line in await everything(client, "/v1/complaints"):
            complaint = (await client.get(f"/v1/complaints/{line['slug']}")).json()
            asked |= {(flag["code"], flag["sign"], flag["tier"]) for flag in complaint["red_flags"]}

        flags = await everything(client, RED_FLAGS)

        assert asked == {(flag["code"], flag["sign"], flag["tier"]) for flag in flags}


class TestGetRedFlag:
    async def test_an_urgent_sign_takes_all_exercises_away(self, client: httpx.AsyncClient) -> None:
        infection = (await client.get(f"{RED_FLAGS}/infection")).json()

        assert infection["tier"] == "urgent"
        assert infection["effect"]["offers"] == "none"
        assert "no exercises" in infection["effect_text"]
        assert "today" in infection["advice"]
        assert infection["source"]["url"].startswith("https://")


class TestListEquipment:
    async def test_what_every_household_has_is_told_apart(self, client: httpx.AsyncClient) -> None:
        things = await everything(client, EQUIPMENT)

        household = {thing["code"] for thing in things if thing["household"]}
        assert household == {"chair", "wall", "counter", "towel", "strap", "cushion"}
        assert {thing["code"] for thing in things} - household == {
            "resistance-band",
            "step",
            "toe-spacers",
        }


class TestGetEquipment:
    async def test_it_says_what_to_look_out_for(self, client: httpx.AsyncClient) -> None:
        chair = (await client.get(f"{EQUIPMENT}/chair")).json()

        assert chair["household"] is True
        assert "without wheels" in chair["advice"]
