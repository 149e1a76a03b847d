"""One request for each operation; its answer is the example in the documentation."""

import gzip
import json
import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx

from api.openapi.examples import Examples
from api.openapi.operations import each_operation
from tests.partners.issued import EXAMPLE_KEY, bearer
from tests.partners.written import CREATE, DESK, definition, if_match

REQUESTS = {
    "list_exercises": "/v1/exercises?complaint=plantar-heel-pain&equipment=none&limit=2",
    "get_exercise": "/v1/exercises/plantar-heel-stretch",
    "list_complaints": "/v1/complaints?region=heel&limit=2",
    "get_complaint": "/v1/complaints/tight-toes",
    "get_complaint_exercises": "/v1/complaints/tight-toes/exercises",
    "match_complaints": "/v1/complaint-matches",
    "check_safety": "/v1/safety-checks",
    "recommend_plan": "/v1/plan-recommendations",
    "adapt_plan": "/v1/plan-adaptations",
    "list_body_regions": "/v1/body-regions?parent=foot&limit=3",
    "get_body_region_tree": "/v1/body-regions/tree",
    "get_body_region": "/v1/body-regions/plantar-fascia",
    "list_conditions": "/v1/conditions?limit=2",
    "get_condition": "/v1/conditions/achilles_insertional",
    "list_red_flags": "/v1/red-flags?limit=2",
    "get_red_flag": "/v1/red-flags/achilles_rupture",
    "list_equipment": "/v1/equipment?limit=2",
    "get_equipment": "/v1/equipment/towel",
    "list_routines": "/v1/routines?max_seconds=600&limit=2",
    "get_routine": "/v1/routines/toes-at-the-end-of-the-day",
    "get_frozen_routine": "/v1/routines/toes-at-the-end-of-the-day/versions/2",
    "get_routine_timeline": "/v1/routines/before-bed-cramps/timeline",
    "get_frozen_routine_timeline": "/v1/routines/toes-at-the-end-of-the-day/versions/2/timeline",
    "make_session_timeline": "/v1/session-timelines",
    "list_contributors": "/v1/contributors?limit=2",
    "list_media_credits": "/v1/media-credits?limit=2",
    "get_contributor": "/v1/contributors/ken-jung",
    "list_sources": "/v1/sources?limit=2",
    "get_source": "/v1/sources/digiovanni-2006",
    "list_insights": "/v1/insights?limit=2",
    "search": "/v1/search?q=heel%20stretch&limit=3",
    "suggest": "/v1/search/suggestions?q=plan&limit=3",
    "get_changes": "/v1/changes?after=0&limit=1",
    "get_bundle": "/v1/bundle",
    "get_insight": "/v1/insights/small-bones-carry-the-body",
    "get_partner": "/v1/partner",
    "list_partner_routines": "/v1/partner/routines?limit=2",
    "get_partner_routine": "/v1/partner/routines/morning-feet",
    "put_partner_routine": "/v1/partner/routines/evening-feet",
    "publish_partner_routine": "/v1/partner/routines/desk-feet/publish",
    "archive_partner_routine": "/v1/partner/routines/summer-feet/archive",
}

BODIES: dict[str, dict[str, Any]] = {
    "match_complaints": {"text": "my heel kills me when I get out of bed"},
    "check_safety": {
        "complaints": ["low-back-pain"],
        "person": {"age_group": "adult", "about": "self"},
        "answers": [{"code": "pregnancy", "answer": "no"}, {"code": "diabetes", "answer": "no"}],
    },
    "recommend_plan": {"complaints": ["tight-toes"], "sessions_per_week": 1, "weeks": 2},
    "adapt_plan": {
        "request": {
            "complaints": ["tight-toes"],
            "sessions_per_week": 1,
            "weeks": 2,
            "start_date": "2026-11-23",
        },
        "today": "2026-11-30",
        "check_ins": [
            {
                "date": "2026-11-23",
                "items": [
                    {
                        "exercise": "toe-flutters",
                        "dosage": {"sets": 1, "reps": 10, "hold_seconds": 1},
                        "done": "all",
                        "pain_during": 2,
                    }
                ],
                "pain_next_morning": "none",
                "effort": 4,
            }
        ],
    },
    "make_session_timeline": {
        "items": [
            {
                "number": 1,
                "exercise": "standing-heel-lifts",
                "position": "standing",
                "dosage": {
                    "sets": 2,
                    "reps": 2,
                    "rep_seconds": 7,
                    "rest_seconds": 60,
                    "tempo": "3-1-3",
                    "each_side": False,
                },
            }
        ]
    },
    "put_partner_routine": definition(name="Evening feet"),
}
"""The bodies of the operations that take one."""


WRITES = (
    "get_partner",
    "put_partner_routine",
    "publish_partner_routine",
    "archive_partner_routine",
)
"""Operations that change the database, or count: their answer is only the same on a new copy."""


async def ask(client: httpx.AsyncClient, name: str) -> httpx.Response:
    """Send an operation's request."""
    if name in WRITES and name != "get_partner":
        return await write(client, name)
    if name.endswith(("_partner", "_partner_routine", "_partner_routines")):
        return await client.get(REQUESTS[name], headers=bearer(EXAMPLE_KEY))
    if name in BODIES:
        return await client.post(REQUESTS[name], json=BODIES[name])
    return await client.get(REQUESTS[name])


async def write(client: httpx.AsyncClient, name: str) -> httpx.Response:
    """Create the routine that the operation changes, then change it."""
    key = bearer(EXAMPLE_KEY)
    address, _, action = REQUESTS[name].removeprefix(f"{DESK}/").partition("/")
    address = f"{DESK}/{address}"
    latest = await client.put(address, json=definition(), headers={**key, **CREATE})
    if action == "archive":
        latest = await client.post(f"{address}/publish", headers={**key, **if_match(latest)})
    conditions = {**key, **if_match(latest)}
    if action:
        return await client.post(f"{address}/{action}", headers=conditions)
    return await client.put(address, json=BODIES[name], headers=conditions)


async def true_examples(client: httpx.AsyncClient, document: dict[str, Any]) -> Examples:
    """Return for each operation a request and the answer to it."""
    found: Examples = {}
    for path, _, operation in each_operation(document):
        name = operation["operationId"]
        if name in REQUESTS:
            response = await ask(client, name)
            response.raise_for_status()
            found[name] = {
                "answer": response.json(),
                "body": BODIES.get(name),
                "parameters": parameters(path, operation),
            }
    manifest = found["get_bundle"]["answer"]
    lines = gzip.decompress((await client.get(manifest["path"])).content).splitlines()
    file = {"parameters": {"sha256": manifest["sha256"]}, "line": json.loads(lines[0])}
    return found | {"get_bundle_file": file}


def parameters(path: str, operation: dict[str, Any]) -> dict[str, Any]:
    """Return the values of an operation's request by parameter."""
    asked = urlsplit(REQUESTS[operation["operationId"]])
    template = re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", path)
    in_path = re.fullmatch(template, asked.path)
    assert in_path is not None, (path, asked.path)
    given = {**parse_qs(asked.query), **{k: [v] for k, v in in_path.groupdict().items()}}
    schemas = {p["name"]: p["schema"] for p in operation.get("parameters", [])}
    return {name: typed(values, schemas[name]) for name, values in given.items()}


def typed(values: list[str], schema: dict[str, Any]) -> Any:
    if schema.get("type") == "array":
        return values
    return int(values[0]) if schema.get("type") == "integer" else values[0]
