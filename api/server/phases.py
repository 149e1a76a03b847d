"""What a connection is doing. These are plain numbers, because they are compared so often."""

from typing import Final

IDLE: Final = 0
"""It waits for a request."""

HEAD: Final = 1
"""A part of a request's head has come."""

BODY: Final = 2
"""The head is complete, the body is not. The response may have begun, and may be complete."""

ANSWER: Final = 3
"""The request is complete, its response is not."""

BROKEN: Final = 4
"""The request will never be complete, and its response is to say so."""

LINGER: Final = 5
"""The last response is written; what still comes is thrown away until its sender ends."""
