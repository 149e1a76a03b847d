"""What building rows needs everywhere: plain dictionaries, one list for each table."""

from collections.abc import Iterable
from typing import Any

Row = dict[str, Any]
Rows = dict[str, list[Row]]


def numbered(values: Iterable[Any], column: str, **owner: Any) -> list[Row]:
    """Return one row for each value of an ordered list of slugs."""
    return [{**owner, "position": at, column: value} for at, value in enumerate(values)]
