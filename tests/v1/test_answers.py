"""Signs that a text only half states are asked for, in matches and in plans, until none is left."""

import json
from pathlib import Path
from typing import Any

import httpx
import pytest

from api.triage import STRICTNESS

HALF_SAID = "back ache, and peeing feels a bit different"
HEEL = "my heel kills me when I get out of bed"
CORD = "cauda_equina"
CALF = {"complaints": ["calf-tightness"], "minutes_per_session": 5, "weeks": 1}
Answers = list[dict[str, str]]


def given(**by_code: str) -> Answers:
    return [{"code": code, "answer": word} for code, word in by_code.items()]


async def matched(client: httpx.AsyncClient, text: str, **more: Any) -> dict[str, Any]:
    response = await client.post("/v1/complaint-matches", json={"text": text, **more})
    assert response.status_code == 200, response.text
    answer: dict[str, Any] = response.json()
    return answer


async def planned(client: httpx.AsyncClient, **body: Any) -> dict[str, Any]:
    response = await client.post("/v1/plan-recommendations", json=body)
    assert response.status_code == 200, response.text
    answer: dict[str, Any] = response.json()
    return answer


def asked(answer: dict[str, Any]) -> list[str]:
    return [sign["code"] for sign in answer["ask_first"]]


class TestAskFirst:
    async def test_a_half_stated_sign_is_asked_for_and_the_complaint_stays(
        self, client: httpx.AsyncClient
    ) -> None:
        answer = await matched(client, HALF_SAID)

        assert answer["outcome"] == "needs_answer"
        assert answer["matches"][0]["complaint"]["slug"] == "low-back-pain"
        [sign] = answer["ask_first"]
        assert (sign["code"], sign["tier"]) == (CORD, "emergency")
        assert sign["question"].endswith("?")

    async def test_a_plan_asks_the_same_and_offers_nothing_before(
        self, client: httpx.AsyncClient
    ) -> None:
        plan = await planned(client, complaint_text=HALF_SAID)

        assert (plan["outcome"], asked(plan), plan["phases"]) == ("needs_answer", [CORD], [])
        assert plan["matches"]

    async def test_so_does_a_text_beside_a_complaint_asked_by_slug(
        self, client: httpx.AsyncClient
    ) -> None:
        plan = await planned(client, complaints=["flat-feet"], complaint_text=HALF_SAID)

        assert plan["outcome"] == "needs_answer"

    @pytest.mark.parametrize("word", ["yes", "unsure"])
    async def test_yes_and_unsure_end_in_care(self, client: httpx.AsyncClient, word: str) -> None:
        answers = given(cauda_equina=word)
        answer = await matched(client, HALF_SAID, answers=answers)
        plan = await planned(client, complaint_text=HALF_SAID, answers=answers)

        assert answer["outcome"] == plan["outcome"] == "seek_care"
        assert answer["red_flags"][0]["code"] == plan["red_flags"][0]["code"] == CORD
        assert answer["advice"] == answer["red_flags"][0]["advice"]

    async def test_no_makes_room_for_what_was_asked(self, client: httpx.AsyncClient) -> None:
        answers = given(cauda_equina="no")
        answer = await matched(client, HALF_SAID, answers=answers)
        plan = await planned(client, complaint_text=HALF_SAID, answers=answers, weeks=1)

        assert (answer["outcome"], answer["ask_first"]) == ("matched", [])
        assert (plan["outcome"], plan["ask_first"]) == ("plan", [])

    async def test_a_stated_sign_is_never_lifted_and_the_way_out_is_told(
        self, client: httpx.AsyncClient
    ) -> None:
        text = "I felt a pop and can't stand on my toes"
        answers = given(achilles_rupture="no")
        answer = await matched(client, text, answers=answers)
        plan = await planned(client, complaint_text=text, answers=answers)

        assert answer["outcome"] == plan["outcome"] == "seek_care"
        assert "ask again" in answer["advice"]
        assert "ask again" in plan["advice"]

    async def test_the_order_of_answers_makes_no_difference(
        self, client: httpx.AsyncClient
    ) -> None:
        answers = given(cauda_equina="no", pregnancy="yes", stroke="no")
        body = {"complaint_text": HALF_SAID, "weeks": 1}

        assert await planned(client, **body, answers=answers) == await planned(
            client, **body, answers=answers[::-1] + given(cauda_equina="no")
        )

    @pytest.mark.parametrize("address", ["complaint-matches", "plan-recommendations"])
    async def test_an_answer_to_no_question_is_named(
        self, client: httpx.AsyncClient, address: str
    ) -> None:
        field = "text" if address == "complaint-matches" else "complaint_text"
        body = {field: HEEL, "answers": given(stroke="no", cauda_equine="yes")}
        response = await client.post(f"/v1/{address}", json=body)

        [error] = response.json()["errors"]
        assert (error["pointer"], error["suggestion"]) == ("/answers/1/code", CORD)


class TestEveryQuestion:
    """An app may answer all that it can ask; the contract's bounds leave room for it."""

    async def test_of_a_sign_may_be_yes(self, client: httpx.AsyncClient) -> None:
        signs = (await client.get("/v1/red-flags", params={"limit": 100})).json()["items"]
        codes = [sign["code"] for sign in signs]
        match = await matched(client, HEEL, answers=given(**dict.fromkeys(codes, "yes")))
        plan = await planned(client, complaints=["plantar-heel-pain"], red_flags=codes)

        assert {flag["code"] for flag in match["red_flags"]} == set(codes)
        assert {flag["code"] for flag in plan["red_flags"]} == set(codes)
        most = {of: most_entries("red_flags", of) for of in ("ComplaintMatch", "PlanRequest")}
        assert len(codes) < min(most.values()), most

    async def test_may_be_answered_twice(self, client: httpx.AsyncClient) -> None:
        codes = [
            item["code"]
            for list_ in ("red-flags", "conditions")
            for item in (await client.get(f"/v1/{list_}", params={"limit": 100})).json()["items"]
        ]
        answers = given(**dict.fromkeys([*codes, "over_65", "someone_else"], "no"))

        assert (await matched(client, HEEL, answers=answers * 2))["screening"] == "complete"


def most_entries(field: str, schema: str) -> int:
    """Return how many entries the contract says that a list has."""
    document = json.loads(Path("openapi/v1.json").read_text(encoding="utf-8"))
    found = document["components"]["schemas"][schema]["properties"][field]
    return int(found.get("maxItems") or found["anyOf"][0]["maxItems"])


class TestDeniedAtRisk:
    @pytest.mark.parametrize(
        "risk", ["pregnancy", "cancer", "long_journey", "post_surgery", "cast_or_recent_fracture"]
    )
    async def test_no_is_not_enough_for_a_calf_with_a_risk_factor(
        self, client: httpx.AsyncClient, risk: str
    ) -> None:
        plan = await planned(client, **CALF, conditions=[risk], answers=given(dvt="no"))
        alone = await planned(client, **CALF, answers=given(dvt="no"))

        assert (plan["outcome"], plan["phases"]) == ("see_clinician", [])
        assert "today" in plan["advice"]
        assert alone["outcome"] == "plan"

    async def test_it_is_no_matter_beside_another_complaint(
        self, client: httpx.AsyncClient
    ) -> None:
        bunion = {**CALF, "complaints": ["bunion"]}
        plan = await planned(client, **bunion, conditions=["cancer"], answers=given(dvt="no"))

        assert plan["outcome"] == "plan"

    async def test_a_match_says_the_same(self, client: httpx.AsyncClient) -> None:
        answers = given(dvt="no", long_journey="yes")
        answer = await matched(client, "my calf feels tight", answers=answers)

        assert (answer["outcome"], answer["decision"]) == ("matched", "see_clinician")
        assert "today" in answer["advice"]
        assert answer["red_flags"] == []


class TestPerson:
    async def test_under_18_waits_for_a_clinician(self, client: httpx.AsyncClient) -> None:
        person = {"age_group": "under_18"}
        answer = await matched(client, HEEL, person=person)
        plan = await planned(client, complaint_text=HEEL, person=person)
        named = await planned(client, complaints=["plantar-heel-pain"], person=person)

        assert answer["decision"] == "after_clearance"
        assert plan["outcome"] == named["outcome"] == "after_clearance"

    async def test_the_same_can_be_said_as_an_answer(self, client: httpx.AsyncClient) -> None:
        by_answer = await matched(client, HEEL, answers=given(under_18="yes"))

        assert by_answer == await matched(client, HEEL, person={"age_group": "under_18"})

    async def test_another_persons_signs_count_if_it_is_about_them(
        self, client: httpx.AsyncClient
    ) -> None:
        text = "I have a sore heel. my mum has a swollen hot red calf"
        own = await matched(client, text)
        hers = await matched(client, text, person={"about": "someone_else"})

        assert own["outcome"] == "matched"
        assert hers["outcome"] == "seek_care"


class TestDecision:
    @pytest.mark.parametrize("condition", ["pregnancy", "diabetes", "neuropathy", "under_18"])
    async def test_an_answered_condition_counts_like_a_stated_one(
        self, client: httpx.AsyncClient, condition: str
    ) -> None:
        body = {"complaints": ["plantar-heel-pain"], "weeks": 1}
        stated = await planned(client, **body, conditions=[condition])

        for word in ("yes", "unsure"):
            plan = await planned(client, **body, answers=given(**{condition: word}))
            match = await matched(client, HEEL, answers=given(**{condition: word}))
            assert plan["decision"] == match["decision"] == stated["decision"], word

    async def test_only_a_plain_yes_clears(self, client: httpx.AsyncClient) -> None:
        for word, decision in (("yes", "with_care"), ("unsure", "after_clearance")):
            answers = given(diabetes="yes", diabetes_low_risk=word)
            plan = await planned(client, complaints=["flat-feet"], answers=answers)
            match = await matched(client, "flat feet", answers=answers)
            assert plan["decision"] == match["decision"] == decision, word

    async def test_one_more_yes_never_lowers_it(self, client: httpx.AsyncClient) -> None:
        answers: Answers = []
        before = 0
        for code in ("pregnancy", "numbness_tingling", "under_18", "night_or_rest_pain", "dvt"):
            answers += given(**{code: "yes"})
            plan = await planned(client, complaints=["calf-tightness"], weeks=1, answers=answers)
            after = STRICTNESS.index(plan["decision"])
            assert after >= before, code
            before = after


class TestScreening:
    async def test_a_complaint_asked_by_its_slug_alone_was_not_screened(
        self, client: httpx.AsyncClient
    ) -> None:
        assert (await planned(client, **CALF))["screening"] == "none"

    async def test_a_text_was_looked_at_for_signs(self, client: httpx.AsyncClient) -> None:
        assert (await matched(client, HEEL))["screening"] == "partial"
        assert (await planned(client, complaint_text=HEEL))["screening"] == "partial"

    async def test_every_grave_sign_of_the_complaint_answered_is_complete(
        self, client: httpx.AsyncClient
    ) -> None:
        document = (await client.get("/v1/complaints/plantar-heel-pain")).json()
        grave = [s["code"] for s in document["red_flags"] if s["tier"] != "see_clinician"]
        answers = given(**dict.fromkeys(grave, "no"))
        named = {"complaints": ["plantar-heel-pain"], "weeks": 1}

        assert (await planned(client, **named, answers=answers))["screening"] == "complete"
        assert (await planned(client, **named, answers=answers[1:]))["screening"] == "partial"
        assert (await matched(client, HEEL, answers=answers))["screening"] == "complete"


async def test_a_sign_of_several_conditions_counts_as_those_that_the_text_names(
    client: httpx.AsyncClient,
) -> None:
    body = {"weeks": 1, "minutes_per_session": 10}
    pregnant = await planned(client, complaint_text=f"{HEEL}, I'm pregnant", **body)
    named = await planned(
        client, complaints=["plantar-heel-pain"], conditions=["pregnancy"], **body
    )
    fallen = await planned(client, complaint_text=f"{HEEL}, I have fallen twice", **body)

    assert pregnant["phases"] == named["phases"]
    assert pregnant["phases"] != fallen["phases"]
