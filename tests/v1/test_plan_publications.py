"""/v1/plan-recommendations after a publication: the plan follows the content at once."""

from typing import Any

import httpx
from sqlalchemy import text

from api.db import Database
from seed.content import Content
from seed.importer import import_content
from tests.retired import retire
from tests.seed.factories import edited
from tests.v1.test_changes import LATER
from tests.v1.test_plan_recommendations import ADDRESS, HEEL, exercises, planned


class TestTheCatalogueMoves:
    async def test_a_changed_exercise_is_planned_with_at_once(
        self, scratch: Database, scratch_client: httpx.AsyncClient
    ) -> None:
        before = await planned(scratch_client, **HEEL)
        async with scratch.writing() as session:
            await session.execute(
                text(
                    'UPDATE documents SET body = regexp_replace(body, \'"level":"[a-z]+"\','
                    " '\"level\":\"advanced\"') WHERE slug = 'standing-heel-lifts'"
                )
            )
            await session.execute(text("UPDATE catalogue SET serial = serial + 1"))
        after = await planned(scratch_client, **HEEL)

        assert "standing-heel-lifts" in exercises(before)
        assert "standing-heel-lifts" not in exercises(after)
        assert before["plan_key"] != after["plan_key"]

    async def test_a_changed_pain_rule_is_shown_at_once(
        self, scratch: Database, scratch_client: httpx.AsyncClient, content: Content
    ) -> None:
        await planned(scratch_client, **HEEL)
        changed = edited(content, "notices", "pain_rule", text="Stop when it hurts.")
        await import_content(scratch, changed, now=LATER)
        after = await planned(scratch_client, **HEEL)

        assert after["pain_rule"]["text"] == "Stop when it hurts."

    async def test_an_old_slug_means_the_new_one(
        self, scratch: Database, scratch_client: httpx.AsyncClient
    ) -> None:
        await retire(scratch, "complaint", "sore-heel", "plantar-heel-pain")
        old = await scratch_client.post(ADDRESS, json={**HEEL, "complaints": ["sore-heel"]})
        new = await scratch_client.post(ADDRESS, json=HEEL)

        assert old.content == new.content

    async def test_what_was_reached_may_have_another_name_or_be_gone(
        self, scratch: Database, scratch_client: httpx.AsyncClient
    ) -> None:
        await retire(scratch, "exercise", "heel-rises", "standing-heel-lifts")
        await retire(scratch, "exercise", "toe-yoga")
        asked = {**HEEL, "weeks_done": 4}
        dose = {"sets": 2, "reps": 8}

        def reached(*slugs: str) -> dict[str, Any]:
            return {"reached": [{"exercise": slug, "dosage": dose} for slug in slugs]}

        old = await planned(scratch_client, **asked, **reached("toe-yoga", "heel-rises"))
        new = await planned(scratch_client, **asked, **reached("standing-heel-lifts", "toe-yoga"))

        first = {
            i["exercise"]: i["dosage"] for s in new["phases"][0]["sessions"] for i in s["items"]
        }
        assert first["standing-heel-lifts"]["reps"] == 8
        told = {line["code"]: line["parameters"] for line in new["coverage"]}
        assert told["reached_gone"] == [{"name": "exercises", "values": ["toe-yoga"]}]
        assert old == new
