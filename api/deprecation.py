"""Deprecated operations: the headers `Deprecation` (RFC 9745) and `Sunset` (RFC 8594), and a link
to a page that names the replacement.

    @router.get("/old", **mark_deprecated(Deprecation(since, until, guide="/docs/guides/old")))
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from typing import Any

from fastapi import Depends, Request


@dataclass(frozen=True)
class Deprecation:
    """Deprecated since when, and answered until when (both in UTC); `guide` is a page's path."""

    since: datetime
    until: datetime
    guide: str

    def __post_init__(self) -> None:
        if self.until < self.since:
            raise ValueError("an operation cannot end before it is deprecated")

    def headers(self, base_url: str) -> dict[str, str]:
        return {
            "Deprecation": f"@{int(self.since.timestamp())}",
            "Sunset": format_datetime(self.until, usegmt=True),
            "Link": f'<{base_url}{self.guide}>; rel="deprecation"; type="text/html"',
        }


def mark_deprecated(deprecation: Deprecation) -> dict[str, Any]:
    """Return the route arguments that mark an operation as deprecated, in docs and responses."""
    return {"deprecated": True, "dependencies": [Depends(marker_of(deprecation))]}


def marker_of(deprecation: Deprecation) -> Callable[[Request], None]:
    """Return a dependency that leaves the deprecation in the request's state."""

    def mark(request: Request) -> None:
        request.state.deprecation = deprecation

    return mark
