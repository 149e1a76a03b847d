"""Benchmarks take none of the shortcuts of tests: they measure Instep as it serves."""

from pathlib import Path

import pytest

from tests import shortcuts


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--quick", action="store_true", help="only what takes less than a minute in all"
    )
    parser.addoption(
        "--against", type=Path, metavar="FOLDER", help="a checkout, with a .venv, to compare with"
    )
    parser.addoption(
        "--only",
        action="append",
        default=[],
        metavar="KIND",
        help="side by side, only requests of this kind, for example match; may be repeated",
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--quick"):
        items[:] = [item for item in items if item.get_closest_marker("quick")]
    if config.getoption("--only"):
        items[:] = [item for item in items if "only" in getattr(item, "fixturenames", ())]


@pytest.fixture
def quick(pytestconfig: pytest.Config) -> bool:
    return bool(pytestconfig.getoption("--quick"))


@pytest.fixture
def only(pytestconfig: pytest.Config) -> list[str]:
    """The kinds of requests that are measured; none: all."""
    named: list[str] = pytestconfig.getoption("--only")
    return named


@pytest.fixture
def checkout(pytestconfig: pytest.Config) -> Path | None:
    """The folder with an earlier state of the project, if one is named."""
    named: Path | None = pytestconfig.getoption("--against")
    return named


@pytest.fixture(scope="session", autouse=True)
def shortcuts_taken() -> None:
    shortcuts.collect_garbage_as_usual()
    shortcuts.draw_each_time()
