"""`instep keys`: a key is shown once; what is listed is never enough to use it."""

import asyncio
import re
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from sqlalchemy.engine import URL

from api.cli import main
from tests.conftest import client_of, served
from tests.partners.conftest import Run

CREATE = ("keys", "create", "acme", "--name", "Acme Fitness", "--scope", "read")


def status_with(url: URL, key: str) -> int:
    """Return the status that a public read gets with this key."""

    async def ask() -> httpx.Response:
        async with served(url) as app, client_of(app) as client:
            return await client.get("/v1/sources", headers={"Authorization": f"Bearer {key}"})

    return asyncio.run(ask()).status_code


class TestCreate:
    def test_shows_the_key_alone_and_once(self, run: Run, scratch_url: URL) -> None:
        status, out, err = run(*CREATE)
        key = out.strip()
        _, listed, _ = run("keys", "list")

        assert status == 0
        assert re.fullmatch(r"ik_[0-9a-f]{12}_[0-9a-f]{72}\n", out)
        assert "shown only once" in err
        assert key[:15] in listed
        assert key[16:] not in listed
        assert status_with(scratch_url, key) == 200

    def test_of_a_key_that_only_reads_sets_no_end(self, run: Run) -> None:
        """It may sit in an app, which would die of an end."""
        run(*CREATE)
        assert " to no end " in run("keys", "list", "acme")[1]

    @pytest.mark.parametrize(
        ("words", "days"),
        [(("--scope", "routines:write"), 365), (("--days", "30"), 30)],
        ids=["a key that may write", "a key with its own days"],
    )
    def test_of_any_other_key_sets_an_end(
        self, words: tuple[str, ...], days: int, run: Run
    ) -> None:
        run(*CREATE, *words)
        ends = datetime.now(UTC).date() + timedelta(days=days)
        assert f" to {ends} " in run("keys", "list", "acme")[1]

    def test_says_in_its_help_how_long_a_key_lives(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        with pytest.raises(SystemExit):
            main(["keys", "create", "--help"])
        told = " ".join(capsys.readouterr().out.split())
        assert "default: 365 for a key that may write" in told
        assert "with the scope read alone does not expire" in told

    def test_asks_the_name_of_a_new_partner(self, run: Run) -> None:
        status, out, err = run("keys", "create", "acme", "--scope", "read")
        assert (status, out) == (1, "")
        assert "acme is a new partner: add --name" in err

    @pytest.mark.parametrize(
        "words",
        [
            ("Acme",),
            ("a",),
            ("acme--two",),
            ("a" * 21,),
            ("editors",),
            ("acme", "--scope", "everything"),
            ("acme", "--name", "Two\nlines"),
            ("acme", "--days", "0"),
            ("acme", "--days", "99999"),
        ],
        ids=str,
    )
    def test_refuses_what_cannot_be(self, words: tuple[str, ...], run: Run) -> None:
        with pytest.raises(SystemExit) as ended:
            run("keys", "create", *words, "--scope", "read")
        assert ended.value.code == 2


class TestRotate:
    def test_makes_another_key_and_lets_both_live_for_a_while(
        self, run: Run, scratch_url: URL
    ) -> None:
        old = run(*CREATE)[1].strip()

        new = run("keys", "rotate", old[:15])[1].strip()

        assert new != old
        assert status_with(scratch_url, old) == status_with(scratch_url, new) == 200

    def test_without_overlap_ends_the_old_one_at_once(self, run: Run, scratch_url: URL) -> None:
        old = run(*CREATE)[1].strip()

        new = run("keys", "rotate", old[:15], "--overlap-hours", "0")[1].strip()

        assert status_with(scratch_url, old) == 401
        assert status_with(scratch_url, new) == 200

    def test_refuses_a_key_that_is_revoked(self, run: Run) -> None:
        old = run(*CREATE)[1].strip()
        run("keys", "revoke", old[:15])

        status, out, err = run("keys", "rotate", old[:15])

        assert (status, out) == (1, "")
        assert "no valid key" in err

    def test_gives_the_key_of_an_app_an_end_and_the_new_one_none(self, run: Run) -> None:
        old = run(*CREATE)[1].strip()
        new = run("keys", "rotate", old[:15])[1].strip()
        listed = {line[:15]: line for line in run("keys", "list", "acme")[1].splitlines()}
        assert "no end" not in listed[old[:15]]
        assert "no end" in listed[new[:15]]


class TestList:
    def test_shows_the_last_day_of_use(self, run: Run, scratch_url: URL) -> None:
        key = run(*CREATE)[1].strip()
        assert "never used" in run("keys", "list", "acme")[1]

        status_with(scratch_url, key)

        assert f"last used {datetime.now(UTC).date()}" in run("keys", "list", "acme")[1]

    def test_says_when_there_are_none(self, run: Run) -> None:
        run(*CREATE)
        status, out, err = run("keys", "list", "nobody")
        assert (status, out) == (0, "")
        assert "there are no keys" in err


class TestRevoke:
    def test_ends_a_key_and_says_so_in_the_list(self, run: Run, scratch_url: URL) -> None:
        key = run(*CREATE)[1].strip()

        status, out, _ = run("keys", "revoke", key[:15])

        assert (status, out) == (0, f"{key[:15]} of acme is revoked\n")
        assert "revoked" in run("keys", "list", "acme")[1]
        assert status_with(scratch_url, key) == 401

    def test_says_when_there_is_no_such_key(self, run: Run) -> None:
        status, _, err = run("keys", "revoke", "ik_000000000000")
        assert status == 1
        assert "there is no key ik_000000000000" in err
