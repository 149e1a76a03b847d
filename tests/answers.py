"""What holds for every answer that a test gets is checked with each of them.

A JSON answer of v1 fits the schema that v1 promises, and a script of another origin may read each
header of a public answer.
"""

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
READABLE = {"cache-control", "content-language", "content-length", "content-type", "last-modified"}
"""Headers that scripts may always read (Fetch, 2.2.1)."""

FOR_BROWSERS = (
    "access-control-",
    "content-security-policy",
    "cross-origin-",
    "referrer-policy",
    "strict-transport-security",
    "x-content-type-options",
)
"""Headers that tell a browser what to do: no script has a use for them."""


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
    return model_at(request.method, request.url.path.removeprefix("/v1"))


@cache
def model_at(method: str, path: str) -> Any:
    """Return the response model of the route at a path below /v1; None if it has none."""
    scope = {"type": "http", "method": method, "path": path, "root_path": ""}
    found = (route for route in routes() if route.matches(scope)[0] is Match.FULL)
    route = next(found, None)
    return route.response_model if route else None


def check_exposed(response: httpx.Response) -> None:
    """Raise AssertionError if a public answer has a header that scripts cannot read."""
    if "access-control-expose-headers" not in response.headers:
        return
    exposed = response.headers["access-control-expose-headers"].lower().split(", ")
    sent = {name.lower() for name in response.headers if not name.startswith(FOR_BROWSERS)}
    hidden = sent - READABLE - set(exposed)
    assert not hidden, f"no script of another origin can read {hidden}: name it in api/headers.py"


async def check_answer(response: httpx.Response) -> None:
    """Raise ValidationError or AssertionError if an answer is not as promised."""
    check_exposed(response)
    is_json = response.headers.get("content-type", "").partition(";")[0] == JSON
    is_v1 = response.request.url.path.startswith("/v1/")
    if not (is_json and is_v1 and response.is_success) or response.request.method == "HEAD":
        return
    await response.aread()
    if (model := model_of(response.request)) is not None:
        schema(model).validate_json(response.content, strict=True)
