"""What a connection is doing."""

from enum import Enum, auto


class Phase(Enum):
    """What a connection waits for."""

    IDLE = auto()
    HEAD = auto()
    BODY = auto()
    ANSWER = auto()
    """The request is complete, its response is not."""
    BROKEN = auto()
    """The request will never be complete, its response is to say so."""
    LINGER = auto()
    """The last response is written; what still comes is thrown away until its sender ends."""
