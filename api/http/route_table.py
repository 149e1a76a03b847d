"""The route of a request, found by the first words of its path.

FastAPI tries one route after the other, and looks into a router that was included at each of its
levels anew, which costs more than many an answer. A path or a method that is not found here is
left to it, with its answers 404 and 405.
"""

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any

from fastapi import FastAPI
from fastapi.routing import APIRoute
from starlette.requests import Request
from starlette.routing import BaseRoute, Match
from starlette.types import ASGIApp, Receive, Scope, Send

from api.http.compiled_routes import Call, RefusedError, compiled

CHOSEN = "instep.route"
FAILED = "instep.failed"

Leaf = Any
"""A route of an included router with its whole path, as FastAPI has it: it exports no type."""


class RouteTable(BaseRoute):
    """Stands before the routes of an application, and answers for those of included routers."""

    def __init__(self, app: FastAPI) -> None:
        self.app = app

    @cached_property
    def leaves(self) -> dict[str, list[Leaf]]:
        """The routes by the one or two words that their paths begin with, in their order."""
        found = [leaf for leaf in leaves(self.app.routes) if leaf.methods]
        begun = {start_of(leaf.path_format) for leaf in found}
        return {
            start: [leaf for leaf in found if start_of(leaf.path_format) in (start, first(start))]
            for start in begun
        }

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        if scope["type"] != "http" or scope.get("root_path"):
            return Match.NONE, {}
        path = scope["path"]
        two = "/".join(path.split("/", 3)[:3])
        for leaf in self.leaves.get(two) or self.leaves.get(first(two)) or ():
            if scope["method"] in leaf.methods and (found := leaf.path_regex.match(path)):
                convert = leaf.param_convertors
                parameters = {
                    name: convert[name].convert(v) for name, v in found.groupdict().items()
                }
                route = leaf.original_route
                return Match.FULL, {
                    "endpoint": leaf.endpoint,
                    "path_params": parameters,
                    "route": route,
                    CHOSEN: leaf,
                }
        return Match.NONE, {}

    @cached_property
    def calls(self) -> dict[int, Call]:
        """What answers the reads of a route without FastAPI, by the identity of its leaf."""
        every = {id(leaf): compiled(leaf) for some in self.leaves.values() for leaf in some}
        return {identity: call for identity, call in every.items() if call is not None}

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        if FAILED in scope:
            raise scope.pop(FAILED)
        await scope[CHOSEN].app(scope, receive, send)


class CompiledReads:
    """Middleware: answers the reads whose routes are compiled, and passes on all others.

    So they need none of FastAPI's own layers. If a read fails, FastAPI gets it with the error, and
    answers that as any other.
    """

    def __init__(self, app: ASGIApp, *, table: RouteTable) -> None:
        self.app = app
        self.table = table

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        answer = self.app
        match, found = self.table.matches(scope)
        call = self.table.calls.get(id(found[CHOSEN])) if match is Match.FULL else None
        if call is not None and not self.table.app.dependency_overrides:
            scope.update(found)
            try:
                answer = await call.answer(Request(scope, receive, send), {})
            except RefusedError:
                pass  # FastAPI says all that is wrong
            except Exception as error:
                scope[FAILED] = error
        await answer(scope, receive, send)


def leaves(routes: Iterable[BaseRoute]) -> Iterator[Leaf]:
    """Yield the routes of all included routers with their whole paths."""
    for router in routes:
        included = getattr(router, "effective_route_contexts", None)
        for leaf in included() if included else ():
            if isinstance(leaf.original_route, APIRoute):
                yield leaf


def start_of(template: str) -> str:
    """Return the first two words of a template, or the first if the second is a parameter.

    `/v1/exercises/{slug}` begins with `/v1/exercises`, `/problems/{code}` with `/problems`.
    """
    start = "/".join(template.split("/", 3)[:3])
    return first(start) if "{" in start else start


def first(start: str) -> str:
    """Return the first word of a path: of `/v1/exercises` it is `/v1`."""
    return "/".join(start.split("/", 2)[:2])
