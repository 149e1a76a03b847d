"""The open connections of one server process: how many there may be, and which waits too long."""

import asyncio
from typing import Protocol

import structlog

from api import metrics
from api.server.limits import Limits

logger = structlog.get_logger()

TICK = 1.0
"""Seconds between two looks at all connections; a deadline is kept to within this."""

MOST_REFUSED = 100
"""Connections over the limit that are answered before they are closed; others are just closed."""

OLD_ENOUGH = 2.0
"""Seconds after which a connection that has not sent its headers makes room for another."""

LOG_EVERY = 60.0


class Connection(Protocol):
    """What this module knows of a connection."""

    since: float
    """When what it now does began, by the clock of `Connections`."""

    def check(self) -> None:
        """End what takes too long."""

    def evict(self) -> None:
        """Close at once, to make room for another."""


class Connections:
    """Counts connections, closes idle ones if room is needed, and keeps their deadlines.

    One timer looks at all connections every second, because a timer for each request would cost
    more than the request's own parsing.
    """

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.open: set[Connection] = set()
        self.refused: set[Connection] = set()
        # Without a complete request, the longest waiting first.
        self.idle: dict[Connection, None] = {}
        self.unfinished: dict[Connection, None] = {}
        self.clock = 0.0
        self.timer: asyncio.TimerHandle | None = None
        self.looked_at = 0.0
        self.unlogged = 0
        self.logged_at: float | None = None

    def admit(self, connection: Connection, loop: asyncio.AbstractEventLoop) -> bool:
        """Count a new connection; return False if there is no room for it."""
        if self.timer is None:
            self.looked_at = loop.time()
            self.timer = loop.call_later(TICK, self.look, loop)
        connection.since = self.clock
        if len(self.open) >= self.limits.connections and not self.make_room():
            self.note_refusal()
            self.refused.add(connection)
            return False
        self.open.add(connection)
        self.idle[connection] = None
        return True

    def make_room(self) -> bool:
        """Close the connection that was idle longest, or is slowest to send its headers."""
        oldest = next(iter(self.idle), None) or next(iter(self.unfinished), None)
        if oldest is None or (oldest not in self.idle and self.clock - oldest.since < OLD_ENOUGH):
            return False
        self.leave(oldest)
        oldest.evict()
        return True

    def note_idle(self, connection: Connection) -> None:
        """Remember that a connection waits for its next request."""
        connection.since = self.clock
        if connection in self.open:
            self.idle[connection] = None

    def note_unfinished(self, connection: Connection) -> None:
        """Remember that a connection has sent a part of a request's head."""
        connection.since = self.clock
        if self.idle.pop(connection, self) is None:
            self.unfinished[connection] = None

    def note_busy(self, connection: Connection) -> None:
        """Remember that a connection has a request in work, or is about to end."""
        connection.since = self.clock
        self.idle.pop(connection, None)
        self.unfinished.pop(connection, None)

    def leave(self, connection: Connection) -> None:
        """Forget a connection that is closed."""
        self.open.discard(connection)
        self.refused.discard(connection)
        self.idle.pop(connection, None)
        self.unfinished.pop(connection, None)

    def look(self, loop: asyncio.AbstractEventLoop) -> None:
        """Let every connection check its deadlines, and do so again a little later."""
        now = loop.time()
        # A process that stood still makes nobody late: what was sent to it meanwhile is unread.
        self.clock += min(now - self.looked_at, 2 * TICK)
        self.looked_at = now
        for connection in [*self.open, *self.refused]:
            connection.check()
        self.log_refusals(now)
        going_on = self.open or self.refused or self.unlogged
        self.timer = loop.call_later(TICK, self.look, loop) if going_on else None

    def note_refusal(self) -> None:
        metrics.REFUSED.inc()
        self.unlogged += 1
        self.log_refusals(self.looked_at)

    def log_refusals(self, now: float) -> None:
        """Log how many connections were refused, at most once a minute."""
        if self.unlogged and (self.logged_at is None or now - self.logged_at >= LOG_EVERY):
            logger.warning(
                "connections_refused",
                refused=self.unlogged,
                most=self.limits.connections,
                setting="INSTEP_MAX_CONNECTIONS",
            )
            self.logged_at, self.unlogged = now, 0
