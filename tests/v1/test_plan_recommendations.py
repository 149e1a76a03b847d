"""/v1/plan-recommendations as a caller sees it; tests/planner tests the rules."""

import gzip
from typing import Any

import httpx
import pytest
from jsonschema import Draft202012Validator

from api.openapi.committed import COMMITTED
from api.openapi.operations import answer_of
from api.vocabulary import Weekday, words
from tests.contract.test_openapi import OPERATIONS, resolved
from tests.sent import Sent

ADDRESS = "/v1/plan-recommendations"
HEEL = {"complaints": ["plantar-heel-pain"], "days": ["mon", "wed", "fri"], "weeks": 6}
VALIDATOR: Draft202012Validator = resolved(answer_of(OPERATIONS["recommend_plan"])["schema"])


async def planned(client: httpx.AsyncClient, **asked: Any) -> dict[str, Any]:
    """Ask; the answer has to be complete and valid against its schema."""
    response = await client.post(ADDRESS, json=asked)
    assert response.status_code == 200, response.text
    answer: dict[str, Any] = response.json()
    VALIDATOR.validate(answer)
    return answer


def exercises(answer: dict[str, Any]) -> set[str]:
    return {
        item["exercise"]
        for phase in answer["phases"]
        for session in phase["sessions"]
        for item in session["items"]
    }


def in_week(phase: dict[str, Any]) -> list[str]:
    """Return the days of a phase that have a session, in the order of the week."""
    days = {day for session in phase["sessions"] for day in session["days"]}
    return [day for day in words(Weekday) if day in days]


class TestAPlan:
    async def test_stands_on_the_days_asked_for_and_is_proven(
        self, client: httpx.AsyncClient
    ) -> None:
        answer = await planned(client, **HEEL)

        assert answer["outcome"] == "plan"
        assert [phase["to_week"] for phase in answer["phases"]] == [2, 4, 6]
        for phase in answer["phases"]:
            assert in_week(phase) == HEEL["days"]
        assert answer["engine"]["objective"] == answer["engine"]["bound"] > 0

    async def test_gives_each_choice_its_reason_with_a_source(
        self, client: httpx.AsyncClient
    ) -> None:
        answer = await planned(client, **HEEL)

        item = answer["phases"][0]["sessions"][0]["items"][0]
        first = answer["exercises"][0]
        assert item["exercise"] == first["slug"] == "plantar-heel-stretch"
        assert first["reasons"][0]["code"] == "helps_guideline"
        assert first["reasons"][0]["source"]["url"].startswith("https://doi.org/")
        assert item["also"]["when"] == "before_first_steps"

    async def test_carries_pain_rule_review_and_licence(self, client: httpx.AsyncClient) -> None:
        answer = await planned(client, **HEEL)

        assert "0 to 10" in answer["pain_rule"]["text"]
        assert answer["review_after_weeks"] == [2, 6]
        assert answer["review"]["status"] == "not_clinically_reviewed"
        assert "not a diagnosis" in answer["notice"]

    async def test_has_dates_only_when_it_has_a_beginning(self, client: httpx.AsyncClient) -> None:
        dated = await planned(client, **HEEL, start_date="2026-12-07")
        undated = await planned(client, **HEEL)

        assert [phase["from_date"] for phase in dated["phases"]] == [
            "2026-12-07",
            "2026-12-21",
            "2027-01-04",
        ]
        assert dated["review_dates"] == ["2026-12-21", "2027-01-18"]
        assert {phase["from_date"] for phase in undated["phases"]} == {None}

    async def test_adds_one_exercise_a_day_to_a_usual_workout(
        self, client: httpx.AsyncClient
    ) -> None:
        answer = await planned(client, goals=["strength"], style="one_a_day", sessions_per_week=5)

        sessions = [s for phase in answer["phases"] for s in phase["sessions"]]
        assert {len(session["items"]) for session in sessions} == {1}

    async def test_is_the_same_whatever_the_order_of_what_is_asked(
        self, client: httpx.AsyncClient
    ) -> None:
        asked = {"complaints": ["flat-feet", "toe-weakness"], "days": ["fri", "mon"]}
        turned = {"days": ["mon", "fri", "mon"], "complaints": ["toe-weakness", "flat-feet"]}

        first = await client.post(ADDRESS, json=asked)
        second = await client.post(ADDRESS, json=turned)

        assert first.content == second.content

    async def test_is_small_and_enough_for_todays_session(self, client: httpx.AsyncClient) -> None:
        response = await client.post(ADDRESS, json={**HEEL, "minutes_per_session": 10})
        answer = response.json()

        assert len(response.content) <= 40_000
        # Addresses of pictures are digests, which nothing compresses.
        assert len(gzip.compress(response.content, 6)) <= 8 * 1024
        today = answer["phases"][0]["sessions"][0]
        by_slug = {exercise["slug"]: exercise for exercise in answer["exercises"]}
        assert len(by_slug) == len(answer["exercises"])
        for item in today["items"]:
            assert by_slug[item["exercise"]]["steps"]
            assert item["dosage"]["text"]

    async def test_is_never_cached(self, client: httpx.AsyncClient) -> None:
        response = await client.post(ADDRESS, json=HEEL)

        assert response.headers["cache-control"] == "no-store"
        assert "etag" not in response.headers

    async def test_reads_nothing_but_the_version_once_the_catalogue_is_known(
        self, client: httpx.AsyncClient, statements: list[Sent]
    ) -> None:
        await client.post(ADDRESS, json=HEEL)
        statements.clear()
        await client.post(ADDRESS, json=HEEL)

        # catalogue, for the headers and for the planner's inputs
        assert len(statements) == 1


class TestCareComesFirst:
    async def test_a_fracture_gets_no_exercise_until_it_is_cleared(
        self, client: httpx.AsyncClient
    ) -> None:
        refused = await planned(client, complaints=["foot-fracture"])
        cleared = await planned(client, complaints=["foot-fracture"], cleared=["foot-fracture"])

        assert (refused["outcome"], refused["phases"]) == ("after_clearance", [])
        assert refused["decision"] == "after_clearance"
        assert "foot-fracture" in refused["notice"]
        assert cleared["outcome"] == "plan"
        assert exercises(cleared) == {"gentle-foot-and-ankle-stretch", "seated-point-and-flex"}

    async def test_an_urgent_sign_ends_every_plan(self, client: httpx.AsyncClient) -> None:
        answer = await planned(client, **HEEL, red_flags=["achilles_rupture"])

        assert (answer["outcome"], answer["phases"]) == ("seek_care", [])
        assert answer["red_flags"][0]["tier"] == "urgent"
        assert answer["notice"].startswith("Get medical help today")

    async def test_a_condition_that_blocks_says_what_a_clinician_has_to_clear(
        self, client: httpx.AsyncClient
    ) -> None:
        answer = await planned(client, **HEEL, conditions=["diabetes"])

        assert answer["outcome"] == "after_clearance"
        assert answer["advice"].startswith("Diabetes: ")
        assert "diabetes" in answer["notice"]

    @pytest.mark.parametrize(
        ("flag", "condition"),
        [
            ("child", "under_18"),
            ("plantar_fascia_rupture", "plantar_fascia_tear"),
            ("post_op_fracture_cast", "cast_or_recent_fracture"),
            ("stress_fracture", "cast_or_recent_fracture"),
        ],
    )
    async def test_a_sign_that_implies_a_blocking_condition_blocks_until_it_is_cleared(
        self, client: httpx.AsyncClient, flag: str, condition: str
    ) -> None:
        blocked = await planned(client, **HEEL, red_flags=[flag])
        cleared = await planned(client, **HEEL, red_flags=[flag], cleared=[condition])

        assert (blocked["outcome"], blocked["phases"]) == ("after_clearance", [])
        assert condition in blocked["notice"]
        assert cleared["outcome"] == "plan"
        assert [item["code"] for item in cleared["red_flags"]] == [flag]

    async def test_a_child_in_the_words_is_for_a_clinician_first(
        self, client: httpx.AsyncClient
    ) -> None:
        text = "my 12-year-old's heel hurts"

        answer = await planned(
            client, complaint_text=text, answers=[{"code": "chest_pain", "answer": "no"}]
        )

        assert (answer["outcome"], answer["phases"]) == ("after_clearance", [])

    async def test_a_sign_of_falls_gives_the_same_plan_as_the_condition(
        self, client: httpx.AsyncClient
    ) -> None:
        implied = await planned(client, **HEEL, red_flags=["pregnancy_dizzy_falls"])
        stated = await planned(client, **HEEL, conditions=["dizziness_or_falls"])

        assert implied["phases"] == stated["phases"]
        assert implied["phases"] != (await planned(client, **HEEL))["phases"]

    async def test_an_achilles_tendon_of_unknown_kind_gets_the_stricter_plan(
        self, client: httpx.AsyncClient
    ) -> None:
        unstated = await planned(client, complaints=["achilles-tendinitis"])
        stated = await planned(
            client, complaints=["achilles-tendinitis"], conditions=["achilles_midportion"]
        )

        assert not {"calf-stretch", "achilles-tendon-stretch"} & exercises(unstated)
        assert {"calf-stretch", "achilles-tendon-stretch"} & exercises(stated)
        assert "reading_unstated" in {line["code"] for line in unstated["coverage"]}
        codes = {item["exercise"]["slug"]: item["code"] for item in unstated["left_out"]}
        assert codes["calf-stretch"] == "contraindicated"


class TestWords:
    async def test_a_described_complaint_is_planned_for(self, client: httpx.AsyncClient) -> None:
        described = await planned(client, complaint_text="my heel kills me when I get out of bed")
        named = await planned(client, complaints=["plantar-heel-pain"])

        assert described["matches"][0]["complaint"]["slug"] == "plantar-heel-pain"
        assert described["phases"] == named["phases"]

    async def test_words_that_fit_several_get_a_question(self, client: httpx.AsyncClient) -> None:
        answer = await planned(client, complaint_text="heel and arch pain", goals=["strength"])

        assert (answer["outcome"], answer["phases"]) == ("needs_answer", [])
        assert answer["question"].startswith("Is it worst under the heel")
        assert {match["complaint"]["slug"] for match in answer["matches"]} >= {"arch-pain"}

    async def test_a_complaint_of_two_kinds_gets_a_plan_and_the_question_that_would_change_it(
        self, client: httpx.AsyncClient
    ) -> None:
        answer = await planned(client, complaint_text="my achilles hurts")

        assert answer["outcome"] == "plan"
        assert "right at the heel bone" in answer["question"]

    @pytest.mark.parametrize("apostrophe", ["'", "&#39;", "&rsquo;", "\\u2019"])
    async def test_a_warning_sign_in_words_ends_in_care(
        self, client: httpx.AsyncClient, apostrophe: str
    ) -> None:
        said = f"felt a pop, can{apostrophe}t stand on my toes"
        answer = await planned(client, complaint_text=said, goals=["strength"])

        assert answer["outcome"] == "seek_care"
        assert answer["red_flags"][0]["code"] == "achilles_rupture"

    async def test_words_about_something_else_ask_what_is_meant(
        self, client: httpx.AsyncClient
    ) -> None:
        alone = await planned(client, complaint_text="what is the capital of France")
        beside = await planned(
            client, complaint_text="what is the capital of France", goals=["strength"]
        )

        assert (alone["outcome"], alone["phases"]) == ("needs_answer", [])
        assert alone["question"]
        assert beside["outcome"] == "plan"
        assert "text_not_understood" in {line["code"] for line in beside["coverage"]}

    async def test_no_word_of_the_text_comes_back(self, client: httpx.AsyncClient) -> None:
        response = await client.post(
            ADDRESS, json={"complaint_text": "zanzibar made my heel hurt in the morning"}
        )

        assert "zanzibar" not in response.text


def test_the_example_in_the_documentation_is_a_plan() -> None:
    assert '"outcome": "plan"' in COMMITTED.read_text(encoding="utf-8")
