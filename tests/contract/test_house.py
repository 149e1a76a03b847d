"""The house's own rules: sizes, names, one commit, thin routes, outputs without defaults."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from pydantic import BaseModel

import api.v1.schemas.base
from api.config import Settings

ROOT = Path(__file__).resolve().parents[2]
CODE = [
    path
    for folder in ("api", "seed", "tests", "scripts", "examples")
    for path in sorted((ROOT / folder).rglob("*.py"))
]
FUNCTION_WALL = 50
FILE_WALL = 300
ROUTE_WALL = 12
WITHOUT_DOCUMENTS = {
    "bundles",
    "changes",
    "complaint_matches",
    "media_credits",
    "plan_adaptations",
    "plan_recommendations",
    "safety_checks",
    "search",
    "session_timelines",
}
"""Addresses that answer from the documents of others."""

VAGUE = {"utils", "helpers", "common", "constants", "misc", "util", "helper"}

CLOCK = {"now", "today", "utcnow"}
"""Methods of `date` and `datetime`; rules cannot import the modules `time` and `asyncio` anyway."""

Function = ast.FunctionDef | ast.AsyncFunctionDef


BLOCKS = ("body", "orelse", "finalbody", "handlers", "cases")
"""The fields of a node of syntax that hold statements, or what holds statements itself."""


@cache
def syntax(path: Path) -> ast.Module:
    return ast.parse(read(path))


def functions(path: Path) -> list[Function]:
    """Return every function of a file; no expression has one, so none is looked into."""
    found: list[Function] = []
    left: list[ast.AST] = [syntax(path)]
    while left:
        node = left.pop()
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            found.append(node)
        left += [below for block in BLOCKS for below in getattr(node, block, ())]
    return found


def length(function: Function) -> int:
    return (function.end_lineno or 0) - function.lineno + 1


def body_length(function: Function) -> int:
    """Lines of a function's body, its docstring left out."""
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return (function.end_lineno or 0) - body[0].lineno + 1 if body else 0


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


class TestSizes:
    def test_every_folder_of_code_is_looked_at(self) -> None:
        assert len(CODE) > 300

    def test_no_file_is_longer_than_the_wall(self) -> None:
        lengths = {path: len(read(path).splitlines()) for path in CODE}
        long = [f"{named(path)}: {n} lines" for path, n in lengths.items() if n > FILE_WALL]
        assert not long, "\n".join(long)

    def test_no_function_is_longer_than_the_wall(self) -> None:
        long = [
            f"{named(path)}:{function.lineno} {function.name}: {length(function)} lines"
            for path in CODE
            for function in functions(path)
            if length(function) > FUNCTION_WALL
        ]
        assert not long, "\n".join(long)

    def test_a_route_is_a_sentence(self) -> None:
        routes = sorted((ROOT / "api" / "v1" / "routes").glob("*.py"))
        long = [
            f"{path.name}:{function.name}"
            for path in routes
            for function in functions(path)
            if body_length(function) > ROUTE_WALL
        ]
        assert not long, "\n".join(long)


class TestNames:
    def test_no_file_has_a_name_that_says_nothing(self) -> None:
        assert [named(path) for path in CODE if path.stem in VAGUE] == []

    @pytest.mark.parametrize("layer", ["v1/schemas", "queries", "v1/documents"])
    def test_each_resource_has_a_file_of_its_name_in_each_layer(self, layer: str) -> None:
        resources = {path.stem for path in (ROOT / "api/v1/routes").glob("[a-z]*.py")}
        files = {path.stem for path in (ROOT / "api" / layer).glob("[a-z]*.py")}
        assert resources - files == (WITHOUT_DOCUMENTS if layer == "v1/documents" else set())

    def test_each_resource_has_a_test_at_its_address(self) -> None:
        resources = {path.stem for path in (ROOT / "api/v1/routes").glob("[a-z]*.py")}
        tests = {path.stem.removeprefix("test_") for path in (ROOT / "tests/v1").rglob("test_*.py")}
        assert resources - tests == set()

    def test_the_migrations_folder_hides_no_library(self) -> None:
        assert not (ROOT / "alembic" / "__init__.py").exists()


class TestLayers:
    def test_only_the_database_module_commits(self) -> None:
        committing = [
            named(path)
            for path in CODE
            if path.is_relative_to(ROOT / "api") or path.is_relative_to(ROOT / "seed")
            if re.search(r"\.commit\(", read(path))
        ]
        assert committing == ["api/db.py"]

    def test_nothing_of_ours_raises_the_frameworks_exception(self) -> None:
        raising = [
            named(path)
            for path in CODE
            if path.is_relative_to(ROOT / "api")
            if "raise HTTPException" in read(path)
        ]
        assert raising == []

    def test_rules_ask_no_clock_and_open_no_file(self) -> None:
        asking = [
            f"{named(path)}:{node.lineno}"
            for path in CODE
            if path.is_relative_to(ROOT / "api/planner")
            or path.is_relative_to(ROOT / "api/matching")
            for node in ast.walk(syntax(path))
            if isinstance(node, ast.Call)
            if (node.func.attr if isinstance(node.func, ast.Attribute) else "") in CLOCK
            or (node.func.id if isinstance(node.func, ast.Name) else "") == "open"
        ]
        assert asking == []

    def test_no_table_has_a_relationship(self) -> None:
        from api.models import Base

        queried = [
            f"{mapper.class_.__name__}.{relationship.key}"
            for mapper in Base.registry.mappers
            for relationship in mapper.relationships
        ]
        assert queried == []


def output_models(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
    for below in model.__subclasses__():
        yield below
        yield from output_models(below)


class TestOutputs:
    def test_outputs_have_no_defaults(self) -> None:
        models = list(output_models(api.v1.schemas.base.Output))
        defaulted = [
            f"{model.__name__}.{name}"
            for model in models
            for name, field in model.model_fields.items()
            if not field.is_required()
        ]
        assert len(models) > 50
        assert defaulted == []


class TestSettings:
    def test_every_setting_has_a_sentence(self) -> None:
        described = {name: f.description or "" for name, f in Settings.model_fields.items()}
        assert described
        assert [n for n, text in described.items() if not re.fullmatch(r".{20,}\.", text)] == []
