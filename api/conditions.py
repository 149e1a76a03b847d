"""Conditional requests (RFC 9110, 13): tags of bytes, and what a caller's conditions say of them.

The tag is a digest of the uncompressed bytes, so it is the same in every process; compressed
bytes are another representation and get a tag of their own (`-gzip`, `-br`; 8.8.3 there).
"""

import hashlib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime

from api.errors import PreconditionFailed, PreconditionRequired

MOST_TAGS = 100


def tag(body: bytes, encoding: str | None = None) -> str:
    suffix = f"-{encoding}" if encoding else ""
    return f'"{hashlib.sha256(body).hexdigest()[:32]}{suffix}"'


def is_current(asked: Mapping[str, str], answered: Mapping[str, str]) -> bool:
    """Say whether the caller has this answer; a time counts only where no tag is sent."""
    if "if-none-match" in asked:
        return matches(asked["if-none-match"], answered.get("etag"))
    since, changed = moment(asked.get("if-modified-since")), moment(answered.get("last-modified"))
    return since is not None and changed is not None and changed <= since


def moment(header: str | None) -> datetime | None:
    """Return the time that a header names, None where it names none with its zone."""
    with suppress(ValueError, OverflowError):
        found = parsedate_to_datetime(header or "")
        return found if found.tzinfo is not None else None
    return None


def matches(condition: str | None, etag: str | None) -> bool:
    """Say whether `If-None-Match` names the tag, by weak comparison (13.1.2)."""
    if condition is None or etag is None:
        return False
    given = tags_in(condition)
    return "*" in given or etag.removeprefix("W/") in [name.removeprefix("W/") for name in given]


def tags_in(condition: str) -> list[str]:
    return [part.strip() for part in condition.split(",")[:MOST_TAGS]]


@dataclass(frozen=True)
class Preconditions:
    """The conditions of a request that writes: without one, nobody knows what it overwrites."""

    if_match: str | None
    if_none_match: str | None

    @property
    def creates(self) -> bool:
        """`If-None-Match: *`: only if nothing stands there."""
        return self.if_match is None and (self.if_none_match or "").strip() == "*"

    def require(self, etag: str | None) -> None:
        """Go on only if `If-Match` names the tag of what stands there (strongly, 13.1.1).

        Raises PreconditionRequired without that header, PreconditionFailed with another tag.
        """
        if self.if_match is None:
            raise PreconditionRequired
        named = tags_in(self.if_match)
        if self.if_none_match is not None or (etag not in named and named != ["*"]):
            raise PreconditionFailed
