"""Whole numbers in addresses: digits, and nothing that only a programming language reads."""

import re
from typing import Any

from pydantic import BeforeValidator
from pydantic_core import PydanticKnownError

DIGITS = re.compile(r"-?[0-9]{1,40}(?:\.0{1,10})?")


def digits_only(value: Any) -> Any:
    """Return the value of a parameter; raises an error for `1_0`, `+1` and `１０`."""
    if isinstance(value, str) and not DIGITS.fullmatch(value):
        raise PydanticKnownError("int_parsing")
    return value


WRITTEN_IN_DIGITS = BeforeValidator(digits_only)
"""For an integer of a query or a path, behind its bounds: `10`, and `10.0` too."""
