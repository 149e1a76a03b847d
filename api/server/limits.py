"""How much one connection may send, how slowly, and how many connections there may be."""

import resource
from dataclasses import dataclass
from typing import Self

from api.config import Settings

MOST_HEADERS = 100
"""Fields in a request's head; the same again in its trailer."""

LARGEST_HEAD = 64 * 1024
"""Bytes of a request line and its headers."""

SLOWEST = 512
"""Bytes a second: a body that arrives more slowly, or an answer that is read more slowly, ends."""

MOST_DISCARDED = 1024 * 1024
"""Bytes of a body that is read to its end although its request is answered already."""

MOST_LINGERING = 128 * 1024 * 1024
"""Bytes that are thrown away after the last answer of a connection before it is cut."""

LINGER_SECONDS = 5.0
"""How long the rest of a refused request is thrown away, so that its sender can read why."""

FILES_OF_OUR_OWN = 256
"""Open files that are no connections: listeners, logs, libraries, connections to Redis."""


@dataclass(frozen=True)
class Limits:
    """The limits of one server process. Times are in seconds."""

    connections: int = 10_000
    idle: float = 75.0
    request: float = 20.0
    reader: float = 90.0
    """How long an answer may stay in our buffer while its reader takes nothing."""

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """Return the limits that settings name, lowered to what the system allows this process."""
        files, _most = resource.getrlimit(resource.RLIMIT_NOFILE)
        room = files - FILES_OF_OUR_OWN - settings.pool_size
        return cls(
            connections=max(16, min(settings.max_connections, room)),
            idle=settings.keep_alive_seconds,
            request=settings.request_seconds,
        )


def allow_open_files() -> None:
    """Raise the soft limit of open files to the hard one, for this process and its workers.

    The usual soft limit of 1,024 would end connections long before `INSTEP_MAX_CONNECTIONS` does.
    """
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != hard:
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
