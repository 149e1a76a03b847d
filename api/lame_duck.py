"""Whether this server process is about to end: the server says so, and `/readyz` answers it.

A lame duck still answers every request, but asks for no more of them: `/readyz` answers 503, so
that a load balancer sends new requests elsewhere, and every answer ends its connection.
"""

from collections.abc import Mapping, MutableMapping
from typing import Any

from starlette.types import Scope

STATE = "lame_duck"
"""The key in the state of the ASGI lifespan, which every request gets a copy of."""


class LameDuck:
    """The phase of one server process; `begun` turns true once and stays so."""

    def __init__(self) -> None:
        self.begun = False

    def show_in(self, lifespan_state: MutableMapping[str, Any]) -> None:
        """Let the application's requests see this phase."""
        lifespan_state[STATE] = self


def is_lame_duck(scope: Scope) -> bool:
    """Return whether the process that serves this request is about to end."""
    state: Mapping[str, Any] = scope.get("state", {})
    phase = state.get(STATE)
    return isinstance(phase, LameDuck) and phase.begun
