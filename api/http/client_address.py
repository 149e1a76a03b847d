"""The network address that a caller without a key is counted by."""

import ipaddress
from functools import lru_cache

from starlette.types import Scope

IPV6_SUBSCRIBER_BITS = 64
"""Bits of an IPv6 address that name one subscriber, who changes the others at will."""

THIS_MACHINE = "127.0.0.1"
"""All callers on this machine are one, whichever of its addresses they come from."""

WITHOUT_ADDRESS = "no address"
"""All callers through a Unix socket are one."""

LONGEST = 45
"""Characters of an address: `ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255`."""

MOST_REMEMBERED = 8_192
"""Callers whose address is not read anew at each request."""

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def client_address(scope: Scope) -> str:
    """Return the caller's IPv4 address or IPv6 /64 network.

    Examples: `203.0.113.7`, `2001:db8:0:1::/64`.
    """
    return counted_by((scope.get("client") or ("",))[0] or "")


@lru_cache(maxsize=MOST_REMEMBERED)
def counted_by(host: str) -> str:
    address = parse_address(host)
    if address is None:
        return WITHOUT_ADDRESS
    if address.is_loopback:
        return THIS_MACHINE
    if isinstance(address, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((int(address), IPV6_SUBSCRIBER_BITS), strict=False))
    return str(address)


def parse_address(text: str) -> Address | None:
    """Return an address without its zone, and as IPv4 if it is an IPv4 one inside IPv6."""
    written = text.partition("%")[0]
    # What is remembered has to be short, since anybody may write anything into a header.
    return parse_short(written) if len(written) <= LONGEST else None


@lru_cache(maxsize=MOST_REMEMBERED)
def parse_short(written: str) -> Address | None:
    try:
        address = ipaddress.ip_address(written)
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address
