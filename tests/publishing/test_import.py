"""An import publishes exactly the changed documents, each with a serial of its own."""

import json
from datetime import timedelta
from typing import Any

from api.db import Database
from seed.content import Content
from seed.importer import import_content
from tests.databases import PUBLISHED
from tests.publishing import states
from tests.seed.factories import edited, reordered, value_of

LATER = PUBLISHED + timedelta(days=1)
CALF = ("exercise", "calf-stretch")


def content_of(document: states.Published) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(document.body or "{}")
    return found


class TestTheSameAgain:
    async def test_it_writes_nothing_at_all(self, scratch: Database, content: Content) -> None:
        before = await states.everything(scratch)

        imported = await import_content(scratch, content, now=LATER)

        assert await states.everything(scratch) == before
        assert (imported.publication.upserts, imported.publication.deletes) == ([], [])
        assert all(set(+counted) == {"ok"} for counted in imported.counts().values())

    async def test_records_in_another_order_are_the_same(
        self, scratch: Database, content: Content
    ) -> None:
        other = reordered(content, "exercises", "complaints", "routines", "sources", "body_regions")

        imported = await import_content(scratch, other, now=LATER)

        assert imported.publication.upserts == []


class TestAChange:
    async def test_a_word_of_one_exercise_changes_its_document_alone(
        self, scratch: Database, content: Content
    ) -> None:
        before = await states.documents(scratch)
        last, _ = await states.serials(scratch)
        feel = "A slow, even pull."

        imported = await import_content(
            scratch, edited(content, "exercises", "calf-stretch", feel=feel), now=LATER
        )

        after = await states.documents(scratch)
        assert states.changed(before, after) == {CALF}
        assert imported.publication.upserts == [CALF]
        assert after[CALF].serial == last + 1
        assert content_of(after[CALF])["feel"] == feel

    async def test_a_name_changes_every_document_that_carries_it(
        self, scratch: Database, content: Content
    ) -> None:
        before = await states.documents(scratch)
        last, _ = await states.serials(scratch)
        named, own = (
            '"slug":"calf-stretch","name":"Calf Stretch"',
            '"name":"Calf Stretch","aliases"',
        )
        carrying = states.carrying(before, named, own)

        await import_content(
            scratch, edited(content, "exercises", "calf-stretch", name="Calves"), now=LATER
        )

        after = await states.documents(scratch)
        assert CALF in carrying
        assert len(carrying) > 3
        assert states.changed(before, after) == carrying
        assert states.carrying(after, '"Calf Stretch"') == set()
        given = sorted(after[key].serial for key in carrying)
        assert given == list(range(last + 1, last + 1 + len(carrying)))
        assert await states.serials(scratch) == (given[-1], 0)

    async def test_a_renamed_region_is_published_wherever_it_is_named(
        self, scratch: Database, content: Content
    ) -> None:
        before = await states.documents(scratch)
        named, own = '"slug":"heel","name":"Heel"', '"name":"Heel","kind"'
        carrying = states.carrying(before, named, own)

        await import_content(
            scratch, edited(content, "body_regions", "heel", name="Back of the foot"), now=LATER
        )

        after = await states.documents(scratch)
        assert {kind for kind, _ in carrying} >= {"body-region", "exercise", "complaint"}
        assert states.changed(before, after) == carrying

    async def test_revision_and_time_move_only_with_the_content(
        self, scratch: Database, content: Content
    ) -> None:
        changed = edited(content, "exercises", "calf-stretch", feel="A pull.")

        await import_content(scratch, changed, now=LATER)

        for key, document in (await states.documents(scratch)).items():
            revision, moment = (2, LATER) if key == CALF else (1, PUBLISHED)
            stamp = moment.strftime("%Y-%m-%dT%H:%M:%SZ")
            assert (document.revision, document.updated_at) == (revision, moment), key
            assert content_of(document)["revision"] == revision, key
            assert content_of(document)["updated_at"] == stamp, key
            assert json.loads(document.summary or "{}")["updated_at"] == stamp, key

    async def test_what_no_document_tells_publishes_nothing(
        self, scratch: Database, content: Content
    ) -> None:
        before = await states.documents(scratch)

        imported = await import_content(scratch, reordered(content, "equipment"), now=LATER)

        assert imported.publication.changed == {}
        assert imported.publication.upserts == []
        assert await states.documents(scratch) == before

    async def test_a_notice_that_all_carry_is_published_with_all(
        self, scratch: Database, content: Content
    ) -> None:
        before = await states.documents(scratch)
        carrying = states.carrying(before, '"attribution":"Based on the article')

        imported = await import_content(
            scratch, edited(content, "notices", "attribution", text="Told anew."), now=LATER
        )

        assert set(imported.publication.upserts) == carrying
        assert {kind for kind, _ in carrying} == {"exercise", "complaint"}


class TestTrying:
    async def test_it_writes_nothing_and_reports_what_an_import_would(
        self, scratch: Database, content: Content
    ) -> None:
        changed = edited(content, "exercises", "calf-stretch", name="Calves")
        before = await states.everything(scratch)

        tried = await import_content(scratch, changed, keep=False, now=LATER)

        assert await states.everything(scratch) == before
        done = await import_content(scratch, changed, now=LATER)
        assert tried.publication == done.publication
        assert tried.publication.changed[CALF] == ["name: Calf Stretch → Calves"]


class TestAnEmptyDatabase:
    async def test_every_thing_gets_one_document_and_the_first_serials(
        self, scratch: Database, content: Content
    ) -> None:
        published = await states.documents(scratch)

        serials = sorted(document.serial for document in published.values())
        assert serials == list(range(1, len(published) + 1))
        assert {key for key in published if key[0] == "exercise"} == {
            ("exercise", slug) for slug in content.identifiers("exercises")
        }
        assert value_of(content, "exercises", "calf-stretch").name in str(published[CALF].body)
