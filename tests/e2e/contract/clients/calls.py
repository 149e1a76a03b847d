"""What an app does, by the client that openapi-python-client makes of the contract.

Usage: python calls.py http://127.0.0.1:8000; prints what came back as JSON.
"""

import json
import sys
from typing import TypeVar

from instep_client import Client
from instep_client.api.complaints import get_complaint_exercises, match_complaints
from instep_client.api.exercises import get_exercise, list_exercises
from instep_client.api.plans import recommend_plan
from instep_client.api.sync import get_bundle, get_changes
from instep_client.api.vocabularies import list_equipment
from instep_client.models import (
    Changes,
    ComplaintExercises,
    ComplaintMatch,
    ComplaintText,
    Exercise,
    ExerciseKind,
    ExercisePage,
    Manifest,
    PlanRecommendation,
    PlanRequest,
    Position,
    Problem,
)
from instep_client.types import UNSET

Shape = TypeVar("Shape")
client = Client(base_url=sys.argv[1])


def answered(shape: type[Shape], answer: object) -> Shape:
    if isinstance(answer, Problem):
        raise SystemExit(answer.detail)
    assert isinstance(answer, shape)
    return answer


def seated() -> list[str]:
    answer = list_exercises.sync(
        client=client,
        position=[Position.SEATED],
        kind=[ExerciseKind.STRETCH],
        equipment=["none"],
        max_seconds=180,
    )
    return [item.slug for item in answered(ExercisePage, answer).items]


def everything() -> list[str]:
    slugs: list[str] = []
    cursor: str | None = None
    while True:
        answer = list_exercises.sync(client=client, limit=5, cursor=cursor or UNSET)
        page = answered(ExercisePage, answer)
        slugs += [item.slug for item in page.items]
        cursor = page.next_cursor
        if cursor is None:
            return slugs


def dose(slug: str) -> int | None:
    return answered(Exercise, get_exercise.sync(slug, client=client)).dosage.hold_seconds


def helps(slug: str) -> str:
    answer = get_complaint_exercises.sync(slug, client=client)
    return answered(ComplaintExercises, answer).items[0].exercise.slug


def wrong() -> list[object]:
    response = list_exercises.sync_detailed(client=client, region=["heels"])
    assert isinstance(response.parsed, Problem)
    first = response.parsed.errors[0]
    return [int(response.status_code), response.parsed.code, first.parameter, first.suggestion]


def missing() -> list[object]:
    response = get_exercise.sync_detailed("no-such-exercise", client=client)
    assert isinstance(response.parsed, Problem)
    return [int(response.status_code), response.parsed.code]


def meant(text: str) -> str:
    answer = match_complaints.sync(client=client, body=ComplaintText(text=text))
    return answered(ComplaintMatch, answer).matches[0].complaint.slug


def planned() -> list[object]:
    asked = PlanRequest(
        complaints=["plantar-heel-pain"], minutes_per_session=10, sessions_per_week=3, weeks=4
    )
    plan = answered(PlanRecommendation, recommend_plan.sync(client=client, body=asked))
    return [plan.outcome, sum(len(session.days) for session in plan.phases[0].sessions)]


def unchanged() -> int:
    first = list_equipment.sync_detailed(client=client)
    asked = client.with_headers({"If-None-Match": first.headers["etag"]})
    return int(list_equipment.sync_detailed(client=asked).status_code)


def news() -> list[object]:
    manifest = answered(Manifest, get_bundle.sync(client=client))
    first = answered(Changes, get_changes.sync(client=client, limit=2))
    answer = get_changes.sync(
        client=client, after=manifest.next_after, catalogue_id=manifest.catalogue_id
    )
    changes = answered(Changes, answer)
    return [len(first.items), changes.next_after == manifest.next_after]


print(
    json.dumps(
        {
            "seated": seated(),
            "everything": everything(),
            "dose": dose("plantar-heel-stretch"),
            "helps": helps("plantar-heel-pain"),
            "wrong": wrong(),
            "missing": missing(),
            "meant": meant("my heel kills me when I get out of bed"),
            "planned": planned(),
            "unchanged": unchanged(),
            "news": news(),
        }
    )
)
