"""`instep bench`: it fills databases of its own, and keeps off every other."""

import asyncio
import signal
import uuid
from collections.abc import Iterator

import pytest
from sqlalchemy.engine import URL

from api.bench.measure import ADDRESSES
from api.cli import main
from api.db import open_database
from tests import databases
from tests.publishing import states

pytestmark = [pytest.mark.timed, pytest.mark.usefixtures("_same_signals")]


@pytest.fixture
def _same_signals() -> Iterator[None]:
    """The command takes SIGTERM for itself; give it back."""
    before = signal.getsignal(signal.SIGTERM)
    yield
    signal.signal(signal.SIGTERM, before)


@pytest.fixture
def prefix(server: URL, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The beginning of the names of two scratch databases, which go afterwards."""
    address = server.set(drivername="postgresql").render_as_string(hide_password=False)
    monkeypatch.setenv("INSTEP_DATABASE_URL", address)
    prefix = f"bench_{uuid.uuid4().hex[:12]}"
    yield prefix
    for side in ("small", "large"):
        asyncio.run(databases.execute(server, f"DROP DATABASE IF EXISTS {prefix}_{side}"))


def bench(prefix: str, *more: str) -> int:
    return main(["bench", "--size", "60", "--rounds", "1", "--database", prefix, *more])


class TestBench:
    def test_prints_a_line_for_each_kind_of_address(
        self, prefix: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert bench(prefix) == 0

        published, asked = capsys.readouterr().out.split("\n\n")
        _, *lines = asked.splitlines()
        assert [line[:20].strip() for line in lines] == list(ADDRESSES)
        assert all(float(number) > 0 for line in lines for number in line[20:].split())
        kinds = [line[:36].strip() for line in published.splitlines()]
        assert kinds[1:3] == ["all of them", "nothing changed"]
        built = {
            kind: line.split()[-2:]
            for kind, line in zip(kinds, published.splitlines(), strict=True)
        }
        assert built["nothing changed"] == ["0", "0"]
        assert built["one exercise reworded"][1] == "1"

    def test_uses_its_databases_again_until_the_recipe_changes(
        self, prefix: str, server: URL
    ) -> None:
        bench(prefix)
        first = exercises(server, f"{prefix}_large")
        asyncio.run(
            databases.execute(
                server.set(database=f"{prefix}_large"),
                "DELETE FROM documents WHERE slug = 'synthetic-00000060'",
            )
        )

        bench(prefix)
        again = exercises(server, f"{prefix}_large")
        bench(prefix, "--seed", "2")

        assert (first, again, exercises(server, f"{prefix}_large")) == (76, 75, 76)

    def test_refuses_a_database_that_it_did_not_make(
        self, prefix: str, server: URL, capsys: pytest.CaptureFixture[str]
    ) -> None:
        asyncio.run(databases.execute(server, f"CREATE DATABASE {prefix}_large"))
        kept = server.set(database=f"{prefix}_large")
        asyncio.run(databases.execute(kept, "CREATE TABLE precious (id int)"))

        assert bench(prefix) == 1

        told = capsys.readouterr().err
        assert told.startswith(f"instep: the database {prefix}_large is not a scratch one")
        asyncio.run(databases.execute(kept, "SELECT id FROM precious"))

    @pytest.mark.parametrize("size", ["0", "-1", "1e3", "ten", "1000001", "٣"])
    def test_refuses_a_size_that_is_none(
        self, size: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        with pytest.raises(SystemExit):
            main(["bench", "--size", size])

        assert "a number from 1 to 1000000" in capsys.readouterr().err


def exercises(server: URL, name: str) -> int:
    """Count the published exercises of a database."""

    async def count() -> int:
        opened = open_database(databases.settings_for(server.set(database=name)))
        documents = await states.documents(opened)
        await opened.close()
        return sum(kind == "exercise" for kind, _ in documents)

    return asyncio.run(count())
