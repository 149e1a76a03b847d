"""Wrong keys: guessing is limited and counted, and shuts out nobody who shows a right one."""

import asyncio
from datetime import timedelta

from fastapi import FastAPI
from sqlalchemy import event

from api.db import Database
from api.metrics import exposition
from tests.http.strict import client_from
from tests.http.test_rate_limits import READ
from tests.partners.issued import bearer, issue


def counted(metrics: str, name: str) -> float:
    """Return the value of a counter in the text of /metrics; 0 if it is not there yet."""
    values = [line.split()[-1] for line in metrics.splitlines() if line.startswith(name)]
    return sum(map(float, values))


class TestWrongKeys:
    async def test_are_soon_refused_without_a_lookup(
        self, strict: FastAPI, scratch: Database
    ) -> None:
        """Guessing is hopeless anyway; this keeps the database out of it."""
        guesses = [{"Authorization": f"Bearer ik_{n:012x}_{n:064x}"} for n in range(5)]
        async with client_from(strict, "203.0.113.1") as client:
            answers = [await client.get(READ, headers=guess) for guess in guesses]

        assert [answer.status_code for answer in answers] == [401, 401, 429, 429, 429]
        assert int(answers[-1].headers["retry-after"]) > 0

    async def test_behind_a_known_prefix_count_like_all_others(
        self, strict: FastAPI, scratch: Database
    ) -> None:
        """The prefix is in every app that carries a key, and in every list of keys."""
        key = await issue(scratch)
        guesses = [{"Authorization": f"Bearer {key.prefix}_{n:064x}"} for n in range(50)]
        before = exposition().decode()
        async with client_from(strict, "203.0.113.1") as client:
            assert (await client.get(READ, headers=bearer(key))).status_code == 200
            answers = [await client.get(READ, headers=guess) for guess in guesses]
            right = await client.get(READ, headers=bearer(key))
        after = exposition().decode()

        assert [answer.status_code for answer in answers] == [401, 401, *[429] * 48]
        assert right.status_code == 200
        refused = 'instep_limited_requests_total{policy="wrong-keys"}'
        assert counted(after, refused) - counted(before, refused) == 48
        wrong = "instep_wrong_keys_total"
        assert counted(after, wrong) - counted(before, wrong) == 2

    async def test_that_expired_or_were_revoked_count_like_all_others(
        self, strict: FastAPI, scratch: Database
    ) -> None:
        ended = await issue(scratch, life=timedelta(seconds=0.3))
        async with client_from(strict, "203.0.113.1") as client:
            assert (await client.get(READ, headers=bearer(ended))).status_code == 200
            await asyncio.sleep(0.35)
            answers = [await client.get(READ, headers=bearer(ended)) for _ in range(6)]

        assert [answer.status_code for answer in answers] == [401, 401, *[429] * 4]

    async def test_of_a_blocked_caller_cost_a_bounded_number_of_lookups(
        self, strict: FastAPI, scratch: Database
    ) -> None:
        asked = 0

        def count(*_: object) -> None:
            nonlocal asked
            asked += 1

        engine = strict.state.database.engine.sync_engine
        event.listen(engine, "before_cursor_execute", count)
        for address in range(5):
            async with client_from(strict, f"203.0.113.{address}") as client:
                for number in range(40):
                    guess = f"Bearer ik_{address:06x}{number:06x}_{number:064x}"
                    await client.get(READ, headers={"Authorization": guess})
        event.remove(engine, "before_cursor_execute", count)

        each_callers_own, for_all_blocked_ones = 5 * 2, 2
        assert asked == each_callers_own + for_all_blocked_ones

    async def test_do_not_shut_out_a_key_that_was_valid_lately(
        self, strict: FastAPI, scratch: Database
    ) -> None:
        key = await issue(scratch)
        async with client_from(strict, "203.0.113.1") as client:
            before = await client.get(READ, headers=bearer(key))
            for _ in range(3):
                await client.get(READ, headers={"Authorization": "Bearer nonsense"})
            after = await client.get(READ, headers=bearer(key))

        assert (before.status_code, after.status_code) == (200, 200)

    async def test_do_not_shut_out_a_key_that_this_process_has_not_seen(
        self, strict: FastAPI, scratch: Database
    ) -> None:
        key = await issue(scratch)
        async with client_from(strict, "203.0.113.1") as client:
            for _ in range(9):
                wrong = await client.get(READ, headers={"Authorization": "Bearer nonsense"})
            right = await client.get(READ, headers=bearer(key))

        assert (wrong.status_code, right.status_code) == (429, 200)
