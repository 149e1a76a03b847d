"""JSON is written byte for byte as the standard library writes it, only in less time."""

import json

import pytest

from api.serialisation import serialise
from tests.cases import in_one_test

VALUES = [
    None,
    True,
    0,
    -(10**18),
    10**30,
    0.5,
    12.75,
    "",
    'é "quoted" \\ / <b>&amp;</b>',
    "\x00\x07\x08\t\n\x0c\r\x1f\x7f\x80\u2028\u2029\ufeff",
    "🦶🏽 \U0010ffff",
    [],
    {},
    [[], {"b": [1, {"a": None}], "a": ("x", 2)}],
    {"ö": 1, "": 2, "a b": 3},
]


@in_one_test("value", VALUES)
def test_bytes_are_those_of_the_standard_library(value: object) -> None:
    assert serialise(value) == json.dumps(
        value, ensure_ascii=False, separators=(",", ":"), allow_nan=False
    )


def test_half_a_character_is_no_text() -> None:
    with pytest.raises(ValueError, match="surrogates not allowed"):
        serialise("\ud83e")
