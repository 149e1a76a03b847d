"""Headers of responses as ASGI has them: names in small letters, and bytes."""

from collections.abc import Iterable, Mapping
from typing import Any

Header = tuple[bytes, bytes]


def raw_headers(headers: Mapping[str, str]) -> tuple[Header, ...]:
    return tuple(
        (name.lower().encode(), value.encode("latin-1")) for name, value in headers.items()
    )


def completed(headers: Iterable[Header], state: Mapping[str, Any]) -> list[Header]:
    """Return the headers of a response with those that its request's state adds.

    `added_headers` are added unless the response has them: HTML pages bring a policy of their own.
    """
    complete = [*headers, *state.get("limit_headers", ())]
    names = {name for name, _ in complete}
    complete += [header for header in state.get("added_headers", ()) if header[0] not in names]
    return complete
