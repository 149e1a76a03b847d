"""Conditional requests (RFC 9110, section 13): ETags, and the conditions of a caller.

An ETag is a digest of the uncompressed bytes, so it is the same in every process. Compressed bytes
are another representation, and have an ETag of their own (`-gzip`, `-br`; section 8.8.3).
"""

import hashlib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime

from api.errors import PreconditionFailed, PreconditionRequired
from api.list_headers import entries

ASCTIME = "%a %b %d %H:%M:%S %Y %z"


def etag_of(body: bytes, encoding: str | None = None) -> str:
    """Return, for example, `"4f5a1f0c0b9d4b7c8b5e0f3a2d1c9e8f-br"`, quotes included."""
    suffix = f"-{encoding}" if encoding else ""
    return f'"{hashlib.sha256(body).hexdigest()[:32]}{suffix}"'


def is_current(request: Mapping[str, str], response: Mapping[str, str]) -> bool:
    """Say whether the caller has this response already.

    `If-Modified-Since` counts only if the request has no `If-None-Match`.
    """
    if "if-none-match" in request:
        return if_none_match_names(request["if-none-match"], response.get("etag"))
    since = time_of(request.get("if-modified-since"))
    changed = time_of(response.get("last-modified"))
    return since is not None and changed is not None and changed <= since


def has_failed(request: Mapping[str, str], response: Mapping[str, str]) -> bool:
    """Say whether a read has a condition that this response does not meet: it answers 412.

    `If-Match` compares strongly, and `If-Unmodified-Since` counts only if it is missing (13.2.2).
    A response without the ETag, or the time, that a condition is about meets it.
    """
    if "if-match" in request:
        return "etag" in response and not names_exactly(request["if-match"], response["etag"])
    since = time_of(request.get("if-unmodified-since"))
    changed = time_of(response.get("last-modified"))
    return since is not None and changed is not None and changed > since


def wants_range(request: Mapping[str, str], response: Mapping[str, str]) -> bool:
    """Say whether a `Range` counts: `If-Range` is missing or names this response (13.1.5)."""
    condition = request.get("if-range")
    return condition is None or condition.strip() in (
        response.get("etag"),
        response.get("last-modified"),
    )


def time_of(header: str | None) -> datetime | None:
    """Return the time in a header; None if it holds none, or one without a time zone.

    `Sun Nov  6 08:49:37 1994`, the oldest of the three forms (RFC 9110, 5.6.7), has none and means
    UTC.
    """
    if not header:
        return None
    with suppress(ValueError):
        return datetime.strptime(f"{header} +0000", ASCTIME)
    with suppress(ValueError, OverflowError):
        found = parsedate_to_datetime(header)
        return found if found.tzinfo is not None else None
    return None


def if_none_match_names(condition: str, etag: str | None) -> bool:
    """Say whether `If-None-Match` names the ETag, by weak comparison (13.1.2)."""
    if etag is None:
        return False
    named = entries(condition)
    return named == ["*"] or etag.removeprefix("W/") in [name.removeprefix("W/") for name in named]


def names_exactly(condition: str, etag: str | None) -> bool:
    """Say whether `If-Match` names the ETag, by strong comparison (13.1.1)."""
    named = entries(condition)
    return named == ["*"] or (etag in named and not (etag or "").startswith("W/"))


@dataclass(frozen=True)
class Preconditions:
    """The conditions of a request that writes, so that no write overwrites an unseen change."""

    if_match: str | None
    if_none_match: str | None

    @property
    def creates(self) -> bool:
        """`If-None-Match: *`: the request may create, but not replace."""
        return self.if_match is None and (self.if_none_match or "").strip() == "*"

    def require(self, etag: str | None) -> None:
        """Do nothing if `If-Match` names the current ETag (strong comparison, 13.1.1).

        Raises PreconditionRequired if the header is missing, PreconditionFailed if it names
        another ETag.
        """
        if self.if_match is None:
            raise PreconditionRequired
        if self.if_none_match is not None or not names_exactly(self.if_match, etag):
            raise PreconditionFailed
