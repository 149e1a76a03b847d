"""Keys as they are kept: the last day of their use, and a format that scanners recognise."""

import re
import time
import zlib
from datetime import UTC, date, datetime, timedelta

import pytest
from pydantic import SecretStr
from sqlalchemy import event

from api.config import Settings
from api.db import Database, open_database
from api.partners.key_cache import Grant, KeyCache, KeyFault
from api.partners.keys import SCANNED, new_key, prefix_of
from api.queries.api_keys import expire_key, find_key
from tests.partners.issued import issue

CHECKSUM = 8
"""Characters at the end of a key."""


class TestTheLastDayOfUse:
    async def test_is_written_once_and_not_at_each_request(self, scratch: Database) -> None:
        key = await issue(scratch)
        cache, written = KeyCache(scratch), []

        def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
            written.extend([statement] if statement.startswith("UPDATE") else [])

        event.listen(scratch.engine.sync_engine, "before_cursor_execute", note)
        for _ in range(20):
            assert isinstance(await cache.find_grant(key.text), Grant)
            cache.cached.clear()
        event.remove(scratch.engine.sync_engine, "before_cursor_execute", note)

        async with scratch.reading() as session:
            row = await find_key(session, key.prefix)
        assert row is not None
        assert row.last_used_on == datetime.now(UTC).date()
        assert len(written) == 1

    async def test_is_written_anew_each_day(
        self, scratch: Database, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        key = await issue(scratch)
        cache = KeyCache(scratch)
        for day in (date(2031, 5, 1), date(2031, 5, 2)):
            monkeypatch.setattr(cache, "today", lambda day=day: day)
            await cache.find_grant(key.text)
            async with scratch.reading() as session:
                row = await find_key(session, key.prefix)
            assert row is not None
            assert row.last_used_on == day

    async def test_waits_for_nobody(self, scratch: Database) -> None:
        """A command that replaces the key holds its row for a moment."""
        key = await issue(scratch)
        cache = KeyCache(scratch)
        async with scratch.writing() as session:
            await expire_key(session, key.prefix, datetime.now(UTC) + timedelta(days=1))
            started = time.monotonic()
            assert isinstance(await cache.find_grant(key.text), Grant)
            assert time.monotonic() - started < 1

    async def test_of_a_wrong_key_is_never_written(self, scratch: Database) -> None:
        key = await issue(scratch)
        await KeyCache(scratch).find_grant(f"{key.prefix}_{'0' * 64}")
        async with scratch.reading() as session:
            row = await find_key(session, key.prefix)
        assert row is not None
        assert row.last_used_on is None


class TestTheFormat:
    def test_has_a_checksum_that_a_scanner_computes(self) -> None:
        key = new_key().text
        assert re.findall(SCANNED, f"let key = '{key}';") == [key]
        assert int(key[-CHECKSUM:], 16) == zlib.crc32(key[:-CHECKSUM].encode())

    def test_of_the_first_keys_is_still_read(self) -> None:
        assert prefix_of(new_key().text[:-CHECKSUM]) is not None

    async def test_that_is_mistyped_costs_no_question_to_the_database(self) -> None:
        nowhere = open_database(
            Settings(database_url=SecretStr("postgresql+asyncpg://x@127.0.0.1:1/x"))
        )
        for digit in (20, 60, 87):
            key = new_key().text
            other = "0" if key[digit] != "0" else "1"
            mistyped = key[:digit] + other + key[digit + 1 :]
            assert await KeyCache(nowhere).find_grant(mistyped) == KeyFault.UNKNOWN
