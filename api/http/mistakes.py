"""What is wrong with one value, in our own words: no library's names enter the contract."""

import re
from collections.abc import Iterator
from typing import Any, get_args

from pydantic import BaseModel

from api.errors import FieldError
from api.suggestions import nearest

Finding = dict[str, Any]
"""What pydantic found: `type`, `loc`, `msg`, `input`, and `ctx` with the bound that was broken."""

WORDS = {
    "missing": ("missing", "This is needed."),
    "extra_forbidden": ("unknown_field", "There is no field of this name."),
    "literal_error": ("unknown_word", "This is one of {expected}."),
    "string_too_short": ("too_short", "This has {min_length} characters or more."),
    "string_too_long": ("too_long", "This has {max_length} characters or fewer."),
    "string_pattern_mismatch": ("wrong_form", "This has another form; the documentation shows it."),
    "too_short": ("too_few", "This has {min_length} entries or more."),
    "too_long": ("too_many", "This has {max_length} entries or fewer."),
    "greater_than_equal": ("too_small", "This is {ge} or more."),
    "less_than_equal": ("too_large", "This is {le} or less."),
    "value_error": ("invalid", "{error}"),
}
FAMILIES = {
    "bool_": ("not_a_boolean", "This is true or false."),
    "date_": ("not_a_date", "This is a day, as in 2026-11-22."),
    "dict_": ("not_an_object", "This is a JSON object."),
    "int_": ("not_an_integer", "This is a whole number."),
    "list_": ("not_a_list", "This is a JSON array."),
    "model_": ("not_an_object", "This is a JSON object."),
    "string_": ("not_text", "This is text, in Unicode."),
    "uuid_": ("not_a_uuid", "This is a UUID, as in 5ee7f007-0000-4000-8000-000000000000."),
}
"""By the beginning of pydantic's name: code, and what a right value is."""


def field_error(item: Finding, shape: Any = None) -> FieldError:
    """Return a finding as one entry of `errors`; the value itself stays out.

    `shape` is what the body should have been.
    """
    place, *path = item["loc"]
    in_body = place == "body"
    pointer = "".join(f"/{str(part).replace('~', '~0').replace('/', '~1')}" for part in path)
    code, detail = told(item)
    return FieldError(
        parameter=None if in_body else str(path[0])[:200] if path else str(place),
        pointer=pointer[:500] if in_body else None,
        code=code[:64],
        detail=detail[:500],
        suggestion=nearest_field(item, shape) or nearest_word(item),
    )


def told(item: Finding) -> tuple[str, str]:
    """Return code and detail; a finding of our own (a custom error) has both already."""
    name = str(item["type"])
    if name in ("too_short", "too_long") and isinstance(item["input"], str):
        name = f"string_{name}"
    family = next((words for start, words in FAMILIES.items() if name.startswith(start)), None)
    code, detail = WORDS.get(name) or family or (name, str(item["msg"]))
    return code, detail.format(**item.get("ctx", {})) if name in WORDS else detail


def nearest_field(item: Finding, shape: Any) -> str | None:
    """Return the field of the body that is most like one that it does not have."""
    if item["type"] != "extra_forbidden":
        return None
    *path, name = item["loc"][1:]
    level = list(shapes_in(shape))
    for part in path:
        if isinstance(part, str):
            fields = [model.model_fields[part] for model in level if part in model.model_fields]
            level = [inner for field in fields for inner in shapes_in(field.annotation)]
    return nearest(str(name), [known for model in level for known in model.model_fields])


def shapes_in(annotation: Any) -> Iterator[type[BaseModel]]:
    """Yield the models that a type names, inside lists and unions too."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from shapes_in(part)


def nearest_word(item: Finding) -> str | None:
    """Return the word of a list of words that is most like the one that was given."""
    if item["type"] != "literal_error":
        return None
    return nearest(str(item["input"]), re.findall(r"'([^']+)'", item["ctx"]["expected"]))
