"""Middleware: a list header on several lines is read as the one list that it is (RFC 9110, 5.3)."""

from starlette.types import ASGIApp, Receive, Scope, Send

LISTS = frozenset(
    (
        b"accept",
        b"accept-charset",
        b"accept-encoding",
        b"accept-language",
        b"access-control-request-headers",
        b"cache-control",
        b"connection",
        b"content-encoding",
        b"content-language",
        b"if-match",
        b"if-none-match",
        b"te",
        b"via",
    )
)
ONCE = frozenset((b"if-modified-since", b"if-unmodified-since", b"if-range", b"range"))
"""Conditions with one value: on several lines they say nothing that can be relied on."""

Fields = list[tuple[bytes, bytes]]


class ListHeaders:
    """Join the lines of each list header, and drop a repeated condition that takes one value."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            headers = scope["headers"]
            if len(dict(headers)) < len(headers):
                scope = {**scope, "headers": join_lines(scope["headers"])}
        await self.app(scope, receive, send)


def join_lines(headers: Fields) -> Fields:
    """Return the headers with each list on one line; others stay, but for repeated conditions."""
    lists: dict[bytes, list[bytes]] = {}
    for name, value in headers:
        if name in LISTS:
            lists.setdefault(name, []).append(value)
    names = [name for name, _ in headers]
    repeated = {name for name in ONCE if names.count(name) > 1}
    if repeated & {b"range", b"if-range"}:
        repeated |= {b"range", b"if-range"}
    kept = [(name, value) for name, value in headers if name not in lists and name not in repeated]
    return kept + [(name, b", ".join(values)) for name, values in lists.items()]
