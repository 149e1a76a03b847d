"""POST /v1/safety-checks: what to ask before exercise, one screen after the other."""

import gzip
import itertools
import json
import re
from typing import Any

import httpx
import pytest

from api.interview.screens import MOST_SCREENS
from seed.content import Content

CHECKS = "/v1/safety-checks"
ADULT = {"age_group": "adult", "about": "self"}
HEEL = "my heel kills me when I get out of bed"
Answer = dict[str, Any]


async def step(client: httpx.AsyncClient, **body: Any) -> Answer:
    response = await client.post(CHECKS, json=body)
    assert response.status_code == 200, response.text
    found: Answer = response.json()
    return found


def codes(answer: Answer) -> list[str]:
    return [one["code"] for one in answer["screen"]["questions"]] if answer["screen"] else []


def answered(answer: Answer, **spoken: str) -> list[dict[str, str]]:
    """Return the answers to a screen: no to all but those named."""
    return [{"code": code, "answer": spoken.get(code, "no")} for code in codes(answer)]


async def walk(
    client: httpx.AsyncClient, spoken: dict[str, str] | None = None, **body: Any
) -> list[Answer]:
    """Return every step of a check in which all but what is spoken is denied."""
    answers: list[dict[str, str]] = []
    steps: list[Answer] = []
    while not steps or not steps[-1]["done"]:
        assert len(steps) <= MOST_SCREENS
        steps.append(await step(client, **body, answers=answers))
        answers += answered(steps[-1], **(spoken or {}))
    return steps


def asked(steps: list[Answer]) -> list[str]:
    return [code for one in steps for code in codes(one)]


async def planned(client: httpx.AsyncClient, end: Answer) -> Answer:
    body = end["plan_request"] | {"weeks": 1, "sessions_per_week": 1, "minutes_per_session": 3}
    response = await client.post("/v1/plan-recommendations", json=body)
    assert response.status_code == 200, response.text
    found: Answer = response.json()
    return found


class TestCheckSafety:
    async def test_heel_pain_and_nothing_else_ends_in_exercises(
        self, client: httpx.AsyncClient
    ) -> None:
        steps = await walk(client, text=HEEL)
        end = steps[-1]

        assert codes(steps[0])[:1] == ["under_18"]
        assert [one["screen"]["number"] for one in steps[:-1]] == [*range(1, len(steps))]
        assert (end["decision"], end["screen"], end["screens_left_at_most"]) == (
            "exercises",
            None,
            0,
        )
        assert end["plan_request"]["complaints"] == ["plantar-heel-pain"]
        assert end["matches"][0]["complaint"]["slug"] == "plantar-heel-pain"
        assert end["advice"] is None
        assert "infection_unwell" in end["denied"]

    async def test_a_calf_after_a_long_flight_is_for_a_clinician_though_the_sign_was_denied(
        self, client: httpx.AsyncClient
    ) -> None:
        steps = await walk(client, {"long_journey": "yes"}, complaints=["calf-tightness"])
        first = codes(steps[1])

        assert first[0] == "pe"
        assert "dvt" in first
        assert steps[-1]["decision"] == "see_clinician"
        assert "today" in steps[-1]["advice"]

    async def test_back_pain_asks_for_cord_cancer_fever_and_injury(
        self, client: httpx.AsyncClient
    ) -> None:
        steps = await walk(client, complaints=["low-back-pain"], person=ADULT)

        assert codes(steps[0])[0] == "cauda_equina"
        assert {"cancer_back_pain", "back_pain_fever", "back_injury"} <= set(asked(steps))

    async def test_a_parent_about_a_child_is_asked_for_the_child(
        self, client: httpx.AsyncClient
    ) -> None:
        spoken = {"under_18": "yes", "someone_else": "yes"}
        steps = await walk(client, spoken, complaints=["foot-pain"])
        adult = await walk(client, complaints=["foot-pain"])

        assert all(one["screen"]["title"].startswith("Answer for the child") for one in steps[1:-1])
        texts = [one["text"] for step in steps[1:-1] for one in step["screen"]["questions"]]
        assert not [text for text in texts if re.search(r"\byour?\b", text, re.IGNORECASE)]
        assert "child_limp" in asked(steps)
        assert "child_limp" not in asked(adult)
        assert steps[-1]["decision"] == "after_clearance"

    async def test_an_emergency_in_the_text_ends_it_before_anything_is_asked(
        self, client: httpx.AsyncClient
    ) -> None:
        answer = await step(client, text="I cannot feel my foot, it is cold and blue")

        assert (answer["done"], answer["decision"], answer["screen"]) == (True, "seek_care", None)
        assert answer["red_flags"][0]["tier"] == "emergency"
        assert answer["red_flags"][0]["advice"] in answer["advice"]

    @pytest.mark.parametrize("word", ["yes", "unsure"])
    async def test_an_urgent_sign_ends_it_at_once(
        self, client: httpx.AsyncClient, word: str
    ) -> None:
        steps = await walk(client, {"infection": word}, complaints=["arch-pain"], person=ADULT)

        assert steps[-1]["decision"] == "seek_care"
        assert codes(steps[-2])[-1] != "hip_replacement"
        assert "infection" in codes(steps[-2])

    async def test_signs_for_a_clinician_are_gathered(self, client: httpx.AsyncClient) -> None:
        spoken = {"night_or_rest_pain": "yes", "no_improvement": "yes"}
        steps = await walk(client, spoken, complaints=["plantar-heel-pain"], person=ADULT)

        assert [flag["code"] for flag in steps[-1]["red_flags"]] == [*spoken]
        assert steps[-1]["decision"] == "after_clearance"

    async def test_nothing_known_asks_who_and_which_complaint_first(
        self, client: httpx.AsyncClient
    ) -> None:
        steps = await walk(client, {"bunion": "yes"})
        kinds = [{one["kind"] for one in found["screen"]["questions"]} for found in steps[:2]]

        assert kinds == [{"person", "condition"}, {"which_complaint"}]
        assert steps[-1]["plan_request"]["complaints"] == ["bunion"]

    async def test_only_the_chosen_complaint_needs_an_answer(
        self, client: httpx.AsyncClient
    ) -> None:
        chosen = [{"code": "bunion", "answer": "yes"}]
        answer = await step(client, person=ADULT, answers=chosen)

        assert answer["screen"]["number"] == 2
        assert {one["kind"] for one in answer["screen"]["questions"]} <= {"red_flag", "condition"}

    async def test_none_of_the_complaints_is_no_decision(self, client: httpx.AsyncClient) -> None:
        end = (await walk(client))[-1]

        assert (end["done"], end["decision"], end["plan_request"]["complaints"]) == (True, None, [])

    async def test_a_region_narrows_the_choice(self, client: httpx.AsyncClient) -> None:
        answer = await step(client, regions=["calf"], person=ADULT)

        assert "calf-tightness" in codes(answer)
        assert "bunion" not in codes(answer)

    async def test_a_condition_in_the_text_is_not_asked_for(
        self, client: httpx.AsyncClient
    ) -> None:
        steps = await walk(client, text="I'm pregnant and my calves feel tight")

        assert "pregnancy" not in asked(steps)
        assert "pregnancy" in {one["code"] for one in steps[-1]["conditions"]}

    async def test_what_is_cleared_stays_cleared_in_the_plan(
        self, client: httpx.AsyncClient
    ) -> None:
        person = ADULT | {"age_group": "under_18"}
        body: Answer = {"complaints": ["flat-feet"], "person": person}
        waiting = (await walk(client, **body))[-1]
        cleared = (await walk(client, **body, cleared=["under_18"]))[-1]

        assert (waiting["decision"], cleared["decision"]) == ("after_clearance", "exercises")
        assert (await planned(client, cleared))["decision"] == "exercises"

    async def test_the_order_of_answers_makes_no_difference(
        self, client: httpx.AsyncClient
    ) -> None:
        steps = await walk(client, {"numbness_tingling": "unsure"}, complaints=["arch-pain"])
        answers = [one for found in steps[:3] for one in answered(found, numbness_tingling="yes")]
        bodies = [
            {"complaints": ["arch-pain"], "answers": some}
            for some in (answers, answers[::-1], answers * 2)
        ]
        found = [(await client.post(CHECKS, json=body)).content for body in bodies]

        assert len(set(found)) == 1

    async def test_the_plan_and_the_match_decide_the_same(
        self, client: httpx.AsyncClient, content: Content
    ) -> None:
        pairs = [("dizziness_or_falls", "yes"), ("no_improvement", "yes"), ("infection", "unsure")]
        slugs = [slug for slug in content.identifiers("complaints") if slug != "foot-pain"]
        for slug, (code, word) in zip(slugs[::4], itertools.cycle(pairs), strict=False):
            end = (await walk(client, {code: word}, complaints=[slug], person=ADULT))[-1]
            assert (await planned(client, end))["decision"] == end["decision"], (slug, code)

        end = (await walk(client, {"numbness_tingling": "yes"}, text=HEEL))[-1]
        answers = end["plan_request"]["answers"]
        body = {"text": HEEL, "answers": answers}
        match = (await client.post("/v1/complaint-matches", json=body)).json()
        assert end["decision"] == match["decision"] == (await planned(client, end))["decision"]
        assert (match["screening"], match["ask_first"]) == ("complete", [])

    async def test_it_is_never_stored(self, client: httpx.AsyncClient) -> None:
        response = await client.post(CHECKS, json={"text": HEEL})

        assert response.headers["cache-control"] == "no-store"

    @pytest.mark.parametrize(
        ("body", "pointer", "near"),
        [
            ({"complaints": ["arch-pains"]}, "/complaints/0", "arch-pain"),
            ({"conditions": ["diabetis"]}, "/conditions/0", "diabetes"),
            ({"answers": [{"code": "pee", "answer": "no"}]}, "/answers/0/code", "pe"),
            ({"regions": ["hell"]}, "/regions/0", "heel"),
            ({"complaint": ["arch-pain"]}, "/complaint", "complaints"),
        ],
    )
    async def test_an_unknown_name_is_refused_with_the_nearest(
        self, client: httpx.AsyncClient, body: Answer, pointer: str, near: str
    ) -> None:
        response = await client.post(CHECKS, json=body)
        [error] = response.json()["errors"]

        assert response.status_code == 422
        assert (error["pointer"], error["suggestion"]) == (pointer, near)

    async def test_the_bundle_has_the_rules_under_the_same_version(
        self, client: httpx.AsyncClient
    ) -> None:
        manifest = (await client.get("/v1/bundle")).json()
        lines = gzip.decompress((await client.get(manifest["path"])).content).splitlines()
        [line] = [one for one in map(json.loads, lines) if one["type"] == "screens"]

        assert line["screens"]["rules_version"] == (await step(client))["rules_version"]
        assert {one["slug"] for one in line["screens"]["complaints"]} >= {"bunion", "foot-pain"}
