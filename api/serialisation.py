"""The one way from values to JSON text and from a moment to its text, so that bytes repeat."""

from datetime import UTC, datetime
from typing import Any

from pydantic_core import to_json


def serialise(value: Any) -> str:
    """Return compact JSON with its keys in the order in which they were written.

    A number that is not finite has no JSON: the records and requests that are written here have
    none.
    """
    return serialised(value).decode()


def serialised(value: Any) -> bytes:
    """Return what `serialise` returns, in UTF-8."""
    return to_json(value)


def timestamp(moment: datetime) -> str:
    """Return a time as RFC 3339 in UTC, to the second."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
