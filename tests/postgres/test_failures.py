"""Whatever is wrong with an address or with what listens there, one line says so."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest

from api.postgres.address import parse_address
from api.postgres.connection import Connector
from api.postgres.failures import Failure, explain
from tests.cases import in_one_test


def refusal(code: str, text: str) -> bytes:
    """Return the message with which PostgreSQL or a pooler ends a connection."""
    fields = f"SFATAL\0VFATAL\0C{code}\0M{text}\0\0".encode()
    return b"E" + (len(fields) + 4).to_bytes(4, "big") + fields


def authentication(method: int) -> bytes:
    return b"R" + (8).to_bytes(4, "big") + method.to_bytes(4, "big")


@asynccontextmanager
async def listening(answer: bytes) -> AsyncIterator[int]:
    """Yield the port of a server that says the same to everybody."""

    async def reply(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(100)
        writer.write(answer)
        await writer.drain()
        await reader.read(100)
        writer.close()

    server = await asyncio.start_server(reply, "127.0.0.1", 0)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()


async def failure_at(url: str) -> Failure | None:
    address = parse_address(url)
    try:
        await Connector(address, {}, 5).connect()
    except Exception as error:
        return explain(error, address)
    raise AssertionError("connected")


@in_one_test(
    ("answer", "parameter", "said"),
    [
        (refusal("42601", "invalid command-line argument: x"), "", "-c name=value"),
        (refusal("55000", 'database "z" is not currently accepting connections'), "", "accepting"),
        (refusal("08P01", "no such database: z"), "", "the pooler refused: no such database: z"),
        (refusal("08P01", "bouncer config error"), "", "bouncer config error"),
        (refusal("XX000", "Tenant or user not found"), "", "Tenant or user not found"),
        (authentication(7), "", "in a way that Instep does not know"),
        (authentication(99), "", "in a way that Instep does not know"),
        (b"HTTP/1.1 400 Bad Request\r\n\r\n", "&sslmode=prefer", "is not PostgreSQL"),
        (b"N", "&sslmode=require", "offers no TLS, but sslmode=require needs it"),
    ],
)
async def test_what_listens_there_is_explained(answer: bytes, parameter: str, said: str) -> None:
    async with listening(answer) as port:
        url = f"postgresql://x:secret@127.0.0.1:{port}/z?{parameter or '&sslmode=disable'}"
        failure = await failure_at(url)

    assert failure is not None
    assert said in failure.text
    assert "\n" not in failure.text
    assert "secret" not in failure.text


@pytest.mark.parametrize("host", ["a..b", f"{'a' * 70}.invalid"])
async def test_a_host_that_no_name_can_be_is_unknown(host: str) -> None:
    failure = await failure_at(f"postgresql://x:y@{host}/z")

    assert failure is not None
    assert failure.text == f"the host {host} is not known; correct its name"


@pytest.mark.parametrize(
    ("name", "value", "parameter", "said"),
    [
        ("PGPORT", "abc", "", "PGPORT"),
        ("PGSSLROOTCERT", "/nosuch.crt", "?sslmode=verify-full", "PGSSLROOTCERT"),
    ],
)
async def test_a_wrong_variable_of_libpq_is_named(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, parameter: str, said: str
) -> None:
    monkeypatch.setenv(name, value)

    failure = await failure_at(f"postgresql://x:y@127.0.0.1/z{parameter}")

    assert failure is not None
    assert said in failure.text


@pytest.mark.parametrize("worn", [str.strip, "{}\n".format, " {} ".format])
def test_blanks_around_an_address_make_no_difference(worn: Callable[[str], str]) -> None:
    address = "postgresql://x:y@127.0.0.1/z"

    assert parse_address(worn(address)) == parse_address(address)


def test_quotation_marks_around_an_address_are_named() -> None:
    with pytest.raises(ValueError, match="must have no quotation marks"):
        parse_address('"postgresql://x:y@127.0.0.1/z"')
