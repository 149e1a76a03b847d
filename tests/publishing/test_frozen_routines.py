"""A published version of a routine is frozen: its text, its doses, its bytes."""

import json
from datetime import timedelta

import httpx
import pytest

from api.db import Database
from seed.content import SEED, Content
from seed.errors import SeedRefusedError
from seed.importer import import_content
from tests.databases import PUBLIC_URL, PUBLISHED
from tests.publishing import states
from tests.seed.factories import edited, renamed, value_of, without

LATER = PUBLISHED + timedelta(days=1)
DESK = "/v1/routines/desk-feet"


def with_fewer_items(content: Content, version: int) -> Content:
    """Return the content with the routine's last exercise left out."""
    items = value_of(content, "routines", "desk-feet").items[:-1]
    return edited(content, "routines", "desk-feet", items=items, version=version)


def written_at() -> str:
    """Return the place where the routine's version stands."""
    file = "routines/desk-feet.yaml"
    lines = (SEED / file).read_text(encoding="utf-8").splitlines()
    return f"seed/{file}:{lines.index('version: 2') + 1}: version"


class TestRefusal:
    async def test_changed_items_without_a_new_version_are_refused(
        self, scratch: Database, content: Content
    ) -> None:
        before = await states.everything(scratch)
        changed = edited(with_fewer_items(content, 2), "exercises", "calf-stretch", name="Calves")

        with pytest.raises(SeedRefusedError) as refused:
            await import_content(scratch, changed, now=LATER)

        assert str(refused.value) == (
            f"{written_at()}: version 2 is published and never changes;"
            " set version: 3 to publish this"
        )
        assert await states.everything(scratch) == before

    async def test_a_version_never_goes_back(self, scratch: Database, content: Content) -> None:
        await import_content(scratch, with_fewer_items(content, 4), now=LATER)

        for version in (2, 3):
            older = edited(content, "routines", "desk-feet", version=version)
            with pytest.raises(SeedRefusedError, match="set version: 5 to publish this"):
                await import_content(scratch, older, now=LATER)


class TestVersions:
    async def test_a_raised_version_is_frozen_beside_the_first(
        self, scratch: Database, scratch_client: httpx.AsyncClient, content: Content
    ) -> None:
        first = await scratch_client.get(f"{DESK}/versions/2")

        await import_content(scratch, with_fewer_items(content, 3), now=LATER)

        assert (await scratch_client.get(f"{DESK}/versions/2")).content == first.content
        second = (await scratch_client.get(f"{DESK}/versions/3")).json()
        assert second["items"] == first.json()["items"][:-1]
        assert second["total_seconds"] < first.json()["total_seconds"]
        newest = (await scratch_client.get(DESK)).json()
        stamps = {"revision": 2, "updated_at": newest["updated_at"]}
        assert newest == second | {"url": DESK} | stamps

    async def test_a_changed_exercise_leaves_published_routines_as_they_are(
        self, scratch: Database, scratch_client: httpx.AsyncClient, content: Content
    ) -> None:
        before = await states.documents(scratch)
        frozen = await scratch_client.get(f"{DESK}/versions/2")
        dosage = value_of(content, "exercises", "toe-flutters").dosage
        changed = edited(
            content,
            "exercises",
            "toe-flutters",
            name="Flutters",
            feel="Light work.",
            dosage=dosage.model_copy(update={"reps": 12}),
        )

        await import_content(scratch, changed, now=LATER)

        after = await states.documents(scratch)
        kinds = {kind for kind, _ in states.changed(before, after)}
        assert kinds == {"exercise", "complaint"}
        assert (await scratch_client.get(f"{DESK}/versions/2")).content == frozen.content

    async def test_a_removed_routine_leaves_its_versions_standing(
        self, scratch: Database, scratch_client: httpx.AsyncClient, content: Content
    ) -> None:
        frozen = await scratch_client.get(f"{DESK}/versions/2")

        await import_content(scratch, without(content, "routines", "desk-feet"), now=LATER)

        assert (await scratch_client.get(DESK)).status_code == 410
        assert (await scratch_client.get(f"{DESK}/versions/2")).content == frozen.content

    async def test_a_renamed_routine_takes_its_versions_along(
        self, scratch: Database, scratch_client: httpx.AsyncClient, content: Content
    ) -> None:
        frozen = await scratch_client.get(f"{DESK}/versions/2")
        feel = edited(content, "exercises", "toe-flutters", feel="Light work.")

        await import_content(
            scratch, renamed(feel, "routines", "desk-feet", "office-feet"), now=LATER
        )

        old = await scratch_client.get(f"{DESK}/versions/2")
        assert old.status_code == 308
        assert old.headers["location"] == f"{PUBLIC_URL}/v1/routines/office-feet/versions/2"
        new = await scratch_client.get("/v1/routines/office-feet/versions/2")
        expected = frozen.content.replace(b'"slug":"desk-feet"', b'"slug":"office-feet"')
        expected = expected.replace(b"/v1/routines/desk-feet/", b"/v1/routines/office-feet/")
        assert new.content == expected
        current = await scratch_client.get("/v1/routines/office-feet")
        assert current.json()["slug"] == "office-feet"
        assert current.json()["items"] == frozen.json()["items"]

    async def test_a_renamed_exercise_is_told_as_an_advisory(
        self, scratch: Database, scratch_client: httpx.AsyncClient, content: Content
    ) -> None:
        frozen = (await scratch_client.get(f"{DESK}/versions/2")).json()
        changed = renamed(content, "exercises", "toe-flutters", "toe-waves")
        changed = edited(changed, "exercises", "toe-waves", name="Toe Waves")

        await import_content(scratch, changed, now=LATER)

        after = (await scratch_client.get(f"{DESK}/versions/2")).json()
        [advisory] = after["advisories"]
        assert (advisory["code"], advisory["replaced_by"]) == ("exercise_renamed", "toe-waves")
        assert advisory["text"] == "This exercise is now called Toe Waves."
        assert after | {"advisories": []} == frozen
        newest = json.dumps((await scratch_client.get(DESK)).json()["items"])
        assert "toe-waves" in newest
        assert "toe-flutters" not in newest
