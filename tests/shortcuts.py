"""Work that thousands of tests would do again: done once, left out, or done in less time."""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from fastapi.dependencies import utils
from fastapi.dependencies.models import Dependant
from fastapi.utils import create_model_field
from pydantic._internal import _fields

Field = Any
"""A `ModelField` of FastAPI, which it does not export: a name, a type and their validator."""

USUAL = gc.get_threshold()


def collect_garbage_seldom() -> None:
    """Let the interpreter look for cycles a hundred times less often.

    The tests themselves are tens of thousands of objects that live to the end; each search among
    them takes longer than most tests.
    """
    gc.set_threshold(100_000, 50, 100)


def keep_from_collection() -> None:
    """Leave all that is in memory now, such as every test, out of later searches for cycles."""
    gc.collect()
    gc.freeze()


def collect_garbage_as_usual() -> None:
    gc.unfreeze()
    gc.set_threshold(*USUAL)


@contextmanager
def taken() -> Iterator[None]:
    """Take the shortcuts during a block, for all applications and clients that it makes.

    Most tests that write have an application of their own; for each of them FastAPI would build a
    validator of every parameter and every answer of every route again, which takes longer than
    the test.
    """
    with pytest.MonkeyPatch.context() as patch:
        once = remembered(utils.get_dependant)
        patch.setattr("fastapi.dependencies.utils.get_dependant", once)
        patch.setattr("fastapi.routing.get_dependant", once)
        patch.setattr("fastapi.routing.create_model_field", remembered_fields(create_model_field))
        # Asked at each request for each parameter that is left out.
        patch.setattr(
            _fields, "takes_validated_data_argument", cache(_fields.takes_validated_data_argument)
        )
        # httpx looks for trio at each request, along the whole path, since it is not installed.
        patch.setattr("httpx._transports.asgi.is_running_trio", lambda: False)
        yield


def remembered(read: Callable[..., Dependant]) -> Callable[..., Dependant]:
    """Return the function that reads each signature once, by all that it is asked with."""
    known: dict[tuple[Any, ...], Dependant] = {}

    def read_or_remember(**asked: Any) -> Dependant:
        key = tuple(
            (name, tuple(value) if isinstance(value, list) else value)
            for name, value in sorted(asked.items())
        )
        if key not in known:
            known[key] = read(**asked)
        # Routers put their own dependencies before those of the function.
        return replace(known[key], dependencies=[*known[key].dependencies])

    return read_or_remember


def remembered_fields(make: Callable[..., Field]) -> Callable[..., Field]:
    """Return the function that makes each field once, by its name, type and mode."""
    known: dict[tuple[tuple[str, Any], ...], Field] = {}

    def make_or_remember(**asked: Any) -> Field:
        key = tuple(sorted(asked.items()))
        if key not in known:
            known[key] = make(**asked)
        return known[key]

    return make_or_remember
