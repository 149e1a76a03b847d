"""Answer every error in the one shape (RFC 9457), and nothing of what caused it."""

import re
from collections.abc import Iterator
from typing import Any, get_args
from urllib.parse import quote

import structlog
from asyncpg import (
    InsufficientResourcesError,
    InvalidCatalogNameError,
    LockNotAvailableError,
    OperatorInterventionError,
    PostgresConnectionError,
    UndefinedTableError,
)
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from starlette.exceptions import HTTPException
from starlette.routing import Match

from api.errors import (
    BY_STATUS,
    FieldError,
    InternalError,
    InvalidRequest,
    MalformedBody,
    MethodNotAllowed,
    Moved,
    Overloaded,
    Problem,
)
from api.pages.problems import problem_page, wants_page
from api.suggestions import nearest

logger = structlog.get_logger()

RETRY_AFTER = "2"
AWAY = (
    OSError,  # no such socket or host, refused, reset, no answer in time
    PoolTimeoutError,
    PostgresConnectionError,
    OperatorInterventionError,  # starting, stopping, a statement that took too long
    InsufficientResourcesError,
    LockNotAvailableError,
    InvalidCatalogNameError,
    UndefinedTableError,  # not migrated yet
)
"""What will pass by itself or by an operator's hand; the request was not at fault."""


def install(app: FastAPI) -> None:
    """Register the handlers on the application."""
    app.add_exception_handler(Problem, answer_problem)
    app.add_exception_handler(Moved, answer_moved)
    app.add_exception_handler(RequestValidationError, answer_validation)
    app.add_exception_handler(HTTPException, answer_http)
    for kind in (SQLAlchemyError, *AWAY):
        app.add_exception_handler(kind, answer_database)


def respond(request: Request, problem: Problem) -> Response:
    base_url = request.app.state.settings.base_url
    headers = {"Cache-Control": "no-store", **problem.headers}
    if problem.status == Overloaded.status:
        headers.setdefault("Retry-After", RETRY_AFTER)
    # Not request.url: that is put together from the caller's Host and may not even parse.
    path = request.scope["path"]
    if wants_page(path):
        return problem_page(problem, base_url=base_url, headers=headers)
    body = problem.body(
        base_url=base_url,
        instance=quote(path, errors="replace")[:2048],
        request_id=getattr(request.state, "request_id", ""),
    )
    return JSONResponse(
        body, status_code=problem.status, media_type="application/problem+json", headers=headers
    )


async def answer_problem(request: Request, error: Exception) -> Response:
    assert isinstance(error, Problem)  # noqa: S101 - what this handler is registered for
    return respond(request, error)


async def answer_moved(request: Request, error: Exception) -> Response:
    """Send the caller to the same address with the new slug in the old one's place."""
    assert isinstance(error, Moved)  # noqa: S101
    parts = [error.new if part == error.old else part for part in request.scope["path"].split("/")]
    query = "?" + request.scope["query_string"].decode("latin-1")
    location = request.app.state.settings.base_url + quote("/".join(parts)) + query.rstrip("?")
    return Response(
        status_code=308, headers={"Location": location, "Cache-Control": "public, max-age=3600"}
    )


async def answer_validation(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101
    found = error.errors()
    if any(item["type"] == "json_invalid" for item in found):
        return respond(request, MalformedBody())
    body = getattr(request.scope.get("route"), "body_field", None)
    shape = body.field_info.annotation if body is not None else None
    errors = [field_error(item, shape) for item in found[:50]]
    return respond(request, InvalidRequest(errors=errors))


def field_error(item: dict[str, Any], shape: Any = None) -> FieldError:
    """Return pydantic's finding as one entry of `errors`; the value itself stays out.

    `shape` is what the body should have been.
    """
    place, *path = item["loc"]
    in_body = place == "body"
    pointer = "".join(f"/{str(part).replace('~', '~0').replace('/', '~1')}" for part in path)
    return FieldError(
        parameter=None if in_body else str(path[0])[:200] if path else str(place),
        pointer=pointer[:500] if in_body else None,
        code=str(item["type"])[:64],
        detail=str(item["msg"])[:500],
        suggestion=nearest_field(item, shape) or nearest_word(item),
    )


def nearest_field(item: dict[str, Any], shape: Any) -> str | None:
    """Return the field of the body that is most like one that it does not have."""
    if item["type"] != "extra_forbidden":
        return None
    *path, name = item["loc"][1:]
    level = list(shapes_in(shape))
    for part in path:
        if isinstance(part, str):
            fields = [model.model_fields[part] for model in level if part in model.model_fields]
            level = [inner for field in fields for inner in shapes_in(field.annotation)]
    return nearest(str(name), [known for model in level for known in model.model_fields])


def shapes_in(annotation: Any) -> Iterator[type[BaseModel]]:
    """Yield the models that a type names, inside lists and unions too."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from shapes_in(part)


def nearest_word(item: dict[str, Any]) -> str | None:
    """Return the word of a list of words that is most like the one that was given."""
    if item["type"] != "literal_error":
        return None
    return nearest(str(item["input"]), re.findall(r"'([^']+)'", item["ctx"]["expected"]))


async def answer_http(request: Request, error: Exception) -> Response:
    """Turn the framework's own refusals (no such address or method) into problems."""
    assert isinstance(error, HTTPException)  # noqa: S101
    if error.status_code == 405:
        allow = {"Allow": ", ".join(allowed_methods(request))}
        if request.method == "OPTIONS":
            return Response(status_code=204, headers=allow)
        return respond(request, MethodNotAllowed(headers=allow))
    kind = BY_STATUS.get(error.status_code, MalformedBody if error.status_code < 500 else None)
    return respond(request, kind() if kind is not None else InternalError())


def allowed_methods(request: Request) -> list[str]:
    """Return every method that some route answers at this path; the framework knows one only."""
    answered = [
        method
        for method in ("GET", "POST", "PUT", "PATCH", "DELETE")
        if any(
            route.matches({**request.scope, "method": method})[0] is Match.FULL
            for route in request.app.routes
        )
    ]
    return [*answered, *(["HEAD"] if "GET" in answered else []), "OPTIONS"]


async def answer_database(request: Request, error: Exception) -> Response:
    """Answer 503 where the database is busy or away, 500 where a statement is wrong."""
    causes = list(causes_of(error))
    lost = isinstance(error, DBAPIError) and error.connection_invalidated
    away = lost or any(isinstance(cause, AWAY) for cause in causes)
    logger.error(
        "database_error",
        request_id=request.state.request_id,
        error=type(causes[-1]).__name__,
        away=away,
    )
    return respond(request, Overloaded() if away else InternalError())


def causes_of(error: BaseException | None) -> Iterator[BaseException]:
    """Yield an error, and what it was raised from, down to the driver's own."""
    while error is not None:
        yield error
        error = error.__cause__
