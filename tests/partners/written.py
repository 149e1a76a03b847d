"""The definitions that partners of the tests send, and their client."""

import json
from collections.abc import Callable
from typing import Any

import httpx

DESK = "/v1/partner/routines"
CREATE = {"If-None-Match": "*"}


def definition(**changes: Any) -> dict[str, Any]:
    """Return a routine of two exercises, one of them at a dose of its own."""
    return {
        "name": "Morning feet",
        "summary": "Two stretches before the first steps.",
        "goal": "flexibility",
        "format": "short_series",
        "complaints": ["plantar-heel-pain"],
        "items": [
            {"exercise": "plantar-heel-stretch", "dosage": {"reps": 5}, "note": "Still in bed."},
            {"exercise": "calf-stretch", "dosage": None, "note": None},
        ],
        "schedule": {
            "sessions_per_day": 2,
            "days_per_week": 7,
            "when": "before_first_steps",
            "text": "Each morning, and once more in the evening.",
        },
        **changes,
    }


def changed(change: Callable[[dict[str, Any]], Any]) -> dict[str, Any]:
    """Return the definition after `change` was done to it."""
    made = definition()
    change(made)
    return made


def if_match(response: httpx.Response) -> dict[str, str]:
    return {"If-Match": response.headers["etag"]}


async def create(
    partner: httpx.AsyncClient, at: str = "morning-feet", /, **changes: Any
) -> httpx.Response:
    body = json.dumps(definition(**changes))
    headers = {**CREATE, "Content-Type": "application/json"}
    return await partner.put(f"{DESK}/{at}", content=body, headers=headers)


async def published(partner: httpx.AsyncClient, name: str = "morning-feet") -> httpx.Response:
    """Create a routine and publish it; return the answer to that."""
    draft = await create(partner, name)
    assert draft.status_code == 201, draft.text
    return await partner.post(f"{DESK}/{name}/publish", headers=if_match(draft))
