"""Benchmarks take none of the shortcuts of tests: they measure Instep as it serves."""

import pytest

from tests import shortcuts


@pytest.fixture(scope="session", autouse=True)
def shortcuts_taken() -> None:
    shortcuts.collect_garbage_as_usual()
