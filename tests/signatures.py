"""Signatures of routes, which FastAPI reads anew for each application: read once in tests."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest
from fastapi.dependencies import utils
from fastapi.dependencies.models import Dependant


@contextmanager
def read_once() -> Iterator[None]:
    """Let all applications that the block makes share what FastAPI knows of a function.

    Most tests that write have an application of their own; for each of them it would build a
    validator of every parameter of every route again, which takes longer than the test.
    """
    with pytest.MonkeyPatch.context() as patch:
        once = remembered(utils.get_dependant)
        patch.setattr("fastapi.dependencies.utils.get_dependant", once)
        patch.setattr("fastapi.routing.get_dependant", once)
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
