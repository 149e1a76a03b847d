"""Values in bodies as clients write them: whole numbers and days."""

import re
from datetime import date
from typing import Annotated, Any

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


def whole(value: Any) -> Any:
    """Return `10` for `10.0`, which JSON does not tell apart (many clients have no integers)."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def whole_number(low: int, high: int) -> Any:
    """Return the type of a whole number between two bounds, both included."""
    return Annotated[int, Field(strict=True, ge=low, le=high), BeforeValidator(whole)]


def written_day(value: Any) -> Any:
    """Return a day as YYYY-MM-DD; a number of seconds or milliseconds is never guessed at."""
    if value is not None and not (isinstance(value, str) and DAY.fullmatch(value)):
        raise PydanticCustomError("not_a_date", "This must be a date such as 2026-11-22.")
    return value


Day = Annotated[date, Field(json_schema_extra={"maxLength": 10}), BeforeValidator(written_day)]
