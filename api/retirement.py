"""Announce that an operation will go: `Deprecation` (RFC 9745), `Sunset` (RFC 8594), and where to
read what to use instead.

    @router.get("/old", **retiring(Retirement(since, until, guide="/docs/guides/old")))
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from typing import Any

from fastapi import Depends, Request


@dataclass(frozen=True)
class Retirement:
    """Both times are in UTC; `guide` is the path of a page for people."""

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


def retiring(retirement: Retirement) -> dict[str, Any]:
    """Return what a route is given so that its documentation and all its answers say so."""
    return {"deprecated": True, "dependencies": [Depends(announcer(retirement))]}


def announcer(retirement: Retirement) -> Callable[[Request], None]:
    def announce(request: Request) -> None:
        request.state.retirement = retirement

    return announce
