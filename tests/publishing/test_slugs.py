"""Slugs that answer no more by themselves: renamed ones lead on, removed ones are gone for good."""

from datetime import timedelta

import httpx
import pytest

from api.db import Database
from api.records.removed import Removed
from seed.content import Content
from seed.importer import import_content
from tests.databases import PUBLIC_URL, PUBLISHED
from tests.publishing import states
from tests.seed.factories import added, edited, renamed, without

LATER = PUBLISHED + timedelta(days=1)
YEAR = timedelta(days=365)


class TestRenaming:
    async def test_an_exercise_keeps_its_rows_and_leads_on_from_its_old_address(
        self, scratch: Database, scratch_client: httpx.AsyncClient, content: Content
    ) -> None:
        changed = renamed(content, "exercises", "towel-grab-exercise", "towel-curls")

        imported = await import_content(scratch, changed, now=LATER)

        assert imported.publication.created == []
        assert imported.publication.removed == []
        old = await scratch_client.get("/v1/exercises/towel-grab-exercise")
        assert old.status_code == 308
        assert old.headers["location"] == f"{PUBLIC_URL}/v1/exercises/towel-curls"
        new = await scratch_client.get("/v1/exercises/towel-curls")
        assert new.json()["slug"] == "towel-curls"
        documents = await states.documents(scratch)
        gone = documents["exercise", "towel-grab-exercise"]
        assert (gone.change, gone.replaced_by, gone.body) == ("delete", "towel-curls", None)

    async def test_an_old_slug_in_a_filter_means_the_new_one(
        self, scratch: Database, scratch_client: httpx.AsyncClient, content: Content
    ) -> None:
        before = (await scratch_client.get("/v1/exercises?region=plantar-fascia")).json()
        once = renamed(content, "body_regions", "plantar-fascia", "sole-band")
        changed = renamed(once, "complaints", "knee-pain", "sore-knee")

        await import_content(scratch, changed, now=LATER)

        async def listed(query: str) -> list[str]:
            answer = await scratch_client.get(f"/v1/exercises?{query}")
            return [item["slug"] for item in answer.json()["items"]]

        assert await listed("region=plantar-fascia") == await listed("region=sole-band")
        assert await listed("region=sole-band") == [item["slug"] for item in before["items"]]
        assert await listed("complaint=knee-pain") == await listed("complaint=sore-knee")
        assert len(await listed("complaint=sore-knee")) > 1
        helping = await scratch_client.get("/v1/complaints/knee-pain/exercises")
        assert helping.headers["location"] == f"{PUBLIC_URL}/v1/complaints/sore-knee/exercises"

    async def test_a_thing_renamed_twice_is_found_by_each_of_its_slugs(
        self, scratch: Database, scratch_client: httpx.AsyncClient, content: Content
    ) -> None:
        once = renamed(content, "complaints", "knee-pain", "sore-knee")
        twice = renamed(once, "complaints", "sore-knee", "aching-knee")
        forgetful = edited(twice, "complaints", "aching-knee", former_slugs=["sore-knee"])

        await import_content(scratch, once, now=LATER)
        await import_content(scratch, forgetful, now=LATER + timedelta(days=1))

        for slug in ("knee-pain", "sore-knee"):
            moved = await scratch_client.get(f"/v1/complaints/{slug}")
            assert moved.headers["location"] == f"{PUBLIC_URL}/v1/complaints/aching-knee"
            found = await scratch_client.get(f"/v1/exercises?complaint={slug}")
            assert len(found.json()["items"]) > 1, slug
        documents = await states.documents(scratch)
        assert documents["complaint", "knee-pain"].replaced_by == "aching-knee"

    async def test_two_things_that_become_one_both_lead_to_it(
        self, scratch: Database, content: Content
    ) -> None:
        [first, second, *_] = content.identifiers("insights")
        once = renamed(content, "insights", first, "both-claims")
        merged = edited(
            without(once, "insights", second),
            "insights",
            "both-claims",
            former_slugs=[first, second],
        )

        await import_content(scratch, merged, now=LATER)
        before = await states.everything(scratch)
        await import_content(scratch, merged, now=LATER)

        assert await states.everything(scratch) == before
        assert await states.retired(scratch) == {
            ("insight", slug): ("renamed", "both-claims") for slug in (first, second)
        }


class TestRemoving:
    @pytest.fixture
    def slugs(self, content: Content) -> list[str]:
        """Two things that nothing else names."""
        return content.identifiers("insights")[:2]

    @pytest.fixture
    def gone(self, content: Content, slugs: list[str]) -> Content:
        return without(content, "insights", slugs[0])

    @pytest.fixture
    def replaced(self, gone: Content, slugs: list[str]) -> Content:
        heir = Removed(type="insight", slug=slugs[0], replaced_by=slugs[1])
        return added(gone, "removed", heir)

    async def test_it_leaves_a_tombstone_and_answers_410_with_its_heir(
        self,
        scratch: Database,
        scratch_client: httpx.AsyncClient,
        replaced: Content,
        slugs: list[str],
    ) -> None:
        last, _ = await states.serials(scratch)

        imported = await import_content(scratch, replaced, now=LATER)

        key = ("insight", slugs[0])
        assert imported.publication.deletes == [key]
        tombstone = (await states.documents(scratch))[key]
        assert tombstone == states.Published(last + 1, "delete", slugs[1], 2, LATER, None, None)
        answer = await scratch_client.get(f"/v1/insights/{slugs[0]}")
        assert answer.status_code == 410
        assert answer.json()["replaced_by"] == slugs[1]
        before = await states.everything(scratch)
        await import_content(scratch, replaced, now=LATER)
        assert await states.everything(scratch) == before

    async def test_an_heir_that_is_named_later_is_told_with_a_new_serial(
        self, scratch: Database, gone: Content, replaced: Content, slugs: list[str]
    ) -> None:
        await import_content(scratch, gone, now=LATER)
        first = (await states.documents(scratch))["insight", slugs[0]]

        await import_content(scratch, replaced, now=LATER)

        then = (await states.documents(scratch))["insight", slugs[0]]
        assert (first.replaced_by, then.replaced_by) == (None, slugs[1])
        assert then.serial == first.serial + 1

    async def test_what_comes_back_lives_again(
        self,
        scratch: Database,
        scratch_client: httpx.AsyncClient,
        content: Content,
        replaced: Content,
        slugs: list[str],
    ) -> None:
        before = await scratch_client.get(f"/v1/insights/{slugs[0]}")
        await import_content(scratch, replaced, now=LATER)

        await import_content(scratch, content, now=LATER)

        after = await scratch_client.get(f"/v1/insights/{slugs[0]}")
        assert after.status_code == 200
        assert after.json() == before.json() | {
            "revision": 3,
            "updated_at": LATER.strftime("%Y-%m-%dT%H:%M:%SZ"),
        }
        assert await states.retired(scratch) == {}

    async def test_a_tombstone_stands_for_a_year_and_its_address_answers_410_for_good(
        self,
        scratch: Database,
        scratch_client: httpx.AsyncClient,
        replaced: Content,
        slugs: list[str],
    ) -> None:
        await import_content(scratch, replaced, now=PUBLISHED)
        last, _ = await states.serials(scratch)

        await import_content(scratch, replaced, now=PUBLISHED + YEAR)
        assert ("insight", slugs[0]) in await states.documents(scratch)
        assert await states.serials(scratch) == (last, 0)

        await import_content(scratch, replaced, now=PUBLISHED + YEAR + timedelta(seconds=1))
        assert ("insight", slugs[0]) not in await states.documents(scratch)
        assert await states.serials(scratch) == (last, last)
        answer = await scratch_client.get(f"/v1/insights/{slugs[0]}")
        assert (answer.status_code, answer.json()["replaced_by"]) == (410, slugs[1])

    async def test_the_serial_of_dropped_tombstones_never_falls(
        self, scratch: Database, content: Content, slugs: list[str]
    ) -> None:
        late = without(content, "insights", slugs[0])
        both = without(late, "insights", slugs[1])
        await import_content(scratch, late, now=PUBLISHED + YEAR)
        await import_content(scratch, both, now=PUBLISHED)  # a clock that ran backwards
        last, _ = await states.serials(scratch)

        await import_content(scratch, both, now=PUBLISHED + YEAR + timedelta(days=1))
        assert await states.serials(scratch) == (last, last)

        await import_content(scratch, both, now=PUBLISHED + YEAR + YEAR + timedelta(days=1))
        assert await states.serials(scratch) == (last, last)
