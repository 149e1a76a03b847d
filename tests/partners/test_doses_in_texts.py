"""A partner's routine: the editors' steps at the partner's dose, the partner's words untouched."""

from typing import Any

import httpx

from tests.partners.written import DESK, create, if_match

PUBLIC = "/v1/routines/acme--morning-feet"


async def published_item(acme: httpx.AsyncClient, **item: Any) -> dict[str, Any]:
    """Publish a routine of one exercise and return it as everybody reads it."""
    items = [{"dosage": None, "note": None, **item}]
    draft = await create(acme, items=items)
    assert draft.status_code == 201, draft.text
    await acme.post(f"{DESK}/morning-feet/publish", headers=if_match(draft))
    found: dict[str, Any] = (await acme.get(PUBLIC)).json()["items"][0]
    return found


async def test_steps_name_the_dose_of_the_partner(acme: httpx.AsyncClient) -> None:
    item = await published_item(
        acme, exercise="achilles-tendon-stretch", dosage={"reps": 4, "hold_seconds": 20}
    )

    said = " ".join(step["text"] for step in item["exercise"]["steps"])
    assert "hold for 20 seconds" in said
    assert "Do it 4 times on each side." in said
    assert "30 seconds" not in said


async def test_a_partners_note_is_no_pattern(acme: httpx.AsyncClient) -> None:
    note = "Say {hold_seconds} and {anything}."

    assert (await published_item(acme, exercise="calf-stretch", note=note))["note"] == note
