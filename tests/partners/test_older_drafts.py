"""Drafts that were saved before a dose had all of its numbers."""

import httpx
from sqlalchemy import text

from api.db import Database
from tests.partners.written import DESK, create, if_match

OLDER = """
UPDATE partner_routines SET definition = jsonb_set(
    definition::jsonb, '{items,0,dosage}', '{"sets": null, "reps": 5}'::jsonb
)::json WHERE partner = 'acme'
"""


async def test_are_answered_with_all_numbers_and_can_be_published(
    acme: httpx.AsyncClient, scratch: Database
) -> None:
    await create(acme)
    async with scratch.writing() as session:
        await session.execute(text(OLDER))

    draft = await acme.get(f"{DESK}/morning-feet")
    published = await acme.post(f"{DESK}/morning-feet/publish", headers=if_match(draft))

    dosage = draft.json()["definition"]["items"][0]["dosage"]
    assert (dosage["sessions_per_day"], dosage["days_per_week"]) == (None, None)
    assert published.status_code == 200
