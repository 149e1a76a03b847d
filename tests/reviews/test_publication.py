"""The review as it is served: in documents, answers, routines, versions, pages and bundles."""

import gzip
import json
from datetime import timedelta
from typing import Any

import httpx
import pytest

from api.db import Database
from seed.content import Content
from seed.importer import import_content
from tests.databases import PUBLISHED
from tests.reviews import signed
from tests.seed.factories import edited, value_of
from tests.v1.test_plan_recommendations import ADDRESS as PLANS
from tests.v1.test_plan_recommendations import HEEL

LATER = PUBLISHED + timedelta(days=1)
EXERCISE, COMPLAINT = "/v1/exercises/toe-flutters", "/v1/complaints/plantar-heel-pain"
DESK = "/v1/routines/desk-feet"


@pytest.fixture(scope="module")
def reviewed(content: Content) -> Content:
    return signed.all_signed(content)


async def review_at(client: httpx.AsyncClient, address: str) -> Any:
    return (await client.get(address)).raise_for_status().json()["review"]


async def plans_review(client: httpx.AsyncClient) -> Any:
    answer = (await client.post(PLANS, json=HEEL)).raise_for_status().json()
    assert answer["outcome"] == "plan"
    return answer["review"]


async def bundle(client: httpx.AsyncClient) -> tuple[str, str]:
    """Return the address of the bundle's file, and its text."""
    path = (await client.get("/v1/bundle")).json()["path"]
    return path, gzip.decompress((await client.get(path)).content).decode()


def with_another_feel(content: Content, slug: str) -> Content:
    return edited(content, "exercises", slug, feel="Something else entirely.")


async def test_the_served_content_is_not_reviewed(client: httpx.AsyncClient) -> None:
    for address in (EXERCISE, COMPLAINT, f"{COMPLAINT}/exercises", DESK, f"{DESK}/versions/2"):
        assert await review_at(client, address) == signed.NONE
    assert await plans_review(client) == signed.NONE


async def test_a_signed_review_is_served_wherever_the_content_is(
    scratch: Database, scratch_client: httpx.AsyncClient, reviewed: Content
) -> None:
    await import_content(scratch, reviewed, now=LATER)

    for address in (EXERCISE, COMPLAINT, f"{COMPLAINT}/exercises", DESK, f"{DESK}/versions/2"):
        assert await review_at(scratch_client, address) == signed.SERVED, address
    assert await plans_review(scratch_client) == signed.SERVED
    page = await scratch_client.get("/embed/exercises/toe-flutters")
    assert f"Reviewed by {signed.REVIEWER}" in page.text
    _, lines = await bundle(scratch_client)
    found = [json.loads(line)["exercise"] for line in lines.splitlines()]
    exercise = next(item for item in found if item and item["slug"] == "toe-flutters")
    assert exercise["review"] == signed.SERVED


async def test_what_is_made_of_several_parts_shows_the_weakest(
    scratch: Database, scratch_client: httpx.AsyncClient, reviewed: Content
) -> None:
    await import_content(scratch, with_another_feel(reviewed, "toe-flutters"), now=LATER)
    for address in (EXERCISE, DESK, f"{DESK}/versions/2"):
        assert await review_at(scratch_client, address) == signed.LAPSED, address
    assert await review_at(scratch_client, COMPLAINT) == signed.SERVED
    assert "changed since" in (await scratch_client.get("/embed/routines/desk-feet")).text

    used = value_of(reviewed, "complaints", "plantar-heel-pain").exercises[0].exercise
    await import_content(scratch, with_another_feel(reviewed, used), now=LATER)
    assert await review_at(scratch_client, COMPLAINT) == signed.SERVED
    assert await review_at(scratch_client, f"{COMPLAINT}/exercises") == signed.LAPSED
    assert await plans_review(scratch_client) == signed.LAPSED

    await import_content(scratch, signed.withdrawn(reviewed, ("exercise", used)), now=LATER)
    assert await review_at(scratch_client, f"{COMPLAINT}/exercises") == signed.NONE
    assert await plans_review(scratch_client) == signed.NONE


async def test_a_withdrawn_review_is_withdrawn_everywhere(
    scratch: Database, scratch_client: httpx.AsyncClient, content: Content
) -> None:
    exercises = [item.exercise for item in value_of(content, "routines", "desk-feet").items]
    keys = [("routine", "desk-feet"), *(("exercise", slug) for slug in sorted(set(exercises)))]
    reviewed = signed.signed(content, keys)
    await import_content(scratch, reviewed, now=LATER)
    second = edited(reviewed, "routines", "desk-feet", version=3, summary="Other words.")
    await import_content(scratch, second, now=LATER)
    assert await review_at(scratch_client, f"{DESK}/versions/2") == signed.SERVED
    assert await review_at(scratch_client, DESK) == signed.LAPSED
    before, lines = await bundle(scratch_client)
    assert signed.REVIEWER in lines

    await import_content(
        scratch,
        edited(content, "routines", "desk-feet", version=3, summary="Other words."),
        now=LATER,
    )

    for address in (EXERCISE, DESK, f"{DESK}/versions/2", f"{DESK}/versions/3"):
        assert await review_at(scratch_client, address) == signed.NONE, address
    assert (await scratch_client.get(before)).status_code == 410
    after, lines = await bundle(scratch_client)
    assert after != before
    assert signed.REVIEWER not in lines
    changes = await scratch_client.get("/v1/changes", params={"limit": 100})
    assert signed.REVIEWER not in changes.text


async def test_bundles_stay_while_their_reviewers_do(
    scratch: Database, scratch_client: httpx.AsyncClient, reviewed: Content
) -> None:
    await import_content(scratch, reviewed, now=LATER)
    path, _ = await bundle(scratch_client)

    await import_content(scratch, with_another_feel(reviewed, "toe-flutters"), now=LATER)

    assert (await scratch_client.get(path)).status_code == 200


async def test_a_review_of_an_older_version_moves_the_serial_by_itself(
    scratch: Database, scratch_client: httpx.AsyncClient, content: Content
) -> None:
    # Version 2 is signed with all its exercises; version 3 has one more, which nobody reviewed.
    routine = value_of(content, "routines", "desk-feet")
    spare = next(
        slug
        for slug in content.identifiers("exercises")
        if slug not in {item.exercise for item in routine.items}
    )
    keys = [("exercise", slug) for slug in {item.exercise for item in routine.items}]
    longer = [
        *routine.items,
        routine.items[0].model_copy(update={"exercise": spare, "note": None, "dosage": None}),
    ]
    own = ("routine", "desk-feet")
    reviewed = signed.signed(content, [own, *keys])
    changes = {"version": 3, "items": longer, "max_seconds": 3600}
    await import_content(scratch, edited(reviewed, "routines", "desk-feet", version=2), now=LATER)
    await import_content(scratch, edited(reviewed, "routines", "desk-feet", **changes), now=LATER)
    assert await review_at(scratch_client, DESK) == signed.NONE
    before = await scratch_client.get(f"{DESK}/versions/2")
    assert before.json()["review"] == signed.SERVED

    await import_content(
        scratch,
        edited(signed.withdrawn(reviewed, own), "routines", "desk-feet", **changes),
        now=LATER,
    )

    after = await scratch_client.get(f"{DESK}/versions/2")
    assert after.json()["review"] == signed.NONE
    serials = [int(answer.headers["catalogue-serial"]) for answer in (before, after)]
    assert serials[0] < serials[1]
