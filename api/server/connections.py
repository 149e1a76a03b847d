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

    @property
    def is_idle(self) -> bool:
        """Whether nothing of a request has come."""

    @property
    def waits_for_request(self) -> bool:
        """Whether no request is complete up to its body."""

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
        self.dispensable: list[Connection] = []
        """Those without a request, the first to close last. Made when room is needed."""
        self.sorted_at = -1.0
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
        return True

    def make_room(self) -> bool:
        """Close the connection that was idle longest, or else is slowest to send its headers."""
        if not self.dispensable and self.sorted_at != self.clock:
            self.sorted_at = self.clock
            self.dispensable = sorted(
                (each for each in self.open if self.may_go(each)),
                key=lambda each: (each.is_idle, -each.since),
            )
        while self.dispensable:
            connection = self.dispensable.pop()
            if connection in self.open and self.may_go(connection):
                self.leave(connection)
                connection.evict()
                return True
        return False

    def may_go(self, connection: Connection) -> bool:
        age = self.clock - connection.since
        return connection.is_idle or (connection.waits_for_request and age >= OLD_ENOUGH)

    def leave(self, connection: Connection) -> None:
        """Forget a connection that is closed."""
        self.open.discard(connection)
        self.refused.discard(connection)

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
        metrics.REFUSED_CONNECTIONS.inc()
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
