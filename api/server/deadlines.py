"""How long a connection may take: to send a request, to read an answer, to stay idle."""

import fcntl
import struct
import termios
from typing import TYPE_CHECKING

from api.errors import RequestTimeout
from api.server.connections import TICK
from api.server.heads import path_of
from api.server.limits import LINGER_SECONDS, SLOWEST
from api.server.phases import BODY, HEAD, IDLE, LINGER

if TYPE_CHECKING:
    from api.server.protocol import Protocol

LAST_HEAD_SECONDS = 1.0
"""How long a server that is about to end waits for the rest of a request's headers."""


def check_deadlines(protocol: "Protocol") -> None:
    """End what takes too long; called every second.

    A request that has begun to arrive is answered with 408. A connection that is idle is closed
    without a word, since its other side would take an answer for that to its next request.
    """
    waited = protocol.peers.clock - protocol.since
    limits = protocol.peers.limits
    phase = protocol.phase
    if phase == IDLE:
        if waited >= limits.idle:
            protocol.transport.close()
    elif phase == HEAD:
        if protocol.is_last and waited >= LAST_HEAD_SECONDS:
            protocol.transport.close()
        elif waited >= limits.request:
            protocol.refuse(RequestTimeout(), path_of(protocol.unread))
    elif phase == BODY:
        if protocol.flow.read_paused or getattr(protocol.cycle, "is_waited_for", False):
            protocol.since += TICK  # It is we who make it wait.
        elif waited >= limits.request + protocol.received / SLOWEST:
            protocol.break_off(RequestTimeout())
    elif phase == LINGER and waited >= LINGER_SECONDS:
        protocol.transport.abort()
    if protocol.transport.get_write_buffer_size():
        check_reader(protocol)


def check_reader(protocol: "Protocol") -> None:
    """End a connection whose other side does not take what we wrote."""
    left = protocol.transport.get_write_buffer_size() + unsent(protocol)
    if protocol.stuck is None:
        protocol.stuck = (protocol.peers.clock, left)
    since, first = protocol.stuck
    allowed = protocol.peers.limits.reader + max(0, first - left) / SLOWEST
    if protocol.peers.clock - since >= allowed:
        protocol.transport.abort()


def unsent(protocol: "Protocol") -> int:
    """Return the bytes that the system has taken from us and not delivered."""
    socket = protocol.transport.get_extra_info("socket")
    try:
        answer = fcntl.ioctl(socket.fileno(), termios.TIOCOUTQ, b"\0" * 4)
    except (AttributeError, OSError, ValueError):
        return 0
    return int(struct.unpack("i", answer)[0])
