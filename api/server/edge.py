"""What all connections of one server share."""

from dataclasses import dataclass, field
from weakref import WeakKeyDictionary

from uvicorn.server import ServerState

from api.config import load_settings
from api.server.connections import Connections
from api.server.limits import Limits
from api.server.refusals import Refusals
from api.server.shortcut import Stamp


@dataclass(frozen=True)
class Edge:
    """The connections of a server, and how they are refused."""

    connections: Connections
    refusals: Refusals
    stamp: Stamp = field(default_factory=Stamp)


EDGES: "WeakKeyDictionary[ServerState, Edge]" = WeakKeyDictionary()


def edge_of(state: ServerState) -> Edge:
    """Return what the connections of a server share, made at its first one from the settings."""
    if state not in EDGES:
        settings = load_settings()
        EDGES[state] = Edge(Connections(Limits.of(settings)), Refusals(settings))
    return EDGES[state]
