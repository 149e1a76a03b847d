"""Headers of responses as ASGI has them: names in small letters, and bytes."""

from collections.abc import Mapping

Header = tuple[bytes, bytes]


def raw_headers(headers: Mapping[str, str]) -> tuple[Header, ...]:
    return tuple(
        (name.lower().encode(), value.encode("latin-1")) for name, value in headers.items()
    )
