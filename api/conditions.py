"""Conditional requests (RFC 9110, 13): tags of bytes, and what a caller's conditions say of them.

The tag is a digest of the uncompressed bytes, so it is the same in every process; compressed
bytes are another representation and get a tag of their own (`-gzip`, `-br`; 8.8.3 there).
"""

import hashlib
from dataclasses import dataclass

from api.errors import PreconditionFailed, PreconditionRequired

MOST_TAGS = 100


def tag(body: bytes, encoding: str | None = None) -> str:
    suffix = f"-{encoding}" if encoding else ""
    return f'"{hashlib.sha256(body).hexdigest()[:32]}{suffix}"'


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
