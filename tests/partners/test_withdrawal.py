"""A withdrawn routine answers 410 with the reason, and its partner cannot bring it back."""

import asyncio
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest
from sqlalchemy.engine import URL

from api.conditions import Preconditions
from api.db import Database, open_database
from api.models import Base, RetiredSlug
from api.partners.routines import publish, save_draft
from api.partners.storage_limits import StorageLimits
from api.v1.schemas.partner_routines import RoutineDefinition
from seed.importer import import_content
from tests import databases
from tests.conftest import client_of, served
from tests.partners.conftest import Run
from tests.partners.issued import EXAMPLE_KEY, bearer
from tests.partners.written import DESK, create, definition
from tests.seed.factories import renamed

GYM = "example-gym--morning-feet"
REASON = "One of its steps can hurt."
DRAFT = f"{DESK}/morning-feet"


def asked(url: URL, *requests: tuple[str, str, dict[str, Any]]) -> list[httpx.Response]:
    """Send requests to a server on this database, as the partner that it begins with."""

    async def ask() -> list[httpx.Response]:
        async with served(url) as app, client_of(app) as client:
            client.headers.update(bearer(EXAMPLE_KEY))
            return [await client.request(m, path, **more) for m, path, more in requests]

    return asyncio.run(ask())


async def second_version(url: URL) -> None:
    database: Database = open_database(databases.settings_for(url))
    anyway = Preconditions(if_match="*", if_none_match=None)
    storage_limits = StorageLimits.from_settings(databases.settings_for(url))
    gym, now = ("example-gym", "morning-feet"), datetime.now(UTC)
    written = RoutineDefinition.model_validate(definition(summary="Other words.")).model_dump()
    async with database.writing() as session:
        await save_draft(session, *gym, written, anyway, now, storage_limits)
        await publish(session, *gym, anyway, now, storage_limits)
    await database.close()


class TestWithdrawing:
    def test_a_routine_ends_all_of_it(self, run: Run, scratch_url: URL) -> None:
        status, out, _ = run("routines", "withdraw", GYM, "--reason", REASON)

        public, pinned, timeline, page, own = asked(
            scratch_url,
            ("GET", f"/v1/routines/{GYM}", {}),
            ("GET", f"/v1/routines/{GYM}/versions/1", {}),
            ("GET", f"/v1/routines/{GYM}/timeline", {}),
            ("GET", f"/embed/routines/{GYM}", {}),
            ("GET", DRAFT, {}),
        )
        assert (status, out) == (0, f"{GYM} is withdrawn\n")
        assert [one.status_code for one in (public, pinned, timeline, page)] == [410] * 4
        assert public.json()["detail"] == pinned.json()["detail"] == REASON
        assert REASON in page.text
        assert (own.json()["state"], own.json()["reason"]) == ("withdrawn", REASON)

    def test_is_final_for_its_partner(self, run: Run, scratch_url: URL) -> None:
        run("routines", "withdraw", GYM, "--reason", REASON)
        anyway = {"If-Match": "*"}

        answers = asked(
            scratch_url,
            ("POST", f"{DRAFT}/publish", {"headers": anyway}),
            ("POST", f"{DRAFT}/archive", {"headers": anyway}),
            ("DELETE", DRAFT, {"headers": anyway}),
            ("PUT", DRAFT, {"headers": anyway, "json": definition()}),
            ("PUT", DRAFT, {"headers": {"If-None-Match": "*"}, "json": definition()}),
        )

        assert [answer.status_code for answer in answers] == [410] * 5

    def test_one_version_leaves_the_others(self, run: Run, scratch_url: URL) -> None:
        asyncio.run(second_version(scratch_url))

        status, out, _ = run("routines", "withdraw", GYM, "--reason", REASON, "--version", "1")

        old, new = asked(
            scratch_url,
            ("GET", f"/v1/routines/{GYM}/versions/1", {}),
            ("GET", f"/v1/routines/{GYM}", {}),
        )
        assert (status, out) == (0, f"{GYM} is withdrawn, version 1\n")
        assert (old.status_code, old.json()["detail"]) == (410, REASON)
        assert (new.status_code, new.json()["version"]) == (200, 2)

    @pytest.mark.parametrize(
        ("words", "message"),
        [
            (("nobody--nothing",), "no published routine called nobody--nothing"),
            ((GYM, "--version", "1"), "is the newest. Withdraw the routine instead"),
            ((GYM, "--version", "9"), "has no version 9"),
            (("desk-feet",), "remove it from seed/routines/"),
            (("desk-feet", "--version", "2"), "is the newest. Publish another one first"),
            (("desk-feet", "--version", "9"), "has no version 9"),
        ],
        ids=str,
    )
    def test_says_what_it_cannot_do(self, words: tuple[str, ...], message: str, run: Run) -> None:
        status, out, err = run("routines", "withdraw", *words, "--reason", REASON)
        assert (status, out) == (1, "")
        assert message in err


class TestAdvisories:
    @pytest.fixture
    def scratch_url(self, copied_url: URL) -> URL:
        """Here editors write, too."""
        return copied_url

    async def test_tell_that_an_exercise_was_renamed_and_leave_the_text(
        self, scratch: Database, scratch_client: httpx.AsyncClient
    ) -> None:
        frozen = (await scratch_client.get(f"/v1/routines/{GYM}/versions/1")).json()
        content = databases.seed_content()

        await import_content(scratch, renamed(content, "exercises", "calf-stretch", "wall-calf"))

        for address in (f"/v1/routines/{GYM}", f"/v1/routines/{GYM}/versions/1"):
            routine = (await scratch_client.get(address)).json()
            [advisory] = routine["advisories"]
            assert (advisory["code"], advisory["exercise"]) == ("exercise_renamed", "calf-stretch")
            assert advisory["replaced_by"] == "wall-calf"
            assert routine["items"] == frozen["items"]

    async def test_an_old_slug_in_a_draft_means_the_new_one(
        self, scratch: Database, scratch_client: httpx.AsyncClient
    ) -> None:
        content = databases.seed_content()
        await import_content(scratch, renamed(content, "exercises", "calf-stretch", "wall-calf"))
        scratch_client.headers.update(bearer(EXAMPLE_KEY))

        draft = await create(scratch_client, "later")

        items = draft.json()["definition"]["items"]
        assert [item["exercise"] for item in items] == ["plantar-heel-stretch", "wall-calf"]

    async def test_tell_that_an_exercise_is_gone(
        self, scratch: Database, scratch_client: httpx.AsyncClient
    ) -> None:
        async with scratch.writing() as session:
            session.add(RetiredSlug(type="exercise", slug="calf-stretch", reason="removed"))

        [advisory] = (await scratch_client.get(f"/v1/routines/{GYM}")).json()["advisories"]

        assert (advisory["code"], advisory["replaced_by"]) == ("exercise_removed", None)

    @pytest.mark.parametrize("table", ["partner_routines", "routine_versions", "listings"])
    def test_are_possible_since_no_row_of_a_partner_holds_on_to_the_catalogue(
        self, table: str
    ) -> None:
        targets = {key.column.table.name for key in Base.metadata.tables[table].foreign_keys}
        assert targets <= {"partners", "partner_routines"}
