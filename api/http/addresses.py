"""Who asks, as far as counting goes: an address, or for IPv6 the network that one line has."""

import ipaddress

from starlette.types import Scope

IPV6_LINE = 64
"""Bits of an IPv6 address that name a line; the rest its owner changes at will."""


def caller_of(scope: Scope) -> str | None:
    """Return what a caller without a key is counted by; None for one on this machine.

    Those are tools, tests, or a proxy that nobody named in `INSTEP_TRUSTED_PROXIES`: to count
    that as one caller would shut everybody out.
    """
    host = (scope.get("client") or ("",))[0]
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return None
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is None:
            network = ipaddress.ip_network((int(address), IPV6_LINE), strict=False)
            return None if address.is_loopback else str(network)
        address = address.ipv4_mapped
    return None if address.is_loopback else str(address)
