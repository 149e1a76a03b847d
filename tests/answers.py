"""Every JSON answer of v1 that a test gets is checked against the schema that v1 promises."""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

import httpx
from fastapi.routing import APIRoute
from pydantic import TypeAdapter
from starlette.routing import Match

from api.v1 import routes as folder

JSON = "application/json"


@cache
def schema(model: Any) -> TypeAdapter[Any]:
    return TypeAdapter(model)


@cache
def routes() -> list[APIRoute]:
    """Return the routes of every resource; their paths begin below /v1."""
    modules = [
        import_module(f"{folder.__name__}.{module.name}")
        for module in iter_modules(folder.__path__)
    ]
    return [route for module in modules for route in module.router.routes]


def model_of(request: httpx.Request) -> Any:
    """Return the response model of the route that answers a request; None if it has none."""
    path = request.url.path.removeprefix("/v1")
    scope = {"type": "http", "method": request.method, "path": path, "root_path": ""}
    found = (route for route in routes() if route.matches(scope)[0] is Match.FULL)
    route = next(found, None)
    return route.response_model if route else None


async def check_answer(response: httpx.Response) -> None:
    """Raise ValidationError if a successful JSON answer of v1 is not as promised."""
    is_json = response.headers.get("content-type", "").partition(";")[0] == JSON
    is_v1 = response.request.url.path.startswith("/v1/")
    if not (is_json and is_v1 and response.is_success) or response.request.method == "HEAD":
        return
    await response.aread()
    if (model := model_of(response.request)) is not None:
        schema(model).validate_json(response.content, strict=True)
