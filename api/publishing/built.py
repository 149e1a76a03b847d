"""What a builder hands over: the content of one document and of its line in a list."""

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

Content = dict[str, Any]


@dataclass(frozen=True)
class Built:
    """One thing's content, without revision and time: those are stamped when it changes."""

    type: str
    slug: str
    content: Content
    summary: Content

    @property
    def digest(self) -> str:
        """SHA-256 (hex) of all that was built; equal digests mean nothing to publish."""
        return hashlib.sha256(serialise([self.content, self.summary]).encode()).hexdigest()

    def body(self, revision: int, updated_at: datetime) -> str:
        """Return the document as it is served, byte for byte."""
        stamped = {**self.content, "revision": revision, "updated_at": timestamp(updated_at)}
        return serialise(stamped)

    def line(self, updated_at: datetime) -> str:
        """Return the summary as lists carry it."""
        return serialise({**self.summary, "updated_at": timestamp(updated_at)})


def serialise(value: Any) -> str:
    """Return compact JSON with its keys in the order they were written."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def timestamp(moment: datetime) -> str:
    """Return a time as RFC 3339 in UTC, to the second."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
