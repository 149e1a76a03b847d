"""Which state PostgreSQL's catalogue is in: asked for all requests that wait, by one statement.

An answer that is kept in memory may be sent only if the catalogue's state was asked after the
request arrived, and is the one that the answer was made of. So a request never joins a question
that is under way: all that come meanwhile wait together for the next one.
"""

import asyncio
import time
from collections.abc import Callable

import structlog

from api import metrics
from api.db import Database
from api.queries.catalogue import CatalogueState

logger = structlog.get_logger()

SILENT_SECONDS = 1.0
"""After so long without an answer, requests look for themselves whether PostgreSQL is away."""

PAUSE_SECONDS = 0.5
"""After it could not connect it does not try for so long: the server may be full or starting."""


Listener = Callable[[CatalogueState | None], None]
"""Gets the state, or None if PostgreSQL does not answer."""


class Freshness:
    """Asks for the state over one connection of its own, for at most `wait_seconds` each time."""

    def __init__(self, database: Database, wait_seconds: float) -> None:
        self.connection = database.dedicated
        self.wait_seconds = wait_seconds
        self.state: CatalogueState | None = None
        """The last state that PostgreSQL answered."""
        self.waiting: list[Listener] = []
        self.first_came = 0.0
        """When the first of those who wait came."""
        self.asking: asyncio.Task[None] | None = None
        self.asked_at = 0.0
        """When the question that is under way was asked."""
        self.paused_until = 0.0

    def is_silent(self) -> bool:
        """Say whether there is no point in asking now: PostgreSQL is away, or hangs."""
        now = time.monotonic()
        is_hanging = self.asking is not None and now - self.asked_at > SILENT_SECONDS
        return is_hanging or now < self.paused_until

    def ask(self) -> "asyncio.Future[CatalogueState | None]":
        """Return what becomes the state, asked from now on; None if PostgreSQL does not answer.

        Whoever waits has a future of their own, so that one who gives up takes it from nobody.
        """
        turn: asyncio.Future[CatalogueState | None] = asyncio.Future()

        def settle(state: CatalogueState | None) -> None:
            if not turn.done():
                turn.set_result(state)

        self.call(settle)
        return turn

    def call(self, listener: Listener) -> None:
        """Call `listener` with the state, asked from now on; it may not raise."""
        if not self.waiting:
            self.first_came = time.monotonic()
        self.waiting.append(listener)
        if self.asking is None:
            self.asked_at = self.first_came
            self.asking = asyncio.create_task(self.ask_while_awaited())

    async def ask_while_awaited(self) -> None:
        try:
            while self.waiting:
                # Who comes from here on waits for the next question.
                waiting, self.waiting = self.waiting, []
                self.asked_at = time.monotonic()
                waited = self.asked_at - self.first_came
                state = None
                try:
                    state = await self.find_state(max(0.0, self.wait_seconds - waited))
                finally:
                    for listener in waiting:
                        listener(state)
                metrics.ASKS.inc()
                metrics.ASKED_FOR.inc(len(waiting))
        finally:
            self.asking = None

    async def find_state(self, seconds: float) -> CatalogueState | None:
        """Ask PostgreSQL; None if it does not answer in time."""
        was_open = self.connection.is_open
        try:
            row = await self.connection.fetch_row(seconds)
        except Exception as error:
            # Whatever it is, each request finds out for itself what it means for its answer.
            logger.debug("state_not_asked", error=type(error).__name__)
            row = None
            if not was_open:
                self.paused_until = time.monotonic() + PAUSE_SECONDS
        if row is not None and row != self.state:
            self.state = CatalogueState(*row)
        return self.state if row is not None else None
