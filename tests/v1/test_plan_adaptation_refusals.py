"""/v1/plan-adaptations refuses what cannot be, and names its place in the body."""

import json

import httpx

from api.adaptation.check_ins import LONGEST_NOTE, LONGEST_NOTES, MOST_CHECK_INS
from api.http.body_limit import LARGER_BODIES
from tests.v1.test_plan_adaptations import ADDRESS, Answer, adapted, body_of, check_in, item

WRONG: list[tuple[Answer, str, str]] = [
    (body_of(check_in(10)), "/check_ins/0/date", "in_the_future"),
    ({**body_of(), "today": "1999-01-01"}, "/today", "out_of_bounds"),
    (body_of({**check_in(0), "date": "1999-01-01"}), "/check_ins/0/date", "out_of_bounds"),
    (body_of(check_in(0, item("calf-strech"))), "/check_ins/0/items/0/exercise", "unknown"),
    (body_of(check_in(0, red_flags=["dvd"])), "/check_ins/0/red_flags/0", "unknown"),
    (
        body_of(check_in(0, item(dosage={"sets": 101}))),
        "/check_ins/0/items/0/dosage/sets",
        "too_large",
    ),
    (body_of(check_in(0, item(pain_during=11))), "/check_ins/0/items/0/pain_during", "too_large"),
    (body_of(check_in(0, effort=0)), "/check_ins/0/effort", "too_small"),
    (
        body_of(check_in(1), check_in(0), check_in(0, item(), item(done="part"))),
        "/check_ins/2/items/1",
        "contradicts_itself",
    ),
    (body_of(complaints=["heel"]), "/request/complaints/0", "unknown"),
    (body_of(complaints=[]), "/request/complaints", "nothing_asked"),
    (body_of(*[check_in(0)] * (MOST_CHECK_INS + 1)), "/check_ins", "too_many"),
    (body_of(check_in(0, note="a" * (LONGEST_NOTE + 1))), "/check_ins/0/note", "too_long"),
    (
        body_of(*(check_in(0, note="a " * 240) for _ in range(LONGEST_NOTES // 480 + 1))),
        "/check_ins",
        "notes_too_long",
    ),
    (body_of(check_in(0, mood="good")), "/check_ins/0/mood", "unknown_field"),
]


class TestRefusals:
    async def test_what_is_wrong_is_named_by_its_place(self, client: httpx.AsyncClient) -> None:
        for body, pointer, code in WRONG:
            response = await client.post(ADDRESS, json=body)
            found = [(one["pointer"], one["code"]) for one in response.json()["errors"]]

            assert response.status_code == 422, (pointer, response.text)
            assert (pointer, code) in found, response.text

    async def test_the_nearest_name_is_suggested(self, client: httpx.AsyncClient) -> None:
        response = await client.post(ADDRESS, json=body_of(check_in(0, item("calf-strech"))))

        assert response.json()["errors"][0]["suggestion"] == "calf-stretch"

    async def test_more_than_half_a_mebibyte_is_not_read(self, client: httpx.AsyncClient) -> None:
        body = json.dumps(body_of(check_in(0, note="a"))) + " " * LARGER_BODIES[ADDRESS]
        headers = {"Content-Type": "application/json"}
        response = await client.post(ADDRESS, content=body, headers=headers)

        assert response.status_code == 413

    async def test_a_year_of_check_ins_fits_in_a_body(self, client: httpx.AsyncClient) -> None:
        other = item("toe-flutters", dosage={"sets": 1, "reps": 10, "hold_seconds": 1})
        many = [check_in(day, item(), other, pain_during=1) for day in range(MOST_CHECK_INS)]
        body = body_of(*many, today=MOST_CHECK_INS)
        assert len(json.dumps(body)) > 64 * 1024

        answer = await adapted(client, body)

        assert answer["request"]["weeks_done"] == 52
