"""Findings of pydantic are answered with our own codes and texts, never with the library's."""

from typing import Annotated, Any, Literal

import httpx
import pytest
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from api.http.validation_errors import field_error
from tests.cases import in_one_test
from tests.v1.lists import only_error


class Inner(BaseModel):
    model_config = ConfigDict(extra="forbid")

    kind: Literal["stretch", "strength"] = "stretch"


class Shape(BaseModel):
    """One field of each kind that inputs have."""

    model_config = ConfigDict(extra="forbid")

    text: Annotated[str, Field(min_length=2, max_length=4, pattern="^[a-z]+$")] = "abc"
    number: Annotated[int, Field(ge=1, le=5)] = 1
    flag: bool = False
    items: Annotated[list[Inner], Field(min_length=1, max_length=2)] = [Inner()]


CASES: list[tuple[Any, str, str, str]] = [
    ({"text": "a"}, "/text", "too_short", "This must have 2 or more characters."),
    ({"text": "abcde"}, "/text", "too_long", "This must have 4 or fewer characters."),
    ({"text": "ABC"}, "/text", "wrong_form", "form"),
    ({"text": 5}, "/text", "not_text", "text"),
    ({"text": None}, "/text", "not_text", "text"),
    ({"number": 0}, "/number", "too_small", "This must be 1 or more."),
    ({"number": 6}, "/number", "too_large", "This must be 5 or less."),
    ({"number": "x"}, "/number", "not_an_integer", "whole number"),
    ({"number": 1.5}, "/number", "not_an_integer", "whole number"),
    ({"number": 10**400}, "/number", "too_large", "This must be 5 or less."),
    ({"flag": "perhaps"}, "/flag", "not_a_boolean", "true or false"),
    ({"items": []}, "/items", "too_few", "This must have 1 or more entries."),
    ({"items": [{}] * 3}, "/items", "too_many", "This must have 2 or fewer entries."),
    ({"items": {}}, "/items", "not_a_list", "array"),
    ({"items": [5]}, "/items/0", "not_an_object", "object"),
    ({"items": [{"kind": "strech"}]}, "/items/0/kind", "unknown_word", "'stretch' or 'strength'"),
    ({"items": [{"kinds": "x"}]}, "/items/0/kinds", "unknown_field", "no field"),
    ({"a/b~c": 1}, "/a~1b~0c", "unknown_field", "no field"),
]


@in_one_test(("value", "pointer", "code", "detail"), CASES)
def test_each_finding_has_a_pointer_a_code_and_a_detail(
    value: Any, pointer: str, code: str, detail: str
) -> None:
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(Shape).validate_python(value)
    item: dict[str, Any] = {**caught.value.errors()[0]}
    item["loc"] = ("body", *item["loc"])

    error = field_error(item, Shape)

    assert (error.pointer, error.code, error.parameter) == (pointer, code, None)
    assert detail in error.detail


@pytest.mark.parametrize(
    ("value", "suggestion"),
    [
        ({"items": [{"kind": "strech"}]}, "stretch"),
        ({"items": [{"kinds": "x"}]}, "kind"),
        ({"nubmer": 5}, "number"),
        ({"zzzz": 5}, None),
    ],
)
def test_what_was_probably_meant_is_suggested(value: Any, suggestion: str | None) -> None:
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(Shape).validate_python(value)
    item: dict[str, Any] = {**caught.value.errors()[0]}
    item["loc"] = ("body", *item["loc"])

    assert field_error(item, Shape).suggestion == suggestion


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("limit=0", "too_small"),
        ("limit=101", "too_large"),
        ("limit=ten", "not_an_integer"),
        ("q=", "too_short"),
        ("sort=-name", "unknown_word"),
        ("kind=strech", "unknown_word"),
    ],
)
async def test_a_wrong_parameter_has_the_same_codes(
    client: httpx.AsyncClient, query: str, code: str
) -> None:
    error = only_error(await client.get(f"/v1/exercises?{query}"))

    assert error["code"] == code
    assert "input" not in error["detail"].lower()


async def test_a_wrong_id_has_a_code_of_ours(client: httpx.AsyncClient) -> None:
    error = only_error(await client.get("/v1/changes?catalogue_id=1"))

    assert error["code"] == "not_a_uuid"
