"""The route of a request, for the log: a path itself may hold a key, or a person's own words."""

import re
from collections.abc import Iterator
from functools import lru_cache

from fastapi import FastAPI
from starlette.routing import compile_path
from starlette.types import Scope

UNKNOWN = "unknown"
"""Stands for a path that no route has."""

VERSION = re.compile(r"/v[0-9]+(?=/)")
"""What the router of a version puts before the paths of its routes."""


def route_template(scope: Scope) -> str:
    """Return the route of a request, for example `/v1/exercises/{slug}`.

    A request that was refused before its route was chosen (401, 429) is looked up here.
    """
    path = getattr(scope.get("route"), "path_format", None)
    if path is None:
        return find_template(scope["app"], scope["path"]) if "app" in scope else UNKNOWN
    version = VERSION.match(scope["path"])
    return f"{version.group()}{path}" if version and not VERSION.match(path) else str(path)


def find_template(app: FastAPI, path: str) -> str:
    """Return the template of the first route that has this path, whatever its methods."""
    found = (template for pattern, template in templates(app) if pattern.match(path))
    return next(found, UNKNOWN)


@lru_cache(maxsize=4)
def templates(app: FastAPI) -> tuple[tuple[re.Pattern[str], str], ...]:
    """Return the pattern and the template of each route of an application, in their order."""
    return tuple((compile_path(path)[0], path) for path in paths(app))


def paths(app: FastAPI) -> Iterator[str]:
    for route in app.routes:
        # A router that was included lists its routes with their whole paths.
        included = getattr(route, "effective_route_contexts", None)
        for leaf in included() if included else (route,):
            path = getattr(leaf, "path_format", None) or getattr(leaf, "path", None)
            if path is not None:
                yield path
