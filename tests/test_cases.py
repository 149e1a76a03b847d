"""Cases that share a test: all are run, and each that fails is named."""

import asyncio
import inspect

import pytest

from tests.cases import in_one_test

seen: list[int] = []


@in_one_test("number", [1, 2, 3, 4])
def even(number: int) -> None:
    seen.append(number)
    assert number % 2 == 0


@in_one_test(("left", "right"), [(1, 1), (2, 3)], ids=["same", "other"])
async def equal(left: int, right: int, allowed: bool) -> None:
    assert allowed or left == right


@in_one_test("text", ["a", "1"], ids=str.upper)
def no_number(text: str) -> None:
    with pytest.raises(ValueError, match="invalid literal"):
        int(text)


def test_all_are_run_and_each_that_fails_is_named() -> None:
    seen.clear()

    with pytest.raises(ExceptionGroup, match=r"2 of 4 cases failed: number=1; number=3") as raised:
        even()

    assert seen == [1, 2, 3, 4]
    assert [error.__notes__ for error in raised.value.exceptions] == [
        ["Case: number=1"],
        ["Case: number=3"],
    ]


def test_they_may_wait_and_share_what_the_test_takes() -> None:
    assert [*inspect.signature(equal).parameters] == ["allowed"]
    asyncio.run(equal(allowed=True))

    with pytest.raises(ExceptionGroup, match="1 of 2 cases failed: other"):
        asyncio.run(equal(allowed=False))


def test_one_that_raises_nothing_fails_by_name() -> None:
    with pytest.raises(ExceptionGroup, match="1 of 2 cases failed: 1"):
        no_number()


def test_none_at_all_is_a_mistake() -> None:
    with pytest.raises(AssertionError, match="no case of number"):
        in_one_test("number", [])
