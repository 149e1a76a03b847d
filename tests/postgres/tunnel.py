"""A network between the application and PostgreSQL that can stop carrying anything."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from sqlalchemy.engine import URL


class Tunnel:
    """Carries bytes both ways until `frozen` is set; then it keeps them, and closes nothing."""

    def __init__(self, url: URL) -> None:
        self.url = url
        self.flows = asyncio.Event()
        self.flows.set()
        self.opened = 0
        self.port = 0
        self.listener: asyncio.Server | None = None
        self.tasks: set[asyncio.Task[None]] = set()
        self.writers: list[asyncio.StreamWriter] = []

    def freeze(self) -> None:
        self.flows.clear()

    def forget(self) -> None:
        """Carry nothing more of the connections that are open; new ones are carried."""
        self.flows.clear()
        self.flows = asyncio.Event()
        self.flows.set()

    def thaw(self) -> None:
        self.flows.set()

    async def connect(self) -> None:
        """Listen, on the same port each time."""
        self.listener = await asyncio.start_server(self.accept, "127.0.0.1", self.port)
        self.port = self.listener.sockets[0].getsockname()[1]

    def cut(self) -> None:
        """Close every connection, and refuse new ones."""
        if self.listener is not None:
            self.listener.close()
        for task in self.tasks:
            task.cancel()
        for writer in self.writers:
            writer.close()

    async def accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.opened += 1
        query = self.url.query
        if "host" in query:
            path = f"{query['host']}/.s.PGSQL.{query.get('port', 5432)}"
            back, forth = await asyncio.open_unix_connection(path)
        else:
            back, forth = await asyncio.open_connection(self.url.host, self.url.port or 5432)
        self.writers += [writer, forth]
        for source, target in ((reader, forth), (back, writer)):
            task = asyncio.create_task(self.carry(source, target, self.flows))
            self.tasks.add(task)

    async def carry(
        self, source: asyncio.StreamReader, target: asyncio.StreamWriter, flows: asyncio.Event
    ) -> None:
        with suppress(OSError):
            while data := await source.read(65536):
                await flows.wait()
                target.write(data)
                await target.drain()
        target.close()


@asynccontextmanager
async def tunnel_to(url: URL) -> AsyncIterator[tuple[Tunnel, URL]]:
    """Yield a tunnel to a database, and the database's address at its other end."""
    tunnel = Tunnel(url)
    await tunnel.connect()
    try:
        yield tunnel, url.set(host="127.0.0.1", port=tunnel.port, query={})
    finally:
        tunnel.cut()
