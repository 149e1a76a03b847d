"""What is wrong with a setting, as a sentence: what is expected, and an example."""

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

FORMS = {"security_contact": "mailto:…, https://… or tel:+…"}
"""What a text that has to follow a pattern looks like, in words."""


def error_lines(error: ValidationError, fields: Mapping[str, FieldInfo]) -> list[str]:
    """Return a line for each invalid setting.

    No line holds a value, because one of them may be a password.
    """
    return [
        line(item, fields[str(item["loc"][0])]) if item["loc"] else own_words(item)
        for item in error.errors(include_input=False, include_url=False)
    ]


def line(item: ErrorDetails, field: FieldInfo) -> str:
    """Return, for example, `INSTEP_PORT: a whole number from 1 to 65535, not the text given`."""
    name = f"INSTEP_{item['loc'][0]}".upper()
    text = f"{name}: {expected(item, field)}"
    example = next(iter(field.examples or ()), field.default)
    return text if example is None else f"{text}; for example {name}={example}"


def expected(item: ErrorDetails, field: FieldInfo) -> str:
    kind, given = item["type"], "not the text given"
    if kind.startswith("url"):
        return f"an http or https address, {given}"
    if kind == "literal_error":
        return f"{either(str(item['ctx']['expected']))}, {given}"
    if kind.startswith("string"):
        return f"{FORMS[str(item['loc'][0])]}, {given}"
    if kind.startswith("bool"):
        return f"true or false, {given}"
    if kind.startswith(("int", "float", "greater", "less", "finite")):
        number = "a whole number" if field.annotation in (int, int | None) else "a number"
        what = "number" if kind.startswith(("greater", "less")) else "text"
        return f"{number} {bounds(field)}, not the {what} given"
    return own_words(item)


def bounds(field: FieldInfo) -> str:
    """Return, for example, `from 1 to 65535` or `above 0, at most 60`."""
    limits: dict[str, Any] = {
        name: getattr(limit, name)
        for limit in field.metadata
        for name in ("ge", "gt", "le", "lt")
        if getattr(limit, name, None) is not None
    }
    if limits.keys() == {"ge", "le"}:
        return f"from {limits['ge']} to {limits['le']}"
    words = {"ge": "at least", "gt": "above", "le": "at most", "lt": "below"}
    return ", ".join(f"{words[name]} {limit}" for name, limit in limits.items())


def either(words: str) -> str:
    """Return the words of a choice without the quotation marks that pydantic gives them."""
    return words.replace("'", "")


def own_words(item: ErrorDetails) -> str:
    """Return the text of a ValueError that a validator of `Settings` raised."""
    return item["msg"].removeprefix("Value error, ")
