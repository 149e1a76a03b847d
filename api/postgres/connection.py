"""A connection to PostgreSQL, directly or through a pooler such as PgBouncer.

A pooler in transaction mode gives each transaction another server connection. So nothing may last
longer than a transaction there: no settings of the session and no prepared statements.
"""

import socket
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, cast

import asyncpg
from sqlalchemy import Connection as SqlConnection
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlalchemy.util import await_only

from api.postgres.address import Address

CLOSING_SECONDS = 1.0
"""How long a connection may take to close in order."""

CONNECT_SECONDS = 10.0
"""How long connecting to one host may take if the address does not say."""

STATEMENTS_KEPT = 100
"""Prepared statements of one direct connection."""

Plans = Literal["force_custom_plan", "force_generic_plan"]
"""Whether a prepared statement is planned for the values of each run, or once for all of them."""


class Connection(asyncpg.Connection):  # type: ignore[misc]
    """The driver's connection, which knows whether a pooler is in between."""

    is_pooled = False
    plans: Plans | None = "force_custom_plan"
    """The session's `plan_cache_mode`, as last set; None if the address says it, once for all."""

    def __init__(self, protocol: Any, transport: Any, *rest: Any) -> None:
        super().__init__(protocol, transport, *rest)
        self.socket = transport.get_extra_info("socket")

    async def close(self, *, timeout: float | None = None) -> None:  # noqa: ASYNC109 - the driver's
        """Close the connection; at once if a timeout is given.

        SQLAlchemy gives one only for a connection in doubt: the server may be frozen or out of
        reach, so no request waits for it to close.
        """
        if timeout is not None:
            self.terminate()
            return
        try:
            await super().close(timeout=CLOSING_SECONDS)
        except (TimeoutError, OSError, asyncpg.PostgresError):
            self.terminate()

    async def set_type_codec(self, typename: str, **codec: Any) -> None:
        """Look the type up in a transaction, so that a pooler does not change the server midway."""
        if not self.is_pooled:
            await super().set_type_codec(typename, **codec)
            return
        async with self.transaction():
            await super().set_type_codec(typename, **codec)

    async def is_direct(self) -> bool:
        """Say whether the server process is the one that the connection began with.

        Every pooler that shares server connections invents the process id of its greeting.
        """
        async with self.transaction():
            statement = await self.prepare("SELECT pg_backend_pid()", name="")
            return bool(await statement.fetchval() == self.get_server_pid())

    def is_ready_for(self, plans: Plans) -> bool:
        """Say whether a statement may follow at once: without a pooler, and planned so."""
        return self.plans in (plans, None) and not self.is_pooled

    async def use_plans(self, plans: Plans) -> None:
        """Let PostgreSQL plan the next statements so; not inside a transaction.

        Through a pooler each statement is prepared anew, and planned for its values.
        """
        if self.is_pooled or self.is_ready_for(plans):
            return
        await self.execute(f"SET plan_cache_mode = {plans}")
        self.plans = plans

    def keep_alive(self, address: Address) -> None:
        """Let the kernel notice a vanished server, as the `keepalives…` parameters say."""
        if self.socket is None or self.socket.family == socket.AF_UNIX:
            return
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, int(address.keeps_alive))
        for name, option in (
            ("keepalives_idle", "TCP_KEEPIDLE"),
            ("keepalives_interval", "TCP_KEEPINTVL"),
            ("keepalives_count", "TCP_KEEPCNT"),
            ("tcp_user_timeout", "TCP_USER_TIMEOUT"),
        ):
            value = address.number(name)
            if value is not None and hasattr(socket, option):
                self.socket.setsockopt(socket.IPPROTO_TCP, getattr(socket, option), value)


BROKEN = (asyncpg.InterfaceError, asyncpg.InternalClientError)
"""What asyncpg raises, depending on the moment, if the server is killed under a connection."""


@dataclass(frozen=True)
class Connector:
    """Opens connections to one address.

    `settings` are PostgreSQL's settings for each session; those in the address's `options` win.
    `command_seconds` bounds each single command; None if whoever uses the connection does.
    """

    address: Address
    settings: Mapping[str, str]
    command_seconds: float | None

    async def connect(self) -> Connection:
        """Open a connection, and find out whether a pooler is in between."""
        if self.address.names_pooler:
            return await self.open_pooled()
        try:
            connection = await self.open({**self.settings, **self.address.options()})
        except asyncpg.ProtocolViolationError as error:
            if "startup parameter" not in str(error) or self.address.options():
                raise
            return await self.open_pooled()
        try:
            is_direct = await connection.is_direct()
        except BROKEN as error:
            connection.terminate()
            raise ConnectionResetError("the server ended before the first statement") from error
        except BaseException:
            connection.terminate()
            raise
        if is_direct:
            if "plan_cache_mode" in self.address.options():
                connection.plans = None
            return connection
        connection.terminate()
        return await self.open_pooled()

    async def open_pooled(self) -> Connection:
        connection = await self.open({}, statement_cache_size=0)
        connection.is_pooled = True
        return connection

    async def open(self, settings: Mapping[str, str], **options: Any) -> Connection:
        address = self.address
        seconds = (address.number("connect_timeout") or CONNECT_SECONDS) * address.host_count
        connection = await asyncpg.connect(
            address.for_driver(),
            ssl=address.ssl_context(),
            timeout=seconds,
            command_timeout=self.command_seconds,
            connection_class=Connection,
            server_settings={"application_name": address.application_name or "instep", **settings},
            **options,
        )
        connection.keep_alive(address)
        return cast(Connection, connection)

    def connect_for(self, engine: AsyncEngine) -> Any:
        """Open a connection, wrapped as SQLAlchemy expects it; called in its greenlet."""
        connection = await_only(self.connect())

        async def opened() -> Connection:
            return connection

        dbapi = cast(Any, engine.sync_engine.dialect.dbapi)
        if connection.is_pooled:
            # Each statement is prepared without a name, so that none is left on the server.
            return dbapi.connect(
                async_creator_fn=opened,
                prepared_statement_cache_size=0,
                prepared_statement_name_func=lambda: "",
            )
        return dbapi.connect(async_creator_fn=opened, prepared_statement_cache_size=STATEMENTS_KEPT)

    def begin(self, connection: SqlConnection) -> None:
        """Give a transaction of a session the settings that it expects."""
        driver = connection.connection.driver_connection
        if driver is None:
            return
        if driver.is_pooled:
            connection.exec_driver_sql(self.settings_of_transaction())
            return
        try:
            await_only(driver.use_plans("force_custom_plan"))
        except BROKEN as error:
            raise ConnectionResetError("the server ended before the transaction began") from error

    def settings_of_transaction(self) -> str:
        """Return the statement that sets, through a pooler, what lasts as long as a transaction."""
        settings = {**self.settings, **self.address.options()}
        values = (
            f"set_config({quoted(name)}, {quoted(value)}, true)" for name, value in settings.items()
        )
        return f"SELECT {', '.join(values)}"


def quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
