"""Each route is found by its path as FastAPI itself finds it, and nothing else is."""

import re
from typing import Any

import pytest
from fastapi import FastAPI
from starlette.routing import Match

from api.http.route_table import RouteTable, leaves, start_of

PARAMETER = re.compile(r"{[^}]+}")


def scope_of(method: str, path: str, **more: object) -> dict[str, Any]:
    return {"type": "http", "method": method, "path": path, "root_path": "", "headers": [], **more}


def table_of(app: FastAPI) -> RouteTable:
    first = app.routes[0]
    assert isinstance(first, RouteTable)
    return first


def found_by_fastapi(app: FastAPI, scope: dict[str, Any]) -> bool:
    return any(route.matches({**scope})[0] == Match.FULL for route in app.routes[1:])


def test_every_route_is_found_with_its_parameters(app: FastAPI) -> None:
    found = list(leaves(app.routes))
    assert len(found) >= 60
    for leaf in found:
        names = re.findall(r"{([^}:]+)", leaf.path_format)
        path = PARAMETER.sub("calf-stretch", leaf.path_format)
        for method in leaf.methods:
            match, chosen = table_of(app).matches(scope_of(method, path))

            assert match == Match.FULL
            assert (chosen["endpoint"], chosen["route"]) == (leaf.endpoint, leaf.original_route)
            assert list(chosen["path_params"]) == names


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/v1"),
        ("GET", "/v1/"),
        ("GET", "/v1/nothing"),
        ("GET", "/v1/exercises/"),
        ("GET", "/v1/exercises/calf-stretch/steps"),
        ("GET", "//v1/exercises"),
        ("GET", "/v2/exercises"),
        ("POST", "/v1/exercises"),
        ("PUT", "/healthz"),
        ("BREW", "/v1/exercises"),
        ("GET", "v1/exercises"),
        ("OPTIONS", "*"),
        ("GET", ""),
    ],
)
def test_nothing_else_is(app: FastAPI, method: str, path: str) -> None:
    scope = scope_of(method, path)
    assert table_of(app).matches(scope) == (Match.NONE, {})
    assert not found_by_fastapi(app, scope)


@pytest.mark.parametrize("path", ["/healthz", "/v1/exercises", "/v1/exercises/calf-stretch", "/"])
def test_what_is_not_http_or_lies_below_a_root_is_left_to_fastapi(app: FastAPI, path: str) -> None:
    table = table_of(app)
    assert table.matches(scope_of("GET", path))[0] == Match.FULL
    assert table.matches(scope_of("GET", path, root_path="/api"))[0] == Match.NONE
    assert table.matches(scope_of("GET", path, type="websocket"))[0] == Match.NONE


@pytest.mark.parametrize(
    ("template", "start"),
    [
        ("/", "/"),
        ("/healthz", "/healthz"),
        ("/v1/exercises", "/v1/exercises"),
        ("/v1/exercises/{slug}", "/v1/exercises"),
        ("/v1/complaints/{slug}/exercises", "/v1/complaints"),
        ("/problems/{code}", "/problems"),
        ("/bundles/{digest}.ndjson.gz", "/bundles"),
    ],
)
def test_a_template_is_found_by_its_first_words(template: str, start: str) -> None:
    assert start_of(template) == start
