"""The network address that a caller without a key is counted by."""

import ipaddress

from starlette.types import Scope

IPV6_SUBSCRIBER_BITS = 64
"""Bits of an IPv6 address that name one subscriber, who changes the others at will."""


def client_address(scope: Scope) -> str | None:
    """Return the caller's IPv4 address or IPv6 /64 network; None for a caller on this machine.

    Callers on this machine are tools, tests, or a proxy missing from `INSTEP_TRUSTED_PROXIES`.
    Counting such a proxy as one caller would shut everybody behind it out.
    Examples: `203.0.113.7`, `2001:db8:0:1::/64`.
    """
    host = (scope.get("client") or ("",))[0]
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return None
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is None:
            network = ipaddress.ip_network((int(address), IPV6_SUBSCRIBER_BITS), strict=False)
            return None if address.is_loopback else str(network)
        address = address.ipv4_mapped
    return None if address.is_loopback else str(address)
