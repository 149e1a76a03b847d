"""Middleware: the caller's own address if the request came through a proxy that is trusted.

A proxy that is not named in INSTEP_TRUSTED_PROXIES is a caller like any other: what it says about
others is not believed, and all who come through it are counted as one. One line in the log says so.
"""

from collections.abc import Sequence
from functools import lru_cache
from ipaddress import IPv4Network, IPv6Network, ip_network

import structlog
from starlette.types import ASGIApp, Receive, Scope, Send

from api.http.client_address import MOST_REMEMBERED, Address, parse_address
from api.listening import is_loopback

logger = structlog.get_logger()

Network = IPv4Network | IPv6Network
MAPPED_BITS = 96
"""Bits before an IPv4 address inside an IPv6 one."""

LONGEST_HOST = 260
"""Characters of a host with its port; what is longer is no name of this machine."""

OF_PROXIES = {b"x-forwarded-for", b"forwarded", b"via"}
"""Headers that proxies add."""

REMEDY = (
    "All callers that come through this address are counted as one. If it is a proxy, name it in"
    " INSTEP_TRUSTED_PROXIES, and let it set X-Forwarded-For."
)


class TrustedProxies:
    """Replace the client of a request by the one that a trusted proxy names."""

    def __init__(self, app: ASGIApp, proxies: Sequence[str]) -> None:
        self.app = app
        self.networks = [network_of(name) for name in proxies]
        self.warns = True

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "lifespan" and scope.get("client"):
            scope["client"] = self.client_of(scope)
        await self.app(scope, receive, send)

    def client_of(self, scope: Scope) -> tuple[str, int]:
        """Return address and port of the client; the port of one behind a proxy is unknown: 0."""
        client: tuple[str, int] = scope["client"]
        peer = parse_address(client[0])
        if peer is not None and self.networks and self.trusts(peer):
            return str(self.caller(values(scope, b"x-forwarded-for"), peer)), 0
        if self.warns and peer is not None and looks_proxied(scope, peer):
            self.warns = False
            logger.warning("unnamed_proxy", address=str(peer), remedy=REMEDY)
        return client

    def trusts(self, address: Address) -> bool:
        return any(address in network for network in self.networks)

    def caller(self, forwarded: Sequence[str], peer: Address) -> Address:
        """Return the last address that no trusted proxy has, or the peer if that is no address.

        Each proxy adds the address that it saw at the end, so what stands before the first
        address that is not trusted may be invented. If all are trusted, the first one asks.
        """
        caller = peer
        for written in reversed(forwarded):
            address = forwarded_address(written)
            if address is None:
                return peer
            caller = address
            if not self.trusts(address):
                break
        return caller


def network_of(written: str) -> Network:
    """Return a network; one of IPv4 addresses inside IPv6, `::ffff:10.0.0.0/104`, as IPv4."""
    network = ip_network(written, strict=False)
    inner = getattr(network.network_address, "ipv4_mapped", None)
    if inner is None or network.prefixlen < MAPPED_BITS:
        return network
    return ip_network((int(inner), network.prefixlen - MAPPED_BITS))


def values(scope: Scope, name: bytes) -> list[str]:
    """Return the members of a list header, from all its lines."""
    lines = [value for key, value in scope["headers"] if key == name]
    return [member.strip() for member in b",".join(lines).decode("latin-1").split(",")]


def forwarded_address(written: str) -> Address | None:
    """Return the address in `203.0.113.7`, `203.0.113.7:4711`, `2001:db8::1` or `[2001:db8::1]:80`.

    None stands for anything else, such as `unknown` or `_hidden`.
    """
    if written.startswith("["):
        host, closed, port = written[1:].partition("]")
        is_port = closed and (not port or (port[0] == ":" and port[1:].isdecimal()))
        return parse_address(host) if is_port and ":" in host else None
    if written.count(":") == 1:
        written, _, port = written.partition(":")
        if not port.isdecimal():
            return None
    return parse_address(written)


def looks_proxied(scope: Scope, peer: Address) -> bool:
    """Say whether a request that came from this machine or its network has been passed on."""
    if not is_private(peer):
        return False
    host = b""
    for name, value in scope["headers"]:
        if name in OF_PROXIES:
            return True
        if name == b"host":
            host = value
    return is_loopback_address(peer) and not is_local(host.decode("latin-1")[:LONGEST_HOST])


@lru_cache(maxsize=MOST_REMEMBERED)
def is_private(peer: Address) -> bool:
    return peer.is_private


@lru_cache(maxsize=MOST_REMEMBERED)
def is_loopback_address(peer: Address) -> bool:
    return peer.is_loopback


@lru_cache(maxsize=256)
def is_local(host: str) -> bool:
    """Say whether a `Host` header names this machine: `localhost:8000`, `127.0.0.1`, `[::1]`."""
    name = host.rpartition(":")[0] if host.rpartition(":")[2].isdecimal() else host
    return not name or is_loopback(name.strip("[]"))
