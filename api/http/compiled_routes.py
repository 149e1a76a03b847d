"""Routes whose declared parameters are compiled once, instead of looked at for each request.

FastAPI walks through the declaration of a route at every request: each parameter, each dependency,
whether it is a generator, whether something overrides it. Here that is done once. What was declared
stays the only source: names, defaults and validators come from FastAPI's own fields, and so does
the OpenAPI document.

This is for reads whose parameters are right. If one is not, the request goes to FastAPI as it came,
and FastAPI answers with all that is wrong; so a dependency may run a second time.
"""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from inspect import iscoroutinefunction, signature
from typing import Any, get_args, get_origin

from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response

PLAIN = (str, int, bool, type(None))
"""Types of defaults that may be given to everybody."""

COMPOUND = (list, tuple, set, frozenset, deque, dict, BaseModel)
"""Types that FastAPI puts together from several values; of these only a list of values is read."""

NOT_COMPILED = (
    "cookie_params",
    "body_params",
    "websocket_param_name",
    "http_connection_param_name",
    "response_param_name",
    "background_tasks_param_name",
    "security_scopes_param_name",
    "own_oauth_scopes",
    "parent_oauth_scopes",
    "concurrency",
)
"""What a dependency may ask of FastAPI and not of us."""


class NotCompiledError(Exception):
    """A route asks for something that only FastAPI gives."""


class RefusedError(Exception):
    """A parameter is missing, or its validator refused it."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A declared parameter: where it stands in a request, and how its value is checked."""

    name: str
    alias: str
    is_list: bool
    field: Any
    make_default: Callable[[], Any]

    def read(self, given: Any) -> Any:
        """Return the value in a query, in headers or in a path. Raises RefusedError."""
        value = given.getlist(self.alias) if self.is_list else given.get(self.alias)
        if not value and (value is None or self.is_list):
            return self.make_default()
        found, mistakes = self.field.validate(value)
        if mistakes:
            raise RefusedError
        return found


@dataclass(frozen=True, slots=True)
class Call:
    """A function that a request calls: the route's own, or one that it depends on."""

    function: Callable[..., Any]
    needs: "tuple[tuple[str | None, Call], ...]"
    path: tuple[Parameter, ...]
    query: tuple[Parameter, ...]
    headers: tuple[Parameter, ...]
    request_name: str | None

    async def answer(self, request: Request, known: dict[Any, Any]) -> Any:
        """Return what the function returns; `known` holds what this request has called already.

        Raises RefusedError, and what the functions raise.
        """
        values: dict[str, Any] = {}
        for name, needed in self.needs:
            if needed.function not in known:
                known[needed.function] = await needed.answer(request, known)
            if name is not None:
                values[name] = known[needed.function]
        for parameter in self.path:
            values[parameter.name] = parameter.read(request.path_params)
        if not request.scope["query_string"]:
            for parameter in self.query:
                values[parameter.name] = parameter.make_default()
        elif self.query:
            given = request.query_params
            for parameter in self.query:
                values[parameter.name] = parameter.read(given)
        for parameter in self.headers:
            values[parameter.name] = parameter.read(request.headers)
        if self.request_name is not None:
            values[self.request_name] = request
        return await self.function(**values)


def compiled(route: Any) -> Call | None:
    """Return what answers the reads of a route, as FastAPI has it; None if only FastAPI can."""
    kind = type(getattr(route, "original_route", route))
    if kind is not APIRoute or "GET" not in route.methods or route.body_field is not None:
        return None  # a class of its own may answer in other ways
    try:
        answered = signature(route.dependant.call).return_annotation
        if not (isinstance(answered, type) and issubclass(answered, Response)):
            return None
        return call_of(route.dependant)
    except NotCompiledError:
        return None


def call_of(dependant: Dependant) -> Call:
    """Return the call of a dependency. Raises NotCompiledError."""
    function: Any = dependant.call
    asks_more = any(getattr(dependant, name) for name in NOT_COMPILED)
    if asks_more or not dependant.use_cache or not iscoroutinefunction(function):
        raise NotCompiledError
    return Call(
        function,
        tuple((needed.name, call_of(needed)) for needed in dependant.dependencies),
        tuple(map(parameter_of, dependant.path_params)),
        tuple(map(parameter_of, dependant.query_params)),
        tuple(map(parameter_of, dependant.header_params)),
        dependant.request_param_name,
    )


def parameter_of(field: Any) -> Parameter:
    """Return a parameter as FastAPI has it. Raises NotCompiledError."""
    info = field.field_info
    is_list = get_origin(info.annotation) is list
    inner = parts(info.annotation)[1 if is_list else 0 :]
    alias = info.validation_alias or field.alias
    if not isinstance(alias, str) or info.validate_default or any(map(is_compound, inner)):
        raise NotCompiledError
    return Parameter(field.name, alias, is_list, field, default_of(info))


def parts(annotation: Any) -> list[Any]:
    """Return an annotation and the types that it is made of."""
    return [annotation, *(inner for part in get_args(annotation) for inner in parts(part))]


def is_compound(annotation: Any) -> bool:
    kind = get_origin(annotation) or annotation
    return isinstance(kind, type) and issubclass(kind, COMPOUND)


def default_of(info: Any) -> Callable[[], Any]:
    """Return what makes the default of a parameter; that of a required one raises RefusedError."""
    if info.is_required():
        return refuse
    if info.default_factory is not None:
        make: Callable[[], Any] = info.default_factory
        return make
    default = info.default
    if not isinstance(default, PLAIN):
        raise NotCompiledError
    return lambda: default


def refuse() -> Any:
    raise RefusedError
