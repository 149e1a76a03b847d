"""What a builder hands over: the content of one document and of its line in a list."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from api.serialisation import serialise, timestamp

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
