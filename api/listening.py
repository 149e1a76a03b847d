"""Where the server listens: how its host is written, and the sockets that it opens there."""

import errno
import socket
from functools import lru_cache
from ipaddress import IPv6Address, ip_address
from typing import Any

ABSENT = {errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT, errno.EPROTONOSUPPORT}
"""What the system answers if this machine does not have an address, or no such network."""

EXPECTED = "an address or a name of this machine, without scheme, port or path"


def host(written: str) -> str:
    """Return a host as the system names it.

    `[::1]` loses its brackets; `127.1` and `::ffff:127.0.0.1` become `127.0.0.1`.

    Raises ValueError if it is no host.
    """
    bare = written[1:-1] if written[:1] + written[-1:] == "[]" else written
    try:
        address = ip_address(bare)
    except ValueError:
        if not bare or bare != written or set(bare) & set(" /:@?#[]*,"):
            raise ValueError(EXPECTED) from None
        return dotted(bare)
    return str(getattr(address, "ipv4_mapped", None) or bare)


def dotted(name: str) -> str:
    """Return a short form such as `0` or `127.1` in full, and any other name as it is."""
    if name.replace(".", "").isdecimal():
        try:
            return socket.inet_ntoa(socket.inet_aton(name))
        except OSError:
            raise ValueError(EXPECTED) from None
    return name


def is_wildcard(host: str) -> bool:
    """Say whether a host stands for every address of this machine."""
    try:
        return ip_address(host).is_unspecified
    except ValueError:
        return False


def is_loopback(host: str) -> bool:
    """Say whether a host is a name or an address of this machine that no other one reaches.

    `localhost`, `app.localhost`, `127.0.0.1`, `127.1.2.3`, `::1`, `::ffff:127.0.0.1` are.
    """
    try:
        address = ip_address(host.partition("%")[0])
    except ValueError:
        name = host.lower().rstrip(".")
        return name == "localhost" or name.endswith(".localhost")
    return bool((getattr(address, "ipv4_mapped", None) or address).is_loopback)


@lru_cache(maxsize=16)
def url(host: str, port: int) -> str:
    """Return the address at which a caller on this machine reaches the server.

    Examples: `http://127.0.0.1:8000`, also for a wildcard; `http://[::1]:8000`. Requests ask for
    the same one again and again.
    """
    name = "127.0.0.1" if is_wildcard(host) else host
    if ":" in name:
        name = f"[{name.replace('%', '%25')}]"
    return f"http://{name}" if port == 80 else f"http://{name}:{port}"


def bind(host: str, port: int) -> list[socket.socket]:
    """Return a bound socket for each address that a host names; they do not accept anything yet.

    An address that this machine does not have is left out if another one is there: `localhost`
    often names `::1` where IPv6 is switched off. Raises OSError if nothing can be bound, or if
    another program has the port on any of the addresses.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    bound: list[socket.socket] = []
    absent: OSError | None = None
    for family, address in dict.fromkeys((family, address) for family, *_, address in found):
        try:
            bound.append(bind_one(family, address))
        except OSError as error:
            if error.errno not in ABSENT:
                close(bound)
                raise
            absent = error
    if absent is not None and not bound:
        raise absent
    return bound


def bind_one(family: int, address: tuple[Any, ...]) -> socket.socket:
    """Return a socket bound to one address; the wildcard `::` takes IPv4 callers, too."""
    opened = socket.socket(family, socket.SOCK_STREAM)
    try:
        opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            # Systems differ in what they do unasked.
            both = IPv6Address(str(address[0]).partition("%")[0]).is_unspecified
            opened.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, int(not both))
        opened.bind(address)
        opened.set_inheritable(True)
    except OSError:
        opened.close()
        raise
    return opened


def close(sockets: list[socket.socket]) -> None:
    for opened in sockets:
        opened.close()
