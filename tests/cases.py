"""Many small cases in one test: each that fails is named, and none costs a test of its own."""

import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import wraps
from typing import Any

import pytest

Test = Callable[..., Any]

LONGEST_NAME = 200


def in_one_test(
    names: str | Sequence[str],
    values: Iterable[Any],
    ids: Callable[[Any], str] | Iterable[str] | None = None,
) -> Callable[[Test], Test]:
    """Go through all cases in one test; otherwise like `pytest.mark.parametrize`.

    It is for cases that are checked in about a millisecond, since a test of its own takes longer
    than that. All cases share what the test takes beside them, so they leave it as it was. No case
    has marks of its own (`pytest.param`).
    """
    arguments = [names] if isinstance(names, str) else list(names)
    if isinstance(names, str) and "," in names:
        arguments = [name.strip() for name in names.split(",")]
    given = [(value,) if len(arguments) == 1 else tuple(value) for value in values]
    cases = [dict(zip(arguments, case, strict=True)) for case in given]
    named = list(zip(names_of(cases, ids), cases, strict=True))
    assert named, f"no case of {', '.join(arguments)}"
    assert not any(hasattr(value, "marks") for case in cases for value in case.values())
    return lambda test: together(test, named, arguments)


def names_of(
    cases: list[dict[str, Any]], ids: Callable[[Any], str] | Iterable[str] | None
) -> list[str]:
    if callable(ids):
        return [", ".join(ids(value) or repr(value) for value in case.values()) for case in cases]
    if ids is not None:
        return [*map(str, ids)]
    return [
        ", ".join(f"{name}={value!r}" for name, value in case.items())[:LONGEST_NAME]
        for case in cases
    ]


def together(
    test: Test, named: Sequence[tuple[str, Mapping[str, Any]]], arguments: Sequence[str]
) -> Test:
    """Return a test that takes all but the arguments, and goes through the cases."""

    @wraps(test)
    def run(*given: Any, **fixtures: Any) -> None:
        with failures(len(named)) as failed:
            for name, case in named:
                with noted(name, failed):
                    test(*given, **fixtures, **case)

    @wraps(test)
    async def run_async(*given: Any, **fixtures: Any) -> None:
        with failures(len(named)) as failed:
            for name, case in named:
                with noted(name, failed):
                    await test(*given, **fixtures, **case)

    signature = inspect.signature(test)
    rest = [one for name, one in signature.parameters.items() if name not in arguments]
    chosen: Any = run_async if inspect.iscoroutinefunction(test) else run
    chosen.__signature__ = signature.replace(parameters=rest)
    return chosen  # type: ignore[no-any-return]


@contextmanager
def failures(total: int) -> Iterator[dict[str, Exception]]:
    """Raise what failed in the block, by the names of the cases."""
    failed: dict[str, Exception] = {}
    yield failed
    if failed:
        named = "; ".join(failed)
        raise ExceptionGroup(f"{len(failed)} of {total} cases failed: {named}", [*failed.values()])


@contextmanager
def noted(name: str, failed: dict[str, Exception]) -> Iterator[None]:
    try:
        yield
    except pytest.fail.Exception as error:
        failed[name] = AssertionError(f"{name}: {error}").with_traceback(error.__traceback__)
    except Exception as error:
        error.add_note(f"Case: {name}")
        failed[name] = error
