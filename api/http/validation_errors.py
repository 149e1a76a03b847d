"""Errors that pydantic finds in a value, in the words of the contract.

No code and no text of the library is answered, so the library may change its own.
"""

import re
from collections.abc import Iterator
from typing import Any, get_args

from pydantic import BaseModel

from api.errors import FieldError
from api.suggestions import nearest

Finding = dict[str, Any]
"""An error of pydantic: `type`, `loc`, `msg`, `input`, and `ctx` with the broken bound."""

BY_TYPE = {
    "missing": ("missing", "This is required."),
    "extra_forbidden": ("unknown_field", "There is no field with this name."),
    "literal_error": ("unknown_word", "This must be one of {expected}."),
    "string_too_short": ("too_short", "This must have {min_length} or more characters."),
    "string_too_long": ("too_long", "This must have {max_length} or fewer characters."),
    "string_pattern_mismatch": ("wrong_form", "This has the wrong form. /docs shows how."),
    "too_short": ("too_few", "This must have {min_length} or more entries."),
    "too_long": ("too_many", "This must have {max_length} or fewer entries."),
    "greater_than_equal": ("too_small", "This must be {ge} or more."),
    "less_than_equal": ("too_large", "This must be {le} or less."),
    "value_error": ("invalid", "{error}"),
}
"""By pydantic's type of error: our code, and our detail with names out of `ctx`."""

BY_PREFIX = {
    "bool_": ("not_a_boolean", "This must be true or false."),
    "date_": ("not_a_date", "This must be a date such as 2026-11-22."),
    "dict_": ("not_an_object", "This must be a JSON object."),
    "int_": ("not_an_integer", "This must be a whole number."),
    "list_": ("not_a_list", "This must be a JSON array."),
    "model_": ("not_an_object", "This must be a JSON object."),
    "string_": ("not_text", "This must be text in Unicode."),
    "uuid_": ("not_a_uuid", "This must be a UUID such as 5ee7f007-0000-4000-8000-000000000000."),
}
"""For types that `BY_TYPE` lacks, by how they begin (`int_parsing`, `int_from_float` …)."""


def field_error(finding: Finding, model: Any = None) -> FieldError:
    """Return a finding as one entry of `errors`; the wrong value itself is not repeated.

    `model` is the type of the body, in which the nearest field name is looked up.
    """
    place, *path = finding["loc"]
    code, detail = code_and_detail(finding)
    suggestion = nearest_field(finding, model) or nearest_word(finding)
    if place == "body":
        return FieldError.at(pointer_to(path), code, detail, suggestion)
    return FieldError.of(str(path[0] if path else place), code, detail, suggestion)


def pointer_to(path: list[str | int]) -> str:
    """Return a JSON Pointer (RFC 6901), for example `/items/0/exercise`."""
    return "".join(f"/{str(part).replace('~', '~0').replace('/', '~1')}" for part in path)


def code_and_detail(finding: Finding) -> tuple[str, str]:
    """Return code and detail; our custom errors have both already."""
    name = str(finding["type"])
    if name in ("too_short", "too_long") and isinstance(finding["input"], str):
        name = f"string_{name}"
    if name in BY_TYPE:
        code, detail = BY_TYPE[name]
        return code, detail.format(**finding.get("ctx", {}))
    for prefix, words in BY_PREFIX.items():
        if name.startswith(prefix):
            return words
    return name, str(finding["msg"])


def nearest_field(finding: Finding, model: Any) -> str | None:
    """Return the field of the body that is most like an unknown one; None for other errors."""
    if finding["type"] != "extra_forbidden":
        return None
    *path, name = finding["loc"][1:]
    level = list(models_in(model))
    for part in path:
        if isinstance(part, str):
            fields = [inner.model_fields[part] for inner in level if part in inner.model_fields]
            level = [inner for field in fields for inner in models_in(field.annotation)]
    return nearest(str(name), [known for inner in level for known in inner.model_fields])


def models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    """Yield the models that a type names, also inside lists and unions."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from models_in(part)


def nearest_word(finding: Finding) -> str | None:
    """Return the allowed word that is most like the given one; None for other errors."""
    if finding["type"] != "literal_error":
        return None
    return nearest(str(finding["input"]), re.findall(r"'([^']+)'", finding["ctx"]["expected"]))
