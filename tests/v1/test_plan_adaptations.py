"""/v1/plan-adaptations as a caller sees it; tests/adaptation tests the rules."""

import asyncio
from datetime import date, timedelta
from typing import Any

import httpx
import pytest
from jsonschema import Draft202012Validator

from api.db import Database
from api.openapi.operations import answer_of
from seed.content import Content
from seed.importer import import_content
from tests.contract.test_openapi import OPERATIONS, resolved
from tests.retired import retire
from tests.seed.factories import edited
from tests.v1.test_answers import HALF_SAID
from tests.v1.test_changes import LATER

ADDRESS = "/v1/plan-adaptations"
MONDAY = date(2026, 10, 5)
HEEL: dict[str, Any] = {
    "complaints": ["plantar-heel-pain"],
    "days": ["mon", "wed", "fri"],
    "minutes_per_session": 15,
    "weeks": 6,
    "start_date": MONDAY.isoformat(),
}
LIFTS = "standing-heel-lifts"
VALIDATOR: Draft202012Validator = resolved(answer_of(OPERATIONS["adapt_plan"])["schema"])
Answer = dict[str, Any]


def on(day: int) -> str:
    return (MONDAY + timedelta(days=day)).isoformat()


def item(exercise: str = "calf-stretch", **fields: Any) -> Answer:
    dosage = {"sets": 1, "reps": 2, "hold_seconds": 15}
    return {"exercise": exercise, "dosage": dosage, "done": "all", **fields}


def check_in(day: int, *items: Answer, **fields: Any) -> Answer:
    return {"date": on(day), "items": list(items or [item()]), **fields}


def body_of(*check_ins: Answer, today: int = 9, **fields: Any) -> Answer:
    return {"request": {**HEEL, **fields}, "today": on(today), "check_ins": list(check_ins)}


async def adapted(client: httpx.AsyncClient, body: Answer) -> Answer:
    """Ask; the answer has to be complete and valid against its schema."""
    response = await client.post(ADDRESS, json=body)
    assert response.status_code == 200, response.text
    assert response.headers["cache-control"] == "no-store"
    answer: Answer = response.json()
    VALIDATOR.validate(answer)
    return answer


def steps(answer: Answer) -> dict[str, tuple[str, str]]:
    return {one["exercise"]: (one["change"], one["rule"]) for one in answer["items"]}


def check_ins_of_eight_weeks() -> list[Answer]:
    """Return what somebody reports who gets better, with one bad week."""
    found = []
    for week in range(8):
        for day in (0, 2, 4):
            pain = 5 if week == 3 else 2
            doses = [item(), item(LIFTS, dosage={"sets": 2, "reps": 5})][: 1 + (week > 1)]
            number = 7 * week + day
            found.append(
                check_in(number, *doses, pain_during=pain, pain_next_morning="same", effort=5)
            )
    return found


class TestTheRestOfAPlan:
    async def test_good_sessions_raise_a_dose_and_the_answer_says_by_which_rule(
        self, client: httpx.AsyncClient
    ) -> None:
        good = [check_in(day, pain_during=2, pain_next_morning="none") for day in (0, 2, 4)]
        answer = await adapted(client, body_of(*good, today=7))

        [step] = [one for one in answer["items"] if one["exercise"] == "calf-stretch"]
        assert (answer["decision"], step["change"], step["rule"]) == (
            "go_on",
            "up",
            "good_sessions",
        )
        assert (step["before"]["reps"], step["after"]["reps"]) == (2, 3)
        assert step["text"] == "3 good sessions in a row. A little more next time."
        assert answer["today"]["days"] == ["mon", "fri"]
        assert answer["next_session_on"] == on(9)
        [planned] = [i for i in answer["today"]["items"] if i["exercise"] == "calf-stretch"]
        assert planned["dosage"]["reps"] == 3

    async def test_the_plan_is_what_is_left_with_its_weeks_and_dates(
        self, client: httpx.AsyncClient
    ) -> None:
        answer = await adapted(client, body_of(check_in(0), check_in(7), today=15))
        phases = answer["plan"]["phases"]

        assert [(one["from_week"], one["to_week"]) for one in phases] == [(3, 6)]
        assert phases[0]["from_date"] == on(14)
        assert (answer["request"]["weeks_done"], answer["request"]["weeks"]) == (2, 4)
        assert answer["request"]["start_date"] == on(14)
        assert answer["review_due"] == on(42)

    async def test_a_missed_week_is_not_piled_up_and_the_plan_ends_later(
        self, client: httpx.AsyncClient
    ) -> None:
        answer = await adapted(client, body_of(check_in(0), check_in(4), today=14))

        assert answer["decision"] == "ease"
        assert steps(answer)["calf-stretch"][1] == "missed"
        assert (answer["request"]["weeks_done"], answer["request"]["weeks"]) == (1, 5)
        assert answer["plan"]["phases"][-1]["to_week"] == 6
        assert answer["today"]["total_seconds"] <= 15 * 60

    async def test_nothing_is_kept_so_the_same_body_gets_the_same_bytes_in_any_order(
        self, client: httpx.AsyncClient
    ) -> None:
        twice = [item("toe-flutters", dosage={"sets": 1, "reps": 10, "hold_seconds": 1}), item()]
        body = body_of(
            check_in(0, *twice, note="felt fine"), check_in(0, pain_during=3), check_in(2, *twice)
        )
        first = await client.post(ADDRESS, json=body)
        reversed_body = {
            **body,
            "check_ins": [{**one, "items": one["items"][::-1]} for one in body["check_ins"][::-1]],
        }

        assert (await client.post(ADDRESS, json=body)).content == first.content
        assert (await client.post(ADDRESS, json=reversed_body)).content == first.content

    async def test_a_request_of_an_earlier_answer_leads_to_the_same_steps(
        self, client: httpx.AsyncClient
    ) -> None:
        """Whoever sends the first request each time is told the same as who sends the last one."""
        told = check_ins_of_eight_weeks()
        request = HEEL
        for count, today in ((6, 13), (14, 33)):
            body = {"request": request, "today": on(today), "check_ins": told[:count]}
            request = (await adapted(client, body))["request"]
        last = {"today": on(55), "check_ins": told}
        followed = await adapted(client, {"request": request, **last})
        anew = await adapted(client, {"request": HEEL, **last})

        same = ("decision", "items", "today", "next_session_on", "advice", "review_due")
        assert {name: followed[name] for name in same} == {name: anew[name] for name in same}
        assert followed["plan"]["phases"] == anew["plan"]["phases"]
        assert followed["request"] == anew["request"]

    async def test_items_of_a_plan_can_be_sent_back_as_they_are(
        self, client: httpx.AsyncClient
    ) -> None:
        first = await adapted(client, body_of(today=0))
        sent = [
            {"exercise": one["exercise"], "dosage": one["dosage"], "done": "all"}
            for one in first["today"]["items"]
        ]
        second = await adapted(client, body_of(check_in(0, *sent), today=2))

        assert {rule for _, rule in steps(second).values()} == {"more_sessions", "not_done_yet"}


class TestSigns:
    async def test_a_sign_in_a_check_in_ends_it_with_its_decision(
        self, client: httpx.AsyncClient
    ) -> None:
        body = body_of(check_in(0), check_in(2, red_flags=["dvt"]), today=4)
        answer = await adapted(client, body)

        assert answer["decision"] == answer["plan"]["outcome"] == "seek_care"
        assert (answer["items"], answer["today"], answer["next_session_on"]) == ([], None, None)
        assert [one["code"] for one in answer["red_flags"]] == ["dvt"]
        assert answer["advice"].startswith("Get medical help today.")
        assert answer["plan"]["phases"] == answer["plan"]["exercises"] == []

    async def test_a_note_is_read_for_signs_and_never_answered(
        self, client: httpx.AsyncClient
    ) -> None:
        note = "my calf is swollen and hot and it throbs"
        response = await client.post(ADDRESS, json=body_of(check_in(0, note=note), today=2))

        assert response.json()["decision"] == "seek_care"
        assert note not in response.text

    async def test_a_half_said_sign_is_asked_for_before_the_plan_goes_on(
        self, client: httpx.AsyncClient
    ) -> None:
        body = body_of(check_in(0, note=HALF_SAID), today=2)
        asked = await adapted(client, body)
        codes = [one["code"] for one in asked["plan"]["ask_first"]]
        answers = [{"code": code, "answer": "no"} for code in codes]
        body["request"]["answers"] = answers
        settled = await adapted(client, body)

        assert codes
        assert (asked["decision"], asked["today"], asked["items"]) == ("pause", None, [])
        assert (settled["decision"], settled["plan"]["outcome"]) == ("go_on", "plan")

    async def test_two_flare_ups_put_an_exercise_out_until_it_is_cleared(
        self, client: httpx.AsyncClient
    ) -> None:
        sore = [check_in(day, item(pain_during=7)) for day in (0, 2)]
        out = await adapted(client, body_of(*sore, today=7))
        request = {**out["request"], "cleared": ["calf-stretch"]}
        back = await adapted(client, {**body_of(*sore, today=9), "request": request})

        assert steps(out)["calf-stretch"] == ("out", "two_flare_ups")
        assert out["request"]["exclude_exercises"] == ["calf-stretch"]
        assert "Have a clinician look at it" in out["advice"]
        assert steps(back)["calf-stretch"] == ("same", "cleared")
        assert back["request"]["exclude_exercises"] is None


class TestTheCatalogueMoves:
    async def test_an_exercise_that_is_gone_is_told_and_one_that_was_renamed_goes_on(
        self, scratch: Database, scratch_client: httpx.AsyncClient
    ) -> None:
        await retire(scratch, "exercise", "wall-calf", "calf-stretch")
        await retire(scratch, "exercise", "toe-yoga")
        told = [check_in(day, item("wall-calf"), item("toe-yoga")) for day in (0, 2, 4)]
        request = {"exclude_exercises": ["toe-yoga"], "cleared": ["toe-yoga"]}
        answer = await adapted(scratch_client, body_of(*told, today=7, **request))

        assert steps(answer)["toe-yoga"] == ("out", "gone")
        assert steps(answer)["calf-stretch"] == ("up", "good_sessions")

    async def test_eight_weeks_with_a_publication_and_two_adaptations_are_replayed_alike(
        self, scratch: Database, scratch_client: httpx.AsyncClient, content: Content
    ) -> None:
        told, request = check_ins_of_eight_weeks(), HEEL
        for count, today in ((6, 13), (14, 33)):
            body = {"request": request, "today": on(today), "check_ins": told[:count]}
            request = (await adapted(scratch_client, body))["request"]
            named = edited(content, "exercises", "calf-stretch", name=f"Calf Stretch {count}")
            await import_content(scratch, named, now=LATER)
        last = {"request": request, "today": on(55), "check_ins": told}
        first = await scratch_client.post(ADDRESS, json=last)
        again = await scratch_client.post(ADDRESS, json=last)
        anew = await adapted(scratch_client, {**last, "request": HEEL})

        assert first.status_code == 200
        assert again.content == first.content
        assert (anew["items"], anew["decision"]) == (
            first.json()["items"],
            first.json()["decision"],
        )

    async def test_requests_at_the_same_time_do_not_disturb_each_other(
        self, client: httpx.AsyncClient
    ) -> None:
        bodies = [body_of(*[check_in(0)] * (number % 3), today=2 + number) for number in range(6)]
        alone = [(await client.post(ADDRESS, json=body)).content for body in bodies]
        together = await asyncio.gather(*(client.post(ADDRESS, json=body) for body in bodies))

        assert [response.content for response in together] == alone


@pytest.mark.parametrize("method", ["GET", "PUT"])
async def test_only_post_is_served(client: httpx.AsyncClient, method: str) -> None:
    response = await client.request(method, ADDRESS)

    assert (response.status_code, response.headers["allow"]) == (405, "POST, OPTIONS")
