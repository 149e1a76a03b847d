"""The larger network that an address belongs to, which is counted beside it or in its place."""

from functools import lru_cache
from ipaddress import ip_network

IPV4_BITS, IPV6_BITS = 24, 48
"""Bits of the network that one organisation usually holds, and whose addresses it chooses."""

SHARED_COUNTERS = 16_384
"""Counters for callers who come when the table is full; networks are spread over them."""


def ipv6_site(caller: str) -> str | None:
    """Return the /48 of an IPv6 caller; None for any other one.

    The holder of a /48 may switch between 65,536 networks, each of which is counted by itself.
    Example: `2001:db8:0:1::/64` is in `2001:db8::/48`.
    """
    network = larger_network(caller)
    return network if network and ":" in network else None


def shared_counter(caller: str) -> str:
    """Return the name of the counter that a caller shares with the others of its network.

    Different networks seldom share one, and which ones do is different in each process.
    """
    network = larger_network(caller)
    return f"shared:{hash(network or caller) % SHARED_COUNTERS}"


@lru_cache(maxsize=8_192)
def larger_network(caller: str) -> str | None:
    """Return the IPv4 /24 or the IPv6 /48 around an address or a network, None for a name."""
    try:
        network = ip_network(caller)
    except ValueError:
        return None
    bits = IPV6_BITS if network.version == 6 else IPV4_BITS
    return str(network.supernet(new_prefix=bits))
