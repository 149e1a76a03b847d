"""The one way from values to JSON text and from a moment to its text, so that bytes repeat."""

import json
from datetime import UTC, datetime
from typing import Any


def serialise(value: Any) -> str:
    """Return compact JSON with its keys in the order in which they were written."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def timestamp(moment: datetime) -> str:
    """Return a time as RFC 3339 in UTC, to the second."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
