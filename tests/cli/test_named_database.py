"""At the start of `instep serve`: a wrong address ends it, a server that is away does not."""

import asyncio
import socket

import pytest
from sqlalchemy import text
from sqlalchemy.engine import URL

from api.cli.commands import CommandError
from api.cli.named_database import refuse_a_wrong_address
from api.log_lines import LINES
from tests.conftest import served
from tests.databases import settings_for
from tests.postgres.tunnel import tunnel_to


def test_a_server_that_does_not_listen_may_come(
    server: URL, capfd: pytest.CaptureFixture[str]
) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        nowhere = server.set(host="127.0.0.1", port=free.getsockname()[1], query={})

    settings = settings_for(nowhere).model_copy(update={"log_level": "warning"})
    asyncio.run(refuse_a_wrong_address(settings))

    assert LINES.flush(5)
    line = capfd.readouterr().err
    assert '"event": "database_away"' in line
    assert "INSTEP_DATABASE_URL" in line
    assert "no server listens at 127.0.0.1" in line
    assert line.count("\n") == 1


async def test_a_server_that_does_not_answer_may_come(catalogue_url: URL) -> None:
    async with tunnel_to(catalogue_url) as (network, url):
        network.freeze()
        await refuse_a_wrong_address(settings_for(url, database_wait_seconds=0.3))


async def test_a_database_that_is_not_there_will_never_serve(server: URL) -> None:
    with pytest.raises(CommandError, match="INSTEP_DATABASE_URL: there is no database nowhere"):
        await refuse_a_wrong_address(settings_for(server.set(database="nowhere")))


async def test_a_newer_database_will_not_be_served(scratch_url: URL) -> None:
    async with served(scratch_url) as app, app.state.database.engine.begin() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    with pytest.raises(CommandError, match="newer than this Instep"):
        await refuse_a_wrong_address(settings_for(scratch_url))
